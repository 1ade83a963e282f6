// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/names_of.h"

namespace nearside {

/// From margins to outputs.
enum class MarginLink : std::uint8_t {
  identity,  ///< the margin
  exp,       ///< e^margin, an expected count
  logistic,  ///< 1 / (1 + e^−margin)
  softmax,   ///< e^margin of each class, divided by their sum
  share,     ///< a class's share, cut off at 0 and 1; of several classes divided by their sum
};
template <>
struct NamesOf<MarginLink> {
  static constexpr std::array<std::string_view, 5> names{"identity", "exp", "logistic", "softmax", "share"};
};

/// Whether the link takes so many margins.
bool takes(MarginLink link, std::size_t margins) noexcept;

/// As many outputs as margins.
void link_margins(MarginLink link, std::span<const double> margins, std::span<double> outputs) noexcept;

}  // namespace nearside
