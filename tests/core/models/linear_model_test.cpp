// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "core/models/linear.h"
#include "core/models/model.h"
#include "core/outcome/explain.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

const LinearModel kQuantity{LinearLink::identity, {10.0}, {2.0, -1.0}, {}, {3.0, 4.0}};
const LinearModel kCount{LinearLink::exp, {0.5}, {0.25, 0.0}, {}, {2.0, 0.0}};
const LinearModel kClasses{
    LinearLink::softmax, {0.0, -1.0, 0.5}, {1.0, 0.0, 0.0, 2.0, -1.0, 1.0}, {}, {0.5, 0.25}};
const LinearModel kOrdered{LinearLink::cumulative_logistic, {0.0}, {1.0, 0.5}, {-1.0, 0.0, 2.0}, {1.0, 2.0}};

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}

std::vector<double> outputs_of(const LinearModel& model, const std::vector<double>& row) {
  std::vector<double> margins(model.margins());
  std::vector<double> outputs(model.outputs());
  model.score(row, margins);
  model.link(margins, outputs);
  return outputs;
}

void ExpectModelFault(const LinearModel& model, const std::string& path, const std::string& words) {
  ExpectFault(check(Model(model), two_columns(), "model"), ErrorCode::bad_model_file, path, words);
}

TEST(LinearModel, AcceptsEachLink) {
  for (const LinearModel& model : {kQuantity, kCount, kClasses, kOrdered})
    EXPECT_TRUE(check(Model(model), two_columns(), "model"));
  EXPECT_EQ(output_count(kQuantity), 1u);
  EXPECT_EQ(output_count(kClasses), 3u);
  EXPECT_EQ(margin_count(kOrdered), 1u);
  EXPECT_EQ(output_count(kOrdered), 4u);
}

TEST(LinearModel, GivesAQuantityAsTheSum) {
  ExpectSameBits(outputs_of(kQuantity, {1.0, 2.0}), std::vector<double>{10.0});
}

TEST(LinearModel, GivesACountAsAPowerOfE) {
  ExpectSameBits(outputs_of(kCount, {2.0, 7.0}), std::vector<double>{numerics::exp(1.0)});
}

TEST(LinearModel, DividesEachClassByTheSumOfAll) {
  // margins 2, 0, −1
  const std::vector<double> outputs = outputs_of(kClasses, {2.0, 0.5});
  const double sum = std::exp(2.0) + 1.0 + std::exp(-1.0);
  EXPECT_NEAR(outputs[0], std::exp(2.0) / sum, 1e-15);
  EXPECT_NEAR(outputs[1], 1.0 / sum, 1e-15);
  EXPECT_NEAR(outputs[2], std::exp(-1.0) / sum, 1e-15);
}

TEST(LinearModel, KeepsClassesFiniteWhereEIsTooLarge) {
  std::vector<double> outputs(3);
  kClasses.link(std::vector<double>{900.0, 900.0, -900.0}, outputs);
  ExpectSameBits(outputs, std::vector<double>{0.5, 0.5, 0.0});
}

TEST(LinearModel, GivesOrderedClassesTheDifferencesOfTheirThresholds) {
  const std::vector<double> outputs = outputs_of(kOrdered, {1.0, -1.0});  // lp 0.5
  const auto below = [](double threshold) { return 1.0 / (1.0 + std::exp(0.5 - threshold)); };
  EXPECT_NEAR(outputs[0], below(-1.0), 1e-15);
  EXPECT_NEAR(outputs[1], below(0.0) - below(-1.0), 1e-15);
  EXPECT_NEAR(outputs[2], below(2.0) - below(0.0), 1e-15);
  EXPECT_NEAR(outputs[3], 1.0 - below(2.0), 1e-15);
}

// Both sides of the class are 1 to the last bit; their difference would be 0.
TEST(LinearModel, KeepsARareClassInTheMiddle) {
  std::vector<double> outputs(4);
  cumulative_logistic(-60.0, kOrdered.thresholds, outputs);
  EXPECT_NEAR(outputs[1] / (std::exp(-59.0) - std::exp(-60.0)), 1.0, 1e-14);
}

TEST(LinearModel, IsExplainedByCoefficientTimesDistanceFromTheMean) {
  std::vector<double> parts(2);
  column_contributions(kQuantity, 0, std::vector<double>{1.0, 2.0}, parts);
  ExpectSameBits(parts, std::vector<double>{-4.0, 2.0});  // 2 · (1 − 3), −1 · (2 − 4)
  ExpectSameBits(typical_margins(kQuantity), std::vector<double>{12.0});
  column_contributions(kClasses, 2, std::vector<double>{2.5, 0.25}, parts);
  ExpectSameBits(parts, std::vector<double>{-2.0, 0.0});
  ExpectSameBits(typical_margins(kClasses), std::vector<double>{0.5, -0.5, 0.25});
  column_contributions(kOrdered, 0, std::vector<double>{3.0, 0.0}, parts);
  ExpectSameBits(parts, std::vector<double>{2.0, -1.0});
  ExpectSameBits(typical_margins(kOrdered), std::vector<double>{2.0});
}

TEST(LinearModel, RefusesSizesThatDoNotFit) {
  LinearModel model = kQuantity;
  model.intercepts.push_back(1.0);
  ExpectModelFault(model, "model.linear_model.intercepts", "must be one, found 2");
  model = kClasses;
  model.intercepts.pop_back();
  ExpectModelFault(model, "model.linear_model.intercepts", "must be 3 to 250, found 2");
  model = kClasses;
  model.coefficients.pop_back();
  ExpectModelFault(model, "model.linear_model.coefficients", "5 values for 6 columns");
  model = kCount;
  model.means.push_back(0.0);
  ExpectModelFault(model, "model.linear_model.means", "3 values for 2 columns");
  model = kCount;
  model.thresholds = {0.0, 1.0};
  ExpectModelFault(model, "model.linear_model.thresholds", "belong to ordered classes, found 2");
  model = kOrdered;
  model.thresholds = {0.0};
  ExpectModelFault(model, "model.linear_model.thresholds", "must be 2 to 249, found 1");
}

TEST(LinearModel, RefusesThresholdsOutOfOrder) {
  LinearModel model = kOrdered;
  model.thresholds = {-1.0, 2.0, 2.0};
  ExpectModelFault(model, "model.linear_model.thresholds[2]", "must be above the one before");
}

TEST(LinearModel, RefusesNumbersThatAreNotFinite) {
  LinearModel model = kOrdered;
  model.thresholds[1] = kNaN;
  ExpectModelFault(model, "model.linear_model.thresholds[1]", "must be a finite number");
  model = kClasses;
  model.intercepts[0] = kNaN;
  ExpectModelFault(model, "model.linear_model.intercepts[0]", "must be a finite number");
}

TEST(LinearModel, RefusesColumnsThatMayBeMissing) {
  ExpectFault(check(Model(kQuantity), {{"a", 0, 0, false}, {"b", 1, 0, true}}, "model"),
              ErrorCode::bad_model_file, "model.linear_model", "b may be missing; impute it first");
}

}  // namespace
}  // namespace nearside
