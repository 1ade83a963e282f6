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
                        std::span<const double> weights) {
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
  std::vector<double> terms[2];
  std::vector<double> of[2];
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    terms[outcomes[i]].push_back(placement[i]);
    of[outcomes[i]].push_back(weights[i]);
  }
  const Estimate cases = weighted_mean(terms[1], of[1]);
  const Estimate controls = weighted_mean(terms[0], of[0]);
  return {cases.value, std::hypot(cases.standard_error, controls.standard_error)};
}

}  // namespace

Estimate weighted_mean(std::span<const double> terms, std::span<const double> weights) {
  const double all = numerics::sum(weights);
  const double mean = numerics::dot(terms, weights) / all;
  double squares = 0.0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double influence = weights[i] * (terms[i] - mean);
    squares += influence * influence;
  }
  return {mean, std::sqrt(squares) / all};
}

Result<WeightedBinaryPerformance> measure_weighted_binary(std::span<const double> probabilities,
                                                          std::span<const std::uint8_t> outcomes,
                                                          std::span<const double> weights) {
  double all[2] = {0.0, 0.0};
  for (std::size_t i = 0; i < outcomes.size(); ++i) all[outcomes[i]] += weights[i];
  if (!(all[0] > 0.0) || !(all[1] > 0.0))
    return Error{ErrorCode::cannot_fit, "outcome", "both classes are needed to measure performance"};
  const BinaryTerms terms = binary_terms(probabilities, outcomes);
  return WeightedBinaryPerformance{weighted_auroc(probabilities, outcomes, weights),
                                   weighted_mean(terms.squared, weights),
                                   weighted_mean(terms.surprise, weights)};
}

Result<ClassPerformance> measure_weighted_classes(std::span<const double> probabilities,
                                                  std::span<const std::uint8_t> outcomes, std::size_t classes,
                                                  std::span<const double> weights) {
  const std::size_t rows = outcomes.size();
  std::vector<double> in_class(classes, 0.0);
  for (std::size_t i = 0; i < rows; ++i) in_class[outcomes[i]] += weights[i];
  if (classes < 2 ||
      std::any_of(in_class.begin(), in_class.end(), [](double weight) { return !(weight > 0.0); }))
    return Error{ErrorCode::cannot_fit, "outcome", "every class is needed to measure performance"};
  ClassPerformance performance;
  for (std::size_t k = 0; k < classes; ++k) {
    const OneAgainstOthers one = one_against_others(probabilities, outcomes, k, classes);
    performance.auroc.push_back(weighted_auroc(one.probabilities, one.outcomes, weights));
  }
  const ClassTerms terms = class_terms(probabilities, outcomes, in_class);
  performance.brier = weighted_mean(terms.squared, weights);
  performance.log_loss = weighted_mean(terms.surprise, weights);
  performance.accuracy = weighted_mean(terms.right, weights);
  std::vector<std::vector<double>> recognised(classes);
  std::vector<std::vector<double>> weights_in(classes);
  for (std::size_t i = 0; i < rows; ++i) {
    recognised[outcomes[i]].push_back(terms.recognised[i]);
    weights_in[outcomes[i]].push_back(weights[i]);
  }
  double sum = 0.0;
  double variance = 0.0;
  for (std::size_t k = 0; k < classes; ++k) {
    const Estimate recall = weighted_mean(recognised[k], weights_in[k]);
    sum += recall.value;
    variance += recall.standard_error * recall.standard_error;
  }
  const auto count = static_cast<double>(classes);
  performance.balanced_accuracy = {sum / count, std::sqrt(variance) / count};
  return performance;
}

Result<QuantityPerformance> measure_weighted_quantity(std::span<const double> predictions,
                                                      std::span<const double> values,
                                                      std::span<const double> weights) {
  return quantity_performance(predictions, values,
                              [&](std::span<const double> terms) { return weighted_mean(terms, weights); });
}

}  // namespace nearside
