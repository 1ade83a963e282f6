// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/base/result.h"
#include "core/models/linear.h"
#include "tools/table/matrix.h"

namespace nearside {

/// Fits a logistic regression by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani
/// and Friedman, The Elements of Statistical Learning, 2nd ed. 2009, section 4.4.1), with step halving.
///
/// Minimised is Σ log loss + Σ coefficient² / (2 c), the intercept free; c = 0 means no penalty. `outcome` is
/// 0 or 1 a row, both present. No value may be missing. The means of the columns are stored for
/// contributions. Errors: one class only; no optimum (without penalty on separable or collinear data).
Result<LogisticRegression> fit_logistic(const Matrix& rows, std::span<const std::uint8_t> outcome, double c);

}  // namespace nearside
