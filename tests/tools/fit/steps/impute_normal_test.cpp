// SPDX-License-Identifier: Apache-2.0
// The reference is EM in NumPy, a row at a time; tests/fixtures/impute/README.md says how.
#include "core/steps/impute_normal.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/cholesky.h"
#include "core/base/random.h"
#include "tests/tools/fit/steps/fitted.h"
#include "tools/fit/quantile.h"

namespace nearside {
namespace {

using Indices = std::vector<std::uint32_t>;
const std::string kReference = in_repository("tests/fixtures/impute/");
constexpr double kNone = kMissingValue;

ImputeNormal pima_step() {
  return fitted_as<ImputeNormal>(ImputeNormalRequest{}, pima_predictors(), pima_rows());
}

/// Means and covariance as the reference has them, in standard deviations. EM stops where a round moves
/// nothing by 1e-9; with the share of information that is missing here (about half), what is left to go is as
/// much again.
void ExpectReferencesEstimate(const ImputeNormal& step, const std::string& table, const char* name) {
  const std::string path = kReference + "normal_estimates.csv";
  const std::size_t n = step.columns.size();
  const std::vector<double> means = numbers_in(path, "mean", table);
  ASSERT_EQ(means.size(), n);
  double largest = 0.0;
  for (std::size_t j = 0; j < n; ++j) {
    const double deviation_j = std::sqrt(step.covariance[packed_place(j, j)]);
    largest = std::max(largest, std::abs(step.means[j] - means[j]) / deviation_j);
    const std::vector<double> column = numbers_in(path, "c" + std::to_string(j), table);
    for (std::size_t i = 0; i < n; ++i) {
      const double unit = deviation_j * std::sqrt(step.covariance[packed_place(i, i)]);
      largest = std::max(largest, std::abs(step.covariance[packed_place(i, j)] - column[i]) / unit);
    }
  }
  ::testing::Test::RecordProperty(name, number_text(largest));
  EXPECT_LT(largest, 1e-8);
}

TEST(FitImputeNormal, FindsTheMeansAndCovarianceOfTheReference) {
  ExpectReferencesEstimate(pima_step(), "pima", "largest_difference_pima");
}

/// smoker, which may be missing, age and crp.
struct Mixed {
  std::vector<Predictor> predictors{with_levels("smoker", Kind::boolean, {"no", "yes"}, false),
                                    numeric("age"), numeric("crp", false)};
  Matrix rows = rows_of(mixed_csv(), {"smoker", "age", "crp"});

  Mixed() {
    // `yes` and `no` are no numbers: read them as text.
    std::size_t place = 0;
    auto status = read_csv_text(content_of(mixed_csv()), [&](const CsvRow& row) -> Status {
      if (row.number > 1) {
        const std::string_view text = row.fields[3];
        rows.values[place] = text == "yes" ? 1.0 : text == "no" ? 0.0 : kNone;
        place += 3;
      }
      return {};
    });
    EXPECT_TRUE(status);
  }
};

TEST(FitImputeNormal, TakesTruthValuesForNumbers) {
  const Mixed mixed;
  const auto step = fitted_as<ImputeNormal>(ImputeNormalRequest{}, mixed.predictors, mixed.rows);
  ExpectReferencesEstimate(step, "mixed", "largest_difference_mixed");
  EXPECT_EQ(step.lows[0], 0.0);
  EXPECT_EQ(step.highs[0], 1.0);
}

TEST(FitImputeNormal, FillsWithTheReferencesConditionalMeans) {
  const ImputeNormal step = pima_step();
  const Matrix rows = pima_rows();
  const Matrix filled = rows_after(step, rows, columns_of(pima_predictors()));
  const Matrix reference = rows_of(kReference + "normal_fills.csv", kPimaNames);
  const Matrix variances = rows_of(kReference + "normal_variances.csv", kPimaNames);
  ASSERT_EQ(filled.values.size(), reference.values.size());
  double of_fills = 0.0;
  double of_variances = 0.0;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    for (std::size_t i = 0; i < 8; ++i) {
      const double variance = step.covariance[packed_place(i, i)];
      EXPECT_TRUE(std::isnan(rows.row(r)[i]) || filled.row(r)[i] == rows.row(r)[i]) << "known values stay";
      of_fills = std::max(of_fills, std::abs(filled.row(r)[i] - reference.row(r)[i]) / std::sqrt(variance));
      of_variances = std::max(of_variances,
                              std::abs(step.fill_variance(rows.row(r), i) - variances.row(r)[i]) / variance);
    }
  }
  RecordProperty("largest_difference_of_fills", number_text(of_fills));
  RecordProperty("largest_difference_of_variances", number_text(of_variances));
  EXPECT_LT(of_fills, 1e-7);  // the estimate's 1e-8, times slopes
  EXPECT_LT(of_variances, 1e-7);
}

TEST(FitImputeNormal, CutsOffAtTheFirstAndLastPercentile) {
  const ImputeNormal step = pima_step();
  std::vector<double> insulin;
  for (double value : numbers_in(pima_csv(), "insulin")) {
    if (!std::isnan(value)) insulin.push_back(value);
  }
  std::sort(insulin.begin(), insulin.end());
  EXPECT_EQ(step.lows[4], quantile(insulin, 0.01));
  EXPECT_EQ(step.highs[4], quantile(insulin, 0.99));
}

// Without gaps EM has nothing to do: mean and covariance with divisor n. One gap that nothing else tells
// about leaves the others' estimates alone.
TEST(FitImputeNormal, FindsTheSampleCovarianceOfCompleteColumns) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("b", false)};
  const auto step = fitted_as<ImputeNormal>(ImputeNormalRequest{}, predictors,
                                            matrix({{1, 2}, {3, 6}, {5, 4}, {7, 8}, {kNone, kNone}}));
  EXPECT_NEAR(step.means[0], 4, 1e-12);
  EXPECT_NEAR(step.means[1], 5, 1e-12);
  EXPECT_NEAR(step.covariance[0], 5, 1e-12);
  EXPECT_NEAR(step.covariance[1], 4, 1e-12);  // (3·3 + 1·(−1) + (−1)·1 + 3·3) / 4
  EXPECT_NEAR(step.covariance[2], 5, 1e-12);
}

