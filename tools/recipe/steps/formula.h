// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/steps/known_names.h"

namespace nearside {

struct FormulaRequest {
  static constexpr std::string_view kName = "formula";
  std::string name;
  std::string expression;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("name", self.name, "of the column that is created; later steps can use it");
    archive.field(
        "expression", self.expression,
        "what it holds, such as `weight_kg / (height_cm / 100) ^ 2`: numbers, names of predictors and "
        "created columns (in backticks where they are not plain words), + - * / ^, < <= > >= == != (1 or "
        "0), and, or, not, min, max, abs, log, exp, sqrt, round, floor, if(condition, then, else). Missing "
        "where an argument is, and where there is no result (a division by 0)");
  }

  /// The expression can be parsed and each name in it is known here.
  Status check(const std::string& path, const KnownNames& names) const;
  std::vector<std::string> created() const { return {name}; }
};

}  // namespace nearside
