// SPDX-License-Identifier: Apache-2.0
#include "core/base/dense.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <cmath>

namespace nearside {

bool solve_positive_definite(std::span<const double> a, std::span<double> b) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(b.size());
  const Eigen::Map<const RowMajor> matrix(a.data(), n, n);
  const Eigen::LLT<RowMajor> cholesky(matrix);
  if (cholesky.info() != Eigen::Success) return false;
  Eigen::Map<Eigen::VectorXd> vector(b.data(), n);
  cholesky.solveInPlace(vector);
  return vector.allFinite();
}

bool symmetric_eigen(std::span<const double> a, std::span<double> values, std::span<double> vectors) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(values.size());
  const Eigen::Map<const RowMajor> matrix(a.data(), n, n);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  if (solver.info() != Eigen::Success || !solver.eigenvalues().allFinite()) return false;
  Eigen::Map<RowMajor> rows(vectors.data(), n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Eigen::Index from = n - 1 - i;  // Eigen has the smallest first
    values[static_cast<std::size_t>(i)] = solver.eigenvalues()[from];
    Eigen::Index largest = 0;
    for (Eigen::Index j = 1; j < n; ++j) {
      if (std::abs(solver.eigenvectors()(j, from)) > std::abs(solver.eigenvectors()(largest, from)))
        largest = j;
    }
    const double sign = solver.eigenvectors()(largest, from) < 0.0 ? -1.0 : 1.0;
    for (Eigen::Index j = 0; j < n; ++j) rows(i, j) = sign * solver.eigenvectors()(j, from);
  }
  return true;
}

}  // namespace nearside
