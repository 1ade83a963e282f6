// SPDX-License-Identifier: Apache-2.0
// The numbers of a column: codes, zeros, what can't be, outliers, the histogram.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "tools/profile/looked_at.h"
#include "tools/profile/numbers.h"

namespace nearside {
namespace {

std::string number_list(const std::vector<double>& numbers) {
  std::string list;
  for (double number : numbers) list += (list.empty() ? "" : ", ") + number_text(number);
  return list;
}

/// The texts in which these numbers stand in the column.
std::vector<std::string> texts_of(const CompactColumn& column, const std::vector<double>& numbers) {
  const auto wanted = [&](double number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  std::vector<std::string> texts;
  if (column.as_numbers) {
    for (double number : numbers) texts.push_back(number_text(number));
    return texts;
  }
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] == 0 && wanted(column.text_numbers[code]))
      texts.push_back(column.texts[code]);
  }
  return texts;
}

/// Takes `wanted` out of `numbers` and into the set aside; returns the rows that hold them.
std::uint64_t set_aside(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers,
                        const std::vector<double>& wanted) {
  std::uint64_t rows = 0;
  std::vector<NumberCount> kept;
  for (const NumberCount& item : numbers) {
    if (std::find(wanted.begin(), wanted.end(), item.number) == wanted.end()) {
      kept.push_back(item);
    } else {
      rows += item.count;
    }
  }
  numbers = std::move(kept);
  auto& aside = at.set_aside[c];
  aside.insert(aside.end(), wanted.begin(), wanted.end());
  std::sort(aside.begin(), aside.end());
  return rows;
}

std::vector<RowValue> rows_with(const LookedAt& at, std::size_t c, const std::vector<double>& wanted) {
  const CompactColumn& column = at.table.columns[c];
  return at.rows_where(c, kMostExamples, [&](std::size_t row) {
    return std::find(wanted.begin(), wanted.end(), column.number(row)) != wanted.end();
  });
}

std::vector<double> outside(const std::vector<NumberCount>& numbers, const Range& range) {
  std::vector<double> found;
  for (const NumberCount& item : numbers) {
    if (item.number < range.low || item.number > range.high) found.push_back(item.number);
  }
  return found;
}

void look_for_codes(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  const std::vector<double> codes = codes_among(numbers);
  if (codes.empty()) return;
  const std::uint64_t rows = set_aside(at, c, numbers, codes);
  add_markers(at.predictors[c], texts_of(at.table.columns[c], codes));
  std::string sentence = at.name(c) + ": " + number_list(codes) + (codes.size() == 1 ? " looks" : " look") +
                         " like a code for missing, in " + counted(rows, "row", "rows");
  if (at.options.values) {
    sentence += "; the other values run from " + brief(numbers.front().number) + " to " +
                brief(numbers.back().number);
  }
  Finding& finding = at.find(FindingKind::suspicious_code, {c}, rows, sentence + ".");
  finding.examples = rows_with(at, c, codes);
  at.propose_predictor(finding, c);
}

void look_for_zeros(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  if (!zero_stands_apart(numbers)) return;
  const std::uint64_t rows = set_aside(at, c, numbers, {0.0});
  add_markers(at.predictors[c], texts_of(at.table.columns[c], {0.0}));
  std::string sentence = counted(rows, "zero in ", "zeros in ") + at.name(c) +
                         (rows == 1 ? " looks like a missing value" : " look like missing values");
  if (at.options.values) sentence += "; the next value is " + brief(numbers.front().number);
  Finding& finding = at.find(FindingKind::suspicious_zeros, {c}, rows, sentence + ".");
  at.propose_predictor(finding, c);
}

void look_for_the_impossible(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  const auto possible = possible_range(at.name(c));
  if (!possible) return;
  const std::vector<double> wrong = outside(numbers, possible->range);
  if (wrong.empty()) return;
  const std::uint64_t rows = set_aside(at, c, numbers, wrong);
  at.predictors[c].hard = possible->range;
  at.predictors[c].impossible = Impossible::missing;
  at.predictors[c].required = false;
  const bool one = rows == 1;
  std::string sentence = at.name(c) + ": " + counted(rows, "value", "values") + (one ? " is" : " are") +
                         " impossible, outside " + brief(possible->range.low) + " to " +
                         brief(possible->range.high) + " (" + std::string(possible->reason) + ")";
  Finding& finding = at.find(FindingKind::impossible, {c}, rows, sentence + ".");
  finding.examples = rows_with(at, c, wrong);
  at.propose_predictor(finding, c);
}

