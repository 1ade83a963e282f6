// SPDX-License-Identifier: Apache-2.0
#include "core/data/table_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/base/number_text.h"
#include "core/data/code_text.h"
#include "core/data/csv.h"
#include "core/data/date.h"

namespace nearside {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

bool is_marker(const Predictor& predictor, std::string_view text) {
  return std::any_of(predictor.missing_markers.begin(), predictor.missing_markers.end(),
                     [&](const std::string& marker) { return trimmed(marker) == text; });
}

/// Whether the column writes its levels as whole numbers, and nothing else.
bool writes_codes(const Predictor& predictor) {
  const auto codes = [](const std::vector<std::string>& texts) {
    return std::all_of(texts.begin(), texts.end(), [](const auto& text) { return is_code(trimmed(text)); });
  };
  return codes(predictor.missing_markers) &&
         std::all_of(predictor.levels.begin(), predictor.levels.end(),
                     [&](const Level& level) { return is_code(level.id) && codes(level.aliases); });
}

bool is_plain(const Written& written) {
  return written.decimal_mark == "." && written.thousands.empty() && !written.unit_follows;
}

/// Takes a listed unit from the end of `text`; the first unit where none stands there. The longest that fits.
std::uint32_t take_unit(const Predictor& predictor, std::string_view& text) {
  std::uint32_t found = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < predictor.units.size(); ++i) {
    const std::string& ucum = predictor.units[i].ucum;
    if (ucum.size() <= longest || !text.ends_with(ucum)) continue;
    longest = ucum.size();
    found = static_cast<std::uint32_t>(i);
  }
  text.remove_suffix(longest);
  text = trimmed(text);
  return found;
}

/// The number without its marks between thousands, and with a point for the decimal mark; nothing where the
/// groups are not of three digits, the first begins with 0 (nobody groups 0.627 so: the mark is another
/// country's decimal mark), or a mark stands that was not declared.
std::optional<std::string> plain_number(std::string_view text, const Written& written) {
  const char decimal = written.decimal_mark[0];
  const std::size_t point = std::min(text.find(decimal), text.size());
  std::string plain;
  std::size_t group = 0;  // digits since the last mark
  bool grouped = false;
  for (char c : text.substr(0, point)) {
    if (!written.thousands.empty() && c == written.thousands[0]) {
      const bool whole_group =
          grouped ? group == 3 : group >= 1 && group <= 3 && plain[plain.size() - group] != '0';
      if (!whole_group) return std::nullopt;
      grouped = true;
      group = 0;
      continue;
    }
    if (c == '.' || c == ',') return std::nullopt;
    if (c >= '0' && c <= '9') ++group;
    plain += c;
  }
  if (grouped && group != 3) return std::nullopt;
  if (point == text.size()) return plain;
  plain += '.';
  const std::string_view rest = text.substr(point + 1);
  if (rest.find_first_of(".,") != std::string_view::npos) return std::nullopt;
  return plain.append(rest);
}

/// A cell that `bind_record` refuses as no number or as no level.
void set_unreadable(std::size_t cell, Record& record) {
  record.kinds[cell] = CellKind::other;
}

std::optional<double> number_in(const Predictor& predictor, std::string_view text) {
  if (is_plain(predictor.written)) return parse_number(text);
  const std::optional<std::string> plain = plain_number(text, predictor.written);
  return plain ? parse_number(*plain) : std::nullopt;
}

/// Whether a marker is this number, however each is written: -9 is -9.0.
bool is_marker(const Predictor& predictor, double number) {
  return std::any_of(predictor.missing_markers.begin(), predictor.missing_markers.end(),
                     [&](const std::string& marker) {
                       const std::string_view text = trimmed(marker);
                       return number_in(predictor, text) == number ||
                              (!is_plain(predictor.written) && parse_number(text) == number);
                     });
}

