// SPDX-License-Identifier: Apache-2.0
#include "tools/table/development_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/utf8.h"
#include "core/data/csv.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Numbers = std::vector<std::uint64_t>;
using Outcomes = std::vector<std::uint8_t>;

/// Age from 0 to 120, crp that may be missing, sex F or M; outcome `event`.
Recipe example() {
  Recipe recipe;
  recipe.outcome.column = "event";
  recipe.outcome.positive = "yes";
  recipe.outcome.negative = "no";
  recipe.outcome.missing_markers = {"NA"};
  Predictor age = numeric("age");
  age.kind = Kind::integer;
  age.hard = Range{0, 120};
  Predictor crp = numeric("crp", false);
  crp.column = "CRP (mg/L)";
  crp.missing_markers = {"NA"};
  recipe.predictors = {age, crp, with_levels("sex", Kind::categorical, {"F", "M"})};
  return recipe;
}
const std::string kHeader = "sex,event,age,CRP (mg/L)\n";

Result<DevelopmentTable> read(const std::string& text, const Recipe& recipe = example()) {
  const TempFolder folder;
  const std::string path = folder.with("table.csv", text);
  return after_name(path, read_development_table(recipe, path));
}

/// The error about this one row, which is row 3 of the file.
std::string complaint(const std::string& row) {
  const auto table = read(kHeader + "F,no,50,1\n" + row + "\n");
  if (table) return "ok";
  EXPECT_EQ(table.error().code, ErrorCode::bad_data);
  return table.error().text();
}

TEST(DevelopmentTable, BindsEachRowInTheOrderOfThePredictors) {
  const auto table = read(kHeader + "F,no,50,1.5\nM,yes,60,\n");
  ASSERT_TRUE(table) << text_of(table);
  ASSERT_EQ(table->rows.columns, 3u);
  ASSERT_EQ(table->rows.rows(), 2u);
  EXPECT_EQ(table->rows.row(0)[0], 50.0);
  EXPECT_EQ(table->rows.row(0)[1], 1.5);
  EXPECT_EQ(table->rows.row(0)[2], 0.0);
  EXPECT_TRUE(std::isnan(table->rows.row(1)[1]));
  EXPECT_EQ(table->rows.row(1)[2], 1.0);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1}));
}

/// The error about the outcome of one row, which is row 2 of the file.
std::string complaint_of(const Recipe& recipe, const std::string& outcome) {
  return text_of(read(kHeader + "F," + outcome + ",50,1\n", recipe));
}

TEST(DevelopmentTable, LeavesRowsWithoutAnOutcomeOutAndCountsThem) {
  const auto table = read(kHeader + "F,no,50,1\nM,,60,2\nM,NA,60,2\nF,yes,61,NA\n");
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->cleaning.rows_without_outcome, 2u);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1}));
  EXPECT_EQ(table->number, (Numbers{1, 4}));
}

TEST(DevelopmentTable, DoesNotCheckTheOtherValuesOfARowWithoutAnOutcome) {
  EXPECT_EQ(complaint("F,,500,x"), "ok");
}

// The predictors' fields were always read without the spaces around them, the outcome's once not.
TEST(DevelopmentTable, ReadsTheOutcomeWithoutTheSpacesAroundIt) {
  const auto table = read(kHeader + "F, no,50,1\nM,yes\t,60,2\nM,  ,60,2\n");
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1}));
  EXPECT_EQ(table->cleaning.rows_without_outcome, 1u);
}

TEST(DevelopmentTable, RefusesAThirdClass) {
  EXPECT_EQ(complaint("F,maybe,50,1"), "row 3, column event: \"maybe\" is neither \"yes\" nor \"no\"");
}

TEST(DevelopmentTable, RefusesTextWhereANumberBelongs) {
  EXPECT_EQ(complaint("F,no,50,high"),
            "row 3, column CRP (mg/L): \"high\" is not a number; if it means `missing`, add it to "
            "missing_markers");
}

TEST(DevelopmentTable, GoesOnPastALongTextThatNobodyUses) {
  const auto table = read("note," + kHeader + std::string(1'000'000, 'n') + ",F,no,50,1\nshort,M,yes,60,2\n");
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1}));
}

