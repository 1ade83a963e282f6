// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nearside {

/// The shortest of C's %.15g, %.16g and %.17g that reads back as the same bits: 0.1 is "0.1", -0 is "-0".
/// Not finite: "NaN", "Infinity", "-Infinity". The point is '.', whatever the locale.
std::string number_text(double value);

/// Longer texts are not taken for numbers.
inline constexpr std::size_t kLongestNumberText = 400;

/// The double nearest to a decimal number: sign (+ or -) or none, digits with or without a point ("5", "5.",
/// ".5"), exponent or none ("1e-3"). Nothing for all else: empty or longer than `kLongestNumberText`, white
/// space anywhere, hexadecimal, a comma, words such as "nan", or too large for a double. The locale plays no
/// part.
std::optional<double> parse_number(std::string_view text) noexcept;

/// The same, by whole numbers alone: what the patient's module runs. Where the C++ library reads numbers,
/// `parse_number` lets it, and the tests compare the two.
std::optional<double> parse_number_by_digits(std::string_view text) noexcept;

}  // namespace nearside
