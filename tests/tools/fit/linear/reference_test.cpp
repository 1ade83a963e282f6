// SPDX-License-Identifier: Apache-2.0
// What R's lm, glm, polr and glmnet and scikit-learn find on the same table; tests/fixtures/linear/README.md.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/tools/fit/linear/linear_table.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

std::vector<double> reference(const std::string& name) {
  const bool python = name.find(" C ") != std::string::npos || name.find(" lambda ") != std::string::npos;
  const std::string file = python ? "sklearn_reference.csv" : "reference.csv";
  return numbers_in(in_repository("tests/fixtures/linear/" + file), "value", name);
}

/// Intercepts and coefficients of one class after the other, to `most` of the largest one.
void ExpectSame(const std::string& name, const Result<LinearCoefficients>& fit, double most,
                double scale = 1.0) {
  ASSERT_TRUE(fit) << name << ": " << text_of(fit);
  std::vector<double> ours = fit->intercepts;
  ours.insert(ours.end(), fit->coefficients.begin(), fit->coefficients.end());
  const std::vector<double> theirs = reference(name);
  ASSERT_EQ(ours.size(), theirs.size()) << name;
  double largest = 0.0;
  for (const double one : theirs) largest = std::max(largest, std::abs(one));
  for (std::size_t i = 0; i < ours.size(); ++i)
    EXPECT_NEAR(ours[i] / scale, theirs[i], most * largest) << name << ", term " << i;
}

LinearFit wish(LossKind loss, double ridge = 0.0, double l1 = 0.0) {
  LinearFit made{loss, ridge, l1};
  made.words = {"model", "separate the classes", "C above 0"};
  return made;
}

/// The elastic net of glmnet: λ beside the mean loss, the share a of it L1.
LinearFit net(LossKind loss, double lambda, double a, double scale = 1.0) {
  const double rows = static_cast<double>(linear_table().plain.rows());
  return wish(loss, rows * lambda * (1.0 - a), rows * lambda * a * scale);
}

double spread_of(const Response& response) {
  double sum = 0.0;
  double squares = 0.0;
  double weight = 0.0;
  for (std::size_t r = 0; r < response.rows(); ++r) {
    weight += response.weight_of(r);
    sum += response.weight_of(r) * response.value[r];
  }
  const double mean = sum / weight;
  for (std::size_t r = 0; r < response.rows(); ++r)
    squares += response.weight_of(r) * (response.value[r] - mean) * (response.value[r] - mean);
  return std::sqrt(squares / weight);
}

// 1e-9 of the largest: both sides solve to rounding, `lm` by another decomposition, glm in 15 digits.
TEST(LinearReference, AgreesWithLmAndGlm) {
  const LinearTable table = linear_table();
  for (const std::string word : {"", " weighted"}) {
    const bool weighted = !word.empty();
    ExpectSame("lm" + word, fit_linear(wish(LossKind::squared), table.plain, table.quantity(weighted)), 1e-9);
    ExpectSame("glm binomial" + word,
               fit_linear(wish(LossKind::logistic), table.plain, table.binary(weighted)), 1e-9);
    ExpectSame("glm poisson" + word, fit_linear(wish(LossKind::poisson), table.plain, table.count(weighted)),
               1e-9);
  }
}

// 1e-5: polr minimises by BFGS with numbers of the gradient only; its thresholds are minus our intercepts.
TEST(LinearReference, AgreesWithPolr) {
  const LinearTable table = linear_table();
  for (const std::string word : {"", " weighted"}) {
    auto fit = fit_linear(wish(LossKind::cumulative), table.scaled, table.ordered(!word.empty()));
    ASSERT_TRUE(fit) << text_of(fit);
    for (double& intercept : fit->intercepts) intercept = -intercept;
    ExpectSame("polr" + word, fit, 1e-5);
  }
}

// 1e-8: glmnet stops where a round changes the loss by 1e-24 of the null deviance.
TEST(LinearReference, AgreesWithGlmnet) {
  const LinearTable table = linear_table();
  for (const std::string word : {"", " weighted"}) {
    const bool weighted = !word.empty();
    const Response quantity = table.quantity(weighted);
    const double scale = spread_of(quantity);
    for (const auto& [name, a] : {std::pair("lasso", 1.0), {"net", 0.5}, {"ridge", 0.0}}) {
      ExpectSame("gaussian " + std::string(name) + word,
                 fit_linear(net(LossKind::squared, 0.1, a, scale), table.scaled, quantity), 1e-8, scale);
    }
    ExpectSame("binomial lasso" + word,
               fit_linear(net(LossKind::logistic, 0.04, 1.0), table.scaled, table.binary(weighted)), 1e-8);
    ExpectSame("binomial net" + word,
               fit_linear(net(LossKind::logistic, 0.04, 0.5), table.scaled, table.binary(weighted)), 1e-8);
    ExpectSame("poisson net" + word,
               fit_linear(net(LossKind::poisson, 0.1, 0.5), table.scaled, table.count(weighted)), 1e-8);
    ExpectSame("multinomial net" + word,
               fit_linear(net(LossKind::softmax, 0.04, 0.5), table.scaled, table.several(weighted)), 1e-7);
  }
}

// 1e-7: newton-cg and lbfgs of scikit-learn stop at a gradient, not at a coefficient.
TEST(LinearReference, AgreesWithScikitLearn) {
  const LinearTable table = linear_table();
  for (const std::string word : {"", " weighted"}) {
    const bool weighted = !word.empty();
    ExpectSame("logistic C 0.5" + word,
               fit_linear(wish(LossKind::logistic, 2.0), table.scaled, table.binary(weighted)), 1e-9);
    ExpectSame("multinomial C 0.5" + word,
               fit_linear(wish(LossKind::softmax, 2.0), table.scaled, table.several(weighted)), 1e-6);
    ExpectSame("ridge lambda 0.1" + word,
               fit_linear(net(LossKind::squared, 0.1, 0.0), table.scaled, table.quantity(weighted)), 1e-10);
    ExpectSame("poisson lambda 0.2" + word,
               fit_linear(net(LossKind::poisson, 0.2, 0.0), table.scaled, table.count(weighted)), 1e-6);
  }
}

}  // namespace
}  // namespace nearside
