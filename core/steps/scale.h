// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Standardisation: (value − mean) / scale, with the development data's mean and standard deviation.
/// Missing stays missing.
struct Standardise {
  static constexpr std::string_view kName = "standardise";
  static constexpr bool kColumnByColumn = true;
  std::vector<std::uint32_t> columns;
  std::vector<double> means;
  std::vector<double> scales;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that are standardised, ascending");
    archive.field("means", self.means, "the mean of each, after the steps before this one");
    archive.field("scales", self.scales,
                  "the standard deviation of each (denominator n); 1 for a column that did not vary");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept { return means[i] + scales[i] * value; }
};

}  // namespace nearside
