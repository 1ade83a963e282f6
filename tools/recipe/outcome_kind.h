// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/names_of.h"

namespace nearside {

/// What kind of outcome is predicted; it decides which models, folds and measures there are.
enum class OutcomeKind : std::uint8_t { binary, classes, ordered, quantity, count, time_to_event };
template <>
struct NamesOf<OutcomeKind> {
  static constexpr std::array<std::string_view, 6> names{"binary",   "classes", "ordered",
                                                         "quantity", "count",   "time_to_event"};
};

}  // namespace nearside
