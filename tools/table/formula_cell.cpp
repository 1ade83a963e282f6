// SPDX-License-Identifier: Apache-2.0
#include "tools/table/formula_cell.h"

namespace nearside {

Status check_beginning(std::string_view id, const std::string& path) {
  if (!begins_like_formula(id)) return {};
  return Error{ErrorCode::bad_recipe, path,
               "begins with = + - @, a tab or a line break: a spreadsheet would run it as a formula"};
}

Status check_beginnings(const std::vector<Predictor>& predictors, const std::vector<Exclusion>& exclusions) {
  for (std::size_t i = 0; i < predictors.size(); ++i) {
    const std::string here = "predictors[" + std::to_string(i) + "].id";
    if (auto ok = check_beginning(predictors[i].id, here); !ok) return ok;
  }
  for (std::size_t i = 0; i < exclusions.size(); ++i) {
    const std::string here = "exclusions[" + std::to_string(i) + "].id";
    if (auto ok = check_beginning(exclusions[i].id, here); !ok) return ok;
  }
  return {};
}

}  // namespace nearside
