// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/column_profile.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/data/csv.h"
#include "tools/table/lower_case.h"
#include "tools/table/missing_text.h"
#include "tools/table/shortened.h"

namespace nearside {
namespace {

bool is_marker(std::string_view text) {
  return std::find(kMissingTexts.begin(), kMissingTexts.end(), text) != kMissingTexts.end() ||
         std::find(kMissingAmongNumbers.begin(), kMissingAmongNumbers.end(), text) !=
             kMissingAmongNumbers.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_date(std::string_view text) {
  const auto fits = [&](std::string_view form) {
    if (text.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i]) return false;
    }
    return text.size() == form.size() || text[form.size()] == 'T' || text[form.size()] == ' ';
  };
  return fits("0000-00-00") || fits("00/00/0000") || fits("00.00.0000");
}

namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// `id` as a word at the end: `id`, `visit_id`, `visitId`, `visitID`, but not `uric_acid` or `FLUID`.
bool ends_with_word_id(std::string_view name) {
  if (!lower_case(name).ends_with("id")) return false;
  if (name.size() == 2) return true;
  const char before = name[name.size() - 3];
  const bool after_lower = before >= 'a' && before <= 'z';
  if (!after_lower && !is_upper(before)) return true;
  const bool in_capitals = is_upper(name.back());
  return is_upper(name[name.size() - 2]) && (after_lower || !in_capitals);
}

}  // namespace

bool is_named_as_identifier(std::string_view column) {
  const std::string name = lower_case(column);
  // The last two are CDISC's.
  return name.empty() || ends_with_word_id(column) || name == "mrn" || name == "seqn" || name == "subjid" ||
         name == "usubjid";
}

void ColumnProfile::add(std::string_view field, std::uint64_t times) {
  while (!field.empty() && (field.front() == ' ' || field.front() == '\t')) field.remove_prefix(1);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  if (field.size() > kMaxFieldBytes) {
    has_long_text = true;
    return add(stand_in(field), times);
  }
  rows += times;
  if (field.empty()) {
    missing += times;
    return;
  }
  const auto known = counts_.find(field);
  if (known != counts_.end()) {
    known->second += times;
  } else if (counts_.size() < kMaxDistinct || is_marker(field)) {
    counts_.emplace(field, times);
  } else {
    uncounted_ += times;
  }
  if (const auto number = parse_number(field)) {
    add_number(*number, times);
  } else if (is_date(field)) {
    dates_ += times;
  }
}

void ColumnProfile::add_number(double number, std::uint64_t times) {
  minimum = numbers_ == 0 ? number : std::min(minimum, number);
  maximum = numbers_ == 0 ? number : std::max(maximum, number);
  numbers_ += times;
  if (number == std::trunc(number)) whole_numbers_ += times;
}

void ColumnProfile::add_numbers(std::span<const double> sorted, std::uint64_t different) {
  for (double number : sorted) add_number(number, 1);
  rows += sorted.size();
  different_numbers_ += different;
}

bool ColumnProfile::judge_boolean() {
  if (counts_.size() != 2 || uncounted_ > 0 || different_numbers_ > 0) return false;
  static constexpr std::array<std::array<std::string_view, 2>, 5> kPairs{
      {{"0", "1"}, {"no", "yes"}, {"n", "y"}, {"false", "true"}, {"f", "t"}}};
  const std::string& first = counts_.begin()->first;
  const std::string& second = std::next(counts_.begin())->first;
  for (const auto& [no, yes] : kPairs) {
    if (lower_case(first) == no && lower_case(second) == yes) levels = {first, second};
    if (lower_case(first) == yes && lower_case(second) == no) levels = {second, first};
  }
  return !levels.empty();
}

bool ColumnProfile::looks_like_identifier() const {
  constexpr std::uint64_t kFewest = 20;
  const std::uint64_t known = rows - missing;
  const bool all_different = uncounted_ > 0 || counts_.size() + different_numbers_ == known;
  if (known < kFewest || !all_different) return false;
  if (!is_number) return true;
  if (whole_numbers_ != numbers_) return false;
  const bool consecutive = maximum - minimum + 1.0 == static_cast<double>(known);
  return is_named_as_identifier(name) || consecutive;
}

void ColumnProfile::judge() {
  const auto take_marker = [&](std::string_view marker) {
    const auto found = counts_.find(marker);
    if (found == counts_.end()) return;
    missing += found->second;
    markers.emplace_back(marker);
    counts_.erase(found);
  };
  for (std::string_view marker : kMissingTexts) take_marker(marker);
  std::uint64_t weak = 0;
  for (std::string_view marker : kMissingAmongNumbers) {
    const auto found = counts_.find(marker);
    if (found != counts_.end()) weak += found->second;
  }
  if (numbers_ > 0 && numbers_ + weak == rows - missing) {
    for (std::string_view marker : kMissingAmongNumbers) take_marker(marker);
  }
  const std::uint64_t known = rows - missing;
  distinct = counts_.size() + different_numbers_;
  is_number = known > 0 && numbers_ == known;
  if (counts_.size() == 2 && distinct == 2 && uncounted_ == 0) {
    for (const auto& entry : counts_) two_values.push_back(entry.first);
  }
  if (distinct < 2) {
    kind = ColumnKind::constant;
  } else if (judge_boolean()) {
    kind = ColumnKind::boolean;
    is_number = false;
  } else if (looks_like_identifier() && dates_ != known) {
    kind = ColumnKind::identifier;
  } else if (is_number) {
    kind = whole_numbers_ == numbers_ ? ColumnKind::integer : ColumnKind::numeric;
  } else if (dates_ == known) {
    kind = ColumnKind::date;
  } else if (distinct <= kMaxLevels && !has_long_text) {
    kind = ColumnKind::categorical;
    for (const auto& entry : counts_) levels.push_back(entry.first);
  } else {
    kind = ColumnKind::text;
  }
  counts_.clear();
}

std::string stand_in(std::string_view long_text) {
  const auto hash =
      sha256(std::span(reinterpret_cast<const std::uint8_t*>(long_text.data()), long_text.size()));
  return std::string(shortened(long_text, 40)) + "... (" + std::to_string(long_text.size()) +
         " bytes, SHA-256 " + hex(hash) + ")";
}

std::string_view name_of(ColumnKind kind) {
  static constexpr std::array<std::string_view, 8> kNames{"numeric",    "integer", "boolean", "categorical",
                                                          "identifier", "date",    "text",    "constant"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view why_left_out(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::identifier:
      return "looks like an identifier: every value is different";
    case ColumnKind::date:
      return "a date is no number; make an age or an interval of it";
    case ColumnKind::text:
      return "free text, or more than 30 different answers";
    case ColumnKind::constant:
      return "has no or only one value";
    default:
      return "";
  }
}

}  // namespace nearside
