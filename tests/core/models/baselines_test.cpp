// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "core/models/model.h"
#include "core/outcome/explain.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}

std::vector<double> margins_of(const Model& model, const std::vector<double>& row) {
  std::vector<double> margins(margin_count(model));
  score(model, row, margins);
  return margins;
}

std::vector<double> outputs_of(const Model& model, const std::vector<double>& row) {
  std::vector<double> outputs(output_count(model));
  link(model, margins_of(model, row), outputs);
  return outputs;
}

void ExpectModelFault(const Model& model, const std::string& path, const std::string& words) {
  ExpectFault(check(model, two_columns(), "model"), ErrorCode::bad_model_file, "model." + path, words);
}

/// A quarter of the second class; means (0, 1) and (2, 1), variances (1, 1) and (4, 1).
NaiveBayes two_classes() {
  return {{std::log(0.75), std::log(0.25)}, {0.0, 1.0, 2.0, 1.0}, {1.0, 1.0, 4.0, 1.0}};
}
NaiveBayes three_classes() {
  return {{std::log(0.5), std::log(0.25), std::log(0.25)},
          {0.0, 0.0, 1.0, 2.0, -1.0, 0.5},
          {1.0, 2.0, 1.0, 0.5, 4.0, 1.0}};
}

// Densities of column a at 1: e^(−1/2) and e^(−1/8) / 2; column b is the same in both.
TEST(NaiveBayes, ComparesDensities) {
  const double odds = 0.25 * std::exp(-0.125) / 2.0 / (0.75 * std::exp(-0.5));
  EXPECT_NEAR(margins_of(two_classes(), {1.0, 5.0})[0], std::log(odds), 1e-15);
  EXPECT_NEAR(outputs_of(two_classes(), {1.0, 5.0})[0], odds / (1.0 + odds), 1e-15);
}

TEST(NaiveBayes, DividesSeveralClassesByTheirSum) {
  const std::vector<double> outputs = outputs_of(three_classes(), {1.0, 1.0});
  const double first = 0.5 * std::exp(-0.5 - 0.25) / std::sqrt(2.0);
  const double second = 0.25 * std::exp(-1.0) / std::sqrt(0.5);
  const double third = 0.25 * std::exp(-0.5 - 0.125) / 2.0;
  const double sum = first + second + third;
  EXPECT_NEAR(outputs[0], first / sum, 1e-15);
  EXPECT_NEAR(outputs[1], second / sum, 1e-15);
  EXPECT_NEAR(outputs[2], third / sum, 1e-15);
}

TEST(NaiveBayes, ContributionsSumToTheMargins) {
  const std::vector<double> row{1.5, -0.5};
  for (const NaiveBayes& model : {two_classes(), three_classes()}) {
    const std::vector<double> typical = typical_margins(model);
    ASSERT_EQ(typical.size(), explained_margins(model));
    for (std::size_t m = 0; m < typical.size(); ++m) {
      std::vector<double> parts(2);
      column_contributions(model, m, row, parts);
      EXPECT_NEAR(typical[m] + parts[0] + parts[1], margins_of(model, row)[m], 1e-14);
    }
  }
  std::vector<double> at_the_mean(2);  // the mean of a over both classes is 0.5
  column_contributions(two_classes(), 0, std::vector<double>{0.5, 9.0}, at_the_mean);
  EXPECT_NEAR(at_the_mean[0], 0.0, 1e-15);
}

TEST(NaiveBayes, StaysFiniteFarFromEveryClass) {
  NaiveBayes model = two_classes();
  model.variances[0] = 1e-300;
  EXPECT_TRUE(std::isfinite(margins_of(model, {1e200, 0.0})[0]));
}

TEST(NaiveBayes, RefusesWhatDoesNotFit) {
  const auto with = [](auto change) {
    NaiveBayes model = two_classes();
    change(model);
    return Model(model);
  };
  ExpectModelFault(with([](auto& m) { m.log_priors.pop_back(); }), "naive_bayes.log_priors", "found 1");
  ExpectModelFault(with([](auto& m) { m.log_priors.clear(); }), "naive_bayes.log_priors", "found 0");
  ExpectModelFault(with([](auto& m) { m.log_priors[1] = -kInfinity; }), "naive_bayes.log_priors[1]",
                   "finite");
  ExpectModelFault(with([](auto& m) { m.means.pop_back(); }), "naive_bayes.means", "3 values for 4");
  ExpectModelFault(with([](auto& m) { m.variances[3] = 0.0; }), "naive_bayes.variances[3]", "above 0");
  ExpectFault(check(Model(two_classes()), {{"a", 0, 0, false}, {"b", 1, 0, true}}, "model"),
              ErrorCode::bad_model_file, "model.naive_bayes", "b may be missing; impute it first");
}

