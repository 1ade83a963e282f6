// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "tools/fit/linear/row_loss.h"
#include "tools/table/matrix.h"

namespace nearside {

/// The penalties of the columns, beside the summed loss: ½ ridge × coefficient² + l1 × |coefficient|.
struct Penalty {
  std::vector<double> ridge;
  std::vector<double> l1;

  bool is_none() const;
  bool has_l1() const;
};

/// What an optimiser minimises: Σ weight × loss of a row + penalty, in all intercepts and coefficients. With
/// a coefficient for each z: intercept and coefficients of the first z, then of the next; where all z share
/// a slope: all intercepts, then the coefficients.
///
/// Sums run over blocks of rows of a fixed size and then over the blocks, in their order: the number of
/// threads changes no bit.
class LinearProblem {
 public:
  LinearProblem(const Matrix& rows, const RowLoss& loss, std::span<const double> weights, Penalty penalty,
                std::size_t threads);

  const Matrix& rows() const { return rows_; }
  const RowLoss& row_loss() const { return loss_; }
  const Penalty& penalty() const { return penalty_; }
  std::size_t threads() const { return threads_; }
  std::size_t size() const { return intercepts() + slopes() * rows_.columns; }
  std::size_t intercepts() const { return loss_.size(); }
  std::size_t slopes() const { return loss_.shares_slope() ? 1 : loss_.size(); }
  std::size_t intercept(std::size_t k) const { return loss_.shares_slope() ? k : k * (rows_.columns + 1); }
  std::size_t coefficient(std::size_t k, std::size_t j) const {
    return (loss_.shares_slope() ? intercepts() : k * (rows_.columns + 1) + 1) + j;
  }
  double weight(std::size_t row) const { return weights_.empty() ? 1.0 : weights_[row]; }
  /// Σ weight.
  double total_weight() const;

  /// With the ridge, without L1.
  double smooth_loss(std::span<const double> at) const;
  double l1(std::span<const double> at) const;
  double loss(std::span<const double> at) const { return smooth_loss(at) + l1(at); }
  /// The smooth loss, and minus its gradient.
  double loss_and_descent(std::span<const double> at, std::vector<double>& descent) const;
  /// Minus the gradient of the smooth loss, and its Hessian, both triangles. Of several classes only
  /// differences count: where nothing else holds a sum of intercepts or coefficients over the classes, a
  /// curvature is put there, which leaves every step as it is and lets the Hessian be solved.
  void derivatives(std::span<const double> at, std::vector<double>& descent,
                   std::vector<double>& hessian) const;
  /// The z of one row.
  void linear_predictors(std::span<const double> at, std::size_t row, std::span<double> z) const;
  /// How far `step` moves the z that it moves most, over all rows: the same in any unit of the columns.
  double reach(std::span<const double> step) const;

 private:
  struct Sums;
  enum class Wanted { loss, descent, hessian, reach };
  Sums over_rows(std::span<const double> at, Wanted wanted) const;
  void add_rows(std::span<const double> at, Wanted wanted, std::size_t from, std::size_t to,
                Sums& sums) const;
  void predict_block(std::span<const double> at, std::size_t from, std::size_t count, double* z) const;
  void put_hessian(const Sums& sums, std::vector<double>& hessian) const;
  void hold_sums_over_classes(std::vector<double>& hessian) const;
  void add_ridge(std::span<const double> at, std::vector<double>& descent) const;

  const Matrix& rows_;
  const RowLoss& loss_;
  std::span<const double> weights_;
  Penalty penalty_;
  std::size_t threads_;
};

}  // namespace nearside
