// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute.h"

#include <gtest/gtest.h>

#include "tests/tools/fit/steps/fitted.h"

namespace nearside {
namespace {

using Indices = std::vector<std::uint32_t>;
using Values = std::vector<double>;

const std::vector<Predictor> kPredictors{numeric("a", false), numeric("b"),
                                         with_levels("smoker", Kind::boolean, {"no", "yes"}, false),
                                         with_levels("stage", Kind::categorical, {"I", "II"}, false)};
const Matrix kRows = matrix({{1, 2, 1, 0}, {kMissingValue, 3, 0, 1}, {4, 5, kMissingValue, 1}});

TEST(FitImpute, FindsTheMeansOfNumbers) {
  const auto impute = fitted_as<Impute>(ImputeRequest{Statistic::mean, {}}, kPredictors, kRows);
  EXPECT_EQ(impute.statistic, Statistic::mean);
  EXPECT_EQ(impute.columns, Indices{0});
  EXPECT_EQ(impute.values, Values{2.5});
}

// scikit-learn's SimpleImputer(strategy="mean"); both add the rows up, in another order.
TEST(FitImpute, FindsTheMeansThatScikitLearnFinds) {
  const auto impute = fitted_as<Impute>(ImputeRequest{Statistic::mean, {}}, pima_predictors(), pima_rows());
  const Matrix reference = rows_of(in_repository("tests/fixtures/impute/means.csv"), kPimaNames);
  const double difference = largest_difference(impute.values, reference.values);
  RecordProperty("largest_difference", number_text(difference));
  EXPECT_LT(difference, 1e-12);
}

TEST(FitImpute, TakesAConstantForNamedColumns) {
  const auto value =
      fitted_as<Impute>(ImputeRequest{Statistic::constant, {"a", "smoker"}, 1.0, ""}, kPredictors, kRows);
  EXPECT_EQ(value.statistic, Statistic::constant);
  EXPECT_EQ(value.columns, (Indices{0, 2}));
  EXPECT_EQ(value.values, (Values{1, 1}));
  const auto yes =
      fitted_as<Impute>(ImputeRequest{Statistic::constant, {"smoker"}, {}, "yes"}, kPredictors, kRows);
  EXPECT_EQ(yes.values, Values{1});
  const auto level =
      fitted_as<Impute>(ImputeRequest{Statistic::constant, {"stage"}, {}, "II"}, kPredictors, kRows);
  EXPECT_EQ(level.columns, Indices{3});
  EXPECT_EQ(level.values, Values{1});
}

TEST(FitImpute, NeedsNoValueForAConstant) {
  const auto impute = fitted_as<Impute>(ImputeRequest{Statistic::constant, {"a"}, 3.0, ""},
                                        {numeric("a", false)}, matrix({{kMissingValue}}));
  EXPECT_EQ(impute.values, Values{3});
}

TEST(FitImpute, RefusesAConstantOfTheWrongKind) {
  const auto complaint = [](const ImputeRequest& request) {
    return text_of(fitted_step(request, kPredictors, kRows));
  };
  EXPECT_EQ(complaint({Statistic::constant, {"stage"}, 1.0, ""}),
            "column stage: is a category; its constant must be a `level`");
  EXPECT_EQ(complaint({Statistic::constant, {"a"}, {}, "II"}),
            "column a: is a number; its constant must be a `value`");
  EXPECT_EQ(complaint({Statistic::constant, {"smoker"}, 0.5, ""}),
            "column smoker: holds truth values; its constant must be 0 or 1, or a `level`");
  EXPECT_EQ(complaint({Statistic::constant, {"smoker"}, {}, "yess"}),
            "column smoker: has no level \"yess\"; did you mean \"yes\"?");
}

}  // namespace
}  // namespace nearside
