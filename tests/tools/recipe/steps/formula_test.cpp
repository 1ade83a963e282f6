// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/formula.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/fixtures.h"

namespace nearside {
namespace {

/// What parse_recipe says about these steps over age, weight_kg and height_cm; `ok` if nothing.
std::string complaint(const std::string& steps) {
  const auto recipe = parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [{"id": "age", "kind": "integer"}, {"id": "weight_kg", "kind": "numeric"},
                     {"id": "height_cm", "kind": "numeric"}],
      "model": {"logistic_regression": {}}, "steps": [)" +
                                   steps + "]}");
  return recipe ? "ok" : recipe.error().text();
}

std::string formula(const std::string& name, const std::string& expression) {
  return R"({"formula": {"name": ")" + name + R"(", "expression": ")" + expression + "\"}}";
}

const std::string kBmi = formula("bmi", "weight_kg / (height_cm / 100) ^ 2");

TEST(FormulaRequest, IsUnderstood) {
  EXPECT_EQ(complaint(kBmi), "ok");
  EXPECT_EQ(complaint(kBmi + "," + formula("obese", "bmi >= 30")), "ok") << "of a created column";
  EXPECT_EQ(complaint(kBmi + R"(, {"standardise": {"columns": ["bmi"]}})"), "ok");
}

TEST(FormulaRequest, NamesWhatIsUnknown) {
  EXPECT_EQ(complaint(formula("bmi", "weigth_kg / 2")),
            "steps[0].formula.expression: at character 1: there is no predictor or created column "
            "\"weigth_kg\"; did you mean \"weight_kg\"?");
  EXPECT_EQ(complaint(formula("bmi", "2 * sqr(age)")),
            "steps[0].formula.expression: at character 5: there is no function \"sqr\"; did you mean "
            "\"sqrt\"?");
  EXPECT_EQ(complaint(R"({"formulas": {"name": "a", "expression": "age"}})"),
            "steps[0]: \"formulas\" is not known; did you mean \"formula\"?");
  EXPECT_EQ(complaint(R"({"formula": {"name": "a", "expresion": "age"}})"),
            "steps[0].formula: field \"expression\" is missing");
}

TEST(FormulaRequest, UsesOnlyWhatStandsBefore) {
  const std::string obese = formula("obese", "bmi >= 30");
  EXPECT_EQ(complaint(obese + "," + kBmi),
            "steps[0].formula.expression: at character 1: \"bmi\" is created by a later step");
  EXPECT_EQ(complaint(formula("a", "age + b") + "," + formula("b", "age + a")),
            "steps[0].formula.expression: at character 7: \"b\" is created by a later step")
      << "a cycle";
  EXPECT_EQ(complaint(formula("a", "age + a")),
            "steps[0].formula.expression: at character 7: \"a\" can't use itself");
  EXPECT_EQ(complaint(R"({"standardise": {"columns": ["bmi"]}}, )" + kBmi),
            "steps[0].standardise.columns[0]: \"bmi\" is created by a later step");
}

TEST(FormulaRequest, NeedsANewName) {
  EXPECT_EQ(complaint(formula("age", "weight_kg + 1")),
            "steps[0].formula: would create \"age\", which there is already");
  EXPECT_EQ(complaint(kBmi + "," + kBmi), "steps[1].formula: would create \"bmi\", which there is already");
  EXPECT_EQ(complaint(formula("", "age + 1")), "steps[0].formula.name: the new column needs a name");
}

}  // namespace
}  // namespace nearside
