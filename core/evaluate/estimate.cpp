// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/estimate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/numerics.h"

namespace nearside {
namespace {

/// Σ of each group's influences, in the order of its number; without groups the influences.
std::vector<double> sums_of_groups(std::span<const double> influence, std::span<const std::uint32_t> group) {
  if (group.empty()) return {influence.begin(), influence.end()};
  std::vector<std::uint32_t> numbers(group.begin(), group.end());
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<double> sums(numbers.size(), 0.0);
  for (std::size_t r = 0; r < influence.size(); ++r) {
    const auto place = std::lower_bound(numbers.begin(), numbers.end(), group[r]) - numbers.begin();
    sums[static_cast<std::size_t>(place)] += influence[r];
  }
  return sums;
}

double root_of_squares(std::span<const double> values) {
  return std::sqrt(numerics::dot(values, values));
}

}  // namespace

std::size_t count_groups(std::span<const std::uint32_t> group) {
  std::vector<std::uint32_t> numbers(group.begin(), group.end());
  std::sort(numbers.begin(), numbers.end());
  return static_cast<std::size_t>(std::unique(numbers.begin(), numbers.end()) - numbers.begin());
}

double jackknife_error(std::span<const double> influence, std::span<const std::uint32_t> group) {
  return root_of_squares(sums_of_groups(influence, group));
}

double cluster_error(std::span<const double> influence, std::span<const std::uint32_t> group) {
  const std::vector<double> sums = sums_of_groups(influence, group);
  const auto count = static_cast<double>(sums.size());
  return std::sqrt(count / (count - 1.0)) * root_of_squares(sums);
}

Estimate mean_of_terms(std::span<const double> terms, std::span<const std::uint32_t> group) {
  const auto count = static_cast<double>(terms.size());
  const double mean = numerics::sum(terms) / count;
  std::vector<double> influence;
  for (const double term : terms) influence.push_back((term - mean) / count);
  return {mean, cluster_error(influence, group)};
}

Estimate scaled_error(std::span<const double> squared, std::span<const double> of_average,
                      std::span<const double> weights, std::span<const std::uint32_t> group) {
  const auto weight_of = [&](std::size_t r) { return weights.empty() ? 1.0 : weights[r]; };
  double sum = 0.0;
  double most = 0.0;
  for (std::size_t r = 0; r < squared.size(); ++r) {
    sum += weight_of(r) * squared[r];
    most += weight_of(r) * of_average[r];
  }
  if (!(most > 0.0)) return {kNoNumber, kNoNumber};
  const double ratio = sum / most;
  std::vector<double> influence;
  for (std::size_t r = 0; r < squared.size(); ++r)
    influence.push_back(weight_of(r) * (squared[r] - ratio * of_average[r]) / most);
  return {1.0 - ratio, cluster_error(influence, group)};
}

}  // namespace nearside
