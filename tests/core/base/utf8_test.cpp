// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace nearside {
namespace {

TEST(Utf8, AcceptsTheEndsOfEveryWellFormedRange) {
  // The first and last character of each row of the Unicode standard's table 3-7.
  for (const std::string_view good :
       {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xE0\xBF\xBF", "\xE1\x80\x80",
        "\xEC\xBF\xBF", "\xED\x80\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF0\xBF\xBF\xBF", "\xF1\x80\x80\x80", "\xF3\xBF\xBF\xBF", "\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good));
    EXPECT_TRUE(is_utf8("long enough for a word " + std::string(good) + " and another one"));
  }
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
}

void ExpectRefused(std::string_view bad) {
  EXPECT_FALSE(is_utf8(bad));
  // Wherever it stands among plain words, its first byte is the one that is named.
  for (std::size_t before = 0; before <= 17; ++before) {
    const std::string text = std::string(before, 'a') + std::string(bad) + "and so on for a word";
    EXPECT_EQ(first_invalid_utf8(text), before);
  }
}

TEST(Utf8, RefusesOverlongForms) {
  for (const std::string_view bad : {"\xC0\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF",
                                     "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF"}) {
    ExpectRefused(bad);
  }
}

TEST(Utf8, RefusesSurrogates) {
  ExpectRefused("\xED\xA0\x80");
  ExpectRefused("\xED\xBF\xBF");
}

TEST(Utf8, RefusesCodePointsAboveTheLast) {
  ExpectRefused("\xF4\x90\x80\x80");
  ExpectRefused("\xF5\x80\x80\x80");
  ExpectRefused("\xFF");
}

TEST(Utf8, RefusesContinuationsAloneAndLeadsWithout) {
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC3", "\xC3\x28", "\xE2\x82", "\xE2\x28\xA1", "\xE2\x82\x28", "\xF0\x9F\x98",
        "\xF0\x9F\x98\x28", "\xF0\x28\x8C\xBC"}) {
    ExpectRefused(bad);
  }
}

TEST(Utf8, RefusesACharacterCutShortByTheEnd) {
  for (const std::string_view bad : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    EXPECT_EQ(first_invalid_utf8("12345678" + std::string(bad)), 8u);
    // The byte after the view would complete the character, but is not part of the text.
    const std::string whole = std::string(bad) + "\x80\x80\x80";
    EXPECT_FALSE(is_utf8(std::string_view(whole).substr(0, bad.size())));
  }
}

}  // namespace
}  // namespace nearside