TEST(FitImputeNormal, IsNotStoppedByConstantOrRepeatedColumns) {
  const std::vector<Predictor> predictors{numeric("a", false), numeric("twice", false),
                                          numeric("same", false), numeric("sum", false)};
  Random random(3);
  Matrix rows{4, {}};
  for (int r = 0; r < 200; ++r) {
    const double a = random.normal();
    const double values[] = {a, 2 * a, 7, 3 * a + 7};
    for (double value : values) rows.values.push_back(random.uniform() < 0.3 ? kNone : value);
  }
  const auto step = fitted_as<ImputeNormal>(ImputeNormalRequest{}, predictors, rows);
  const Matrix filled = rows_after(Step(step), matrix({{0.5, kNone, kNone, kNone}}), columns_of(predictors));
  EXPECT_NEAR(filled.values[1], 1.0, 1e-4);  // the ridge and EM's slow end in a singular direction
  EXPECT_NEAR(filled.values[2], 7.0, 1e-9);
  EXPECT_NEAR(filled.values[3], 8.5, 1e-4);
}

TEST(FitImputeNormal, IsTheSameEachTime) {
  const ImputeNormal a = pima_step();
  const ImputeNormal b = pima_step();
  EXPECT_EQ(a.covariance, b.covariance);
  EXPECT_EQ(a.means, b.means);
}

TEST(FitImputeNormal, TakesNumbersTruthValuesAndEncodedCategoriesButNoFlags) {
  const std::vector<Predictor> predictors{numeric("a", false),
                                          with_levels("sex", Kind::categorical, {"F", "M"})};
  const Columns columns{
      {"a", 0, 0, true}, {"sex=0", 1, 0, false}, {"sex=1", 1, 0, false}, {"a missing", 0, 0, false}};
  const Matrix rows = matrix({{1, 1, 0, 0}, {2, 0, 1, 0}, {4, 1, 0, 0}, {kNone, 0, 1, 1}});
  const auto step_of = [&](std::vector<std::string> names) {
    auto step = fit(ImputeNormalRequest{std::move(names)}, StepData{rows, columns, predictors, {}, 0});
    EXPECT_TRUE(step) << text_of(step);
    return step ? std::get<ImputeNormal>(*step).columns : Indices();
  };
  EXPECT_EQ(step_of({}), (Indices{0, 1, 2}));
  EXPECT_EQ(step_of({"a"}), Indices{0});
  EXPECT_EQ(step_of({"sex"}), Indices()) << "nothing to fill";
}

TEST(FitImputeNormal, RefusesWhatItCanNotFill) {
  const auto complaint = [](const std::vector<Predictor>& predictors, const Matrix& rows,
                            std::vector<std::string> names = {}) {
    return text_of(fitted_step(ImputeNormalRequest{std::move(names)}, predictors, rows));
  };
  EXPECT_EQ(complaint({numeric("crp", false)}, matrix({{kNone}, {kNone}})),
            "column crp: has no value in the rows that it is fitted on; leave it out of the predictors");
  EXPECT_EQ(complaint({numeric("a", false), with_levels("sex", Kind::categorical, {"F", "M"})},
                      matrix({{1, 0}, {2, 1}}), {"a", "sex"}),
            "column sex: is a category; impute or encode it before");
  std::vector<Predictor> many;
  Matrix wide{65, {}};
  for (int i = 0; i < 65; ++i) {
    many.push_back(numeric("c" + std::to_string(i), false));
    wide.values.push_back(i);
  }
  EXPECT_EQ(complaint(many, wide),
            "steps: 65 columns would be filled from each other, at most 64 can; name them in `columns`");
}

}  // namespace
}  // namespace nearside
