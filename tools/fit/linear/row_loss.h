// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nearside {

enum class LossKind : std::uint8_t {
  squared,     ///< ½ (y − z)²
  logistic,    ///< log loss of two classes, z the log odds of class 1
  poisson,     ///< e^z − y z
  softmax,     ///< log loss of several classes, a z for each
  cumulative,  ///< log loss of ordered classes, z_k the log odds of a class above k; the z descend
};

/// The loss of one row as a function of its linear predictors z, with its derivatives. It is convex in z.
class RowLoss {
 public:
  /// `target` is a number or the index of a class a row; `classes` counts for the last two kinds.
  RowLoss(LossKind kind, std::vector<double> target, std::size_t classes = 2);

  LossKind kind() const { return kind_; }
  std::span<const double> targets() const { return target_; }
  /// How many z a row has.
  std::size_t size() const { return size_; }
  /// All z share one weighted sum of the columns and differ by their intercepts only.
  bool shares_slope() const { return kind_ == LossKind::cumulative; }

  /// Infinite where the z of ordered classes do not descend.
  double value(std::size_t row, std::span<const double> z) const;
  /// Minus the first derivatives, and the second ones: `size()` × `size()`, the lower triangle, row after
  /// row.
  void derivatives(std::size_t row, std::span<const double> z, std::span<double> descent,
                   std::span<double> curvature) const;

 private:
  LossKind kind_;
  std::vector<double> target_;
  std::size_t size_;
};

}  // namespace nearside
