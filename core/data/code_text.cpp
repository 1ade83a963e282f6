// SPDX-License-Identifier: Apache-2.0
#include "core/data/code_text.h"

#include <algorithm>

#include "core/base/number_text.h"

namespace nearside {

bool is_code(std::string_view text) noexcept {
  if (text == "0") return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || text[0] == '0') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_fraction(std::string_view cell) noexcept {
  const std::size_t point = cell.find('.');
  if (point == std::string_view::npos || point + 1 == cell.size()) return cell;
  const std::string_view fraction = cell.substr(point + 1);
  const std::string_view whole = cell.substr(0, point);
  return fraction.find_first_not_of('0') == std::string_view::npos && is_code(whole) ? whole : cell;
}

bool same_number(std::string_view a, std::string_view b) noexcept {
  const auto first = parse_number(a);
  return first && first == parse_number(b);
}

}  // namespace nearside
