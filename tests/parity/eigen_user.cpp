// SPDX-License-Identifier: Apache-2.0
#include "tests/parity/eigen_user.h"

#include <Eigen/Cholesky>

namespace nearside {

double eigen_quadratic_form(const std::vector<double>& a, const std::vector<double>& b) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(b.size());
  const Eigen::Map<const RowMajor> matrix(a.data(), n, n);
  const Eigen::Map<const Eigen::VectorXd> vector(b.data(), n);
  const Eigen::LLT<RowMajor> cholesky(matrix);
  return vector.dot(cholesky.solve(vector));
}

}  // namespace nearside
