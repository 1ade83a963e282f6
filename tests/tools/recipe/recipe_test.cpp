// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/recipe.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "core/model_file/json.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

// Two predictors, every step. Each test breaks one place of it.
const std::string kGood = R"({
  "nearside_recipe": 1,
  "id": "heart-2",
  "data": {"file": "heart.csv"},
  "outcome": {"column": "event", "positive": "yes", "negative": "no"},
  "predictors": [
    {"id": "age", "kind": "integer", "required": false, "hard": {"low": 0, "high": 120}},
    {"id": "crp", "kind": "numeric",
     "units": [{"ucum": "mg/L"}, {"ucum": "mg/dL", "factor": 10, "source": "1 dL = 0.1 L"}]},
    {"id": "stage", "kind": "categorical", "levels": [{"id": "I"}, {"id": "II", "label": {"en": "Two"}}]}
  ],
  "steps": [
    {"flag_missing": {}},
    {"impute": {"statistic": "median", "columns": ["age"]}},
    {"one_hot": {"columns": ["stage"]}},
    {"standardise": {}}
  ],
  "model": {"logistic_regression": {"C": 0.5}},
  "validation": {"folds": 10, "seed": 7}
})";

std::string replaced(const std::string& wanted, const std::string& by) {
  std::string text = kGood;
  const std::size_t at = text.find(wanted);
  EXPECT_NE(at, std::string::npos) << wanted;
  return text.replace(at, wanted.size(), by);
}

/// What parse_recipe says about the good recipe with one place changed; `ok` if nothing.
std::string complaint(const std::string& wanted, const std::string& by) {
  const auto recipe = parse_recipe(replaced(wanted, by));
  if (recipe) return "ok";
  EXPECT_EQ(recipe.error().code, ErrorCode::bad_recipe);
  return recipe.error().text();
}

TEST(Recipe, ReadsEveryPart) {
  const auto recipe = parse_recipe(kGood);
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->id, "heart-2");
  EXPECT_EQ(recipe->data.file, "heart.csv");
  EXPECT_EQ(recipe->outcome.column, "event");
  EXPECT_EQ(recipe->outcome.positive, "yes");
  EXPECT_EQ(recipe->outcome.negative, "no");
  ASSERT_EQ(recipe->predictors.size(), 3u);
  EXPECT_EQ(recipe->predictors[0].kind, Kind::integer);
  EXPECT_FALSE(recipe->predictors[0].required);
  EXPECT_EQ(recipe->predictors[0].hard->high, 120.0);
  EXPECT_EQ(recipe->predictors[1].units[1].factor, 10.0);
  EXPECT_EQ(recipe->predictors[2].levels[1].label.en, "Two");
  ASSERT_EQ(recipe->steps.size(), 4u);
  EXPECT_TRUE(std::get<FlagMissingRequest>(recipe->steps[0]).columns.empty());
  EXPECT_EQ(std::get<ImputeRequest>(recipe->steps[1]).columns, std::vector<std::string>{"age"});
  EXPECT_EQ(std::get<OneHotRequest>(recipe->steps[2]).columns, std::vector<std::string>{"stage"});
  EXPECT_TRUE(std::holds_alternative<StandardiseRequest>(recipe->steps[3]));
  EXPECT_EQ(std::get<LogisticRequest>(recipe->model).c, 0.5);
  EXPECT_EQ(recipe->validation.folds, 10u);
  EXPECT_EQ(recipe->validation.seed, 7u);
}

TEST(Recipe, FillsInWhatIsLeftOut) {
  const auto recipe = parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [{"id": "x", "kind": "numeric"}], "steps": [], "model": {"logistic_regression": {}}})");
  ASSERT_TRUE(recipe) << recipe.error().text();
  EXPECT_EQ(recipe->version, "0.1.0");
  EXPECT_EQ(recipe->standing, Standing::demonstration);
  EXPECT_EQ(recipe->audience, Audience::clinician);
  EXPECT_EQ(recipe->data.delimiter, ",");
  EXPECT_EQ(recipe->outcome.id, "risk");
  EXPECT_TRUE(recipe->predictors[0].required);
  EXPECT_EQ(recipe->predictors[0].source_column(), "x");
  EXPECT_EQ(std::get<LogisticRequest>(recipe->model).c, 1.0);
  EXPECT_EQ(recipe->validation.folds, 5u);
  EXPECT_EQ(recipe->validation.seed, 0u);
}

