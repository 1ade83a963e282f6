// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/optimise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tests/tools/fit/linear/linear_table.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

struct Case {
  const char* name;
  LossKind loss;
  Response response;
};

std::vector<Case> cases() {
  const LinearTable table = linear_table();
  return {{"squared", LossKind::squared, table.quantity(true)},
          {"logistic", LossKind::logistic, table.binary(true)},
          {"poisson", LossKind::poisson, table.count(true)},
          {"softmax", LossKind::softmax, table.several(true)},
          {"cumulative", LossKind::cumulative, table.ordered(true)}};
}

LinearFit wish(LossKind loss, Optimiser method, double ridge = 0.0, double l1 = 0.0) {
  LinearFit made{loss, ridge, l1};
  made.optimiser.method = method;
  made.words = {"model", "separate the classes", "C above 0"};
  return made;
}

std::vector<double> numbers_of(const Result<LinearCoefficients>& fit, const std::string& name) {
  EXPECT_TRUE(fit) << name << ": " << text_of(fit);
  if (!fit) return {};
  std::vector<double> numbers = fit->intercepts;
  numbers.insert(numbers.end(), fit->coefficients.begin(), fit->coefficients.end());
  return numbers;
}

/// `most` in standard deviations of the outcome, or in log odds or logarithms.
void ExpectSameOptimum(const LinearFit& other, const LinearFit& newton, const Case& one, double most) {
  const Matrix rows = linear_table().scaled;
  const std::vector<double> expected = numbers_of(fit_linear(newton, rows, one.response), one.name);
  const std::vector<double> found = numbers_of(fit_linear(other, rows, one.response), one.name);
  const double unit = one.loss == LossKind::squared ? 35.0 : 1.0;
  EXPECT_LT(largest_difference(found, expected), most * unit)
      << one.name << " by " << enum_name(other.optimiser.method) << ", ridge " << newton.ridge;
}

// 1e-7: lbfgs and gradient descent stop at a gradient of 1e-10 a row, curvatures are above 1e-2.
TEST(Optimisers, ReachTheSameOptimum) {
  for (const Case& one : cases()) {
    for (const double ridge : {0.0, 5.0}) {
      const LinearFit newton = wish(one.loss, Optimiser::newton, ridge);
      for (const Optimiser other :
           {Optimiser::lbfgs, Optimiser::gradient_descent, Optimiser::coordinate_descent})
        ExpectSameOptimum(wish(one.loss, other, ridge), newton, one, 1e-7);
    }
  }
}

// 0.02: the last passes still carry the chance of their batches.
TEST(Optimisers, BySgdEndNearTheSameOptimum) {
  for (const Case& one : cases()) {
    const LinearFit newton = wish(one.loss, Optimiser::newton, 1.0);
    for (const Update update : {Update::momentum, Update::adam}) {
      LinearFit sgd = wish(one.loss, Optimiser::sgd, 1.0);
      sgd.optimiser.update = update;
      sgd.optimiser.max_iterations = 1000;  // passes of eight steps
      ExpectSameOptimum(sgd, newton, one, 0.02);
    }
  }
}

TEST(Optimisers, BySgdDependOnTheSeedOnly) {
  const LinearTable table = linear_table();
  LinearFit sgd = wish(LossKind::logistic, Optimiser::sgd, 1.0);
  const auto fit = [&] { return numbers_of(fit_linear(sgd, table.scaled, table.binary()), "sgd"); };
  const std::vector<double> first = fit();
  EXPECT_EQ(fit(), first);
  sgd.seed = 1;
  EXPECT_NE(fit(), first);
}

TEST(Optimisers, BySgdCanStopEarly) {
  const LinearTable table = linear_table();
  LinearFit sgd = wish(LossKind::logistic, Optimiser::sgd);
  sgd.optimiser.patience = 3;
  sgd.optimiser.max_iterations = 1000;
  sgd.optimiser.schedule = Schedule::constant;
  const std::vector<double> stopped = numbers_of(fit_linear(sgd, table.scaled, table.binary()), "stopped");
  sgd.optimiser.patience = 0;
  sgd.optimiser.max_iterations = 300;
  sgd.optimiser.schedule = Schedule::inverse_time;
  const std::vector<double> through = numbers_of(fit_linear(sgd, table.scaled, table.binary()), "through");
  EXPECT_NE(stopped, through);
  EXPECT_LT(largest_difference(stopped, through), 0.5);
}

