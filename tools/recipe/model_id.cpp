// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/model_id.h"

#include <algorithm>

namespace nearside {

Status check_model_id(const std::string& id) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), allowed)) return {};
  return Error{ErrorCode::bad_recipe, "id",
               "must be 1 to 100 lower-case letters, digits and hyphens, found \"" + id + "\""};
}

}  // namespace nearside
