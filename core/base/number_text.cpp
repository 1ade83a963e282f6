// SPDX-License-Identifier: Apache-2.0
#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <system_error>

#include "core/base/numerics.h"

// The library's functions are exact by the standard and, from 16 digits on, hundreds of times as fast as
// ours, but their tables are too large for the patient's module (and Emscripten's library lacks them).
#if defined(__cpp_lib_to_chars) && !defined(__wasm__)
#define NEARSIDE_LIBRARY_READS_NUMBERS 1
#else
#define NEARSIDE_LIBRARY_READS_NUMBERS 0
#endif

namespace nearside {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
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
  if (decimal.exponent < -22 || decimal.exponent > 22) return std::nullopt;
  constexpr std::int64_t kMostBeforeTheLast = 99'999'999'999'999;  // leading zeros are no digits here
  std::int64_t digits = 0;
  for (const std::string_view part : {decimal.whole, decimal.fraction}) {
    for (const char c : part) {
      if (digits > kMostBeforeTheLast) return std::nullopt;
      digits = 10 * digits + (c - '0');
    }
  }
  const auto number = static_cast<double>(digits);
  if (decimal.exponent < 0) return number / kPowersOfTen[static_cast<std::size_t>(-decimal.exponent)];
  return number * kPowersOfTen[static_cast<std::size_t>(decimal.exponent)];
}

/// A natural number of at most 4,096 bits, the least significant limb first. 400 digits over a power of ten
/// of as many, and 55 bits more, need fewer than 3,000.
class Natural {
 public:
  explicit Natural(std::uint32_t value = 0) { limbs_[0] = value; }

  void multiply_add(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::uint32_t& limb : limbs_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  void shift_left(int bits) {
    const auto whole = static_cast<std::size_t>(bits / 32);
    for (std::size_t i = kLimbs; i-- > 0;) limbs_[i] = i >= whole ? limbs_[i - whole] : 0;
    multiply_add(1u << (bits % 32), 0);
  }
  void halve() {
    for (std::size_t i = 0; i < kLimbs; ++i) {
      limbs_[i] = limbs_[i] >> 1 | (i + 1 < kLimbs ? limbs_[i + 1] << 31 : 0);
    }
  }
  /// Takes `other` away if it is not larger; true if it did.
  bool take(const Natural& other) {
    for (std::size_t i = kLimbs; i-- > 0;) {
      if (limbs_[i] > other.limbs_[i]) break;
      if (limbs_[i] < other.limbs_[i]) return false;
    }
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < kLimbs; ++i) {
      const std::uint64_t difference = std::uint64_t{limbs_[i]} - other.limbs_[i] - borrow;
      limbs_[i] = static_cast<std::uint32_t>(difference);
      borrow = difference >> 63;
    }
    return true;
  }
  int bits() const {
    for (std::size_t i = kLimbs; i-- > 0;) {
      if (limbs_[i] != 0) return static_cast<int>(32 * i) + static_cast<int>(std::bit_width(limbs_[i]));
    }
    return 0;
  }

 private:
  static constexpr std::size_t kLimbs = 128;
  std::array<std::uint32_t, kLimbs> limbs_{};
};

/// The nearest double, ties to even, by a quotient of whole numbers with one bit or more beyond the last.
/// Own, because the library's reader made the patient's module 5 KB larger.
double nearest_double(const Decimal& decimal) {
  Natural numerator;
  for (std::string_view digits : {decimal.whole, decimal.fraction}) {
    for (const char c : digits) numerator.multiply_add(10, static_cast<std::uint32_t>(c - '0'));
  }
  if (numerator.bits() == 0) return 0.0;
  const int digits = static_cast<int>(decimal.whole.size() + decimal.fraction.size());
  if (decimal.exponent > 310) return std::numeric_limits<double>::infinity();
  if (digits + decimal.exponent < -330) return 0.0;
  Natural denominator(1);
  for (int i = 0; i < decimal.exponent; ++i) numerator.multiply_add(10, 0);
  for (int i = 0; i > decimal.exponent; --i) denominator.multiply_add(10, 0);

  // The quotient gets 54 or 55 bits; among subnormal numbers fewer, down to half of the smallest.
  constexpr int kBits = 54;
  const int shift = std::min(kBits - (numerator.bits() - denominator.bits()), 1075);
  (shift >= 0 ? numerator : denominator).shift_left(std::abs(shift));
  denominator.shift_left(kBits + 1);
  std::uint64_t quotient = 0;
  for (int bit = 0; bit <= kBits + 1; ++bit) {
    quotient = 2 * quotient + (numerator.take(denominator) ? 1 : 0);
    denominator.halve();
  }
  const int extra = std::max(static_cast<int>(std::bit_width(quotient)) - 53, 1);
  const std::uint64_t half = std::uint64_t{1} << (extra - 1);
  const std::uint64_t rest = quotient & (2 * half - 1);
  quotient >>= extra;
  const bool above_half = rest > half || (rest == half && numerator.bits() > 0);
  if (above_half || (rest == half && quotient % 2 == 1)) ++quotient;
  return std::ldexp(static_cast<double>(quotient), extra - shift);
}

/// `value`, which is finite, as C's printf writes it with %.<digits>g.
std::string with_digits(double value, int digits) {
  std::array<char, 64> buffer;
#if NEARSIDE_LIBRARY_READS_NUMBERS
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits);
  return std::string(buffer.data(), written.ptr);
#else
  std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
  std::string text;
  for (const char* c = buffer.data(); *c != '\0'; ++c) {
    const bool is_point = !is_digit(*c) && *c != '-' && *c != '+' && *c != 'e';
    if (!is_point) {
      text += *c;
    } else if (text.back() != '.') {  // a locale's point may be several bytes
      text += '.';
    }
  }
  return text;
#endif
}

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  for (const int digits : {15, 16}) {
    std::string text = with_digits(value, digits);
    const std::optional<double> back = parse_number(text);
    if (back && same_bits(*back, value)) return text;
  }
  return with_digits(value, 17);
}

std::optional<double> parse_number_by_digits(std::string_view text) noexcept {
  if (text.size() > kLongestNumberText) return std::nullopt;
  const std::optional<Decimal> decimal = take_apart(text);
  if (!decimal) return std::nullopt;
  const std::optional<double> quotient = exact_quotient(*decimal);
  const double magnitude = quotient ? *quotient : nearest_double(*decimal);
  if (std::isinf(magnitude)) return std::nullopt;
  return decimal->negative ? -magnitude : magnitude;
}

std::optional<double> parse_number(std::string_view text) noexcept {
#if NEARSIDE_LIBRARY_READS_NUMBERS
  if (text.size() > kLongestNumberText) return std::nullopt;
  std::string_view unsigned_text = text;
  const bool negative = take_sign(unsigned_text);
  // The library would take a second minus, "inf" and "nan".
  if (unsigned_text.empty() || !(is_digit(unsigned_text[0]) || unsigned_text[0] == '.')) return std::nullopt;
  double magnitude = 0.0;
  const char* const end = unsigned_text.data() + unsigned_text.size();
  const auto read = std::from_chars(unsigned_text.data(), end, magnitude);
  // It does not say whether the number is too large or rounds to 0.
  if (read.ec == std::errc::result_out_of_range) return parse_number_by_digits(text);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return negative ? -magnitude : magnitude;
#else
  return parse_number_by_digits(text);
#endif
}

}  // namespace nearside
