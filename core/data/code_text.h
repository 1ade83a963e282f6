// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace nearside {

/// Whether a text is a whole number as codes are written: digits without a leading zero, perhaps after a
/// minus; 0 has none.
bool is_code(std::string_view text) noexcept;

/// What a cell says where a program has written codes as numbers: "2" of "2.0", "2.00"; else all of it. Only
/// the zeros behind a point go: "02", "2e0" and "2.5" stay what they are.
std::string_view without_fraction(std::string_view cell) noexcept;

/// A cell as its column writes codes: "2" for "2.0", if `all_are_codes` says that every text of the column
/// that is known is a code; beside "2.5" or "02" a cell is the text that it is. Asked only where it matters.
template <class AllAreCodes>
std::string_view as_code(std::string_view cell, const AllAreCodes& all_are_codes) {
  const std::string_view whole = without_fraction(cell);
  return whole.size() < cell.size() && all_are_codes() ? whole : cell;
}

/// Whether both are numbers, and the same one.
bool same_number(std::string_view a, std::string_view b) noexcept;

}  // namespace nearside
