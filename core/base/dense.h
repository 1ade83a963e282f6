// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace nearside {

/// Solves A x = b for a symmetric positive definite A (n × n, row after row; only the lower triangle is read)
/// by Cholesky's decomposition. `b` (n) is overwritten with x. False where A is not positive definite to
/// working precision; `b` is then unspecified.
bool solve_positive_definite(std::span<const double> a, std::span<double> b);

}  // namespace nearside
