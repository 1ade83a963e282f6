// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/survival.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "core/evaluate/hazard_slope.h"
#include "core/evaluate/times.h"
#include "core/evaluate/weighted.h"

namespace nearside {
namespace {

/// A row counts with one over the chance that somebody is still observed when it is known what became of it;
/// who left before the horizon counts nothing. At equal times events come before leaving. Empty where
/// nobody was observed so long.
std::vector<double> brier_terms(std::span<const double> risks, std::span<const double> years,
                                std::span<const std::uint8_t> events, double horizon,
                                std::span<const double> weights) {
  const std::vector<Moment> steps = moments_of(years, events, weights);
  std::vector<double> before;  // the chance to be observed just before each step
  std::vector<double> times;
  double observed = 1.0;
  for (const Moment& step : steps) {
    times.push_back(step.years);
    before.push_back(observed);
    const double left = step.at_risk - step.events;
    if (step.years < horizon && left > 0.0) observed *= 1.0 - step.censored / left;
  }
  std::vector<double> terms;
  if (!(observed > 0.0) || steps.back().years < horizon) return terms;
  for (std::size_t r = 0; r < risks.size(); ++r) {
    const bool event = events[r] == 1 && years[r] <= horizon;
    if (!event && years[r] < horizon) {
      terms.push_back(0.0);
      continue;
    }
    const auto place = std::lower_bound(times.begin(), times.end(), years[r]) - times.begin();
    const double weight = 1.0 / (event ? before[static_cast<std::size_t>(place)] : observed);
    const double difference = (event ? 1.0 : 0.0) - risks[r];
    terms.push_back(weight * difference * difference);
  }
  return terms;
}

/// The risks of one of `each` horizons.
std::vector<double> risks_of(std::span<const double> risks, std::size_t horizon, std::size_t each) {
  std::vector<double> some;
  for (std::size_t i = horizon; i < risks.size(); i += each) some.push_back(risks[i]);
  return some;
}

/// Observed over predicted, both moved by the same rows.
Estimate observed_over(const Estimate& predicted, std::span<const double> risks, const ObservedRisk& observed,
                       std::span<const double> weights, std::span<const std::uint32_t> group) {
  if (std::isnan(observed.value)) return {kNoNumber, kNoNumber};
  const double ratio = observed.value / predicted.value;
  const double all = weights.empty() ? static_cast<double>(risks.size()) : numerics::sum(weights);
  std::vector<double> influence;
  for (std::size_t r = 0; r < risks.size(); ++r) {
    const double weight = weights.empty() ? 1.0 : weights[r];
    const double of_mean = weight * (risks[r] - predicted.value) / all;
    influence.push_back((observed.influence[r] - ratio * of_mean) / predicted.value);
  }
  return {ratio, jackknife_error(influence, group)};
}

/// Without weights every row counts the same, and the errors are those of people counted.
std::vector<HorizonPerformance> measured_horizons(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons,
                                                  std::span<const double> weights, const RowContext& rows) {
  std::vector<HorizonPerformance> all;
  for (std::size_t h = 0; h < horizons.size(); ++h) {
    const std::vector<double> predicted = risks_of(risks, h, horizons.size());
    HorizonPerformance at{horizons[h]};
    const auto mean_over = [&](std::span<const double> terms) {
      return weights.empty() ? mean_of_terms(terms, rows.group) : weighted_mean(terms, weights, rows.group);
    };
    const ObservedRisk observed = observed_with_influence(years, events, at.years, weights);
    at.predicted = mean_over(predicted);
    at.observed = weights.empty() ? observed_risk(years, events, at.years, rows.group)
                                  : weighted_observed_risk(years, events, at.years, weights, rows.group);
    at.observed_to_predicted = observed_over(at.predicted, predicted, observed, weights, rows.group);
    at.brier = {kNoNumber, kNoNumber};
    at.scaled_brier = at.brier;
    const std::vector<double> terms = brier_terms(predicted, years, events, at.years, weights);
    if (!terms.empty()) {
      const std::vector<double> average = rows.average.empty()
                                              ? std::vector<double>(predicted.size(), observed.value)
                                              : risks_of(rows.average, h, horizons.size());
      at.brier = mean_over(terms);
      at.scaled_brier =
          scaled_error(terms, brier_terms(average, years, events, at.years, weights), weights, rows.group);
    }
    all.push_back(at);
  }
  return all;
}

}  // namespace

Result<SurvivalPerformance> measure_time_to_event(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons, const RowContext& rows) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  SurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, {}, rows);
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  std::vector<double> lp;
  for (const double risk : last)
    lp.push_back(numerics::log(-numerics::log1p(-std::clamp(risk, 1e-15, 1.0 - 1e-15))));
  performance.concordance = concordance(last, years, events, rows.group);
  performance.calibration_slope = hazard_slope(lp, years, events, rows);
  return performance;
}

Result<WeightedSurvivalPerformance> measure_weighted_time_to_event(
    std::span<const double> risks, std::span<const double> years, std::span<const std::uint8_t> events,
    std::span<const double> horizons, std::span<const double> weights, const RowContext& rows) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  WeightedSurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, weights, rows);
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  performance.concordance = weighted_concordance(last, years, events, weights, rows.group);
  return performance;
}

}  // namespace nearside
