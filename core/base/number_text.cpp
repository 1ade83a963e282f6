// SPDX-License-Identifier: Apache-2.0
#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace nearside {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Same value and same sign of zero.
bool same_bits(double a, double b) {
  return __builtin_bit_cast(std::uint64_t, a) == __builtin_bit_cast(std::uint64_t, b);
}

/// A number taken apart: (-1)^negative * digits * 10^exponent, where `digits` are those of whole and
/// fraction.
struct Decimal {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  int exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

/// Takes a sign if there is one; true if it is a minus.
bool take_sign(std::string_view& text) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return false;
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  return negative;
}

std::optional<Decimal> take_apart(std::string_view text) {
  Decimal decimal;
  decimal.negative = take_sign(text);
  decimal.whole = take_digits(text);
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    decimal.fraction = take_digits(text);
  }
  if (decimal.whole.empty() && decimal.fraction.empty()) return std::nullopt;
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(1);
    const bool negative = take_sign(text);
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return std::nullopt;
    // From 10,000 on, 400 digits before the exponent make no difference any more: 0 or too large.
    for (const char c : digits) decimal.exponent = std::min(10 * decimal.exponent + (c - '0'), 10'000);
    if (negative) decimal.exponent = -decimal.exponent;
  }
  if (!text.empty()) return std::nullopt;
  decimal.exponent -= static_cast<int>(decimal.fraction.size());
  return decimal;
}

/// Clinger's fast path (How to Read Floating Point Numbers Accurately, PLDI 1990): up to 15 digits and powers
/// of ten up to 22 are exact as doubles, so one multiplication or division gives the correctly rounded
/// number.
std::optional<double> exact_quotient(const Decimal& decimal) {
  constexpr std::array<double, 23> kPowersOfTen{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (decimal.whole.size() + decimal.fraction.size() > 15) return std::nullopt;
  if (decimal.exponent < -22 || decimal.exponent > 22) return std::nullopt;
  std::int64_t digits = 0;
  for (const char c : decimal.whole) digits = 10 * digits + (c - '0');
  for (const char c : decimal.fraction) digits = 10 * digits + (c - '0');
  const auto number = static_cast<double>(digits);
  if (decimal.exponent < 0) return number / kPowersOfTen[static_cast<std::size_t>(-decimal.exponent)];
  return number * kPowersOfTen[static_cast<std::size_t>(decimal.exponent)];
}

/// strtod of the digits written without a point, because which character is the point depends on the locale.
double by_strtod(const Decimal& decimal) {
  std::array<char, kLongestNumberText + 16> text;  // the digits, 'e', the exponent, 0
  char* end = std::copy(decimal.whole.begin(), decimal.whole.end(), text.data());
  end = std::copy(decimal.fraction.begin(), decimal.fraction.end(), end);
  *end++ = 'e';
  end = std::to_chars(end, text.data() + text.size() - 1, decimal.exponent).ptr;
  *end = '\0';
  return std::strtod(text.data(), nullptr);
}

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  std::array<char, 64> buffer;
  std::string text;
  for (const int digits : {15, 16, 17}) {
    std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
    text.clear();
    for (const char* c = buffer.data(); *c != '\0'; ++c) {
      const bool is_point = !is_digit(*c) && *c != '-' && *c != '+' && *c != 'e';
      if (!is_point) {
        text += *c;
      } else if (text.back() != '.') {  // a locale's point may be several bytes
        text += '.';
      }
    }
    const std::optional<double> back = parse_number(text);
    if (back && same_bits(*back, value)) break;
  }
  return text;
}

std::optional<double> parse_number(std::string_view text) noexcept {
  if (text.size() > kLongestNumberText) return std::nullopt;
  const std::optional<Decimal> decimal = take_apart(text);
  if (!decimal) return std::nullopt;
  const std::optional<double> quotient = exact_quotient(*decimal);
  const double magnitude = quotient ? *quotient : by_strtod(*decimal);
  if (std::isinf(magnitude)) return std::nullopt;
  return decimal->negative ? -magnitude : magnitude;
}

}  // namespace nearside
