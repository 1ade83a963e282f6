// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute_normal.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/random.h"
#include "tests/core/steps/step_claims.h"

namespace nearside {
namespace {

/// Numbers a, b, c that may be missing, one that takes no part, and a category.
Columns five_columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, true}, {"x", 2, 0, true}, {"c", 3, 0, true}, {"d", 4, 2, true}};
}

/// Means 10, 20, 30; covariance 4, 2, 10, -2, 5, 6 (L = 2; 1 3; -1 2 1); wide ends.
ImputeNormal three() {
  return {{0, 1, 3}, {10, 20, 30}, {4, 2, 10, -2, 5, 6}, {-100, -100, -100}, {100, 100, 100}};
}

TEST(ImputeNormal, FillsFromWhatIsKnown) {
  // b given a = 12: 20 + 2/4·2; c given a: 30 − 2/4·2.
  ExpectSameBits(row_after(three(), {12, kNaN, 7, kNaN, 1}, five_columns()),
                 std::vector<double>{12, 21, 7, 29, 1});
  // a given b = 25, c = 31. Σ_kk = (10 5; 5 6), its determinant 35; Σ_kk⁻¹ (5, 1) = (25/35, −15/35);
  // 10 + 2·25/35 + (−2)(−15/35) = 10 + 80/35.
  const auto row = row_after(three(), {kNaN, 25, 7, 31, 1}, five_columns());
  EXPECT_DOUBLE_EQ(row[0], 10.0 + 80.0 / 35.0);
}

TEST(ImputeNormal, FillsWithTheMeansWhereNothingIsKnown) {
  ExpectSameBits(row_after(three(), {kNaN, kNaN, 7, kNaN, 1}, five_columns()),
                 std::vector<double>{10, 20, 7, 30, 1});
}

TEST(ImputeNormal, LeavesKnownValuesAndOtherColumnsAlone) {
  const std::vector<double> row{0.1, 1e300, kNaN, -0.0, kNaN};
  ExpectSameBits(row_after(three(), row, five_columns()), row);
}

TEST(ImputeNormal, CutsFillsOffAtTheirEnds) {
  ImputeNormal step = three();
  step.lows = {-100, -100, 29.5};
  step.highs = {100, 20.5, 100};
  ExpectSameBits(row_after(step, {12, kNaN, 7, kNaN, 1}, five_columns()),
                 std::vector<double>{12, 20.5, 7, 29.5, 1});
}

TEST(ImputeNormal, MakesNoInfinityOfValuesNearTheLargest) {
  ImputeNormal step = three();
  step.means = {-1e308, 0, 0};
  const auto row = row_after(step, {1.7e308, kNaN, 7, kNaN, 1}, five_columns());
  EXPECT_EQ(row[1], 100);
  EXPECT_EQ(row[3], -100);
  step.means = {-1e308, 1e308, 0};
  for (double value : row_after(step, {1.7e308, -1.7e308, 7, kNaN, 1}, five_columns())) {
    EXPECT_TRUE(std::isfinite(value)) << value;
  }
}

TEST(ImputeNormal, KnowsTheVarianceOfAFill) {
  const ImputeNormal step = three();
  EXPECT_EQ(step.fill_variance(std::vector<double>{kNaN, kNaN, 7, kNaN, 1}, 1), 10);
  EXPECT_EQ(step.fill_variance(std::vector<double>{12, kNaN, 7, kNaN, 1}, 1), 9);  // 10 − 2²/4
  // Σ_kk = (4 −2; −2 6), its determinant 20: 10 − (2·(6·2 + 2·5) + 5·(2·2 + 4·5)) / 20
  EXPECT_DOUBLE_EQ(step.fill_variance(std::vector<double>{12, kNaN, 7, 30, 1}, 1), 1.8);
  EXPECT_EQ(step.fill_variance(std::vector<double>{12, 3, 7, kNaN, 1}, 1), 0) << "it is known";
}

TEST(ImputeNormal, LeavesNothingMissingInItsColumns) {
  const auto out = columns_out(three(), five_columns(), "s");
  ASSERT_TRUE(out);
  const bool missing[] = {false, false, true, false, true};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ((*out)[i].may_be_missing, missing[i]) << i;
}