TEST(Recipe, SurvivesWritingAndReading) {
  const auto once = parse_recipe(kGood);
  ASSERT_TRUE(once);
  const std::string written = to_json(*once);
  const auto twice = parse_recipe(written);
  ASSERT_TRUE(twice) << twice.error().text();
  EXPECT_EQ(to_json(*twice), written);
}

TEST(Recipe, SurvivesWritingAndReadingWhenInferred) {
  const std::string written = to_json(inferred(mixed_csv(), "event"));
  const auto read = parse_recipe(written);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(to_json(*read), written);
}

TEST(Recipe, IsWrittenShortWithoutLosingAnything) {
  for (const Recipe& recipe : {inferred(mixed_csv(), "event"), *parse_recipe(kGood)}) {
    const std::string written = to_short_json(recipe);
    EXPECT_LT(written.size(), to_json(recipe).size() / 2);
    const auto read = parse_recipe(written);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(to_json(*read), to_json(recipe));
  }
}

TEST(Recipe, WritesShortlyWhatIsNotTheDefault) {
  Predictor predictor;
  predictor.id = "x";
  EXPECT_EQ(to_short_json(predictor), "{\n  \"id\": \"x\",\n  \"kind\": \"numeric\"\n}\n");
  predictor.required = false;
  predictor.levels = {{"a", {}}};
  predictor.written.decimal_mark = ",";
  EXPECT_EQ(to_short_json(predictor), R"({
  "id": "x",
  "kind": "numeric",
  "levels": [
    {
      "id": "a"
    }
  ],
  "required": false,
  "written": {
    "decimal_mark": ","
  }
}
)");
}

// ------------------------------------------------------------------------------------------------- its shape

TEST(Recipe, ThatIsNotJsonIsRefusedWithLineAndColumn) {
  const auto recipe = parse_recipe("{\n  \"id\": oops\n}");
  ASSERT_FALSE(recipe);
  EXPECT_EQ(recipe.error().path, "line 2, column 9");
  EXPECT_NE(recipe.error().message.find("this is not JSON"), std::string::npos);
}

TEST(Recipe, OfNothingIsRefused) {
  EXPECT_EQ(text_of(parse_recipe("")).find("line 1, column 1: this is not JSON"), 0u);
  EXPECT_EQ(text_of(parse_recipe("[]")), "expected an object, found a list of 0");
}

TEST(Recipe, WithANameTwiceIsRefused) {
  EXPECT_EQ(complaint("\"id\": \"heart-2\",", "\"id\": \"heart-2\", \"id\": \"heart-3\","),
            "the name \"id\" stands twice in one object");
}

TEST(Recipe, WithAnUnknownFieldSuggestsTheNearest) {
  EXPECT_EQ(complaint("\"folds\"", "\"fold\""), "validation: \"fold\" is not known; did you mean \"folds\"?");
  EXPECT_EQ(complaint("\"required\"", "\"requierd\""),
            "predictors[0]: \"requierd\" is not known; did you mean \"required\"?");
  EXPECT_EQ(complaint("\"C\"", "\"penalty\""),
            "model.logistic_regression: \"penalty\" is not known; known: C, l1_ratio, optimiser");
}

TEST(Recipe, WithoutANeededFieldIsRefused) {
  EXPECT_EQ(complaint("\"id\": \"heart-2\",", ""), "field \"id\" is missing");
  EXPECT_EQ(complaint("\"positive\": \"yes\", ", ""), "outcome.positive: names no class");
  EXPECT_EQ(complaint("\"kind\": \"integer\", ", ""), "predictors[0]: field \"kind\" is missing");
}

TEST(Recipe, WithAWrongTypeSaysWhatIsExpectedAndFound) {
  EXPECT_EQ(complaint("\"heart-2\"", "2"), "id: expected a text, found the number 2");
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": \"ten\""),
            "validation.folds: expected a whole number from 0 to 4294967295, found the text \"ten\"");
  EXPECT_EQ(complaint("\"seed\": 7", "\"seed\": -7"),
            "validation.seed: expected a whole number from 0 to 4294967295, found the number -7");
  EXPECT_EQ(complaint("\"seed\": 7", "\"seed\": 4294967296"),
            "validation.seed: expected a whole number from 0 to 4294967295, found the number 4294967296");
  EXPECT_EQ(complaint("\"required\": false", "\"required\": \"no\""),
            "predictors[0].required: expected true or false, found the text \"no\"");
  EXPECT_EQ(complaint("\"high\": 120", "\"high\": null"),
            "predictors[0].hard.high: expected a number, found null");
  EXPECT_EQ(complaint("\"columns\": [\"age\"]", "\"columns\": \"age\""),
            "steps[1].impute.columns: expected a list, found the text \"age\"");
  EXPECT_EQ(complaint("{\"flag_missing\": {}}", "\"flag_missing\""),
            "steps[0]: expected an object with one name, found the text \"flag_missing\"");
}

