// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/infer.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "tools/fixtures.h"
#include "tools/table/file.h"
#include "tools/table/formula_cell.h"

namespace nearside {
namespace {

std::map<std::string, std::string> observed_kinds(const Recipe& recipe) {
  std::map<std::string, std::string> kinds;
  for (const ObservedColumn& column : recipe.observed) kinds[column.column] = column.kind;
  return kinds;
}

std::vector<std::string> ids_of(const Recipe& recipe) {
  std::vector<std::string> ids;
  for (const Predictor& predictor : recipe.predictors) ids.push_back(predictor.id);
  return ids;
}

/// infer_recipe on a small table whose outcome is `y`.
Result<Recipe> infer(const TempFolder& folder, const std::string& text, const std::string& positive = "") {
  const std::string path = folder.with("table.csv", text);
  return after_name(path, infer_recipe(path, {"y", positive, "", ','}));
}

TEST(InferRecipe, SeesEveryKindOfTheMixedTable) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  const std::map<std::string, std::string> expected{
      {"patient_id", "identifier"}, {"visit_date", "date"}, {"sex", "categorical"}, {"smoker", "boolean"},
      {"stage", "categorical"},     {"age", "integer"},     {"crp", "numeric"},     {"event", "boolean"}};
  EXPECT_EQ(observed_kinds(recipe), expected);
}

TEST(InferRecipe, TakesTheUsablesAsPredictorsAndSaysWhyNotTheOthers) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  EXPECT_EQ(ids_of(recipe), (std::vector<std::string>{"sex", "smoker", "stage", "age", "crp"}));
  EXPECT_EQ(recipe.observed[0].left_out, "looks like an identifier: every value is different");
  EXPECT_EQ(recipe.observed[1].left_out, "a date is no number; make an age or an interval of it");
  EXPECT_EQ(recipe.observed[2].left_out, "");
  EXPECT_EQ(recipe.observed[7].left_out, "the outcome");
}

TEST(InferRecipe, GivesAColumnThatBeginsLikeAFormulaAnotherId) {
  const TempFolder folder;
  const auto recipe = infer(folder, "-x,@b,y\n1.5,no,0\n2.5,yes,1\n3.5,no,1\n");
  ASSERT_TRUE(recipe) << text_of(recipe);
  EXPECT_EQ(ids_of(*recipe), (std::vector<std::string>{"_-x", "_@b"}));
  EXPECT_EQ(recipe->predictors[0].column, "-x");
  EXPECT_EQ(recipe->predictors[0].label.en, "-x");
  EXPECT_TRUE(check_beginnings(recipe->predictors, {}));
}

TEST(InferRecipe, RequiresPredictorsThatAreComplete) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  EXPECT_TRUE(recipe.predictors[0].required);
  EXPECT_FALSE(recipe.predictors[1].required);
  EXPECT_TRUE(recipe.predictors[2].required);
  EXPECT_TRUE(recipe.predictors[3].required);
  EXPECT_FALSE(recipe.predictors[4].required);
}

TEST(InferRecipe, KeepsLevelsMarkersAndShareMissing) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  EXPECT_EQ(recipe.predictors[1].levels[0].id, "no");
  EXPECT_EQ(recipe.predictors[1].levels[1].id, "yes");
  EXPECT_EQ(recipe.predictors[1].missing_markers, std::vector<std::string>{"NA"});
  EXPECT_EQ(recipe.observed[3].missing, 5u);
  EXPECT_EQ(recipe.observed[3].share_missing, 5.0 / 120.0);
  EXPECT_EQ(recipe.observed[6].missing, 22u);
  EXPECT_EQ(recipe.observed[6].rows, 120u);
}

TEST(InferRecipe, TakesTheUsualWordForTheOutcome) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  EXPECT_EQ(recipe.outcome.column, "event");
  EXPECT_EQ(recipe.outcome.positive, "yes");
  EXPECT_EQ(recipe.outcome.negative, "no");
}

TEST(InferRecipe, ImputesEncodesAndStandardises) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  ASSERT_EQ(recipe.steps.size(), 4u);
  EXPECT_EQ(std::get<ImputeRequest>(recipe.steps[0]).statistic, Statistic::median);
  EXPECT_EQ(std::get<ImputeRequest>(recipe.steps[1]).statistic, Statistic::most_frequent);
  EXPECT_TRUE(std::holds_alternative<OneHotRequest>(recipe.steps[2]));
  EXPECT_TRUE(std::holds_alternative<StandardiseRequest>(recipe.steps[3]));
  EXPECT_EQ(std::get<LogisticRequest>(recipe.model).c, 1.0);
}

