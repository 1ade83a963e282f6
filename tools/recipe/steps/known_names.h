// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

namespace nearside {

/// The names that a step of a recipe can use, and those that only a later step creates.
struct KnownNames {
  std::vector<std::string_view> known;
  std::vector<std::string_view> later;
};

}  // namespace nearside
