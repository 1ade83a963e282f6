// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// The share of each class among the nearest development rows, by the Euclidean distance of the columns, each
/// divided by its scale; of equally near rows the first ones count. Two classes have one margin, the share of
/// the second; several have one each.
///
/// It holds development rows: people's own values, which whoever has the model file can read.
struct NearestNeighbours {
  static constexpr std::string_view kName = "nearest_neighbours";
  static constexpr std::size_t kMostNeighbours = 250;
  static constexpr std::size_t kMostRows = 5'000;
  static constexpr std::uint32_t kMostClasses = 250;
  std::uint32_t neighbours = 5;
  std::uint32_t classes = 2;
  std::vector<double> scales;
  std::vector<double> rows;
  std::vector<std::uint8_t> labels;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("neighbours", self.neighbours, "how many rows are counted, 1 to 250");
    archive.field("classes", self.classes, "2 to 250");
    archive.field("scales", self.scales,
                  "what a difference in each column is divided by: its standard deviation");
    archive.field("rows", self.rows,
                  "development rows after the last step, at most 5,000, one after the other");
    archive.field("labels", self.labels, "of each row its class, from 0");
  }

  std::size_t margins() const { return classes == 2 ? 1 : classes; }
  std::size_t outputs() const { return margins(); }
  static constexpr std::size_t explained() { return 0; }
  std::size_t development_rows() const { return labels.size(); }
  Status check(const Columns& columns, const std::string& path) const;
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

}  // namespace nearside
