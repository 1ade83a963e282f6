// SPDX-License-Identifier: Apache-2.0
// Columns that say nearly the same.
#include <algorithm>
#include <array>
#include <cmath>

#include "tools/profile/looked_at.h"

namespace nearside {
namespace {

constexpr double kHigh = 0.9;
constexpr std::uint64_t kFewestPairs = 30;
constexpr std::size_t kMostColumns = 200;
constexpr std::uint64_t kMostWork = 400'000'000;  // pairs × rows
constexpr std::size_t kMostPairs = 50;
constexpr std::size_t kBlock = 512;

/// A column as numbers about its mean in units of its standard deviation; 0 and mask 0 where it has none.
struct Series {
  std::size_t column;
  double centre = 0.0;
  double scale = 1.0;
  std::vector<double> value = std::vector<double>(kBlock);
  std::vector<double> known = std::vector<double>(kBlock);
};

/// NaN for what is missing or set aside; the level's place for a column of two levels.
double value_of(const LookedAt& at, std::size_t c, std::size_t row) {
  const CompactColumn& column = at.table.columns[c];
  if (at.holds_numbers(c)) {
    const double number = column.number(row);
    return !std::isnan(number) && at.is_set_aside(c, number) ? std::nan("") : number;
  }
  if (column.is_missing(row)) return std::nan("");
  const std::uint32_t code = column.code(row);
  const auto& levels = at.predictors[c].levels;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (code != CompactColumn::kNoCode && levels[i].id == column.texts[code]) return static_cast<double>(i);
  }
  return std::nan("");
}

bool can_correlate(const LookedAt& at, std::size_t c) {
  if (at.holds_numbers(c)) return true;
  return at.may_predict(c) && at.predictors[c].levels.size() == 2;
}

/// The values of every `step`th row by code, so that a column's rows need one look each.
class Values {
 public:
  Values(const LookedAt& at, std::size_t column) : at_(at), column_(column) {
    const CompactColumn& c = at.table.columns[column];
    if (c.as_numbers) return;
    std::vector<bool> seen(c.texts.size());
    by_code_.resize(c.texts.size());
    for (std::size_t row = 0; row < at.table.rows; ++row) {
      const std::uint32_t code = c.codes[row];
      if (!seen[code]) by_code_[code] = value_of(at, column, row);
      seen[code] = true;
    }
  }
  double operator[](std::size_t row) const {
    return by_code_.empty() ? value_of(at_, column_, row) : by_code_[at_.table.columns[column_].codes[row]];
  }

 private:
  const LookedAt& at_;
  std::size_t column_;
  std::vector<double> by_code_;
};

struct PairSums {
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;

  double correlation() const {
    const double of_x = xx - x * x / n;
    const double of_y = yy - y * y / n;
    if (!(of_x > 1e-12 * n) || !(of_y > 1e-12 * n)) return 0.0;
    return (xy - x * y / n) / std::sqrt(of_x * of_y);
  }
};

/// Columns alike, under the one that is least often missing: only what is alike to that one can be left out
/// for it.
void report_groups(LookedAt& at, const std::vector<std::array<std::size_t, 2>>& alike) {
  std::vector<std::size_t> order;
  for (const auto& pair : alike) order.insert(order.end(), pair.begin(), pair.end());
  std::sort(order.begin(), order.end());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  const auto missing = [&](std::size_t c) { return at.table.columns[c].profile.missing; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if ((a == at.outcome) != (b == at.outcome)) return a == at.outcome;
    return missing(a) < missing(b);
  });
  std::vector<bool> placed(at.table.columns.size());
  for (std::size_t head : order) {
    if (placed[head]) continue;
    std::vector<std::size_t> group{head};
    for (const auto& [a, b] : alike) {
      const std::size_t other = a == head ? b : a;
      if ((a == head || b == head) && !placed[other]) group.push_back(other);
    }
    if (group.size() < 2) continue;
    std::string names;
    for (std::size_t c : group) placed[c] = true;
    for (std::size_t i = 1; i < group.size(); ++i) {
      names += (i == 1 ? "" : i + 1 == group.size() ? " and " : ", ") + at.name(group[i]);
    }
    Finding& finding =
        at.find(FindingKind::correlated, group, at.table.rows,
                names + (group.size() > 2 ? " say" : " says") + " nearly the same as " + at.name(head) + ".");
    for (std::size_t i = 1; i < group.size(); ++i) {
      if (at.left_out[group[i]].empty()) {
        at.propose_leaving_out(finding, group[i], "says nearly the same as " + at.name(head));
      }
    }
  }
}

}  // namespace

