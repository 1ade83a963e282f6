// SPDX-License-Identifier: Apache-2.0
// LIBSVM's own decision values, and scikit-learn's; tests/fixtures/svm/README.md says how.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/choose/folds.h"
#include "tools/fit/calibrate.h"
#include "tools/fit/libsvm.h"
#include "tools/fit/linear/hinge.h"
#include "tools/svm_table.h"

namespace nearside {
namespace {

class TrainedByLibsvm : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!kKernelsTrain) GTEST_SKIP() << "LIBSVM is native only";
  }
};
using KernelMachine = TrainedByLibsvm;

struct Wanted {
  const char* name;
  LibsvmSettings settings;
};

/// As make_reference.py has them, with its tolerance.
const std::vector<Wanted> kMachines{
    {"linear", {.kernel = Kernel::linear, .c = 1.5, .epsilon = 0.2, .tolerance = 1e-9}},
    {"rbf", {.kernel = Kernel::rbf, .c = 1.5, .epsilon = 0.2, .gamma = 0.3, .tolerance = 1e-9}},
    {"polynomial",
     {.kernel = Kernel::polynomial,
      .c = 1.5,
      .epsilon = 0.2,
      .gamma = 0.3,
      .coef0 = 1.0,
      .degree = 3,
      .tolerance = 1e-9}},
    {"sigmoid",
     {.kernel = Kernel::sigmoid, .c = 0.5, .epsilon = 0.2, .gamma = 0.02, .coef0 = -0.1, .tolerance = 1e-9}}};

TEST_F(KernelMachine, GivesLibsvmsAndScikitLearnsDecisionValues) {
  for (const bool classes : {true, false}) {
    const SvmTable table = svm_table(classes ? "label" : "value");
    for (Wanted wanted : kMachines) {
      SCOPED_TRACE(std::string(wanted.name) + (classes ? ", classes" : ", quantity"));
      wanted.settings.classes = classes;
      const auto trained =
          Libsvm::train(table.rows, numbers_in(kSvmTable, classes ? "label" : "value"), wanted.settings);
      ASSERT_TRUE(trained) << text_of(trained);
      const SupportVectorMachine machine = trained->machine();
      ASSERT_TRUE(machine.check(table.columns, "model"));
      const std::vector<double> expected =
          numbers_in(kSvmReference, wanted.name + std::string(classes ? "" : "_value"));
      double from_libsvm = 0.0;
      double from_reference = 0.0;
      for (std::size_t r = 0; r < table.rows.rows(); ++r) {
        double seen = 0.0;
        machine.score(table.rows.row(r), std::span(&seen, 1));
        const double theirs = trained->decision_value(table.rows.row(r));
        from_libsvm = std::max(from_libsvm, std::abs(seen - theirs) / std::max(1.0, std::abs(theirs)));
        from_reference = std::max(from_reference, std::abs(seen - expected[r]));
      }
      EXPECT_LT(from_libsvm, 1e-12);
      EXPECT_LT(from_reference, 1e-6);  // what a tolerance of 1e-9 leaves
    }
  }
}

TEST_F(KernelMachine, TakesScikitLearnsScaleWhereNoGammaIsGiven) {
  const SvmTable table = svm_table("value");
  SvmRbfRequest request;
  request.c = 1.5;
  request.epsilon = 0.2;
  const auto model = fit(ModelRequest(request), table.data());
  ASSERT_TRUE(model) << text_of(model);
  const std::vector<double> expected = numbers_in(kSvmReference, "rbf_scale_value");
  for (std::size_t r = 0; r < expected.size(); ++r) {
    double seen = 0.0;
    score(*model, table.rows.row(r), std::span(&seen, 1));
    EXPECT_NEAR(seen, expected[r], 5e-3) << r;  // LIBSVM's tolerance, 1e-3, on both ends of a row
  }
}

TEST_F(KernelMachine, GivesSensibleProbabilities) {
  const SvmTable table = svm_table("label");
  const std::vector<ModelRequest> requests{SvmRbfRequest{}, SvmPolynomialRequest{},
                                           SvmSigmoidRequest{.gamma = 0.02}};
  for (const ModelRequest& request : requests) {
    const auto model = fit(request, table.data());
    ASSERT_TRUE(model) << text_of(model);
    ASSERT_TRUE(check(*model, table.columns, "model"));
    ExpectSensibleProbabilities(*model, table);
  }
}

