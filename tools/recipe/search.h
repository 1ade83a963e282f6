// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/outcome/calibrate.h"

namespace nearside {

enum class SearchMethod : std::uint8_t { grid, random, halving };
template <>
struct NamesOf<SearchMethod> {
  static constexpr std::array<std::string_view, 3> names{"grid", "random", "halving"};
};

/// Which weights classes have while a model is fitted.
enum class ClassWeight : std::uint8_t { none, balanced };
template <>
struct NamesOf<ClassWeight> {
  static constexpr std::array<std::string_view, 2> names{"none", "balanced"};
};

/// How a model, its settings and its calibration are chosen: by cross-validation inside the rows that they
/// are fitted to, so that the outer cross-validation measures the whole procedure.
struct Search {
  std::vector<std::string> models;
  SearchMethod method = SearchMethod::grid;
  std::uint32_t draws = 20;
  std::uint32_t folds = 5;
  bool one_standard_error = true;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "models", self.models,
        "families that are tried; `auto`: a sensible set for the kind of outcome. Empty: that of "
        "the recipe's own model, whose settings are one candidate of its family");
    archive.optional("method", self.method,
                     "`grid`: each family's list of settings; `random`: settings drawn at random; `halving`: "
                     "the list on a quarter of the rows, the better half on twice as many, and so on");
    archive.optional("draws", self.draws, "of `random`: settings a family, 1 to 1,000");
    archive.optional("folds", self.folds, "inner folds, 2 to 20");
    archive.optional("one_standard_error", self.one_standard_error,
                     "true: of families whose loss is within one standard error of the best one's (of the "
                     "paired differences) the simplest is chosen");
  }
};

}  // namespace nearside
