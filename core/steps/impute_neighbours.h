// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// How much the neighbours weigh in their mean.
enum class NeighbourWeights : std::uint8_t {
  uniform,   ///< all alike
  distance,  ///< 1 / distance; where rows lie at distance 0, they alone, all alike
};
template <>
struct NamesOf<NeighbourWeights> {
  static constexpr std::array<std::string_view, 2> names{"uniform", "distance"};
};

/// Fills what is missing with the mean of the nearest development rows that know it (Troyanskaya et al.,
/// Bioinformatics 17 (2001) 520–525). The distance of two rows is taken over the columns that both know, each
/// divided by its scale: √(columns / columns known in both · Σ difference²), as scikit-learn's KNNImputer has
/// it; rows without a column in common are no neighbours, and of equally near rows the first ones count.
/// Where there is no neighbour, the column's typical value stands in. A known value keeps its bits. What a
/// filled column contributes is counted as the missing predictor's.
///
/// The step holds development rows: people's own values, which whoever has the model file can read.
struct ImputeNeighbours {
  static constexpr std::string_view kName = "impute_neighbours";
  static constexpr bool kColumnByColumn = true;
  static constexpr std::size_t kMostColumns = 64;
  static constexpr std::size_t kMostNeighbours = 64;
  static constexpr std::size_t kMostRows = 5'000;
  std::vector<std::uint32_t> columns;
  std::vector<double> scales;
  std::vector<double> typical;
  std::uint32_t neighbours = 5;
  NeighbourWeights weights = NeighbourWeights::uniform;
  std::vector<double> rows;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns,
                  "columns that are filled and compared, ascending, at most 64; numbers, not categories");
    archive.field("scales", self.scales, "what a difference in each is divided by: its standard deviation");
    archive.field("typical", self.typical,
                  "what each gets where no development row can be compared: its mean");
    archive.field("neighbours", self.neighbours, "how many rows are averaged, 1 to 64");
    archive.field("weights", self.weights, "whether a nearer row weighs more");
    archive.field("rows", self.rows,
                  "development rows, at most 5,000, one after the other; NaN where a value is missing");
  }

  std::size_t development_rows() const { return columns.empty() ? 0 : rows.size() / columns.size(); }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double typical_fill(std::size_t i) const noexcept { return typical[i]; }
};

}  // namespace nearside
