// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/numerics.h"
#include "core/evaluate/estimate.h"

namespace nearside {

/// The share that has the event within `horizon`, after Kaplan and Meier, with Greenwood's standard error;
/// with groups the infinitesimal jackknife's. NaN where nobody is at risk until then; where nobody is left
/// without the event, at a risk of 1, the error alone is.
Estimate observed_risk(std::span<const double> years, std::span<const std::uint8_t> events, double horizon,
                       std::span<const std::uint32_t> group = {});

/// With the infinitesimal jackknife's standard error, since Greenwood's takes weights for numbers of people.
/// `weights`: of the rows, or empty.
Estimate weighted_observed_risk(std::span<const double> years, std::span<const std::uint8_t> events,
                                double horizon, std::span<const double> weights,
                                std::span<const std::uint32_t> group = {});

/// The same risk, and how each row moves it (NaN at a risk of 1).
struct ObservedRisk {
  double value = kNoNumber;
  std::vector<double> influence;
};
ObservedRisk observed_with_influence(std::span<const double> years, std::span<const std::uint8_t> events,
                                     double horizon, std::span<const double> weights);

}  // namespace nearside
