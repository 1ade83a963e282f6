// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/fit/model.h"
#include "tools/fit/survival/partial_likelihood.h"

namespace nearside {

/// A model's rows as its partial likelihood takes them: the columns but the stratum's standardised, the
/// observation ended at the last horizon where the request says so.
struct CoxSample {
  SurvivalRows rows;
  std::vector<std::uint32_t> places;  ///< of each column among those of the model
  std::vector<double> means;          ///< of each of the model's columns, weighted; 0 of the stratum's
  std::vector<double> scales;  ///< standard deviation of each column of `rows`; 1 where it does not vary
  std::optional<std::uint32_t> stratum;
  std::size_t strata = 1;

  /// Without one of the columns of `rows`.
  void leave_out(std::size_t column);
};

/// Errors: a stratum that is no column of answers.
Result<CoxSample> cox_sample(const CoxRequest& request, const ModelData& data);

/// Fits by Newton's method with a line search; with an L1 penalty each step is found by coordinate descent
/// (Simon, Friedman, Hastie and Tibshirani, Regularization Paths for Cox's Proportional Hazards Model via
/// Coordinate Descent, Journal of Statistical Software 39(5), 2011). Errors: `cannot_fit` where the data do
/// not determine the model: no event, columns that repeat each other, a coefficient that would grow forever,
/// a horizon that nobody reaches.
Result<CoxRegression> fit_cox(const CoxRequest& request, const ModelData& data);

}  // namespace nearside
