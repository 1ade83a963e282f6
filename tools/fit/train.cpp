// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/train.h"

#include <algorithm>
#include <mutex>

#include "core/engine.h"
#include "tools/choose/folds.h"
#include "tools/choose/measures.h"
#include "tools/choose/nested.h"
#include "tools/fit/assemble.h"
#include "tools/fit/how_measured.h"
#include "tools/fit/pipeline.h"
#include "tools/fit/prune.h"
#include "tools/fit/survival/proportional_hazards.h"
#include "tools/fit/test_vectors.h"
#include "tools/table/development_table.h"
#include "tools/table/enough.h"
#include "tools/table/file.h"
#include "tools/table/large_table.h"

namespace nearside {
namespace {

std::vector<std::string> ids_without(const std::vector<Predictor>& predictors,
                                     const std::vector<std::uint32_t>& left_out) {
  std::vector<std::string> ids;
  for (std::uint32_t p = 0; p < predictors.size(); ++p) {
    if (!std::binary_search(left_out.begin(), left_out.end(), p)) ids.push_back(predictors[p].id);
  }
  return ids;
}

Status check_data_file(const Recipe& recipe, const Input& data) {
  if (recipe.data.sha256.empty()) return {};
  auto hash = sha256_of_file(data);
  if (!hash) return hash.error();
  if (*hash == recipe.data.sha256) return {};
  return Error{ErrorCode::bad_data, shown_name(data),
               "has SHA-256 " + *hash + ", the recipe's data.sha256 says " + recipe.data.sha256};
}

/// Two people must want it: who wrote the recipe, and who trains.
Status check_development_rows(const std::vector<Candidate>& candidates, bool allowed) {
  if (allowed) return {};
  constexpr std::string_view kWhy =
      "would write development rows into the model file; --allow-development-rows lets it";
  for (const Candidate& candidate : candidates) {
    for (std::size_t s = 0; s < candidate.steps.size(); ++s) {
      if (std::holds_alternative<ImputeNeighboursRequest>(candidate.steps[s]))
        return Error{ErrorCode::bad_recipe, "steps[" + std::to_string(s) + "].impute_neighbours",
                     std::string(kWhy)};
    }
    const bool holds_rows = std::visit(
        [](const auto& request) {
          if constexpr (requires { request.kHoldsRows; }) return request.kHoldsRows;
          return false;
        },
        candidate.model);
    if (holds_rows) return Error{ErrorCode::bad_recipe, "model, " + candidate.family, std::string(kWhy)};
  }
  return {};
}

/// What one model file needs besides its pipeline.
struct FileData {
  const Recipe& recipe;
  const DevelopmentTable& table;
  bool complete = true;
  std::vector<ProportionalityTest> proportional_hazards{};
  std::optional<AgainstNull> against_null{};
};

struct MadeFile {
  std::vector<std::uint8_t> bytes;
  std::string hash;
  ModelFile model_file;
  std::vector<std::string> unused;
  std::vector<ProportionalityTest> proportional_hazards;
};

Result<MadeFile> make_file(const FileData& data, Pipeline pipeline, Performance performance) {
  auto pruned = prune(std::move(pipeline.steps), data.recipe.predictors);
  if (!pruned) return pruned.error();
  MadeFile made;
  made.unused = ids_without(data.recipe.predictors, pruned->predictors);
  made.proportional_hazards = data.proportional_hazards;
  ModelFile file = assemble_file(data.recipe, std::move(*pruned), std::move(pipeline), data.table,
                                 std::move(performance), data.complete);
  add_survival_notes(data.recipe.outcome, data.proportional_hazards, file.card);
  if (data.against_null) add_null_note(*data.against_null, file.card);
  auto draft = Engine::assemble(std::move(file));
  if (!draft) return draft.error();
  made.model_file = draft->model_file();
  made.model_file.test_vectors = make_test_vectors(*draft, data.recipe.validation.seed);
  made.bytes = encode(made.model_file);
  auto engine = Engine::load(made.bytes);
  if (!engine) return engine.error();
  made.hash = engine->hash();
  return made;
}

/// Counts fits for whoever watches; several threads may call it.
class Counter {
 public:
  Counter(const Progress& progress, std::size_t total) : progress_(progress), total_(total) {}
  void count() {
    if (!progress_) return;
    const std::lock_guard lock(mutex_);
    if (done_ < total_) progress_(++done_, total_);
  }
  void finish() {
    if (progress_ && done_ < total_) progress_(total_, total_);
  }