TEST_F(KernelMachine, IsTheSameEachTime) {
  const SvmTable table = svm_table("label");
  const auto once = fit(SvmRbfRequest{}, table.data());
  const auto again = fit(SvmRbfRequest{}, table.data());
  ASSERT_TRUE(once && again);
  const auto& a = std::get<SupportVectorMachine>(*once);
  const auto& b = std::get<SupportVectorMachine>(*again);
  EXPECT_EQ(a.coefficients, b.coefficients);
  EXPECT_EQ(a.platt, b.platt);
  EXPECT_EQ(a.rho, b.rho);
}

TEST_F(KernelMachine, RefusesWeightsOfRows) {
  SvmTable table = svm_table("label");
  table.response.weight = numbers_in(kSvmTable, "weight");
  const auto model = fit(SvmRbfRequest{}, table.data());
  ASSERT_FALSE(model);
  EXPECT_EQ(text_of(model), "svm_rbf: LIBSVM takes no weights of rows; svm_linear does");
}

// A cost of C on rows that weigh w is one of C × w: at a gap of 1e-3 risks differed by 3e-4.
TEST(LinearMachine, IsTheSameByAnyWayToTheOptimum) {
  const SvmTable table = svm_table("label");
  std::vector<double> target;
  for (const std::uint8_t label : table.response.label) target.push_back(label == 1 ? 1.0 : -1.0);
  const std::vector<double> tenths(target.size(), 0.1);
  for (const double c : {0.01, 1.0, 100.0}) {
    SCOPED_TRACE(c);
    const auto one = hinge_by_dual_descent({table.rows, target, {}, true, c, 0.0, 1}, "svm_linear");
    const auto other =
        hinge_by_dual_descent({table.rows, target, tenths, true, 10.0 * c, 0.0, 2}, "svm_linear");
    ASSERT_TRUE(one) << text_of(one);
    ASSERT_TRUE(other) << text_of(other);
    EXPECT_LE(one->gap, 1e-6);
    EXPECT_NEAR(one->intercept, other->intercept, 1e-6);
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(one->coefficients[j], other->coefficients[j], 1e-6) << j;
  }
}

// LinearSVC and LinearSVR, the intercept under the penalty, and the same as a quadratic program.
TEST(LinearMachine, FindsTheOptimumOfLiblinearAndOfAQuadraticProgram) {
  const std::string path = kSvmFolder + "linear_reference.csv";
  const std::vector<double> quantity = numbers_in(path, "quantity");
  const std::vector<double> c = numbers_in(path, "C");
  const std::vector<double> weighted = numbers_in(path, "weighted");
  for (std::size_t i = 0; i < c.size(); ++i) {
    SCOPED_TRACE("line " + std::to_string(i + 2));
    SvmTable table = svm_table(quantity[i] == 0.0 ? "label" : "value");
    if (weighted[i] != 0.0) table.response.weight = numbers_in(kSvmTable, "weight");
    std::vector<double> target = numbers_in(kSvmTable, quantity[i] == 0.0 ? "label" : "value");
    double centre = 0.0;
    for (std::size_t r = 0; r < target.size(); ++r)
      centre += table.response.weight_of(r) * target[r] / static_cast<double>(target.size());
    for (double& one : target) one = quantity[i] == 0.0 ? 2.0 * one - 1.0 : one - centre;
    const HingeProblem problem{
        table.rows, target, table.response.weight, quantity[i] == 0.0, c[i], quantity[i] == 0.0 ? 0.0 : 0.2,
        5};
    const auto fitted = hinge_by_dual_descent(problem, "svm_linear");
    ASSERT_TRUE(fitted) << text_of(fitted);
    EXPECT_LE(fitted->gap, 1e-12);
    const double tolerance = numbers_in(path, "slsqp")[i] == 0.0 ? 1e-4 : 3e-5;  // liblinear stops early
    EXPECT_NEAR(fitted->intercept, numbers_in(path, "intercept")[i], tolerance);
    EXPECT_NEAR(fitted->coefficients[0], numbers_in(path, "a")[i], tolerance);
    EXPECT_NEAR(fitted->coefficients[1], numbers_in(path, "b")[i], tolerance);
    EXPECT_NEAR(fitted->coefficients[2], numbers_in(path, "c")[i], tolerance);
    const double least = hinge_loss(problem, *fitted);
    const double by_sgd = hinge_loss(problem, hinge_by_sgd(problem, 100));
    EXPECT_GE(by_sgd, least * (1.0 - 1e-8));
    EXPECT_LE(by_sgd, least * 1.01);
    EXPECT_GT(hinge_loss(problem, hinge_by_sgd(problem, 1)), by_sgd);
  }
}