TEST(Recipe, WithAnUnknownChoiceSuggestsTheNearest) {
  EXPECT_EQ(complaint("\"median\"", "\"medain\""),
            "steps[1].impute.statistic: \"medain\" is not known; did you mean \"median\"?");
  EXPECT_EQ(
      complaint("\"categorical\"", "\"factor\""),
      "predictors[2].kind: \"factor\" is not known; known: numeric, integer, boolean, categorical, date");
  EXPECT_EQ(complaint("\"standardise\"", "\"standardize\""),
            "steps[3]: \"standardize\" is not known; did you mean \"standardise\"?");
  EXPECT_EQ(complaint("\"logistic_regression\"", "\"logistic_regresion\""),
            "model: \"logistic_regresion\" is not known; did you mean \"logistic_regression\"?");
}

// ----------------------------------------------------------------------------------------------- its meaning

TEST(Recipe, OfAnotherVersionIsRefused) {
  EXPECT_EQ(complaint("\"nearside_recipe\": 1", "\"nearside_recipe\": 2"),
            "nearside_recipe: this Nearside reads version 1, found 2");
}

TEST(Recipe, NeedsAnIdOfLowerCaseLettersDigitsAndHyphens) {
  for (const std::string& id : {std::string(), std::string("Heart"), std::string("heart_2"),
                                std::string("heart 2"), std::string("h\xC3\xA9"), std::string(101, 'a')}) {
    EXPECT_EQ(complaint("\"heart-2\"", "\"" + id + "\""),
              "id: must be 1 to 100 lower-case letters, digits and hyphens, found \"" + id + "\"");
  }
  EXPECT_EQ(complaint("\"heart-2\"", "\"" + std::string(100, 'a') + "\""), "ok");
}

TEST(Recipe, NamesItsTable) {
  EXPECT_EQ(complaint("\"heart.csv\"", "\"\""), "data.file: names no file");
  EXPECT_EQ(
      complaint("\"heart.csv\"", "\"heart.csv\", \"delimiter\": \";;\""),
      "data.delimiter: must be one character such as ; or a tab, with which no word, number or quote is "
      "written, not \";;\"");
  for (const std::string delimiter : {"", "7", "."}) {
    EXPECT_TRUE(complaint("\"heart.csv\"", "\"heart.csv\", \"delimiter\": \"" + delimiter + "\"")
                    .starts_with("data.delimiter: must be one character"));
  }
}

TEST(RecipeOutcome, NeedsAColumnTwoClassesAndAnId) {
  EXPECT_EQ(complaint("\"column\": \"event\"", "\"column\": \"\""), "outcome.column: names no column");
  EXPECT_EQ(complaint("\"yes\"", "\"\""), "outcome.positive: names no class");
  EXPECT_EQ(complaint("\"no\"", "\"yes\""), "outcome.negative: is the same as outcome.positive");
  EXPECT_EQ(complaint("\"no\"", "\"no\", \"id\": \"\""), "outcome.id: an output needs an id");
}

TEST(RecipeOutcome, CantBeCalledIssuesBecausePredictionsHaveThatColumn) {
  EXPECT_EQ(complaint("\"no\"", "\"no\", \"id\": \"issues\""),
            "outcome.id: \"issues\" is the name of another column of predictions");
}

/// What is said of the good recipe with this outcome.
std::string complaint_about_outcome(const std::string& outcome) {
  return complaint(R"("outcome": {"column": "event", "positive": "yes", "negative": "no"})",
                   "\"outcome\": " + outcome);
}

