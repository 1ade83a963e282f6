// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/engine.h"

namespace nearside {

inline constexpr std::uint32_t kTestVectors = 32;

/// The multiple of a power of two next to `value`, about a four thousandth of `width` fine: its last bytes
/// are 0, and a file of such values is small.
double short_value(double value, double width);

/// Makes up records and lets `engine` say what must come out of them. No row of the development data is used.
///
/// The first records stand exactly on and just outside every limit, name every predictor as missing, and put
/// a fraction into every whole number, so that no limit, kind or fill can change unseen. The others are drawn
/// from `seed`: values in and around the development range in any listed unit, some missing. `chosen` come
/// after them as they are (without texts), in place of as many that would be drawn.
TestVectors make_test_vectors(const Engine& engine, std::uint64_t seed, std::span<const Record> chosen = {});

/// The records that come before any `chosen` ones.
std::vector<Record> records_before_chosen(const Engine& engine, std::uint64_t seed);

}  // namespace nearside
