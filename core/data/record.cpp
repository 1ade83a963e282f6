// SPDX-License-Identifier: Apache-2.0
#include "core/data/record.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/number_text.h"
#include "core/base/numerics.h"

namespace nearside {
namespace {

/// One predictor's value, or the issue that stands in its way.
struct Bound {
  double value = kNoNumber;
  std::optional<Issue> issue;
};

Bound refused(IssueCode code, double seen = kNoNumber, double limit = kNoNumber) {
  return {kNoNumber, Issue{0, code, seen, limit}};
}

Bound bind_number(const Predictor& predictor, double number, std::uint32_t unit) {
  if (!std::isfinite(number)) return refused(IssueCode::not_a_number, number);
  double value = number;
  if (unit != 0) {
    if (unit >= predictor.units.size()) return refused(IssueCode::unknown_unit, number);
    value = predictor.units[unit].factor * number + predictor.units[unit].offset;
    if (!std::isfinite(value)) return refused(IssueCode::not_a_number, value);
  }
  if (predictor.kind == Kind::integer && value != std::trunc(value)) {
    return refused(IssueCode::not_an_integer, value);
  }
  if (predictor.hard) {
    if (value < predictor.hard->low)
      return refused(IssueCode::outside_hard_range, value, predictor.hard->low);
    if (value > predictor.hard->high)
      return refused(IssueCode::outside_hard_range, value, predictor.hard->high);
  }
  if (!predictor.hard && std::abs(value) > kLargestValue) {
    return refused(IssueCode::outside_hard_range, value, std::copysign(kLargestValue, value));
  }
  Bound bound{value, std::nullopt};
  if (predictor.development) {
    const Range& range = *predictor.development;
    if (value < range.low) bound.issue = Issue{0, IssueCode::outside_development_range, value, range.low};
    if (value > range.high) bound.issue = Issue{0, IssueCode::outside_development_range, value, range.high};
  }
  return bound;
}

Bound bind_level_text(const Predictor& predictor, std::string_view text) {
  for (std::size_t i = 0; i < predictor.levels.size(); ++i) {
    if (predictor.levels[i].id == text) return {static_cast<double>(i), std::nullopt};
  }
  return refused(IssueCode::unknown_level);
}

Bound bind_cell(const Predictor& predictor, const Record& record, std::size_t i) {
  const IssueCode malformed = is_number(predictor.kind) ? IssueCode::not_a_number : IssueCode::unknown_level;
  switch (record.kinds[i]) {
    case CellKind::absent:
      if (predictor.required) return refused(IssueCode::missing_required);
      return {kNoNumber, std::nullopt};
    case CellKind::number:
      if (!is_number(predictor.kind) || predictor.kind == Kind::date)
        return refused(malformed, record.numbers[i]);
      return bind_number(predictor, record.numbers[i], record.units[i]);
    case CellKind::level:
      if (is_number(predictor.kind) || record.levels[i] >= predictor.levels.size()) return refused(malformed);
      return {static_cast<double>(record.levels[i]), std::nullopt};
    case CellKind::boolean:
      if (predictor.kind != Kind::boolean) return refused(malformed);
      return {record.numbers[i] != 0.0 ? 1.0 : 0.0, std::nullopt};
    case CellKind::text: {
      if (!is_number(predictor.kind)) return bind_level_text(predictor, record.texts[i]);
      const bool is_date = predictor.kind == Kind::date;
      const std::optional<double> number =
          is_date ? day_of_date(record.texts[i]) : parse_number(record.texts[i]);
      return number ? bind_number(predictor, *number, record.units[i]) : refused(IssueCode::not_a_number);
    }
    case CellKind::date:
      if (predictor.kind != Kind::date) return refused(malformed);
      return bind_number(predictor, record.numbers[i], 0);
    case CellKind::other:
      return refused(malformed);
  }
  return refused(malformed);
}

bool same_letters(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

/// True or false, or nothing where the text says neither.
std::optional<bool> truth_of(std::string_view text) {
  for (std::string_view yes : {"yes", "true", "1"}) {
    if (same_letters(text, yes)) return true;
  }
  for (std::string_view no : {"no", "false", "0"}) {
    if (same_letters(text, no)) return false;
  }
  return std::nullopt;
}

std::optional<Issue> exclusion_issue(const Exclusion& exclusion, const Record& record, std::size_t cell) {
  std::optional<bool> answer;
  switch (record.kinds[cell]) {
    case CellKind::absent:
      return Issue{0, IssueCode::exclusion_not_asked, kNoNumber, kNoNumber};
    case CellKind::boolean:
      answer = record.numbers[cell] != 0.0;
      break;
    case CellKind::number:
      if (record.units[cell] != 0) break;  // an answer has no unit
      if (record.numbers[cell] == 1.0) answer = true;
      if (record.numbers[cell] == 0.0) answer = false;
      break;
    case CellKind::text:
      if (record.texts[cell].empty()) return Issue{0, IssueCode::missing_required, kNoNumber, kNoNumber};
      answer = truth_of(record.texts[cell]);
      break;
    case CellKind::level:
    case CellKind::date:
    case CellKind::other:
      break;
  }
  if (!answer) return Issue{0, IssueCode::unknown_level, kNoNumber, kNoNumber};
  if (*answer != exclusion.refuse_if) return std::nullopt;
  return Issue{0, IssueCode::excluded, *answer ? 1.0 : 0.0, kNoNumber};
}

}  // namespace

void Record::set_number(std::size_t cell, double value, std::uint32_t unit) {
  kinds[cell] = CellKind::number;
  numbers[cell] = value;
  units[cell] = unit;
}

void Record::set_level(std::size_t cell, std::uint32_t level) {
  kinds[cell] = CellKind::level;
  levels[cell] = level;
}

void Record::set_boolean(std::size_t cell, bool value) {
  kinds[cell] = CellKind::boolean;
  numbers[cell] = value ? 1.0 : 0.0;
}

void Record::set_text(std::size_t cell, std::string_view text) {
  kinds[cell] = CellKind::text;
  texts[cell].assign(text);
  units[cell] = 0;
}

void Record::set_date(std::size_t cell, double day) {
  set_number(cell, day);
  kinds[cell] = CellKind::date;
}

void Record::wipe() noexcept {
  std::fill(kinds.begin(), kinds.end(), CellKind::absent);
  std::fill(numbers.begin(), numbers.end(), 0.0);
  std::fill(units.begin(), units.end(), 0u);
  std::fill(levels.begin(), levels.end(), 0u);
  for (std::string& text : texts) {
    text.assign(text.capacity(), '\0');  // a longer text may have stood here before
    text.clear();
  }
}

bool bind_record(const std::vector<Predictor>& predictors, const Record& record, std::span<double> row,
                 std::vector<Issue>& issues, std::span<const double> fills) noexcept {
  bool usable = true;
  for (std::size_t i = 0; i < predictors.size(); ++i) {
    Bound bound = bind_cell(predictors[i], record, i);
    row[i] = bound.value;
    const bool filled =
        record.kinds[i] == CellKind::absent && !bound.issue && !fills.empty() && !std::isnan(fills[i]);
    if (filled) bound.issue = Issue{0, IssueCode::imputed, kNoNumber, fills[i]};
    if (!bound.issue) continue;
    bound.issue->predictor = static_cast<std::uint32_t>(i);
    usable = usable && weight_of(bound.issue->code) != Weight::refuse;
    issues.push_back(*bound.issue);
  }
  return usable;
}

bool bind_exclusions(const std::vector<Exclusion>& exclusions, const Record& record, std::size_t first,
                     std::vector<Issue>& issues) noexcept {
  bool usable = true;
  for (std::size_t i = 0; i < exclusions.size(); ++i) {
    std::optional<Issue> issue = exclusion_issue(exclusions[i], record, first + i);
    if (!issue) continue;
    issue->predictor = static_cast<std::uint32_t>(first + i);
    usable = usable && weight_of(issue->code) != Weight::refuse;
    issues.push_back(*issue);
  }
  return usable;
}

}  // namespace nearside
