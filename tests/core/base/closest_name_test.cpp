// SPDX-License-Identifier: Apache-2.0
#include "core/base/closest_name.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace nearside {
namespace {

const std::vector<std::string_view> kNames{"folds", "seed", "repeats"};

TEST(Suggestion, NamesTheNearestWord) {
  EXPECT_EQ(suggestion("fold", kNames), "; did you mean \"folds\"?");
  EXPECT_EQ(suggestion("repeat", kNames), "; did you mean \"repeats\"?");
  EXPECT_EQ(suggestion("sed", kNames), "; did you mean \"seed\"?");
}

TEST(Suggestion, ForgivesOneLetterInThree) {
  EXPECT_EQ(suggestion("xyeats", {"repeats"}), "; known: repeats") << "three letters of six differ";
  EXPECT_EQ(suggestion("xypeats", {"repeats"}), "; did you mean \"repeats\"?")
      << "two letters of seven differ";
}

TEST(Suggestion, IgnoresCase) {
  EXPECT_EQ(suggestion("SEED", kNames), "; did you mean \"seed\"?");
}

TEST(Suggestion, TakesTheFirstOfEquallyNearWords) {
  EXPECT_EQ(suggestion("bat", {"cat", "rat"}), "; did you mean \"cat\"?");
}

TEST(Suggestion, ListsAFewWordsWhereNoneIsNear) {
  EXPECT_EQ(suggestion("colour", kNames), "; known: folds, seed, repeats");
  EXPECT_EQ(suggestion("", kNames), "; known: folds, seed, repeats");
}

TEST(Suggestion, IsSilentWhereTheListIsEmptyOrLong) {
  EXPECT_EQ(suggestion("fold", {}), "");
  const std::vector<std::string_view> many(13, "something else");
  EXPECT_EQ(suggestion("fold", many), "");
  EXPECT_NE(suggestion("fold", std::vector<std::string_view>(12, "something else")), "");
}

// A header can have such names; a sentence is no place for them.
TEST(Suggestion, PassesOverNamesThatAreEmptyOrVeryLong) {
  EXPECT_EQ(suggestion("a", {"", "xyz"}), "");
  EXPECT_EQ(suggestion("fold", {"", "folds"}), "; did you mean \"folds\"?");
  EXPECT_EQ(suggestion("colour", {"seed", std::string(81, 'x')}), "");
}

TEST(Suggestion, DoesNotMeasureVeryLongNames) {
  const std::string long_name(81, 'x');
  const std::string near_name(80, 'x');
  EXPECT_EQ(suggestion(long_name, {near_name}), "; known: " + near_name);
  EXPECT_EQ(suggestion(near_name, {long_name}), "");
}

}  // namespace
}  // namespace nearside
