// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/formula.h"

#include <algorithm>

#include "core/base/closest_name.h"
#include "tools/recipe/formula_text.h"

namespace nearside {

Status FormulaRequest::check(const std::string& path, const KnownNames& names) const {
  if (name.empty()) return Error{ErrorCode::bad_recipe, path + ".name", "the new column needs a name"};
  const std::string here = path + ".expression";
  const auto parsed = parse_formula(expression, here);
  if (!parsed) return parsed.error();
  const auto is_in = [](const std::vector<std::string_view>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  for (const FormulaText::Name& used : parsed->names) {
    if (is_in(names.known, used.text)) continue;
    const std::string what = "at character " + std::to_string(used.character) + ": ";
    const std::string quoted = "\"" + used.text + "\"";
    if (used.text == name) return Error{ErrorCode::bad_recipe, here, what + quoted + " can't use itself"};
    if (is_in(names.later, used.text))
      return Error{ErrorCode::bad_recipe, here, what + quoted + " is created by a later step"};
    return Error{
        ErrorCode::bad_recipe, here,
        what + "there is no predictor or created column " + quoted + suggestion(used.text, names.known)};
  }
  return {};
}

}  // namespace nearside
