// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/worth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tools/fit/inflation.h"
#include "tools/fit/l1_path.h"
#include "tools/fit/select_table.h"

namespace nearside {
namespace {

using Values = std::vector<double>;
using Outcomes = std::vector<std::uint8_t>;
using Bins = std::vector<std::uint32_t>;

/// The largest relative difference from a column of scores_reference.csv (absolute for what is below 1).
double difference(const std::string& score,
                  const std::function<double(const Values&, const Outcomes&)>& ours) {
  const SelectTable table;
  const Values expected = numbers_in(in_repository("tests/fixtures/select/scores_reference.csv"), score);
  double largest = 0.0;
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    if (expected[j] == -1.0) continue;  // chi-squared of negative values
    const double seen = ours(table.columns[j], table.outcome);
    largest = std::max(largest, std::abs(seen - expected[j]) / std::max(1.0, std::abs(expected[j])));
  }
  return largest;
}

Bins as_bins(const Outcomes& outcome) {
  return {outcome.begin(), outcome.end()};
}

// 1e-12: sums of 240 terms in another order.
constexpr double kSumsApart = 1e-12;

TEST(Worth, AgreesWithScikitLearn) {
  const auto correlation_of = [](const Values& v, const Outcomes& y) {
    return correlation(v, Values(y.begin(), y.end()));
  };
  const auto information_10 = [](const Values& v, const Outcomes& y) {
    return mutual_information(bins_of(v, 10), as_bins(y));
  };
  const auto information_4 = [](const Values& v, const Outcomes& y) {
    return mutual_information(bins_of(v, 4), as_bins(y));
  };
  EXPECT_LT(difference("variance", [](const Values& v, const Outcomes&) { return variance(v); }), kSumsApart);
  EXPECT_LT(difference("correlation", correlation_of), kSumsApart);
  EXPECT_LT(difference("chi_squared", [](const Values& v, const Outcomes& y) { return chi_squared(v, y); }),
            kSumsApart);
  EXPECT_LT(difference("anova", [](const Values& v, const Outcomes& y) { return anova_f(v, y); }),
            kSumsApart);
  EXPECT_LT(difference("information_10", information_10), kSumsApart);
  EXPECT_LT(difference("information_4", information_4), kSumsApart);
  EXPECT_LT(difference("auroc", [](const Values& v, const Outcomes& y) { return auroc_of(v, y); }),
            kSumsApart);
}

TEST(Worth, OfAColumnThatDoesNotVaryIsNothing) {
  const Values same{0.1, 0.1, 0.1};
  const Values other{1, 2, 3};
  const Outcomes outcome{0, 1, 1};
  EXPECT_EQ(variance(same), 0.0);
  EXPECT_EQ(correlation(same, other), 0.0);
  EXPECT_EQ(anova_f(same, outcome), 0.0);
  EXPECT_NEAR(chi_squared(same, outcome), 0.0, 1e-16);
  EXPECT_EQ(mutual_information(bins_of(same, 5), as_bins(outcome)), 0.0);
  EXPECT_EQ(auroc_of(same, outcome), 0.5);
}

TEST(Worth, OfAColumnThatDecidesIsAll) {
  const Values values{1, 1, 3, 3};
  const Outcomes outcome{0, 0, 1, 1};
  EXPECT_EQ(correlation(values, Values{0, 0, 1, 1}), 1.0);
  EXPECT_EQ(anova_f(values, outcome), std::numeric_limits<double>::infinity());
  EXPECT_EQ(auroc_of(values, outcome), 1.0);
  EXPECT_DOUBLE_EQ(mutual_information(bins_of(values, 5), as_bins(outcome)), std::log(2.0));
  EXPECT_EQ(chi_squared(values, outcome), 2.0) << "sums 2 and 6 where 4 and 4 are expected";
}

TEST(BinsOf, GivesEachOfFewValuesItsOwn) {
  EXPECT_EQ(bins_of(Values{5, 1, 5, 3}, 3), (Bins{2, 0, 2, 1}));
}

TEST(BinsOf, CutsManyValuesAtTheirQuantiles) {
  // Quarters of 1 to 9: 3, 5, 7.
  EXPECT_EQ(bins_of(Values{1, 2, 3, 4, 5, 6, 7, 8, 9}, 4), (Bins{0, 0, 0, 1, 1, 2, 2, 3, 3}));
}

TEST(InflationFactors, AgreeWithLeastSquares) {
  const SelectTable table;
  const Values expected = numbers_in(in_repository("tests/fixtures/select/scores_reference.csv"), "vif");
  const Values seen = inflation_factors(table.columns);
  for (std::size_t j = 0; j < seen.size(); ++j) {
    // 1e-10: the factor of map, 102, magnifies rounding as much.
    EXPECT_NEAR(seen[j] / expected[j], 1.0, 1e-10) << table.names[j];
  }
}

TEST(InflationFactors, OfTwoColumnsFollowFromTheirCorrelation) {
  // r = 0.8: 1 / (1 - 0.64)
  const Values factors = inflation_factors({{1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}});
  EXPECT_NEAR(factors[0], 1 / 0.36, 1e-14);
  EXPECT_NEAR(factors[1], 1 / 0.36, 1e-14);
}

TEST(InflationFactors, AreInfiniteForAWeightedSum) {
  const Values a{1, 2, 3, 4, 6};
  const Values b{2, 1, 4, 3, 5};
  Values sum;
  for (std::size_t i = 0; i < a.size(); ++i) sum.push_back(0.3 * a[i] - 7 * b[i] + 11);
  const Values factors = inflation_factors({a, b, sum, {7, 7, 7, 7, 7}});
  EXPECT_TRUE(std::isinf(factors[2]));
  EXPECT_TRUE(std::isfinite(factors[0]));
  EXPECT_EQ(factors[3], 1.0) << "it does not vary";
  EXPECT_EQ(without_inflated({a, b, sum}, 1e6), (Bins{0, 1}));
}

TEST(InflationFactors, LetTheLastOfEqualsLeave) {
  EXPECT_EQ(without_inflated({{1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}}, 2.0), Bins{0});
  EXPECT_EQ(without_inflated({{2, 1, 4, 3, 5}, {1, 2, 3, 4, 5}}, 2.0), Bins{0});
  EXPECT_EQ(without_inflated({{1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}}, 3.0), (Bins{0, 1}));
}

// -------------------------------------------------------------------------------------------------- L1 path

Bins all_of(const SelectTable& table) {
  Bins columns;
  for (std::uint32_t j = 0; j < table.names.size(); ++j) columns.push_back(j);
  return columns;
}

TEST(L1Logistic, AgreesWithScikitLearn) {
  const SelectTable table;
  const std::string file = in_repository("tests/fixtures/select/l1_reference.csv");
  for (const char* strength : {"0.05", "0.1", "0.5", "2"}) {
    const Values expected = numbers_in(file, "coefficient", strength);
    L1Logistic problem(standardised(table.rows, all_of(table)), table.outcome);
    ASSERT_TRUE(problem.solve(1.0 / (240.0 * std::stod(strength))));
    // 1e-9: saga stops when it moves by less than 1e-13 in one pass, which is not yet so near the optimum.
    EXPECT_NEAR(problem.intercept(), expected[0], 1e-9) << strength;
    for (std::size_t j = 0; j < table.names.size(); ++j) {
      EXPECT_NEAR(problem.coefficients()[j], expected[j + 1], 1e-9) << table.names[j] << " at " << strength;
      EXPECT_EQ(problem.coefficients()[j] == 0.0, expected[j + 1] == 0.0)
          << table.names[j] << " at " << strength;
    }
  }
}

TEST(L1Logistic, HasNoCoefficientAtTheLargestPenalty) {
  const SelectTable table;
  L1Logistic problem(standardised(table.rows, all_of(table)), table.outcome);
  const double largest = problem.largest_penalty();
  ASSERT_TRUE(problem.solve(largest * 1.000001));
  EXPECT_EQ(problem.coefficients(), Values(table.names.size(), 0.0));
  EXPECT_NEAR(problem.intercept(), std::log(107.0 / 133.0), 1e-12);
  ASSERT_TRUE(problem.solve(largest * 0.99));
  EXPECT_GT(problem.coefficients()[0], 0.0);
}

TEST(L1Logistic, SettlesWhereTheClassesAreSeparated) {
  const Matrix rows = standardised(matrix({{1, 5}, {2, 3}, {3, 4}, {4, 4}, {5, 5}, {6, 3}}), Bins{0, 1});
  const Outcomes outcome{0, 0, 0, 1, 1, 1};
  L1Logistic problem(rows, outcome);
  EXPECT_TRUE(problem.solve(problem.largest_penalty() * 1e-3));
  EXPECT_EQ(first_on_l1_path(rows, outcome, 1), Bins{0});
}

}  // namespace
}  // namespace nearside
