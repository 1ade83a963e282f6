// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/pipeline.h"

#include "tools/fit/model.h"
#include "tools/fit/steps.h"
#include "tools/recipe/step_for_model.h"

namespace nearside {
namespace {

bool does_nothing(const Step& step) {
  return std::visit([](const auto& s) { return s.columns.empty(); }, step);
}

}  // namespace

Result<FittedSteps> fit_steps(const Recipe& recipe, Matrix rows, const Response& response) {
  FittedSteps fitted;
  fitted.columns = columns_of(recipe.predictors);
  fitted.rows = std::move(rows);
  for (std::size_t s = 0; s < recipe.steps.size(); ++s) {
    const StepData data{fitted.rows,    fitted.columns,         recipe.predictors,
                        response.label, recipe.validation.seed, response.group};
    const StepRequest request = for_model(recipe.steps[s], recipe.model);
    auto step = fit(request, data);
    if (!step) return step.error();
    if (does_nothing(*step)) continue;
    auto out = columns_out(*step, fitted.columns, "steps[" + std::to_string(s) + "]");
    if (!out) return Error{ErrorCode::bad_recipe, out.error().path, out.error().message};
    auto next = training_rows(request, *step, out->size(), data);
    if (!next)
      return Error{next.error().code, "steps[" + std::to_string(s) + "]." + next.error().path,
                   next.error().message};
    fitted.rows = std::move(*next);
    fitted.columns = std::move(*out);
    fitted.steps.push_back(std::move(*step));
    fitted.widths.push_back(fitted.columns.size());
  }
  return fitted;
}

Result<Model> fit_model(const ModelRequest& request, const Recipe& recipe, const FittedSteps& fitted,
                        const Response& response, std::size_t threads) {
  return fit(request, {fitted.rows, fitted.columns, recipe.predictors, recipe.outcome, response,
                       recipe.validation.seed, threads});
}

Result<Pipeline> fit_pipeline(const Recipe& recipe, const Rows& rows, const Response& response,
                              std::size_t threads) {
  if (recipe.steps.empty()) {  // a large table need not stand in memory twice
    const Columns columns = columns_of(recipe.predictors);
    auto model = fit(recipe.model, {rows, columns, recipe.predictors, recipe.outcome, response,
                                    recipe.validation.seed, threads});
    if (!model) return model.error();
    return Pipeline{{}, {}, std::move(*model)};
  }
  auto fitted = fit_steps(recipe, rows.copied(), response);
  if (!fitted) return fitted.error();
  auto model = fit_model(recipe.model, recipe, *fitted, response, threads);
  if (!model) return model.error();
  return Pipeline{std::move(fitted->steps), std::move(fitted->widths), std::move(*model)};
}

Matrix through_steps(const std::vector<Step>& steps, const std::vector<std::size_t>& widths, Matrix rows) {
  for (std::size_t s = 0; s < steps.size(); ++s) rows = apply_to_rows(steps[s], rows, widths[s]);
  return rows;
}

std::vector<double> outputs_of(const Model& model, const Matrix& rows) {
  std::vector<double> all;
  std::vector<double> margins(margin_count(model));
  std::vector<double> outputs(output_count(model));
  all.reserve(rows.rows() * outputs.size());
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    score(model, rows.row(r), margins);
    link(model, margins, outputs);
    all.insert(all.end(), outputs.begin(), outputs.end());
  }
  return all;
}

std::vector<double> predict_rows(const Pipeline& pipeline, const Matrix& rows) {
  std::vector<double> all = outputs_of(pipeline.model, through_steps(pipeline.steps, pipeline.widths, rows));
  const std::size_t each = output_count(pipeline.model);
  for (std::size_t r = 0; r + each <= all.size(); r += each)
    pipeline.calibration.apply(std::span(all).subspan(r, each));
  return all;
}

}  // namespace nearside
