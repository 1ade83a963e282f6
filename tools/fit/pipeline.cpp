// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/pipeline.h"

#include "tools/fit/logistic.h"
#include "tools/fit/steps.h"

namespace nearside {
namespace {

bool does_nothing(const Step& step) {
  return std::visit([](const auto& s) { return s.columns.empty(); }, step);
}

Status check_complete(const Columns& columns) {
  for (const Column& column : columns) {
    if (column.may_be_missing) {
      return Error{ErrorCode::bad_recipe, "steps",
                   "\"" + column.name +
                       "\" may be missing and no step fills it; add {\"impute\": …} before the model"};
    }
    if (column.levels > 0) {
      return Error{ErrorCode::bad_recipe, "steps",
                   "\"" + column.name + "\" is a category; add {\"one_hot\": {}} before the model"};
    }
  }
  return {};
}

Result<Model> fit_model(const Recipe& recipe, const Matrix& rows, std::span<const std::uint8_t> outcome) {
  const double c = std::get<LogisticRequest>(recipe.model).c;
  if (recipe.outcome.classes.empty()) {
    auto one = fit_logistic(rows, outcome, c);
    if (!one) return one.error();
    return Model(std::move(*one));
  }
  OneVsRest several;
  std::vector<std::uint8_t> against_rest(outcome.size());
  for (std::size_t k = 0; k < recipe.outcome.classes.size(); ++k) {
    for (std::size_t r = 0; r < outcome.size(); ++r) against_rest[r] = outcome[r] == k ? 1 : 0;
    auto one = fit_logistic(rows, against_rest, c);
    if (!one) return Error{one.error().code, "class " + recipe.outcome.classes[k].id, one.error().message};
    several.classes.push_back(std::move(*one));
  }
  return Model(std::move(several));
}

}  // namespace

Result<FittedSteps> fit_steps(const Recipe& recipe, const Matrix& rows,
                              std::span<const std::uint8_t> outcome) {
  FittedSteps fitted;
  fitted.columns = columns_of(recipe.predictors);
  fitted.rows = rows;
  for (std::size_t s = 0; s < recipe.steps.size(); ++s) {
    const StepData data{fitted.rows, fitted.columns, recipe.predictors, outcome, recipe.validation.seed};
    auto step = fit(recipe.steps[s], data);
    if (!step) return step.error();
    if (does_nothing(*step)) continue;
    auto out = columns_out(*step, fitted.columns, "steps[" + std::to_string(s) + "]");
    if (!out) return Error{ErrorCode::bad_recipe, out.error().path, out.error().message};
    Matrix next = training_rows(recipe.steps[s], *step, out->size(), data);
    fitted.rows = std::move(next);
    fitted.columns = std::move(*out);
    fitted.steps.push_back(std::move(*step));
    fitted.widths.push_back(fitted.columns.size());
  }
  return fitted;
}

Result<Pipeline> fit_pipeline(const Recipe& recipe, const Matrix& rows,
                              std::span<const std::uint8_t> outcome) {
  auto fitted = fit_steps(recipe, rows, outcome);
  if (!fitted) return fitted.error();
  if (auto ok = check_complete(fitted->columns); !ok) return ok.error();
  auto model = fit_model(recipe, fitted->rows, outcome);
  if (!model) return model.error();
  return Pipeline{std::move(fitted->steps), std::move(fitted->widths), std::move(*model)};
}

std::vector<double> predict_rows(const Pipeline& pipeline, const Matrix& rows) {
  std::vector<double> risks;
  std::vector<double> margins(margin_count(pipeline.model));
  std::vector<double> outputs(output_count(pipeline.model));
  Matrix current = rows;
  for (std::size_t s = 0; s < pipeline.steps.size(); ++s) {
    current = apply_to_rows(pipeline.steps[s], current, pipeline.widths[s]);
  }
  for (std::size_t r = 0; r < current.rows(); ++r) {
    score(pipeline.model, current.row(r), margins);
    link(pipeline.model, margins, outputs);
    risks.insert(risks.end(), outputs.begin(), outputs.end());
  }
  return risks;
}

}  // namespace nearside
