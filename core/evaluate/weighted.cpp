// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/weighted.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/numerics.h"
#include "core/evaluate/terms.h"

namespace nearside {
namespace {

/// The share of a weighted pair in which the case's probability is the larger one, ties counted half.
Estimate weighted_auroc(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                        std::span<const double> weights, std::span<const std::uint32_t> group) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return probabilities[a] < probabilities[b]; });
  double all[2] = {0.0, 0.0};
  for (std::size_t i = 0; i < outcomes.size(); ++i) all[outcomes[i]] += weights[i];
  // Of each row the weighted share of the other class that lies on the right side of it.
  std::vector<double> placement(probabilities.size());
  double below[2] = {0.0, 0.0};
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    double tied[2] = {0.0, 0.0};
    for (; end < order.size() && probabilities[order[end]] == probabilities[order[i]]; ++end)
      tied[outcomes[order[end]]] += weights[order[end]];
    for (; i < end; ++i) {
      const std::size_t row = order[i];
      const std::size_t other = 1u - outcomes[row];
      const double share = (below[other] + 0.5 * tied[other]) / all[other];
      placement[row] = outcomes[row] == 1 ? share : 1.0 - share;
    }
    for (std::size_t c = 0; c < 2; ++c) below[c] += tied[c];
  }
  double area = 0.0;  // the cases' mean placement, and the controls'
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i] == 1) area += weights[i] * placement[i] / all[1];
  }
  std::vector<double> influence;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    influence.push_back(weights[i] * (placement[i] - area) / all[outcomes[i]]);
  return {area, jackknife_error(influence, group)};
}

}  // namespace

Estimate weighted_mean(std::span<const double> terms, std::span<const double> weights,
                       std::span<const std::uint32_t> group) {
  const double all = numerics::sum(weights);
  const double mean = numerics::dot(terms, weights) / all;
  std::vector<double> influence;
  for (std::size_t i = 0; i < terms.size(); ++i) influence.push_back(weights[i] * (terms[i] - mean) / all);
  return {mean, cluster_error(influence, group)};
}

Result<WeightedBinaryPerformance> measure_weighted_binary(std::span<const double> probabilities,
                                                          std::span<const std::uint8_t> outcomes,
                                                          std::span<const double> weights,
                                                          const RowContext& rows) {
  double all[2] = {0.0, 0.0};
  for (std::size_t i = 0; i < outcomes.size(); ++i) all[outcomes[i]] += weights[i];
  if (!(all[0] > 0.0) || !(all[1] > 0.0))
    return Error{ErrorCode::cannot_fit, "outcome", "both classes are needed to measure performance"};
  const BinaryTerms terms = binary_terms(probabilities, outcomes);
  const BinaryTerms of_average = binary_terms(binary_average(outcomes, rows.average, weights), outcomes);
  return WeightedBinaryPerformance{weighted_auroc(probabilities, outcomes, weights, rows.group),
                                   weighted_mean(terms.squared, weights, rows.group),
                                   scaled_error(terms.squared, of_average.squared, weights, rows.group),
                                   weighted_mean(terms.surprise, weights, rows.group)};
}

Result<ClassPerformance> measure_weighted_classes(std::span<const double> probabilities,
                                                  std::span<const std::uint8_t> outcomes, std::size_t classes,
                                                  std::span<const double> weights, const RowContext& rows) {
  std::vector<double> in_class(classes, 0.0);
  for (std::size_t i = 0; i < outcomes.size(); ++i) in_class[outcomes[i]] += weights[i];
  if (classes < 2 ||
      std::any_of(in_class.begin(), in_class.end(), [](double weight) { return !(weight > 0.0); }))
    return Error{ErrorCode::cannot_fit, "outcome", "every class is needed to measure performance"};
  ClassPerformance performance;
  for (std::size_t k = 0; k < classes; ++k) {
    const OneAgainstOthers one = one_against_others(probabilities, outcomes, k, classes);
    performance.auroc.push_back(weighted_auroc(one.probabilities, one.outcomes, weights, rows.group));
  }
  const ClassTerms terms = class_terms(probabilities, outcomes, in_class);
  const std::vector<double> average = class_average(outcomes, classes, rows.average, weights);
  performance.brier = weighted_mean(terms.squared, weights, rows.group);
  performance.scaled_brier =
      scaled_error(terms.squared, class_terms(average, outcomes, in_class).squared, weights, rows.group);
  performance.log_loss = weighted_mean(terms.surprise, weights, rows.group);
  performance.accuracy = weighted_mean(terms.right, weights, rows.group);
  std::vector<double> recall(classes, 0.0);
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    recall[outcomes[i]] += weights[i] * terms.recognised[i] / in_class[outcomes[i]];
  const auto count = static_cast<double>(classes);
  std::vector<double> influence;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::size_t k = outcomes[i];
    influence.push_back(weights[i] * (terms.recognised[i] - recall[k]) / (in_class[k] * count));
  }
  performance.balanced_accuracy = {numerics::sum(recall) / count, cluster_error(influence, rows.group)};
  return performance;
}

Result<QuantityPerformance> measure_weighted_quantity(std::span<const double> predictions,
                                                      std::span<const double> values,
                                                      std::span<const double> weights,
                                                      const RowContext& rows) {
  return quantity_performance(predictions, values, [&](std::span<const double> terms) {
    return weighted_mean(terms, weights, rows.group);
  });
}

}  // namespace nearside
