// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/fit_linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Outcomes = std::vector<std::uint8_t>;

/// `count` times the row (x, y).
void add(Matrix& rows, Outcomes& outcome, int count, double x, std::uint8_t y) {
  rows.columns = 1;
  for (int i = 0; i < count; ++i) {
    rows.values.push_back(x);
    outcome.push_back(y);
  }
}

/// Random rows, and outcomes that depend on them with noise.
struct Noisy {
  Noisy(std::size_t count, std::size_t columns, std::uint64_t seed) {
    Random random(seed);
    rows.columns = columns;
    for (std::size_t r = 0; r < count; ++r) {
      double sum = 0.0;
      for (std::size_t c = 0; c < columns; ++c) {
        rows.values.push_back(random.normal());
        sum += rows.values.back();
      }
      outcome.push_back(sum + 2.0 * random.normal() > 0.0 ? 1 : 0);
    }
  }
  Matrix rows;
  Outcomes outcome;
};

/// The largest part of the gradient of Σ log loss + Σ b² / (2 c), with the library's exp and not our own.
double largest_gradient(const Matrix& rows, const Outcomes& outcome, double c,
                        const LogisticRegression& model) {
  std::vector<double> gradient(rows.columns + 1, 0.0);
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    double lp = model.intercept;
    for (std::size_t j = 0; j < rows.columns; ++j) lp += model.coefficients[j] * rows.row(r)[j];
    const double excess = 1.0 / (1.0 + std::exp(-lp)) - outcome[r];
    gradient[0] += excess;
    for (std::size_t j = 0; j < rows.columns; ++j) gradient[j + 1] += excess * rows.row(r)[j];
  }
  double largest = std::abs(gradient[0]);
  for (std::size_t j = 0; j < rows.columns; ++j) {
    const double penalty = c > 0.0 ? model.coefficients[j] / c : 0.0;
    largest = std::max(largest, std::abs(gradient[j + 1] + penalty));
  }
  return largest;
}

void ExpectDoesNotSettle(const Matrix& rows, const Outcomes& outcome,
                         const std::string& why = "separate the classes") {
  const auto model = fit_logistic(rows, outcome, 0.0);
  ASSERT_FALSE(model) << "intercept " << model->intercept << ", first coefficient " << model->coefficients[0];
  EXPECT_EQ(model.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(model.error().text(), "logistic_regression: the coefficients do not settle: the predictors " +
                                      why + "; use a penalty (C above 0) or leave predictors out");
}

TEST(FitLogistic, EndsWhereTheGradientVanishes) {
  const Noisy data(300, 4, 1);
  for (double c : {0.01, 1.0, 100.0, 0.0}) {
    const auto model = fit_logistic(data.rows, data.outcome, c);
    ASSERT_TRUE(model) << text_of(model);
    // 1e-9: it stops where gradient² / curvature is below 1e-22 of a loss of about 150; the curvature is
    // about 60.
    EXPECT_LT(largest_gradient(data.rows, data.outcome, c, *model), 1e-9) << c;
  }
}

TEST(FitLogistic, WithoutPenaltyGivesTheLogOddsRatioOfAFourfoldTable) {
  Matrix rows;
  Outcomes outcome;
  add(rows, outcome, 20, 1, 1);
  add(rows, outcome, 10, 1, 0);
  add(rows, outcome, 5, 0, 1);
  add(rows, outcome, 25, 0, 0);
  const auto model = fit_logistic(rows, outcome, 0.0);
  ASSERT_TRUE(model) << text_of(model);
  EXPECT_NEAR(model->coefficients[0], std::log(20.0 * 25.0 / (10.0 * 5.0)), 1e-13);
  EXPECT_NEAR(model->intercept, std::log(5.0 / 25.0), 1e-13);
}

TEST(FitLogistic, LeavesTheInterceptFreeOfThePenalty) {
  Matrix rows;
  Outcomes outcome;
  add(rows, outcome, 90, 0, 1);
  add(rows, outcome, 10, 0, 0);
  const auto model = fit_logistic(rows, outcome, 1e-6);
  ASSERT_TRUE(model) << text_of(model);
  EXPECT_NEAR(model->intercept, std::log(9.0), 1e-13);
  EXPECT_EQ(model->coefficients[0], 0.0);
}

TEST(FitLogistic, ShrinksWithThePenalty) {
  const Noisy data(200, 1, 2);
  const double strong = fit_logistic(data.rows, data.outcome, 0.01)->coefficients[0];
  const double weak = fit_logistic(data.rows, data.outcome, 1.0)->coefficients[0];
  const double none = fit_logistic(data.rows, data.outcome, 0.0)->coefficients[0];
  EXPECT_LT(0.0, strong);
  EXPECT_LT(strong, weak);
  EXPECT_LT(weak, none);
}

TEST(FitLogistic, KeepsTheMeansOfTheColumns) {
  const auto model = fit_logistic(matrix({{1, 10}, {2, 20}, {6, 60}, {3, 30}}), Outcomes{0, 1, 0, 1}, 1.0);
  ASSERT_TRUE(model) << text_of(model);
  EXPECT_EQ(model->means, (std::vector<double>{3, 30}));
}

TEST(FitLogistic, NeedsBothClasses) {
  const Matrix rows = matrix({{1}, {2}});
  for (const Outcomes& outcome : {Outcomes{0, 0}, Outcomes{1, 1}}) {
    const auto model = fit_logistic(rows, outcome, 1.0);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::cannot_fit);
    EXPECT_EQ(model.error().text(), "outcome: only one class is present in the rows that are fitted");
  }
}

