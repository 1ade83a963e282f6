// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/terms.h"

#include <algorithm>

#include "core/base/numerics.h"

namespace nearside {

BinaryTerms binary_terms(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes) {
  BinaryTerms terms;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double p = probabilities[i];
    const double bounded = std::clamp(p, 1e-15, 1.0 - 1e-15);
    terms.squared.push_back((outcomes[i] - p) * (outcomes[i] - p));
    terms.surprise.push_back(-(outcomes[i] == 1 ? numerics::log(bounded) : numerics::log1p(-bounded)));
  }
  return terms;
}

ClassTerms class_terms(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                       std::span<const double> share) {
  const std::size_t classes = share.size();
  ClassTerms terms;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto row = probabilities.subspan(i * classes, classes);
    double distance = 0.0;
    std::size_t decided = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      const double difference = (outcomes[i] == k ? 1.0 : 0.0) - row[k];
      distance += difference * difference;
      if (row[k] / share[k] > row[decided] / share[decided]) decided = k;
    }
    terms.squared.push_back(distance);
    terms.surprise.push_back(-numerics::log(std::clamp(row[outcomes[i]], 1e-15, 1.0)));
    const bool right = std::max_element(row.begin(), row.end()) - row.begin() == outcomes[i];
    terms.right.push_back(right ? 1.0 : 0.0);
    terms.recognised.push_back(decided == outcomes[i] ? 1.0 : 0.0);
  }
  return terms;
}

std::vector<double> class_average(std::span<const std::uint8_t> outcomes, std::size_t classes,
                                  std::span<const double> average, std::span<const double> weights) {
  if (!average.empty()) return {average.begin(), average.end()};
  std::vector<double> share(classes, 0.0);
  double all = 0.0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const double weight = weights.empty() ? 1.0 : weights[i];
    share[outcomes[i]] += weight;
    all += weight;
  }
  for (double& one : share) one /= all;
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    probabilities.insert(probabilities.end(), share.begin(), share.end());
  return probabilities;
}

std::vector<double> binary_average(std::span<const std::uint8_t> outcomes, std::span<const double> average,
                                   std::span<const double> weights) {
  if (!average.empty()) return {average.begin(), average.end()};
  return one_against_others(class_average(outcomes, 2, {}, weights), outcomes, 1, 2).probabilities;
}

OneAgainstOthers one_against_others(std::span<const double> probabilities,
                                    std::span<const std::uint8_t> outcomes, std::size_t k,
                                    std::size_t classes) {
  OneAgainstOthers one;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    one.probabilities.push_back(probabilities[i * classes + k]);
    one.outcomes.push_back(outcomes[i] == k ? 1 : 0);
  }
  return one;
}

}  // namespace nearside