TEST(Optimisers, SayWhereTheStepsWereTooFew) {
  const LinearTable table = linear_table();
  for (const auto& [method, steps, words] :
       {std::tuple(Optimiser::newton, 1u, "newton did not reach the optimum in 1 steps"),
        {Optimiser::lbfgs, 2u, "lbfgs did not reach the optimum in 2 steps"},
        {Optimiser::gradient_descent, 2u, "gradient_descent did not reach the optimum in 2 steps"},
        {Optimiser::coordinate_descent, 1u, "coordinate_descent did not reach the optimum in 1 steps"},
        {Optimiser::sgd, 1u, "sgd did not reach the optimum in 1 passes"}}) {
    LinearFit few = wish(LossKind::logistic, method, 1e-3);
    few.optimiser.max_iterations = steps;
    few.optimiser.learning_rate = method == Optimiser::sgd ? 1e-4 : 0.0;
    const auto fit = fit_linear(few, table.scaled, table.binary());
    ASSERT_FALSE(fit) << words;
    EXPECT_EQ(fit.error().code, ErrorCode::cannot_fit);
    EXPECT_EQ(fit.error().text().find("model: " + std::string(words)), 0u) << fit.error().text();
  }
}

TEST(Optimisers, SayWhereSgdRanAway) {
  const LinearTable table = linear_table();
  LinearFit sgd = wish(LossKind::poisson, Optimiser::sgd);
  sgd.optimiser.learning_rate = 1000.0;
  const auto fit = fit_linear(sgd, table.scaled, table.count());
  ASSERT_FALSE(fit);
  EXPECT_NE(fit.error().text().find("use a smaller learning_rate"), std::string::npos) << fit.error().text();
}

constexpr Optimiser kAll[] = {Optimiser::newton, Optimiser::lbfgs, Optimiser::gradient_descent,
                              Optimiser::coordinate_descent, Optimiser::sgd};

TEST(Optimisers, NeverSettleOnSeparatedClassesWithoutAPenalty) {
  const Matrix rows = matrix({{-2, 1}, {-1, 0}, {-0.5, 1}, {0.5, 0}, {1, 1}, {2, 0}});
  const Response two = binary_response({0, 0, 0, 1, 1, 1});
  const Response several{OutcomeKind::classes, 3, {0, 0, 1, 1, 2, 2}};
  const Response ordered{OutcomeKind::ordered, 3, {0, 0, 1, 1, 2, 2}};
  for (const Optimiser method : kAll) {
    for (const auto& [loss, response] : {std::pair(LossKind::logistic, two),
                                         {LossKind::softmax, several},
                                         {LossKind::cumulative, ordered}}) {
      LinearFit separable = wish(loss, method);
      separable.optimiser.max_iterations = method == Optimiser::gradient_descent ? 200 : 0;
      const auto fit = fit_linear(separable, rows, response);
      ASSERT_FALSE(fit) << enum_name(method) << ", loss " << static_cast<int>(loss);
      EXPECT_NE(fit.error().text().find("separate the classes"), std::string::npos) << fit.error().text();
    }
  }
}

TEST(Optimisers, SayWhichColumnsRepeatEachOtherWithoutAPenalty) {
  const LinearTable table = linear_table();
  Matrix rows{3, {}};
  for (std::size_t r = 0; r < table.scaled.rows(); ++r) {
    const auto row = table.scaled.row(r);
    rows.values.insert(rows.values.end(), {row[0], row[1], 2.0 * row[0] - row[1]});
  }
  for (const Case& one : cases()) {
    for (const Optimiser method : kAll) {
      const auto fit = fit_linear(wish(one.loss, method), rows, one.response);
      ASSERT_FALSE(fit) << one.name << " by " << enum_name(method);
      EXPECT_NE(fit.error().text().find("repeat each other"), std::string::npos) << fit.error().text();
      EXPECT_TRUE(fit_linear(wish(one.loss, method, 10.0), rows, one.response)) << one.name;
    }
  }
}

TEST(Optimisers, GiveTheSameBitsForAnyNumberOfThreads) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "one thread only";
#endif
  Random random(3);
  Matrix rows{6, {}};
  Response two = binary_response({});
  Response ordered{OutcomeKind::ordered, 3};
  for (std::size_t r = 0; r < 10'000; ++r) {
    double sum = 0.0;
    for (std::size_t j = 0; j < rows.columns; ++j) {
      rows.values.push_back(random.normal());
      sum += rows.values.back();
    }
    const double seen = sum + 3.0 * random.normal();
    two.label.push_back(seen > 0.0 ? 1 : 0);
    ordered.label.push_back(seen > 2.0 ? 2 : seen > -1.0 ? 1 : 0);
  }
  for (const Optimiser method : {Optimiser::newton, Optimiser::lbfgs}) {
    for (const auto& [loss, response] :
         {std::pair(LossKind::logistic, two), {LossKind::cumulative, ordered}}) {
      LinearFit one = wish(loss, method, 1.0);
      const std::vector<double> alone = numbers_of(fit_linear(one, rows, response), "one thread");
      for (const std::size_t threads : {2u, 3u, 8u}) {
        one.threads = threads;
        EXPECT_EQ(numbers_of(fit_linear(one, rows, response), "threads"), alone) << threads;
      }
    }
  }
}

