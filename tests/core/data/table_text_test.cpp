// SPDX-License-Identifier: Apache-2.0
#include "core/data/table_text.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/csv.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

struct Read {
  Taken taken = Taken::as_it_stands;
  double value = 0.0;
  std::vector<Issue> issues;
};

/// A field on its whole way: into a cell, and through `bind_record`.
Read read(const Predictor& predictor, std::string_view field) {
  Read result;
  Record record(1);
  record.set_number(0, 5.0, 1);  // of a row before
  result.taken = set_from_table(predictor, 0, field, record);
  bind_record({predictor}, record, std::span(&result.value, 1), result.issues);
  return result;
}

void ExpectNumber(const Predictor& predictor, std::string_view field, double value) {
  const Read result = read(predictor, field);
  EXPECT_TRUE(result.issues.empty()) << field;
  ExpectSameBits(result.value, value);
}

void ExpectRefused(const Predictor& predictor, std::string_view field, IssueCode code) {
  const Read result = read(predictor, field);
  ASSERT_EQ(result.issues.size(), 1u) << field;
  EXPECT_EQ(enum_name(result.issues[0].code), enum_name(code)) << field;
}

void ExpectMissing(const Predictor& predictor, std::string_view field, Taken taken) {
  const Read result = read(predictor, field);
  EXPECT_TRUE(result.issues.empty()) << field;
  EXPECT_EQ(result.taken, taken) << field;
  EXPECT_TRUE(std::isnan(result.value)) << field;
}

Predictor optional_number() {
  Predictor predictor = numeric("x");
  predictor.required = false;
  return predictor;
}

TEST(SetFromTable, DropsSurroundingSpacesAndTabs) {
  ExpectNumber(optional_number(), " \t61\t ", 61.0);
  EXPECT_EQ(read(small_predictors()[kStage], "  II ").value, 1.0);
}

TEST(SetFromTable, TakesTheEmptyFieldAndTheMarkersForMissing) {
  Predictor predictor = optional_number();
  predictor.missing_markers = {"NA", "-9", " . "};
  for (std::string_view field : {"", " ", " \t ", "NA", " NA ", "\tNA", "-9", "."}) {
    ExpectMissing(predictor, field, Taken::missing);
  }
  for (std::string_view field : {"na", "N/A", "NAN", "-"})
    ExpectRefused(predictor, field, IssueCode::not_a_number);
}

TEST(SetFromTable, RefusesATextThatIsTooLongToBeAValueWhateverTheRules) {
  const std::string longest(kMaxFieldBytes, 'x');
  const std::string longer = longest + "x";
  ExpectRefused(optional_number(), longer, IssueCode::not_a_number);
  Predictor stage = small_predictors()[kStage];
  stage.unlisted = Unlisted::missing;
  ExpectMissing(stage, longest, Taken::unlisted);
  ExpectRefused(stage, longer, IssueCode::unknown_level);
  stage.levels[1].id = longer;
  ExpectRefused(stage, longer, IssueCode::unknown_level);

  const std::vector<Exclusion> questions{{"dialysis", {"On dialysis?", ""}, {}, true, {"Because", ""}}};
  Record record(1);
  set_answer_from_table(0, longer, record);
  EXPECT_TRUE(record.texts[0].empty());
  std::vector<Issue> issues;
  EXPECT_FALSE(bind_exclusions(questions, record, 0, issues));
  EXPECT_EQ(issues.at(0).code, IssueCode::unknown_level);
}

TEST(SetFromTable, ForgetsTheUnitOfTheRowBefore) {
  ExpectNumber(small_predictors()[kGlucose], "140", 140.0);
}

TEST(SetFromTable, ReadsADecimalCommaOnlyWhereItIsDeclared) {
  Predictor predictor = optional_number();
  ExpectRefused(predictor, "5,2", IssueCode::not_a_number);
  predictor.written.decimal_mark = ",";
  ExpectNumber(predictor, "5,2", 5.2);
  ExpectNumber(predictor, "-0,5", -0.5);
  ExpectNumber(predictor, "1,5e2", 150.0);
  ExpectNumber(predictor, "52", 52.0);
  for (std::string_view field : {"5.2", "5,2,1", "1.000", ",", "5,2.1"}) {
    ExpectRefused(predictor, field, IssueCode::not_a_number);
  }
}

TEST(SetFromTable, ReadsThousandsOnlyInGroupsOfThree) {
  Predictor predictor = optional_number();
  predictor.written.thousands = ",";
  ExpectNumber(predictor, "1,234", 1234.0);
  ExpectNumber(predictor, "-12,345,678.5", -12345678.5);
  ExpectNumber(predictor, "1234.5", 1234.5);
  for (std::string_view field :
       {"1,23", "12,34,567", "1,2345", ",123", "1,,234", "1,234,", "1,234,5", "1.5,000"}) {
    ExpectRefused(predictor, field, IssueCode::not_a_number);
  }
  predictor.written = {",", ".", false, DateOrder::ymd};
  ExpectNumber(predictor, "1.234,5", 1234.5);
  ExpectRefused(predictor, "1.5", IssueCode::not_a_number);
  predictor.written = {",", " ", false, DateOrder::ymd};
  ExpectNumber(predictor, "1 234 567,5", 1234567.5);
  predictor.written = {".", "'", false, DateOrder::ymd};
  ExpectNumber(predictor, "1'234.5", 1234.5);
}

