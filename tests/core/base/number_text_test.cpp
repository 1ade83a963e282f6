// SPDX-License-Identifier: Apache-2.0
#include "core/base/number_text.h"

#include <gtest/gtest.h>

#include <chrono>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "core/base/random.h"

namespace nearside {
namespace {

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}

/// By both readers: natively `parse_number` is the library's.
void expect_parsed(const std::string& text, double expected) {
  for (const std::optional<double>& number : {parse_number(text), parse_number_by_digits(text)}) {
    ASSERT_TRUE(number.has_value()) << text;
    EXPECT_EQ(bits_of(*number), bits_of(expected)) << text;
  }
}

void expect_like_strtod(const std::string& text) {
  expect_parsed(text, std::strtod(text.c_str(), nullptr));
}

void expect_refused(std::string_view text) {
  EXPECT_FALSE(parse_number(text).has_value()) << text;
  EXPECT_FALSE(parse_number_by_digits(text).has_value()) << text;
}

/// The first of %.15g, %.16g and %.17g that our own reader reads back, digit by digit, as the same bits.
std::string text_by_digits(double value) {
  char text[64];
  for (const int digits : {15, 16}) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (bits_of(parse_number_by_digits(text).value()) == bits_of(value)) return text;
  }
  std::snprintf(text, sizeof text, "%.17g", value);
  EXPECT_EQ(bits_of(parse_number_by_digits(text).value()), bits_of(value)) << text;
  return text;
}

// How many random numbers are tried: wasm and the sanitizers, many times slower, run the same with fewer.
#if defined(__wasm__) || defined(__SANITIZE_ADDRESS__)
constexpr bool kSlow = true;
#elif defined(__has_feature)
constexpr bool kSlow = __has_feature(address_sanitizer);
#else
constexpr bool kSlow = false;
#endif

std::string random_digits(Random& random, std::uint64_t most) {
  std::string digits;
  for (std::uint64_t left = random.below(most + 1); left > 0; --left) {
    digits += static_cast<char>('0' + random.below(10));
  }
  return digits;
}

TEST(NumberText, IsWhatAPersonWouldWrite) {
  EXPECT_EQ(number_text(0.0), "0");
  EXPECT_EQ(number_text(63.0), "63");
  EXPECT_EQ(number_text(-1.5), "-1.5");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(0.7), "0.7");
  EXPECT_EQ(number_text(1e-7), "1e-07");
  EXPECT_EQ(number_text(1e22), "1e+22");
  EXPECT_EQ(number_text(123456789012345.0), "123456789012345");
}