TEST(ImputeNormal, HandsEachColumnItsOwn) {
  EXPECT_EQ(back_through(three(), {kNaN, 5, 2, 0, 1}, five_columns(), {1, 2, 3, 4, 5}),
            (std::vector<double>{1, 2, 3, 4, 5}));
}

/// With one place of it changed the step is refused.
template <class Change>
void ExpectRefused(Change change, const std::string& path, const std::string& words) {
  ImputeNormal step = three();
  change(step);
  ExpectStepRefused(step, five_columns(), path, words);
}

TEST(ImputeNormal, RefusesWhatDoesNotFit) {
  ExpectRefused([](auto& s) { s.columns[2] = 5; }, "s.columns[2]", "index 5, row has 5");
  ExpectRefused([](auto& s) { s.columns[1] = 0; }, "s.columns[1]", "ascending");
  ExpectRefused([](auto& s) { s.columns[2] = 4; }, "s.columns[2]", "d is a category; encode it first");
  ExpectRefused([](auto& s) { s.means.pop_back(); }, "s.means", "2 values for 3");
  ExpectRefused([](auto& s) { s.means[1] = kNaN; }, "s.means[1]", "finite");
  ExpectRefused([](auto& s) { s.covariance.push_back(1); }, "s.covariance", "7 values for 6");
  ExpectRefused([](auto& s) { s.covariance[3] = kInfinity; }, "s.covariance[3]", "finite");
  ExpectRefused([](auto& s) { s.lows.clear(); }, "s.lows", "0 values for 3");
  ExpectRefused([](auto& s) { s.highs[0] = kNaN; }, "s.highs[0]", "finite");
  ExpectRefused([](auto& s) { s.highs[0] = -101; }, "s.lows", "above highs");
}

TEST(ImputeNormal, RefusesACovarianceThatIsNotPositiveDefinite) {
  ExpectRefused([](auto& s) { s.covariance[0] = 0; }, "s.covariance", "positive definite");
  ExpectRefused([](auto& s) { s.covariance[2] = -1; }, "s.covariance", "positive definite");
  ExpectRefused([](auto& s) { s.covariance[5] = 5; }, "s.covariance", "positive definite");
  ExpectRefused([](auto& s) { s.covariance = {1e308, 1e308, 1e308, 0, 0, 1}; }, "s.covariance",
                "positive definite");
}

TEST(ImputeNormal, TakesAtMost64Columns) {
  Columns columns;
  ImputeNormal step;
  for (std::uint32_t i = 0; i < 65; ++i) {
    columns.push_back({"c" + std::to_string(i), i, 0, true});
    step.columns.push_back(i);
    for (std::uint32_t j = 0; j <= i; ++j) step.covariance.push_back(i == j ? 1.0 : 0.5);
    step.means.push_back(0);
    step.lows.push_back(-9);
    step.highs.push_back(9);
  }
  ExpectStepRefused(step, columns, "s.columns", "more than 64");
  step.columns.pop_back();
  step.covariance.resize(64 * 65 / 2);
  for (auto* values : {&step.means, &step.lows, &step.highs}) values->pop_back();
  // Of 63 equal neighbours at 1: slopes 0.5 / (0.5 + 0.5·63) each.
  std::vector<double> row(65, 1.0);
  row[63] = kNaN;
  EXPECT_NEAR(row_after(step, row, columns)[63], 63.0 / 64.0, 1e-14);
}

// What is filled from fewer columns never needs a pivot that the check did not see.
TEST(ImputeNormal, FillsAnyGapsOfAnAcceptedCovariance) {
  Random random(5);
  ImputeNormal step = three();
  step.covariance = {1, 1 - 1e-9, 1, 0.5, 0.5, 1};
  ASSERT_TRUE(columns_out(step, five_columns(), "s"));
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> row(5);
    for (double& value : row) value = random.uniform() < 0.5 ? kNaN : random.normal();
    for (std::uint32_t column : step.columns)
      EXPECT_TRUE(std::isfinite(row_after(step, row, five_columns())[column]));
  }
}

}  // namespace
}  // namespace nearside
