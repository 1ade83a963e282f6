// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/scale.h"

namespace nearside {

struct StandardiseRequest {
  static constexpr std::string_view kName = "standardise";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns,
                     "ids of predictors; empty: every column, flags and one-hot columns too");
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
