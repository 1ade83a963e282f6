// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Fills what is missing with its mean, given what is known, under a normal distribution of the columns. With
/// m the missing and k the known columns of one row:
///   fill = μ_m + Σ_mk Σ_kk⁻¹ (x_k − μ_k),   variance of the fill = Σ_mm − Σ_mk Σ_kk⁻¹ Σ_km
/// A fill outside `lows` to `highs` becomes the nearer end. A known value keeps its bits. What a filled
/// column contributes is counted as the missing predictor's.
struct ImputeNormal {
  static constexpr std::string_view kName = "impute_conditional_normal";
  static constexpr bool kColumnByColumn = true;
  static constexpr std::size_t kMostColumns = 64;
  /// Of each variance this share must be left when all columns before it are known.
  static constexpr double kLeastPivot = 1e-10;
  std::vector<std::uint32_t> columns;
  std::vector<double> means;
  std::vector<double> covariance;
  std::vector<double> lows;
  std::vector<double> highs;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns,
                  "columns that are filled from each other, ascending, at most 64; numbers, not categories");
    archive.field("means", self.means, "the mean of each");
    archive.field("covariance", self.covariance,
                  "their covariance, positive definite: the lower triangle row by row, diagonal included");
    archive.field("lows", self.lows, "no fill is smaller");
    archive.field("highs", self.highs, "no fill is larger");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double typical_fill(std::size_t i) const noexcept;

  /// The variance of the fill of `columns[i]`, given what is known in the row that enters the step, before
  /// its ends cut it off; 0 where the value is known.
  double fill_variance(std::span<const double> in, std::size_t i) const noexcept;
};

}  // namespace nearside
