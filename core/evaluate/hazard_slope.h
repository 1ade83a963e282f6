// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/evaluate/estimate.h"

namespace nearside {

/// b of a hazard proportional to e^(b lp), by a Cox model of lp alone: ties after Efron, each fold of `rows`
/// a stratum, its standard error with groups Lin and Wei's. NaN where no finite b fits best.
Estimate hazard_slope(std::span<const double> lp, std::span<const double> years,
                      std::span<const std::uint8_t> events, const RowContext& rows);

}  // namespace nearside
