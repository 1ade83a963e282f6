// SPDX-License-Identifier: Apache-2.0
#include "core/data/schema.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

void ExpectSchemaFault(const std::vector<Predictor>& predictors, const std::string& path,
                       const std::string& words) {
  ExpectFault(check(predictors, "p"), ErrorCode::bad_model_file, path, words);
}

TEST(SchemaCheck, AcceptsEveryKindOfPredictor) {
  EXPECT_TRUE(check(small_predictors(), "p"));
}

TEST(SchemaCheck, AcceptsARangeOfOneValue) {
  Predictor predictor = numeric("a");
  predictor.hard = Range{5.0, 5.0};
  predictor.development = Range{5.0, 5.0};
  EXPECT_TRUE(check({predictor}, "p"));
}

TEST(SchemaCheck, RefusesNoPredictors) {
  ExpectSchemaFault({}, "p", "at least one");
}

TEST(SchemaCheck, RefusesMorePredictorsThanTheLimit) {
  std::vector<Predictor> many;
  for (std::size_t i = 0; i < kMaxPredictors; ++i) many.push_back(numeric("p" + std::to_string(i)));
  EXPECT_TRUE(check(many, "p"));
  many.push_back(numeric("one more"));
  ExpectSchemaFault(many, "p", "4096");
}

TEST(SchemaCheck, RefusesAnEmptyId) {
  ExpectSchemaFault({numeric("a"), numeric("")}, "p[1].id", "needs an id");
}

// Every column that a step makes repeats the id: a file of 20 MB of id and 4096 levels would fill 80 GB.
TEST(SchemaCheck, RefusesALongId) {
  EXPECT_TRUE(check({numeric(std::string(kMaxIdBytes, 'x'))}, "p"));
  ExpectSchemaFault({numeric(std::string(kMaxIdBytes + 1, 'x'))}, "p[0].id", "200 bytes");
}

TEST(SchemaCheck, RefusesAnIdThatStandsTwice) {
  ExpectSchemaFault({numeric("a"), numeric("b"), numeric("a")}, "p[2].id", "\"a\" stands twice");
}

TEST(SchemaCheck, RefusesAColumnThatTwoPredictorsUse) {
  Predictor other = numeric("b");
  other.column = "a";
  ExpectSchemaFault({numeric("a"), other}, "p[1].column", "\"a\" is used by two");
}

TEST(SchemaCheck, TakesTheIdForAnEmptyColumn) {
  Predictor predictor = numeric("a");
  EXPECT_EQ(predictor.source_column(), "a");
  predictor.column = "A (mg)";
  EXPECT_EQ(predictor.source_column(), "A (mg)");
}

/// A numeric predictor with these units, second in the list.
std::vector<Predictor> with_units(const std::vector<Unit>& units) {
  Predictor predictor = numeric("b");
  predictor.units = units;
  return {numeric("a"), predictor};
}

TEST(SchemaCheck, RefusesUnitsThatConvertNothing) {
  const Unit own{"mg/dL", 1.0, 0.0, ""};
  ExpectSchemaFault(with_units({own, {"", 2.0, 0.0, ""}}), "p[1].units[1].ucum", "needs a UCUM code");
  ExpectSchemaFault(with_units({own, {"mg/dL", 2.0, 0.0, ""}}), "p[1].units[1].ucum",
                    "\"mg/dL\" stands twice");
  for (double factor : {0.0, -0.0, kNaN, kInfinity, -kInfinity}) {
    ExpectSchemaFault(with_units({own, {"g/L", factor, 0.0, ""}}), "p[1].units[1].factor",
                      "finite and not 0");
  }
  for (double offset : {kNaN, kInfinity, -kInfinity}) {
    ExpectSchemaFault(with_units({own, {"g/L", 2.0, offset, ""}}), "p[1].units[1].offset", "finite");
  }
}

TEST(SchemaCheck, RefusesAFirstUnitThatIsNotTheModelsOwn) {
  ExpectSchemaFault(with_units({{"g/L", 2.0, 0.0, ""}}), "p[1].units[0]", "factor is 1");
  ExpectSchemaFault(with_units({{"g/L", 1.0, 1.0, ""}}), "p[1].units[0]", "offset 0");
}

TEST(SchemaCheck, RefusesMoreUnitsThanTheLimit) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < kMaxUnits; ++i) units.push_back({"u" + std::to_string(i), 1.0, 0.0, ""});
  EXPECT_TRUE(check(with_units(units), "p"));
  units.push_back({"one more", 1.0, 0.0, ""});
  ExpectSchemaFault(with_units(units), "p[1].units", "64");
}

