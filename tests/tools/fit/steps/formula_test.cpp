// SPDX-License-Identifier: Apache-2.0
#include "core/steps/formula.h"

#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "tools/fit/pipeline.h"
#include "tools/fit/steps.h"
#include "tools/fixtures.h"
#include "tools/recipe/recipe.h"
#include "tools/table/development_table.h"

namespace nearside {
namespace {

using Indices = std::vector<std::uint32_t>;

Result<Step> fit_to(const FormulaRequest& request, const Columns& columns) {
  const Matrix rows{columns.size(), std::vector<double>(columns.size(), 1.0)};
  return fit(request, StepData{rows, columns, {}, {}, 0});
}

TEST(FitFormula, FindsItsColumnsByName) {
  const Columns columns{{"height_cm", 0, 0, false}, {"x", 1, 0, false}, {"weight_kg", 2, 0, true}};
  const auto step = fit_to({"bmi", "weight_kg / (height_cm / 100) ^ 2"}, columns);
  ASSERT_TRUE(step) << text_of(step);
  const auto& formula = std::get<Formula>(*step);
  EXPECT_EQ(formula.name, "bmi");
  EXPECT_EQ(formula.expression, "weight_kg / (height_cm / 100) ^ 2");
  EXPECT_EQ(formula.columns, (Indices{0, 2}));
  EXPECT_EQ(formula.inputs, (Indices{1, 0}));
  const auto out = formula.columns_out(columns, "s");
  ASSERT_TRUE(out) << text_of(out);
  std::vector<double> row(4);
  formula.apply(std::vector<double>{150, 0, 81}, row);
  EXPECT_EQ(row[3], 36);
}

TEST(FitFormula, SaysWhichNameDoesNotReachIt) {
  const Columns columns{{"sex=0", 0, 0, false}, {"sex=1", 0, 0, false}, {"stage", 1, 3, false}};
  EXPECT_EQ(text_of(fit_to({"f", "sex + 1"}, columns)),
            "formula f: \"sex\" does not reach it: an earlier step has replaced or dropped it");
  EXPECT_EQ(
      text_of(fit_to({"f", "stage + 1"}, columns)),
      "formula f: \"stage\" is a category; formulas compute with numbers, or compare: stage == 'an answer'");
  EXPECT_TRUE(fit_to({"f", "`sex=0` + 1"}, columns));
}

// Ages and intervals come from dates, which count days.
TEST(FitFormula, MakesAnAgeFromTwoDates) {
  const TempFolder folder;
  std::string table = "born,seen,y\n";
  for (int i = 0; i < 20; ++i) {
    table += "1960-02-29," + std::to_string(2000 + i) + "-02-28," + (i % 3 == 0 ? "1" : "0") + "\n";
  }
  const auto recipe = parse_recipe(R"json({
    "nearside_recipe": 1, "id": "dates", "data": {"file": "t.csv"},
    "outcome": {"column": "y", "positive": "1", "negative": "0"},
    "predictors": [{"id": "born", "kind": "date"}, {"id": "seen", "kind": "date"}],
    "steps": [{"formula": {"name": "age", "expression": "floor((seen - born) / 365.25)"}}],
    "model": {"logistic_regression": {}}})json");
  ASSERT_TRUE(recipe) << text_of(recipe);
  const auto data = read_development_table(*recipe, folder.with("t.csv", table));
  ASSERT_TRUE(data) << text_of(data);
  const auto fitted = fit_steps(*recipe, data->rows, data->response);
  ASSERT_TRUE(fitted) << text_of(fitted);
  ASSERT_EQ(fitted->columns.back().name, "age");
  EXPECT_EQ(fitted->rows.row(0)[2], 39.0);
  EXPECT_EQ(fitted->rows.row(19)[2], 58.0);
}

}  // namespace
}  // namespace nearside
