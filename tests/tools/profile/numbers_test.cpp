// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tools/fit/quantile.h"

namespace nearside {
namespace {

std::vector<NumberCount> counts(const std::vector<double>& numbers) {
  std::vector<NumberCount> counted;
  for (double number : numbers) counted.push_back({number, 1});
  return counted;
}

/// `from`, from + 1, … to, each once.
std::vector<NumberCount> run(double from, double to) {
  std::vector<NumberCount> numbers;
  for (double number = from; number <= to; number += 1.0) numbers.push_back({number, 1});
  return numbers;
}

std::vector<NumberCount> with(std::vector<NumberCount> numbers, double number, std::uint64_t count = 1) {
  numbers.push_back({number, count});
  std::sort(numbers.begin(), numbers.end(),
            [](const NumberCount& a, const NumberCount& b) { return a.number < b.number; });
  return numbers;
}

TEST(Numbers, HaveTheQuantilesThatTrainingUses) {
  const std::vector<NumberCount> counted{{1, 3}, {4, 1}, {5.5, 2}, {20, 4}};
  const std::vector<double> spread{1, 1, 1, 4, 5.5, 5.5, 20, 20, 20, 20};
  for (double share : {0.0, 0.01, 0.25, 0.3, 1.0 / 3.0, 0.5, 0.75, 0.99, 1.0}) {
    EXPECT_DOUBLE_EQ(quantile(counted, share), quantile(spread, share)) << share;
  }
}

TEST(ZerosApart, AreSeenWhereTheOthersStartFarAbove) {
  EXPECT_TRUE(zero_stands_apart(with(run(14, 200), 0, 374)));
  EXPECT_TRUE(zero_stands_apart(with(counts({18.2, 18.4, 19.1, 19.3, 19.4, 19.5, 30}), 0)));
}

TEST(ZerosApart, AreNotSeenWhereZeroIsTheNextStep) {
  EXPECT_FALSE(zero_stands_apart(run(0, 30)));
  EXPECT_FALSE(zero_stands_apart(counts({0, 25, 50, 75, 100, 125, 150})));
  EXPECT_FALSE(zero_stands_apart(counts({0, 0.1, 0.2, 0.3, 0.5, 1, 6.2})));
}

TEST(ZerosApart, AreNotSeenBesideNegativeOrFewNumbers) {
  EXPECT_FALSE(zero_stands_apart(with(with(run(14, 200), 0), -3)));
  EXPECT_FALSE(zero_stands_apart(counts({0, 50, 51, 52, 53})));
}

TEST(ZerosApart, AreNotSeenWhereTheGapIsSmallBesideTheNumbers) {
  EXPECT_FALSE(
      zero_stands_apart(with(with(run(10, 20), 0), 4000, 100)));  // 10 is under a tenth of the median
}

TEST(CodesAmong, FindsTheUsualOnesFarFromTheRest) {
  EXPECT_EQ(codes_among(with(run(1, 40), 99)), std::vector<double>{99});
  EXPECT_EQ(codes_among(with(with(run(60, 300), 999), 9999)), (std::vector<double>{999, 9999}));
  EXPECT_EQ(codes_among(with(run(0, 50), -9)), std::vector<double>{-9});
  EXPECT_EQ(codes_among(with(run(1, 5), 9)), std::vector<double>{9});
}

TEST(CodesAmong, LeavesTheEndOfARangeAlone) {
  EXPECT_TRUE(codes_among(run(18, 99)).empty());
  EXPECT_TRUE(codes_among(with(run(18, 80), 99)).empty());
  EXPECT_TRUE(codes_among(run(1, 9)).empty());
  EXPECT_TRUE(codes_among(with(run(-8, 8), -9)).empty());
  EXPECT_TRUE(codes_among(with(run(1, 40), 98)).empty());
}

TEST(CodesAmong, NeedsOtherNumbers) {
  EXPECT_TRUE(codes_among({}).empty());
  EXPECT_TRUE(codes_among(counts({-9, 99})).empty());
  EXPECT_TRUE(codes_among(counts({1, 2, 99})).empty());
}

TEST(PossibleRange, KnowsAgesByTheWordInTheName) {
  for (const char* name : {"age", "Age", "AGE", "age_years", "AgeAtVisit", "patient age"}) {
    ASSERT_TRUE(possible_range(name)) << name;
    EXPECT_EQ(possible_range(name)->range.high, 120.0) << name;
  }
  EXPECT_EQ(possible_range("AgeMonths")->range.high, 1440.0);
  for (const char* name : {"stage", "average", "wage", "dosage", "ageing", ""})
    EXPECT_FALSE(possible_range(name)) << name;
}

TEST(PossibleRange, NeedsTheUnitForWeightAndHeight) {
  EXPECT_EQ(possible_range("weight_kg")->range.high, 650.0);
  EXPECT_EQ(possible_range("height_cm")->range.high, 280.0);
  EXPECT_FALSE(possible_range("weight"));
  EXPECT_FALSE(possible_range("height_in"));
}

TEST(OutlierFences, LieThreeInterquartileRangesOut) {
  const auto fences = outlier_fences(run(0, 100));  // quartiles 25 and 75
  ASSERT_TRUE(fences);
  EXPECT_EQ(fences->low, -125.0);
  EXPECT_EQ(fences->high, 225.0);
}

TEST(OutlierFences, AreNotDrawnAroundFewOrEqualNumbers) {
  EXPECT_FALSE(outlier_fences(run(1, 19)));
  EXPECT_FALSE(outlier_fences({{1, 50}, {2, 50}}));
  EXPECT_FALSE(outlier_fences(with(run(1, 12), 0, 1000)));
}

TEST(Histogram, HoldsEveryNumberOfItsRangeOnce) {
  for (bool whole : {true, false}) {
    const auto bins = histogram(run(0, 63), {0, 63}, whole);
    std::uint64_t all = 0;
    for (const HistogramBin& bin : bins) all += bin.count;
    EXPECT_EQ(all, 64u);
    EXPECT_LE(bins.size(), 20u);
    EXPECT_EQ(bins.front().low, 0.0);
    EXPECT_EQ(bins.back().high, 63.0);
  }
}

TEST(Histogram, GivesEachOfFewWholeNumbersABin) {
  const auto bins = histogram(run(3, 7), {3, 7}, true);
  ASSERT_EQ(bins.size(), 5u);
  for (const HistogramBin& bin : bins) {
    EXPECT_EQ(bin.low, bin.high);
    EXPECT_EQ(bin.count, 1u);
  }
}

TEST(Histogram, HasNoBinsWhereTheRangeIsTooWideForADouble) {
  EXPECT_TRUE(histogram({{-1e308, 1}, {1e308, 1}}, {-1e308, 1e308}, false).empty());
}

TEST(Histogram, OfOneNumberIsOneBin) {
  EXPECT_EQ(histogram({{2.5, 4}}, {2.5, 2.5}, false).size(), 1u);
  EXPECT_EQ(histogram({{2.5, 4}}, {2.5, 2.5}, false)[0].count, 4u);
}

}  // namespace
}  // namespace nearside
