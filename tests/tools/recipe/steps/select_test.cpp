// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/select.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/fixtures.h"

namespace nearside {
namespace {

/// What parse_recipe says about this step over age and crp; `ok` if nothing.
std::string complaint(const std::string& step) {
  const auto recipe = parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [{"id": "age", "kind": "integer"}, {"id": "crp", "kind": "numeric"}],
      "model": {"logistic_regression": {}}, "steps": [)" +
                                   step + "]}");
  return recipe ? "ok" : recipe.error().text();
}

TEST(SelectRequests, AreUnderstood) {
  for (const char* step :
       {R"({"select": {"by": "variance", "threshold": 0}})",
        R"({"select": {"by": "correlation", "count": 3}})",
        R"({"select": {"by": "mutual_information", "count": 3, "bins": 5, "columns": ["age"]}})",
        R"({"select_l1": {"count": 5}})", R"({"select_l1": {"C": 0.1}})",
        R"({"select_recursive": {"count": 5, "at_once": 2, "C": 0.5}})", R"({"select_stable": {}})",
        R"({"select_stable": {"threshold": 0.9, "chosen_each_time": 4, "samples": 50}})",
        R"({"drop_correlated": {}})", R"({"drop_collinear": {"threshold": 5}})",
        R"({"select_mrmr": {"count": 4}})", R"({"select_forest": {"by": "impurity", "threshold": 0.05}})",
        R"({"select_forest": {"by": "permutation", "count": 3, "trees": 100, "depth": 5,
            "rows_at_leaf": 10, "columns_at_node": 2, "columns": ["age"]}})"}) {
    EXPECT_EQ(complaint(step), "ok") << step;
  }
}

TEST(SelectRequests, SayWhatIsWrong) {
  EXPECT_EQ(complaint(R"({"select": {"by": "corelation", "count": 3}})"),
            "steps[0].select.by: \"corelation\" is not known; did you mean \"correlation\"?");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova"}})"), "steps[0].select: give one of threshold and count");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova", "count": 3, "threshold": 1}})"),
            "steps[0].select: give only one of threshold and count");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova", "count": 0}})"),
            "steps[0].select.count: must be 1 or more");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova", "threshold": -1}})"),
            "steps[0].select.threshold: must be a number from 0");
  EXPECT_EQ(complaint(R"({"select": {"by": "correlation", "threshold": 1.5}})"),
            "steps[0].select.threshold: must be below 1: it is a correlation");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova", "count": 3, "bins": 1}})"),
            "steps[0].select.bins: must be from 2 to 100");
  EXPECT_EQ(complaint(R"({"select": {"by": "anova", "count": 3, "columns": ["agge"]}})"),
            "steps[0].select.columns[0]: there is no predictor \"agge\"; did you mean \"age\"?");
  const auto forest = [](const std::string& fields) {
    return complaint(R"({"select_forest": {"by": "impurity", )" + fields + "}}");
  };
  EXPECT_EQ(forest(R"("trees": 50)"), "steps[0].select_forest: give one of threshold and count");
  EXPECT_EQ(forest(R"("count": 2, "threshold": 0)"),
            "steps[0].select_forest: give only one of threshold and count");
  EXPECT_EQ(forest(R"("threshold": 1)"), "steps[0].select_forest.threshold: must be from 0, below 1");
  EXPECT_EQ(forest(R"("count": 2, "trees": 9)"), "steps[0].select_forest.trees: must be from 10 to 10,000");
  EXPECT_EQ(forest(R"("count": 2, "depth": 31)"), "steps[0].select_forest.depth: must be from 1 to 30");
  EXPECT_EQ(forest(R"("count": 2, "rows_at_leaf": 0)"),
            "steps[0].select_forest.rows_at_leaf: must be 1 or more");
  EXPECT_EQ(forest(R"("count": 2, "columns": ["agge"])"),
            "steps[0].select_forest.columns[0]: there is no predictor \"agge\"; did you mean \"age\"?");
  EXPECT_EQ(complaint(R"({"select_l1": {}})"), "steps[0].select_l1: give one of C and count");
  EXPECT_EQ(complaint(R"({"select_l1": {"C": 0}})"), "steps[0].select_l1.C: must be above 0");
  EXPECT_EQ(complaint(R"({"select_recursive": {}})"),
            "steps[0].select_recursive: field \"count\" is missing");
  EXPECT_EQ(complaint(R"({"select_recursive": {"count": 2, "at_once": 0}})"),
            "steps[0].select_recursive.at_once: must be 1 or more");
  EXPECT_EQ(complaint(R"({"select_recursive": {"count": 2, "C": -1}})"),
            "steps[0].select_recursive.C: must be above 0");
  EXPECT_EQ(complaint(R"({"select_stable": {"threshold": 0.5}})"),
            "steps[0].select_stable.threshold: must be above 0.5, to 1");
  EXPECT_EQ(complaint(R"({"select_stable": {"samples": 5}})"),
            "steps[0].select_stable.samples: must be from 10 to 1,000");
  EXPECT_EQ(complaint(R"({"drop_correlated": {"threshold": 1.1}})"),
            "steps[0].drop_correlated.threshold: must be above 0, to 1");
  EXPECT_EQ(complaint(R"({"drop_collinear": {"threshold": 0.5}})"),
            "steps[0].drop_collinear.threshold: must be 1 or more");
  EXPECT_EQ(complaint(R"({"select_mrmr": {"count": 0}})"), "steps[0].select_mrmr.count: must be 1 or more");
  EXPECT_EQ(complaint(R"({"select_mrmr": {"count": 1, "bins": 101}})"),
            "steps[0].select_mrmr.bins: must be from 2 to 100");
  EXPECT_EQ(complaint(R"({"select_mmrr": {"count": 1}})"),
            "steps[0]: \"select_mmrr\" is not known; did you mean \"select_mrmr\"?");
}

}  // namespace
}  // namespace nearside
