// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Replaces the listed columns by a few sums of them: principal components, or a truncated singular value
/// decomposition. The other columns move together, in their order; the components stand after them.
///   component_k = Σ_j loading_kj (x_j − centre_j) / scale_k
struct Project {
  static constexpr std::string_view kName = "project";
  std::vector<std::uint32_t> columns;
  std::vector<std::string> names;
  std::vector<double> loadings;
  std::vector<double> centres;
  std::vector<double> scales;
  std::vector<double> means;
  std::vector<double> shares;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that are replaced, ascending; numbers, never missing");
    archive.field("names", self.names, "the components' names");
    archive.field("loadings", self.loadings,
                  "a row a component: how much of each column goes into it, -1 to 1");
    archive.field("centres", self.centres, "what is subtracted from each column first");
    archive.field("scales", self.scales,
                  "what each component is divided by: 1, or its standard deviation where it is whitened");
    archive.field("means", self.means,
                  "the mean of each column in the development data, from which contributions are counted");
    archive.field("shares", self.shares, "the share of the columns' variance that each component carries");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;

  /// Column j gets of component k's contribution the share that loading_kj (x_j − mean_j) has in the sum over
  /// all columns: for a linear model exactly what its coefficients on the columns themselves would give.
  /// Where that sum is 0, but for rounding, they share alike.
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

}  // namespace nearside