TEST(DevelopmentTable, RefusesALongTextInEveryColumnThatIsUsed) {
  const std::string text(kMaxFieldBytes + 1, '7');
  const std::string shown = "\"" + std::string(60, '7') + "\"";
  const std::string too_long = shown + " is the beginning of a value of more than 65536 bytes";
  EXPECT_TRUE(
      complaint("F,no,50," + text).starts_with("row 3, column CRP (mg/L): " + shown + " is not a number"));
  EXPECT_TRUE(complaint(text + ",no,50,1").starts_with("row 3, column sex: " + shown + " is not among"));
  EXPECT_EQ(complaint("F," + text + ",50,1"), "row 3, column event: " + too_long);

  Recipe recipe = example();
  recipe.outcome.negative = "";  // anything else than yes
  const auto said = [&](const Recipe& by) {
    return text_of(read("extra," + kHeader + "1,F,no,50,1\n" + text + ",F,no,50,1\n", by));
  };
  EXPECT_EQ(text_of(read(kHeader + "F," + text + ",50,1\n", recipe)), "row 2, column event: " + too_long);
  EXPECT_EQ(said(recipe), "");
  Recipe by = recipe;
  by.data.only = {{"extra", {}, {}, {"1"}}};
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
  by = recipe;
  by.data.key = {"extra"};
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
  by = recipe;
  by.validation.group = {"extra"};
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
  by = recipe;
  by.validation.order = "extra";
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
  by = recipe;
  by.data.weight = "extra";
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
  by = recipe;
  by.outcome.kind = OutcomeKind::time_to_event;
  by.outcome.time = "extra";
  EXPECT_EQ(said(by), "row 3, column extra: " + too_long);
}

TEST(DevelopmentTable, RefusesAFractionWhereAWholeNumberBelongs) {
  EXPECT_EQ(complaint("F,no,50.5,1"),
            "row 3, column age: \"50.5\" is not a whole number; the recipe's kind is integer");
}

TEST(DevelopmentTable, RefusesAnUnknownLevel) {
  EXPECT_EQ(complaint("W,no,50,1"),
            "row 3, column sex: \"W\" is not among the recipe's levels; if it means one of them, add it to "
            "its aliases");
}

TEST(DevelopmentTable, RefusesAValueOutsideTheHardRange) {
  EXPECT_EQ(complaint("F,no,121,1"), "row 3, column age: \"121\" is outside the hard range (limit 120)");
  EXPECT_EQ(complaint("F,no,-1,1"), "row 3, column age: \"-1\" is outside the hard range (limit 0)");
  EXPECT_EQ(complaint("F,no,50,-1e16"),
            "row 3, column CRP (mg/L): \"-1e16\" is beyond the largest number that is taken, 1e+15");
  EXPECT_EQ(complaint("F,no,120,1"), "ok");
  EXPECT_EQ(complaint("F,no,0,1"), "ok");
}

TEST(DevelopmentTable, RefusesARequiredPredictorWithoutAValue) {
  EXPECT_EQ(complaint("F,no,,1"),
            "row 3, column age: no value, but the recipe says that age is required; set \"required\": false "
            "to impute it");
}

TEST(DevelopmentTable, TakesValuesOutsideTheDevelopmentRange) {
  Recipe recipe = example();
  recipe.predictors[0].development = Range{40, 60};
  EXPECT_TRUE(read(kHeader + "F,no,90,1\n", recipe));
}

TEST(DevelopmentTable, ShowsTheBeginningOfALongTextInWholeCharacters) {
  std::string heart;
  for (int i = 0; i < 40; ++i) heart += "\xE5\xBF\x83";
  const std::string text = complaint("F,no,50,a" + heart);
  EXPECT_TRUE(is_utf8(text)) << text;
  EXPECT_NE(text.find("\"a" + heart.substr(0, 57) + "\" is not a number"), std::string::npos) << text;
}

TEST(DevelopmentTable, SuggestsTheNearestColumn) {
  EXPECT_EQ(text_of(read("sex,event,Age,CRP (mg/L)\n")), "has no column \"age\"; did you mean \"Age\"?");
  EXPECT_EQ(text_of(read("sex,evnt,age,CRP (mg/L)\n")), "has no column \"event\"; did you mean \"evnt\"?");
}

