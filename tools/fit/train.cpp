// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/train.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/engine.h"
#include "tools/choose/folds.h"
#include "tools/choose/measures.h"
#include "tools/fit/pipeline.h"
#include "tools/fit/prune.h"
#include "tools/fit/summary.h"
#include "tools/fit/test_vectors.h"
#include "tools/table/development_table.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

Localised or_else(const Localised& text, const std::string& fallback) {
  return text.en.empty() ? Localised{fallback, text.zh} : text;
}

/// The form without the questions for other predictors, nor groups that are then empty.
Form form_for(Form form, const std::vector<Predictor>& predictors) {
  for (FormGroup& group : form.groups) {
    std::erase_if(group.predictors, [&](const std::string& id) {
      return std::none_of(predictors.begin(), predictors.end(),
                          [&](const Predictor& predictor) { return predictor.id == id; });
    });
  }
  std::erase_if(form.groups, [](const FormGroup& group) { return group.predictors.empty(); });
  return form;
}

/// The output of one horizon: `risk_5y`.
Output output_at(const Outcome& outcome, double years) {
  Output output{outcome.id + "_" + number_text(years) + "y",
                OutputKind::probability,
                or_else(outcome.label, outcome.column),
                outcome.positive,
                "not " + outcome.positive,
                outcome.clause};
  output.horizon_years = years;
  return output;
}

std::vector<Output> outputs_of(const Outcome& outcome) {
  std::vector<Output> outputs;
  switch (outcome.which()) {
    case OutcomeKind::binary:
      return {{outcome.id, OutputKind::probability, or_else(outcome.label, outcome.column), outcome.positive,
               outcome.negative.empty() ? "not " + outcome.positive : outcome.negative, outcome.clause}};
    case OutcomeKind::quantity:
    case OutcomeKind::count: {
      Output one{outcome.id, OutputKind::quantity, or_else(outcome.label, outcome.column), "", "", {}};
      one.unit = outcome.unit;
      one.decimals = outcome.decimals;
      return {one};
    }
    case OutcomeKind::time_to_event:
      for (const double years : outcome.horizons) outputs.push_back(output_at(outcome, years));
      return outputs;
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      break;
  }
  for (const ClassRequest& one : outcome.classes) {
    outputs.push_back({outcome.id + "_" + one.id, OutputKind::probability, or_else(one.label, one.id), one.id,
                       "not " + one.id, one.clause});
  }
  return outputs;
}

ModelFile assemble_file(const Recipe& recipe, Pruned pruned, Model model, const DevelopmentTable& table,
                        Performance performance) {
  ModelFile file;
  file.id = recipe.id;
  file.version = recipe.version;
  file.title = or_else(recipe.title, recipe.id);
  file.standing = recipe.standing;
  file.audience = recipe.audience;
  const std::vector<PredictorSummary> summaries = summarise(recipe.predictors, table.rows);
  for (const std::uint32_t p : pruned.predictors) {
    file.schema.predictors.push_back(recipe.predictors[p]);
    file.development.predictors.push_back(summaries[p]);
  }
  file.schema.exclusions = recipe.exclusions;
  file.form = form_for(recipe.form, file.schema.predictors);
  file.steps = std::move(pruned.steps);
  file.model = std::move(model);
  file.outputs = outputs_of(recipe.outcome);
  file.development.rows = performance.rows;
  file.development.events = performance.events;
  file.development.rows_without_outcome = static_cast<std::uint32_t>(table.cleaning.rows_without_outcome);
  file.development.performance = std::move(performance);
  file.card = recipe.card;
  for (std::size_t p = 0; p < file.schema.predictors.size(); ++p) {
    Predictor& predictor = file.schema.predictors[p];
    predictor.label = or_else(predictor.label, predictor.id);
    if (!predictor.development) predictor.development = development_range(file.development.predictors[p]);
  }
  return file;
}

std::vector<std::string> ids_without(const std::vector<Predictor>& predictors,
                                     const std::vector<std::uint32_t>& left_out) {
  std::vector<std::string> ids;
  for (std::uint32_t p = 0; p < predictors.size(); ++p) {
    if (!std::binary_search(left_out.begin(), left_out.end(), p)) ids.push_back(predictors[p].id);
  }
  return ids;
}

