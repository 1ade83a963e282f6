// SPDX-License-Identifier: Apache-2.0
#include "core/data/record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

struct Bound {
  bool usable = false;
  double value = 0.0;
  std::vector<Issue> issues;
};

Bound bind(const Predictor& predictor, const Record& record, std::vector<double> fills = {}) {
  Bound bound;
  bound.usable = bind_record({predictor}, record, std::span(&bound.value, 1), bound.issues, fills);
  return bound;
}

Record number(double value, std::uint32_t unit = 0) {
  Record record(1);
  record.set_number(0, value, unit);
  return record;
}
Record text(std::string_view value, std::uint32_t unit = 0) {
  Record record(1);
  record.set_text(0, value);
  record.units[0] = unit;
  return record;
}
Record level(std::uint32_t index) {
  Record record(1);
  record.set_level(0, index);
  return record;
}
Record truth(bool value) {
  Record record(1);
  record.set_boolean(0, value);
  return record;
}
Record absent() {
  return Record(1);
}
Record answered(CellKind kind, double value) {
  Record record(1);
  record.kinds[0] = kind;
  record.numbers[0] = value;
  return record;
}
Record other() {
  Record record(1);
  record.kinds[0] = CellKind::other;
  record.numbers[0] = 1.0;  // must not be read
  return record;
}

void ExpectValue(const Bound& bound, double value) {
  EXPECT_TRUE(bound.usable);
  EXPECT_TRUE(bound.issues.empty());
  ExpectSameBits(bound.value, value);
}

/// One issue; the value is missing from the row where the issue refuses.
void ExpectIssue(const Bound& bound, IssueCode code, double seen, double limit, double value = kNaN) {
  ASSERT_EQ(bound.issues.size(), 1u);
  EXPECT_EQ(enum_name(bound.issues[0].code), enum_name(code));
  EXPECT_EQ(bound.issues[0].predictor, 0u);
  ExpectSameBits(bound.issues[0].seen, seen);
  ExpectSameBits(bound.issues[0].limit, limit);
  ExpectSameBits(bound.value, value);
  EXPECT_EQ(bound.usable, weight_of(code) != Weight::refuse);
}

Predictor glucose() {
  return small_predictors()[kGlucose];
}
Predictor age() {
  return small_predictors()[kAge];
}
Predictor stage() {
  Predictor predictor = small_predictors()[kStage];
  predictor.required = true;
  return predictor;
}
Predictor required_glucose() {
  Predictor predictor = glucose();
  predictor.required = true;
  return predictor;
}

// Numbers.

TEST(BindNumber, KeepsANumberAsItIs) {
  ExpectValue(bind(glucose(), number(140.5)), 140.5);
  ExpectValue(bind(numeric("free"), number(-0.0)), -0.0);
  ExpectValue(bind(age(), number(61.0)), 61.0);
}

TEST(BindNumber, ReadsText) {
  ExpectValue(bind(glucose(), text("140.5")), 140.5);
  ExpectValue(bind(glucose(), text("1.4e2")), 140.0);
  ExpectValue(bind(age(), text("61")), 61.0);
  ExpectValue(bind(age(), text("61.0")), 61.0);
}

TEST(BindNumber, ConvertsListedUnits) {
  ExpectValue(bind(glucose(), number(10.0, 1)), 180.0);
  ExpectValue(bind(glucose(), text("10", 1)), 180.0);
  Predictor temperature = numeric("temperature");
  temperature.units = {{"Cel", 1.0, 0.0, ""}, {"[degF]", 0.5, -16.0, "made up: 0.5 for 5/9"}};
  ExpectValue(bind(temperature, number(100.0, 1)), 34.0);  // 0.5 · 100 − 16
}

TEST(BindNumber, TakesTheFirstUnitOfAPredictorWithoutUnits) {
  ExpectValue(bind(numeric("ratio"), number(2.0, 0)), 2.0);
  ExpectIssue(bind(numeric("ratio"), number(2.0, 1)), IssueCode::unknown_unit, 2.0, kNaN);
}

TEST(BindNumber, RefusesUnlistedUnits) {
  ExpectIssue(bind(glucose(), number(10.0, 2)), IssueCode::unknown_unit, 10.0, kNaN);
  ExpectIssue(bind(glucose(), number(10.0, kUnlistedUnit)), IssueCode::unknown_unit, 10.0, kNaN);
  ExpectIssue(bind(glucose(), text("10", kUnlistedUnit)), IssueCode::unknown_unit, 10.0, kNaN);
}