 private:
  const Progress& progress_;
  std::size_t total_;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

class Trainer {
 public:
  Trainer(const Recipe& recipe, const TrainOptions& options, DevelopmentTable table,
          std::vector<Candidate> candidates)
      : recipe_(recipe), options_(options), table_(std::move(table)), candidates_(std::move(candidates)) {}

  Result<Trained> run() {
    if (is_large(table_.rows)) return_freed_blocks();
    Trained trained;
    const auto& horizons = recipe_.outcome.horizons;
    trained.sample_size = minimum_sample_size(table_.response, candidate_parameters(recipe_),
                                              horizons.empty() ? 0.0 : horizons.back());
    auto folds = all_folds();
    if (!folds) return folds.error();
    // Each outer fold chooses, then fits the best of each family; so do all rows once more.
    const std::size_t most_families = families().size();
    auto plan = plan_calibrations(recipe_, candidates_, data(), *folds, recipe_.validation.seed);
    if (!plan) return plan.error();
    const bool chooses = recipe_.search || plan->calibrates();
    const std::size_t of_choice = chooses ? fits_of_choice(recipe_, candidates_) : 0;
    Counter counter(
        options_.progress,
        of_choice + 1 + folds->size() * (*folds)[0].count * (of_choice + (chooses ? most_families : 1)));
    ChoiceOptions choosing{recipe_.validation.seed, options_.threads, options_.stop,
                           [&] { counter.count(); }};
    auto choices = choose(recipe_, candidates_, *plan, data(), choosing);
    if (!choices) return choices.error();
    complete_ = choices->complete;
    trained.failures = choices->failures;
    std::vector<std::string> names;
    for (const Choice& choice : choices->of_families) {
      names.push_back(candidates_[choice.candidate].family);
      if (!choice.row_losses.empty()) trained.choice_losses.push_back(choice.row_losses);
    }

    auto measured = measure(*plan, *folds, names, choosing);
    if (!measured) return measured.error();
    measured->procedure.method += how_often_chosen(candidates_, *plan, choices->chosen, measured->of_folds) +
                                  how_undone(*plan, choices->chosen, table_.response.rows());
    trained.calibration_notes = calibration_notes(*plan, *choices, measured->of_folds);
    for (const std::string& note : trained.calibration_notes) measured->procedure.method += "; " + note;
    trained.against_null = measured->against_null;
    if (trained.against_null && !trained.against_null->is_clearly_better())
      measured->procedure.method += "; " + in_words(*trained.against_null);
    for (std::size_t f = 0; f < names.size(); ++f) {
      const Choice& choice = choices->of_families[f];
      const bool is_chosen = choice.candidate == choices->chosen.candidate;
      // The card quotes the whole procedure, the choice included, not the chosen family alone.
      auto made =
          make(choice, is_chosen ? measured->procedure : measured->of_families[f], trained.against_null);
      if (!made && is_chosen) return made.error();
      trained.leaderboard.push_back(
          row_of(choice, is_chosen, measured->of_families[f], made ? made->bytes.size() : 0));
      if (!is_chosen) continue;
      trained.bytes = std::move(made->bytes);
      trained.hash = std::move(made->hash);
      trained.model_file = std::move(made->model_file);
      trained.unused = std::move(made->unused);
      trained.proportional_hazards = std::move(made->proportional_hazards);
    }
    counter.finish();
    trained.out_of_fold = std::move(measured->outputs);
    trained.row_numbers = std::move(table_.number);
    trained.cleaning = std::move(table_.cleaning);
    return trained;
  }

 private:
  ChoiceData data() const { return {table_.rows, table_.response}; }

  Result<std::vector<Folds>> all_folds() const {
    std::vector<Folds> all;
    const auto& validation = recipe_.validation;
    if (!options_.folds_file.empty() && validation.repeats > 1)
      return bad_recipe("validation.repeats", "can't be had with given folds, which are the same each time");
    if (!options_.folds_file.empty() && !validation.order.empty())
      return bad_recipe("validation.order", "can't be had with given folds, which know no order of time");
    for (std::uint32_t repeat = 0; repeat < validation.repeats; ++repeat) {
      auto folds = options_.folds_file.empty()
                       ? folds_of(table_.response, validation.folds, validation.seed + repeat)
                       : read_folds(options_.folds_file, table_);
      if (!folds) return folds.error();
      if (const std::size_t split = split_groups(*folds, table_.response.group); split > 0) {
        return Error{ErrorCode::bad_data, shown_name(options_.folds_file),
                     "puts rows of one group into different folds, of " + std::to_string(split) +
                         (split == 1 ? " group" : " groups") +
                         "; what belongs together is predicted together"};
      }
      all.push_back(std::move(*folds));
    }
    return all;
  }

