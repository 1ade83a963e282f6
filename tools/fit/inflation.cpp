// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/inflation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "tools/fit/worth.h"

namespace nearside {
namespace {

/// A square matrix, row after row.
struct Square {
  std::size_t size = 0;
  std::vector<double> values;

  explicit Square(std::size_t n) : size(n), values(n * n, 0.0) {}
  double& at(std::size_t i, std::size_t j) { return values[i * size + j]; }
};

struct Inflation {
  std::vector<std::uint32_t> free;       ///< columns that vary and are no weighted sum of those before
  std::vector<std::uint32_t> dependent;  ///< columns that are one
  Square inverse;                        ///< of the correlations of the free ones
};

/// Inverts the correlations through their Cholesky decomposition, which meets a dependent column as one of
/// which nothing is left after those before it.
Inflation inflation(const std::vector<std::vector<double>>& columns) {
  constexpr double kNothingLeft = 1e-10;  // 1 − R²; correlations carry about 14 digits
  Inflation result{{}, {}, Square(0)};
  std::vector<std::vector<double>> lower;  // of the decomposition, a row a free column
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (variance(columns[i]) == 0.0) continue;
    std::vector<double> line;
    double left = 1.0;
    for (std::size_t k = 0; k < lower.size(); ++k) {
      double value = correlation(columns[i], columns[result.free[k]]);
      for (std::size_t m = 0; m < k; ++m) value -= line[m] * lower[k][m];
      line.push_back(value / lower[k][k]);
      left -= line[k] * line[k];
    }
    if (left < kNothingLeft) {
      result.dependent.push_back(i);
      continue;
    }
    line.push_back(std::sqrt(left));
    lower.push_back(std::move(line));
    result.free.push_back(i);
  }
  const std::size_t n = lower.size();
  Square half(n);  // the inverse of the lower triangle
  for (std::size_t j = 0; j < n; ++j) {
    half.at(j, j) = 1.0 / lower[j][j];
    for (std::size_t i = j + 1; i < n; ++i) {
      double sum = 0.0;
      for (std::size_t k = j; k < i; ++k) sum += lower[i][k] * half.at(k, j);
      half.at(i, j) = -sum / lower[i][i];
    }
  }
  result.inverse = Square(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0.0;
      for (std::size_t k = i; k < n; ++k) sum += half.at(k, i) * half.at(k, j);
      result.inverse.at(i, j) = sum;
      result.inverse.at(j, i) = sum;
    }
  }
  return result;
}

}  // namespace

std::vector<double> inflation_factors(const std::vector<std::vector<double>>& columns) {
  Inflation found = inflation(columns);
  std::vector<double> factors(columns.size(), 1.0);
  for (const std::uint32_t i : found.dependent) factors[i] = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < found.free.size(); ++k) factors[found.free[k]] = found.inverse.at(k, k);
  return factors;
}

std::vector<std::uint32_t> without_inflated(const std::vector<std::vector<double>>& columns,
                                            double threshold) {
  Inflation found = inflation(columns);
  const std::size_t n = found.free.size();
  std::vector<bool> stays(columns.size(), true);
  for (const std::uint32_t i : found.dependent) stays[i] = false;
  for (;;) {
    double factor = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
      if (stays[found.free[k]]) factor = std::max(factor, found.inverse.at(k, k));
    }
    if (factor <= threshold) break;
    std::size_t worst = n - 1;
    // Of two that are each other's only trouble the factors are equal, but for rounding.
    while (!stays[found.free[worst]] || found.inverse.at(worst, worst) < factor * (1.0 - 1e-9)) --worst;
    factor = found.inverse.at(worst, worst);
    stays[found.free[worst]] = false;
    // The inverse without a row and column of the matrix: B − b bᵀ / b_kk.
    for (std::size_t i = 0; i < n; ++i) {
      if (i == worst) continue;
      const double share = found.inverse.at(i, worst) / factor;
      for (std::size_t j = 0; j < n; ++j) {
        if (j != worst) found.inverse.at(i, j) -= share * found.inverse.at(worst, j);
      }
    }
  }
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (stays[i]) kept.push_back(i);
  }
  return kept;
}

}  // namespace nearside
