// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/dependencies.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/recipe/bound_formula.h"
#include "tools/recipe/formula_text.h"

namespace nearside {
namespace {

/// What a formula over predictors a, b, c, d needs, as `a|b & c`.
std::string needs(const std::string& expression) {
  const std::string letters = "abcd";
  Columns columns;
  std::vector<Dependencies> known;
  for (std::uint32_t p = 0; p < letters.size(); ++p) {
    columns.push_back({std::string(1, letters[p]), p, 0, true});
    known.push_back({{p}});
  }
  auto parsed = parse_formula(expression, "f");
  EXPECT_TRUE(parsed) << parsed.error().text();
  auto formula = bound_formula(std::move(*parsed), "new", expression, columns, {});
  EXPECT_TRUE(formula) << formula.error().text();
  std::string text;
  for (const auto& any_of : needed_by(*formula, known)) {
    if (!text.empty()) text += " & ";
    std::string one;
    for (const std::uint32_t p : any_of) one += std::string(one.empty() ? "" : "|") + letters[p];
    text += one;
  }
  return text;
}

TEST(Dependencies, OfArithmeticAreAllItsNames) {
  EXPECT_EQ(needs("a + 1"), "a");
  EXPECT_EQ(needs("log(c) * a ^ 2 - min(a, 3)"), "a & c");
  EXPECT_EQ(needs("a > 2 and not b"), "a & b");
}

TEST(Dependencies, OfFirstKnownAreOneOfItsArguments) {
  EXPECT_EQ(needs("first_known(a, b)"), "a|b");
  EXPECT_EQ(needs("first_known(a, b, c)"), "a|b|c");
  EXPECT_EQ(needs("first_known(a, b) + c"), "a|b & c");
  EXPECT_EQ(needs("first_known(a + b, c)"), "a|c & b|c");
}

TEST(Dependencies, OfFirstKnownWithANumberAreNone) {
  EXPECT_EQ(needs("first_known(a, 0)"), "");
  EXPECT_EQ(needs("first_known(a, 0) + b"), "b");
}

// Whoever has a also has one of a and b.
TEST(Dependencies, LeaveOutWhatAnotherSaysAlready) {
  EXPECT_EQ(needs("a * first_known(a, b)"), "a");
  EXPECT_EQ(needs("first_known(a, b) + first_known(b, a, c)"), "a|b");
  EXPECT_EQ(needs("first_known(a + b, a)"), "a");
}

TEST(Dependencies, OfIfAreBothBranchesAndTheCondition) {
  EXPECT_EQ(needs("if(a > 1, b, c)"), "a & b & c");
  EXPECT_EQ(needs("if(a, 1, b, 2, 3)"), "a & b");
}

TEST(Dependencies, OfTwoQuantitiesAreThoseOfBoth) {
  const Dependencies a_or_b{{0, 1}};
  const Dependencies only_a{{0}};
  EXPECT_EQ(needed_by_both(a_or_b, only_a), only_a);
  EXPECT_EQ(needed_by_both({}, a_or_b), a_or_b);
  EXPECT_EQ(needed_by_both({{2}}, a_or_b), (Dependencies{{0, 1}, {2}}));
}

}  // namespace
}  // namespace nearside