TEST(InferRecipe, WritesOnlyTheStepsThatTheKindsNeed) {
  const TempFolder folder;
  const auto recipe = infer(folder, "x,b,y\n1.5,no,0\n2.5,yes,1\n3.5,no,1\n");
  ASSERT_TRUE(recipe) << text_of(recipe);
  ASSERT_EQ(recipe->steps.size(), 3u);  // no category, so no one_hot
  EXPECT_EQ(std::get<ImputeRequest>(recipe->steps[0]).statistic, Statistic::median);
  EXPECT_EQ(std::get<ImputeRequest>(recipe->steps[1]).statistic, Statistic::most_frequent);
  EXPECT_TRUE(std::holds_alternative<StandardiseRequest>(recipe->steps[2]));
}

TEST(InferRecipe, NamesTheTableByPathAndHash) {
  const Recipe recipe = inferred(mixed_csv(), "event");
  EXPECT_EQ(recipe.id, "mixed");
  EXPECT_EQ(recipe.data.file, mixed_csv());
  EXPECT_EQ(recipe.data.sha256, *sha256_of_file(mixed_csv()));
}

TEST(InferRecipe, SeesThePimaTable) {
  const Recipe recipe = inferred(pima_csv(), "diabetes");
  const std::vector<std::string> ids{"pregnant", "glucose", "pressure", "triceps",
                                     "insulin",  "mass",    "pedigree", "age"};
  EXPECT_EQ(ids_of(recipe), ids);
  const std::map<std::string, std::string> kinds{
      {"pregnant", "integer"}, {"glucose", "integer"}, {"pressure", "integer"},
      {"triceps", "integer"},  {"insulin", "integer"}, {"mass", "numeric"},
      {"pedigree", "numeric"}, {"age", "integer"},     {"diabetes", "categorical"}};
  EXPECT_EQ(observed_kinds(recipe), kinds);
  std::vector<std::string> required;
  for (const Predictor& predictor : recipe.predictors) {
    if (predictor.required) required.push_back(predictor.id);
  }
  EXPECT_EQ(required, (std::vector<std::string>{"pregnant", "pedigree", "age"}));
  EXPECT_EQ(recipe.outcome.positive, "pos");
  EXPECT_EQ(recipe.outcome.negative, "neg");
  ASSERT_EQ(recipe.steps.size(), 2u);
  EXPECT_EQ(recipe.observed[4].minimum, 14.0);
  EXPECT_EQ(recipe.observed[4].maximum, 846.0);
}

TEST(InferRecipe, MakesAnIdOfTheFilesName) {
  const TempFolder folder;
  const std::string text = "x,y\n1,0\n2,1\n2,1\n";
  const auto id_for = [&](const std::string& name) {
    auto recipe = infer_recipe(folder.with(name, text), {"y", "", "", ','});
    return recipe ? recipe->id : recipe.error().text();
  };
  EXPECT_EQ(id_for("Heart Failure (2024).csv"), "heart-failure-2024");
  EXPECT_EQ(id_for("\xE5\xBF\x83.csv"), "model");
  auto named = infer_recipe(folder.with("a.csv", text), {"y", "", "chosen", ','});
  ASSERT_TRUE(named);
  EXPECT_EQ(named->id, "chosen");
}

// ----------------------------------------------------------------------------------------------- the outcome

TEST(InferOutcome, TakesTheClassThatIsAskedFor) {
  const TempFolder folder;
  const auto recipe = infer(folder, "x,y\n1,left\n2,right\n2,left\n", "right");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.positive, "right");
  EXPECT_EQ(recipe->outcome.negative, "left");
}

TEST(InferOutcome, RefusesAClassThatIsNotThere) {
  const TempFolder folder;
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,no\n2,yes\n", "Yes")),
            "column y: has no class \"Yes\"; it has \"no\", \"yes\"");
}

TEST(InferOutcome, AsksWhereNoWordOrBothWordsSayYes) {
  const TempFolder folder;
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,left\n2,right\n")),
            "column y: which of \"left\", \"right\" is the outcome? Say it with --positive");
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,dead\n2,event\n")),
            "column y: which of \"dead\", \"event\" is the outcome? Say it with --positive");
}

// In survival data 1 is often censored and 2 the event; 1 was once taken for the event.
TEST(InferOutcome, AsksWhereTheClassesAreOneAndTwo) {
  const TempFolder folder;
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,1\n2,2\n3,1\n")),
            "column y: which of \"1\", \"2\" is the outcome? Say it with --positive");
  const auto recipe = infer(folder, "x,y\n1,1\n2,2\n3,1\n", "2");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.positive, "2");
  EXPECT_EQ(recipe->outcome.negative, "1");
}

// pandas writes 0.0 and 1.0 once a value is missing; the recipe once said 0 and 1, and training stopped.
TEST(InferOutcome, KeepsTheTextsOfNumbers) {
  const TempFolder folder;
  const auto recipe = infer(folder, "x,y\n1,0.0\n2,1.0\n3,\n4,0.0\n");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.positive, "1.0");
  EXPECT_EQ(recipe->outcome.negative, "0.0");
}

TEST(InferOutcome, TakesItsMissingMarkersAlong) {
  const TempFolder folder;
  const auto recipe = infer(folder, "x,y\n1,no\n2,yes\n3,NA\n");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.missing_markers, std::vector<std::string>{"NA"});
}

