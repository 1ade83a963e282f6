// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// The intercepts that undo class weights (`Calibrations`): `p` holds `classes` out-of-fold probabilities a
/// row, or, with two classes, that of class 1 alone. Afterwards the (weighted) mean probability of each class
/// is its (weighted) share of the rows, to 1e-11; one intercept of two classes, else one a class, the first
/// of them 0. Errors: a class without rows; shares that no intercepts from -50 to 50 give.
Result<std::vector<double>> fit_intercepts(std::span<const double> p, std::span<const std::uint8_t> outcome,
                                           std::size_t classes, std::span<const double> weight);

}  // namespace nearside
