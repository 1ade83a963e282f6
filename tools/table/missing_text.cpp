// SPDX-License-Identifier: Apache-2.0
#include "tools/table/missing_text.h"

#include <algorithm>
#include <array>
#include <string>

namespace nearside {

bool reads_as_missing(std::string_view text) {
  static constexpr std::array<std::string_view, 16> kTexts{
      "na",      "n/a",       "nan",           "null", "none", "nil", "unknown", "unk",
      "missing", "not known", "not available", "?",    ".",    "-",   "--",      "#n/a"};
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(kTexts.begin(), kTexts.end(), lower) != kTexts.end();
}

}  // namespace nearside
