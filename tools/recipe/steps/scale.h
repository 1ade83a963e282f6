// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "core/steps/scale.h"

namespace nearside {

/// Which columns are standardised where none is named.
enum class StandardisedColumns : std::uint8_t { every_column, numbers, by_model };
template <>
struct NamesOf<StandardisedColumns> {
  static constexpr std::array<std::string_view, 3> names{"every_column", "numbers", "by_model"};
};

struct StandardiseRequest {
  static constexpr std::string_view kName = "standardise";
  std::vector<std::string> columns;
  StandardisedColumns which = StandardisedColumns::every_column;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of predictors; empty: as `which` says");
    archive.optional(
        "which", self.which,
        "where `columns` is empty: `every_column`, flags and one-hot columns too; `numbers`, "
        "these not: standardised, a rare level would escape a penalty; `by_model`, every column before "
        "a model of distances (nearest neighbours, kernels), before others the numbers");
  }
  Status check(const std::string& path) const {
    if (columns.empty() || which == StandardisedColumns::every_column) return {};
    return bad_recipe(path + ".which", "says which columns where none is named; `columns` names some");
  }
};

struct RescaleRequest {
  static constexpr std::string_view kName = "rescale";
  Rescaling method = Rescaling::robust;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "method", self.method,
        "`robust`: less the median, over the interquartile range; `min_max`: to 0 … 1; `max_abs`: "
        "over the largest magnitude. The last two put a person's extreme value into the model file; "
        "a `clip` before them puts a percentile there");
    archive.optional("columns", self.columns,
                     "ids of predictors; empty: every column, flags and one-hot columns too");
  }
};

struct NormaliseRowRequest {
  static constexpr std::string_view kName = "normalise_row";
  Norm norm = Norm::l2;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("norm", self.norm, "the length by which a row is divided");
    archive.optional(
        "columns", self.columns,
        "names of columns that are divided by their common length and may not be missing; empty: "
        "all numbers, not flags nor one-hot columns");
  }
};

}  // namespace nearside
