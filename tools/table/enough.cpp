// SPDX-License-Identifier: Apache-2.0
#include "tools/table/enough.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"

namespace nearside {
namespace {

Error of_column(const std::string& column, std::string message) {
  return {ErrorCode::bad_data, "column " + column, std::move(message)};
}

std::string all_rows(const DevelopmentTable& table) {
  return "the " + std::to_string(table.number.size()) + " rows";
}

/// `none of the 120 rows has "yes"`.
std::string none_has(const Outcome& outcome, const DevelopmentTable& table, std::size_t k) {
  const std::string begin = "none of " + all_rows(table) + " ";
  if (!outcome.classes.empty()) return begin + "is of the class \"" + outcome.classes[k].id + "\"";
  if (k == 1) return begin + "has \"" + outcome.positive + "\"";
  if (outcome.leaves_out_other() || outcome.takes_rest())
    return begin + "has anything but \"" + outcome.positive + "\"";
  return begin + "has \"" + outcome.negative + "\"";
}

Status check_classes(const Outcome& outcome, const DevelopmentTable& table) {
  std::vector<std::size_t> rows(table.response.classes, 0);
  for (const std::uint8_t k : table.response.label) ++rows[k];
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (rows[k] > 0) continue;
    return of_column(outcome.column, none_has(outcome, table, k) + "; there must be rows of every class");
  }
  return {};
}

Status check_numbers(const Outcome& outcome, const DevelopmentTable& table) {
  const std::vector<double>& values = table.response.value;
  if (std::any_of(values.begin(), values.end(), [&](double value) { return value != values[0]; })) return {};
  return of_column(outcome.column, "is " + number_text(values[0]) + " in each of " + all_rows(table) +
                                       "; there is nothing to predict");
}

Status check_events(const Outcome& outcome, const DevelopmentTable& table) {
  const std::vector<std::uint8_t>& label = table.response.label;
  if (std::find(label.begin(), label.end(), 1) != label.end()) return {};
  return of_column(outcome.column, none_has(outcome, table, 1) + "; there must be rows with the event");
}

}  // namespace

Status check_enough(const Recipe& recipe, const DevelopmentTable& table, const std::string& path) {
  if (table.number.empty() && table.cleaning.rows_without_weight > 0)
    return of_column(recipe.data.weight, "is 0 in every row with a known outcome");
  if (table.number.empty()) return Error{ErrorCode::bad_data, path, "has no row with a known outcome"};
  const Outcome& outcome = recipe.outcome;
  const auto checked = table.response.has_classes()                        ? check_classes(outcome, table)
                       : table.response.kind == OutcomeKind::time_to_event ? check_events(outcome, table)
                                                                           : check_numbers(outcome, table);
  if (!checked) return checked;
  for (std::size_t p = 0; p < recipe.predictors.size(); ++p) {
    std::size_t r = 0;
    while (r < table.rows.rows() && std::isnan(table.rows.row(r)[p])) ++r;
    if (r < table.rows.rows()) continue;
    return of_column(std::string(recipe.predictors[p].source_column()),
                     "has a value in none of " + all_rows(table) + "; leave it out of the predictors");
  }
  return {};
}

}  // namespace nearside
