// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace nearside {

/// Whole numbers that a file holds in the narrowest element that fits them all: their memory is that of any
/// list, their bytes are often a quarter.
struct PackedIntegers {
  std::vector<std::uint32_t> values;

  std::size_t size() const { return values.size(); }
  std::uint32_t operator[](std::size_t i) const { return values[i]; }
  void push_back(std::uint32_t value) { values.push_back(value); }
  bool operator==(const PackedIntegers&) const = default;
};

}  // namespace nearside
