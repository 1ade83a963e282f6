// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/models/linear.h"
#include "tools/fit/linear/optimise.h"
#include "tools/fit/linear/row_loss.h"
#include "tools/table/response.h"
#include "tools/table/rows.h"

namespace nearside {

/// What is minimised: Σ weight × loss + ½ ridge Σ coefficient² + l1 Σ |coefficient|, intercepts free.
struct LinearFit {
  LossKind loss = LossKind::squared;
  double ridge = 0.0;
  double l1 = 0.0;
  OptimiserRequest optimiser{};
  FitWords words{};
  std::uint64_t seed = 0;
  std::size_t threads = 1;
};

/// One intercept a linear predictor (of ordered classes a threshold, with the other sign), and the
/// coefficients of the first, then of the next.
struct LinearCoefficients {
  std::vector<double> intercepts;
  std::vector<double> coefficients;
};

/// Fits a linear model. No value of `rows` may be missing. Errors: no column, a class without rows, an
/// outcome that does not vary, weights below 0 or not finite, no optimum (without penalty on data that are
/// separable or where columns repeat each other), too few steps.
Result<LinearCoefficients> fit_linear(const LinearFit& wish, const Matrix& rows, const Response& response);

/// That such a loss can be fitted: weights are numbers from 0, every class has a row, numbers vary.
Status check_response(const Response& response, LossKind loss);

/// The mean of each column, by the response's weights: contributions are counted from it.
std::vector<double> column_means(const Rows& rows, const Response& response);

/// Logistic regression of 0 and 1 with the L2 penalty of inverse strength `c`, 0 for none; by Newton's
/// method.
Result<LogisticRegression> fit_logistic(const Matrix& rows, std::span<const std::uint8_t> outcome, double c);

}  // namespace nearside
