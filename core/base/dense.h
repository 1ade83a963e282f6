// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace nearside {

/// Solves A x = b for a symmetric positive definite A (n × n, row after row; only the lower triangle is read)
/// by Cholesky's decomposition. `b` (n) is overwritten with x. False where A is not positive definite to
/// working precision; `b` is then unspecified.
bool solve_positive_definite(std::span<const double> a, std::span<double> b);

/// Eigenvalues, largest first, and eigenvectors of a symmetric matrix `a` (n × n, row after row; only the
/// lower triangle is read). `vectors` (n × n) receives an eigenvector of length 1 a row; `values` n numbers.
/// Each vector's element of largest size is positive, the first of equally large ones. False where the
/// iteration does not end; both are then unspecified.
bool symmetric_eigen(std::span<const double> a, std::span<double> values, std::span<double> vectors);

}  // namespace nearside
