// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each row adds to a measure. Measures of rows that count alike (performance.h) and of weighted rows
// (weighted.h) are means of the same terms.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/performance.h"

namespace nearside {

struct BinaryTerms {
  std::vector<double> squared;   ///< (y − p)²
  std::vector<double> surprise;  ///< −log p of what happened
};
BinaryTerms binary_terms(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes);

struct ClassTerms {
  std::vector<double> squared;     ///< Σ (y − p)² over the classes
  std::vector<double> surprise;    ///< −log p of the class that happened
  std::vector<double> right;       ///< 1 where the likeliest class happened, the first of equals
  std::vector<double> recognised;  ///< 1 where the class with the greatest p / share did
};
/// `share` is in proportion to how many rows each class has.
ClassTerms class_terms(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                       std::span<const double> share);

/// What the average for everybody predicts of each row, shaped as the probabilities: `average` itself where
/// it is given, else the share of each class among these rows, `weights` counted where there are any.
std::vector<double> binary_average(std::span<const std::uint8_t> outcomes, std::span<const double> average,
                                   std::span<const double> weights);
std::vector<double> class_average(std::span<const std::uint8_t> outcomes, std::size_t classes,
                                  std::span<const double> average, std::span<const double> weights);

/// The probabilities of class k, and whether it happened.
struct OneAgainstOthers {
  std::vector<double> probabilities;
  std::vector<std::uint8_t> outcomes;
};
OneAgainstOthers one_against_others(std::span<const double> probabilities,
                                    std::span<const std::uint8_t> outcomes, std::size_t k,
                                    std::size_t classes);

/// `mean_of(terms)` is their mean with its standard error.
template <class MeanOf>
Result<QuantityPerformance> quantity_performance(std::span<const double> predictions,
                                                 std::span<const double> values, const MeanOf& mean_of) {
  const double mean = values.empty() ? 0.0 : mean_of(values).value;
  std::vector<double> squared;
  std::vector<double> absolute;
  std::vector<double> spread;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double error = values[i] - predictions[i];
    squared.push_back(error * error);
    absolute.push_back(std::fabs(error));
    spread.push_back((values[i] - mean) * (values[i] - mean));
  }
  const double variance = mean_of(spread).value;
  if (!(variance > 0.0))
    return Error{ErrorCode::cannot_fit, "outcome", "does not vary; its prediction can't be measured"};
  QuantityPerformance performance;
  performance.mean_absolute_error = mean_of(absolute);
  const Estimate mse = mean_of(squared);
  const double rmse = std::sqrt(mse.value);
  performance.root_mean_squared_error = {rmse, rmse > 0.0 ? mse.standard_error / (2.0 * rmse) : 0.0};
  const double unexplained = mse.value / variance;
  std::vector<double> influence;
  for (std::size_t i = 0; i < values.size(); ++i)
    influence.push_back((squared[i] - unexplained * spread[i]) / variance);
  performance.r_squared = {1.0 - unexplained, mean_of(influence).standard_error};
  return performance;
}

}  // namespace nearside