TEST(InferOutcome, TakesATextThatReadsAsMissingForNoClass) {
  const TempFolder folder;
  const auto recipe = infer(folder, "x,y\n1,no\n2,yes\n3,unknown\n4,no\n");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.positive, "yes");
  EXPECT_EQ(recipe->outcome.negative, "no");
  EXPECT_EQ(recipe->outcome.missing_markers, std::vector<std::string>{"unknown"});
}

TEST(InferOutcome, NamesTheClassesWhereTheWantedOneIsNotAmongThem) {
  const TempFolder folder;
  EXPECT_EQ(after_name(folder.with("t.csv", ""),
                       infer_recipe(folder.with("t.csv", "x,y\n1,a\n2,b\n3,c\n"), {"y", "1", "", ','}))
                .error()
                .text(),
            "column y: has no class \"1\"; it has \"a\", \"b\", \"c\"");
}

TEST(InferOutcome, TakesANamedClassAgainstTheRest) {
  const TempFolder folder;
  const auto recipe = infer_recipe(folder.with("t.csv", "x,y\n1,a\n2,b\n3,c\n"), {"y", "b", "", ','});
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->outcome.positive, "b");
  EXPECT_EQ(recipe->outcome.negative, "rest");
}

TEST(InferOutcome, NeedsTwoClasses) {
  const TempFolder folder;
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,a\n2,b\n3,c\n")),
            "column y: an outcome needs two classes, this column is categorical with 3 different values: "
            "\"a\", \"b\", \"c\"; name one as --positive to predict it against the rest");
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,a\n2,a\n3,a\n")),
            "column y: an outcome needs two classes, this column is constant with 1 different values");
  EXPECT_EQ(text_of(infer(folder, "x,y\n1,0.5\n2,1.5\n3,2.5\n")),
            "column y: an outcome needs two classes, this column is numeric with 3 different values");
}

TEST(InferOutcome, SuggestsTheNearestColumn) {
  const TempFolder folder;
  const std::string path = folder.with("a.csv", "age,event\n1,no\n2,yes\n");
  EXPECT_EQ(text_of(infer_recipe(path, {"Evnt", "", "", ','})),
            path + ": has no column \"Evnt\"; did you mean \"event\"?");
}

// ------------------------------------------------------------------------------------------------- its
// limits

TEST(InferRecipe, NeedsAPredictor) {
  const TempFolder folder;
  const auto recipe = infer(folder, "visit,constant,y\n2026-01-01,5,no\n2026-01-02,5,yes\n");
  ASSERT_FALSE(recipe);
  EXPECT_EQ(recipe.error().message, "has no column that can serve as a predictor");
}

TEST(InferRecipe, LeavesAColumnWithoutANameOut) {
  const TempFolder folder;
  const auto recipe = infer(folder, ",x,y\n4,1,no\n4,2,yes\n6,3,no\n");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(ids_of(*recipe), std::vector<std::string>{"x"});
  EXPECT_EQ(recipe->observed[0].left_out, "has no name");
}

TEST(InferRecipe, LeavesAColumnWithANameTooLongForAnIdOut) {
  const TempFolder folder;
  const std::string longest(200, 'n');
  const auto recipe = infer(folder, longest + "," + longest + "n,y\n4,1,no\n5,2,yes\n6,3,no\n");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(ids_of(*recipe), std::vector<std::string>{longest});
  EXPECT_EQ(recipe->observed[1].left_out, "has a name of more than 200 bytes; shorten it, or write `id`");
}

TEST(InferRecipe, PassesOnWhatIsWrongWithTheFile) {
  const TempFolder folder;
  EXPECT_EQ(text_of(infer(folder, "x,y\n1\n")), "row 2: has 1 field, the header has 2");
  const auto absent = infer_recipe(folder.path("absent.csv"), {"y", "", "", ','});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().path, folder.path("absent.csv"));
  EXPECT_EQ(absent.error().message.find("can't be opened: "), 0u);
}

TEST(InferRecipe, ReadsOtherDelimiters) {
  const TempFolder folder;
  const auto recipe = infer_recipe(folder.with("a.csv", "x;y\n1.5;no\n2;yes\n2;yes\n"), {"y", "", "", ';'});
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->data.delimiter, ";");
  EXPECT_EQ(ids_of(*recipe), std::vector<std::string>{"x"});
}

TEST(InferRecipe, TakesAnAcidForANumber) {
  const TempFolder folder;
  std::string text = "uric_acid,visit_id,y\n";
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(100 + 7 * i);
    text += number + "," + number + (i % 2 == 0 ? ",0\n" : ",1\n");
  }
  const auto recipe = infer(folder, text);
  ASSERT_TRUE(recipe) << text_of(recipe);
  EXPECT_EQ(ids_of(*recipe), std::vector<std::string>{"uric_acid"});
}

}  // namespace
}  // namespace nearside
