// SPDX-License-Identifier: Apache-2.0
// Mean and covariance from rows with gaps by expectation and maximisation (Dempster, Laird and Rubin, JRSS B
// 39 (1977) 1–38; for the normal distribution: Little and Rubin, Statistical Analysis with Missing Data, 2nd
// ed. 2002, section 11.2), which supposes that whether a value is missing depends on known values only. Every
// row with any known value counts; never one pair of columns at a time. The divisor is n, the likelihood's.
//
// All in units of the known values' mean and standard deviation (1 for a column that did not vary):
//   start    mean 0, covariance the identity
//   end      no mean and no covariance moved by more than 1e-9 in a round, or 2,000 rounds: each only raises
//            the likelihood, so what stands then is an estimate, too
//   ridge    where a variance is almost fixed by the columns before it (its pivot below 1e-8 of it), 1e-8 of
//            each variance, at least 1e-8, is added to the diagonal after the round
#include "core/steps/impute_normal.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/cholesky.h"
#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

constexpr double kSettled = 1e-9;
constexpr int kMostRounds = 2'000;
constexpr double kRidge = 1e-8;

/// What a column's values are counted in.
struct Spread {
  double mean = 0.0;
  double deviation = 1.0;
};

/// All rows that know the same columns, as far as the estimate needs them.
struct Pattern {
  std::vector<std::size_t> known;
  std::vector<std::size_t> missing;
  double rows = 0.0;
  std::vector<double> sums;      ///< of each known column
  std::vector<double> products;  ///< of each two of them, packed
};

/// The patterns in the order of their masks. Rows that know nothing tell nothing.
std::vector<Pattern> patterns_of(const Matrix& rows, const std::vector<std::uint32_t>& columns,
                                 const std::vector<Spread>& units) {
  std::map<std::uint64_t, Pattern> patterns;
  std::vector<double> z(columns.size());
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      z[i] = (rows.row(r)[columns[i]] - units[i].mean) / units[i].deviation;
      if (!std::isnan(z[i])) mask |= std::uint64_t{1} << i;
    }
    if (mask == 0) continue;
    Pattern& pattern = patterns[mask];
    if (pattern.rows == 0.0) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        (std::isnan(z[i]) ? pattern.missing : pattern.known).push_back(i);
      pattern.sums.assign(pattern.known.size(), 0.0);
      pattern.products.assign(packed_size(pattern.known.size()), 0.0);
    }
    pattern.rows += 1.0;
    for (std::size_t a = 0; a < pattern.known.size(); ++a) {
      pattern.sums[a] += z[pattern.known[a]];
      for (std::size_t b = 0; b <= a; ++b)
        pattern.products[packed_place(a, b)] += z[pattern.known[a]] * z[pattern.known[b]];
    }
  }
  std::vector<Pattern> list;
  for (auto& [mask, pattern] : patterns) list.push_back(std::move(pattern));
  return list;
}

/// Mean and packed covariance.
struct Normal {
  std::vector<double> mean;
  std::vector<double> covariance;
};

/// What is added up over the rows: expected deviations from the mean, and their squares and products.
struct Expected {
  double rows = 0.0;
  std::vector<double> sums;
  std::vector<double> products;
};

/// One pattern's rows: a missing value is expected where the regression on the known ones puts it, its square
/// is larger by what the regression leaves open.
void add_expected(const Pattern& pattern, const Normal& normal, Expected& expected) {
  const std::size_t known = pattern.known.size();
  const std::size_t missing = pattern.missing.size();
  const auto covariance = [&](std::size_t i, std::size_t j) { return normal.covariance[packed_place(i, j)]; };

  // Deviations from the mean of the known columns: sums, then squares and products.
  std::vector<double> sums(known);
  std::vector<double> products(packed_size(known));
  for (std::size_t a = 0; a < known; ++a) {
    const double mean_a = normal.mean[pattern.known[a]];
    sums[a] = pattern.sums[a] - pattern.rows * mean_a;
    for (std::size_t b = 0; b <= a; ++b) {
      const double mean_b = normal.mean[pattern.known[b]];
      products[packed_place(a, b)] =
          pattern.products[packed_place(a, b)] - mean_a * pattern.sums[b] - mean_b * sums[a];
    }
  }
  expected.rows += pattern.rows;
  for (std::size_t a = 0; a < known; ++a) {
    expected.sums[pattern.known[a]] += sums[a];
    for (std::size_t b = 0; b <= a; ++b)
      expected.products[packed_place(pattern.known[a], pattern.known[b])] += products[packed_place(a, b)];
  }
  if (missing == 0) return;

  std::vector<double> factor(packed_size(known));
  for (std::size_t a = 0; a < known; ++a) {
    for (std::size_t b = 0; b <= a; ++b)
      factor[packed_place(a, b)] = covariance(pattern.known[a], pattern.known[b]);
  }
  cholesky(factor, known, 0.0);                  // the ridge has made it positive definite
  std::vector<double> slopes(missing * known);   // of each missing column on the known ones
  std::vector<double> crossed(missing * known);  // slopes times products
  for (std::size_t m = 0; m < missing; ++m) {
    const std::span<double> slope(slopes.data() + m * known, known);
    for (std::size_t a = 0; a < known; ++a) slope[a] = covariance(pattern.missing[m], pattern.known[a]);
    solve_lower(factor, slope);
    solve_lower_transposed(factor, slope);
    for (std::size_t a = 0; a < known; ++a) {
      expected.sums[pattern.missing[m]] += slope[a] * sums[a];
      double sum = 0.0;
      for (std::size_t b = 0; b < known; ++b) sum += slope[b] * products[packed_place(a, b)];
      crossed[m * known + a] = sum;
      expected.products[packed_place(pattern.missing[m], pattern.known[a])] += sum;
    }
    for (std::size_t l = 0; l <= m; ++l) {
      double open = covariance(pattern.missing[m], pattern.missing[l]);
      double filled = 0.0;
      for (std::size_t a = 0; a < known; ++a) {
        open -= slopes[l * known + a] * covariance(pattern.missing[m], pattern.known[a]);
        filled += slopes[l * known + a] * crossed[m * known + a];
      }
      expected.products[packed_place(pattern.missing[m], pattern.missing[l])] += filled + pattern.rows * open;
    }
  }
}