  struct Measured {
    std::vector<double> outputs;  ///< of the first repeat
    Performance procedure;
    std::vector<Performance> of_families;
    std::vector<FoldChoice> of_folds;  ///< of all repeats
    std::optional<AgainstNull> against_null;
  };

  Result<Measured> measure(const CalibrationPlan& plan, const std::vector<Folds>& all_folds,
                           const std::vector<std::string>& names, const ChoiceOptions& choosing) {
    Measured measured;
    std::vector<Performance> of_procedure;
    std::vector<std::vector<Performance>> of_families(names.size());
    NullComparison comparison;
    for (const Folds& folds : all_folds) {
      auto nested = cross_validate_choice(recipe_, candidates_, plan, names, data(), folds, choosing);
      if (!nested) return nested.error();
      const std::uint32_t wanted = folds.forward ? folds.count - 1 : folds.count;
      const bool stopped = nested->folds_done < wanted;
      complete_ = complete_ && !stopped;
      if (stopped && !of_procedure.empty()) break;  // the repeats that are whole are what is quoted
      for (const auto& one : nested->choices) {
        if (one) measured.of_folds.push_back(*one);
      }
      const std::string how = how_measured(recipe_, !options_.folds_file.empty(), plan.calibrates(),
                                           table_.response, folds, nested->folds_done);
      if (measured.outputs.empty()) measured.outputs = nested->outputs;
      const std::vector<double> average = null_out_of_fold(recipe_.outcome, table_.response, folds);
      const OutOfFold beside{folds.of_row, average};
      comparison.add(recipe_.outcome, table_.response, nested->outputs, average);
      auto procedure = performance_of(recipe_.outcome, nested->outputs, table_.response, how, beside);
      if (!procedure && !stopped) return procedure.error();
      of_procedure.push_back(procedure ? std::move(*procedure) : not_measured(how));
      for (std::size_t f = 0; f < names.size(); ++f) {
        auto one = performance_of(recipe_.outcome, nested->of_families[f], table_.response, how, beside);
        of_families[f].push_back(one ? std::move(*one) : not_measured("no fold could fit it"));
      }
      if (stopped) break;
    }
    measured.against_null = comparison.result(recipe_.outcome, table_.response);
    measured.procedure = mean_performance(of_procedure);
    for (const auto& repeats : of_families) measured.of_families.push_back(mean_performance(repeats));
    return measured;
  }

  static Performance not_measured(const std::string& why) {
    Performance none;
    none.method = why;
    return none;
  }

  Result<MadeFile> make(const Choice& choice, const Performance& performance,
                        const std::optional<AgainstNull>& against_null) const {
    const Recipe recipe = with_candidate(recipe_, candidates_[choice.candidate]);
    auto pipeline = fit_choice(recipe_, candidates_[choice.candidate], choice, data(), options_.threads);
    if (!pipeline) return pipeline.error();
    auto tests = test_proportional_hazards(recipe, *pipeline, table_.rows, table_.response);
    if (!tests) return tests.error();
    return make_file({recipe, table_, complete_, std::move(*tests), against_null}, std::move(*pipeline),
                     performance);
  }

  LeaderboardRow row_of(const Choice& choice, bool is_chosen, const Performance& performance,
                        std::size_t bytes) const {
    const Candidate& candidate = candidates_[choice.candidate];
    const Family& family = families()[family_of(candidate.model)];
    return {candidate.family,
            is_chosen,
            family.baseline,
            std::string(family.explainable),
            candidate.model,
            choice.calibration,
            static_cast<std::uint32_t>(choice.fitted.intercepts.size()),
            choice.loss,
            performance,
            bytes,
            declared_directions(recipe_.model).empty() || !declared_directions(candidate.model).empty()};
  }

  const Recipe& recipe_;
  const TrainOptions& options_;
  DevelopmentTable table_;
  std::vector<Candidate> candidates_;
  bool complete_ = true;
};

}  // namespace

Result<Trained> train(const Recipe& recipe, const Input& data, const TrainOptions& options) {
  auto candidates = candidates_of(recipe, recipe.validation.seed);
  if (!candidates) return candidates.error();
  if (auto ok = check_development_rows(*candidates, options.allow_development_rows); !ok) return ok.error();
  if (auto ok = check_data_file(recipe, data); !ok) return ok.error();
  auto table = read_development_table(recipe, data);
  if (!table) return table.error();
  if (auto ok = check_enough(recipe, *table, shown_name(data)); !ok) return ok.error();
  return Trainer(recipe, options, std::move(*table), std::move(*candidates)).run();
}

}  // namespace nearside