// An id begins cells of the tables that we write; a text of the person's own table stays as it is.
TEST(RecipeNames, AreNoneThatASpreadsheetWouldRun) {
  const std::string says =
      ": begins with = + - @, a tab or a line break: a spreadsheet would run it as a formula";
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"=crp\""), "predictors[1].id" + says);
  EXPECT_EQ(
      complaint("\"steps\": [", R"("exclusions": [{"id": "-q", "question": {"en": "Q?"}, "refuse_if": true,
                "reason": {"en": "R"}}], "steps": [)"),
      "exclusions[0].id" + says);
  EXPECT_EQ(complaint("\"no\"", "\"no\", \"id\": \"@risk\""), "outcome.id" + says);
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "+", "positive_values": ["yes"]})"),
            "outcome.positive" + says);
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "classes":
                [{"id": "-", "values": ["no"]}, {"id": "yes"}, {"id": "+"}]})"),
            "outcome.classes[0].id" + says);
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "+", "negative": "-"})"), "ok");
  EXPECT_EQ(complaint("{\"standardise\": {}}", R"({"formula": {"name": "=a", "expression": "age"}})"),
            "steps[3].formula" + says);
}

TEST(RecipeOutcome, CantPredictItself) {
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"event\""),
            "predictors[1]: \"event\" is the outcome; it can't predict itself");
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"crp\", \"column\": \"event\""),
            "predictors[1]: \"event\" is the outcome; it can't predict itself");
}

TEST(RecipeOutcome, NamesTheClassThatSeveralTextsMean) {
  EXPECT_EQ(complaint("\"no\"", "\"no\", \"positive_values\": [\"1\", \"no\"]"),
            "outcome.negative: is one of outcome.positive_values");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "kind": "quantity", "positive_values": ["1"]})"),
            "outcome.positive_values: mean no class; `positive` names it");
}

TEST(RecipeOutcome, HasNoTextThatMeansTwoThings) {
  EXPECT_EQ(
      complaint_about_outcome(
          R"({"column": "event", "positive": "yes", "negative": "no", "negative_values": ["n", "yes"]})"),
      "outcome.negative_values[1]: \"yes\" stands in outcome.positive, too");
  EXPECT_EQ(
      complaint_about_outcome(
          R"({"column": "event", "positive": "yes", "negative": "no", "missing_markers": ["NA", "no"]})"),
      "outcome.missing_markers[1]: \"no\" stands in outcome.negative, too");
  const auto timed = [](const std::string& rest) {
    return complaint_about_outcome(
        R"({"column": "event", "kind": "time_to_event", "positive": "1", "time": "days", "horizons": [5])" +
        rest + "}");
  };
  EXPECT_EQ(timed(R"(, "censored": ["0", "1"])"),
            "outcome.censored[1]: \"1\" stands in outcome.positive, too");
  EXPECT_EQ(timed(R"(, "censored": ["0", "2"], "competing": ["2"])"),
            "outcome.competing[0]: \"2\" stands in outcome.censored[1], too");
}

TEST(RecipeOutcome, TakesTheRestAloneAndInOnePlace) {
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "yes", "negative": "rest"})"), "ok");
  EXPECT_EQ(complaint_about_outcome(
                R"({"column": "event", "positive": "yes", "negative": "no", "negative_values": ["rest"]})"),
            "outcome.negative_values: `rest` means every other text; it stands in outcome.negative");
  EXPECT_EQ(complaint_about_outcome(
                R"({"column": "event", "positive": "yes", "negative": "rest", "negative_values": ["no"]})"),
            "outcome.negative_values: mean no class; `negative` names it");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "kind": "time_to_event", "positive": "1",
                "time": "days", "horizons": [5], "censored": ["0", "rest"]})"),
            "outcome.censored: `rest` means every other text; it stands alone");
}

TEST(RecipeOutcome, HasNothingThatBelongsToAnotherKind) {
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "yes", "censored": ["0"]})"),
            "outcome.censored: belongs to another kind of outcome than binary");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "kind": "quantity", "positive": "yes"})"),
            "outcome.positive: belongs to another kind of outcome than quantity");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "yes", "time": "days"})"),
            "outcome.time: belongs to another kind of outcome than binary");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "kind": "ordered"})"),
            "outcome.classes: names no class");
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "positive": "yes", "unit": "kg"})"),
            "outcome.unit: belongs to another kind of outcome than binary");
}