// 0.627 with the point declared as the mark of thousands is no 627, but a number as another country writes
// it.
TEST(SetFromTable, TakesNoDecimalForThousands) {
  Predictor predictor = optional_number();
  predictor.written = {",", ".", false, DateOrder::ymd};
  for (std::string_view field : {"0.627", "-0.500", "0.001", "000.001,5", "0.000", "012.345"}) {
    ExpectRefused(predictor, field, IssueCode::not_a_number);
  }
  ExpectNumber(predictor, "10.627", 10627.0);
  ExpectNumber(predictor, "0,627", 0.627);
  predictor.written = {".", ",", false, DateOrder::ymd};
  ExpectRefused(predictor, "0,001", IssueCode::not_a_number);
}

TEST(SetFromTable, ComparesMarkersOfNumbersAsNumbers) {
  Predictor predictor = optional_number();
  predictor.missing_markers = {"-9", " 999 ", "unknown"};
  for (std::string_view field : {"-9", "-9.0", "-9.00", " -9.0 ", "999.0", "999", "9.99e2", "unknown"}) {
    ExpectMissing(predictor, field, Taken::missing);
  }
  ExpectNumber(predictor, "-9.5", -9.5);
  ExpectNumber(predictor, "9", 9.0);
  predictor.missing_markers = {"0"};
  ExpectMissing(predictor, "-0", Taken::missing);
  predictor.missing_markers = {"-9", "9,5"};
  predictor.written.decimal_mark = ",";
  for (std::string_view field : {"-9,0", "9,50", "-9"}) ExpectMissing(predictor, field, Taken::missing);
  Predictor glucose = small_predictors()[kGlucose];
  glucose.required = false;
  glucose.written.unit_follows = true;
  glucose.missing_markers = {"10"};
  ExpectMissing(glucose, "10.0", Taken::missing);
  ExpectNumber(glucose, "10 mmol/L", 180.0);  // no marker has a unit
}

Predictor with_levels(Kind kind, const std::vector<std::string>& levels) {
  Predictor predictor = numeric("x");
  predictor.kind = kind;
  for (const std::string& level : levels) predictor.levels.push_back({level, {}});
  return predictor;
}

TEST(SetFromTable, ReadsCodesThatAProgramWroteAsNumbers) {
  Predictor sex = with_levels(Kind::categorical, {"1", "2"});
  sex.required = false;
  sex.levels[1].aliases = {"7"};
  sex.missing_markers = {"-9"};
  EXPECT_EQ(read(sex, "1.0").value, 0.0);
  EXPECT_EQ(read(sex, "2.00").value, 1.0);
  EXPECT_EQ(read(sex, "7.0").value, 1.0);
  ExpectMissing(sex, "-9.0", Taken::missing);
  for (std::string_view field : {"1.5", "01", "1e0", "+1", "1.", "10", "-1.0", "-0.0", "1.0.0"}) {
    ExpectRefused(sex, field, IssueCode::unknown_level);
  }
  const Predictor flag = with_levels(Kind::boolean, {"0", "1"});
  EXPECT_EQ(read(flag, "1.0").value, 1.0);
  EXPECT_EQ(read(flag, "0.0").value, 0.0);
  ExpectRefused(flag, "-0.0", IssueCode::unknown_level);
}

// ICD codes, wards with leading zeros: there the texts are what is meant.
TEST(SetFromTable, LeavesTextsWhereAnyLevelIsNoWholeNumber) {
  for (const std::vector<std::string>& levels : std::vector<std::vector<std::string>>{
           {"250", "250.1"}, {"1", "02"}, {"1", "a"}, {"1", "-0"}, {"1", "1e3"}, {"1", "2.0"}, {"1", "+2"}}) {
    const Predictor code = with_levels(Kind::categorical, levels);
    ExpectRefused(code, levels[0] + ".0", IssueCode::unknown_level);
    EXPECT_EQ(read(code, levels[1]).value, 1.0);
  }
  ExpectRefused(with_levels(Kind::categorical, {"250.1", "250.2"}), "250.10", IssueCode::unknown_level);
  Predictor marked = with_levels(Kind::categorical, {"1", "2"});
  marked.missing_markers = {"none"};
  ExpectRefused(marked, "1.0", IssueCode::unknown_level);
}

