// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace nearside {

/// For the end of an error about an unknown name: `; did you mean "folds"?` where one of the names is near,
/// else the list of names where it is short, else nothing.
std::string suggestion(std::string_view name, const std::vector<std::string_view>& names);

}  // namespace nearside
