// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Replaces each listed number by the bin that it falls into, a category: bin 0 lies below the first edge,
/// and a value that equals an edge belongs to the bin above it. Missing stays missing. `one_hot` can follow.
struct Bin {
  static constexpr std::string_view kName = "bin";
  static constexpr bool kColumnByColumn = true;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> counts;
  std::vector<double> edges;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "numbers that become categories, ascending");
    archive.field("counts", self.counts,
                  "the number of edges of each, 0 to 255; it has one bin more than edges");
    archive.field("edges", self.edges, "the edges of the columns, one column after the other, ascending");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  /// The bin's lower edge, but the upper one of bin 0; nothing (NaN) for the only bin.
  double undo(std::size_t i, double value) const noexcept;
};
inline constexpr std::uint32_t kMaxEdges = 255;

}  // namespace nearside
