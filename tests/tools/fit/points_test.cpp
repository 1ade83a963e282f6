// SPDX-License-Identifier: Apache-2.0
// A score of whole points: each thing that is promised of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/choose/cross_validate.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/model.h"
#include "tools/fixtures.h"
#include "tools/table/development_table.h"

namespace nearside {
namespace {

/// Rows as they reach the model.
struct Example {
  std::vector<Predictor> predictors;
  Matrix rows;
  Response response;
  Outcome outcome;
  Columns columns;

  explicit Example(std::vector<Predictor> of) : predictors(std::move(of)) {
    rows.columns = predictors.size();
    columns = columns_of(predictors);
  }
  /// So many rows of these values, the first `events` of them with the outcome.
  void add(const std::vector<double>& values, std::size_t count, std::size_t events) {
    for (std::size_t i = 0; i < count; ++i) {
      rows.values.insert(rows.values.end(), values.begin(), values.end());
      response.label.push_back(i < events ? 1 : 0);
    }
  }
  ModelData data() const { return {rows, columns, predictors, outcome, response, 7}; }
  Result<Model> fitted(const PointsRequest& request) const { return fit(ModelRequest(request), data()); }
};

Additive score_of(const Result<Model>& model) {
  EXPECT_TRUE(model) << text_of(model);
  return model ? std::get<Additive>(*model) : Additive();
}

/// One number of four values, 100 rows of each, so many of them with the outcome; and rows without it.
Example of_one(const std::vector<std::size_t>& events, std::size_t missing = 0,
               std::size_t missing_events = 0) {
  Example example({numeric("a", false)});
  for (std::size_t b = 0; b < events.size(); ++b) example.add({static_cast<double>(b + 1)}, 100, events[b]);
  example.add({kMissingValue}, missing, missing_events);
  return example;
}

const PointsRequest kHundred{.predictors = 1, .bins = 4, .most_points = 100};

/// The points of the values 1 to 4, then of a missing one.
std::vector<double> points_of(const Additive& score) {
  if (score.shapes.size() != 1) return {};
  std::vector<double> points;
  for (const double value : {1.0, 2.0, 3.0, 4.0, kMissingValue})
    points.push_back(score.shapes[0].values[score.shapes[0].axis.bin_of(value)]);
  return points;
}

/// A table bound by an inferred recipe.
Example bound(const std::string& path, const std::string& outcome, const std::string& positive = "") {
  const Recipe recipe = inferred(path, outcome, positive);
  Example example(recipe.predictors);
  auto table = read_development_table(recipe, path);
  EXPECT_TRUE(table) << text_of(table);
  if (!table) return example;
  example.rows = table->rows;
  example.response = table->response;
  return example;
}

double risk_of(const Model& model, std::span<const double> row) {
  std::vector<double> margins(margin_count(model));
  std::vector<double> outputs(1);
  score(model, row, margins);
  link(model, margins, outputs);
  return outputs[0];
}

TEST(PointsFit, GivesFewWholePointsThatRise) {
  const Example pima = bound(pima_csv(), "diabetes", "pos");
  const auto model = pima.fitted(
      {.predictors = 4, .bins = 4, .most_points = 5, .monotone = {{"glucose", Direction::increasing}}});
  const Additive score = score_of(model);
  EXPECT_GT(score.per_point, 0.0);
  EXPECT_LE(score.shapes.size(), 4u);
  EXPECT_GE(score.shapes.size(), 2u);
  double most = 0.0;
  for (const ShapeFunction& shape : score.shapes) {
    EXPECT_LE(shape.axis.bins(), 4u);
    for (const double points : shape.values) {
      EXPECT_EQ(points, std::round(points));
      most = std::max(most, points);
    }
    if (pima.columns[shape.axis.column].name != "glucose") continue;
    for (std::size_t b = 1; b < shape.axis.bins(); ++b) EXPECT_GE(shape.values[b], shape.values[b - 1]);
  }
  EXPECT_EQ(most, 5.0);
  double risks = 0.0;
  double loss = 0.0;
  for (std::size_t r = 0; r < 768; ++r) {
    const double risk = risk_of(*model, pima.rows.row(r));
    risks += risk / 768.0;
    loss -= std::log(pima.response.label[r] == 1 ? risk : 1.0 - risk) / 768.0;
  }
  // The risk table is calibrated: the mean risk is the prevalence.
  EXPECT_NEAR(risks, 268.0 / 768.0, 1e-6);
  EXPECT_LT(loss, 0.52);
}

TEST(PointsFit, GivesEveryPredictorAnAnswerOfNoPoints) {
  for (const Example& table : {bound(pima_csv(), "diabetes", "pos"), bound(mixed_csv(), "event")}) {
    for (const std::uint32_t predictors : {3u, 30u}) {
      const Additive score = score_of(table.fitted({.predictors = predictors, .most_points = 20}));
      EXPECT_GE(score.shapes.size(), 3u);
      for (const ShapeFunction& shape : score.shapes)
        EXPECT_EQ(*std::min_element(shape.values.begin(), shape.values.end()), 0.0)
            << table.columns[shape.axis.column].name;
    }
  }
}

TEST(PointsFit, TakesAtMostSoManyPredictors) {
  const Example pima = bound(pima_csv(), "diabetes", "pos");
  for (std::uint32_t most = 1; most <= 8; ++most)
    EXPECT_LE(score_of(pima.fitted({.predictors = most, .most_points = 100})).shapes.size(), most);
  // Glucose alone tells most.
  const Additive one = score_of(pima.fitted({.predictors = 1}));
  ASSERT_EQ(one.shapes.size(), 1u);
  EXPECT_EQ(pima.columns[one.shapes[0].axis.column].name, "glucose");
}

TEST(PointsFit, CountsColumnsOfOnePredictorAsOne) {
  // Of `a` three columns, one a level; `b` tells less than any of them.
  Example example({numeric("a"), numeric("b")});
  example.rows.columns = 4;
  example.columns = {{"a=1", 0}, {"a=2", 0}, {"a=3", 0}, {"b", 1}};
  for (std::size_t b = 0; b < 2; ++b) {
    const double other = static_cast<double>(b);
    example.add({1, 0, 0, other}, 50, 10 + b);
    example.add({0, 1, 0, other}, 50, 20 + b);
    example.add({0, 0, 1, other}, 50, 30 + b);
    example.add({0, 0, 0, other}, 50, 40 + b);
  }
  const Additive score = score_of(example.fitted({.predictors = 1, .most_points = 100}));
  std::vector<std::uint32_t> columns;
  for (const ShapeFunction& shape : score.shapes) columns.push_back(shape.axis.column);
  EXPECT_EQ(columns, (std::vector<std::uint32_t>{0, 1, 2}));
}

// logit(0.2) = −1.386, logit(0.4) = −0.405, logit(0.6) = 0.405: 0, 35, 65 and 100 of 100 points. The slight
// ridge moves some by a few points.
TEST(PointsFit, GivesPointsInProportionToTheLogOdds) {
  const std::vector<double> points = points_of(score_of(of_one({20, 40, 60, 80}).fitted(kHundred)));
  ASSERT_EQ(points.size(), 5u);
  EXPECT_EQ(points[0], 0.0);
  EXPECT_NEAR(points[1], 35.4, 1.5);
  EXPECT_NEAR(points[2], 64.6, 1.5);
  EXPECT_EQ(points[3], 100.0);
}

TEST(PointsFit, GivesAMissingValueItsOwnPoints) {
  // logit(0.65) = 0.619, which is 72 % of the way from logit(0.2) to logit(0.8).
  const std::vector<double> points = points_of(score_of(of_one({20, 40, 60, 80}, 100, 65).fitted(kHundred)));
  ASSERT_EQ(points.size(), 5u);
  EXPECT_NEAR(points[4], 72.3, 4.0);
  // Also where it is the lowest, and so the reference.
  const std::vector<double> lowest = points_of(score_of(of_one({20, 40, 60, 80}, 100, 10).fitted(kHundred)));
  ASSERT_EQ(lowest.size(), 5u);
  EXPECT_EQ(lowest[4], 0.0);
  EXPECT_GT(lowest[0], 0.0);
}

TEST(PointsFit, TakesThoseWhoLackAValueForAverageWhereTheyAreFew) {
  const std::vector<double> points = points_of(score_of(of_one({20, 40, 60, 80}, 9, 9).fitted(kHundred)));
  ASSERT_EQ(points.size(), 5u);
  EXPECT_NEAR(points[4], (points[0] + points[1] + points[2] + points[3]) / 4.0, 1.0);
}

TEST(PointsFit, MergesNeighboursThatADeclaredDirectionRulesOut) {
  PointsRequest request = kHundred;
  request.monotone = {{"a", Direction::increasing}};
  const Example example = of_one({20, 60, 30, 80});
  const std::vector<double> points = points_of(score_of(example.fitted(request)));
  ASSERT_EQ(points.size(), 5u);
  // 90 of 200: logit(0.45) = −0.2, 43 % of the way.
  EXPECT_EQ(points[1], points[2]);
  EXPECT_NEAR(points[1], 42.8, 1.5);
  // All of them, where the direction is the wrong one.
  request.monotone = {{"a", Direction::decreasing}};
  EXPECT_EQ(text_of(example.fitted(request)), "points: no predictor tells anything of the outcome");
}

TEST(PointsFit, MergesNeighboursThatTurnBackDoubtfully) {
  const std::vector<double> points = points_of(score_of(of_one({20, 50, 46, 80}).fitted(kHundred)));
  ASSERT_EQ(points.size(), 5u);
  EXPECT_EQ(points[1], points[2]);
  EXPECT_NEAR(points[1], 47.1, 1.5);  // 96 of 200
  // Falling ones, too.
  const std::vector<double> falling = points_of(score_of(of_one({80, 46, 50, 20}).fitted(kHundred)));
  ASSERT_EQ(falling.size(), 5u);
  EXPECT_EQ(falling[1], falling[2]);
}

TEST(PointsFit, KeepsATurnThatTheDataSpeakFor) {
  const std::vector<double> points = points_of(score_of(of_one({70, 20, 20, 80}).fitted(kHundred)));
  ASSERT_EQ(points.size(), 5u);
  EXPECT_GT(points[0], 70.0);
  EXPECT_EQ(points[1], 0.0);
  EXPECT_NEAR(points[2], 0.0, 1.0);
  EXPECT_EQ(points[3], 100.0);
}

TEST(PointsFit, CountsWeightsAsRows) {
  const Example pima = bound(pima_csv(), "diabetes", "pos");
  Example weighted = pima;
  Example twice = pima;
  for (std::size_t r = 0; r < 768; ++r) {
    weighted.response.weight.push_back(r % 3 == 0 ? 2.0 : 1.0);
    if (r % 3 != 0) continue;
    const auto row = pima.rows.row(r);
    twice.rows.values.insert(twice.rows.values.end(), row.begin(), row.end());
    twice.response.label.push_back(pima.response.label[r]);
  }
  for (const std::uint32_t bins : {3u, 7u}) {
    const PointsRequest request{.predictors = 5, .bins = bins, .most_points = 100};
    const Additive one = score_of(weighted.fitted(request));
    const Additive other = score_of(twice.fitted(request));
    ASSERT_EQ(one.shapes.size(), other.shapes.size());
    for (std::size_t s = 0; s < one.shapes.size(); ++s) {
      EXPECT_EQ(one.shapes[s].axis.column, other.shapes[s].axis.column);
      EXPECT_EQ(one.shapes[s].axis.cuts, other.shapes[s].axis.cuts);
      EXPECT_EQ(one.shapes[s].values, other.shapes[s].values);
      EXPECT_NEAR(one.shapes[s].mean, other.shapes[s].mean, 1e-10);
    }
    EXPECT_NEAR(one.intercept, other.intercept, 1e-9);
    EXPECT_NEAR(one.per_point, other.per_point, 1e-9);
    const Additive plain = score_of(pima.fitted(request));
    EXPECT_GT(std::abs(plain.intercept - one.intercept), 1e-3);
  }
}

TEST(PointsFit, FitsTheRiskTableToTheWholeTotals) {
  const Example pima = bound(pima_csv(), "diabetes", "pos");
  const auto model = pima.fitted({.predictors = 5});
  ASSERT_TRUE(model) << text_of(model);
  Matrix totals{1, {}};
  std::vector<double> margins(2);
  for (std::size_t r = 0; r < 768; ++r) {
    score(*model, pima.rows.row(r), margins);
    EXPECT_EQ(margins[1], std::round(margins[1]));
    totals.values.push_back(margins[1]);
  }
  const auto table = fit_logistic(totals, pima.response.label, 0.0);
  ASSERT_TRUE(table) << text_of(table);
  EXPECT_EQ(table->intercept, score_of(model).intercept);
  EXPECT_EQ(table->coefficients[0], score_of(model).per_point);
}

// Cuts, points and risk table of a fold's rows come from the other folds alone.
TEST(PointsFit, IsScoredOutOfFoldAsTheCardIsRead) {
  const Example pima = bound(pima_csv(), "diabetes", "pos");
  Recipe recipe;
  recipe.predictors = pima.predictors;
  recipe.model = PointsRequest{.predictors = 4};
  Folds folds{4, {}};
  for (std::uint32_t r = 0; r < 768; ++r) folds.of_row.push_back(r % 4);
  const auto seen = cross_validate(recipe, pima.rows, pima.response, folds, 1, {});
  ASSERT_TRUE(seen) << text_of(seen);
  for (std::uint32_t fold = 0; fold < 4; ++fold) {
    Example others(pima.predictors);
    for (std::size_t r = 0; r < 768; ++r) {
      const auto row = pima.rows.row(r);
      if (r % 4 != fold) others.add({row.begin(), row.end()}, 1, pima.response.label[r]);
    }
    const Additive card = score_of(others.fitted({.predictors = 4}));
    std::set<double> risks;
    for (std::size_t r = fold; r < 768; r += 4) {
      double total = 0.0;
      for (const ShapeFunction& shape : card.shapes)
        total += shape.values[shape.axis.bin_of(pima.rows.row(r)[shape.axis.column])];
      EXPECT_EQ((*seen)[r], numerics::logistic(card.intercept + card.per_point * total));
      risks.insert((*seen)[r]);
    }
    EXPECT_LE(risks.size(), 21u);  // one a total, from 0 to 4 × 5 points
  }
}

TEST(PointsFit, SaysWhatItCantFit) {
  EXPECT_EQ(text_of(of_one({50, 50, 50, 50}).fitted(kHundred)),
            "points: no predictor tells anything of the outcome");
  EXPECT_EQ(text_of(of_one({0, 0, 100, 100}).fitted(kHundred)),
            "points: their total separates the classes, so that no total has a risk between 0 and 1; fit "
            "fewer predictors or bins");
  EXPECT_EQ(text_of(of_one({0, 0, 0, 0}).fitted(kHundred)),
            "outcome: only one class is present in the rows that are fitted");
  Example example = of_one({20, 40, 60, 80});
  example.response.weight.assign(400, 1.0);
  example.response.weight[7] = -1.0;
  EXPECT_EQ(text_of(example.fitted(kHundred)),
            "weight: must be a number from 0, found -1 in row 8 of those that are fitted");
}

}  // namespace
}  // namespace nearside
