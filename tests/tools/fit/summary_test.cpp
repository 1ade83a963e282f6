// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {
namespace {

/// One predictor's column: `values` and then `missing` rows without one.
PredictorSummary summary_of(const Predictor& predictor, const std::vector<double>& values, int missing = 0) {
  Matrix rows{1, values};
  for (int i = 0; i < missing; ++i) rows.values.push_back(kMissingValue);
  const auto summaries = summarise({predictor}, rows);
  EXPECT_EQ(summaries.size(), 1u);
  return summaries[0];
}

std::vector<double> whole_numbers(int count) {
  std::vector<double> values;
  for (int i = count - 1; i >= 0; --i) values.push_back(i);
  return values;
}

/// 0 `no` times, 1 `yes` times.
std::vector<double> answers(int no, int yes) {
  std::vector<double> values(static_cast<std::size_t>(no), 0.0);
  values.insert(values.end(), static_cast<std::size_t>(yes), 1.0);
  return values;
}

const Predictor kBoolean = with_levels("smoker", Kind::boolean, {"no", "yes"}, false);

TEST(Summary, GivesSevenPercentiles) {
  const PredictorSummary summary = summary_of(numeric("age"), whole_numbers(101));
  EXPECT_EQ(summary.predictor, "age");
  EXPECT_EQ(summary.percentiles, (std::vector<double>{1, 5, 25, 50, 75, 95, 99}));
  EXPECT_TRUE(summary.level_shares.empty());
}

TEST(Summary, KeepsPercentilesBackBelowAHundredValues) {
  EXPECT_EQ(summary_of(numeric("age"), whole_numbers(100)).percentiles.size(), 7u);
  EXPECT_TRUE(summary_of(numeric("age"), whole_numbers(99)).percentiles.empty());
  EXPECT_TRUE(summary_of(numeric("age"), whole_numbers(99), 50).percentiles.empty());
}

TEST(Summary, GivesTheShareOfEachLevelAmongKnownValues) {
  const PredictorSummary summary = summary_of(kBoolean, answers(30, 10), 60);
  EXPECT_EQ(summary.level_shares, (std::vector<double>{0.75, 0.25}));
  EXPECT_EQ(summary.share_missing, 0.6);
  EXPECT_TRUE(summary.percentiles.empty());
}

TEST(Summary, KeepsLevelsOfOneToNinePeopleBack) {
  for (int few : {1, 9}) {
    EXPECT_TRUE(std::isnan(summary_of(kBoolean, answers(100, few)).level_shares[1])) << few;
  }
  EXPECT_EQ(summary_of(kBoolean, answers(90, 10)).level_shares[1], 0.1);
  EXPECT_EQ(summary_of(kBoolean, answers(90, 0)).level_shares[1], 0.0);
}

TEST(Summary, KeepsOneToNineMissingValuesBack) {
  for (int few : {1, 9}) {
    EXPECT_TRUE(std::isnan(summary_of(numeric("age"), whole_numbers(100), few).share_missing)) << few;
  }
  EXPECT_EQ(summary_of(numeric("age"), whole_numbers(90), 10).share_missing, 0.1);
  EXPECT_EQ(summary_of(numeric("age"), whole_numbers(90)).share_missing, 0.0);
}

TEST(Summary, GivesTheDevelopmentRangeFromTheFirstToTheLastPercentile) {
  const auto range = development_range(summary_of(numeric("age"), whole_numbers(101)));
  ASSERT_TRUE(range);
  EXPECT_EQ(range->low, 1.0);
  EXPECT_EQ(range->high, 99.0);
  EXPECT_FALSE(development_range(summary_of(numeric("age"), whole_numbers(99))));
  EXPECT_FALSE(development_range(summary_of(kBoolean, answers(100, 100))));
}

}  // namespace
}  // namespace nearside