Result<Folds> folds_of(const Recipe& recipe, const TrainOptions& options, const DevelopmentTable& table,
                       bool grouped) {
  const auto& [count, seed] = recipe.validation;
  if (!options.folds_file.empty()) return read_folds(options.folds_file, table);
  const Response& response = table.response;
  if (grouped) return grouped_folds(response.label, table.group, count, seed);
  return response.label.empty() ? random_folds(response.rows(), count, seed)
                                : stratified_folds(response.label, count, seed);
}

Status check_data_file(const Recipe& recipe, const std::string& path) {
  if (recipe.data.sha256.empty()) return {};
  auto hash = sha256_of_file(path);
  if (!hash) return hash.error();
  if (*hash == recipe.data.sha256) return {};
  return Error{ErrorCode::bad_data, path,
               "has SHA-256 " + *hash + ", the recipe's data.sha256 says " + recipe.data.sha256};
}

/// Two people must want it: who wrote the recipe, and who trains.
Status check_development_rows(const Recipe& recipe, bool allowed) {
  for (std::size_t s = 0; s < recipe.steps.size() && !allowed; ++s) {
    if (!std::holds_alternative<ImputeNeighboursRequest>(recipe.steps[s])) continue;
    return Error{ErrorCode::bad_recipe, "steps[" + std::to_string(s) + "].impute_neighbours",
                 "would write development rows into the model file; --allow-development-rows lets it"};
  }
  return {};
}

}  // namespace

Result<Trained> train(const Recipe& recipe, const std::string& data_path, const TrainOptions& options) {
  if (auto ok = check_development_rows(recipe, options.allow_development_rows); !ok) return ok.error();
  if (auto ok = check_data_file(recipe, data_path); !ok) return ok.error();
  auto table = read_development_table(recipe, data_path);
  if (!table) return table.error();
  if (table->number.empty()) return Error{ErrorCode::bad_data, data_path, "has no row with a known outcome"};
  const bool grouped =
      options.folds_file.empty() && table->cleaning.repeated_keys > 0 && !table->group.empty();
  auto folds = folds_of(recipe, options, *table, grouped);
  if (!folds) return folds.error();

  Progress progress = options.progress;
  if (progress) {
    progress = [&](std::size_t done, std::size_t total) { options.progress(done, total + 1); };
  }
  auto risks = cross_validate(recipe, table->rows, table->response, *folds, options.threads, progress);
  if (!risks) return risks.error();
  const std::string how = !options.folds_file.empty() ? "cross-validation over given folds, "
                          : grouped ? "cross-validation that keeps the rows of a key together, "
                          : table->response.label.empty() ? "cross-validation, "
                                                          : "stratified cross-validation, ";
  auto performance = performance_of(recipe.outcome, *risks, table->response, *folds, how);
  if (!performance) return performance.error();
  auto pipeline = fit_pipeline(recipe, table->rows, table->response, options.threads);
  if (!pipeline) return pipeline.error();
  if (options.progress) options.progress(folds->count + 1, folds->count + 1);

  auto pruned = prune(std::move(pipeline->steps), recipe.predictors);
  if (!pruned) return pruned.error();
  Trained trained;
  trained.unused = ids_without(recipe.predictors, pruned->predictors);
  auto draft = Engine::assemble(
      assemble_file(recipe, std::move(*pruned), std::move(pipeline->model), *table, std::move(*performance)));
  if (!draft) return draft.error();
  trained.model_file = draft->model_file();
  trained.model_file.test_vectors = make_test_vectors(*draft, recipe.validation.seed);
  trained.bytes = encode(trained.model_file);
  auto engine = Engine::load(trained.bytes);
  if (!engine) return engine.error();
  trained.hash = engine->hash();
  trained.out_of_fold = std::move(*risks);
  trained.row_numbers = std::move(table->number);
  trained.cleaning = std::move(table->cleaning);
  return trained;
}

}  // namespace nearside
