// SPDX-License-Identifier: Apache-2.0
#include "tools/table/missing_text.h"

#include <algorithm>
#include <string>

#include "tools/table/lower_case.h"

namespace nearside {

bool reads_as_missing(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kFurther{"nil",       "unknown",       "unk", "missing",
                                                            "not known", "not available", "--",  "#n/a"};
  const std::string lower = lower_case(text);
  const auto is_among = [&](const auto& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](auto one) { return lower_case(one) == lower; });
  };
  return is_among(kMissingTexts) || is_among(kMissingAmongNumbers) || is_among(kFurther);
}

}  // namespace nearside
