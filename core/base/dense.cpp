// SPDX-License-Identifier: Apache-2.0
#include "core/base/dense.h"

#include <Eigen/Cholesky>

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

}  // namespace nearside
