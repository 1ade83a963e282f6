// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/bound_formula.h"

#include <algorithm>

#include "core/base/closest_name.h"

namespace nearside {
namespace {

Error cannot_bind(const std::string& formula, const std::string& message) {
  return {ErrorCode::cannot_fit, "formula " + formula, message};
}

/// The predictor whose answers a category's column still has; null where a step has changed them.
const Predictor* predictor_of(const Column& column, const std::vector<Predictor>& predictors) {
  if (column.levels == 0 || column.predictor >= predictors.size()) return nullptr;
  const Predictor& predictor = predictors[column.predictor];
  return predictor.id == column.name && predictor.levels.size() == column.levels ? &predictor : nullptr;
}

/// A category is compared with an answer, or is ordered and counts as the place of the answer.
Status check_use(const Column& column, const std::vector<Predictor>& predictors, const std::string& formula) {
  if (column.levels == 0) return {};
  const Predictor* predictor = predictor_of(column, predictors);
  if (predictor != nullptr && predictor->ordered) return {};
  return cannot_bind(formula, "\"" + column.name +
                                  "\" is a category; formulas compute with numbers, or compare: " +
                                  column.name + " == 'an answer'");
}

Result<double> place_of_answer(const FormulaText::Answer& answer, const Column& column,
                               const std::vector<Predictor>& predictors, const std::string& formula) {
  const std::string where = "at character " + std::to_string(answer.character) + ": ";
  const Predictor* predictor = predictor_of(column, predictors);
  if (predictor == nullptr) {
    return cannot_bind(formula,
                       where + "\"" + column.name + "\" is no category whose answers are known here");
  }
  std::vector<std::string_view> ids;
  for (const Level& level : predictor->levels) ids.push_back(level.id);
  const auto level = std::find(ids.begin(), ids.end(), answer.text);
  if (level != ids.end()) return static_cast<double>(level - ids.begin());
  return cannot_bind(formula, where + "\"" + answer.text + "\" is no answer of " + column.name +
                                  suggestion(answer.text, ids));
}

}  // namespace

Result<Formula> bound_formula(FormulaText parsed, const std::string& name, const std::string& expression,
                              const Columns& columns, const std::vector<Predictor>& predictors) {
  std::vector<std::uint32_t> column_of_name;
  for (const FormulaText::Name& used : parsed.names) {
    const auto is_it = [&](const Column& column) { return column.name == used.text; };
    const auto found = std::find_if(columns.begin(), columns.end(), is_it);
    if (found == columns.end()) {
      return cannot_bind(
          name, "\"" + used.text + "\" does not reach it: an earlier step has replaced or dropped it");
    }
    column_of_name.push_back(static_cast<std::uint32_t>(found - columns.begin()));
  }
  for (std::size_t i = 0; i < parsed.inputs.size(); ++i) {
    const Column& column = columns[column_of_name[parsed.inputs[i]]];
    const auto is_it = [&](const FormulaText::Answer& answer) { return answer.input == i; };
    const auto answer = std::find_if(parsed.answers.begin(), parsed.answers.end(), is_it);
    if (answer == parsed.answers.end()) {
      if (auto ok = check_use(column, predictors, name); !ok) return ok.error();
      continue;
    }
    auto place = place_of_answer(*answer, column, predictors, name);
    if (!place) return place.error();
    parsed.numbers[answer->number] = *place;
  }
  Formula formula;
  formula.name = name;
  formula.expression = expression;
  formula.columns = column_of_name;
  std::sort(formula.columns.begin(), formula.columns.end());
  formula.operations = std::move(parsed.operations);
  formula.numbers = std::move(parsed.numbers);
  for (const std::uint32_t used : parsed.inputs) {
    const auto place = std::lower_bound(formula.columns.begin(), formula.columns.end(), column_of_name[used]);
    formula.inputs.push_back(static_cast<std::uint32_t>(place - formula.columns.begin()));
  }
  return formula;
}

}  // namespace nearside