// "I was told a number and it is none" is not "I was told nothing": it may never be imputed.
TEST(BindNumber, NeverTakesNaNOrInfinityForMissing) {
  for (const Predictor& predictor : {glucose(), required_glucose(), age()}) {
    for (double value : {kNaN, kInfinity, -kInfinity}) {
      ExpectIssue(bind(predictor, number(value), {100.0}), IssueCode::not_a_number, value, kNaN);
    }
  }
}

TEST(BindNumber, RefusesWhatOverflowsInTheModelsUnit) {
  Predictor predictor = numeric("a");
  predictor.units = {{"g", 1.0, 0.0, ""}, {"kg", 1000.0, 0.0, ""}};
  ExpectIssue(bind(predictor, number(kLargest, 1)), IssueCode::not_a_number, kInfinity, kNaN);
}

TEST(BindNumber, RefusesTextThatIsNoNumber) {
  for (const std::string_view typed :
       {"", " ", "12,5", "1e999", "nan", "inf", "0x10", "12 ", "12 mg", "abc"}) {
    ExpectIssue(bind(glucose(), text(typed), {100.0}), IssueCode::not_a_number, kNaN, kNaN);
  }
}

TEST(BindNumber, RefusesLevelsTruthValuesAndOtherThings) {
  for (const Predictor& predictor : {glucose(), age()}) {
    ExpectIssue(bind(predictor, level(0)), IssueCode::not_a_number, kNaN, kNaN);
    ExpectIssue(bind(predictor, truth(true)), IssueCode::not_a_number, kNaN, kNaN);
    ExpectIssue(bind(predictor, other()), IssueCode::not_a_number, kNaN, kNaN);
  }
}

TEST(BindNumber, RefusesACellKindThatDoesNotExist) {
  Record record = number(61.0);
  record.kinds[0] = static_cast<CellKind>(200);  // the page writes these bytes
  ExpectIssue(bind(age(), record), IssueCode::not_a_number, kNaN, kNaN);
  ExpectIssue(bind(stage(), record), IssueCode::unknown_level, kNaN, kNaN);
}

TEST(BindNumber, RefusesAFractionOfAWholeNumber) {
  ExpectIssue(bind(age(), number(61.5)), IssueCode::not_an_integer, 61.5, kNaN);
  ExpectIssue(bind(age(), text("61.5")), IssueCode::not_an_integer, 61.5, kNaN);
  ExpectIssue(bind(age(), number(130.5)), IssueCode::not_an_integer, 130.5, kNaN);
  const double nearly = std::nextafter(61.0, 62.0);
  ExpectIssue(bind(age(), number(nearly)), IssueCode::not_an_integer, nearly, kNaN);
}

// Ranges.

TEST(BindRange, TakesTheEndsOfTheHardRange) {
  ExpectIssue(bind(glucose(), number(9.0)), IssueCode::outside_development_range, 9.0, 54.0, 9.0);
  ExpectIssue(bind(glucose(), number(900.0)), IssueCode::outside_development_range, 900.0, 360.0, 900.0);
  Predictor plain = glucose();
  plain.development.reset();
  ExpectValue(bind(plain, number(9.0)), 9.0);
  ExpectValue(bind(plain, number(900.0)), 900.0);
}

TEST(BindRange, RefusesOneBitBeyondTheHardRange) {
  const double below = std::nextafter(9.0, 0.0);
  const double above = std::nextafter(900.0, 1000.0);
  ExpectIssue(bind(glucose(), number(below)), IssueCode::outside_hard_range, below, 9.0);
  ExpectIssue(bind(glucose(), number(above)), IssueCode::outside_hard_range, above, 900.0);
  ExpectIssue(bind(age(), number(121.0)), IssueCode::outside_hard_range, 121.0, 120.0);
  ExpectIssue(bind(age(), number(-1.0)), IssueCode::outside_hard_range, -1.0, 0.0);
}

TEST(BindRange, TakesTheEndsOfTheDevelopmentRange) {
  ExpectValue(bind(glucose(), number(54.0)), 54.0);
  ExpectValue(bind(glucose(), number(360.0)), 360.0);
}