Taken set_number(const Predictor& predictor, std::size_t cell, std::string_view text, Record& record) {
  std::uint32_t unit = 0;
  if (predictor.written.unit_follows) unit = take_unit(predictor, text);
  const std::optional<double> number = number_in(predictor, text);
  if (!number) {
    set_unreadable(cell, record);
    return Taken::as_it_stands;
  }
  if (unit == 0 && is_marker(predictor, *number)) {
    record.kinds[cell] = CellKind::absent;
    return Taken::missing;
  }
  record.set_number(cell, *number, unit);
  if (predictor.impossible == Impossible::refuse) return Taken::as_it_stands;
  double value = *number;
  if (unit != 0) value = predictor.units[unit].factor * value + predictor.units[unit].offset;
  if (value >= predictor.hard->low && value <= predictor.hard->high) return Taken::as_it_stands;
  record.kinds[cell] = CellKind::absent;
  return Taken::impossible;
}

Taken set_date(const Predictor& predictor, std::size_t cell, std::string_view text, Record& record) {
  const std::optional<double> day = day_of_date(text, predictor.written.date_order);
  if (!day) {
    set_unreadable(cell, record);
    return Taken::as_it_stands;
  }
  record.set_date(cell, *day);
  const bool impossible = predictor.hard && (*day < predictor.hard->low || *day > predictor.hard->high);
  if (!impossible || predictor.impossible == Impossible::refuse) return Taken::as_it_stands;
  record.kinds[cell] = CellKind::absent;
  return Taken::impossible;
}

constexpr std::array<std::string_view, 5> kNo{"no", "false", "0", "n", "f"};
constexpr std::array<std::string_view, 5> kYes{"yes", "true", "1", "y", "t"};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The level that a boolean's usual spelling means, where its own two are such a pair.
std::optional<std::uint32_t> spelled(const Predictor& predictor, std::string_view text) {
  if (predictor.kind != Kind::boolean) return std::nullopt;
  const bool usual =
      holds(kNo, lower_case(predictor.levels[0].id)) && holds(kYes, lower_case(predictor.levels[1].id));
  if (!usual) return std::nullopt;
  const std::string lower = lower_case(text);
  if (holds(kNo, lower)) return 0;
  if (holds(kYes, lower)) return 1;
  return std::nullopt;
}

std::optional<std::uint32_t> level_of(const Predictor& predictor, std::string_view text) {
  for (std::size_t i = 0; i < predictor.levels.size(); ++i) {
    const Level& level = predictor.levels[i];
    const bool means = level.id == text ||
                       std::find(level.aliases.begin(), level.aliases.end(), text) != level.aliases.end();
    if (means) return static_cast<std::uint32_t>(i);
  }
  return spelled(predictor, text);
}

Taken set_choice(const Predictor& predictor, std::size_t cell, std::string_view text, Record& record) {
  std::optional<std::uint32_t> level = level_of(predictor, text);
  Taken taken = Taken::as_it_stands;
  if (!level && predictor.unlisted == Unlisted::missing) {
    record.kinds[cell] = CellKind::absent;
    return Taken::unlisted;
  }
  if (!level && predictor.unlisted == Unlisted::level) {
    level = level_of(predictor, predictor.unlisted_level);
    taken = Taken::unlisted_to_level;
  }
  if (level) {
    record.set_level(cell, *level);
  } else {
    record.set_text(cell, text);
  }
  return taken;
}

}  // namespace

std::string_view trimmed(std::string_view field) {
  while (!field.empty() && is_space(field.front())) field.remove_prefix(1);
  while (!field.empty() && is_space(field.back())) field.remove_suffix(1);
  return field;
}

Taken set_from_table(const Predictor& predictor, std::size_t cell, std::string_view field, Record& record) {
  const std::string_view text = trimmed(field);
  if (text.size() > kMaxFieldBytes) {
    set_unreadable(cell, record);
    return Taken::as_it_stands;
  }
  const bool has_levels = !is_number(predictor.kind);
  const std::string_view code = has_levels ? as_code(text, [&] { return writes_codes(predictor); }) : text;
  if (code.empty() || is_marker(predictor, code)) {
    record.kinds[cell] = CellKind::absent;
    return Taken::missing;
  }
  if (predictor.kind == Kind::date) return set_date(predictor, cell, text, record);
  if (is_number(predictor.kind)) return set_number(predictor, cell, text, record);
  return set_choice(predictor, cell, code, record);
}

void set_answer_from_table(std::size_t cell, std::string_view field, Record& record) {
  const std::string_view text = trimmed(field);
  if (text.size() > kMaxFieldBytes) return set_unreadable(cell, record);
  record.set_text(cell, text);
}

}  // namespace nearside