TEST(LinearMachine, IsALogisticModelOfItsDecisionValue) {
  const SvmTable table = svm_table("label");
  const auto model = fit(ModelRequest(SvmLinearRequest{}), table.data());
  ASSERT_TRUE(model) << text_of(model);
  ASSERT_TRUE(std::holds_alternative<LogisticRegression>(*model));
  ASSERT_TRUE(check(*model, table.columns, "model"));
  ExpectSensibleProbabilities(*model, table);
  const auto& odds = std::get<LogisticRegression>(*model);
  const double b = odds.coefficients[0] / 0.99956620755;  // linear_reference.csv, the quadratic program
  EXPECT_NEAR(odds.coefficients[1], -0.40968791016 * b, 1e-4);
  EXPECT_NEAR(odds.coefficients[2], -0.35794683779 * b, 1e-4);
}

TEST(LinearMachine, IsALinearModelOfAQuantity) {
  const SvmTable table = svm_table("value");
  const auto model = fit(ModelRequest(SvmLinearRequest{1.0, 0.2}), table.data());
  ASSERT_TRUE(model) << text_of(model);
  const auto& linear = std::get<LinearModel>(*model);
  EXPECT_NEAR(linear.intercepts[0], 11.719427147, 1e-5);  // 12.108833333 + the intercept there
  EXPECT_NEAR(linear.coefficients[0], 0.9264775844, 1e-5);
}

// Whole weights are repeated rows.
TEST(LinearMachine, CountsARowOfWeightTwoTwice) {
  const Matrix rows = matrix({{0.0}, {1.0}, {1.5}, {3.0}});
  const Matrix doubled = matrix({{0.0}, {1.0}, {1.0}, {1.5}, {3.0}});
  const std::vector<double> weights{1.0, 2.0, 1.0, 1.0};
  const auto weighted =
      hinge_by_dual_descent({rows, std::vector<double>{-1, 1, -1, 1}, weights, true, 0.5, 0.0, 1}, "m");
  const auto repeated =
      hinge_by_dual_descent({doubled, std::vector<double>{-1, 1, 1, -1, 1}, {}, true, 0.5, 0.0, 1}, "m");
  ASSERT_TRUE(weighted && repeated);
  EXPECT_NEAR(weighted->coefficients[0], repeated->coefficients[0], 1e-4);
  EXPECT_NEAR(weighted->intercept, repeated->intercept, 1e-4);
}

TEST(LinearMachine, SaysWhenItDoesNotSettle) {
  const Matrix rows = matrix({{1e4}, {1e4 + 1.0}, {1e4 + 0.5}, {1e4 + 2.0}});
  const auto fitted =
      hinge_by_dual_descent({rows, std::vector<double>{-1, 1, 1, -1}, {}, true, 1e9, 0.0, 1}, "svm_linear");
  ASSERT_FALSE(fitted);
  EXPECT_NE(text_of(fitted).find("svm_linear: does not settle in 10000 passes"), std::string::npos)
      << text_of(fitted);
}

TEST(SupportVectorMachineRequest, TakesTwoClassesAndQuantities) {
  for (const OutcomeKind kind : {OutcomeKind::binary, OutcomeKind::quantity})
    EXPECT_TRUE(SvmRbfRequest::takes(kind) && SvmLinearRequest::takes(kind));
  for (const OutcomeKind kind :
       {OutcomeKind::classes, OutcomeKind::ordered, OutcomeKind::count, OutcomeKind::time_to_event})
    EXPECT_FALSE(SvmRbfRequest::takes(kind) || SvmLinearRequest::takes(kind));
}

