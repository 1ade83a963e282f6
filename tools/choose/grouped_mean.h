// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/evaluate/estimate.h"

namespace nearside {

/// The mean of the values that are not NaN, and its standard error. Rows of one group say less than as many
/// of different ones: where `group` is given, one number a row, the error is by groups (Liang and Zeger,
/// Biometrika 73 (1986) 13–22, with G / (G − 1)). NaN of a single row or group.
Estimate grouped_mean(std::span<const double> values, std::span<const std::uint32_t> group);

}  // namespace nearside