TEST(RecipeOutcome, OfATimeNeedsItsColumnAndAscendingHorizons) {
  const auto timed = [](const std::string& rest) {
    return complaint_about_outcome(R"({"column": "event", "kind": "time_to_event", "positive": "yes")" +
                                   rest + "}");
  };
  EXPECT_EQ(timed(""), "outcome.time: names no column; a time to an event needs one");
  EXPECT_EQ(timed(R"(, "time": "days")"),
            "outcome.horizons: names no horizon, such as [5] for the risk within five years");
  EXPECT_EQ(timed(R"(, "time": "days", "horizons": [5, 1])"),
            "outcome.horizons[1]: must be above 5, found 1");
  EXPECT_EQ(timed(R"(, "time": "days", "horizons": [5], "years_per_unit": 0)"),
            "outcome.years_per_unit: must be above 0, found 0");
  EXPECT_EQ(timed(R"(, "time": "age", "horizons": [5])"),
            "predictors[0]: \"age\" is the outcome; it can't predict itself");
}

TEST(RecipeModel, FitsTheKindOfTheOutcome) {
  EXPECT_EQ(complaint_about_outcome(R"({"column": "event", "kind": "quantity"})"),
            "model.logistic_regression: can't predict an outcome of kind quantity");
}

TEST(RecipePredictors, AreAtLeastOneWithDifferentIdsAndColumns) {
  const auto none = parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [], "steps": [], "model": {"logistic_regression": {}}})");
  EXPECT_EQ(text_of(none), "predictors: a model needs at least one predictor");
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"\""), "predictors[1].id: a predictor needs an id");
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"age\""), "predictors[1].id: \"age\" stands twice");
  EXPECT_EQ(complaint("\"id\": \"crp\"", "\"id\": \"crp\", \"column\": \"age\""),
            "predictors[1].column: \"age\" is used by two predictors");
}

TEST(RecipeUnits, AreDifferentFiniteAndTheFirstIsTheModelsOwn) {
  EXPECT_EQ(complaint("{\"ucum\": \"mg/L\"}", "{\"ucum\": \"\"}"),
            "predictors[1].units[0].ucum: a unit needs a UCUM code");
  EXPECT_EQ(complaint("\"ucum\": \"mg/dL\"", "\"ucum\": \"mg/L\""),
            "predictors[1].units[1].ucum: \"mg/L\" stands twice");
  EXPECT_EQ(complaint("\"factor\": 10", "\"factor\": 0"),
            "predictors[1].units[1].factor: must be finite and not 0");
  EXPECT_EQ(complaint("{\"ucum\": \"mg/L\"}", "{\"ucum\": \"mg/L\", \"factor\": 10}"),
            "predictors[1].units[0]: the first unit is the model's own: its factor is 1 and its offset 0");
  EXPECT_EQ(complaint("{\"ucum\": \"mg/L\"}", "{\"ucum\": \"mg/L\", \"offset\": 1}"),
            "predictors[1].units[0]: the first unit is the model's own: its factor is 1 and its offset 0");
}

TEST(RecipeUnits, OfAWholeNumberAreOneAtMost) {
  EXPECT_EQ(
      complaint("\"kind\": \"numeric\"", "\"kind\": \"integer\""),
      "predictors[1].units: a whole number in one unit is a fraction in another; make the kind numeric");
  EXPECT_EQ(complaint("\"kind\": \"integer\"", "\"kind\": \"integer\", \"units\": [{\"ucum\": \"a\"}]"),
            "ok");
}

TEST(RecipeLevels, FitTheKind) {
  EXPECT_EQ(
      complaint("[{\"id\": \"I\"}, {\"id\": \"II\", \"label\": {\"en\": \"Two\"}}]", "[{\"id\": \"I\"}]"),
      "predictors[2].levels: a categorical predictor has at least two levels");
  EXPECT_EQ(complaint("{\"id\": \"II\", ", "{\"id\": \"I\", "),
            "predictors[2].levels[1].id: \"I\" stands twice");
  EXPECT_EQ(complaint("{\"id\": \"I\"}", "{\"id\": \"\"}"),
            "predictors[2].levels[0].id: a level needs an id");
  EXPECT_EQ(complaint("\"categorical\"", "\"numeric\""), "predictors[2].levels: a number has no levels");
  EXPECT_EQ(complaint("{\"id\": \"I\"}, ", "{\"id\": \"0\"}, {\"id\": \"I\"}, "), "ok");
  std::string boolean = replaced("\"categorical\"", "\"boolean\"");
  EXPECT_EQ(text_of(parse_recipe(boolean)), "");
  boolean.replace(boolean.find("{\"id\": \"I\"}, "), 13, "");
  EXPECT_EQ(text_of(parse_recipe(boolean)),
            "predictors[2].levels: a boolean predictor has two levels, first the one that means no; found 1");
}

