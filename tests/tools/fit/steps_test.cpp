// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps.h"

#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "tools/fit/quantile.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Indices = std::vector<std::uint32_t>;
using Values = std::vector<double>;
constexpr double kNone = kMissingValue;

Result<Step> fit(const StepRequest& request, const Matrix& rows, const Columns& columns,
                 const std::vector<Predictor>& predictors) {
  return fit(request, StepData{rows, columns, predictors, {}, 0});
}

/// Fits a step that must be of type T to rows as `bind` makes them.
template <class T>
T fitted(const StepRequest& request, const std::vector<Predictor>& predictors, const Matrix& rows) {
  auto step = fit(request, rows, columns_of(predictors), predictors);
  EXPECT_TRUE(step) << text_of(step);
  return step ? std::get<T>(*step) : T();
}

// ------------------------------------------------------------------------------------------------- quantile

TEST(Quantile, IsLinearBetweenOrderStatistics) {
  const Values values{1, 2, 3, 4, 10};
  // R: quantile(c(1, 2, 3, 4, 10), p); the place is p (n - 1) = 0, 0.4, 1, 1.2, 2, 3.6, 3.96, 4.
  EXPECT_EQ(quantile(values, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(quantile(values, 0.1), 1.4);
  EXPECT_EQ(quantile(values, 0.25), 2.0);
  EXPECT_DOUBLE_EQ(quantile(values, 0.3), 2.2);
  EXPECT_EQ(quantile(values, 0.5), 3.0);
  EXPECT_DOUBLE_EQ(quantile(values, 0.9), 7.6);
  EXPECT_DOUBLE_EQ(quantile(values, 0.99), 9.76);
  EXPECT_EQ(quantile(values, 1.0), 10.0);
}

TEST(Quantile, OfAnEvenNumberHasTheMedianInTheMiddle) {
  EXPECT_EQ(quantile({1, 2, 4, 9}, 0.5), 3.0);
}

TEST(Quantile, OfOneValueIsThatValue) {
  for (double share : {0.0, 0.5, 1.0}) EXPECT_EQ(quantile({7}, share), 7.0);
}

// ---------------------------------------------------------------------------------------------- flag_missing

TEST(FitFlagMissing, FlagsWhatMayBeMissing) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("b"), numeric("c", false)};
  const Matrix rows = matrix({{1, 2, 3}});
  EXPECT_EQ(fitted<FlagMissing>(FlagMissingRequest{}, predictors, rows).columns, (Indices{0, 2}));
  EXPECT_EQ(fitted<FlagMissing>(FlagMissingRequest{{"c"}}, predictors, rows).columns, Indices{2});
  EXPECT_TRUE(fitted<FlagMissing>(FlagMissingRequest{{"b"}}, predictors, rows).columns.empty());
}

// ---------------------------------------------------------------------------------------------------- impute

TEST(FitImpute, FindsTheMedianOfTheKnownValues) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("b", false)};
  const Impute impute = fitted<Impute>(ImputeRequest{Statistic::median, {}}, predictors,
                                       matrix({{4, 9}, {kNone, 1}, {1, 4}, {2, 2}}));
  EXPECT_EQ(impute.statistic, Statistic::median);
  EXPECT_EQ(impute.columns, (Indices{0, 1}));
  EXPECT_EQ(impute.values, (Values{2, 3}));
}

TEST(FitImpute, FindsTheMostFrequentAndOfEquallyFrequentTheFirst) {
  const std::vector<Predictor> predictors{with_levels("sex", Kind::categorical, {"F", "M"}, false),
                                          with_levels("stage", Kind::categorical, {"I", "II", "III"}, false),
                                          with_levels("smoker", Kind::boolean, {"no", "yes"}, false)};
  const Impute impute =
      fitted<Impute>(ImputeRequest{Statistic::most_frequent, {}}, predictors,
                     matrix({{1, 2, kNone}, {1, 1, 1}, {0, 2, 0}, {kNone, 1, 1}, {kNone, 0, kNone}}));
  EXPECT_EQ(impute.columns, (Indices{0, 1, 2}));
  EXPECT_EQ(impute.values, (Values{1, 1, 1}));
}

TEST(FitImpute, TakesTheMedianOfNumbersAndTheMostFrequentOfTheOthers) {
  Predictor count = numeric("count", false);
  count.kind = Kind::integer;
  const std::vector<Predictor> predictors{numeric("a", false), count,
                                          with_levels("b", Kind::boolean, {"no", "yes"}, false),
                                          with_levels("c", Kind::categorical, {"x", "y"}, false)};
  const Matrix rows = matrix({{1, 1, 0, 1}});
  EXPECT_EQ(fitted<Impute>(ImputeRequest{Statistic::median, {}}, predictors, rows).columns, (Indices{0, 1}));
  EXPECT_EQ(fitted<Impute>(ImputeRequest{Statistic::most_frequent, {}}, predictors, rows).columns,
            (Indices{2, 3}));
}

TEST(FitImpute, LeavesRequiredAndUnnamedPredictorsAlone) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("b"), numeric("c", false)};
  const Matrix rows = matrix({{1, 2, 3}});
  EXPECT_EQ(fitted<Impute>(ImputeRequest{Statistic::median, {}}, predictors, rows).columns, (Indices{0, 2}));
  EXPECT_EQ(fitted<Impute>(ImputeRequest{Statistic::median, {"c"}}, predictors, rows).columns, Indices{2});
}

