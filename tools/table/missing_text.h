// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string_view>

namespace nearside {

/// Texts that mean missing wherever they stand in a table; exactly so written.
inline constexpr std::array<std::string_view, 8> kMissingTexts{"NA",   "N/A",  "NaN", "nan",
                                                               "NULL", "null", "?",   "."};
/// Texts that mean it in a column of numbers.
inline constexpr std::array<std::string_view, 3> kMissingAmongNumbers{"None", "none", "-"};

/// Whether somebody may have meant missing: those above in any case of their letters, unknown, not known and
/// the like. Too many to be left out unasked; but a class that means everything else never takes such a text.
bool reads_as_missing(std::string_view text);

}  // namespace nearside
