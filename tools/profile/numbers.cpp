// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nearside {
namespace {

constexpr std::size_t kBins = 20;

bool is_high_code(double number) {
  constexpr std::array<double, 13> kCodes{9,    77,   88,   99,    777,   888,  999,
                                          7777, 8888, 9999, 77777, 88888, 99999};
  return std::find(kCodes.begin(), kCodes.end(), number) != kCodes.end();
}

bool is_low_code(double number) {
  constexpr std::array<double, 14> kCodes{-1,   -7,   -8,   -9,    -77,   -88,   -99,
                                          -777, -888, -999, -7777, -8888, -9999, -99999};
  return std::find(kCodes.begin(), kCodes.end(), number) != kCodes.end();
}

/// `systolic_mmHg` and `AgeMonths` as words in lower case.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '_';
  for (char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool starts = upper && before >= 'a' && before <= 'z';
    if ((!letter || starts) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  return words;
}

}  // namespace

std::uint64_t count_of(const std::vector<NumberCount>& numbers) {
  std::uint64_t count = 0;
  for (const NumberCount& item : numbers) count += item.count;
  return count;
}

double quantile(const std::vector<NumberCount>& numbers, double share) {
  const double place = share * static_cast<double>(count_of(numbers) - 1);
  const auto low = static_cast<std::uint64_t>(place);
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    passed += numbers[i].count;
    if (passed <= low) continue;
    const bool next_is_here = passed > low + 1 || i + 1 == numbers.size();
    const double next = next_is_here ? numbers[i].number : numbers[i + 1].number;
    return numbers[i].number + (place - static_cast<double>(low)) * (next - numbers[i].number);
  }
  return numbers.back().number;
}

NumberSummary summary_of(const std::vector<NumberCount>& numbers, bool with_extremes) {
  NumberSummary summary;
  summary.count = count_of(numbers);
  if (with_extremes) {
    summary.minimum = numbers.front().number;
    summary.maximum = numbers.back().number;
  }
  summary.p1 = quantile(numbers, 0.01);
  summary.q1 = quantile(numbers, 0.25);
  summary.median = quantile(numbers, 0.5);
  summary.q3 = quantile(numbers, 0.75);
  summary.p99 = quantile(numbers, 0.99);
  const auto count = static_cast<double>(summary.count);
  double sum = 0.0;
  for (const NumberCount& item : numbers) sum += item.number * static_cast<double>(item.count);
  summary.mean = sum / count;
  double squares = 0.0;
  for (const NumberCount& item : numbers) {
    const double away = item.number - summary.mean;
    squares += away * away * static_cast<double>(item.count);
  }
  summary.sd = summary.count > 1 ? std::sqrt(squares / (count - 1.0)) : 0.0;
  return summary;
}

bool zero_stands_apart(const std::vector<NumberCount>& numbers) {
  constexpr std::size_t kFewestAbove = 5;
  if (numbers.size() <= kFewestAbove || numbers.front().number != 0.0) return false;
  const std::vector<NumberCount> above(numbers.begin() + 1, numbers.end());
  std::vector<double> gaps;
  for (std::size_t i = 0; i + 1 < above.size() && gaps.size() < 10; ++i) {
    gaps.push_back(above[i + 1].number - above[i].number);
  }
  std::sort(gaps.begin(), gaps.end());
  const double typical = (gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]) / 2.0;
  const double smallest = above.front().number;
  return smallest >= 5.0 * typical && smallest >= 0.1 * quantile(above, 0.5);
}

