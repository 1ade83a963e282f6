// SPDX-License-Identifier: Apache-2.0
#include "core/base/cholesky.h"

#include <cmath>

namespace nearside {

bool cholesky(std::span<double> a, std::size_t n, double least_pivot) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    double* row = a.data() + packed_size(i);
    const double least = least_pivot * row[i];
    for (std::size_t j = 0; j <= i; ++j) {
      const double* other = a.data() + packed_size(j);
      double rest = row[j];
      for (std::size_t k = 0; k < j; ++k) rest -= row[k] * other[k];
      if (j < i) {
        row[j] = rest / other[j];
      } else if (rest > 0.0 && rest > least && std::isfinite(rest)) {
        row[i] = std::sqrt(rest);
      } else {
        return false;
      }
    }
  }
  return true;
}

void solve_lower(std::span<const double> l, std::span<double> x) noexcept {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double* row = l.data() + packed_size(i);
    for (std::size_t k = 0; k < i; ++k) x[i] -= row[k] * x[k];
    x[i] /= row[i];
  }
}

void solve_lower_transposed(std::span<const double> l, std::span<double> x) noexcept {
  for (std::size_t i = x.size(); i-- > 0;) {
    const double* row = l.data() + packed_size(i);
    x[i] /= row[i];
    for (std::size_t k = 0; k < i; ++k) x[k] -= row[k] * x[i];
  }
}

}  // namespace nearside
