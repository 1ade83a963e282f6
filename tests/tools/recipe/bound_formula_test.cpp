// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/bound_formula.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/builders.h"
#include "tools/recipe/formula_text.h"

namespace nearside {
namespace {

/// Stage is ordered, sex and smoker are not.
std::vector<Predictor> predictors() {
  Predictor stage = categorical("stage", {"I", "II", "III"});
  stage.ordered = true;
  return {numeric("age"), categorical("sex", {"female", "male"}), stage, boolean("smoker")};
}

Result<Formula> bound(const std::string& expression, const Columns& columns) {
  auto parsed = parse_formula(expression, "f");
  EXPECT_TRUE(parsed) << parsed.error().text();
  return bound_formula(std::move(*parsed), "new", expression, columns, predictors());
}

std::string complaint(const std::string& expression, const Columns& columns = columns_of(predictors())) {
  const auto formula = bound(expression, columns);
  return formula ? "ok" : formula.error().text();
}

/// Of somebody of this age, sex, stage and habit.
double value(const std::string& expression, const std::vector<double>& row) {
  const auto formula = bound(expression, columns_of(predictors()));
  EXPECT_TRUE(formula) << formula.error().text();
  EXPECT_TRUE(formula->columns_out(columns_of(predictors()), "s"));
  std::vector<double> out(row.size() + 1);
  formula->apply(row, out);
  return out.back();
}

TEST(BoundFormula, TakesAnAnswerForItsPlace) {
  EXPECT_EQ(value("sex == 'female'", {50, 0, 0, 0}), 1);
  EXPECT_EQ(value("sex == 'female'", {50, 1, 0, 0}), 0);
  EXPECT_EQ(value("sex != 'female'", {50, 1, 0, 0}), 1);
  EXPECT_EQ(value("if(stage == 'III', 3, stage == 'II', 2, 1)", {50, 0, 1, 0}), 2);
  EXPECT_EQ(value("(age > 40) + 2 * (sex == 'male') + 4 * (stage == 'III')", {50, 1, 2, 0}), 7);
  ExpectSameBits(value("sex == 'female'", {50, kNaN, 0, 0}), kNaN);
}

TEST(BoundFormula, TakesAnOrderedCategoryForThePlaceOfItsAnswer) {
  EXPECT_EQ(value("stage + 1", {50, 0, 2, 0}), 3);
  EXPECT_EQ(value("stage >= 1", {50, 0, 1, 0}), 1);
}

TEST(BoundFormula, TakesATruthValueForOneOrZero) {
  EXPECT_EQ(value("2 * smoker", {50, 0, 0, 1}), 2);
}

TEST(BoundFormula, DoesNotComputeWithACategory) {
  for (const char* expression :
       {"sex * 2", "sex == 1", "if(sex, 1, 2)", "age + sex", "first_known(sex, age)"}) {
    EXPECT_EQ(complaint(expression),
              "formula new: \"sex\" is a category; formulas compute with numbers, or compare: sex == 'an "
              "answer'")
        << expression;
  }
  // One use is right, the other is not.
  EXPECT_NE(complaint("(sex == 'male') * sex").find("is a category"), std::string::npos);
}

TEST(BoundFormula, SuggestsTheAnswerThatWasMeant) {
  EXPECT_EQ(complaint("1 + (sex == 'femal')"),
            "formula new: at character 13: \"femal\" is no answer of sex; did you mean \"female\"?");
  EXPECT_EQ(complaint("stage == 'IV'").find("formula new: at character 10: \"IV\" is no answer of stage"),
            0u);
  EXPECT_EQ(complaint("sex == ''").find("formula new: at character 8: \"\" is no answer of sex"), 0u);
}

TEST(BoundFormula, ComparesOnlyACategoryWithAnswers) {
  EXPECT_EQ(complaint("age == 'old'"),
            "formula new: at character 8: \"age\" is no category whose answers are known here");
}

// A step may have made other answers of it.
TEST(BoundFormula, KnowsOnlyTheAnswersThatReachIt) {
  Columns columns = columns_of(predictors());
  columns[1].levels = 3;
  EXPECT_EQ(complaint("sex == 'male'", columns),
            "formula new: at character 8: \"sex\" is no category whose answers are known here");
  columns[2].levels = 2;
  EXPECT_NE(complaint("stage + 1", columns).find("is a category"), std::string::npos);
}

TEST(BoundFormula, NamesAColumnThatDoesNotReachIt) {
  Columns columns = columns_of(predictors());
  columns.erase(columns.begin());
  EXPECT_EQ(complaint("age + 1", columns),
            "formula new: \"age\" does not reach it: an earlier step has replaced or dropped it");
}

}  // namespace
}  // namespace nearside
