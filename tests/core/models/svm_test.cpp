// SPDX-License-Identifier: Apache-2.0
#include "core/models/svm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "core/models/model.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}

/// Support vectors (1, 0) and (0, 2), coefficients 2 and −1, rho 0.5.
SupportVectorMachine machine(Kernel kernel) {
  return {kernel, 0.5, 1.0, 3, {1.0, 0.0, 0.0, 2.0}, {2.0, -1.0}, 0.5, {}};
}

double decision(const SupportVectorMachine& model, const std::vector<double>& row) {
  double margin = 0.0;
  model.score(row, std::span(&margin, 1));
  return margin;
}

double output(const SupportVectorMachine& model, const std::vector<double>& row) {
  const double margin = decision(model, row);
  double value = 0.0;
  model.link(std::span(&margin, 1), std::span(&value, 1));
  return value;
}

void ExpectModelFault(const SupportVectorMachine& model, const std::string& path, const std::string& words) {
  ExpectFault(check(Model(model), two_columns(), "model"), ErrorCode::bad_model_file,
              "model.support_vector_machine" + path, words);
}

// The row (3, 1): products 3 and 2 with the vectors, squared distances 5 and 10.
TEST(SupportVectorMachine, SumsItsKernels) {
  ExpectSameBits(decision(machine(Kernel::linear), {3.0, 1.0}), 2.0 * 3.0 - 2.0 - 0.5);
  ExpectSameBits(decision(machine(Kernel::polynomial), {3.0, 1.0}), 2.0 * 15.625 - 8.0 - 0.5);
  EXPECT_NEAR(decision(machine(Kernel::rbf), {3.0, 1.0}), 2.0 * std::exp(-2.5) - std::exp(-5.0) - 0.5, 1e-15);
  EXPECT_NEAR(decision(machine(Kernel::sigmoid), {3.0, 1.0}), 2.0 * std::tanh(2.5) - std::tanh(2.0) - 0.5,
              1e-15);
}

TEST(SupportVectorMachine, GivesAQuantityAsItsDecisionValue) {
  ExpectSameBits(output(machine(Kernel::linear), {3.0, 1.0}), 3.5);
}

TEST(SupportVectorMachine, GivesAProbabilityByPlatt) {
  SupportVectorMachine model = machine(Kernel::linear);
  model.platt = {-1.0, 2.0};
  ExpectSameBits(output(model, {3.0, 1.0}), numerics::logistic(6.0));
}

TEST(SupportVectorMachine, IsConstantWithoutSupportVectors) {
  const SupportVectorMachine none{Kernel::rbf, 1.0, 0.0, 1, {}, {}, -7.0, {}};
  EXPECT_TRUE(check(Model(none), two_columns(), "model"));
  ExpectSameBits(output(none, {3.0, 1.0}), 7.0);
}

TEST(SupportVectorMachine, HoldsDevelopmentRowsAndExplainsNoMargin) {
  EXPECT_EQ(development_rows(Model(machine(Kernel::rbf))), 2u);
  EXPECT_EQ(development_rows(Model(LogisticRegression{})), 0u);
  EXPECT_EQ(explained_margins(Model(machine(Kernel::rbf))), 0u);
}

TEST(SupportVectorMachine, RefusesWhatDoesNotFit) {
  const auto with = [](auto change) {
    SupportVectorMachine model = machine(Kernel::polynomial);
    change(model);
    return model;
  };
  ExpectModelFault(with([](auto& m) { m.vectors.pop_back(); }), ".vectors", "3 values for 4");
  ExpectModelFault(with([](auto& m) { m.vectors[2] = kNaN; }), ".vectors[2]", "finite");
  ExpectModelFault(with([](auto& m) { m.coefficients[1] = kInfinity; }), ".coefficients[1]", "finite");
  ExpectModelFault(with([](auto& m) { m.coefficients.assign(5'001, 0.0); }), ".coefficients", "found 5001");
  ExpectModelFault(with([](auto& m) { m.gamma = -1.0; }), ".gamma", "from 0");
  ExpectModelFault(with([](auto& m) { m.coef0 = kNaN; }), ".coef0", "finite");
  ExpectModelFault(with([](auto& m) { m.degree = 0; }), ".degree", "1 to 10");
  ExpectModelFault(with([](auto& m) { m.degree = 11; }), ".degree", "1 to 10");
  ExpectModelFault(with([](auto& m) { m.rho = kInfinity; }), ".rho", "finite");
  ExpectModelFault(with([](auto& m) { m.platt = {1.0}; }), ".platt", "found 1");
  ExpectModelFault(with([](auto& m) { m.platt = {1.0, kNaN}; }), ".platt[1]", "finite");
}

TEST(SupportVectorMachine, RefusesCategoriesAndColumnsThatMayBeMissing) {
  ExpectFault(check(Model(machine(Kernel::rbf)), {{"a", 0, 0, false}, {"b", 1, 0, true}}, "model"),
              ErrorCode::bad_model_file, "model.support_vector_machine", "b may be missing; impute it first");
  ExpectFault(check(Model(machine(Kernel::rbf)), {{"a", 0, 3, false}, {"b", 1, 0, false}}, "model"),
              ErrorCode::bad_model_file, "model.support_vector_machine", "a is a category; encode it first");
}

}  // namespace
}  // namespace nearside