/// Rows at a = 0, 1, 2, 8; b is measured in tens.
NearestNeighbours near(std::uint32_t neighbours) {
  return {neighbours, 2, {1.0, 10.0}, {0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 8.0, 0.0}, {0, 1, 1, 0}};
}

TEST(NearestNeighbours, GivesTheShareAmongTheNearest) {
  ExpectSameBits(outputs_of(near(1), {0.9, 0.0}), std::vector<double>{1.0});
  ExpectSameBits(outputs_of(near(2), {0.1, 0.0}), std::vector<double>{0.5});
  ExpectSameBits(outputs_of(near(4), {0.1, 0.0}), std::vector<double>{0.5});
}

TEST(NearestNeighbours, DividesEachColumnByItsScale) {
  NearestNeighbours model = near(1);
  model.rows[7] = 40.0;  // 4 scales away in b, and 8 in a
  ExpectSameBits(outputs_of(model, {5.5, 40.0}), std::vector<double>{0.0});
  model.scales[1] = 100.0;
  ExpectSameBits(outputs_of(model, {4.5, 40.0}), std::vector<double>{1.0});
}

TEST(NearestNeighbours, CountsTheFirstOfEquallyNearRows) {
  ExpectSameBits(outputs_of(near(1), {0.5, 0.0}), std::vector<double>{0.0});
}

TEST(NearestNeighbours, GivesEachOfSeveralClassesItsShare) {
  NearestNeighbours model = near(3);
  model.classes = 3;
  model.labels = {0, 2, 2, 1};
  ExpectSameBits(outputs_of(model, {0.0, 0.0}), std::vector<double>{1.0 / 3.0, 0.0, 2.0 / 3.0});
}

TEST(NearestNeighbours, HoldsDevelopmentRows) {
  EXPECT_EQ(development_rows(Model(near(1))), 4u);
  EXPECT_EQ(explained_margins(Model(near(1))), 0u);
}

TEST(NearestNeighbours, RefusesWhatDoesNotFit) {
  const auto with = [](auto change) {
    NearestNeighbours model = near(1);
    change(model);
    return Model(model);
  };
  const std::string path = "nearest_neighbours";
  ExpectModelFault(with([](auto& m) { m.classes = 1; }), path + ".classes", "2 to 250");
  ExpectModelFault(with([](auto& m) { m.classes = 251; }), path + ".classes", "2 to 250");
  ExpectModelFault(with([](auto& m) { m.neighbours = 0; }), path + ".neighbours", "1 to 250");
  ExpectModelFault(with([](auto& m) { m.neighbours = 5; }), path + ".neighbours", "at most the rows");
  ExpectModelFault(with([](auto& m) { m.labels.assign(5'001, 0); }), path + ".labels", "found 5001");
  ExpectModelFault(with([](auto& m) { m.labels[2] = 2; }), path + ".labels[2]", "is no class");
  ExpectModelFault(with([](auto& m) { m.scales[1] = 0.0; }), path + ".scales[1]", "above 0");
  ExpectModelFault(with([](auto& m) { m.rows.pop_back(); }), path + ".rows", "7 values for 8");
  ExpectModelFault(with([](auto& m) { m.rows[0] = kNaN; }), path + ".rows[0]", "finite");
  ExpectFault(check(Model(near(1)), {{"a", 0, 2, false}, {"b", 1, 0, false}}, "model"),
              ErrorCode::bad_model_file, "model.nearest_neighbours", "a is a category; encode it first");
}

TEST(NearestNeighbours, TakesAsManyNeighboursAsItMayHave) {
  NearestNeighbours model{250, 2, {1.0}, {}, {}};
  for (int r = 0; r < 300; ++r) {
    model.rows.push_back(300.0 - r);
    model.labels.push_back(r < 100 ? 1 : 0);  // the farthest from 0
  }
  ASSERT_TRUE(check(Model(model), {{"a", 0, 0, false}}, "model"));
  ExpectSameBits(outputs_of(model, {0.0}), std::vector<double>{0.2});  // 50 of the 250 nearest
}

}  // namespace
}  // namespace nearside
