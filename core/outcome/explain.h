// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/models/model.h"

namespace nearside {

/// How much each column after the last step moves margin `m` (below `explained_margins`) away from that of
/// typical values (the development means). The steps hand it back to the predictors (`hand_back`,
/// core/steps/step.h).
///
/// For a linear model these are exact: coefficient × (value − mean), in the unit of the margin: log odds, log
/// hazard, or of a quantity its own unit. Positive raises the margin. So they are for an additive one: the
/// shape function's value − its mean.
/// `contributions` has one place a column and is overwritten.
void column_contributions(const Model& model, std::size_t m, std::span<const double> row,
                          std::span<double> contributions) noexcept;

/// The margins of typical values, one an explained margin: contributions are counted from here. A margin
/// equals its own plus the sum of its contributions, but for rounding.
std::vector<double> typical_margins(const Model& model);

}  // namespace nearside
