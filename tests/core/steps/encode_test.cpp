// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/steps/step.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// A number, a category of three levels, one of four.
Columns three_columns() {
  return {{"age", 0, 0, false}, {"stage", 1, 3, false}, {"site", 2, 4, false}};
}

std::vector<double> applied(const Step& step, const std::vector<double>& row) {
  const auto out = columns_out(step, three_columns(), "s");
  EXPECT_TRUE(out) << out.error().text();
  if (!out) return {};
  std::vector<double> next(out->size(), -99.0);
  apply(step, row, next);
  return next;
}

void ExpectStepFault(const Step& step, const std::string& path, const std::string& words) {
  ExpectFault(columns_out(step, three_columns(), "s"), ErrorCode::bad_model_file, path, words);
}

const EncodeLevels kEncode{LevelNumbers::target, {1, 2}, {3, 4}, {0.5, 0.25, 0.75, 1, 2, 3, 4}};
const GroupLevels kGroup{{1, 2}, {3, 4}, {3, 2}, {0, 1, 2, 1, 0, 1, 1}};

TEST(EncodeLevels, PutsTheNumberOfTheLevelInItsPlace) {
  ExpectSameBits(applied(kEncode, {60, 2, 1}), std::vector<double>{60, 0.75, 2});
  ExpectSameBits(applied(kEncode, {60, 0, 3}), std::vector<double>{60, 0.5, 4});
}

TEST(EncodeLevels, TakesWhatIsNoLevelForMissing) {
  for (const double odd : {kNaN, -1.0, 3.0, 1e300, -1e300}) {
    ExpectSameBits(applied(kEncode, {60, odd, 1}), std::vector<double>{60, kNaN, 2});
    ExpectSameBits(applied(kGroup, {60, odd, 1}), std::vector<double>{60, kNaN, 0});
  }
}

TEST(EncodeLevels, KeepsTheColumnsNameAndMakesItANumber) {
  const auto out = columns_out(Step(kEncode), three_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_EQ((*out)[1].levels, 0u);
  EXPECT_EQ((*out)[1].name, "stage");
}

TEST(EncodeLevels, NeedsCompleteCategories) {
  Columns columns = three_columns();
  columns[2].may_be_missing = true;
  for (const Step& step : {Step(kEncode), Step(kGroup)}) {
    ExpectFault(columns_out(step, columns, "s"), ErrorCode::bad_model_file, "s.columns[1]",
                "site may be missing; impute it first");
  }
}

TEST(EncodeLevels, RefusesWhatDoesNotFit) {
  const auto fault = [](auto change, const std::string& path, const std::string& words) {
    EncodeLevels step = kEncode;
    change(step);
    ExpectStepFault(step, path, words);
  };
  fault([](auto& s) { s.columns = {1, 3}; }, "s.columns[1]", "row has 3 columns");
  fault([](auto& s) { s.columns = {2, 1}; }, "s.columns[1]", "ascending");
  fault([](auto& s) { s.columns = {0, 2}; }, "s.levels[0]", "age has 0 levels");
  fault([](auto& s) { s.levels = {3}; }, "s.levels", "a count for each column");
  fault([](auto& s) { s.levels = {4, 3}; }, "s.levels[0]", "stage has 3 levels");
  fault([](auto& s) { s.values.pop_back(); }, "s.values", "6 values for 7");
  fault([](auto& s) { s.values[3] = kNaN; }, "s.values[3]", "finite");
}

TEST(GroupLevels, PutsEachLevelIntoItsGroup) {
  ExpectSameBits(applied(kGroup, {60, 2, 1}), std::vector<double>{60, 2, 0});
  ExpectSameBits(applied(kGroup, {60, 1, 3}), std::vector<double>{60, 1, 1});
  const auto out = columns_out(Step(kGroup), three_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_EQ((*out)[2].levels, 2u);
  EXPECT_EQ((*out)[2].name, "site grouped");
}

TEST(GroupLevels, RefusesWhatDoesNotFit) {
  const auto fault = [](auto change, const std::string& path, const std::string& words) {
    GroupLevels step = kGroup;
    change(step);
    ExpectStepFault(step, path, words);
  };
  fault([](auto& s) { s.columns = {0, 2}; }, "s.levels[0]", "age has 0 levels");
  fault([](auto& s) { s.group_counts = {3}; }, "s.group_counts", "a count for each column");
  fault([](auto& s) { s.group_counts = {3, 0}; }, "s.group_counts[1]", "from 1");
  fault([](auto& s) { s.group_counts = {4, 2}; }, "s.group_counts[0]", "from 1");
  fault([](auto& s) { s.groups.pop_back(); }, "s.groups", "a group for each level");
  fault([](auto& s) { s.groups[6] = 2; }, "s.groups[6]", "is no group");
}

TEST(EncodeLevels, HandsEachColumnItsOwnContribution) {
  for (const Step& step : {Step(kEncode), Step(kGroup)}) {
    const std::vector<double> given{1, 2, 3};
    std::vector<double> back(3);
    hand_back(step, given, given, given, back);
    EXPECT_EQ(back, given);
  }
}

}  // namespace
}  // namespace nearside
