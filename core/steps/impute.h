// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Appends, for each listed column, a column that is 1 where that column is missing and 0 elsewhere.
/// Stands before the imputation that it remembers.
struct FlagMissing {
  static constexpr std::string_view kName = "flag_missing";
  std::vector<std::uint32_t> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns,
                  "columns that are flagged, ascending; the flags are appended in this order");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

/// How the fill values of an imputation were found in the development data.
/// Append, never renumber.
enum class Statistic : std::uint8_t { median, most_frequent, mean, constant };
template <>
struct NamesOf<Statistic> {
  static constexpr std::array<std::string_view, 4> names{"median", "most_frequent", "mean", "constant"};
};

/// Puts one fixed value a column where that column is missing.
struct Impute {
  static constexpr std::string_view kName = "impute";
  static constexpr bool kColumnByColumn = true;
  Statistic statistic = Statistic::median;
  std::vector<std::uint32_t> columns;
  std::vector<double> values;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("statistic", self.statistic,
                  "how the values were found in the development data; `constant`: declared in the recipe");
    archive.field("columns", self.columns, "columns that are filled, ascending");
    archive.field("values", self.values,
                  "the value for each of these columns; for a category the index of a level");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double typical_fill(std::size_t i) const noexcept { return values[i]; }
};

}  // namespace nearside