void look_for_correlations(LookedAt& at) {
  std::vector<Series> series;
  std::vector<Values> values;
  std::size_t fitting = 0;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    if (!can_correlate(at, c) || ++fitting > kMostColumns) continue;
    series.push_back({c});
    values.emplace_back(at, c);
  }
  if (fitting > kMostColumns) {
    at.profile.notes.push_back("Correlations were sought among the first " + grouped(kMostColumns) + " of " +
                               grouped(fitting) + " columns of numbers.");
  }
  const std::size_t count = series.size();
  const std::size_t pairs = count * (count - (count > 0 ? 1 : 0)) / 2;
  const std::size_t step =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::uint64_t{pairs} * at.table.rows / kMostWork));
  if (step > 1) {
    at.profile.notes.push_back("Correlations were measured on every " + std::to_string(step) + "th row.");
  }
  for (std::size_t i = 0; i < count; ++i) {
    double n = 0.0;
    double mean = 0.0;
    double squares = 0.0;
    for (std::size_t row = 0; row < at.table.rows; row += step) {
      const double value = values[i][row];
      if (std::isnan(value)) continue;
      n += 1.0;
      const double away = value - mean;
      mean += away / n;
      squares += away * (value - mean);
    }
    series[i].centre = mean;
    series[i].scale = squares > 0.0 && std::isfinite(squares) ? std::sqrt(squares / n) : 0.0;
  }
  std::vector<PairSums> sums(pairs);
  for (std::size_t start = 0; start < at.table.rows; start += kBlock * step) {
    std::size_t size = 0;
    for (std::size_t row = start; row < at.table.rows && size < kBlock; row += step) ++size;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t k = 0; k < size; ++k) {
        const double value = values[i][start + k * step];
        const bool known = !std::isnan(value) && series[i].scale > 0.0;
        series[i].value[k] = known ? (value - series[i].centre) / series[i].scale : 0.0;
        series[i].known[k] = known ? 1.0 : 0.0;
      }
    }
    std::size_t pair = 0;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = i + 1; j < count; ++j) {
        PairSums s = sums[pair];
        for (std::size_t k = 0; k < size; ++k) {
          const double x = series[i].value[k];
          const double y = series[j].value[k];
          const double x_known = series[i].known[k];
          const double y_known = series[j].known[k];
          s.n += x_known * y_known;
          s.x += x * y_known;
          s.y += y * x_known;
          s.xx += x * x * y_known;
          s.yy += y * y * x_known;
          s.xy += x * y;
        }
        sums[pair++] = s;
      }
    }
  }
  std::vector<std::array<std::size_t, 2>> high;
  std::size_t pair = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j, ++pair) {
      if (sums[pair].n < static_cast<double>(kFewestPairs)) continue;
      const double r = std::clamp(sums[pair].correlation(), -1.0, 1.0);
      if (std::abs(r) < kHigh) continue;
      high.push_back({series[i].column, series[j].column});
      at.profile.correlated_pairs.push_back({at.name(series[i].column), at.name(series[j].column), r,
                                             static_cast<std::uint64_t>(sums[pair].n)});
    }
  }
  report_groups(at, high);
  auto& shown = at.profile.correlated_pairs;
  std::stable_sort(shown.begin(), shown.end(), [](const CorrelatedPair& a, const CorrelatedPair& b) {
    return std::abs(a.r) > std::abs(b.r);
  });
  if (shown.size() > kMostPairs) shown.resize(kMostPairs);
}

}  // namespace nearside
