// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/evaluate/estimate.h"

namespace nearside {

/// Harrell's C (Harrell, Lee and Mark, Stat Med 15 (1996) 361–387): of all pairs of which one is known to
/// have the event first, the share in which it has the higher `score`; equal scores count half. Who is
/// censored at the time of an event is taken to have it later. The standard error is the infinitesimal
/// jackknife's (R's `concordance`, with groups its `cluster`). NaN where there is no such pair.
Estimate concordance(std::span<const double> scores, std::span<const double> years,
                     std::span<const std::uint8_t> events, std::span<const std::uint32_t> group = {});

/// A pair counts the product of its weights.
Estimate weighted_concordance(std::span<const double> scores, std::span<const double> years,
                              std::span<const std::uint8_t> events, std::span<const double> weights,
                              std::span<const std::uint32_t> group = {});

}  // namespace nearside
