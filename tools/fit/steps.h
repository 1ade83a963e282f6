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
  std::span<const std::uint8_t> outcome;   ///< of each row, 1 with the positive class. No imputer reads it
  std::uint64_t seed = 0;                  ///< for what is drawn at random
  std::span<const std::uint32_t> group{};  ///< rows with the same number are never parted; may be empty
};

/// Fits one wished step. One that has nothing to do (no predictor may be missing) comes out with no columns;
/// the pipeline leaves it away. Errors: `cannot_fit`, such as a column without any value.
Result<Step> fit(const StepRequest& request, const StepData& data);

/// The rows that the next step is fitted to: `data.rows` through `step`, which was fitted to them and makes
/// `columns_out` columns. For a request that is `kCrossFitted` each row goes through a step fitted without it
/// instead: neither its own outcome nor one of its group must be in its numbers. Errors: fewer rows or groups
/// than the five parts; a part whose other rows it can't be fitted to.
Result<Matrix> training_rows(const StepRequest& request, const Step& step, std::size_t columns_out,
                             const StepData& data);

/// Sends every row through one step.
Matrix apply_to_rows(const Step& step, const Matrix& rows, std::size_t columns_out);

// One overload a request, in tools/fit/steps/, in the file of the same name as its struct's in core/steps.
Result<Step> fit(const FlagMissingRequest& request, const StepData& data);
Result<Step> fit(const ImputeRequest& request, const StepData& data);
Result<Step> fit(const OneHotRequest& request, const StepData& data);
Result<Step> fit(const StandardiseRequest& request, const StepData& data);
Result<Step> fit(const OrdinalRequest& request, const StepData& data);
Result<Step> fit(const FrequencyRequest& request, const StepData& data);
Result<Step> fit(const TargetRequest& request, const StepData& data);
Result<Step> fit(const GroupRareRequest& request, const StepData& data);
Result<Step> fit(const FormulaRequest& request, const StepData& data);
Result<Step> fit(const InteractRequest& request, const StepData& data);
Result<Step> fit(const PolynomialRequest& request, const StepData& data);
Result<Step> fit(const SelectRequest& request, const StepData& data);
Result<Step> fit(const SelectL1Request& request, const StepData& data);
Result<Step> fit(const SelectRecursiveRequest& request, const StepData& data);
Result<Step> fit(const SelectStableRequest& request, const StepData& data);
Result<Step> fit(const SelectMrmrRequest& request, const StepData& data);
Result<Step> fit(const SelectForestRequest& request, const StepData& data);
Result<Step> fit(const DropCorrelatedRequest& request, const StepData& data);
Result<Step> fit(const DropCollinearRequest& request, const StepData& data);
Result<Step> fit(const ImputeNormalRequest& request, const StepData& data);
Result<Step> fit(const ImputeNeighboursRequest& request, const StepData& data);
Result<Step> fit(const PcaRequest& request, const StepData& data);
Result<Step> fit(const SvdRequest& request, const StepData& data);
Result<Step> fit(const RescaleRequest& request, const StepData& data);
Result<Step> fit(const NormaliseRowRequest& request, const StepData& data);
Result<Step> fit(const ClipRequest& request, const StepData& data);
Result<Step> fit(const TransformRequest& request, const StepData& data);
Result<Step> fit(const PowerRequest& request, const StepData& data);
Result<Step> fit(const QuantileMapRequest& request, const StepData& data);
Result<Step> fit(const BinRequest& request, const StepData& data);
Result<Step> fit(const SplineRequest& request, const StepData& data);

}  // namespace nearside
