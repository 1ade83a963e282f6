// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace nearside {

/// Whether tables write a missing value so: NA, N/A, NaN, NULL, None, unknown, missing, ?, . and -, in any
/// case of their letters. A class that means everything else never takes such a text.
bool reads_as_missing(std::string_view text);

}  // namespace nearside
