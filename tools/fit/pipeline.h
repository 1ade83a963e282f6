// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/models/model.h"
#include "core/steps/step.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"

namespace nearside {

/// Fitted steps and the model after them: what a model file needs to predict.
struct Pipeline {
  std::vector<Step> steps;
  std::vector<std::size_t> widths;  ///< columns that leave each step
  Model model;
};

/// Fits a recipe's steps in their order, then its model, to `rows` (a column a predictor, as `bind` makes
/// them).
Result<Pipeline> fit_pipeline(const Recipe& recipe, const Matrix& rows,
                              std::span<const std::uint8_t> outcome);

/// First output of the pipeline for each row.
std::vector<double> predict_rows(const Pipeline& pipeline, const Matrix& rows);

}  // namespace nearside
