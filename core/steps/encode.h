// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Replaces each listed category by one column a level, in place: 1 for the level that is present, 0 for the
/// others. Every level keeps its column, none is dropped.
struct OneHot {
  static constexpr std::string_view kName = "one_hot";
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> levels;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "categories that are expanded, ascending");
    archive.field("levels", self.levels, "the number of levels of each");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

}  // namespace nearside
