// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace nearside {

/// The names of an enumeration's values, in their order: `static constexpr std::array names{...}`.
/// They stand in model files and recipes, so that a reader needs no table of numbers.
template <class Enum>
struct NamesOf;

template <class Enum>
constexpr std::string_view enum_name(Enum value) {
  return NamesOf<Enum>::names[static_cast<std::size_t>(value)];
}

template <class Enum>
std::optional<Enum> enum_named(std::string_view name) {
  const auto& names = NamesOf<Enum>::names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace nearside