TEST(FitImpute, NeedsAValue) {
  const std::vector<Predictor> predictors{numeric("crp", false)};
  const auto step = fit(ImputeRequest{Statistic::median, {}}, matrix({{kNone}, {kNone}}),
                        columns_of(predictors), predictors);
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(step.error().text(),
            "column crp: has no value in the rows that it is fitted on; leave it out of the predictors");
}

// --------------------------------------------------------------------------------------------------- one_hot

TEST(FitOneHot, TakesTheCategoriesWithTheirLevels) {
  const std::vector<Predictor> predictors{with_levels("stage", Kind::categorical, {"I", "II", "III"}),
                                          numeric("a"), with_levels("smoker", Kind::boolean, {"no", "yes"}),
                                          with_levels("sex", Kind::categorical, {"F", "M"})};
  const Matrix rows = matrix({{0, 1.5, 1, 0}});
  const OneHot all = fitted<OneHot>(OneHotRequest{}, predictors, rows);
  EXPECT_EQ(all.columns, (Indices{0, 3}));
  EXPECT_EQ(all.levels, (Indices{3, 2}));
  const OneHot one = fitted<OneHot>(OneHotRequest{{"sex"}}, predictors, rows);
  EXPECT_EQ(one.columns, Indices{3});
  EXPECT_EQ(one.levels, Indices{2});
}

// ----------------------------------------------------------------------------------------------- standardise

TEST(FitStandardise, FindsMeanAndDeviationWithDivisorN) {
  const std::vector<Predictor> predictors{numeric("a")};
  const Standardise scale =
      fitted<Standardise>(StandardiseRequest{}, predictors, matrix({{2}, {4}, {4}, {4}, {5}, {5}, {7}, {9}}));
  EXPECT_EQ(scale.columns, Indices{0});
  EXPECT_EQ(scale.means, Values{5});
  EXPECT_EQ(scale.scales, Values{2});
}

TEST(FitStandardise, SkipsMissingValues) {
  const std::vector<Predictor> predictors{numeric("a", false)};
  const Standardise scale =
      fitted<Standardise>(StandardiseRequest{}, predictors, matrix({{1}, {kNone}, {3}}));
  EXPECT_EQ(scale.means, Values{2});
  EXPECT_EQ(scale.scales, Values{1});
}

TEST(FitStandardise, LeavesAConstantColumnItsScale) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b")};
  // The mean of three 0.1 is not 0.1 to the last bit.
  const Standardise scale =
      fitted<Standardise>(StandardiseRequest{}, predictors, matrix({{7, 0.1}, {7, 0.1}, {7, 0.1}}));
  EXPECT_EQ(scale.means[0], 7.0);
  EXPECT_EQ(scale.scales, (Values{1, 1}));
}

// What varies is a matter of the values' own size: a concentration in mol/L is no constant.
TEST(FitStandardise, KnowsAConstantColumnInWhateverUnit) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b"), numeric("c")};
  const double near = 7e9 * (1.0 + 1e-13);
  const Standardise scale = fitted<Standardise>(StandardiseRequest{}, predictors,
                                                matrix({{2e-16, 7e9, 1e-300}, {4e-16, near, 3e-300}}));
  EXPECT_DOUBLE_EQ(scale.scales[0], 1e-16);
  EXPECT_EQ(scale.scales[1], 1.0);
  EXPECT_DOUBLE_EQ(scale.scales[2], 1e-300);
}

TEST(FitStandardise, SparesCategories) {
  const std::vector<Predictor> predictors{with_levels("stage", Kind::categorical, {"I", "II"}), numeric("a")};
  EXPECT_EQ(fitted<Standardise>(StandardiseRequest{}, predictors, matrix({{0, 1}, {1, 2}})).columns,
            Indices{1});
}

TEST(FitStandardise, TakesFlagsOfANamedPredictorToo) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("b")};
  const Columns columns{{"a", 0, 0, false}, {"b", 1, 0, false}, {"a missing", 0, 0, false}};
  const Matrix rows = matrix({{1, 5, 0}, {3, 6, 1}});
  const auto named = fit(StandardiseRequest{{"a"}}, rows, columns, predictors);
  const auto all = fit(StandardiseRequest{}, rows, columns, predictors);
  ASSERT_TRUE(named && all);
  EXPECT_EQ(std::get<Standardise>(*named).columns, (Indices{0, 2}));
  EXPECT_EQ(std::get<Standardise>(*all).columns, (Indices{0, 1, 2}));
}

TEST(FitStandardise, OfNumbersLeavesFlagsTruthsAndLevels) {
  std::vector<Predictor> predictors{numeric("a", false), numeric("b"), numeric("smoker"),
                                    with_levels("stage", Kind::categorical, {"I", "II"})};
  predictors[2].kind = Kind::boolean;
  const Columns columns{{"a", 0, 0, false},       {"b", 1, 0, false},        {"smoker", 2, 0, false},
                        {"stage=I", 3, 0, false}, {"stage=II", 3, 0, false}, {"a missing", 0, 0, false}};
  const Matrix rows = matrix({{1, 5, 0, 1, 0, 0}, {3, 6, 1, 0, 1, 1}});
  const auto numbers = fit(StandardiseRequest{{}, StandardisedColumns::numbers}, rows, columns, predictors);
  ASSERT_TRUE(numbers);
  EXPECT_EQ(std::get<Standardise>(*numbers).columns, (Indices{0, 1}));
}

}  // namespace
}  // namespace nearside
