// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "core/engine.h"

namespace nearside {

/// A column as people know it: the predictor's label with its unit, or the column's own name.
std::string words_of_column(const Engine& engine, std::uint32_t column);

/// A level of the column's category, or the answer of a truth value.
std::string words_of_level(const Engine& engine, std::uint32_t column, std::uint32_t level);

/// Whether the column is a predictor's own truth value.
bool is_truth_value(const Engine& engine, std::uint32_t column);

/// A cut with as many digits as a 32-bit number has.
std::string words_of_cut(float cut);

/// Filled up with two spaces or more; counts characters, not bytes.
std::string in_width(std::string text, std::size_t width);

}  // namespace nearside
