// SPDX-License-Identifier: Apache-2.0
#include "core/steps/step.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

/// a: a number that may be missing; b: a number; c: one of three levels; d: one of two, may be missing.
Columns four_columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 3, false}, {"d", 3, 2, true}};
}

std::vector<double> applied(const Step& step, const std::vector<double>& row, const Columns& in) {
  const auto out = columns_out(step, in, "s");
  EXPECT_TRUE(out) << out.error().text();
  if (!out) return {};
  std::vector<double> next(out->size(), -99.0);
  apply(step, row, next);
  return next;
}

void ExpectStepFault(const Step& step, const std::string& path, const std::string& words) {
  ExpectFault(columns_out(step, four_columns(), "s"), ErrorCode::bad_model_file, path, words);
}

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

TEST(ColumnsOf, FollowsTheSchema) {
  const Columns columns = columns_of(small_predictors());
  EXPECT_EQ(names_of(columns), (std::vector<std::string>{"glucose", "age", "smoker", "stage"}));
  const std::uint32_t levels[] = {0, 0, 0, 3};  // a boolean is the number 0 or 1
  const bool missing[] = {true, false, false, true};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(columns[i].predictor, i);
    EXPECT_EQ(columns[i].levels, levels[i]);
    EXPECT_EQ(columns[i].may_be_missing, missing[i]);
  }
}

TEST(FlagMissing, AppendsOneWhereAValueIsMissing) {
  const FlagMissing step{{0, 3}};
  ExpectSameBits(applied(step, {kNaN, 5, 2, 0}, four_columns()), std::vector<double>{kNaN, 5, 2, 0, 1, 0});
  ExpectSameBits(applied(step, {4, 5, 2, kNaN}, four_columns()), std::vector<double>{4, 5, 2, kNaN, 0, 1});
}