TEST(SetFromTable, TakesAListedUnitAfterTheNumberOnlyWhereItIsDeclared) {
  Predictor glucose = small_predictors()[kGlucose];
  ExpectRefused(glucose, "10 mmol/L", IssueCode::not_a_number);
  glucose.written.unit_follows = true;
  ExpectNumber(glucose, "10 mmol/L", 180.0);
  ExpectNumber(glucose, "10mmol/L", 180.0);
  ExpectNumber(glucose, "140 mg/dL", 140.0);
  ExpectNumber(glucose, "140", 140.0);
  for (std::string_view field : {"10 mmol", "10 MMOL/L", "mmol/L", "10 mmol/L mg/dL"}) {
    ExpectRefused(glucose, field, IssueCode::not_a_number);
  }
}

TEST(SetFromTable, TakesImpossibleValuesForMissingOnlyWhereThePredictorSaysSo) {
  Predictor age = small_predictors()[kAge];
  age.required = false;
  age.development.reset();
  ExpectRefused(age, "455", IssueCode::outside_hard_range);
  age.impossible = Impossible::missing;
  for (std::string_view field : {"455", "65511", "-1", "120.5"}) ExpectMissing(age, field, Taken::impossible);
  ExpectNumber(age, "120", 120.0);
  ExpectNumber(age, "0", 0.0);
  Predictor glucose = small_predictors()[kGlucose];
  glucose.development.reset();
  glucose.impossible = Impossible::missing;
  glucose.written.unit_follows = true;
  ExpectNumber(glucose, "50 mmol/L", 900.0);
  ExpectMissing(glucose, "50.1 mmol/L", Taken::impossible);
}

TEST(SetFromTable, StillRefusesAPersonsImpossibleValue) {
  Predictor age = small_predictors()[kAge];
  age.impossible = Impossible::missing;
  Record record(1);
  record.set_number(0, 455.0);
  double value = 0.0;
  std::vector<Issue> issues;
  EXPECT_FALSE(bind_record({age}, record, std::span(&value, 1), issues));
}

TEST(SetFromTable, TakesAnAliasForItsLevel) {
  Predictor sex = categorical("sex", {"F", "M"});
  sex.levels[0].aliases = {"female", "2"};
  EXPECT_EQ(read(sex, "female").value, 0.0);
  EXPECT_EQ(read(sex, "2").value, 0.0);
  EXPECT_EQ(read(sex, "M").value, 1.0);
  ExpectRefused(sex, "Female", IssueCode::unknown_level);
}

TEST(SetFromTable, TakesTheUsualSpellingsOfABooleanWhoseLevelsAreSuchAPair) {
  const Predictor smoker = boolean("smoker");  // no, yes
  for (std::string_view yes : {"yes", "Yes", "TRUE", "1", "y", "T"})
    EXPECT_EQ(read(smoker, yes).value, 1.0) << yes;
  for (std::string_view no : {"no", "False", "0", "N", "f"}) EXPECT_EQ(read(smoker, no).value, 0.0) << no;
  ExpectRefused(smoker, "2", IssueCode::unknown_level);
  Predictor coded = boolean("coded");
  coded.levels[0].id = "1";
  coded.levels[1].id = "2";
  EXPECT_EQ(read(coded, "2").value, 1.0);
  ExpectRefused(coded, "yes", IssueCode::unknown_level);  // 1 means no here
}

TEST(SetFromTable, FollowsTheRuleForUnlistedAnswers) {
  Predictor stage = small_predictors()[kStage];
  ExpectRefused(stage, "IV", IssueCode::unknown_level);
  stage.unlisted = Unlisted::missing;
  ExpectMissing(stage, "IV", Taken::unlisted);
  stage.unlisted = Unlisted::level;
  stage.unlisted_level = "III";
  const Read result = read(stage, "IV");
  EXPECT_EQ(result.taken, Taken::unlisted_to_level);
  EXPECT_EQ(result.value, 2.0);
  EXPECT_EQ(read(stage, "I").taken, Taken::as_it_stands);
}

TEST(SetFromTable, ReadsDatesInTheDeclaredOrder) {
  Predictor born = optional_number();
  born.kind = Kind::date;
  ExpectNumber(born, "2000-02-29", 11016.0);
  ExpectRefused(born, "29.02.2000", IssueCode::not_a_number);
  ExpectRefused(born, "11016", IssueCode::not_a_number);
  born.written.date_order = DateOrder::dmy;
  ExpectNumber(born, "29.02.2000", 11016.0);
  born.hard = Range{0.0, 20000.0};
  ExpectRefused(born, "31/12/1969", IssueCode::outside_hard_range);
  born.impossible = Impossible::missing;
  ExpectMissing(born, "31/12/1969", Taken::impossible);
}

TEST(SetAnswerFromTable, DropsSpacesAndKeepsAnEmptyField) {
  Record record(1);
  set_answer_from_table(0, " yes\t", record);
  EXPECT_EQ(record.kinds[0], CellKind::text);
  EXPECT_EQ(record.texts[0], "yes");
  set_answer_from_table(0, "  ", record);
  EXPECT_EQ(record.kinds[0], CellKind::text);
  EXPECT_EQ(record.texts[0], "");
}

}  // namespace
}  // namespace nearside
