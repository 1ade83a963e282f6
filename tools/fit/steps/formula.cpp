// SPDX-License-Identifier: Apache-2.0
#include "core/steps/formula.h"

#include <algorithm>

#include "tools/fit/steps.h"
#include "tools/recipe/formula_text.h"

namespace nearside {
namespace {

Error cannot_fit(const FormulaRequest& request, const std::string& message) {
  return {ErrorCode::cannot_fit, "formula " + request.name, message};
}

}  // namespace

Result<Step> fit(const FormulaRequest& request, const StepData& data) {
  auto parsed = parse_formula(request.expression, "formula " + request.name);
  if (!parsed) return parsed.error();
  std::vector<std::uint32_t> column_of_name;
  for (const FormulaText::Name& name : parsed->names) {
    const auto is_it = [&](const Column& column) { return column.name == name.text; };
    const auto found = std::find_if(data.columns.begin(), data.columns.end(), is_it);
    if (found == data.columns.end()) {
      return cannot_fit(
          request, "\"" + name.text + "\" does not reach it: an earlier step has replaced or dropped it");
    }
    if (found->levels > 0)
      return cannot_fit(request, "\"" + name.text + "\" is a category; formulas compute with numbers");
    column_of_name.push_back(static_cast<std::uint32_t>(found - data.columns.begin()));
  }
  Formula formula;
  formula.name = request.name;
  formula.expression = request.expression;
  formula.columns = column_of_name;
  std::sort(formula.columns.begin(), formula.columns.end());
  formula.operations = std::move(parsed->operations);
  formula.numbers = std::move(parsed->numbers);
  for (const std::uint32_t name : parsed->inputs) {
    const auto place = std::lower_bound(formula.columns.begin(), formula.columns.end(), column_of_name[name]);
    formula.inputs.push_back(static_cast<std::uint32_t>(place - formula.columns.begin()));
  }
  return Step(std::move(formula));
}

}  // namespace nearside
