// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace nearside {

/// Up to `kMost` rows, with a 1 before the columns, in panels of four columns: panel after panel, in each row
/// after row. The last panel is filled up with zeros.
class RowPanels {
 public:
  static constexpr std::size_t kMost = 256;
  static constexpr std::size_t kWide = 4;

  explicit RowPanels(std::size_t columns);
  /// Takes `count` rows of `columns` numbers, one after the other.
  void take(const double* rows, std::size_t count);
  /// Side of the square matrix that `add_weighted_squares` adds to: the columns and the 1, filled up.
  std::size_t side() const { return panels_ * kWide; }
  /// into += Σ weight × row × rowᵀ, the lower triangle (and some places above it). Each place is summed in
  /// the order of the rows, (weight × left) × right, whatever the processor.
  void add_weighted_squares(std::span<const double> weights, double* into);

 private:
  std::size_t columns_;
  std::size_t panels_;
  std::size_t count_ = 0;
  std::vector<double> plain_;
  std::vector<double> weighted_;
};

}  // namespace nearside
