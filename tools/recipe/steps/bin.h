// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"

namespace nearside {

/// How the edges of bins are found.
enum class Binning : std::uint8_t { equal_width, quantile, supervised };
template <>
struct NamesOf<Binning> {
  static constexpr std::array<std::string_view, 3> names{"equal_width", "quantile", "supervised"};
};

struct BinRequest {
  static constexpr std::string_view kName = "bin";
  Binning method = Binning::quantile;
  std::uint32_t bins = 5;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "method", self.method,
        "`equal_width`: from the smallest to the largest value; `quantile`: as many people in each; "
        "`supervised`: cut where it tells most about the outcome, as long as Fayyad and Irani's rule "
        "of the shortest description allows; no cut leaves one bin");
    archive.optional("bins", self.bins,
                     "the number of bins, 2 to 100 (5 where it is left out); fewer where edges coincide; "
                     "`supervised` finds its own number");
    archive.optional("columns", self.columns,
                     "names of columns; empty: all numbers, not flags nor one-hot columns");
  }

  Status check(const std::string& path) const {
    if (bins >= 2 && bins <= 100) return {};
    return Error{ErrorCode::bad_recipe, path + ".bins",
                 "must be from 2 to 100, found " + std::to_string(bins)};
  }
};

}  // namespace nearside