TEST(SupportVectorMachineRequest, RefusesSettingsOutsideTheirRange) {
  const auto fault = [](const auto& request) { return text_of(request.check("model.svm")); };
  EXPECT_EQ(fault(SvmLinearRequest{0.0}), "model.svm.C: must be above 0");
  EXPECT_EQ(fault(SvmLinearRequest{1.0, -0.1}), "model.svm.epsilon: must be a number from 0");
  EXPECT_EQ(fault(SvmLinearRequest{.passes = 0}), "model.svm.passes: must be from 1 to 10,000");
  EXPECT_EQ(fault(SvmRbfRequest{.gamma = -1.0}), "model.svm.gamma: must be a number from 0");
  EXPECT_EQ(fault(SvmPolynomialRequest{.degree = 11}), "model.svm.degree: must be from 1 to 10");
  EXPECT_EQ(fault(SvmSigmoidRequest{.coef0 = kMissingValue}), "model.svm.coef0: must be finite");
}

// In the order of time nothing predicts the first fifth, and it gives Platt's line no decision value.
TEST_F(KernelMachine, IsCalibratedByRowsThatEarlierOnesPredict) {
  SvmTable table = svm_table("label");
  const std::size_t rows = table.response.label.size();
  for (std::size_t r = 0; r < rows; ++r) table.response.order.push_back(static_cast<double>(r));
  const auto model = fit(SvmRbfRequest{}, table.data());
  ASSERT_TRUE(model) << text_of(model);
  const auto folds = forward_folds(table.response.order, 5);
  std::vector<double> decisions;
  std::vector<std::uint8_t> labels;
  for (std::uint32_t fold = 1; fold < 5; ++fold) {
    SvmTable earlier = table;
    earlier.rows.values.clear();
    earlier.response = {};
    for (std::size_t r = 0; r < rows; ++r) {
      if (folds->of_row[r] >= fold) continue;
      const auto row = table.rows.row(r);
      earlier.rows.values.insert(earlier.rows.values.end(), row.begin(), row.end());
      earlier.response.label.push_back(table.response.label[r]);
    }
    const auto part = fit(SvmRbfRequest{}, earlier.data());
    ASSERT_TRUE(part) << text_of(part);
    for (std::size_t r = 0; r < rows; ++r) {
      if (folds->of_row[r] != fold) continue;
      double decision = 0.0;
      score(*part, table.rows.row(r), std::span(&decision, 1));
      decisions.push_back(decision);
      labels.push_back(table.response.label[r]);
    }
  }
  const auto platt = fit_platt(decisions, labels, {});
  ASSERT_TRUE(platt) << text_of(platt);
  EXPECT_EQ(std::get<SupportVectorMachine>(*model).platt, (std::vector<double>{(*platt)[0], (*platt)[1]}));
}

// By rows, three of a person told the fourth's outcome, and chance became certainty.
TEST_F(KernelMachine, IsCalibratedByWholeGroupsAndByEarlierRows) {
  SvmTable table = svm_table("label");
  Random random(11);
  Response by_row;
  Matrix rows{3, {}};
  for (std::uint32_t r = 0; r < 240; ++r) {
    if (r % 4 == 0) {
      for (int i = 0; i < 3; ++i) rows.values.push_back(random.normal());
      by_row.label.push_back(random.uniform() < 0.5 ? 1 : 0);
    } else {
      for (std::size_t i = 0; i < 3; ++i) rows.values.push_back(rows.values[rows.values.size() - 3]);
      by_row.label.push_back(by_row.label.back());
    }
  }
  table.rows = rows;
  const auto farthest = [&](const Response& response) {
    table.response = response;
    const auto model = fit(SvmRbfRequest{.c = 10.0, .gamma = 20.0}, table.data());
    double most = 0.5;  // where nothing tells the classes apart the fit is refused
    if (!model) {
      EXPECT_EQ(text_of(model), "svm_rbf: out of fold its decision values do not tell the classes apart");
      return most;
    }
    for (const double risk : outputs_of(*model, table.rows)) most = std::max({most, risk, 1.0 - risk});
    return most;
  };
  EXPECT_GT(farthest(by_row), 0.95);
  Response by_group = by_row;
  for (std::uint32_t r = 0; r < 240; ++r) by_group.group.push_back(r / 4);
  EXPECT_LT(farthest(by_group), 0.8);
  Response by_time = by_row;
  for (std::uint32_t r = 0; r < 240; ++r) by_time.order.push_back(r / 4);
  EXPECT_LT(farthest(by_time), 0.8);
  table.response = by_row;
  table.response.group.assign(240, 0);
  EXPECT_EQ(text_of(fit(SvmRbfRequest{}, table.data())),
            "svm_rbf: its calibration needs 5 folds, but only 1 group of rows that belong together");
}

}  // namespace
}  // namespace nearside
