// SPDX-License-Identifier: Apache-2.0
#include "tools/table/printable.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "core/base/utf8.h"

namespace nearside {
namespace {

/// Written by the definition of UTF-8 (RFC 3629, section 3).
std::string utf8_of(std::uint32_t c) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
}

TEST(Printable, LeavesTextAsItIs) {
  for (const char* text : {"", "plain", "two\nlines\n", "Körper-Maß 体重指数 ≥ 25 kg/m² ▁▂▃█ …",
                           "\\x1b \\u202e", "نتيجة", "👩‍⚕️ \U0001F600", "می‌خواهم"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1b[2J\x1b]0;title\a"), "\\u001b[2J\\u001b]0;title\\u0007");
  EXPECT_EQ(printable("a\rb\tc\bd\x7F"), "a\\u000db\\u0009c\\u0008d\\u007f");
  EXPECT_EQ(printable("\u009b31m"), "\\u009b31m");
  EXPECT_EQ(printable("user\u202Enimda\u2066x\u2069"), "user\\u202enimda\\u2066x\\u2069");
  EXPECT_EQ(printable("a\u2028b\u2029c\u200Ed\u061Ce\uFEFFf\u200Bg"),
            "a\\u2028b\\u2029c\\u200ed\\u061ce\\ufefff\\u200bg");
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a\\u0000b");
}

// Default_Ignorable_Code_Point: nobody would see them; beyond U+FFFF as JSON's pair of surrogates.
TEST(Printable, ShowsWhatNobodyWouldSee) {
  EXPECT_EQ(printable("hy\u00ADphen\u034F\u180E\u3164\uFFA0\u1160"),
            "hy\\u00adphen\\u034f\\u180e\\u3164\\uffa0\\u1160");
  EXPECT_EQ(printable("a\U000E0001\U000E0041b\U0001D173"), "a\\udb40\\udc01\\udb40\\udc41b\\ud834\\udd73");
  EXPECT_EQ(printable("葛\U000E0100 ᠠ\u180B ♥\uFE0F"), "葛\U000E0100 ᠠ\u180B ♥\uFE0F")
      << "variation selectors";
}

TEST(Printable, ShowsBytesThatAreNoText) {
  EXPECT_EQ(printable("a\xFFz"), "a\\xffz");
  EXPECT_EQ(printable("\x9b"
                      "31m"),
            "\\x9b31m");                                    // C1 as one byte
  EXPECT_EQ(printable("\xC0\x9b[2J"), "\\xc0\\x9b[2J");     // overlong
  EXPECT_EQ(printable("\xE2\x80"), "\\xe2\\x80");           // cut short
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // a surrogate
}

TEST(Printable, DecidesEveryCharacterOfTheFirstPlane) {
  const auto is_shown = [](std::uint32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool turns = c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                       (c >= 0x2066 && c <= 0x2069);
    const bool breaks = c == 0x2028 || c == 0x2029;
    const bool no_width = c == 0xAD || c == 0x34F || c == 0x115F || c == 0x1160 || c == 0x17B4 ||
                          c == 0x17B5 || c == 0x180E || c == 0x200B || (c >= 0x2060 && c <= 0x206F) ||
                          c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB);
    return !control && !turns && !breaks && !no_width;
  };
  for (std::uint32_t c = 0; c < 0x10000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::string text = utf8_of(c);
    ASSERT_TRUE(is_utf8(text)) << c;
    EXPECT_EQ(printable_line(text) == text, is_shown(c)) << c;
    EXPECT_EQ(printable_line("<" + text + ">").size(), is_shown(c) ? text.size() + 2 : 8) << c;
  }
}

TEST(Printable, KeepsLineBreaksAndALineHasNone) {
  EXPECT_EQ(printable("a\nb"), "a\nb");
  EXPECT_EQ(printable_line("a\nb\r\n"), "a\\u000ab\\u000d\\u000a");
}

TEST(Printable, LeavesItsOwnTextAlone) {
  const std::string once = printable_line("\x1b[31m\xFF\n\u202E");
  EXPECT_EQ(printable(once), once);
  EXPECT_EQ(printable_line(once), once);
}

}  // namespace
}  // namespace nearside
