// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/steps/step.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"

namespace nearside {

/// What a step is fitted to: the rows that reach it, their columns, and whose rows they are.
struct StepData {
  const Matrix& rows;
  const Columns& columns;
  const std::vector<Predictor>& predictors;
  std::span<const std::uint8_t> outcome;  ///< of each row, 1 with the positive class. No imputer reads it
  std::uint64_t seed = 0;                 ///< for what is drawn at random
};

/// Fits one wished step. One that has nothing to do (no predictor may be missing) comes out with no columns;
/// the pipeline leaves it away. Errors: `cannot_fit`, such as a column without any value.
Result<Step> fit(const StepRequest& request, const StepData& data);

// One overload a request, in tools/fit/steps/, in the file of the same name as its struct's in core/steps.
Result<Step> fit(const FlagMissingRequest& request, const StepData& data);
Result<Step> fit(const ImputeRequest& request, const StepData& data);
Result<Step> fit(const OneHotRequest& request, const StepData& data);
Result<Step> fit(const StandardiseRequest& request, const StepData& data);
Result<Step> fit(const RescaleRequest& request, const StepData& data);
Result<Step> fit(const NormaliseRowRequest& request, const StepData& data);
Result<Step> fit(const ClipRequest& request, const StepData& data);
Result<Step> fit(const TransformRequest& request, const StepData& data);
Result<Step> fit(const PowerRequest& request, const StepData& data);
Result<Step> fit(const QuantileMapRequest& request, const StepData& data);
Result<Step> fit(const BinRequest& request, const StepData& data);
Result<Step> fit(const SplineRequest& request, const StepData& data);

}  // namespace nearside
