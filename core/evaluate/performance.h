// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/estimate.h"

namespace nearside {

/// How well probabilities predicted a binary outcome.
struct BinaryPerformance {
  Estimate auroc;              ///< area under the ROC curve; ties count half
  Estimate brier;              ///< mean of (y − p)²
  Estimate scaled_brier;       ///< 1 − that / the same of the average for everybody; NaN where that is 0
  Estimate log_loss;           ///< mean of −log p of what happened, natural logarithm
  Estimate calibration_slope;  ///< b of logit P(y) = a + b · logit(p); 1 is ideal
  Estimate calibration_in_the_large;  ///< a of logit P(y) = a + logit(p), slope fixed at 1; 0 is ideal
};

/// Measures `probabilities` against `outcomes` (0 or 1, equally long, both classes present, else an error).
/// Standard errors: AUROC after DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837–845, by midranks
/// (Sun and Xu, IEEE Signal Processing Letters 21 (2014) 1389–1393); Brier score and log loss from the
/// variance of their terms; calibration from the information matrix (Cox, Biometrika 45 (1958) 562–565). With
/// groups: AUROC from the rows' influences (`jackknife_error`, as R's `concordance` with `cluster`), the
/// others by `cluster_error`, of calibration the sandwich (`vcovCL` of R's sandwich).
/// Probabilities of exactly 0 or 1 are taken as 1e-15 from the end for the logarithms. The slope is common to
/// the folds, each with an intercept of its own (folds of one class tell nothing of it); it is NaN where the
/// probabilities are constant or part the classes.
Result<BinaryPerformance> measure_binary(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes, const RowContext& rows = {});

/// How well probabilities predicted several classes.
struct ClassPerformance {
  Estimate log_loss;      ///< mean of −log p of the class that happened, natural logarithm
  Estimate brier;         ///< mean of Σ (y − p)² over the classes
  Estimate scaled_brier;  ///< 1 − that / the same of the average for everybody
  Estimate accuracy;      ///< share of rows whose class has the greatest probability, of equals the first
  /// Mean over the classes of the share of their rows that is recognised, where the class with the greatest
  /// probability divided by its share among the rows is decided for.
  Estimate balanced_accuracy;
  std::vector<Estimate> auroc;  ///< of each class against the others
};

/// Measures `probabilities` (a row of `classes` after the other) against `outcomes` (0 to classes − 1, each
/// present, else an error). Standard errors as in `measure_binary`; of both accuracies by `cluster_error`.
Result<ClassPerformance> measure_classes(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes, std::size_t classes,
                                         const RowContext& rows = {});

/// How well numbers predicted a quantity.
struct QuantityPerformance {
  Estimate r_squared;                ///< 1 − Σ (y − ŷ)² / Σ (y − mean)²
  Estimate root_mean_squared_error;  ///< in the quantity's unit
  Estimate mean_absolute_error;      ///< in the quantity's unit
};

/// Measures `predictions` against `values` (equally long, the values not all the same, else an error).
/// Standard errors by the delta method from each row's terms (van der Vaart, Asymptotic Statistics, 1998,
/// chapter 3).
Result<QuantityPerformance> measure_quantity(std::span<const double> predictions,
                                             std::span<const double> values, const RowContext& rows = {});

}  // namespace nearside