TEST(BindRange, CautionsOneBitBeyondTheDevelopmentRange) {
  const double below = std::nextafter(54.0, 0.0);
  const double above = std::nextafter(360.0, 1000.0);
  ExpectIssue(bind(glucose(), number(below)), IssueCode::outside_development_range, below, 54.0, below);
  ExpectIssue(bind(glucose(), number(above)), IssueCode::outside_development_range, above, 360.0, above);
}

TEST(BindRange, HoldsInTheModelsUnit) {
  ExpectValue(bind(glucose(), number(3.0, 1)), 54.0);
  ExpectValue(bind(glucose(), number(20.0, 1)), 360.0);
  ExpectIssue(bind(glucose(), number(2.0, 1)), IssueCode::outside_development_range, 36.0, 54.0, 36.0);
  ExpectIssue(bind(glucose(), number(51.0, 1)), IssueCode::outside_hard_range, 918.0, 900.0);
}

// Levels and truth values.

TEST(BindLevel, GivesTheIndexOfTheAnswer) {
  ExpectValue(bind(stage(), level(0)), 0.0);
  ExpectValue(bind(stage(), level(2)), 2.0);
  ExpectValue(bind(stage(), text("I")), 0.0);
  ExpectValue(bind(stage(), text("III")), 2.0);
}

TEST(BindLevel, RefusesUnlistedAnswers) {
  ExpectIssue(bind(stage(), level(3), {1.0}), IssueCode::unknown_level, kNaN, kNaN);
  ExpectIssue(bind(stage(), level(0xFFFFFFFFu)), IssueCode::unknown_level, kNaN, kNaN);
  for (const std::string_view typed : {"", "i", "I ", "IV", "0"}) {
    ExpectIssue(bind(stage(), text(typed), {1.0}), IssueCode::unknown_level, kNaN, kNaN);
  }
}

TEST(BindLevel, RefusesNumbersTruthValuesAndOtherThings) {
  ExpectIssue(bind(stage(), number(1.0)), IssueCode::unknown_level, 1.0, kNaN);
  ExpectIssue(bind(stage(), truth(true)), IssueCode::unknown_level, kNaN, kNaN);
  ExpectIssue(bind(stage(), other()), IssueCode::unknown_level, kNaN, kNaN);
}

TEST(BindBoolean, ReadsTruthValuesLevelsAndTheirTexts) {
  for (const Record& no : {truth(false), level(0), text("no")}) ExpectValue(bind(boolean("a"), no), 0.0);
  for (const Record& yes : {truth(true), level(1), text("yes")}) ExpectValue(bind(boolean("a"), yes), 1.0);
}

TEST(BindBoolean, RefusesAllElse) {
  ExpectIssue(bind(boolean("a"), number(1.0)), IssueCode::unknown_level, 1.0, kNaN);
  ExpectIssue(bind(boolean("a"), level(2)), IssueCode::unknown_level, kNaN, kNaN);
  for (const std::string_view typed : {"", "1", "true", "Yes"}) {
    ExpectIssue(bind(boolean("a"), text(typed)), IssueCode::unknown_level, kNaN, kNaN);
  }
  ExpectIssue(bind(boolean("a"), other()), IssueCode::unknown_level, kNaN, kNaN);
}

// Missing.

TEST(BindAbsent, RefusesWhereAValueIsRequired) {
  Predictor required_boolean = boolean("a");
  for (const Predictor& predictor : {required_glucose(), age(), required_boolean, stage()}) {
    ExpectIssue(bind(predictor, absent()), IssueCode::missing_required, kNaN, kNaN);
    ExpectIssue(bind(predictor, absent(), {1.0}), IssueCode::missing_required, kNaN, kNaN);
  }
}

TEST(BindAbsent, IsNaNWhereAValueIsNotRequired) {
  for (const Predictor& predictor : {glucose(), small_predictors()[kStage]}) {
    ExpectValue(bind(predictor, absent()), kNaN);
    ExpectValue(bind(predictor, absent(), {kNaN}), kNaN);
  }
}

TEST(BindAbsent, SaysWhichValueWillBeImputed) {
  ExpectIssue(bind(glucose(), absent(), {100.0}), IssueCode::imputed, kNaN, 100.0);
  ExpectIssue(bind(small_predictors()[kStage], absent(), {0.0}), IssueCode::imputed, kNaN, 0.0);
}

