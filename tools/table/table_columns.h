// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// Where `column` stands in the header, or an error that suggests the nearest name.
Result<std::size_t> place_of(const std::vector<std::string>& header, std::string_view column);

}  // namespace nearside