TEST(DevelopmentTable, PassesOnWhatIsWrongWithTheFile) {
  EXPECT_EQ(text_of(read(kHeader + "F,no,50\n")), "row 2: has 3 fields, the header has 4");
  EXPECT_EQ(text_of(read("")), "row 1: the text is empty; expected a header row");
  const TempFolder folder;
  EXPECT_FALSE(read_development_table(example(), folder.path("absent.csv")));
}

TEST(DevelopmentTable, ReadsTheDelimiterOfTheRecipe) {
  Recipe recipe = example();
  recipe.data.delimiter = ";";
  EXPECT_TRUE(read("sex;event;age;CRP (mg/L)\nF;no;50;1\n", recipe));
}

// Cleaning.

TEST(DevelopmentTable, ListsAllValuesThatItCanNotUse) {
  const auto table = read(kHeader + "W,no,50,1\nF,perhaps,50,1\nF,no,old,x\nF,no,50,1\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::bad_data);
  const std::string text = table.error().text();
  EXPECT_EQ(text.substr(0, 45), "4 values can't be used, the first of them:\n  ") << text;
  for (const char* part : {"row 2, column sex: \"W\"", "row 3, column event: \"perhaps\"",
                           "row 4, column age: \"old\"", "row 4, column CRP (mg/L): \"x\""}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(DevelopmentTable, ShowsTwentyOfManyFaultsAndTheNumberOfAll) {
  std::string text = kHeader;
  for (int i = 0; i < 30; ++i) text += "W,no,50,1\n";
  const auto table = read(text);
  ASSERT_FALSE(table);
  const std::string told = table.error().text();
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 20);
  EXPECT_NE(told.find("30 values"), std::string::npos);
}

TEST(DevelopmentTable, CountsEqualRowsAndKeepsThemUnlessToldOtherwise) {
  const std::string rows = "F,no,50,1\nM,yes,60,2\nF,no,50,1\nF,no,50,1\nF,no,50,1.0\n";
  const auto kept = read(kHeader + rows);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->cleaning.rows_in_file, 5u);
  EXPECT_EQ(kept->cleaning.equal_rows, 2u);
  EXPECT_EQ(kept->cleaning.equal_dropped, 0u);
  EXPECT_EQ(kept->number, (Numbers{1, 2, 3, 4, 5}));
  Recipe recipe = example();
  recipe.data.drop_equal_rows = true;
  const auto dropped = read(kHeader + rows, recipe);
  ASSERT_TRUE(dropped);
  EXPECT_EQ(dropped->cleaning.equal_dropped, 2u);
  EXPECT_EQ(dropped->number, (Numbers{1, 2, 5}));
}

// Two fields are not one: "ab","c" is not "a","bc".
TEST(DevelopmentTable, TellsRowsApartByTheirFields) {
  const auto table = read("sex,event,age,CRP (mg/L),a,b\nF,no,50,1,ab,c\nF,no,50,1,a,bc\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->cleaning.equal_rows, 0u);
}

Result<DevelopmentTable> read_keyed(Repeated repeated) {
  Recipe recipe = example();
  recipe.data.key = {"person"};
  recipe.data.repeated = repeated;
  return read(
      "person,sex,event,age,CRP (mg/L)\np,F,no,50,1\nq,M,yes,60,2\n p,F,yes,51,1\nr,M,no,62,2\nq,M,no,61,2\n",
      recipe);
}

TEST(DevelopmentTable, StopsAtARepeatedKeyUnlessToldWhatToDo) {
  const auto table = read_keyed(Repeated::refuse);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().text(),
            "row 4, column person: has the key of row 2; set data.repeated to first, last or all to go on");
}

TEST(DevelopmentTable, KeepsTheFirstTheLastOrAllRowsOfAKey) {
  const auto first = read_keyed(Repeated::first);
  ASSERT_TRUE(first) << text_of(first);
  EXPECT_EQ(first->number, (Numbers{1, 2, 4}));
  EXPECT_EQ(first->response.label, (Outcomes{0, 1, 0}));
  EXPECT_EQ(first->cleaning.repeated_dropped, 2u);
  const auto last = read_keyed(Repeated::last);
  ASSERT_TRUE(last) << text_of(last);
  EXPECT_EQ(last->number, (Numbers{3, 4, 5}));
  EXPECT_EQ(last->response.label, (Outcomes{1, 0, 0}));
  EXPECT_EQ(last->rows.row(0)[0], 51.0);
  EXPECT_EQ(last->cleaning.repeated_dropped, 2u);
  const auto all = read_keyed(Repeated::all);
  ASSERT_TRUE(all) << text_of(all);
  EXPECT_EQ(all->response.group, (std::vector<std::uint32_t>{0, 1, 0, 2, 1}));
  EXPECT_EQ(all->cleaning.repeated_keys, 2u);
  EXPECT_EQ(all->cleaning.repeated_dropped, 0u);
}

TEST(DevelopmentTable, KeepsGroupMomentAndWeightWithTheLastRowOfAKey) {
  Recipe recipe = example();
  recipe.data.key = {"person"};
  recipe.data.repeated = Repeated::last;
  recipe.data.weight = "w";
  recipe.validation.order = "year";
  const auto table = read(
      "person,w,year,sex,event,age,CRP (mg/L)\na,1,2001,F,no,50,1\nb,2,2002,F,yes,51,1\na,3,2003,F,yes,52,1\n"
      "c,4,2004,F,no,53,1\nb,5,2005,F,no,54,1\n",
      recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->number, (Numbers{3, 4, 5}));
  EXPECT_EQ(table->response.group, (std::vector<std::uint32_t>{0, 2, 1}));
  EXPECT_EQ(table->response.order, (std::vector<double>{2003.0, 2004.0, 2005.0}));
  EXPECT_DOUBLE_EQ(table->response.weight[2] / table->response.weight[0], 5.0 / 3.0);
}

TEST(DevelopmentTable, HasNoGroupsWhereEveryKeyHasOneRow) {
  Recipe recipe = example();
  recipe.data.key = {"person"};
  const auto table = read("person,sex,event,age,CRP (mg/L)\na,F,no,50,1\nb,F,yes,50,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_TRUE(table->response.group.empty());
}

TEST(DevelopmentTable, NeedsAKeyInEveryRow) {
  Recipe recipe = example();
  recipe.data.key = {"person"};
  const auto table = read("person,sex,event,age,CRP (mg/L)\n ,F,no,50,1\n", recipe);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().text(), "row 2, column person: is empty, but it is part of data.key");
}

TEST(DevelopmentTable, CountsImpossibleAndUnlistedValues) {
  Recipe recipe = example();
  recipe.predictors[0].impossible = Impossible::missing;
  recipe.predictors[0].required = false;
  recipe.predictors[2].unlisted = Unlisted::level;
  recipe.predictors[2].unlisted_level = "M";
  const auto table = read(kHeader + "F,no,455,1\nW,yes,65511,2\nX,no,50,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->cleaning.impossible, (Numbers{2, 0, 0}));
  EXPECT_EQ(table->cleaning.unlisted, (Numbers{0, 0, 2}));
  EXPECT_TRUE(std::isnan(table->rows.row(0)[0]));
  EXPECT_EQ(table->rows.row(2)[2], 1.0);
}

TEST(DevelopmentTable, UsesOnlyTheRowsThatAreWanted) {
  Recipe recipe = example();
  recipe.data.only = {{"age", 20.0, std::nullopt, {}}, {"sex", std::nullopt, std::nullopt, {"F"}}};
  const auto table = read(kHeader + "F,no,50,1\nF,yes,19,1\nM,no,50,1\nF,yes,20,1\nF,no,,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->number, (Numbers{1, 4}));
  EXPECT_EQ(table->cleaning.rows_not_wanted, 3u);
}

TEST(DevelopmentTable, TakesAllOtherClassesForTheRest) {
  Recipe recipe = example();
  recipe.outcome.negative = "rest";
  const auto table = read(kHeader + "F,no,50,1\nF,yes,50,1\nF,perhaps,50,1\nF,NA,50,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1, 0}));
}

TEST(DevelopmentTable, TakesSeveralTextsForTheOutcome) {
  Recipe recipe = example();
  recipe.outcome.positive = "ill";
  recipe.outcome.positive_values = {"mild", "severe"};
  const auto table = read(kHeader + "F,no,50,1\nF,mild,50,1\nF,severe,50,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{0, 1, 1}));
  EXPECT_EQ(text_of(read(kHeader + "F,ill,50,1\n", recipe)),
            "row 2, column event: \"ill\" is none of outcome.positive_values, nor \"no\"");
}

// Outcomes of other kinds, and weights.

Recipe example_of(OutcomeKind kind) {
  Recipe recipe = example();
  recipe.outcome = {};
  recipe.outcome.kind = kind;
  recipe.outcome.column = "event";
  return recipe;
}

TEST(DevelopmentTable, ReadsAQuantity) {
  const auto table = read(kHeader + "F,1.5,50,1\nM,-2e1,51,2\nM,,51,2\n", example_of(OutcomeKind::quantity));
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.value, (std::vector<double>{1.5, -20.0}));
  EXPECT_TRUE(table->response.label.empty());
  EXPECT_EQ(table->cleaning.rows_without_outcome, 1u);
  EXPECT_EQ(text_of(read(kHeader + "F,high,50,1\n", example_of(OutcomeKind::quantity))),
            "row 2, column event: \"high\" is not a number");
}

TEST(DevelopmentTable, ReadsACountOnlyFromWholeNumbers) {
  const auto table = read(kHeader + "F,0,50,1\nM,12,51,2\n", example_of(OutcomeKind::count));
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.value, (std::vector<double>{0.0, 12.0}));
  for (const std::string text : {"1.5", "-1"}) {
    EXPECT_EQ(text_of(read(kHeader + "F," + text + ",50,1\n", example_of(OutcomeKind::count))),
              "row 2, column event: \"" + text + "\" is not a count; it must be a whole number from 0");
  }
}

Recipe timed() {
  Recipe recipe = example_of(OutcomeKind::time_to_event);
  recipe.outcome.positive = "relapse";
  recipe.outcome.time = "months";
  recipe.outcome.years_per_unit = 1.0 / 12.0;
  recipe.outcome.horizons = {5};
  recipe.outcome.competing = {"death"};
  return recipe;
}
const std::string kTimed = "sex,event,age,CRP (mg/L),months\n";

TEST(DevelopmentTable, ReadsATimeToAnEvent) {
  const auto table = read(kTimed + "F,relapse,50,1,6\nM,alive,51,2,120\nM,alive,51,2,\n", timed());
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{1, 0}));
  EXPECT_EQ(table->response.value, (std::vector<double>{0.5, 10.0}));
  EXPECT_EQ(table->cleaning.rows_without_outcome, 1u);
  EXPECT_EQ(text_of(read(kTimed + "F,relapse,50,1,-6\n", timed())),
            "row 2, column months: \"-6\" is no time of observation; it must be a number from 0");
}

// Everything but the event counted as censored: a death, a missing answer, `Yes` for `yes`.
TEST(DevelopmentTable, TiesTimesThatRoundingParted) {
  Recipe recipe = timed();
  recipe.outcome.years_per_unit = 1.0;
  const auto table = read(kTimed + "F,relapse,50,1,0.3\nM,alive,51,2,0.30000000000000004\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.value, (std::vector<double>{0.3, 0.3}));
}

TEST(DevelopmentTable, TakesNoThirdTextForCensoredWithoutAWord) {
  Recipe recipe = timed();
  recipe.outcome.positive = "1";
  recipe.outcome.competing.clear();
  const auto said = [&](const std::string& texts) {
    std::string rows = kTimed;
    for (const char c : texts) rows += std::string("F,") + c + ",50,1,6\n";
    const auto table = read(rows, recipe);
    return table ? "ok" : table.error().text();
  };
  EXPECT_EQ(said("1010"), "ok");
  EXPECT_EQ(said("1212"), "ok");
  const std::string refused =
      "column event: outcome.censored is left out, and the column has several texts besides \"1\": ";
  EXPECT_EQ(said("10020"), refused +
                               "\"0\" (3 rows), \"2\" (1 row); write \"censored\": [\"0\"], or [\"rest\"] "
                               "for everything else; \"2\" may be an event after which the other can't "
                               "happen, such as a death: outcome.competing names it");
  EXPECT_EQ(said("1ab"), refused +
                             "\"a\" (1 row), \"b\" (1 row); write \"censored\": [\"a\", \"b\"], or "
                             "[\"rest\"] for everything else");
  recipe.outcome.censored = {"0"};
  EXPECT_EQ(said("10"), "ok");
  EXPECT_EQ(said("12"),
            "row 3, column event: \"2\" is named neither as the event nor as censored; it may be an "
            "event after which the other can't happen, such as a death: outcome.competing names it");
  recipe.outcome.censored = {"0", "2"};
  EXPECT_EQ(said("1020"), "ok");
  recipe.outcome.censored = {"rest"};
  EXPECT_EQ(said("10a2"), "ok");
  EXPECT_EQ(said("10?"),
            "row 4, column event: \"?\" reads as missing, and what is not said is no answer; name it in "
            "outcome.missing_markers, or in outcome.censored");
}

TEST(DevelopmentTable, TakesNoThirdTextForTheOtherClassWithoutAWord) {
  Recipe recipe = example();
  const auto read_texts = [&](const std::vector<std::string>& texts) {
    std::string rows = kHeader;
    for (const std::string& text : texts) rows += "F," + text + ",50,1\n";
    return read(rows, recipe);
  };
  recipe.outcome.negative.clear();
  EXPECT_TRUE(read_texts({"yes", "no", "NA", "no"}));  // NA is a marker
  EXPECT_EQ(
      text_of(read_texts({"yes", "no", "Yes", "no"})),
      "column event: outcome.negative is left out, and the column has several texts besides \"yes\": "
      "\"no\" (2 rows), \"Yes\" (1 row); name the one that means no, several in outcome.negative_values, or "
      "write \"rest\" for everything else");
  recipe.outcome.negative = "rest";
  const auto rest = read_texts({"yes", "no", "Yes"});
  ASSERT_TRUE(rest) << text_of(rest);
  EXPECT_EQ(rest->response.label, (Outcomes{1, 0, 0}));
  EXPECT_EQ(
      text_of(read_texts({"yes", "Unknown"})),
      "row 3, column event: \"Unknown\" reads as missing, and what is not said is no answer; name it in "
      "outcome.missing_markers, or in outcome.negative");
  recipe.outcome.negative = "no";
  recipe.outcome.negative_values = {"n", "never"};
  const auto several = read_texts({"yes", "n", "never"});
  ASSERT_TRUE(several) << text_of(several);
  EXPECT_EQ(several->response.label, (Outcomes{1, 0, 0}));
  EXPECT_EQ(text_of(read_texts({"no"})),
            "row 2, column event: \"no\" is named neither as \"yes\" nor as \"no\"");
}

TEST(DevelopmentTable, TakesNoMissingTextForTheClassOfAllOthers) {
  Recipe recipe = example();
  recipe.outcome = Outcome();
  recipe.outcome.column = "event";
  recipe.outcome.classes = {{"low", {"1"}, {}, {}}, {"middle", {"2"}, {}, {}}, {"other", {"*"}, {}, {}}};
  EXPECT_TRUE(read(kHeader + "F,1,50,1\nF,2,50,1\nF,x,50,1\n", recipe));
  EXPECT_EQ(text_of(read(kHeader + "F,1,50,1\nF,n/a,50,1\n", recipe)),
            "row 3, column event: \"n/a\" is a value of none of outcome.classes");
}

TEST(DevelopmentTable, TakesACompetingEventForCensoredOnlyWhereTheRecipeSaysSo) {
  Recipe recipe = timed();
  const std::string text = kTimed + "F,relapse,50,1,6\nM,death,51,2,12\n";
  EXPECT_EQ(text_of(read(text, recipe)),
            "row 3, column event: \"death\" is a competing event, and these models know one event; "
            "outcome.competing_as_censored says that it counts as censored");
  recipe.outcome.competing_as_censored = true;
  const auto table = read(text, recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.label, (Outcomes{1, 0}));
}

TEST(DevelopmentTable, DividesWeightsByTheirMeanAndLeavesOutWhatWeighsNothing) {
  Recipe recipe = example();
  recipe.data.weight = "w";
  const std::string header = "sex,event,age,CRP (mg/L),w\n";
  const auto table = read(header + "F,no,50,1,3\nM,yes,50,1,0\nM,yes,50,1,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.weight, (std::vector<double>{1.5, 0.5}));
  EXPECT_EQ(table->number, (Numbers{1, 3}));
  EXPECT_EQ(table->cleaning.rows_without_weight, 1u);
  for (const std::string bad : {"NaN", "-1", "", "heavy"}) {
    EXPECT_EQ(text_of(read(header + "F,no,50,1," + bad + "\n", recipe)),
              "row 2, column w: \"" + bad + "\" is no weight; it must be a number from 0");
  }
}

TEST(DevelopmentTable, TakesWeightsWhoseSumIsBeyondDoubles) {
  Recipe recipe = example();
  recipe.data.weight = "w";
  const std::string header = "sex,event,age,CRP (mg/L),w\n";
  for (const std::string unit : {"1e308", "1e-308", "1"}) {
    const auto weights = [&](const std::string& text) {
      auto table = read(header + "F,no,50,1," + text + "\nM,yes,50,1,0\nM,yes,50,1," + unit + "\n", recipe);
      EXPECT_TRUE(table) << text_of(table);
      return table ? table->response.weight : std::vector<double>{};
    };
    EXPECT_EQ(weights(unit), (std::vector<double>{1.0, 1.0})) << unit;
  }
  // As it was: scaling by a power of two changes no bit.
  const auto table = read(header + "F,no,50,1,0.1\nM,yes,50,1,0.7\nM,yes,50,1,0.3\n", recipe);
  ASSERT_TRUE(table);
  const double mean = (0.1 + 0.7 + 0.3) / 3.0;
  EXPECT_EQ(table->response.weight, (std::vector<double>{0.1 / mean, 0.7 / mean, 0.3 / mean}));
}

// Events that were written 1.0 counted as none, without a word.
TEST(DevelopmentTable, ReadsCodesOfTheOutcomeThatAProgramWroteAsNumbers) {
  Recipe recipe = example();
  Outcome& outcome = recipe.outcome;
  const auto labels = [&](const std::string& fields) {
    std::string text = "sex,event,age,CRP (mg/L),months\n";
    for (std::size_t from = 0; from < fields.size();) {
      const std::size_t end = fields.find(' ', from);
      text += "F," + fields.substr(from, end - from) + ",50,1,7\n";
      from = end == std::string::npos ? fields.size() : end + 1;
    }
    auto table = read(text, recipe);
    EXPECT_TRUE(table) << text_of(table);
    return table ? table->response.label : Outcomes{};
  };
  outcome.positive = "1";
  outcome.negative = "";
  outcome.missing_markers = {"9"};
  EXPECT_EQ(labels("1 1.0 0 0.0 9.0 9"), (Outcomes{1, 1, 0, 0}));
  outcome.negative = "0";
  EXPECT_EQ(labels("1.0 0.0 9.0"), (Outcomes{1, 0}));
  EXPECT_EQ(complaint_of(recipe, "1.5"), "row 2, column event: \"1.5\" is neither \"1\" nor \"0\"");
  EXPECT_EQ(complaint_of(recipe, "01"), "row 2, column event: \"01\" is neither \"1\" nor \"0\"");
  outcome.negative = "0.5";
  EXPECT_EQ(complaint_of(recipe, "1.0"), "row 2, column event: \"1.0\" is neither \"1\" nor \"0.5\"");
  outcome.negative = "";
  outcome.positive = "ill";
  outcome.positive_values = {"2", "3"};
  EXPECT_EQ(labels("2.0 3 1.0 9.0"), (Outcomes{1, 1, 0}));
  outcome.negative = "rest";
  EXPECT_EQ(labels("2.0 3 1.0 4 9.0"), (Outcomes{1, 1, 0, 0}));
  outcome.missing_markers = {"9.0"};
  EXPECT_EQ(labels("2.0 3 1.0 4 9 9.0"), (Outcomes{1, 1, 0, 0}));
  outcome.missing_markers = {"9"};
  outcome.negative = "";
  outcome.positive.clear();
  outcome.positive_values.clear();
  outcome.classes = {{"low", {"1"}, {}, {}}, {"middle", {"2"}, {}, {}}, {"rest", {"*"}, {}, {}}};
  EXPECT_EQ(labels("1.0 2.0 7 2"), (Outcomes{0, 1, 2, 1}));
  outcome = Outcome();
  outcome.column = "event";
  outcome.kind = OutcomeKind::time_to_event;
  outcome.positive = "1";
  outcome.time = "months";
  outcome.horizons = {1.0};
  EXPECT_EQ(labels("1.0 0.0 1"), (Outcomes{1, 0, 1}));
  outcome.missing_markers = {"7"};
  EXPECT_EQ(labels("1.0 0"), Outcomes{}) << "a time that is missing";
}

TEST(DevelopmentTable, ComparesMarkersOfAQuantityAsNumbers) {
  Recipe recipe = example();
  recipe.outcome = Outcome();
  recipe.outcome.column = "event";
  recipe.outcome.kind = OutcomeKind::quantity;
  recipe.outcome.missing_markers = {"-9"};
  const auto table = read(kHeader + "F,5.5,50,1\nM,-9.0,50,1\nM,-9,50,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.value, (std::vector<double>{5.5}));
  EXPECT_EQ(table->cleaning.rows_without_outcome, 2u);
}

TEST(DevelopmentTable, WantsRowsByCodesThatAProgramWroteAsNumbers) {
  Recipe recipe = example();
  const auto rows = [&](const std::vector<std::string>& values) {
    recipe.data.only = {{"wave", {}, {}, values}};
    const auto table = read(
        "sex,event,age,CRP (mg/L),wave\nF,no,50,1,1.0\nF,no,50,1,1\nF,no,50,1,01\nF,no,50,1,2\n", recipe);
    EXPECT_TRUE(table) << text_of(table);
    return table ? table->number : Numbers{};
  };
  EXPECT_EQ(rows({"1"}), (Numbers{1, 2}));
  EXPECT_EQ(rows({"1", "x"}), (Numbers{2}));
  EXPECT_EQ(rows({"01"}), (Numbers{3}));
}

// 2019 among dates was the day 2019, which is in 1975: later rows predicted earlier ones.
TEST(DevelopmentTable, TakesMomentsOfOneKindOnly) {
  Recipe recipe = example();
  recipe.validation.order = "when";
  const auto said = [&](const std::string& first, const std::string& second) {
    return text_of(
        read("sex,event,age,CRP (mg/L),when\nF,no,50,1," + first + "\nM,yes,50,1," + second + "\n", recipe));
  };
  EXPECT_EQ(said("2019", "2020.5"), "");
  EXPECT_EQ(said("2019-05-01", "2018-01-31"), "");
  EXPECT_EQ(said("2019-05-01", "2019"),
            "row 3, column when: \"2019\" is a number, and row 2 has a date; write all moments alike");
  EXPECT_EQ(said("2019", "2019-05-01"),
            "row 3, column when: \"2019-05-01\" is a date, and row 2 has a number; write all moments alike");
  EXPECT_EQ(said("2019", "spring"),
            "row 3, column when: \"spring\" is neither a number nor a date such as 2026-05-31");
}

TEST(DevelopmentTable, NeedsAGroupInEveryRow) {
  Recipe recipe = example();
  recipe.validation.group = {"ward", "room"};
  const std::string header = "sex,event,age,CRP (mg/L),ward,room\n";
  const auto table = read(header + "F,no,50,1,a,1\nM,yes,50,1,a,2\nM,yes,50,1,a,1\n", recipe);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->response.group, (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(text_of(read(header + "F,no,50,1,a,1\nM,yes,50,1,a, \n", recipe)),
            "row 3, column room: is empty, but it is part of validation.group");
}

}  // namespace
}  // namespace nearside