TEST(BindAbsent, KeepsAKnownValueWhereOneCouldBeImputed) {
  ExpectValue(bind(glucose(), number(140.0), {100.0}), 140.0);
}

// Whole records.

TEST(BindRecord, RaisesAtMostOneIssueAPredictorInTheirOrder) {
  const std::vector<Predictor> predictors = small_predictors();
  Record record(predictors.size());
  record.set_number(kAge, 130.5);       // a fraction, and too old
  record.set_text(kSmoker, "perhaps");  // no such answer
  record.set_number(kGlucose, 1000.0, kUnlistedUnit);
  std::vector<double> row(predictors.size());
  std::vector<Issue> issues;
  const std::vector<double> fills{100.0, kNaN, kNaN, 1.0};
  EXPECT_FALSE(bind_record(predictors, record, row, issues, fills));
  ASSERT_EQ(issues.size(), 4u);
  const IssueCode codes[] = {IssueCode::unknown_unit, IssueCode::not_an_integer, IssueCode::unknown_level,
                             IssueCode::imputed};
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(issues[i].predictor, i);
    EXPECT_EQ(enum_name(issues[i].code), enum_name(codes[i]));
  }
  ExpectSameBits(row, std::vector<double>(4, kNaN));
}

TEST(BindRecord, IsUsableWithCautions) {
  const std::vector<Predictor> predictors = small_predictors();
  Record record(predictors.size());
  set_typical_record(record);
  record.set_number(kGlucose, 400.0);
  std::vector<double> row(predictors.size());
  std::vector<Issue> issues;
  EXPECT_TRUE(bind_record(predictors, record, row, issues));
  EXPECT_EQ(issues.size(), 1u);
  ExpectSameBits(row, std::vector<double>{400.0, 70.0, 1.0, 1.0});
}

// Wiping.

/// All memory that a text holds, also beyond its end.
std::string memory_of(const std::string& text) {
  return {text.data(), text.capacity()};
}

TEST(RecordWipe, LeavesNothing) {
  Record record(3);
  record.set_number(0, 140.0, 1);
  record.set_level(1, 2);
  record.set_text(2, "a secret that is longer than a short string");
  record.wipe();
  EXPECT_EQ(record.kinds, std::vector<CellKind>(3, CellKind::absent));
  ExpectSameBits(record.numbers, std::vector<double>(3, 0.0));
  EXPECT_EQ(record.units, std::vector<std::uint32_t>(3, 0));
  EXPECT_EQ(record.levels, std::vector<std::uint32_t>(3, 0));
  for (const std::string& text : record.texts) {
    EXPECT_EQ(text, "");
    EXPECT_EQ(memory_of(text), std::string(text.capacity(), '\0'));
  }
}

TEST(RecordWipe, LeavesNothingOfAnEarlierLongerText) {
  Record record(1);
  record.set_text(0, "a secret that is longer than a short string");
  record.set_text(0, "short");
  record.wipe();
  EXPECT_EQ(memory_of(record.texts[0]), std::string(record.texts[0].capacity(), '\0'));
}

TEST(RecordWipe, LeavesARecordThatCanBeFilledAgain) {
  Record record = text("5", 1);
  record.wipe();
  record.set_text(0, "140");
  ExpectValue(bind(glucose(), record), 140.0);
}

// Values without a hard range.

TEST(BindNumber, WithoutHardRangeRefusesWhatNoMeasurementIs) {
  const Predictor free = numeric("x");
  for (double value : {kLargestValue, -kLargestValue}) EXPECT_TRUE(bind(free, number(value)).usable);
  for (double value : {std::nextafter(kLargestValue, kLargest), 1e300, -1e300}) {
    const Bound bound = bind(free, number(value));
    EXPECT_FALSE(bound.usable);
    ASSERT_EQ(bound.issues.size(), 1u);
    EXPECT_EQ(bound.issues[0].code, IssueCode::outside_hard_range);
    ExpectSameBits(bound.issues[0].seen, value);
    ExpectSameBits(bound.issues[0].limit, std::copysign(1e15, value));
  }
}

// Exclusions.

Bound answer(bool refuse_if, const Record& record) {
  Bound bound;
  bound.usable =
      bind_exclusions({{"dialysis", {"?", ""}, {}, refuse_if, {"!", ""}}}, record, 0, bound.issues);
  return bound;
}

