// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace nearside {

/// Weights that make up for rows whose observation ended before `horizon` without the event (inverse
/// probability of censoring; Graf et al., Stat Med 18 (1999) 2529–2545): 0 for these, 1 / G(time−) for a row
/// with the event by then, 1 / G(horizon) for one that was observed longer; G is Kaplan and Meier's estimate
/// of still being observed. `event` is 1 or 0 a row.
std::vector<double> censoring_weights(std::span<const double> time, std::span<const std::uint8_t> event,
                                      double horizon);

}  // namespace nearside
