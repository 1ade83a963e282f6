// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/observed_risk.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "core/evaluate/times.h"

namespace nearside {

ObservedRisk observed_with_influence(std::span<const double> years, std::span<const std::uint8_t> events,
                                     double horizon, std::span<const double> weights) {
  ObservedRisk observed;
  observed.influence.assign(years.size(), 0.0);
  double survival = 1.0;
  double sum = 0.0;  // of each row at risk, how the logarithm of survival rises with its weight
  std::vector<double> times;
  std::vector<double> sums;
  std::vector<double> left;  // without the event at the step
  const std::vector<Moment> steps = moments_of(years, events, weights);
  for (const Moment& step : steps) {
    if (step.years > horizon) break;
    const double others = step.at_risk - step.events;
    if (!(others > 0.0)) {
      observed.value = 1.0;
      observed.influence.assign(years.size(), kNoNumber);
      return observed;
    }
    survival *= others / step.at_risk;
    sum += step.events / (step.at_risk * others);
    times.push_back(step.years);
    sums.push_back(sum);
    left.push_back(others);
  }
  if (steps.empty() || steps.back().years < horizon) return observed;
  observed.value = 1.0 - survival;
  for (std::size_t r = 0; r < years.size(); ++r) {
    const auto after = std::upper_bound(times.begin(), times.end(), years[r]) - times.begin();
    if (after == 0) continue;
    const auto place = static_cast<std::size_t>(after) - 1;
    const bool event = events[r] == 1 && years[r] <= horizon;
    const double weight = weights.empty() ? 1.0 : weights[r];
    observed.influence[r] = -survival * weight * (sums[place] - (event ? 1.0 / left[place] : 0.0));
  }
  return observed;
}

Estimate observed_risk(std::span<const double> years, std::span<const std::uint8_t> events, double horizon,
                       std::span<const std::uint32_t> group) {
  if (!group.empty()) return weighted_observed_risk(years, events, horizon, {}, group);
  double survival = 1.0;
  double greenwood = 0.0;
  for (const Moment& step : moments_of(years, events)) {
    if (step.years > horizon) return {1.0 - survival, survival * std::sqrt(greenwood)};
    survival *= 1.0 - step.events / step.at_risk;
    if (step.events < step.at_risk) greenwood += step.events / (step.at_risk * (step.at_risk - step.events));
    if (survival == 0.0) return {1.0, kNoNumber};
    if (step.years == horizon) return {1.0 - survival, survival * std::sqrt(greenwood)};
  }
  return {kNoNumber, kNoNumber};
}

Estimate weighted_observed_risk(std::span<const double> years, std::span<const std::uint8_t> events,
                                double horizon, std::span<const double> weights,
                                std::span<const std::uint32_t> group) {
  const ObservedRisk observed = observed_with_influence(years, events, horizon, weights);
  if (std::isnan(observed.value)) return {kNoNumber, kNoNumber};
  return {observed.value, jackknife_error(observed.influence, group)};
}

}  // namespace nearside
