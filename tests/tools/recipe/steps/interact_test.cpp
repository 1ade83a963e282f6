// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/interact.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/fixtures.h"

namespace nearside {
namespace {

/// What parse_recipe says about these steps over age, crp and bmi; `ok` if nothing.
std::string complaint(const std::string& steps) {
  const auto recipe = parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [{"id": "age", "kind": "integer"}, {"id": "crp", "kind": "numeric"},
                     {"id": "bmi", "kind": "numeric"}],
      "model": {"logistic_regression": {}}, "steps": [)" +
                                   steps + "]}");
  return recipe ? "ok" : recipe.error().text();
}

TEST(InteractRequest, IsUnderstood) {
  EXPECT_EQ(complaint(R"({"interact": {"columns": ["age", "crp"], "with_squares": true}})"), "ok");
  EXPECT_EQ(complaint(R"({"interact": {"pairs": [["age", "crp"], ["bmi", "bmi"]]}},
                         {"standardise": {"columns": ["age × crp", "bmi^2"]}})"),
            "ok");
  EXPECT_EQ(complaint(R"({"polynomial": {"columns": ["age"], "degree": 5}})"), "ok");
}

TEST(InteractRequest, SaysWhatIsWrong) {
  EXPECT_EQ(complaint(R"({"interact": {}})"), "steps[0].interact: give one of columns and pairs");
  EXPECT_EQ(complaint(R"({"interact": {"columns": ["age"], "pairs": [["age", "crp"]]}})"),
            "steps[0].interact: give only one of columns and pairs");
  EXPECT_EQ(complaint(R"({"interact": {"columns": ["age"]}})"),
            "steps[0].interact: makes no column; name at least two");
  EXPECT_EQ(complaint(R"({"interact": {"pairs": [["age", "crp"], ["age"]]}})"),
            "steps[0].interact.pairs[1]: must be two names, found 1");
  EXPECT_EQ(complaint(R"({"interact": {"pairs": [["age", "crpp"]]}})"),
            "steps[0].interact.pairs[0]: there is no predictor \"crpp\"; did you mean \"crp\"?");
  EXPECT_EQ(complaint(R"({"interact": {"pairs": [["age", "crp"]], "with_squares": true}})"),
            "steps[0].interact.with_squares: goes with columns; name a square as a pair of the same");
  EXPECT_EQ(complaint(R"({"interact": {"pairs": [["age", "crp"], ["age", "crp"]]}})"),
            "steps[0].interact: would create \"age × crp\", which there is already");
  EXPECT_EQ(complaint(R"({"polynomial": {"columns": ["age"], "degree": 6}})"),
            "steps[0].polynomial.degree: must be from 2 to 5, found 6");
  EXPECT_EQ(complaint(R"({"polynomial": {"columns": ["agge"]}})"),
            "steps[0].polynomial.columns[0]: there is no predictor \"agge\"; did you mean \"age\"?");
}

TEST(InteractRequest, IsBounded) {
  InteractRequest request;
  for (int i = 0; i < 500; ++i) request.columns.push_back("x" + std::to_string(i));
  EXPECT_EQ(text_of(request.check("s", {})), "s: makes more than 1,000 columns; name fewer");
  EXPECT_TRUE(request.created().empty());
  const PolynomialRequest polynomial{request.columns, 5};
  EXPECT_EQ(text_of(polynomial.check("s")), "s: makes more than 1,000 columns; name fewer");
  const PolynomialRequest endless{{"a"}, 4'000'000'000u};
  EXPECT_TRUE(endless.created().empty());
}

}  // namespace
}  // namespace nearside
