// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace nearside {

struct OneHotRequest {
  static constexpr std::string_view kName = "one_hot";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of categorical predictors; empty: all");
  }
};

}  // namespace nearside
