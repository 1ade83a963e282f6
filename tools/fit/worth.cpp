// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/worth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/numerics.h"
#include "tools/fit/quantile.h"

namespace nearside {
namespace {

double mean_of(std::span<const double> values) {
  return numerics::sum(values) / static_cast<double>(values.size());
}

/// Rounding in the mean gives a constant column a little variance; this doesn't.
bool varies(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(), [&](double value) { return value != values[0]; });
}

/// Sums and counts of the rows without and with the outcome.
struct SumsByClass {
  std::array<double, 2> sum{};
  std::array<double, 2> count{};

  SumsByClass(std::span<const double> values, std::span<const std::uint8_t> outcome) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      sum[outcome[i]] += values[i];
      count[outcome[i]] += 1.0;
    }
  }
};

}  // namespace

double variance(std::span<const double> values) {
  if (!varies(values)) return 0.0;
  const double mean = mean_of(values);
  double squares = 0.0;
  for (double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size());
}

double correlation(std::span<const double> a, std::span<const double> b) {
  if (!varies(a) || !varies(b)) return 0.0;
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double ab = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  const double scale = std::sqrt(aa) * std::sqrt(bb);
  return scale > 0.0 && std::isfinite(scale) ? std::clamp(ab / scale, -1.0, 1.0) : 0.0;
}

double chi_squared(std::span<const double> values, std::span<const std::uint8_t> outcome) {
  const SumsByClass by(values, outcome);
  const double total = by.sum[0] + by.sum[1];
  double result = 0.0;
  for (std::size_t k = 0; k < 2; ++k) {
    const double expected = total * by.count[k] / static_cast<double>(values.size());
    if (expected > 0.0) result += (by.sum[k] - expected) * (by.sum[k] - expected) / expected;
  }
  return result;
}

double anova_f(std::span<const double> values, std::span<const std::uint8_t> outcome) {
  const SumsByClass by(values, outcome);
  const double n = static_cast<double>(values.size());
  if (!varies(values) || by.count[0] == 0.0 || by.count[1] == 0.0 || n <= 2.0) return 0.0;
  const std::array<double, 2> means{by.sum[0] / by.count[0], by.sum[1] / by.count[1]};
  const double mean = mean_of(values);
  double between = 0.0;
  for (std::size_t k = 0; k < 2; ++k) between += by.count[k] * (means[k] - mean) * (means[k] - mean);
  double within = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double distance = values[i] - means[outcome[i]];
    within += distance * distance;
  }
  return within > 0.0 ? between / (within / (n - 2.0)) : std::numeric_limits<double>::infinity();
}

double auroc_of(std::span<const double> values, std::span<const std::uint8_t> outcome) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Equal values share a rank, so their order does not matter.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  double below = 0.0;  // rows without the outcome so far
  double events = 0.0;
  double wins = 0.0;
  for (std::size_t i = 0; i < order.size();) {
    double with = 0.0;
    double without = 0.0;
    const double value = values[order[i]];
    for (; i < order.size() && values[order[i]] == value; ++i)
      (outcome[order[i]] == 1 ? with : without) += 1.0;
    wins += with * (below + 0.5 * without);
    below += without;
    events += with;
  }
  return events > 0.0 && below > 0.0 ? wins / (events * below) : 0.5;
}

std::vector<std::uint32_t> bins_of(std::span<const double> values, std::uint32_t bins) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> cuts = sorted;
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  if (cuts.size() > bins) {
    cuts.clear();
    for (std::uint32_t i = 1; i < bins; ++i) cuts.push_back(quantile(sorted, double(i) / bins));
  }
  std::vector<std::uint32_t> result;
  for (double value : values) {
    const auto cut = std::lower_bound(cuts.begin(), cuts.end(), value);
    result.push_back(static_cast<std::uint32_t>(cut - cuts.begin()));
  }
  return result;
}

double mutual_information(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  if (a.empty()) return 0.0;
  const std::size_t width_a = 1 + *std::max_element(a.begin(), a.end());
  const std::size_t width_b = 1 + *std::max_element(b.begin(), b.end());
  std::vector<double> both(width_a * width_b, 0.0);
  std::vector<double> of_a(width_a, 0.0);
  std::vector<double> of_b(width_b, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    both[a[i] * width_b + b[i]] += 1.0;
    of_a[a[i]] += 1.0;
    of_b[b[i]] += 1.0;
  }
  const double n = static_cast<double>(a.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < width_a; ++i) {
    for (std::size_t j = 0; j < width_b; ++j) {
      const double count = both[i * width_b + j];
      if (count > 0.0) sum += count / n * numerics::log(count * n / (of_a[i] * of_b[j]));
    }
  }
  return std::max(sum, 0.0);
}

}  // namespace nearside
