// SPDX-License-Identifier: Apache-2.0
#include "core/steps/project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/numerics.h"
#include "core/data/record.h"
#include "tests/core/steps/step_claims.h"

namespace nearside {
namespace {

Columns five_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}, {"c", 2, 0, false}, {"m", 3, 0, true}, {"d", 4, 2, false}};
}

/// b and c stay; P1 = (0.5 (a − 1) + 0.5 (b − 2)) / 2, P2 = 1 (a − 1) − 0.25 (b − 2).
Project two_of_two() {
  return {{0, 1}, {"P1", "P2"}, {0.5, 0.5, 1, -0.25}, {1, 2}, {2, 1}, {1, 2}, {0.75, 0.25}};
}

TEST(Project, ReplacesItsColumnsByComponentsAtTheEnd) {
  ExpectSameBits(row_after(two_of_two(), {5, 10, 7, kNaN, 1}, five_columns()),
                 std::vector<double>{7, kNaN, 1, 3, 2});
  const auto out = columns_out(two_of_two(), five_columns(), "s");
  ASSERT_TRUE(out);
  ASSERT_EQ(out->size(), 5u);
  EXPECT_EQ((*out)[0].name, "c");
  EXPECT_EQ((*out)[2].levels, 2u);
  for (std::size_t k = 3; k < 5; ++k) {
    EXPECT_EQ((*out)[k].name, k == 3 ? "P1" : "P2");
    EXPECT_EQ((*out)[k].predictor, kCreated);
    EXPECT_EQ((*out)[k].levels, 0u);
    EXPECT_FALSE((*out)[k].may_be_missing);
  }
}

TEST(Project, MayTakeTheNameOfAColumnThatItReplaces) {
  Project step = two_of_two();
  step.names[1] = "a";
  EXPECT_TRUE(columns_out(step, five_columns(), "s"));
}

TEST(Project, CapsWhatWouldOverflow) {
  Project step = two_of_two();
  step.scales = {5e-324, 1e-300};
  const auto row = row_after(step, {1.7e308, 1.7e308, 7, kNaN, 1}, five_columns());
  EXPECT_EQ(row[3], kLargestValue);
  step.centres = {-1e308, 1e308};
  for (double value : row_after(step, {1.7e308, -1.7e308, 7, 0, 1}, five_columns()))
    EXPECT_TRUE(std::isfinite(value));
}

TEST(Project, HandsBackInProportionToTheParts) {
  // a: parts 2 of 6 and 4 of 2; b: 4 of 6 and −2 of 2.
  const auto back = back_through(two_of_two(), {5, 10, 7, 0, 1}, five_columns(), {10, 20, 30, 3, 2});
  EXPECT_EQ(back, (std::vector<double>{1 + 4, 2 - 2, 10, 20, 30}));
}

TEST(Project, SharesAlikeWhereThePartsCancel) {
  // P1's parts are 0.5·2 and 0.5·(−2).
  const auto back = back_through(two_of_two(), {3, 0, 7, 0, 1}, five_columns(), {0, 0, 0, 8, 0});
  EXPECT_EQ(back, (std::vector<double>{4, 4, 0, 0, 0}));
  const auto typical = back_through(two_of_two(), {1, 2, 7, 0, 1}, five_columns(), {0, 0, 0, 8, 6});
  EXPECT_EQ(typical, (std::vector<double>{7, 7, 0, 0, 0}));
}

// g_k = β_k (z_k − mean z_k) comes back as (Σ_k β_k loading_kj / scale_k) (x_j − mean_j).
TEST(Project, HandsBackALinearModelsContributionsExactly) {
  Project step = two_of_two();
  step.centres = {0, 0};  // as a truncated singular value decomposition has it
  step.means = {1, 2};
  const std::vector<double> row{5, 10, 7, 0, 1};
  const std::vector<double> z = row_after(step, row, five_columns());
  const std::vector<double> z_of_means = row_after(step, {1, 2, 7, 0, 1}, five_columns());
  const double beta[] = {3, -5};
  const auto back =
      back_through(step, row, five_columns(),
                   {0, 0, 0, beta[0] * (z[3] - z_of_means[3]), beta[1] * (z[4] - z_of_means[4])});
  EXPECT_DOUBLE_EQ(back[0], (3 * 0.5 / 2 - 5 * 1) * (5 - 1));
  EXPECT_DOUBLE_EQ(back[1], (3 * 0.5 / 2 + 5 * 0.25) * (10 - 2));
}

template <class Change>
void ExpectRefused(Change change, const std::string& path, const std::string& words) {
  Project step = two_of_two();
  change(step);
  ExpectStepRefused(step, five_columns(), path, words);
}

TEST(Project, RefusesWhatDoesNotFit) {
  ExpectRefused([](auto& s) { s.columns[1] = 5; }, "s.columns[1]", "index 5, row has 5");
  ExpectRefused([](auto& s) { s.columns[1] = 0; }, "s.columns[1]", "ascending");
  ExpectRefused([](auto& s) { s.columns[1] = 3; }, "s.columns[1]", "m may be missing; impute it first");
  ExpectRefused([](auto& s) { s.columns[1] = 4; }, "s.columns[1]", "d is a category; encode it first");
  ExpectRefused([](auto& s) { s.names.push_back("P3"); }, "s.names", "more than the columns");
  ExpectRefused([](auto& s) { s.names[1] = "P1"; }, "s.names", "column \"P1\" already");
  ExpectRefused([](auto& s) { s.names[0] = "c"; }, "s.names", "column \"c\" already");
  ExpectRefused([](auto& s) { s.names[0].clear(); }, "s.names", "needs a name");
  ExpectRefused([](auto& s) { s.loadings.pop_back(); }, "s.loadings", "3 values for 4");
  ExpectRefused([](auto& s) { s.loadings[2] = kNaN; }, "s.loadings[2]", "finite");
  ExpectRefused([](auto& s) { s.loadings[2] = -1.1; }, "s.loadings[2]", "outside its range");
  ExpectRefused([](auto& s) { s.centres.clear(); }, "s.centres", "0 values for 2");
  ExpectRefused([](auto& s) { s.centres[0] = kInfinity; }, "s.centres[0]", "finite");
  ExpectRefused([](auto& s) { s.scales.push_back(1); }, "s.scales", "3 values for 2");
  for (double scale : {0.0, -1.0}) {
    ExpectRefused([&](auto& s) { s.scales[1] = scale; }, "s.scales[1]", "above 0");
  }
  ExpectRefused([](auto& s) { s.means.pop_back(); }, "s.means", "1 values for 2");
  ExpectRefused([](auto& s) { s.means[1] = kNaN; }, "s.means[1]", "finite");
  ExpectRefused([](auto& s) { s.shares.pop_back(); }, "s.shares", "1 values for 2");
  ExpectRefused([](auto& s) { s.shares[1] = kNaN; }, "s.shares[1]", "finite");
}

}  // namespace
}  // namespace nearside