IssueCode only_code(const Bound& bound) {
  EXPECT_EQ(bound.issues.size(), 1u);
  return bound.issues.empty() ? IssueCode::not_a_number : bound.issues[0].code;
}

TEST(BindExclusions, RefuseOneAnswerAndTakeTheOther) {
  for (bool refuse_if : {false, true}) {
    EXPECT_TRUE(answer(refuse_if, truth(!refuse_if)).issues.empty());
    EXPECT_TRUE(answer(refuse_if, truth(!refuse_if)).usable);
    const Bound refused = answer(refuse_if, truth(refuse_if));
    EXPECT_FALSE(refused.usable);
    EXPECT_EQ(only_code(refused), IssueCode::excluded);
    ExpectSameBits(refused.issues[0].seen, refuse_if ? 1.0 : 0.0);
  }
}

TEST(BindExclusions, ReadYesAndNoInAnyCaseAndAsNumbers) {
  for (std::string_view yes : {"yes", "Yes", "TRUE", "true", "1"}) {
    EXPECT_EQ(only_code(answer(true, text(yes))), IssueCode::excluded) << yes;
    EXPECT_TRUE(answer(false, text(yes)).issues.empty()) << yes;
  }
  for (std::string_view no : {"no", "NO", "False", "0"}) {
    EXPECT_TRUE(answer(true, text(no)).issues.empty()) << no;
    EXPECT_EQ(only_code(answer(false, text(no))), IssueCode::excluded) << no;
  }
  EXPECT_EQ(only_code(answer(true, answered(CellKind::number, 1.0))), IssueCode::excluded);
  EXPECT_TRUE(answer(true, answered(CellKind::number, 0.0)).issues.empty());
}

TEST(BindExclusions, RefuseWhatIsNeitherYesNorNo) {
  for (bool refuse_if : {false, true}) {
    for (const Record& record :
         {text("perhaps"), text("ye"), text("yess"), text("2"), number(1.0, kUnlistedUnit),
          answered(CellKind::number, 0.5), answered(CellKind::number, kNaN), level(1), other()}) {
      const Bound bound = answer(refuse_if, record);
      EXPECT_FALSE(bound.usable);
      EXPECT_EQ(only_code(bound), IssueCode::unknown_level);
    }
  }
}

TEST(BindExclusions, TellNotAskedFromNotAnswered) {
  const Bound not_asked = answer(true, absent());
  EXPECT_TRUE(not_asked.usable);
  EXPECT_EQ(only_code(not_asked), IssueCode::exclusion_not_asked);
  const Bound not_answered = answer(true, text(""));
  EXPECT_FALSE(not_answered.usable);
  EXPECT_EQ(only_code(not_answered), IssueCode::missing_required);
}

TEST(BindExclusions, NameTheirCellsAfterThePredictors) {
  Record record(4);
  record.set_boolean(3, true);
  std::vector<Issue> issues;
  const std::vector<Exclusion> exclusions{{"a", {"?", ""}, {}, true, {"!", ""}},
                                          {"b", {"?", ""}, {}, true, {"!", ""}}};
  EXPECT_FALSE(bind_exclusions(exclusions, record, 2, issues));
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].predictor, 2u);
  EXPECT_EQ(issues[0].code, IssueCode::exclusion_not_asked);
  EXPECT_EQ(issues[1].predictor, 3u);
  EXPECT_EQ(issues[1].code, IssueCode::excluded);
}

// Dates.

TEST(BindDate, CountsDaysFrom1970) {
  Predictor born = numeric("born");
  born.kind = Kind::date;
  ExpectValue(bind(born, text("1970-01-02")), 1.0);
  ExpectValue(bind(born, text("1969-12-31")), -1.0);
  Record record(1);
  record.set_date(0, 365.0);
  ExpectValue(bind(born, record), 365.0);
  ExpectIssue(bind(born, text("02.01.1970")), IssueCode::not_a_number, kNaN, kNaN);
  ExpectIssue(bind(born, number(1.0)), IssueCode::not_a_number, 1.0, kNaN);
  ExpectIssue(bind(numeric("x"), record), IssueCode::not_a_number, kNaN, kNaN);
}

}  // namespace
}  // namespace nearside
