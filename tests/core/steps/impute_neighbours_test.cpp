// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute_neighbours.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/core/steps/step_claims.h"

namespace nearside {
namespace {

Columns four_columns() {
  return {{"a", 0, 0, true}, {"x", 1, 0, true}, {"b", 2, 0, true}, {"d", 3, 2, true}};
}

/// Rows (a, b): (0, 10), (1, 20), (2, –), (4, 40), (–, 50); scales 1 and 10.
ImputeNeighbours five_rows(std::uint32_t neighbours = 2,
                           NeighbourWeights weights = NeighbourWeights::uniform) {
  return {{0, 2}, {1, 10}, {7, 77}, neighbours, weights, {0, 10, 1, 20, 2, kNaN, 4, 40, kNaN, 50}};
}

double filled_b(const ImputeNeighbours& step, double a) {
  return row_after(step, {a, 5, kNaN, 1}, four_columns())[2];
}

TEST(ImputeNeighbours, AveragesTheNearestRowsThatKnowTheColumn) {
  EXPECT_EQ(filled_b(five_rows(), 0.9), 15);  // rows at 1 and 0; the one at 2 does not know b
  EXPECT_EQ(filled_b(five_rows(), 3.1), 30);
  EXPECT_EQ(filled_b(five_rows(1), 3.1), 40);
  EXPECT_EQ(filled_b(five_rows(64), 3.1), 70.0 / 3) << "no more than there are";
}

TEST(ImputeNeighbours, TakesTheFirstOfEquallyNearRows) {
  EXPECT_EQ(filled_b(five_rows(1), 0.5), 10);
  EXPECT_EQ(filled_b(five_rows(1), 2.5), 20);
}

TEST(ImputeNeighbours, WeighsByDistance) {
  // The rows at 1 and, before the one at 4, at 0. (The factor √2, of one column in two, cancels.)
  EXPECT_DOUBLE_EQ(filled_b(five_rows(2, NeighbourWeights::distance), 2), (20.0 / 1 + 10.0 / 2) / 1.5);
  EXPECT_EQ(filled_b(five_rows(2, NeighbourWeights::distance), 1), 20) << "a row at distance 0 stands alone";
}

TEST(ImputeNeighbours, ComparesWhatBothKnowInTheirScales) {
  // Three columns: to (0, 0, 1) only the second can be compared, to (8, 2, 1) both.
  const Columns columns{{"a", 0, 0, true}, {"b", 1, 0, true}, {"c", 2, 0, true}};
  ImputeNeighbours step{
      {0, 1, 2}, {1, 2, 1}, {0, 0, 0}, 1, NeighbourWeights::uniform, {kNaN, 4, 100, 1, 2, 200}};
  // From (0, 0): 3/1·(4/2)² = 12 and 3/2·(1 + 1) = 3.
  EXPECT_EQ(row_after(step, {0, 0, kNaN}, columns)[2], 200);
  step.scales = {0.25, 2, 1};  // 12 and 3/2·(16 + 1)
  EXPECT_EQ(row_after(step, {0, 0, kNaN}, columns)[2], 100);
}

TEST(ImputeNeighbours, FillsWithTheTypicalValueWhereNothingCompares) {
  ExpectSameBits(row_after(five_rows(), {kNaN, 5, kNaN, 1}, four_columns()),
                 std::vector<double>{7, 5, 77, 1});
  ImputeNeighbours none = five_rows();
  none.rows.clear();
  EXPECT_EQ(filled_b(none, 1), 77);
}

TEST(ImputeNeighbours, LeavesKnownValuesAndOtherColumnsAlone) {
  const std::vector<double> row{0.1, kNaN, -0.0, kNaN};
  ExpectSameBits(row_after(five_rows(), row, four_columns()), row);
}

TEST(ImputeNeighbours, MakesNoInfinityOfValuesNearTheLargest) {
  ImputeNeighbours step = five_rows(2, NeighbourWeights::distance);
  step.rows = {0, 1.7e308, 1e-300, 1.7e308};
  for (double a : {0.0, 1e-300, 5e-301, 1e300, -1.7e308}) EXPECT_TRUE(std::isfinite(filled_b(step, a))) << a;
}

TEST(ImputeNeighbours, LeavesNothingMissingInItsColumns) {
  const auto out = columns_out(five_rows(), four_columns(), "s");
  ASSERT_TRUE(out);
  EXPECT_FALSE((*out)[0].may_be_missing);
  EXPECT_TRUE((*out)[1].may_be_missing);
  EXPECT_FALSE((*out)[2].may_be_missing);
  EXPECT_EQ(five_rows().development_rows(), 5u);
}

TEST(ImputeNeighbours, HandsEachColumnItsOwn) {
  EXPECT_EQ(back_through(five_rows(), {kNaN, 5, 2, 0}, four_columns(), {1, 2, 3, 4}),
            (std::vector<double>{1, 2, 3, 4}));
}

template <class Change>
void ExpectRefused(Change change, const std::string& path, const std::string& words) {
  ImputeNeighbours step = five_rows();
  change(step);
  ExpectStepRefused(step, four_columns(), path, words);
}

TEST(ImputeNeighbours, RefusesWhatDoesNotFit) {
  ExpectRefused([](auto& s) { s.columns[1] = 4; }, "s.columns[1]", "index 4, row has 4");
  ExpectRefused([](auto& s) { s.columns[1] = 0; }, "s.columns[1]", "ascending");
  ExpectRefused([](auto& s) { s.columns[1] = 3; }, "s.columns[1]", "d is a category; encode it first");
  ExpectRefused([](auto& s) { s.scales.pop_back(); }, "s.scales", "1 values for 2");
  ExpectRefused([](auto& s) { s.scales[0] = kInfinity; }, "s.scales[0]", "finite");
  ExpectRefused([](auto& s) { s.scales[1] = 0; }, "s.scales[1]", "above 0");
  ExpectRefused([](auto& s) { s.typical[1] = kNaN; }, "s.typical[1]", "finite");
  for (std::uint32_t count : {0u, 65u, 0xFFFFFFFFu}) {
    ExpectRefused([&](auto& s) { s.neighbours = count; }, "s.neighbours", "from 1 to 64");
  }
  ExpectRefused([](auto& s) { s.rows.pop_back(); }, "s.rows", "up to 5,000 whole rows");
  ExpectRefused([](auto& s) { s.rows.assign(10'002, 1.0); }, "s.rows", "up to 5,000 whole rows");
  ExpectRefused([](auto& s) { s.rows[3] = -kInfinity; }, "s.rows", "infinite");
  ExpectRefused([](auto& s) { s.columns.clear(), s.scales.clear(), s.typical.clear(); }, "s.rows",
                "whole rows");
  ImputeNeighbours wide;
  Columns columns;
  for (std::uint32_t i = 0; i < 65; ++i) {
    columns.push_back({"c" + std::to_string(i), i, 0, true});
    wide.columns.push_back(i);
  }
  ExpectStepRefused(wide, columns, "s.columns", "more than 64");
}

}  // namespace
}  // namespace nearside
