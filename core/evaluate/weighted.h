// SPDX-License-Identifier: Apache-2.0
#pragma once
// Performance in the population that weighted rows stand for: each row counts `weights` times (none negative,
// not all 0). Standard errors come from each row's influence, with groups from the sums of these; strata of a
// survey are not taken into account.
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/performance.h"

namespace nearside {

/// Σ w x / Σ w.
Estimate weighted_mean(std::span<const double> terms, std::span<const double> weights,
                       std::span<const std::uint32_t> group = {});

/// The measures of `BinaryPerformance` that have a meaning there.
struct WeightedBinaryPerformance {
  Estimate auroc;
  Estimate brier;
  Estimate scaled_brier;
  Estimate log_loss;
};

/// Errors: one class only.
Result<WeightedBinaryPerformance> measure_weighted_binary(std::span<const double> probabilities,
                                                          std::span<const std::uint8_t> outcomes,
                                                          std::span<const double> weights,
                                                          const RowContext& rows = {});

/// As `measure_classes`; a class's share, by which its probability is divided, is the weighted one.
Result<ClassPerformance> measure_weighted_classes(std::span<const double> probabilities,
                                                  std::span<const std::uint8_t> outcomes, std::size_t classes,
                                                  std::span<const double> weights,
                                                  const RowContext& rows = {});

/// As `measure_quantity`.
Result<QuantityPerformance> measure_weighted_quantity(std::span<const double> predictions,
                                                      std::span<const double> values,
                                                      std::span<const double> weights,
                                                      const RowContext& rows = {});

}  // namespace nearside