TEST(RecipeLevels, HaveNeitherUnitsNorRanges) {
  EXPECT_EQ(
      complaint("\"kind\": \"categorical\"", "\"kind\": \"categorical\", \"units\": [{\"ucum\": \"1\"}]"),
      "predictors[2].levels: a predictor with levels has no units");
  EXPECT_EQ(complaint("\"kind\": \"categorical\"",
                      "\"kind\": \"categorical\", \"hard\": {\"low\": 0, \"high\": 1}"),
            "predictors[2].levels: a predictor with levels has no ranges");
}

TEST(RecipeRanges, HaveTheLowEndBelow) {
  EXPECT_EQ(complaint("\"low\": 0", "\"low\": 121"), "predictors[0].hard: low is above high");
  EXPECT_EQ(complaint("\"low\": 0", "\"low\": 120"), "ok");
  EXPECT_EQ(complaint("\"hard\": {\"low\": 0", "\"development\": {\"low\": 121"),
            "predictors[0].development: low is above high");
}

TEST(RecipeSteps, NameOnlyPredictors) {
  EXPECT_EQ(complaint("\"columns\": [\"age\"]", "\"columns\": [\"agge\"]"),
            "steps[1].impute.columns[0]: there is no predictor \"agge\"; did you mean \"age\"?");
  EXPECT_EQ(complaint("{\"flag_missing\": {}}", "{\"flag_missing\": {\"columns\": [\"age\", \"weight\"]}}"),
            "steps[0].flag_missing.columns[1]: there is no predictor \"weight\"; known: age, crp, stage");
  EXPECT_EQ(complaint("{\"standardise\": {}}", "{\"standardise\": {\"columns\": [\"event\"]}}"),
            "steps[3].standardise.columns[0]: there is no predictor \"event\"; known: age, crp, stage");
}

TEST(RecipeSteps, SayWhichColumnsAreStandardisedOnlyWhereNoneIsNamed) {
  const auto standardise = [](const std::string& said) {
    return complaint("{\"standardise\": {}}", "{\"standardise\": {" + said + "}}");
  };
  EXPECT_EQ(standardise("\"which\": \"by_model\""), "ok");
  EXPECT_EQ(standardise("\"columns\": [\"age\"], \"which\": \"every_column\""), "ok");
  EXPECT_EQ(standardise("\"columns\": [\"age\"], \"which\": \"numbers\""),
            "steps[3].standardise.which: says which columns where none is named; `columns` names some");
}

TEST(RecipeSteps, NameEachPredictorOnce) {
  EXPECT_EQ(complaint("\"columns\": [\"stage\"]", "\"columns\": [\"stage\", \"stage\"]"),
            "steps[2].one_hot.columns[1]: \"stage\" stands twice");
}

TEST(RecipeModel, HasAPenaltyThatIsNotNegative) {
  EXPECT_EQ(complaint("\"C\": 0.5", "\"C\": -1"), "model.logistic_regression.C: must be a number from 0");
  EXPECT_EQ(complaint("\"C\": 0.5", "\"C\": 0"), "ok");
}

TEST(RecipeValidation, HasTwoToAHundredFolds) {
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": 1"), "validation.folds: must be from 2 to 100, found 1");
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": 0"), "validation.folds: must be from 2 to 100, found 0");
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": 101"),
            "validation.folds: must be from 2 to 100, found 101");
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": 2"), "ok");
  EXPECT_EQ(complaint("\"folds\": 10", "\"folds\": 100"), "ok");
}

/// What is said about a step in place of the good recipe's imputation.
std::string complaint_about(const std::string& step) {
  return complaint(R"({"impute": {"statistic": "median", "columns": ["age"]}})", step);
}