TEST(SchemaCheck, RefusesASecondUnitForAWholeNumber) {
  Predictor years = integer("age");
  years.units = {{"a", 1.0, 0.0, ""}};
  EXPECT_TRUE(check({years}, "p"));
  years.units.push_back({"mo", 1.0 / 12.0, 0.0, ""});
  ExpectSchemaFault({years}, "p[0].units", "fraction");
}

TEST(SchemaCheck, RefusesLevelsThatDoNotFitTheKind) {
  Predictor truth = boolean("a");
  truth.levels.pop_back();
  ExpectSchemaFault({truth}, "p[0].levels", "two levels");
  truth = categorical("a", {"x", "y", "z"});
  truth.kind = Kind::boolean;
  ExpectSchemaFault({truth}, "p[0].levels", "found 3");
  ExpectSchemaFault({categorical("a", {"x"})}, "p[0].levels", "at least two");
  for (Kind kind : {Kind::numeric, Kind::integer}) {
    Predictor number = categorical("a", {"x", "y"});
    number.kind = kind;
    ExpectSchemaFault({number}, "p[0].levels", "a number has no levels");
  }
}

TEST(SchemaCheck, RefusesMoreLevelsThanTheLimit) {
  std::vector<std::string> levels;
  for (std::size_t i = 0; i < kMaxLevels; ++i) levels.push_back(std::to_string(i));
  EXPECT_TRUE(check({categorical("a", levels)}, "p"));
  levels.push_back("one more");
  ExpectSchemaFault({categorical("a", levels)}, "p[0].levels", "4096");
}

TEST(SchemaCheck, RefusesEmptyAndRepeatedLevels) {
  ExpectSchemaFault({categorical("a", {"x", ""})}, "p[0].levels[1].id", "needs an id");
  ExpectSchemaFault({categorical("a", {"x", "y", "x"})}, "p[0].levels[2].id", "\"x\" stands twice");
}

TEST(SchemaCheck, RefusesUnitsAndRangesForLevels) {
  for (const Predictor& plain : {boolean("a"), categorical("a", {"x", "y"})}) {
    Predictor predictor = plain;
    predictor.units = {{"mg/dL", 1.0, 0.0, ""}};
    ExpectSchemaFault({predictor}, "p[0].levels", "no units");
    predictor = plain;
    predictor.hard = Range{0.0, 1.0};
    ExpectSchemaFault({predictor}, "p[0].levels", "no ranges");
    predictor = plain;
    predictor.development = Range{0.0, 1.0};
    ExpectSchemaFault({predictor}, "p[0].levels", "no ranges");
  }
}

TEST(SchemaCheck, RefusesRangesThatAreNoRanges) {
  struct Case {
    Range range;
    const char* words;
  };
  for (const auto& [range, words] :
       {Case{{kNaN, 1.0}, "finite"}, Case{{0.0, kNaN}, "finite"}, Case{{-kInfinity, 1.0}, "finite"},
        Case{{0.0, kInfinity}, "finite"}, Case{{2.0, 1.0}, "low is above high"}}) {
    Predictor predictor = numeric("a");
    predictor.hard = range;
    ExpectSchemaFault({predictor}, "p[0].hard", words);
    predictor = numeric("a");
    predictor.development = range;
    ExpectSchemaFault({predictor}, "p[0].development", words);
  }
}

// Rules for tables.

void ExpectRuleFault(const std::function<void(Predictor&, Predictor&, Predictor&)>& change,
                     const std::string& path, const std::string& words) {
  std::vector<Predictor> predictors = small_predictors();
  change(predictors[kGlucose], predictors[kAge], predictors[kStage]);
  ExpectFault(check(predictors, "p"), ErrorCode::bad_model_file, path, words);
}

TEST(SchemaCheck, AcceptsRulesForTables) {
  std::vector<Predictor> predictors = small_predictors();
  predictors[kGlucose].written = {",", " ", true, DateOrder::ymd};
  predictors[kAge].impossible = Impossible::missing;
  predictors[kStage].ordered = true;
  predictors[kStage].unlisted = Unlisted::level;
  predictors[kStage].unlisted_level = "III";
  predictors[kStage].levels[0].aliases = {"one", "1"};
  EXPECT_TRUE(check(predictors, "p"));
}

