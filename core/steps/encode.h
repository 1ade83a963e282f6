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

/// What the number of a level was taken from.
enum class LevelNumbers : std::uint8_t { ordinal, frequency, target };
template <>
struct NamesOf<LevelNumbers> {
  static constexpr std::array<std::string_view, 3> names{"ordinal", "frequency", "target"};
};

/// Turns each listed category into a number a level. None may be missing: what an imputation after this step
/// put in could not be told as an answer.
struct EncodeLevels {
  static constexpr std::string_view kName = "encode_levels";
  static constexpr bool kColumnByColumn = true;
  LevelNumbers numbers = LevelNumbers::ordinal;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> levels;
  std::vector<double> values;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "numbers", self.numbers,
        "where the numbers come from: the place among the levels, their share in the development data, or "
        "the smoothed share with the outcome");
    archive.field("columns", self.columns, "categories that become numbers, ascending");
    archive.field("levels", self.levels, "the number of levels of each");
    archive.field("values", self.values, "the number of each level, column after column");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
};

/// Puts the levels of each listed category into fewer groups, which are its levels from then on. None
/// may be missing, as in EncodeLevels.
struct GroupLevels {
  static constexpr std::string_view kName = "group_levels";
  static constexpr bool kColumnByColumn = true;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> levels;
  std::vector<std::uint32_t> group_counts;
  std::vector<std::uint32_t> groups;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "categories whose levels are grouped, ascending");
    archive.field("levels", self.levels, "the number of levels of each");
    archive.field("group_counts", self.group_counts, "the number of groups of each");
    archive.field("groups", self.groups, "the group of each level, column after column");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
};

}  // namespace nearside
