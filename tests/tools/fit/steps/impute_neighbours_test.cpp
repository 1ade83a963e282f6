// SPDX-License-Identifier: Apache-2.0
// The reference is scikit-learn's KNNImputer; tests/fixtures/impute/README.md says how.
#include "core/steps/impute_neighbours.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/tools/fit/steps/fitted.h"
#include "tools/fit/train.h"

namespace nearside {
namespace {

constexpr double kNone = kMissingValue;

/// The first 500 rows of Pima fill all of them, in the scales of all.
void ExpectReferencesFills(NeighbourWeights weights, const std::string& file) {
  const Matrix rows = pima_rows();
  auto step = fitted_as<ImputeNeighbours>(ImputeNeighboursRequest{true, 5, weights}, pima_predictors(), rows);
  EXPECT_EQ(step.development_rows(), 768u);
  step.rows.resize(std::size_t{500} * 8);
  const Matrix filled = rows_after(step, rows, columns_of(pima_predictors()));
  const Matrix reference = rows_of(in_repository("tests/fixtures/impute/") + file, kPimaNames);
  ASSERT_EQ(filled.values.size(), reference.values.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < filled.values.size(); ++i) {
    // Rounding of distances, and of what was standardised and turned back.
    const double difference =
        std::abs(filled.values[i] - reference.values[i]) / std::abs(reference.values[i]);
    if (reference.values[i] != 0.0) largest = std::max(largest, difference);
    EXPECT_TRUE(std::isnan(rows.values[i]) || filled.values[i] == rows.values[i]);
  }
  ::testing::Test::RecordProperty("largest_difference", number_text(largest));
  EXPECT_LT(largest, 1e-10);
}

TEST(FitImputeNeighbours, FillsAsTheReferenceDoes) {
  ExpectReferencesFills(NeighbourWeights::uniform, "neighbours_uniform.csv");
}

TEST(FitImputeNeighbours, FillsAsTheReferenceDoesByDistance) {
  ExpectReferencesFills(NeighbourWeights::distance, "neighbours_distance.csv");
}

TEST(FitImputeNeighbours, DrawsASampleOfManyRows) {
  const std::vector<Predictor> predictors{numeric("a", false)};
  Matrix rows{1, {}};
  for (int i = 0; i < 6000; ++i) rows.values.push_back(i);
  const auto drawn = [&](std::uint64_t seed) {
    const auto step = fitted_step(ImputeNeighboursRequest{true}, predictors, rows, seed);
    EXPECT_TRUE(step);
    return std::get<ImputeNeighbours>(*step).rows;
  };
  const std::vector<double> one = drawn(1);
  EXPECT_EQ(one.size(), 5000u);
  EXPECT_TRUE(std::is_sorted(one.begin(), one.end()));
  EXPECT_GT(one.back(), 5000.0);
  EXPECT_EQ(one, drawn(1));
  EXPECT_NE(one, drawn(2));
}

TEST(FitImputeNeighbours, HasNothingToDoWhereNothingCanBeMissing) {
  EXPECT_TRUE(fitted_as<ImputeNeighbours>(ImputeNeighboursRequest{true}, {numeric("a")}, matrix({{1}, {2}}))
                  .columns.empty());
}

TEST(FitImputeNeighbours, NeedsAValueInEachColumn) {
  EXPECT_EQ(text_of(fitted_step(ImputeNeighboursRequest{true}, {numeric("crp", false)}, matrix({{kNone}}))),
            "column crp: has no value in the rows that it is fitted on; leave it out of the predictors");
}

TEST(Train, WritesDevelopmentRowsOnlyWhereBothRecipeAndCommandWantIt) {
  Recipe recipe = inferred(pima_csv(), "diabetes");
  recipe.steps = {ImputeNeighboursRequest{true}, StandardiseRequest{}};
  const auto refused = train(recipe, pima_csv(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(text_of(refused),
            "steps[0].impute_neighbours: would write development rows into the model file; "
            "--allow-development-rows lets it");
  TrainOptions options;
  options.allow_development_rows = true;
  const auto trained = train(recipe, pima_csv(), options);
  ASSERT_TRUE(trained) << text_of(trained);
  EXPECT_EQ(std::get<ImputeNeighbours>(trained->model_file.steps[0]).development_rows(), 768u);
}

}  // namespace
}  // namespace nearside