std::vector<double> codes_among(const std::vector<NumberCount>& numbers) {
  std::size_t first = 0;
  std::size_t last = numbers.size();
  while (first < last && is_low_code(numbers[first].number)) ++first;
  while (last > first && is_high_code(numbers[last - 1].number)) --last;
  constexpr std::size_t kFewestOthers = 3;
  if (last - first < kFewestOthers) return {};
  const double low = numbers[first].number;
  const double high = numbers[last - 1].number;
  constexpr std::size_t kMostLevels = 10;  // 9 is a code among few answers only
  std::vector<double> codes;
  for (std::size_t i = 0; i < first; ++i) {
    if (low >= 0.0 || low - numbers[i].number >= high - low) codes.push_back(numbers[i].number);
  }
  for (std::size_t i = last; i < numbers.size(); ++i) {
    const double code = numbers[i].number;
    if (code == 9.0 && last - first > kMostLevels) continue;
    if (code - high >= high - low) codes.push_back(code);
  }
  return codes;
}

// The longest life on record is 122 years (Jeanne Calment), the tallest person 272 cm (Robert Wadlow), the
// heaviest 635 kg (Jon Brower Minnoch); the limits lie beyond, but for age, where 120 is the usual one.
std::optional<PossibleRange> possible_range(std::string_view column) {
  const std::vector<std::string> words = words_of(column);
  const auto has = [&](std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  constexpr std::string_view kAge = "nobody lives longer than about 120 years, or less than none";
  if (has("age") && (has("months") || has("month"))) return PossibleRange{{0.0, 1440.0}, kAge};
  if (has("age") && (has("days") || has("day"))) return PossibleRange{{0.0, 43830.0}, kAge};
  if (has("age") && (has("weeks") || has("week"))) return PossibleRange{{0.0, 6262.0}, kAge};
  if (has("age")) return PossibleRange{{0.0, 120.0}, kAge};
  if (has("height") && has("cm"))
    return PossibleRange{{10.0, 280.0}, "no person has been taller than 280 cm"};
  if (has("weight") && has("kg"))
    return PossibleRange{{0.0, 650.0}, "no person has weighed more than 650 kg"};
  if (has("temperature") && (has("c") || has("celsius"))) {
    return PossibleRange{{10.0, 48.0}, "no body temperature outside 10 to 48 °C has been survived"};
  }
  if (has("spo2") || has("sao2") || has("saturation")) {
    return PossibleRange{{0.0, 100.0}, "a saturation is a share of 100"};
  }
  return std::nullopt;
}

std::optional<Range> outlier_fences(const std::vector<NumberCount>& numbers) {
  constexpr std::uint64_t kFewest = 20;
  constexpr std::size_t kFewestDifferent = 11;
  if (numbers.size() < kFewestDifferent || count_of(numbers) < kFewest) return std::nullopt;
  const double q1 = quantile(numbers, 0.25);
  const double q3 = quantile(numbers, 0.75);
  if (!(q3 > q1)) return std::nullopt;
  return Range{q1 - 3.0 * (q3 - q1), q3 + 3.0 * (q3 - q1)};
}

std::vector<HistogramBin> histogram(const std::vector<NumberCount>& numbers, Range range, bool whole) {
  const double span = range.high - range.low;
  if (!std::isfinite(span)) return {};  // numbers at both ends of what a double can hold
  constexpr auto kMost = static_cast<double>(kBins);
  const double width = whole ? std::ceil((span + 1.0) / kMost) : span / kMost;
  const double wanted = whole ? std::ceil((span + 1.0) / width) : (width > 0.0 ? kMost : 1.0);
  std::vector<HistogramBin> bins;
  for (double i = 0.0; i < wanted; i += 1.0) {
    const double low = whole ? range.low + i * width : range.low + span * (i / kMost);
    const double high = whole ? low + width - 1.0 : range.low + span * ((i + 1.0) / wanted);
    bins.push_back({low, high, 0});
  }
  for (const NumberCount& item : numbers) {
    if (item.number < range.low || item.number > range.high) continue;
    const double place = width > 0.0 ? (item.number - range.low) / width : 0.0;
    bins[std::min(bins.size() - 1, static_cast<std::size_t>(place))].count += item.count;
  }
  bins.back().high = range.high;
  return bins;
}

}  // namespace nearside