// A row of weight 2 is the row twice.
TEST(FitLinear, CountsWeightsAsRows) {
  const LinearTable table = linear_table();
  for (const Case& one : cases()) {
    Response weighted = one.response;
    Response twice = one.response;
    Matrix rows = table.scaled;
    twice.weight.clear();
    for (std::size_t r = 0; r < weighted.rows(); ++r) {
      weighted.weight[r] = r % 3 == 0 ? 2.0 : 1.0;
      if (r % 3 != 0) continue;
      const auto row = table.scaled.row(r);
      rows.values.insert(rows.values.end(), row.begin(), row.end());
      if (!twice.label.empty()) twice.label.push_back(twice.label[r]);
      if (!twice.value.empty()) twice.value.push_back(twice.value[r]);
    }
    for (const double l1 : {0.0, 4.0}) {
      const LinearFit both = wish(one.loss, Optimiser::automatic, 1.0, l1);
      EXPECT_LT(largest_difference(numbers_of(fit_linear(both, table.scaled, weighted), one.name),
                                   numbers_of(fit_linear(both, rows, twice), one.name)),
                1e-8)
          << one.name << ", L1 " << l1;
    }
  }
}

TEST(FitLinear, SetsCoefficientsToNothingUnderAStrongL1Penalty) {
  const LinearTable table = linear_table();
  for (const Case& one : cases()) {
    const auto fit = fit_linear(wish(one.loss, Optimiser::automatic, 0.0, 1e6), table.scaled, one.response);
    ASSERT_TRUE(fit) << one.name << text_of(fit);
    for (const double coefficient : fit->coefficients) EXPECT_EQ(coefficient, 0.0) << one.name;
  }
}

TEST(FitLinear, TakesAColumnThatDoesNotVaryOnlyWithAPenalty) {
  const LinearTable table = linear_table();
  Matrix rows = table.scaled;
  for (std::size_t r = 0; r < rows.rows(); ++r) rows.row(r)[4] = 0.1;
  for (const Optimiser method : kAll) {
    EXPECT_FALSE(fit_linear(wish(LossKind::squared, method), rows, table.quantity())) << enum_name(method);
    const auto fit = fit_linear(wish(LossKind::squared, method, 1.0), rows, table.quantity());
    ASSERT_TRUE(fit) << text_of(fit);
    EXPECT_NEAR(fit->coefficients[4], 0.0, 1e-9);
  }
}

void ExpectRefused(LossKind loss, const Matrix& rows, const Response& response, const std::string& words) {
  const auto fit = fit_linear(wish(loss, Optimiser::automatic, 1.0), rows, response);
  ASSERT_FALSE(fit) << words;
  EXPECT_EQ(fit.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(fit.error().text(), words);
}

TEST(FitLinear, RefusesWhatCanNotBeFitted) {
  const Matrix rows = matrix({{1}, {2}, {3}, {4}});
  const std::string one_class = "outcome: only one class is present in the rows that are fitted";
  ExpectRefused(LossKind::logistic, rows, binary_response({1, 1, 1, 1}), one_class);
  ExpectRefused(LossKind::softmax, rows, {OutcomeKind::classes, 3, {2, 2, 2, 2}}, one_class);
  ExpectRefused(LossKind::cumulative, rows, {OutcomeKind::ordered, 3, {0, 2, 2, 0}},
                "outcome: class 2 of 3 has no row among those that are fitted");
  ExpectRefused(LossKind::squared, rows, {OutcomeKind::quantity, 2, {}, {7, 7, 7, 7}},
                "outcome: is the same in every row that is fitted: 7");
  ExpectRefused(LossKind::poisson, rows, {OutcomeKind::count, 2, {}, {0, 0, 0, 0}},
                "outcome: every count in the rows that are fitted is 0");
  ExpectRefused(LossKind::poisson, rows, {OutcomeKind::count, 2, {}, {0, -1, 0, 0}},
                "outcome: a count must be from 0, found -1");
  ExpectRefused(LossKind::squared, rows, {OutcomeKind::quantity, 2, {}, {1, 2, 3, 4}, {1, 1, -1, 3}},
                "weight: must be a number from 0, found -1 in row 3 of those that are fitted");
  ExpectRefused(LossKind::squared, rows, {OutcomeKind::quantity, 2, {}, {1, 2, 3, 4}, {0, 0, 0, 0}},
                "weight: is 0 in every row that is fitted");
  ExpectRefused(LossKind::squared, Matrix(), {OutcomeKind::quantity, 2, {}, {1, 2, 3, 4}},
                "model: no column is left to predict from");
}

TEST(FitLinear, DoesNotCountRowsThatWeighNothing) {
  const Matrix rows = matrix({{1}, {2}, {3}, {4}});
  ExpectRefused(LossKind::logistic, rows, {OutcomeKind::binary, 2, {1, 1, 0, 1}, {}, {1, 1, 0, 2}},
                "outcome: only one class is present in the rows that are fitted");
}

}  // namespace
}  // namespace nearside