TEST(SchemaCheck, RefusesRulesThatCanNotBeMeant) {
  ExpectRuleFault([](auto& g, auto&, auto&) { g.written.decimal_mark = ";"; }, "p[0].written.decimal_mark",
                  "must be");
  ExpectRuleFault([](auto& g, auto&, auto&) { g.written.decimal_mark = ""; }, "p[0].written.decimal_mark",
                  "must be");
  ExpectRuleFault([](auto& g, auto&, auto&) { g.written.thousands = "_"; }, "p[0].written.thousands",
                  "must be one of");
  ExpectRuleFault([](auto& g, auto&, auto&) { g.written.thousands = "."; }, "p[0].written.thousands",
                  "decimal mark");
  ExpectRuleFault([](auto&, auto& a, auto&) { a.written.unit_follows = true; }, "p[1].written.unit_follows",
                  "no units");
  ExpectRuleFault([](auto&, auto&, auto& s) { s.unlisted = Unlisted::level; }, "p[3].unlisted_level",
                  "is no level");
  ExpectRuleFault([](auto&, auto&, auto& s) { s.unlisted_level = "I"; }, "p[3].unlisted_level",
                  "stands only where");
  ExpectRuleFault(
      [](auto&, auto& a, auto&) {
        a.hard.reset();
        a.impossible = Impossible::missing;
      },
      "p[1].impossible", "needs a hard range");
  ExpectRuleFault([](auto&, auto& a, auto&) { a.ordered = true; }, "p[1].ordered", "only a categorical");
  ExpectRuleFault([](auto& g, auto&, auto&) { g.kind = Kind::date; }, "p[0].units", "a date has no units");
  ExpectRuleFault([](auto&, auto&, auto& s) { s.levels[2].aliases = {"I"}; }, "p[3].levels[2].aliases[0]",
                  "\"I\" stands twice");
  ExpectRuleFault([](auto&, auto&, auto& s) { s.levels[0].aliases = {""}; }, "p[3].levels[0].aliases[0]",
                  "not empty");
}

// Exclusions.

std::vector<Exclusion> exclusions() {
  return {{"dialysis", {"Are you on dialysis?", ""}, {}, true, {"Because", ""}},
          {"adult", {"Are you an adult?", ""}, {}, false, {"Because", ""}}};
}

void ExpectExclusionFault(const std::vector<Exclusion>& list, const std::string& path,
                          const std::string& words) {
  ExpectFault(check(list, small_predictors(), "exclusions"), ErrorCode::bad_model_file, path, words);
}

TEST(ExclusionCheck, AcceptsNoneAndSeveral) {
  EXPECT_TRUE(check(std::vector<Exclusion>{}, small_predictors(), "exclusions"));
  EXPECT_TRUE(check(exclusions(), small_predictors(), "exclusions"));
}

TEST(ExclusionCheck, RefusesIdsThatAreEmptyLongOrTaken) {
  std::vector<Exclusion> list = exclusions();
  list[0].id = "";
  ExpectExclusionFault(list, "exclusions[0].id", "an exclusion needs an id");
  list[0].id = std::string(201, 'x');
  ExpectExclusionFault(list, "exclusions[0].id", "longer than 200 bytes");
  list[0].id = "glucose";
  ExpectExclusionFault(list, "exclusions[0].id", "\"glucose\" stands twice");
  list[0].id = "adult";
  ExpectExclusionFault(list, "exclusions[1].id", "\"adult\" stands twice");
}

TEST(ExclusionCheck, RefusesTheColumnOfAPredictor) {
  std::vector<Predictor> predictors = small_predictors();
  predictors[0].column = "dialysis";
  ExpectFault(check(exclusions(), predictors, "exclusions"), ErrorCode::bad_model_file, "exclusions[0].id",
              "\"dialysis\" stands twice");
}

TEST(ExclusionCheck, RefusesAQuestionWithoutWordsOrReason) {
  std::vector<Exclusion> list = exclusions();
  list[1].question.en = "";
  ExpectExclusionFault(list, "exclusions[1].question.en", "needs a question");
  list = exclusions();
  list[1].reason.en = "";
  ExpectExclusionFault(list, "exclusions[1].reason.en", "needs a reason");
}

TEST(ExclusionCheck, RefusesMoreThanTheLimit) {
  std::vector<Exclusion> list(kMaxExclusions, exclusions()[0]);
  for (std::size_t i = 0; i < list.size(); ++i) list[i].id = "e" + std::to_string(i);
  EXPECT_TRUE(check(list, small_predictors(), "exclusions"));
  list.push_back(exclusions()[1]);
  ExpectExclusionFault(list, "exclusions", "more than 64 exclusions");
}

}  // namespace
}  // namespace nearside
