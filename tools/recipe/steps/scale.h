// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

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

}  // namespace nearside