TEST(Recipe, ReadsEveryWayToImpute) {
  for (
      const char* step :
      {R"({"impute": {"statistic": "mean"}})",
       R"({"impute": {"statistic": "constant", "value": 0, "columns": ["age"]}})",
       R"({"impute": {"statistic": "constant", "level": "II", "columns": ["stage"]}})",
       R"({"impute_conditional_normal": {}})", R"({"impute_neighbours": {"allow_development_rows": true}})",
       R"({"impute_neighbours": {"allow_development_rows": true, "neighbours": 7, "weights": "distance"}})"}) {
    EXPECT_EQ(complaint_about(step), "ok") << step;
  }
}

TEST(Recipe, RefusesSettingsOfAnImputationThatCanNotBe) {
  EXPECT_EQ(complaint_about(R"({"impute": {"statistic": "meen"}})"),
            "steps[1].impute.statistic: \"meen\" is not known; did you mean \"mean\"?");
  EXPECT_EQ(complaint_about(R"({"impute": {"statistic": "constant", "value": 0}})"),
            "steps[1].impute.columns: a constant needs its columns named");
  EXPECT_EQ(complaint_about(R"({"impute": {"statistic": "constant", "columns": ["age"]}})"),
            "steps[1].impute: a constant is either a `value` or a `level`");
  EXPECT_EQ(complaint_about(
                R"({"impute": {"statistic": "constant", "value": 0, "level": "I", "columns": ["age"]}})"),
            "steps[1].impute: a constant is either a `value` or a `level`");
  EXPECT_EQ(complaint_about(R"({"impute": {"statistic": "mean", "value": 0}})"),
            "steps[1].impute.value: goes with the statistic \"constant\" only");
  EXPECT_EQ(complaint_about(R"({"impute": {"statistic": "mean", "level": "I"}})"),
            "steps[1].impute.level: goes with the statistic \"constant\" only");
  EXPECT_EQ(complaint_about(R"({"impute_conditional_normal": {"columns": ["aged"]}})"),
            "steps[1].impute_conditional_normal.columns[0]: there is no predictor \"aged\"; did you mean "
            "\"age\"?");
  EXPECT_EQ(complaint_about(R"({"impute_neighbours": {}})"),
            "steps[1].impute_neighbours: field \"allow_development_rows\" is missing");
  EXPECT_NE(complaint_about(R"({"impute_neighbours": {"allow_development_rows": false}})")
                .find("steps[1].impute_neighbours.allow_development_rows: neighbours are rows of the"),
            std::string::npos);
  EXPECT_EQ(complaint_about(R"({"impute_neighbours": {"allow_development_rows": true, "neighbours": 65}})"),
            "steps[1].impute_neighbours.neighbours: must be from 1 to 64, found 65");
}

TEST(Recipe, ReadsEveryWayToProject) {
  for (const char* step : {R"({"pca": {"count": 2}})", R"({"pca": {"share": 0.9, "whiten": true}})",
                           R"({"svd": {"count": 2, "prefix": "T", "columns": ["age", "crp"]}})"}) {
    EXPECT_EQ(complaint_about(step), "ok") << step;
  }
  EXPECT_EQ(complaint_about(R"({"pca": {"count": 2}}, {"standardise": {"columns": ["PC2"]}})"), "ok");
}

TEST(Recipe, RefusesSettingsOfAProjectionThatCanNotBe) {
  EXPECT_EQ(complaint_about(R"({"pca": {}})"),
            "steps[1].pca: needs either a `count` of components or a `share` of variance");
  EXPECT_EQ(complaint_about(R"({"pca": {"count": 2, "share": 0.5}})"),
            "steps[1].pca: needs either a `count` of components or a `share` of variance");
  for (const char* share : {"1", "-0.5", "95"}) {
    EXPECT_EQ(complaint_about(R"({"pca": {"share": )" + std::string(share) + "}}"),
              "steps[1].pca.share: must be above 0 and below 1");
  }
  EXPECT_EQ(complaint_about(R"({"svd": {"count": 0}})"), "steps[1].svd.count: must be from 1 to 4096");
  EXPECT_EQ(complaint_about(R"({"pca": {"count": 5000}})"), "steps[1].pca.count: must be at most 4096");
  EXPECT_EQ(complaint_about(R"({"pca": {"count": 2, "prefix": ""}})"),
            "steps[1].pca.prefix: must be 1 to 100 bytes long");
  EXPECT_EQ(complaint_about(R"({"pca": {"count": 2}}, {"pca": {"count": 1}})"),
            "steps[2].pca: would create \"PC1\", which there is already");
}

}  // namespace
}  // namespace nearside
