// SPDX-License-Identifier: Apache-2.0
#pragma once
// An estimate with its standard error, and what is known of the rows that it comes from.
#include <cstddef>
#include <cstdint>
#include <span>

namespace nearside {

/// An estimate with its standard error.
struct Estimate {
  double value = 0.0;
  double standard_error = 0.0;
};

/// 97.5th percentile of the standard normal distribution.
inline constexpr double kNormal975 = 1.959963984540054;

/// What a measure takes into account of its rows besides prediction and outcome. Each list has an entry a
/// row, or is empty.
struct RowContext {
  /// Rows of one person or hospital: standard errors are then cluster-robust. Empty: rows are independent.
  std::span<const std::uint32_t> group{};
  /// Rows that one fit predicted: calibration slopes then have an intercept (or a baseline hazard) each.
  std::span<const std::uint32_t> fold{};
  /// What the average for everybody would have predicted, shaped as the predictions. Empty: the average of
  /// these very rows.
  std::span<const double> average{};
};

/// How many different groups there are.
std::size_t count_groups(std::span<const std::uint32_t> group);

/// The infinitesimal jackknife's standard error of an estimate on which the rows have these influences: the
/// root of the sum of squares, where groups are given of the squares of their sums (Efron, The Jackknife, the
/// Bootstrap and Other Resampling Plans, 1982, chapter 6; Lin and Wei, JASA 84 (1989) 1074–1078).
double jackknife_error(std::span<const double> influence, std::span<const std::uint32_t> group);

/// The same times √(G / (G − 1)) for G groups, without groups for as many rows. NaN where G is 1.
double cluster_error(std::span<const double> influence, std::span<const std::uint32_t> group);

/// The mean of the rows' terms.
Estimate mean_of_terms(std::span<const double> terms, std::span<const std::uint32_t> group);

/// 1 − Σ `squared` / Σ `of_average`: how much smaller the squared errors are than those of the average for
/// everybody. NaN where those are 0. `weights`: of the rows, or empty.
Estimate scaled_error(std::span<const double> squared, std::span<const double> of_average,
                      std::span<const double> weights, std::span<const std::uint32_t> group);

}  // namespace nearside
