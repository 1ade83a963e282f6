// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/models/model.h"

namespace nearside {

/// How much each predictor moves the first margin away from that of typical values (the development means).
///
/// For a linear model these are exact: predictor j's contribution is the sum, over its columns in their
/// order, of coefficient × (value − mean), in log odds. Positive raises the risk. `predictor_of` names the
/// predictor of each column of `row`; `contributions` has one place a predictor and is overwritten.
void contributions(const Model& model, std::span<const std::uint32_t> predictor_of,
                   std::span<const double> row, std::span<double> contributions) noexcept;

/// The first margin of typical values: contributions are counted from here. The margin equals this plus the
/// sum of the contributions, but for rounding.
double typical_margin(const Model& model) noexcept;

}  // namespace nearside
