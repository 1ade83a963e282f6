// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a column says about the outcome, or about another column. All values are known; all are as long as
// each other. A column that does not vary is worth 0 (an AUROC of 0.5).
#include <cstdint>
#include <span>
#include <vector>

namespace nearside {

/// Mean squared distance from the mean (divisor n).
double variance(std::span<const double> values);

/// Pearson's correlation, −1 to 1.
double correlation(std::span<const double> a, std::span<const double> b);

/// Chi-squared of the sums of the values in the two classes against sums in proportion to the classes: for a
/// 0/1 column Pearson's statistic of the ones, without continuity correction. No value may be negative.
double chi_squared(std::span<const double> values, std::span<const std::uint8_t> outcome);

/// F of the one-way analysis of variance between the two classes; infinite where all variation is between
/// them.
double anova_f(std::span<const double> values, std::span<const std::uint8_t> outcome);

/// Area under the receiver operating characteristic curve, ties counted half (Mann and Whitney).
double auroc_of(std::span<const double> values, std::span<const std::uint8_t> outcome);

/// The bin of each value. Up to `bins` distinct values: a bin each. More: cut at the 1/bins, 2/bins …
/// quantiles (type 7); a value that equals a cut lies below it.
std::vector<std::uint32_t> bins_of(std::span<const double> values, std::uint32_t bins);

/// Mutual information of two binned columns in nats, by the shares in the data (Cover and Thomas, Elements
/// of Information Theory, 2nd ed. 2006, section 2.3), without correction for the number of bins.
double mutual_information(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace nearside
