// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows in the order of their times of observation.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nearside {

/// Rows by their time, the shortest first, equal times in the order of the rows.
std::vector<std::size_t> by_time(std::span<const double> years);

/// A time, and which places of the order have it.
struct TimeBlock {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// The blocks of `order`, the shortest time first.
std::vector<TimeBlock> blocks_of(std::span<const double> years, std::span<const std::size_t> order);

/// Rows with and without the event at a time, and how many were at risk just before; each counts its weight,
/// 1 where there are none.
struct Moment {
  double years = 0.0;
  double at_risk = 0.0;
  double events = 0.0;
  double censored = 0.0;
};

/// One a time, the shortest first; `weights`: of the rows, or empty.
std::vector<Moment> moments_of(std::span<const double> years, std::span<const std::uint8_t> events,
                               std::span<const double> weights = {});

}  // namespace nearside
