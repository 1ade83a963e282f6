// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/sample_size.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "core/evaluate/estimate.h"

namespace nearside {
namespace {

constexpr double kShrinkage = 0.9;
constexpr double kOptimism = 0.05;
constexpr double kExpectedShare = 0.15;
constexpr double kMargin = 0.05;

constexpr const char* kOverfitting = "little overfitting: shrinkage of at least 0.9";
constexpr const char* kOptimistic = "little optimism: 0.05 in R²";

/// The largest R² that there could be, from the log likelihood a row of the model without predictors.
double largest_r2(double log_null) {
  return -numerics::expm1(2.0 * log_null);
}
double log_null_of_risk(double risk) {
  return risk * numerics::log(risk) + (1.0 - risk) * numerics::log(1.0 - risk);
}
/// As the authors take it: of an exponential model with each row's time as the unit, so that it does not
/// depend on whether times are years or days.
double log_null_of_time(double rate, double follow_up) {
  const double events_a_row = rate * follow_up;
  return events_a_row * (numerics::log(events_a_row) - 1.0);
}

/// The first two criteria for models fitted by maximum likelihood.
std::vector<SampleSizeCriterion> criteria_of_likelihood(double r2, double largest, double parameters) {
  const auto rows_for = [&](double shrinkage) {
    return parameters / ((shrinkage - 1.0) * numerics::log1p(-r2 / shrinkage));
  };
  return {{rows_for(kShrinkage), kOverfitting}, {rows_for(r2 / (r2 + kOptimism * largest)), kOptimistic}};
}

/// The heuristic shrinkage of a linear model of so many rows, from the adjusted R².
double shrinkage_of(double rows, double r2, double parameters) {
  const double apparent = (r2 * (rows - parameters - 1.0) + parameters) / (rows - 1.0);
  return 1.0 + (parameters - 2.0) / (rows * numerics::log1p(-apparent));
}

}  // namespace

std::vector<SampleSizeCriterion> criteria_of_risk(double r2, double risk, double parameters) {
  auto criteria = criteria_of_likelihood(r2, largest_r2(log_null_of_risk(risk)), parameters);
  criteria.push_back({kNormal975 * kNormal975 / (kMargin * kMargin) * risk * (1.0 - risk),
                      "an overall risk known to ±0.05"});
  return criteria;
}

std::vector<SampleSizeCriterion> criteria_of_time(double r2, double rate, double follow_up, double horizon,
                                                  double parameters) {
  auto criteria = criteria_of_likelihood(r2, largest_r2(log_null_of_time(rate, follow_up)), parameters);
  // A rate has the variance rate / (rows × years); below, the risk 1 − exp(−rate × horizon) is the less sure.
  const double widest = numerics::log1p(kMargin * numerics::exp(rate * horizon)) / (kNormal975 * horizon);
  criteria.push_back(
      {rate / (follow_up * widest * widest), "an overall risk at the last horizon known to ±0.05"});
  return criteria;
}

std::vector<SampleSizeCriterion> criteria_of_quantity(double r2, double parameters) {
  // Shrinkage rises with the rows: the fewest that reach it, by halving what lies between.
  double too_few = parameters + 1.0;
  double enough = parameters + 2.0;
  while (shrinkage_of(enough, r2, parameters) < kShrinkage) {
    too_few = enough;
    enough *= 2.0;
  }
  while (enough - too_few > 1.0) {
    const double middle = std::floor((too_few + enough) / 2.0);
    (shrinkage_of(middle, r2, parameters) < kShrinkage ? too_few : enough) = middle;
  }
  return {{enough, kOverfitting},
          {1.0 + parameters * (1.0 - r2) / kOptimism, kOptimistic},
          {234.0 + parameters, "a residual spread known to 10 %"}};
}

std::optional<SampleSize> minimum_sample_size(const Response& response, std::uint64_t parameters,
                                              double horizon) {
  const auto rows = static_cast<double>(response.rows());
  const auto p = static_cast<double>(std::max<std::uint64_t>(parameters, 1));
  const auto events = static_cast<double>(std::count(response.label.begin(), response.label.end(), 1));
  std::vector<SampleSizeCriterion> criteria;
  if (response.kind == OutcomeKind::binary) {
    const double risk = events / rows;
    criteria = criteria_of_risk(kExpectedShare * largest_r2(log_null_of_risk(risk)), risk, p);
  } else if (response.kind == OutcomeKind::time_to_event) {
    const double years = numerics::sum(response.value);
    const double rate = events / years;
    const double follow_up = years / rows;
    criteria = criteria_of_time(kExpectedShare * largest_r2(log_null_of_time(rate, follow_up)), rate,
                                follow_up, horizon, p);
  } else if (response.kind == OutcomeKind::quantity) {
    criteria = criteria_of_quantity(kExpectedShare, p);
  } else {
    return std::nullopt;
  }
  const auto strictest = std::max_element(
      criteria.begin(), criteria.end(),
      [](const SampleSizeCriterion& a, const SampleSizeCriterion& b) { return a.rows < b.rows; });
  return SampleSize{static_cast<std::uint64_t>(std::ceil(strictest->rows)), response.rows(), parameters,
                    strictest->name};
}

std::uint64_t candidate_parameters(const Recipe& recipe) {
  std::uint64_t count = 0;
  for (const Predictor& predictor : recipe.predictors) {
    const bool category = predictor.kind == Kind::categorical && predictor.levels.size() > 2;
    count += category ? predictor.levels.size() - 1 : 1;
  }
  for (const StepRequest& step : recipe.steps) {
    count += std::visit(
        [](const auto& request) -> std::uint64_t {
          if constexpr (requires { request.created(); }) return request.created().size();
          return 0;
        },
        step);
  }
  return count;
}

}  // namespace nearside