TEST(FitLogistic, WithPenaltySettlesOnSeparatedClasses) {
  const Matrix rows = matrix({{-2}, {-1}, {1}, {2}});
  const Outcomes outcome{0, 0, 1, 1};
  const auto model = fit_logistic(rows, outcome, 1.0);
  ASSERT_TRUE(model) << text_of(model);
  EXPECT_LT(largest_gradient(rows, outcome, 1.0, *model), 1e-9);
}

TEST(FitLogistic, WithoutPenaltyDoesNotSettleOnSeparatedClasses) {
  ExpectDoesNotSettle(matrix({{-2}, {-1}, {1}, {2}}), {0, 0, 1, 1});
}

// The loss comes to rest at 0 while the coefficients grow; one in four such fits once passed for settled.
TEST(FitLogistic, WithoutPenaltyDoesNotSettleOnSeparatedClassesOfAnySize) {
  Random random(5);
  for (int trial = 0; trial < 200; ++trial) {
    Matrix rows;
    Outcomes outcome;
    rows.columns = 1 + static_cast<std::size_t>(random.below(3));
    const double scale = std::pow(10.0, static_cast<double>(random.below(7)) - 3.0);
    for (std::size_t r = 0; r < 40; ++r) {
      double sum = 0.0;
      for (std::size_t c = 0; c < rows.columns; ++c) {
        const double value = random.normal();
        rows.values.push_back(value * scale);
        sum += value;
      }
      outcome.push_back(r == 0 || (r != 1 && sum > 0.0) ? 1 : 0);
      const double push = r == 0 ? 10.0 : r == 1 ? -10.0 : 0.0;
      for (std::size_t c = 0; c < rows.columns; ++c) rows.row(r)[c] += push * scale;
    }
    ExpectDoesNotSettle(rows, outcome);
    if (HasFailure()) return;
  }
}

TEST(FitLogistic, WithoutPenaltyDoesNotSettleWhereOneAnswerDecides) {
  for (std::uint8_t decided : {std::uint8_t{0}, std::uint8_t{1}}) {
    Matrix rows;
    Outcomes outcome;
    add(rows, outcome, 12, 1, decided);
    add(rows, outcome, 9, 0, 0);
    add(rows, outcome, 7, 0, 1);
    ExpectDoesNotSettle(rows, outcome);
  }
}

TEST(FitLogistic, WithoutPenaltyDoesNotSettleOnColumnsThatRepeatEachOther) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Noisy data(60, 2, seed);
    Matrix rows{3, {}};
    for (std::size_t r = 0; r < data.rows.rows(); ++r) {
      const auto row = data.rows.row(r);
      rows.values.insert(rows.values.end(), {row[0], row[1], 0.3 * row[0] - 1.7 * row[1]});
    }
    ExpectDoesNotSettle(rows, data.outcome, "repeat each other");
    if (HasFailure()) return;
  }
}

// Platelets in cells per litre, creatinine in mol/L. A step of 1e-13 was once small enough to stop, and a
// coefficient of 1e4 once too large to be true.
TEST(FitLogistic, FindsTheSameModelInAnyUnit) {
  const Noisy data(200, 1, 3);
  const auto model = fit_logistic(data.rows, data.outcome, 0.0);
  ASSERT_TRUE(model) << text_of(model);
  for (double factor : {2.5e11, 1e-5}) {
    Matrix rows = data.rows;
    for (double& value : rows.values) value *= factor;
    const auto other = fit_logistic(rows, data.outcome, 0.0);
    ASSERT_TRUE(other) << text_of(other);
    EXPECT_NEAR(other->coefficients[0] * factor, model->coefficients[0], 1e-11);
    EXPECT_NEAR(other->intercept, model->intercept, 1e-11);
  }
}

}  // namespace
}  // namespace nearside
