// SPDX-License-Identifier: Apache-2.0
#include "tools/table/shortened.h"

#include <gtest/gtest.h>

namespace nearside {
namespace {

TEST(Shortened, LeavesAShortTextAlone) {
  EXPECT_EQ(shortened("", 3), "");
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("\xE5\xBF\x83", 3), "\xE5\xBF\x83");
}

TEST(Shortened, CutsALongText) {
  EXPECT_EQ(shortened("abcd", 3), "abc");
}

TEST(Shortened, NeverCutsThroughACharacter) {
  EXPECT_EQ(shortened("a\xE5\xBF\x83", 3), "a");
  EXPECT_EQ(shortened("a\xE5\xBF\x83", 2), "a");
  EXPECT_EQ(shortened("\xE5\xBF\x83\xE5\xBF\x83", 3), "\xE5\xBF\x83");
  EXPECT_EQ(shortened("\xE5\xBF\x83", 1), "");
}

}  // namespace
}  // namespace nearside
