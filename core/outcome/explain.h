// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "core/models/model.h"

namespace nearside {

/// How much each column after the last step moves the first margin away from that of typical values (the
/// development means). The steps hand it back to the predictors (`hand_back`, core/steps/step.h).
///
/// For a linear model these are exact: coefficient × (value − mean), in log odds. Positive raises the risk.
/// `contributions` has one place a column and is overwritten.
void column_contributions(const Model& model, std::span<const double> row,
                          std::span<double> contributions) noexcept;

/// The first margin of typical values: contributions are counted from here. The margin equals this plus the
/// sum of the contributions, but for rounding.
double typical_margin(const Model& model) noexcept;

}  // namespace nearside
