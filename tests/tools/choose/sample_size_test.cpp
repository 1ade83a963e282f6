// SPDX-License-Identifier: Apache-2.0
// The criteria, held against the worked examples that the authors' own program pmsampsize (Ensor, Riley,
// Snell) documents for each kind of outcome.
#include "tools/choose/sample_size.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tools/table/response.h"

namespace nearside {
namespace {

std::vector<double> rows_of(const std::vector<SampleSizeCriterion>& criteria) {
  std::vector<double> rows;
  for (const SampleSizeCriterion& one : criteria) rows.push_back(std::ceil(one.rows));
  return rows;
}

TEST(SampleSizeCriteria, OfARiskGiveTheAuthorsExample) {
  EXPECT_EQ(rows_of(criteria_of_risk(0.288, 0.174, 24)), (std::vector<double>{623, 662, 221}));
}

TEST(SampleSizeCriteria, OfATimeGiveTheAuthorsExample) {
  const auto rows = rows_of(criteria_of_time(0.051, 0.065, 2.07, 2.0, 30));
  EXPECT_EQ(rows[0], 5143.0);
  EXPECT_EQ(rows[1], 1039.0);
  // Of the third the authors only say that 5,143 rows are enough.
  EXPECT_LT(rows[2], 5143.0);
}

// The third criterion: with that many rows, and not with one less, the wider half of the interval is 0.05.
TEST(SampleSizeCriteria, OfATimeKnowTheRiskToFiveInAHundred) {
  const double rows = rows_of(criteria_of_time(0.1, 0.04, 3.0, 5.0, 1))[2];
  const auto lower_half = [](double count) {
    const double lowest = 0.04 - 1.959963984540054 * std::sqrt(0.04 / (count * 3.0));
    return std::exp(-5.0 * lowest) - std::exp(-5.0 * 0.04);
  };
  EXPECT_LE(lower_half(rows), 0.05);
  EXPECT_GT(lower_half(rows - 1.0), 0.05);
}

TEST(SampleSizeCriteria, OfAQuantityGiveTheAuthorsExample) {
  EXPECT_EQ(rows_of(criteria_of_quantity(0.2, 25)), (std::vector<double>{918, 401, 259}));
}

TEST(SampleSizeCriteria, OfAQuantityWithOneParameterAreEnded) {
  EXPECT_EQ(rows_of(criteria_of_quantity(0.15, 1)), (std::vector<double>{3, 18, 235}));
}

Response classes_of(const std::vector<std::uint8_t>& label) {
  return {OutcomeKind::binary, 2, label};
}

TEST(MinimumSampleSize, OfTwoClassesIsTheStrictestCriterion) {
  // 20 % of 1,000 with the outcome, 10 parameters, R² expected 0.15 of the largest: worked out by hand from
  // the formulas of Riley et al. 2020 in double precision (Python).
  std::vector<std::uint8_t> label(1000, 0);
  std::fill_n(label.begin(), 200, std::uint8_t{1});
  const auto size = minimum_sample_size(classes_of(label), 10);
  ASSERT_TRUE(size);
  EXPECT_EQ(size->rows, 1000u);
  const double largest = 1.0 - std::exp(2.0 * (0.2 * std::log(0.2) + 0.8 * std::log(0.8)));
  const double r2 = 0.15 * largest;
  EXPECT_EQ(size->needed, static_cast<std::uint64_t>(std::ceil(10.0 / (-0.1 * std::log(1.0 - r2 / 0.9)))));
  EXPECT_EQ(size->reason, "little overfitting: shrinkage of at least 0.9");
  // With one parameter the overall risk asks for the most: 1.96² · 0.16 / 0.05².
  const auto few = minimum_sample_size(classes_of(label), 1);
  EXPECT_EQ(few->needed, 246u);
  EXPECT_EQ(few->reason, "an overall risk known to ±0.05");
}

TEST(MinimumSampleSize, HasNoCriterionForSeveralClasses) {
  EXPECT_FALSE(minimum_sample_size({OutcomeKind::classes, 3, {0, 1, 2}}, 4));
}

}  // namespace
}  // namespace nearside