void hold_against_hard_range(LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers) {
  const Predictor* predictor = at.in_recipe(c);
  if (predictor == nullptr || !predictor->hard) return;
  const std::vector<double> wrong = outside(numbers, *predictor->hard);
  if (wrong.empty()) return;
  std::uint64_t rows = 0;
  for (const NumberCount& item : numbers) {
    if (std::find(wrong.begin(), wrong.end(), item.number) != wrong.end()) rows += item.count;
  }
  Finding& finding = at.find(FindingKind::outside_hard_range, {c}, rows,
                             at.name(c) + ": " + counted(rows, "value lies", "values lie") +
                                 " outside the recipe's hard range, " + brief(predictor->hard->low) + " to " +
                                 brief(predictor->hard->high) + ".");
  finding.examples = rows_with(at, c, wrong);
}

/// The most extreme first, from both ends in turn.
std::vector<RowValue> extremes(const LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers,
                               const Range& fences) {
  std::vector<RowValue> found;
  const CompactColumn& column = at.table.columns[c];
  const auto collect = [&](auto begin, auto end) {
    std::size_t from_this_end = 0;
    for (auto item = begin; item != end && from_this_end < kMostExamples; ++item) {
      if (item->number >= fences.low && item->number <= fences.high) return;
      for (RowValue& value : at.rows_where(c, kMostExamples - from_this_end, [&](std::size_t row) {
             return column.number(row) == item->number;
           })) {
        found.push_back(std::move(value));
        ++from_this_end;
      }
    }
  };
  if (!at.options.values) return found;
  collect(numbers.rbegin(), numbers.rend());
  collect(numbers.begin(), numbers.end());
  return found;
}

void look_for_outliers(LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers, Range& usual) {
  const auto fences = outlier_fences(numbers);
  if (!fences) return;
  std::uint64_t below = 0;
  std::uint64_t above = 0;
  Range inner{fences->high, fences->low};
  for (const NumberCount& item : numbers) {
    if (item.number < fences->low) {
      below += item.count;
    } else if (item.number > fences->high) {
      above += item.count;
    } else {
      inner = {std::min(inner.low, item.number), std::max(inner.high, item.number)};
    }
  }
  constexpr std::uint64_t kRarity = 20;  // more than one in so many is the column's shape, not outliers
  if (below + above == 0 || kRarity * (below + above) > count_of(numbers)) return;
  usual = inner;
  std::string sentence = at.name(c) + ": ";
  if (above > 0)
    sentence +=
        counted(above, "value lies", "values lie") + " far above the rest, over " + brief(fences->high);
  if (below > 0) {
    sentence += (above > 0 ? ", and " : "") + counted(below, "value lies", "values lie") +
                " far below the rest, under " + brief(fences->low);
  }
  Finding& finding = at.find(FindingKind::outliers, {c}, below + above, sentence + ".");
  finding.examples = extremes(at, c, numbers, *fences);
  if (!at.holds_numbers(c) || at.name(c).empty()) return;
  finding.proposals.push_back({"steps", "{\"clip\": {\"columns\": [" + in_quotes(at.predictors[c].id) +
                                            "], \"low\": " + brief(fences->low) +
                                            ", \"high\": " + brief(fences->high) + "}}"});
}

}  // namespace

void look_at_numbers(LookedAt& at, std::size_t c, ColumnReport& report) {
  std::vector<NumberCount> numbers = at.table.columns[c].number_counts();
  if (numbers.empty()) return;
  report.numbers = summary_of(numbers, at.options.values);
  const std::uint64_t all = count_of(numbers);
  bool whole = true;
  for (const NumberCount& item : numbers) whole = whole && item.number == std::trunc(item.number);
  if (c != at.outcome) {
    hold_against_hard_range(at, c, numbers);
    look_for_codes(at, c, numbers);
    look_for_zeros(at, c, numbers);
    look_for_the_impossible(at, c, numbers);
  }
  if (numbers.empty()) return;
  Range usual{numbers.front().number, numbers.back().number};
  if (c != at.outcome) look_for_outliers(at, c, numbers, usual);
  if (!at.options.values) {
    usual = {std::max(usual.low, quantile(numbers, 0.01)), std::min(usual.high, quantile(numbers, 0.99))};
    if (whole) usual = {std::ceil(usual.low), std::max(std::ceil(usual.low), std::floor(usual.high))};
  }
  report.bins = histogram(numbers, usual, whole && usual.high < 1e15 && usual.low > -1e15);
  std::uint64_t shown = 0;
  for (HistogramBin& bin : report.bins) {
    if (!at.options.values && bin.count < kFewestShown) bin.count = 0;
    shown += bin.count;
  }
  report.outside_bins = all - shown;
}

}  // namespace nearside
