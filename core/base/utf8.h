// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string_view>

namespace nearside {

/// Where the first character begins that is not well-formed UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF, none cut short); `text.size()` where all is well.
std::size_t first_invalid_utf8(std::string_view text) noexcept;

inline bool is_utf8(std::string_view text) noexcept {
  return first_invalid_utf8(text) == text.size();
}

}  // namespace nearside