TEST(NumberText, TakesSixteenOrSeventeenDigitsWhereFifteenAreNotEnough) {
  EXPECT_EQ(number_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(number_text(0x1p53), "9007199254740992");
  EXPECT_EQ(number_text(1.0 / 3.0), "0.3333333333333333");
}

TEST(NumberText, NamesWhatIsNotFinite) {
  EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(number_text(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST(NumberText, KeepsTheSignOfZero) {
  EXPECT_EQ(number_text(-0.0), "-0");
}

TEST(NumberText, WritesTheExtremes) {
  EXPECT_EQ(number_text(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
  EXPECT_EQ(number_text(std::numeric_limits<double>::min()), "2.2250738585072014e-308");
  EXPECT_EQ(number_text(std::numeric_limits<double>::denorm_min()), "4.94065645841247e-324");
}

TEST(NumberText, ReadsBackAsTheSameBits) {
  Random random(1);
  for (int i = 0; i < 50'000; ++i) {
    const double value = __builtin_bit_cast(double, random.next());
    if (!std::isfinite(value)) continue;
    const std::string text = number_text(value);
    expect_parsed(text, value);
    ASSERT_EQ(bits_of(std::strtod(text.c_str(), nullptr)), bits_of(value)) << text;
  }
}

TEST(NumberText, ReadsBackSubnormalsAsTheSameBits) {
  Random random(1);
  for (int i = 0; i < 5'000; ++i) {
    const double value = __builtin_bit_cast(double, random.next() >> (12 + random.below(52)));
    expect_parsed(number_text(value), value);
  }
}

TEST(NumberText, IsTheFirstOfItsTriesThatReadsBackByOurOwnReader) {
  Random random(6);
  for (int i = 0; i < (kSlow ? 2'000 : 20'000); ++i) {
    const double value = __builtin_bit_cast(double, random.next());
    if (std::isfinite(value)) {
      ASSERT_EQ(number_text(value), text_by_digits(value));
    }
    const double probability = random.uniform();
    ASSERT_EQ(number_text(probability), text_by_digits(probability));
    const double subnormal = __builtin_bit_cast(double, random.next() >> (12 + random.below(52)));
    ASSERT_EQ(number_text(subnormal), text_by_digits(subnormal));
  }
}

// Here the nearest double below is half as far away as the one above, and shortest digits are others.
TEST(NumberText, IsTheFirstOfItsTriesForEveryPowerOfTwoAndItsNeighbours) {
  for (int exponent = -1074; exponent <= 1023; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    for (const double value : {power, std::nextafter(power, 0.0), std::nextafter(power, 2.0 * power)}) {
      ASSERT_EQ(number_text(value), text_by_digits(value));
      ASSERT_EQ(number_text(-value), text_by_digits(-value));
    }
  }
  EXPECT_EQ(number_text(0x1p-44), "5.6843418860808015e-14");   // shortest digits: 5.684341886080802e-14
  EXPECT_EQ(number_text(0x1p-1074), "4.94065645841247e-324");  // shortest digits: 5e-324
}

// Exactly between two decimals of 15 or of 16 digits: the even one.
TEST(NumberText, IsTheFirstOfItsTriesHalfWayBetweenTwoDecimals) {
  Random random(7);
  for (int i = 0; i < 5'000; ++i) {
    const double fifteen = 1e14 + static_cast<double>(random.below(800'000'000'000'000)) + 0.5;
    ASSERT_EQ(number_text(fifteen), text_by_digits(fifteen));
    const double sixteen = 1e15 + static_cast<double>(random.below(1'200'000'000'000'000)) + 0.25;
    ASSERT_EQ(number_text(sixteen), text_by_digits(sixteen));
  }
}

TEST(NumberText, OfMillionsReadsBackByTheLibraryOfC) {
  Random random(8);
  for (int i = 0; i < (kSlow ? 100'000 : 10'000'000); ++i) {
    const double value = i % 2 == 0 ? random.uniform()
                                    : std::ldexp(random.uniform(), static_cast<int>(random.below(120)) - 60);
    const std::string text = number_text(value);
    ASSERT_EQ(bits_of(std::strtod(text.c_str(), nullptr)), bits_of(value)) << text;
  }
}

TEST(NumberText, LeavesShortDecimalsShort) {
  for (int i = -20'000; i <= 20'000; ++i) {
    const std::string text = number_text(i / 100.0);
    ASSERT_LE(text.size(), 7u) << text;  // -199.99
    expect_parsed(text, i / 100.0);
  }
}

TEST(NumberText, IsTheSameTextOnEveryTarget) {
  Random random(2);
  std::uint64_t hash = 0xcbf29ce484222325;
  for (int i = 0; i < 50'000; ++i) {
    for (const char c : number_text(__builtin_bit_cast(double, random.next()))) {
      hash = (hash ^ static_cast<std::uint64_t>(c)) * 0x100000001b3;
    }
  }
  EXPECT_EQ(hash, 11489089883734895566u);
}

// Says something only where such a locale is installed; Emscripten has none.
TEST(NumberText, DoesNotDependOnTheLocale) {
  for (const char* locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8"}) {
    if (std::setlocale(LC_ALL, locale) == nullptr) continue;
    EXPECT_EQ(number_text(-1234.5), "-1234.5");
    expect_parsed("1234.5", 1234.5);
    expect_parsed("0.1000000000000000055511151231257827", 0.1);
    expect_refused("1234,5");
  }
  std::setlocale(LC_ALL, "C");
}

TEST(ParseNumber, TakesPlainDecimals) {
  expect_parsed("0", 0.0);
  expect_parsed("63", 63.0);
  expect_parsed("+63", 63.0);
  expect_parsed("-63.25", -63.25);
  expect_parsed(".5", 0.5);
  expect_parsed("5.", 5.0);
  expect_parsed("-.5", -0.5);
  expect_parsed("007.50", 7.5);
}

TEST(ParseNumber, TakesExponents) {
  expect_parsed("1e3", 1000.0);
  expect_parsed("1E3", 1000.0);
  expect_parsed("1e+3", 1000.0);
  expect_parsed("25e-2", 0.25);
  expect_parsed("5.e1", 50.0);
  expect_parsed(".5e1", 5.0);
  expect_parsed("1e0000000000000000000000001", 10.0);
}

TEST(ParseNumber, KeepsTheSignOfZero) {
  expect_parsed("-0", -0.0);
  expect_parsed("-0.000", -0.0);
  expect_parsed("-0e5", -0.0);
  expect_parsed("-0.00000000000000000000e5", -0.0);
}

TEST(ParseNumber, RefusesWhatIsNotADecimalNumber) {
  for (const std::string_view text :
       {"",    ".",    "+",     "-",     "+.",    "e5",  ".e5",   "-e5", "1e",  "1e+",
        "1e-", "1e5.", "1e5.5", "1.2.3", "--1",   "+-1", "1-",    "1+1", "abc", "12abc",
        "1x",  "0x10", "0x1p3", "1_000", "1,000", "1,5", "1'000", "1f",  "1d",  "\u0663"}) {
    expect_refused(text);
  }
}

TEST(ParseNumber, RefusesWhiteSpaceAnywhere) {
  for (const std::string_view text :
       {" 1", "1 ", "\t1", "1\n", "1\r", "- 1", "1 000", "1e 5", "1\u00a0000"}) {
    expect_refused(text);
  }
}

TEST(ParseNumber, RefusesWords) {
  for (const std::string_view text :
       {"nan", "NaN", "NAN", "nan(1)", "inf", "Inf", "-inf", "Infinity", "-Infinity", "NA", "null", "true"}) {
    expect_refused(text);
  }
}

TEST(ParseNumber, RefusesAZeroByte) {
  expect_refused(std::string_view("1\0", 2));
  expect_refused(std::string_view("1\0002", 3));
  expect_refused(std::string_view("\0", 1));
}

TEST(ParseNumber, RefusesWhatIsTooLargeForADouble) {
  expect_parsed("1.7976931348623157e308", std::numeric_limits<double>::max());
  expect_refused("1.7976931348623159e308");
  expect_refused("-1e309");
  expect_refused("1e99999999999999999999");
  expect_refused("0." + std::string(300, '0') + "1e99999");
  expect_refused(std::string(309, '9'));
}

TEST(ParseNumber, RoundsWhatIsTooSmallToZero) {
  expect_parsed("1e-400", 0.0);
  expect_parsed("-1e-99999999999999999999", -0.0);
  expect_parsed(std::string(390, '9') + "e-99999", 0.0);
  expect_parsed("0e99999999999999999999", 0.0);
  expect_parsed("0.0000000000000000000000000e999", 0.0);
}

TEST(ParseNumber, TakesUpToFourHundredCharacters) {
  expect_parsed("0." + std::string(398, '0'), 0.0);
  expect_parsed(std::string(".").append(394, '9') + "e-999", 0.0);
  expect_parsed("0." + std::string(398, '3'), 1.0 / 3.0);
  expect_refused("0." + std::string(399, '3'));
  expect_refused(std::string(1'000'000, '1'));
}

TEST(ParseNumber, ReadsOnlyItsOwnCharacters) {
  const std::string row = "12.5,99";
  EXPECT_EQ(parse_number(std::string_view(row).substr(0, 4)), 12.5);
  EXPECT_EQ(parse_number(std::string_view(row).substr(0, 3)), 12.0);
  EXPECT_EQ(parse_number(std::string_view(row).substr(5, 1)), 9.0);
}

// Half way between two doubles, and a hair to each side: 2^53 + 1 lies between 2^53 and 2^53 + 2.
TEST(ParseNumber, RoundsTiesToEven) {
  expect_parsed("9007199254740993", 0x1p53);
  expect_parsed("9007199254740993.0000000000000000000000000000000001", 0x1p53 + 2);
  expect_parsed("9007199254740992.9999999999999999999999999999999999", 0x1p53);
  expect_parsed("9007199254740995", 0x1p53 + 4);
}

TEST(ParseNumber, AgreesWithStrtodOnShortDecimals) {
  Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string text = random.below(2) == 0 ? "" : "-";
    text += std::to_string(random.below(1'000'000'000));
    text += '.';
    text += random_digits(random, 9);
    expect_like_strtod(text);
  }
}

TEST(ParseNumber, AgreesWithStrtodAroundTheEdgesOfItsFastPath) {
  Random random(2);
  for (int i = 0; i < 100'000; ++i) {
    std::string text = "1";
    text += random_digits(random, 16);
    text += '.';
    text += random_digits(random, 4);
    text += 'e';
    text += std::to_string(static_cast<int>(random.below(60)) - 30);
    expect_like_strtod(text);
  }
}

TEST(ParseNumber, AgreesWithStrtodOnLongDigitsAndFarExponents) {
  Random random(3);
  for (int i = 0; i < 10'000; ++i) {
    std::string text = "1";
    text += random_digits(random, 30);
    text += '.';
    text += random_digits(random, 100);
    text += 'e';
    text += std::to_string(static_cast<int>(random.below(600)) - 330);
    expect_like_strtod(text);
  }
}

/// A text of `digits` that lies exactly between two doubles, or one digit beside.
TEST(ParseNumber, AgreesWithStrtodAtAndBesideTheMiddleOfTwoDoubles) {
  Random random(4);
  for (int i = 0; i < 5'000; ++i) {
    // A double below 2^60 and half its last bit, both written out in full: at most 400 characters.
    const double low = std::ldexp(static_cast<double>(random.below(1u << 30)) + 1.0, 22) + 1.0;
    const double value = std::ldexp(low, -static_cast<int>(random.below(100)));
    const double above = std::nextafter(value, 2.0 * value);
    char text[400];
    const int exponent = std::ilogb(above - value);
    // value + half a last bit = (2 value + last bit) / 2: exact with `exponent` more binary places.
    std::snprintf(text, sizeof text, "%.*f", std::min(std::max(0, 1 - exponent), 300), value);
    std::string middle = text;
    expect_like_strtod(middle);
    expect_like_strtod(middle + "1");
    if (middle.find('.') != std::string::npos) expect_like_strtod(middle + "00000000000000000000000001");
  }
  for (const char* tie :
       {"9007199254740993", "9007199254740995", "4503599627370497.5", "2.4703282292062327e-324",
        "2.4703282292062328e-324", "4.9406564584124654e-324", "2.2250738585072011e-308",
        "2.2250738585072014e-308", "1.7976931348623157e308", "8.5e-324", "1e-400", "0.5e-323"}) {
    expect_like_strtod(tie);
  }
}

// By whole numbers a text takes many times as long as by its one division.
TEST(ParseNumber, ReadsLeadingZerosAsFastAsOtherDigits) {
  const auto shortest = [](std::string_view text) {
    auto least = std::chrono::steady_clock::duration::max();
    double sum = 0.0;
    for (int round = 0; round < 20; ++round) {
      const auto start = std::chrono::steady_clock::now();
      for (int i = 0; i < 500; ++i) sum += *parse_number_by_digits(text);
      least = std::min(least, std::chrono::steady_clock::now() - start);
    }
    EXPECT_GT(sum, 0.0);
    return least;
  };
  const auto plain = shortest("1234567890.12345");
  EXPECT_LT(shortest("0.000123456789012345"), 10 * plain);
  EXPECT_LT(shortest("0.0000000000000000012345"), 10 * plain);
  EXPECT_LT(shortest("000000000000000001.2345"), 10 * plain);
}

TEST(ParseNumber, TakesLeadingZerosForNoDigits) {
  expect_parsed("0.000123", 123.0 / 1e6);
  expect_parsed("0.0000000000000012345", 12345.0 / 1e19);
  expect_parsed("00000000000000000000123456789012345", 123456789012345.0);
  expect_parsed("0.00000000000000000000000000000000000012345", 1.2345e-37);
  expect_parsed("0000000.000000e30", 0.0);
}

TEST(ParseNumber, AgreesWithStrtodAmongSubnormalNumbers) {
  Random random(5);
  for (int i = 0; i < 20'000; ++i) {
    expect_like_strtod("1" + random_digits(random, 20) + "e-" + std::to_string(320 + random.below(30)));
  }
}

}  // namespace
}  // namespace nearside
