// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/performance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/base/numerics.h"
#include "core/evaluate/terms.h"

namespace nearside {
namespace {

/// Midranks of `values`, from 1; equal values share the mean of their ranks.
std::vector<double> midranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = 0.5 * static_cast<double>(i + 1 + end);
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

double mean(std::span<const double> values) {
  return numerics::sum(values) / static_cast<double>(values.size());
}

double sample_variance(std::span<const double> values) {
  if (values.size() < 2) return 0.0;
  const double centre = mean(values);
  double sum = 0.0;
  for (double value : values) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(values.size() - 1);
}

Estimate mean_estimate(std::span<const double> terms) {
  return {mean(terms), std::sqrt(sample_variance(terms) / static_cast<double>(terms.size()))};
}

Estimate auroc(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes) {
  std::vector<double> classes[2];
  std::vector<std::size_t> places[2];
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    classes[outcomes[i]].push_back(probabilities[i]);
    places[outcomes[i]].push_back(i);
  }
  const std::vector<double> all = midranks(probabilities);
  const double counts[2] = {static_cast<double>(classes[0].size()), static_cast<double>(classes[1].size())};
  // How often each case is above the controls, and each control below the cases.
  std::vector<double> placements[2];
  for (std::size_t c = 0; c < 2; ++c) {
    const std::vector<double> within = midranks(classes[c]);
    for (std::size_t i = 0; i < within.size(); ++i) {
      const double share_below = (all[places[c][i]] - within[i]) / counts[1 - c];
      placements[c].push_back(c == 1 ? share_below : 1.0 - share_below);
    }
  }
  const double variance =
      sample_variance(placements[1]) / counts[1] + sample_variance(placements[0]) / counts[0];
  return {mean(placements[1]), std::sqrt(variance)};
}

struct Recalibration {
  double a = 0.0;
  double b = 0.0;
  double variance_a = 0.0;
  double variance_b = 0.0;
};

double log_likelihood(const Recalibration& fit, std::span<const double> lp,
                      std::span<const std::uint8_t> outcomes) {
  double sum = 0.0;
  for (std::size_t i = 0; i < lp.size(); ++i) {
    const double x = fit.a + fit.b * lp[i];
    sum += (outcomes[i] == 1 ? x : 0.0) - numerics::softplus(x);
  }
  return sum;
}

/// Newton's method for logit P(y) = a + b · lp. Where `free_slope` is false, b stays 1. A step is halved
/// until it brings a quarter of what the gradient promises: the first one overshoots where predictions are
/// far off.
Recalibration recalibrate(std::span<const double> lp, std::span<const std::uint8_t> outcomes,
                          bool free_slope) {
  constexpr int kMaxIterations = 100;
  Recalibration fit{0.0, free_slope ? 0.0 : 1.0, 0.0, 0.0};
  double likelihood = log_likelihood(fit, lp, outcomes);
  for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
    double gradient_a = 0.0;
    double gradient_b = 0.0;
    double aa = 0.0;
    double ab = 0.0;
    double bb = 0.0;
    for (std::size_t i = 0; i < lp.size(); ++i) {
      const double p = numerics::logistic(fit.a + fit.b * lp[i]);
      const double residual = outcomes[i] - p;
      const double weight = p * (1.0 - p);
      gradient_a += residual;
      gradient_b += residual * lp[i];
      aa += weight;
      ab += weight * lp[i];
      bb += weight * lp[i] * lp[i];
    }
    const double determinant = aa * bb - ab * ab;
    double step_a = free_slope ? (bb * gradient_a - ab * gradient_b) / determinant : gradient_a / aa;
    double step_b = free_slope ? (aa * gradient_b - ab * gradient_a) / determinant : 0.0;
    fit.variance_a = free_slope ? bb / determinant : 1.0 / aa;
    fit.variance_b = free_slope ? aa / determinant : 0.0;
    const Recalibration before = fit;
    const double rounding = 1e-12 * std::abs(likelihood);
    double reached = 0.0;
    for (int halvings = 0; halvings < 60; ++halvings, step_a *= 0.5, step_b *= 0.5) {
      fit.a = before.a + step_a;
      fit.b = before.b + step_b;
      reached = log_likelihood(fit, lp, outcomes);
      const double promised = gradient_a * step_a + gradient_b * step_b;
      if (reached >= likelihood + 0.25 * promised - rounding) break;
    }
    likelihood = reached;
    if (std::abs(step_a) <= 1e-12 * (1.0 + std::abs(fit.a)) &&
        std::abs(step_b) <= 1e-12 * (1.0 + std::abs(fit.b))) {
      break;
    }
  }
  return fit;
}

