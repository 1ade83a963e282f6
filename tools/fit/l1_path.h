// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tools/table/matrix.h"

namespace nearside {

/// The columns (rows × `columns`) with mean 0 and standard deviation 1 (divisor n); one that does not vary,
/// or whose squares are too large to sum, is all 0.
Matrix standardised(const Matrix& rows, std::span<const std::uint32_t> columns);

/// Logistic regression with an L1 penalty: minimised is mean log loss + λ Σ |coefficient|, the intercept
/// free, on standardised columns. By quadratic approximation and coordinate descent (Friedman, Hastie and
/// Tibshirani, Regularization Paths for Generalized Linear Models via Coordinate Descent, Journal of
/// Statistical Software 33(1), 2010), each step shortened where the loss would rise.
class L1Logistic {
 public:
  /// `rows` is standardised; `outcome` 0 or 1, both present.
  L1Logistic(const Matrix& rows, std::span<const std::uint8_t> outcome);

  /// The smallest λ at which every coefficient is 0.
  double largest_penalty() const;

  /// Finds the optimum at a penalty, from where the last one was. False where it did not settle.
  bool solve(double penalty);

  const std::vector<double>& coefficients() const { return coefficients_; }
  double intercept() const { return intercept_; }

 private:
  double objective(double penalty) const;
  void approximate();
  void descend(double penalty);
  double sweep(double penalty, bool only_active);
  double move(std::size_t j, double penalty);

  std::size_t n_;
  std::vector<std::vector<double>> columns_;
  std::vector<double> outcome_;
  double intercept_ = 0.0;
  std::vector<double> coefficients_;
  std::vector<double> linear_predictor_;
  std::vector<double> weights_;
  std::vector<double> residuals_;   ///< of the working response
  std::vector<double> curvatures_;  ///< Σ weight × value² / n; negative: not yet computed
};

/// The first `count` columns with a coefficient on the path of penalties, ascending: at the first of 100
/// penalties, falling evenly in the logarithm from the largest to a 10,000th of it (a 100th where there are
/// fewer rows than columns), that gives as many or more columns a coefficient, those with the largest ones.
/// Fewer where the path ends before. Nothing where it can't be followed.
std::optional<std::vector<std::uint32_t>> first_on_l1_path(const Matrix& rows,
                                                           std::span<const std::uint8_t> outcome,
                                                           std::size_t count);

}  // namespace nearside
