// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/models/model.h"
#include "core/outcome/calibrate.h"
#include "core/steps/step.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"
#include "tools/table/rows.h"

namespace nearside {

/// Fitted steps and the model after them: what a model file needs to predict.
struct Pipeline {
  std::vector<Step> steps;
  std::vector<std::size_t> widths;  ///< columns that leave each step
  Model model;
  Calibrations calibration{};
};

/// A recipe's steps, fitted, and what they make of the rows that they were fitted to.
struct FittedSteps {
  std::vector<Step> steps;
  std::vector<std::size_t> widths;  ///< columns that leave each step
  Columns columns;                  ///< after the last step
  Matrix rows;                      ///< the rows that a model is fitted to (see `training_rows`)
};

/// Fits a recipe's steps in their order to `rows` (a column a predictor, as `bind` makes them).
Result<FittedSteps> fit_steps(const Recipe& recipe, Matrix rows, const Response& response);

/// Fits a model to what the steps made. `threads` changes how long it takes, never the result.
Result<Model> fit_model(const ModelRequest& request, const Recipe& recipe, const FittedSteps& fitted,
                        const Response& response, std::size_t threads);

/// Fits a recipe's steps in their order, then its model, to `rows` (a column a predictor, as `bind` makes
/// them). Nothing is calibrated. `threads` changes how long it takes, never the result.
Result<Pipeline> fit_pipeline(const Recipe& recipe, const Rows& rows, const Response& response,
                              std::size_t threads = 1);

/// Sends rows through fitted steps.
Matrix through_steps(const std::vector<Step>& steps, const std::vector<std::size_t>& widths, Matrix rows);

/// All outputs of a model for each row that left the last step, row by row; of one class against the others
/// only its own.
std::vector<double> outputs_of(const Model& model, const Matrix& rows);

/// All outputs of the pipeline for each row, row by row, calibrated.
std::vector<double> predict_rows(const Pipeline& pipeline, const Matrix& rows);

}  // namespace nearside
