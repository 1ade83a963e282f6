// SPDX-License-Identifier: Apache-2.0
#include "core/models/linear.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/numerics.h"
#include "core/models/model.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

const LogisticRegression kTwoColumns{-1.0, {0.5, 2.0}, {1.0, 0.25}};

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}

double margin(const Model& model, const std::vector<double>& row) {
  double value = kNaN;
  score(model, row, std::span(&value, 1));
  return value;
}

double risk(const Model& model, double lp) {
  double value = kNaN;
  link(model, std::span(&lp, 1), std::span(&value, 1));
  return value;
}

void ExpectModelFault(const LogisticRegression& model, const Columns& columns, const std::string& path,
                      const std::string& words) {
  ExpectFault(check(Model(model), columns, "model"), ErrorCode::bad_model_file, path, words);
}

TEST(LogisticRegression, GivesOneMarginAndOneOutput) {
  EXPECT_EQ(margin_count(kTwoColumns), 1u);
  EXPECT_EQ(output_count(kTwoColumns), 1u);
}

TEST(LogisticRegression, AddsTheInterceptAndTheWeightedColumns) {
  ExpectSameBits(margin(kTwoColumns, {0, 0}), -1.0);
  ExpectSameBits(margin(kTwoColumns, {4, 3}), 7.0);  // −1 + 0.5·4 + 2·3
}

TEST(LogisticRegression, SumsFromTheInterceptInTheOrderOfTheColumns) {
  // 1 + 2^53 rounds to 2^53; from the other end it would be 2^53 − 2^53 + 1.
  const LogisticRegression model{1.0, {9007199254740992.0, -9007199254740992.0}, {0, 0}};
  ExpectSameBits(margin(model, {1, 1}), 0.0);
}

TEST(LogisticRegression, TurnsLogOddsIntoARisk) {
  ExpectSameBits(risk(kTwoColumns, 0.0), 0.5);
  EXPECT_NEAR(risk(kTwoColumns, 1.0986122886681098), 0.75, 1e-15);  // log 3: odds of 3 to 1
  ExpectSameBits(risk(kTwoColumns, -3.0), numerics::logistic(-3.0));
}

TEST(LogisticRegression, AcceptsColumnsThatFit) {
  EXPECT_TRUE(check(Model(kTwoColumns), two_columns(), "model"));
}

TEST(LogisticRegression, RefusesListsOfTheWrongLength) {
  ExpectModelFault({-1, {0.5}, {1, 1}}, two_columns(), "model.logistic_regression.coefficients",
                   "1 values for 2 columns");
  ExpectModelFault({-1, {0.5, 1}, {1, 1, 1}}, two_columns(), "model.logistic_regression.means",
                   "3 values for 2 columns");
}

TEST(LogisticRegression, RefusesNumbersThatAreNotFinite) {
  for (double bad : {kNaN, kInfinity, -kInfinity}) {
    ExpectModelFault({bad, {0.5, 2}, {1, 1}}, two_columns(), "model.logistic_regression.intercept", "finite");
    ExpectModelFault({-1, {0.5, bad}, {1, 1}}, two_columns(), "model.logistic_regression.coefficients[1]",
                     "finite");
    ExpectModelFault({-1, {0.5, 2}, {bad, 1}}, two_columns(), "model.logistic_regression.means[0]", "finite");
  }
}

TEST(LogisticRegression, RefusesColumnsThatMayBeMissing) {
  ExpectModelFault(kTwoColumns, {{"a", 0, 0, false}, {"b", 1, 0, true}}, "model.logistic_regression",
                   "b may be missing; impute it first");
}

TEST(LogisticRegression, RefusesCategories) {
  ExpectModelFault(kTwoColumns, {{"a", 0, 3, false}, {"b", 1, 0, false}}, "model.logistic_regression",
                   "a is a category; encode it first");
}

}  // namespace
}  // namespace nearside