void add_ridge_where_singular(std::vector<double>& covariance, std::size_t columns) {
  std::vector<double> factor = covariance;
  if (cholesky(factor, columns, kRidge)) return;
  for (std::size_t i = 0; i < columns; ++i) {
    double& variance = covariance[packed_place(i, i)];
    variance += kRidge * std::max(variance, 1.0);
  }
}

Normal estimated(const std::vector<Pattern>& patterns, std::size_t columns) {
  Normal normal{std::vector<double>(columns, 0.0), std::vector<double>(packed_size(columns), 0.0)};
  for (std::size_t i = 0; i < columns; ++i) normal.covariance[packed_place(i, i)] = 1.0;
  double moved = 1.0;
  for (int round = 0; round < kMostRounds && moved > kSettled; ++round) {
    Expected expected{0.0, std::vector<double>(columns, 0.0), std::vector<double>(packed_size(columns), 0.0)};
    for (const Pattern& pattern : patterns) add_expected(pattern, normal, expected);
    Normal next = normal;
    for (std::size_t i = 0; i < columns; ++i) {
      const double shift_i = expected.sums[i] / expected.rows;
      next.mean[i] += shift_i;
      for (std::size_t j = 0; j <= i; ++j) {
        const std::size_t place = packed_place(i, j);
        const double shift_j = expected.sums[j] / expected.rows;
        next.covariance[place] = expected.products[place] / expected.rows - shift_i * shift_j;
      }
    }
    add_ridge_where_singular(next.covariance, columns);
    moved = 0.0;
    for (std::size_t i = 0; i < columns; ++i)
      moved = std::max(moved, std::abs(next.mean[i] - normal.mean[i]));
    for (std::size_t i = 0; i < next.covariance.size(); ++i)
      moved = std::max(moved, std::abs(next.covariance[i] - normal.covariance[i]));
    normal = std::move(next);
  }
  return normal;
}

bool is_truth_value(const Column& column, const StepData& data) {
  return column.predictor != kCreated && data.predictors[column.predictor].kind == Kind::boolean;
}

}  // namespace

Result<Step> fit(const ImputeNormalRequest& request, const StepData& data) {
  auto columns = columns_that_inform(request.columns, data, ImputeNormal::kMostColumns);
  if (!columns) return columns.error();
  ImputeNormal step;
  step.columns = std::move(*columns);
  std::vector<Spread> units;
  for (std::uint32_t column : step.columns) {
    std::vector<double> values = known_values(data.rows, column);
    units.push_back({mean_of(values), deviation_of(values)});
    std::sort(values.begin(), values.end());
    const bool truth_value = is_truth_value(data.columns[column], data);
    step.lows.push_back(truth_value ? 0.0 : quantile(values, 0.01));
    step.highs.push_back(truth_value ? 1.0 : quantile(values, 0.99));
  }
  const Normal normal = estimated(patterns_of(data.rows, step.columns, units), step.columns.size());
  for (std::size_t i = 0; i < step.columns.size(); ++i) {
    step.means.push_back(units[i].mean + units[i].deviation * normal.mean[i]);
    for (std::size_t j = 0; j <= i; ++j) {
      step.covariance.push_back(units[i].deviation * units[j].deviation *
                                normal.covariance[packed_place(i, j)]);
    }
  }
  return Step(std::move(step));
}

}  // namespace nearside
