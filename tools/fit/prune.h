// SPDX-License-Identifier: Apache-2.0
#pragma once
// A selection drops columns. What only they were made from need not be asked of a patient.
#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/steps/step.h"

namespace nearside {

struct Pruned {
  std::vector<std::uint32_t> predictors;  ///< those that stay: indices, ascending
  std::vector<Step> steps;                ///< for their columns, without what made columns that were dropped
};

/// The steps without the predictors on which no column after the last step depends. What leaves the last step
/// keeps its bits. A step that uses its columns together (imputing one from another) keeps them all, as long
/// as one of them is needed.
Result<Pruned> prune(std::vector<Step> steps, const std::vector<Predictor>& predictors);

}  // namespace nearside
