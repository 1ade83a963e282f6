// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the numbers of one column look like, from how often each stands there.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/schema.h"
#include "tools/profile/compact_table.h"
#include "tools/profile/profile.h"

namespace nearside {

std::uint64_t count_of(const std::vector<NumberCount>& numbers);

/// Quantile of type 7; `numbers` ascending, not empty.
double quantile(const std::vector<NumberCount>& numbers, double share);

NumberSummary summary_of(const std::vector<NumberCount>& numbers, bool with_extremes);

/// Whether 0 stands apart: no number is below it, and the smallest number above it is at least five times
/// the typical gap between the next ones (median of up to ten) and a tenth of the median of the numbers above
/// 0.
bool zero_stands_apart(const std::vector<NumberCount>& numbers);

/// Numbers that look like codes (-9, 99, 999, …): they end the range, and lie as far from the rest as the
/// rest spans, or below 0 where the rest is not. Ascending.
std::vector<double> codes_among(const std::vector<NumberCount>& numbers);

/// What can't be, by a column's name.
struct PossibleRange {
  Range range;
  std::string_view reason;
};
std::optional<PossibleRange> possible_range(std::string_view column);

/// Three interquartile ranges beyond the quartiles; nothing where fewer than 20 numbers, 10 or fewer
/// different ones, or equal quartiles leave the rule without sense.
std::optional<Range> outlier_fences(const std::vector<NumberCount>& numbers);

/// At most 20 equal bins from `range.low` to `range.high`; of whole numbers each holds equally many.
std::vector<HistogramBin> histogram(const std::vector<NumberCount>& numbers, Range range, bool whole);

}  // namespace nearside
