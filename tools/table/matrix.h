// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace nearside {

/// Rows of doubles, one after the other; NaN is missing.
struct Matrix {
  std::size_t columns = 0;
  std::vector<double> values;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const double> row(std::size_t i) const { return {values.data() + i * columns, columns}; }
  std::span<double> row(std::size_t i) { return {values.data() + i * columns, columns}; }
  /// Only these rows, in this order.
  Matrix of(std::span<const std::size_t> chosen) const {
    Matrix some{columns, {}};
    some.values.reserve(chosen.size() * columns);
    for (const std::size_t r : chosen) some.values.insert(some.values.end(), row(r).begin(), row(r).end());
    return some;
  }
};

}  // namespace nearside
