// SPDX-License-Identifier: Apache-2.0
#include "core/models/additive.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/models/model.h"
#include "core/outcome/explain.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// A number that may be missing, a category of two levels.
Columns two_columns() {
  return {{"a", 0, 0, true}, {"b", 1, 2, false}};
}

Additive small_additive() {
  return {MarginLink::logistic,
          -1.0,
          0.0,
          {{{0, 0, {10.0f, 20.0f}}, {-1.0, 0.0, 2.0, 0.5}, 0.25}, {{1, 2, {}}, {0.0, 4.0, 0.0}, 1.0}},
          {{{0, 0, {15.0f}}, {1, 2, {}}, {0.0, 8.0, 0.0, 16.0, 0.0, 0.0, 0.0, 0.0, 0.0}}}};
}

double margin_of(const Additive& model, std::vector<double> row) {
  std::vector<double> margins(model.margins());
  model.score(row, margins);
  return margins[0];
}

TEST(Additive, AddsWhatEachColumnSays) {
  ASSERT_TRUE(small_additive().check(two_columns(), "a"));
  EXPECT_EQ(margin_of(small_additive(), {9.0, 0.0}), -1.0 - 1.0);
  EXPECT_EQ(margin_of(small_additive(), {10.0, 0.0}), -1.0 + 0.0);
  EXPECT_EQ(margin_of(small_additive(), {20.0, 1.0}), -1.0 + 2.0 + 4.0);
}

TEST(Additive, HasABinForMissingValues) {
  EXPECT_EQ(margin_of(small_additive(), {kNaN, 0.0}), -1.0 + 0.5);
}

TEST(Additive, AddsWhatAPairSays) {
  EXPECT_EQ(margin_of(small_additive(), {14.0, 1.0}), -1.0 + 0.0 + 4.0 + 8.0);
  EXPECT_EQ(margin_of(small_additive(), {15.0, 0.0}), -1.0 + 0.0 + 0.0 + 16.0);
}

TEST(Additive, IsExplainedFromTheMeans) {
  const Model model = small_additive();
  std::vector<double> parts(2);
  column_contributions(model, 0, std::vector<double>{14.0, 1.0}, parts);
  ExpectSameBits(parts, std::vector<double>{-0.25 + 4.0, 3.0 + 4.0});  // the pair's 8 is shared
  EXPECT_EQ(typical_margins(model)[0], -1.0 + 0.25 + 1.0);
  EXPECT_EQ(typical_margins(model)[0] + parts[0] + parts[1], margin_of(small_additive(), {14.0, 1.0}));
}

Additive small_score() {
  Additive score = small_additive();
  score.per_point = 0.5;
  score.shapes[0].values = {0.0, 1.0, 3.0, 2.0};
  score.pairs.clear();
  return score;
}

TEST(Additive, AsAScoreGivesThePointsAsASecondMargin) {
  ASSERT_TRUE(small_score().check(two_columns(), "a"));
  std::vector<double> margins(2);
  small_score().score(std::vector<double>{25.0, 1.0}, margins);
  ExpectSameBits(margins, std::vector<double>{-1.0 + 0.5 * 7.0, 7.0});
  std::vector<double> outputs(1);
  small_score().link(margins, outputs);
  ExpectSameBits(outputs[0], numerics::logistic(2.5));
}

TEST(Additive, AsAScoreIsExplainedInLogOdds) {
  std::vector<double> parts(2);
  small_score().contribute(std::vector<double>{25.0, 0.0}, parts);
  ExpectSameBits(parts, std::vector<double>{0.5 * (3.0 - 0.25), 0.5 * (0.0 - 1.0)});
}

struct Damage {
  const char* path;
  const char* words;
  std::function<void(Additive&)> change;
};

TEST(Additive, IsRefusedWhereAnIndexOrASizeIsWrong) {
  const Damage damages[] = {
      {"a.link", "other models' margins", [](Additive& a) { a.to_output = MarginLink::share; }},
      {"a", "must be finite", [](Additive& a) { a.intercept = kNaN; }},
      {"a.shapes[0].axis.column", "beyond the row", [](Additive& a) { a.shapes[0].axis.column = 2; }},
      {"a.shapes[1].axis.levels", "b has 2", [](Additive& a) { a.shapes[1].axis.levels = 3; }},
      {"a.shapes[1].axis.cuts", "has none", [](Additive& a) { a.shapes[1].axis.cuts = {1.0f}; }},
      {"a.shapes[0].axis.cuts[1]", "above the one", [](Additive& a) { a.shapes[0].axis.cuts[1] = 10.0f; }},
      {"a.shapes[0].values", "3 for 4", [](Additive& a) { a.shapes[0].values.pop_back(); }},
      {"a.shapes[0].values", "must be finite", [](Additive& a) { a.shapes[0].values[3] = kInfinity; }},
      {"a.shapes[1].mean", "must be finite", [](Additive& a) { a.shapes[1].mean = kNaN; }},
      {"a.pairs[0].first.column", "beyond the row", [](Additive& a) { a.pairs[0].first.column = 9; }},
      {"a.pairs[0].second.levels", "b has 2", [](Additive& a) { a.pairs[0].second.levels = 0; }},
      {"a.pairs[0].values", "8 for 9", [](Additive& a) { a.pairs[0].values.pop_back(); }},
      {"a.pairs", "a score has none", [](Additive& a) { a.per_point = 1.0; }},
      {"a.shapes[0].values", "whole points",
       [](Additive& a) {
         a.per_point = 1.0;
         a.pairs.clear();
       }},
  };
  for (const Damage& damage : damages) {
    SCOPED_TRACE(std::string(damage.path) + ": " + damage.words);
    Additive model = small_additive();
    damage.change(model);
    ExpectFault(model.check(two_columns(), "a"), ErrorCode::bad_model_file, damage.path, damage.words);
  }
}

}  // namespace
}  // namespace nearside
