// SPDX-License-Identifier: Apache-2.0
#include "tools/table/outcome_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/code_text.h"
#include "core/data/table_text.h"
#include "tools/table/field_fault.h"
#include "tools/table/lower_case.h"
#include "tools/table/missing_text.h"
#include "tools/table/shortened.h"

namespace nearside {
namespace {

/// One of several classes; nothing for a text that is not known.
std::optional<std::uint8_t> class_of(const Outcome& outcome, std::string_view text) {
  std::optional<std::uint8_t> all_others;
  for (std::size_t k = 0; k < outcome.classes.size(); ++k) {
    const std::vector<std::string>& values = outcome.classes[k].values;
    const auto has = [&](std::string_view value) {
      return std::find(values.begin(), values.end(), value) != values.end();
    };
    if (values.empty() ? outcome.classes[k].id == text : has(text)) return static_cast<std::uint8_t>(k);
    if (has("*")) all_others = static_cast<std::uint8_t>(k);
  }
  return all_others && reads_as_missing(text) ? std::nullopt : all_others;
}

/// Whether a text may be an event after which the other can't happen: a death, or, where 0 is among the texts
/// that are neither, another code.
bool looks_competing(std::string_view text, bool beside_zero) {
  static constexpr std::array<std::string_view, 7> kWords{"dead",  "death",  "died",      "deceas",
                                                          "other", "compet", "transplant"};
  if (is_code(text)) return beside_zero && text != "0";
  const std::string lower = lower_case(text);
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string shown_in_quotes(std::string_view text) {
  return "\"" + std::string(shortened(text, 40)) + "\"";
}

std::string rows_in_words(std::uint64_t rows) {
  return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

constexpr const char* kCompeting =
    " may be an event after which the other can't happen, such as a death: outcome.competing names it";

std::string no_class(const Outcome& outcome) {
  if (!outcome.classes.empty()) return "a value of none of outcome.classes";
  if (outcome.which() == OutcomeKind::time_to_event) return "named neither as the event nor as censored";
  if (!outcome.negative_values.empty())
    return "named neither as \"" + outcome.positive + "\" nor as \"" + outcome.negative + "\"";
  if (!outcome.positive_values.empty())
    return "none of outcome.positive_values, nor \"" + outcome.negative + "\"";
  return "neither \"" + outcome.positive + "\" nor \"" + outcome.negative + "\"";
}

/// One of two classes, or the event and its absence.
Result<OutcomeField> one_of_two(const Outcome& outcome, std::string_view text, const std::string& here) {
  if (outcome.is_positive(text)) return OutcomeField{std::uint8_t{1}, std::nullopt};
  if (outcome.is_other(text) && !outcome.takes_rest()) return OutcomeField{std::uint8_t{0}, std::nullopt};
  const bool timed = outcome.which() == OutcomeKind::time_to_event;
  const std::string other = timed ? "outcome.censored" : "outcome.negative";
  if (!outcome.takes_rest() && !outcome.leaves_out_other()) {
    const std::string hint =
        timed && looks_competing(text, outcome.is_other("0")) ? "; it" + std::string(kCompeting) : "";
    return field_fault(here, text, "is " + no_class(outcome) + hint);
  }
  if (reads_as_missing(text)) {
    return field_fault(here, text,
                       "reads as missing, and what is not said is no answer; name it in "
                       "outcome.missing_markers, or in " +
                           other);
  }
  return OutcomeField{std::uint8_t{0}, std::nullopt, outcome.leaves_out_other()};
}

/// Whether all texts of the column that the recipe names are codes.
bool writes_codes(const Outcome& outcome) {
  const auto codes = [](const std::vector<std::string>& texts) {
    return std::all_of(texts.begin(), texts.end(),
                       [](const auto& text) { return is_code(text) || text == "*"; });
  };
  const auto& markers = outcome.missing_markers;
  const bool of_missing = std::all_of(markers.begin(), markers.end(),
                                      [](const auto& marker) { return is_code(without_fraction(marker)); });
  const auto code_or_none = [](const std::string& text) { return text.empty() || is_code(text); };
  const bool named =
      outcome.positive_values.empty() ? code_or_none(outcome.positive) : codes(outcome.positive_values);
  const bool other =
      outcome.takes_rest() ||
      (outcome.negative_values.empty() ? code_or_none(outcome.negative) : codes(outcome.negative_values));
  return named && other && (outcome.takes_rest() || codes(outcome.censored)) && codes(outcome.competing) &&
         of_missing &&
         std::all_of(outcome.classes.begin(), outcome.classes.end(), [&](const ClassRequest& one) {
           return one.values.empty() ? is_code(one.id) : codes(one.values);
         });
}

bool is_missing(const Outcome& outcome, std::string_view text, bool is_number) {
  if (text.empty()) return true;
  return std::any_of(outcome.missing_markers.begin(), outcome.missing_markers.end(),
                     [&](const std::string& marker) {
                       const bool is_code_of = is_code(text) && without_fraction(marker) == text;
                       return marker == text || is_code_of || (is_number && same_number(marker, text));
                     });
}

}  // namespace

void UnnamedTexts::add(std::string_view text) {
  constexpr std::size_t kMost = 50;
  if (const auto known = rows_.find(text); known != rows_.end()) {
    ++known->second;
  } else if (rows_.size() < kMost) {
    rows_.emplace(text, 1);
  } else {
    ++further_rows_;
  }
}

Status UnnamedTexts::check(const Outcome& outcome) const {
  if (rows_.size() < 2) return {};
  const bool timed = outcome.which() == OutcomeKind::time_to_event;
  std::vector<std::pair<std::string_view, std::uint64_t>> texts(rows_.begin(), rows_.end());
  std::stable_sort(texts.begin(), texts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string seen;
  std::string proposed;
  std::string competing;
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string text = shown_in_quotes(texts[i].first);
    const bool event = timed && looks_competing(texts[i].first, rows_.count("0") > 0);
    std::string& list = event ? competing : proposed;
    if (i < kShown) seen += (i == 0 ? "" : ", ") + text + " (" + rows_in_words(texts[i].second) + ")";
    if (i < kShown) list += (list.empty() ? "" : ", ") + text;
  }
  if (texts.size() > kShown || further_rows_ > 0) seen += " and others";
  std::string say = " besides " + shown_in_quotes(outcome.positive) + ": " + seen + "; ";
  if (timed) {
    say = "outcome.censored is left out, and the column has several texts" + say;
    if (!proposed.empty()) say += "write \"censored\": [" + proposed + "], ";
    say += proposed.empty() ? "write \"censored\": [\"rest\"] for everything else"
                            : "or [\"rest\"] for everything else";
    if (!competing.empty()) say += "; " + competing + kCompeting;
  } else {
    say = "outcome.negative is left out, and the column has several texts" + say +
          "name the one that means no, several in outcome.negative_values, or write \"rest\" for everything "
          "else";
  }
  return Error{ErrorCode::bad_data, "column " + outcome.column, say};
}

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
      auto read = other ? Result<OutcomeField>(OutcomeField{std::uint8_t{0}, std::nullopt})
                        : one_of_two(outcome, text, here);
      if (read) read->value = *observed * outcome.years_per_unit;
      return read;
    }
    case OutcomeKind::binary:
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      break;
  }
  if (outcome.classes.empty()) return one_of_two(outcome, text, here);
  const auto its_class = class_of(outcome, text);
  if (!its_class) return field_fault(here, text, "is " + no_class(outcome));
  return OutcomeField{its_class, std::nullopt};
}

}  // namespace nearside
