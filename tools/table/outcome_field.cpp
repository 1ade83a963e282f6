// SPDX-License-Identifier: Apache-2.0
#include "tools/table/outcome_field.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/code_text.h"
#include "core/data/table_text.h"
#include "tools/table/field_fault.h"

namespace nearside {
namespace {

/// The class that a text of the outcome's column means; nothing for one that is not known.
std::optional<std::uint8_t> class_of(const Outcome& outcome, std::string_view text) {
  if (outcome.classes.empty()) {
    if (outcome.is_positive(text)) return std::uint8_t{1};
    if (text == outcome.negative || outcome.negative.empty()) return std::uint8_t{0};
    return std::nullopt;
  }
  std::optional<std::uint8_t> all_others;
  for (std::size_t k = 0; k < outcome.classes.size(); ++k) {
    const std::vector<std::string>& values = outcome.classes[k].values;
    const auto has = [&](std::string_view value) {
      return std::find(values.begin(), values.end(), value) != values.end();
    };
    if (values.empty() ? outcome.classes[k].id == text : has(text)) return static_cast<std::uint8_t>(k);
    if (has("*")) all_others = static_cast<std::uint8_t>(k);
  }
  return all_others;
}

std::string no_class(const Outcome& outcome) {
  if (!outcome.classes.empty()) return "a value of none of outcome.classes";
  if (!outcome.positive_values.empty())
    return "none of outcome.positive_values, nor \"" + outcome.negative + "\"";
  return "neither \"" + outcome.positive + "\" nor \"" + outcome.negative + "\"";
}

/// Whether all texts of the column that the recipe names are codes.
bool writes_codes(const Outcome& outcome) {
  const auto codes = [](const std::vector<std::string>& texts) {
    return std::all_of(texts.begin(), texts.end(),
                       [](const auto& text) { return is_code(text) || text == "*"; });
  };
  const auto code_or_none = [](const std::string& text) { return text.empty() || is_code(text); };
  const bool named =
      outcome.positive_values.empty() ? code_or_none(outcome.positive) : codes(outcome.positive_values);
  return named && code_or_none(outcome.negative) && codes(outcome.competing) &&
         codes(outcome.missing_markers) &&
         std::all_of(outcome.classes.begin(), outcome.classes.end(), [&](const ClassRequest& one) {
           return one.values.empty() ? is_code(one.id) : codes(one.values);
         });
}

bool is_missing(const Outcome& outcome, std::string_view text, bool is_number) {
  if (text.empty()) return true;
  return std::any_of(
      outcome.missing_markers.begin(), outcome.missing_markers.end(),
      [&](const std::string& marker) { return marker == text || (is_number && same_number(marker, text)); });
}

}  // namespace

std::string_view outcome_text(const Outcome& outcome, std::string_view cell) {
  const std::string_view text = trimmed(cell);
  return outcome.is_number() ? text : as_code(text, [&] { return writes_codes(outcome); });
}

bool is_outcome_missing(const Outcome& outcome, std::string_view text) {
  return is_missing(outcome, text, outcome.is_number());
}

bool is_time_missing(const Outcome& outcome, std::string_view text) {
  return is_missing(outcome, text, true);
}

Result<OutcomeField> read_outcome(const Outcome& outcome, std::string_view text, std::string_view time,
                                  const std::string& where) {
  const std::string here = where + outcome.column;
  switch (outcome.which()) {
    case OutcomeKind::quantity:
    case OutcomeKind::count: {
      const auto number = parse_number(text);
      if (!number || !std::isfinite(*number)) return field_fault(here, text, "is not a number");
      const bool whole = *number >= 0.0 && *number == std::floor(*number);
      if (outcome.which() == OutcomeKind::count && !whole)
        return field_fault(here, text, "is not a count; it must be a whole number from 0");
      return OutcomeField{std::nullopt, number};
    }
    case OutcomeKind::time_to_event: {
      const auto observed = parse_number(trimmed(time));
      if (!observed || !std::isfinite(*observed) || *observed < 0.0) {
        return field_fault(where + outcome.time, time,
                           "is no time of observation; it must be a number from 0");
      }
      const auto& competing = outcome.competing;
      const bool other = std::find(competing.begin(), competing.end(), text) != competing.end();
      if (other && !outcome.competing_as_censored) {
        return field_fault(here, text,
                           "is a competing event, and these models know one event; "
                           "outcome.competing_as_censored says that it counts as censored");
      }
      const bool event = outcome.is_positive(text);
      return OutcomeField{static_cast<std::uint8_t>(event ? 1 : 0), *observed * outcome.years_per_unit};
    }
    case OutcomeKind::binary:
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      break;
  }
  const auto its_class = class_of(outcome, text);
  if (!its_class) return field_fault(here, text, "is " + no_class(outcome));
  return OutcomeField{its_class, std::nullopt};
}

}  // namespace nearside
