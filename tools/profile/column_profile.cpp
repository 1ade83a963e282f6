// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/column_profile.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"

namespace nearside {
namespace {

constexpr std::array<std::string_view, 8> kMarkers{"NA", "N/A", "NaN", "nan", "NULL", "null", "?", "."};
constexpr std::array<std::string_view, 3> kMarkersAmongNumbers{"None", "none", "-"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_marker(std::string_view text) {
  return std::find(kMarkers.begin(), kMarkers.end(), text) != kMarkers.end() ||
         std::find(kMarkersAmongNumbers.begin(), kMarkersAmongNumbers.end(), text) !=
             kMarkersAmongNumbers.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// 2026-11-22, with or without a time after it, or 22/11/2026 and 22.11.2026.
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

}  // namespace

void ColumnProfile::add(std::string_view field) {
  while (!field.empty() && (field.front() == ' ' || field.front() == '\t')) field.remove_prefix(1);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  ++rows;
  if (field.empty()) {
    ++missing;
    return;
  }
  const auto known = counts_.find(field);
  if (known != counts_.end()) {
    ++known->second;
  } else if (counts_.size() < kMaxDistinct || is_marker(field)) {
    counts_.emplace(field, 1);
  } else {
    ++uncounted_;
  }
  if (const auto number = parse_number(field)) {
    minimum = numbers_ == 0 ? *number : std::min(minimum, *number);
    maximum = numbers_ == 0 ? *number : std::max(maximum, *number);
    ++numbers_;
    if (*number == std::trunc(*number)) ++whole_numbers_;
  } else if (is_date(field)) {
    ++dates_;
  }
}

bool ColumnProfile::judge_boolean() {
  if (counts_.size() != 2 || uncounted_ > 0) return false;
  static constexpr std::array<std::array<std::string_view, 2>, 5> kPairs{
      {{"0", "1"}, {"no", "yes"}, {"n", "y"}, {"false", "true"}, {"f", "t"}}};
  const std::string& first = counts_.begin()->first;
  const std::string& second = std::next(counts_.begin())->first;
  for (const auto& [no, yes] : kPairs) {
    if (lower(first) == no && lower(second) == yes) levels = {first, second};
    if (lower(first) == yes && lower(second) == no) levels = {second, first};
  }
  return !levels.empty();
}

bool ColumnProfile::looks_like_identifier() const {
  constexpr std::uint64_t kFewest = 20;
  const std::uint64_t known = rows - missing;
  const bool all_different = uncounted_ > 0 || counts_.size() == known;
  if (known < kFewest || !all_different) return false;
  if (!is_number) return true;
  if (whole_numbers_ != numbers_) return false;
  const std::string name_lower = lower(name);
  const bool named = name_lower == "id" || name_lower.ends_with("_id") || name_lower.ends_with("id") ||
                     name_lower == "mrn" || name_lower == "seqn" || name_lower.empty();
  const bool consecutive = maximum - minimum + 1.0 == static_cast<double>(known);
  return named || consecutive;
}

void ColumnProfile::judge() {
  const auto take_marker = [&](std::string_view marker) {
    const auto found = counts_.find(marker);
    if (found == counts_.end()) return;
    missing += found->second;
    markers.emplace_back(marker);
    counts_.erase(found);
  };
  for (std::string_view marker : kMarkers) take_marker(marker);
  std::uint64_t weak = 0;
  for (std::string_view marker : kMarkersAmongNumbers) {
    const auto found = counts_.find(marker);
    if (found != counts_.end()) weak += found->second;
  }
  if (numbers_ > 0 && numbers_ + weak == rows - missing) {
    for (std::string_view marker : kMarkersAmongNumbers) take_marker(marker);
  }
  const std::uint64_t known = rows - missing;
  distinct = counts_.size();
  is_number = known > 0 && numbers_ == known;
  if (distinct == 2 && uncounted_ == 0) {
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
  } else if (counts_.size() <= kMaxLevels) {
    kind = ColumnKind::categorical;
    for (const auto& entry : counts_) levels.push_back(entry.first);
  } else {
    kind = ColumnKind::text;
  }
}

std::string_view name_of(ColumnKind kind) {
  static constexpr std::array<std::string_view, 8> kNames{"numeric",    "integer", "boolean", "categorical",
                                                          "identifier", "date",    "text",    "constant"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace nearside
