// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// The place of a column that a table does not have.
inline constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);

/// Where `column` stands in the header, or an error that suggests the nearest name.
Result<std::size_t> place_of(const std::vector<std::string>& header, std::string_view column);

}  // namespace nearside