TEST(FlagMissing, NamesItsColumnsAfterTheirPredictors) {
  const auto out = columns_out(FlagMissing{{0, 3}}, four_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_EQ(names_of(*out), (std::vector<std::string>{"a", "b", "c", "d", "a missing", "d missing"}));
  EXPECT_EQ((*out)[5].predictor, 3u);
  EXPECT_EQ((*out)[5].levels, 0u);
  EXPECT_FALSE((*out)[5].may_be_missing);
  EXPECT_TRUE((*out)[0].may_be_missing) << "it only looks";
}

TEST(Impute, FillsWhatIsMissing) {
  ExpectSameBits(applied(Impute{Statistic::median, {0}, {7.5}}, {kNaN, 5, 2, kNaN}, four_columns()),
                 std::vector<double>{7.5, 5, 2, kNaN});
  ExpectSameBits(
      applied(Impute{Statistic::most_frequent, {0, 3}, {7.5, 1}}, {kNaN, 5, 2, kNaN}, four_columns()),
      std::vector<double>{7.5, 5, 2, 1});
}

TEST(Impute, LeavesObservedValuesAlone) {
  ExpectSameBits(applied(Impute{Statistic::median, {0, 3}, {7.5, 1}}, {0, 5, 2, 0}, four_columns()),
                 std::vector<double>{0, 5, 2, 0});
}

TEST(Impute, LeavesNothingMissingInItsColumns) {
  const auto out = columns_out(Impute{Statistic::median, {0}, {7.5}}, four_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_FALSE((*out)[0].may_be_missing);
  EXPECT_TRUE((*out)[3].may_be_missing);
}

TEST(Impute, RefusesAFillThatIsNoLevel) {
  for (double value : {-1.0, 2.0, 0.5}) {
    ExpectStepFault(Impute{Statistic::most_frequent, {0, 3}, {7.5, value}}, "s.values[1]", "d has 2 levels");
  }
}

TEST(OneHot, MakesOneColumnALevelInPlace) {
  ExpectSameBits(applied(OneHot{{2}, {3}}, {4, 5, 0, 1}, four_columns()),
                 std::vector<double>{4, 5, 1, 0, 0, 1});
  ExpectSameBits(applied(OneHot{{2}, {3}}, {4, 5, 2, 1}, four_columns()),
                 std::vector<double>{4, 5, 0, 0, 1, 1});
}

TEST(OneHot, NamesItsColumnsAfterTheirPredictors) {
  const auto out = columns_out(OneHot{{2}, {3}}, four_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_EQ(names_of(*out), (std::vector<std::string>{"a", "b", "c=0", "c=1", "c=2", "d"}));
  for (std::size_t i = 2; i < 5; ++i) {
    EXPECT_EQ((*out)[i].predictor, 2u);
    EXPECT_EQ((*out)[i].levels, 0u);
  }
  EXPECT_EQ((*out)[5].predictor, 3u);
}

TEST(OneHot, RefusesWhatIsNoCompleteCategory) {
  ExpectStepFault(OneHot{{1, 2}, {2, 3}}, "s.columns[0]", "b is a number");
  ExpectStepFault(OneHot{{2, 3}, {3, 2}}, "s.columns[1]", "d may be missing");
}

TEST(OneHot, RefusesACountOfLevelsThatDoesNotFit) {
  ExpectStepFault(OneHot{{2}, {4}}, "s.levels[0]", "says 4, c has 3");
  ExpectStepFault(OneHot{{2}, {}}, "s.levels", "0 counts for 1");
  ExpectStepFault(OneHot{{2}, {3, 3}}, "s.levels", "2 counts for 1");
}

TEST(Standardise, SubtractsTheMeanAndDividesByTheScale) {
  ExpectSameBits(applied(Standardise{{0, 1}, {1, 5}, {2, 4}}, {4, 3, 2, 1}, four_columns()),
                 std::vector<double>{1.5, -0.5, 2, 1});
}

TEST(Standardise, LeavesMissingMissing) {
  ExpectSameBits(applied(Standardise{{0}, {1}, {2}}, {kNaN, 3, 2, 1}, four_columns()),
                 std::vector<double>{kNaN, 3, 2, 1});
  const auto out = columns_out(Standardise{{0}, {1}, {2}}, four_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_TRUE((*out)[0].may_be_missing);
}

TEST(Standardise, StaysFinite) {
  ExpectSameBits(
      applied(Standardise{{0, 1}, {-1e308, 1e308}, {5e-324, 5e-324}}, {4, 3, 2, 1}, four_columns()),
      std::vector<double>{1e300, -1e300, 2, 1});
}

// Infinity over infinity was NaN where nothing may be missing, and the category's number an index with it.
TEST(Steps, ReadNothingBeyondAListAfterTheSmallestScale) {
  const std::vector<Step> steps{Standardise{{0, 1}, {0, 0}, {5e-324, 5e-324}}, NormaliseRow{Norm::l2, {0, 1}},
                                Bin{{0, 1}, {1, 1}, {0.5, 0.5}},
                                EncodeLevels{LevelNumbers::target, {0}, {2}, {0.25, 0.75}},
                                GroupLevels{{1}, {2}, {2}, {1, 0}}};
  const Columns in{{"a", 0, 0, false}, {"b", 1, 0, false}};
  const auto through = columns_through(steps, in, "steps");
  ASSERT_TRUE(through) << through.error().text();
  std::vector<double> row{4, 3};
  for (const Step& step : steps) {
    std::vector<double> next(row.size());
    apply(step, row, next);
    row = next;
  }
  ExpectSameBits(row, std::vector<double>{0.75, 0});
}

TEST(Standardise, RefusesCategories) {
  ExpectStepFault(Standardise{{1, 2}, {1, 1}, {1, 1}}, "s.columns[1]", "c is a category");
}

TEST(Standardise, RefusesScalesThatAreNotAboveZero) {
  for (double scale : {0.0, -0.0, -1.0}) {
    ExpectStepFault(Standardise{{0, 1}, {1, 1}, {1, scale}}, "s.scales[1]", "above 0");
  }
}

TEST(Steps, RefuseAnIndexOutsideTheRow) {
  for (std::uint32_t index : {4u, 0xFFFFFFFFu}) {
    const std::string words = "index " + std::to_string(index) + ", row has 4 columns";
    ExpectStepFault(FlagMissing{{0, index}}, "s.columns[1]", words);
    ExpectStepFault(Impute{Statistic::median, {index}, {0}}, "s.columns[0]", words);
    ExpectStepFault(OneHot{{2, index}, {3, 3}}, "s.columns[1]", words);
    ExpectStepFault(Standardise{{1, index}, {0, 0}, {1, 1}}, "s.columns[1]", words);
  }
}

TEST(Steps, RefuseColumnsThatDescendOrRepeat) {
  for (std::uint32_t second : {0u, 1u}) {
    ExpectStepFault(FlagMissing{{1, second}}, "s.columns[1]", "ascending");
    ExpectStepFault(Impute{Statistic::median, {1, second}, {0, 0}}, "s.columns[1]", "ascending");
    ExpectStepFault(OneHot{{1, second}, {3, 3}}, "s.columns[1]", "ascending");
    ExpectStepFault(Standardise{{1, second}, {0, 0}, {1, 1}}, "s.columns[1]", "ascending");
  }
}

TEST(Steps, RefuseListsOfTheWrongLength) {
  ExpectStepFault(Impute{Statistic::median, {0}, {}}, "s.values", "0 values for 1 columns");
  ExpectStepFault(Impute{Statistic::median, {0}, {1, 2}}, "s.values", "2 values for 1 columns");
  ExpectStepFault(Standardise{{0}, {}, {1}}, "s.means", "0 values for 1 columns");
  ExpectStepFault(Standardise{{0}, {1}, {1, 2}}, "s.scales", "2 values for 1 columns");
}

TEST(Steps, RefuseNumbersThatAreNotFinite) {
  for (double bad : {kNaN, kInfinity, -kInfinity}) {
    ExpectStepFault(Impute{Statistic::median, {0, 1}, {1, bad}}, "s.values[1]", "finite");
    ExpectStepFault(Standardise{{0, 1}, {1, bad}, {1, 1}}, "s.means[1]", "finite");
    ExpectStepFault(Standardise{{0, 1}, {1, 1}, {1, bad}}, "s.scales[1]", "finite");
  }
}

TEST(Steps, RefuseMoreColumnsThanTheLimit) {
  Columns wide;
  for (std::uint32_t i = 0; i < 16; ++i) wide.push_back({"c", i, 4096, false});
  const std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const Step all = OneHot{indices, std::vector<std::uint32_t>(16, 4096)};
  const auto just_fits = columns_out(all, wide, "s");
  ASSERT_TRUE(just_fits);
  EXPECT_EQ(just_fits->size(), kMaxRowWidth);
  wide.push_back({"one more", 16, 0, false});
  ExpectFault(columns_out(all, wide, "s"), ErrorCode::bad_model_file, "s", "65,536");
}

TEST(ColumnsThrough, GivesTheColumnsOfEveryStage) {
  const auto stages = columns_through(small_model_file().steps, columns_of(small_predictors()), "steps");
  ASSERT_TRUE(stages);
  std::vector<std::size_t> widths;
  for (const Columns& columns : *stages) widths.push_back(columns.size());
  EXPECT_EQ(widths, (std::vector<std::size_t>{4, 5, 5, 5, 7, 7}));
  EXPECT_EQ(names_of(stages->back()), (std::vector<std::string>{"glucose", "age", "smoker", "stage=0",
                                                                "stage=1", "stage=2", "glucose missing"}));
}

TEST(ColumnsThrough, SaysWhichStepIsAtFault) {
  const std::vector<Step> steps{FlagMissing{{0}}, Impute{Statistic::median, {0, 3}, {1, 1}},
                                Standardise{{9}, {0}, {1}}};
  ExpectFault(columns_through(steps, four_columns(), "steps"), ErrorCode::bad_model_file,
              "steps[2].standardise.columns[0]", "index 9, row has 5 columns");
  const auto path_of = [](const Step& step) {
    return columns_through({step}, four_columns(), "steps").error().path;
  };
  EXPECT_EQ(path_of(FlagMissing{{9}}), "steps[0].flag_missing.columns[0]");
  EXPECT_EQ(path_of(Impute{Statistic::median, {0}, {}}), "steps[0].impute.values");
  EXPECT_EQ(path_of(OneHot{{0}, {2}}), "steps[0].one_hot.columns[0]");
}

// Wide rows through thousands of idle steps would fill the memory from a small file.
TEST(ColumnsThrough, RefusesMoreColumnsInAllThanTheLimit) {
  const Columns wide(1000);
  const std::vector<Step> just_fits(999, FlagMissing{});
  EXPECT_TRUE(columns_through(just_fits, wide, "steps"));
  ExpectFault(columns_through(std::vector<Step>(1000, FlagMissing{}), wide, "steps"),
              ErrorCode::bad_model_file, "steps[999].flag_missing", "1,000,000");
}

// The way back.

std::vector<double> handed_back(const Step& step, const std::vector<double>& row, const Columns& in,
                                const std::vector<double>& given) {
  const std::vector<double> out = applied(step, row, in);
  EXPECT_EQ(out.size(), given.size());
  std::vector<double> back(row.size(), 99.0);
  hand_back(step, row, out, given, back);
  return back;
}

TEST(HandBack, GivesEachColumnItsOwnWhereAStepWorksColumnByColumn) {
  const std::vector<double> given{1, 2, 3, 4};
  EXPECT_EQ(handed_back(Impute{Statistic::median, {0}, {7}}, {kNaN, 5, 2, 0}, four_columns(), given), given);
  EXPECT_EQ(handed_back(Standardise{{1}, {5}, {2}}, {4, 5, 2, 0}, four_columns(), given), given);
}

TEST(HandBack, AddsAFlagToItsColumn) {
  EXPECT_EQ(handed_back(FlagMissing{{0, 3}}, {kNaN, 5, 2, 0}, four_columns(), {1, 2, 3, 4, 10, 20}),
            (std::vector<double>{11, 2, 3, 24}));
}

TEST(HandBack, AddsTheLevelsOfACategory) {
  EXPECT_EQ(handed_back(OneHot{{2}, {3}}, {4, 5, 2, 0}, four_columns(), {1, 2, 10, 20, 30, 4}),
            (std::vector<double>{1, 2, 60, 4}));
}

}  // namespace
}  // namespace nearside