/// NaN where no finite slope fits best: where the log odds part the classes, or are all the same.
Estimate calibration_slope(std::span<const double> log_odds, std::span<const std::uint8_t> outcomes) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  double lowest[2] = {kInfinity, kInfinity};
  double highest[2] = {-kInfinity, -kInfinity};
  for (std::size_t i = 0; i < log_odds.size(); ++i) {
    lowest[outcomes[i]] = std::min(lowest[outcomes[i]], log_odds[i]);
    highest[outcomes[i]] = std::max(highest[outcomes[i]], log_odds[i]);
  }
  if (lowest[1] >= highest[0] || lowest[0] >= highest[1]) return {kNoNumber, kNoNumber};
  // Centred, the two unknowns hardly disturb each other; the slope is the same.
  const double centre = mean(log_odds);
  std::vector<double> centred;
  for (double value : log_odds) centred.push_back(value - centre);
  const Recalibration fit = recalibrate(centred, outcomes, true);
  return {fit.b, std::sqrt(fit.variance_b)};
}

}  // namespace

Result<BinaryPerformance> measure_binary(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes) {
  const auto events = static_cast<std::size_t>(std::count(outcomes.begin(), outcomes.end(), 1));
  if (events == 0 || events == outcomes.size()) {
    return Error{ErrorCode::cannot_fit, "outcome", "both classes are needed to measure performance"};
  }
  const BinaryTerms terms = binary_terms(probabilities, outcomes);
  std::vector<double> log_odds;
  for (const double p : probabilities) log_odds.push_back(numerics::logit(std::clamp(p, 1e-15, 1.0 - 1e-15)));
  const Recalibration large = recalibrate(log_odds, outcomes, false);
  BinaryPerformance performance;
  performance.auroc = auroc(probabilities, outcomes);
  performance.brier = mean_estimate(terms.squared);
  performance.log_loss = mean_estimate(terms.surprise);
  performance.calibration_slope = calibration_slope(log_odds, outcomes);
  performance.calibration_in_the_large = {large.a, std::sqrt(large.variance_a)};
  return performance;
}

Result<ClassPerformance> measure_classes(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes, std::size_t classes) {
  std::vector<double> in_class(classes, 0.0);
  for (const std::uint8_t k : outcomes) in_class[k] += 1.0;
  if (classes < 2 || std::find(in_class.begin(), in_class.end(), 0.0) != in_class.end())
    return Error{ErrorCode::cannot_fit, "outcome", "every class is needed to measure performance"};
  ClassPerformance performance;
  for (std::size_t k = 0; k < classes; ++k) {
    const OneAgainstOthers one = one_against_others(probabilities, outcomes, k, classes);
    performance.auroc.push_back(auroc(one.probabilities, one.outcomes));
  }
  const ClassTerms terms = class_terms(probabilities, outcomes, in_class);
  performance.brier = mean_estimate(terms.squared);
  performance.log_loss = mean_estimate(terms.surprise);
  const double accuracy = mean(terms.right);
  performance.accuracy = {accuracy,
                          std::sqrt(accuracy * (1.0 - accuracy) / static_cast<double>(outcomes.size()))};
  std::vector<double> recognised(classes, 0.0);
  for (std::size_t i = 0; i < outcomes.size(); ++i) recognised[outcomes[i]] += terms.recognised[i];
  double sum = 0.0;
  double variance = 0.0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double recall = recognised[k] / in_class[k];
    sum += recall;
    variance += recall * (1.0 - recall) / in_class[k];
  }
  const auto count = static_cast<double>(classes);
  performance.balanced_accuracy = {sum / count, std::sqrt(variance) / count};
  return performance;
}

Result<QuantityPerformance> measure_quantity(std::span<const double> predictions,
                                             std::span<const double> values) {
  return quantity_performance(predictions, values, mean_estimate);
}

}  // namespace nearside
