// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/sample_size.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

constexpr double kShrinkage = 0.9;
constexpr double kOptimism = 0.05;
constexpr double kExpectedShare = 0.15;
constexpr double kMargin = 0.05;

struct Criterion {
  double rows = 0.0;
  const char* name = "";
};

SampleSize strictest(const std::vector<Criterion>& criteria, std::uint64_t rows, std::uint64_t parameters) {
  const auto most = std::max_element(criteria.begin(), criteria.end(),
                                     [](const Criterion& a, const Criterion& b) { return a.rows < b.rows; });
  return {static_cast<std::uint64_t>(std::ceil(most->rows)), rows, parameters, most->name};
}

/// Criteria 1 and 2 for models fitted by maximum likelihood, from the largest R² (Cox and Snell) that there
/// could be.
std::vector<Criterion> of_likelihood(double largest_r2, double parameters) {
  const double r2 = kExpectedShare * largest_r2;
  const auto rows_for = [&](double shrinkage) {
    return parameters / ((shrinkage - 1.0) * numerics::log1p(-r2 / shrinkage));
  };
  return {{rows_for(kShrinkage), "little overfitting: shrinkage of at least 0.9"},
          {rows_for(r2 / (r2 + kOptimism * largest_r2)), "little optimism: 0.05 in R²"}};
}

}  // namespace

std::optional<SampleSize> minimum_sample_size(const Response& response, std::uint64_t parameters) {
  const auto rows = static_cast<double>(response.rows());
  const auto p = static_cast<double>(std::max<std::uint64_t>(parameters, 1));
  const auto events = static_cast<double>(std::count(response.label.begin(), response.label.end(), 1));
  if (response.kind == OutcomeKind::binary) {
    const double share = events / rows;
    const double log_null = share * numerics::log(share) + (1.0 - share) * numerics::log(1.0 - share);
    auto criteria = of_likelihood(-numerics::expm1(2.0 * log_null), p);
    constexpr double kNormal975 = 1.959963984540054;
    criteria.push_back({kNormal975 * kNormal975 / (kMargin * kMargin) * share * (1.0 - share),
                        "an overall risk known to ±0.05"});
    return strictest(criteria, response.rows(), parameters);
  }
  if (response.kind == OutcomeKind::time_to_event) {
    // Riley et al., Stat Med 38 (2019) 1276–1296: the log likelihood of an exponential model without
    // predictors, from the events and the time observed.
    const double years = numerics::sum(response.value);
    const double log_null = events * numerics::log(events / years) - events;
    return strictest(of_likelihood(-numerics::expm1(2.0 * log_null / rows), p), response.rows(), parameters);
  }
  if (response.kind == OutcomeKind::quantity) {
    // Riley et al., Stat Med 38 (2019) 1262–1275: optimism of R², and a residual spread known to 10 %.
    const double r2 = kExpectedShare;
    return strictest({{1.0 + p * (1.0 - r2) / kOptimism, "little optimism: 0.05 in R²"},
                      {234.0 + p, "a residual spread known to 10 %"}},
                     response.rows(), parameters);
  }
  return std::nullopt;
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
