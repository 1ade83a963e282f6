// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/weighted.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

TEST(MeasureWeightedBinary, CountsARowAsOftenAsItWeighs) {
  Random random(9);
  std::vector<double> p, repeated;
  std::vector<std::uint8_t> y, y_repeated;
  std::vector<double> weights;
  for (int i = 0; i < 60; ++i) {
    p.push_back(static_cast<double>(random.below(20) + 1) / 22.0);  // with ties
    y.push_back(random.uniform() < p.back() ? 1 : 0);
    weights.push_back(static_cast<double>(random.below(4)));
    for (int k = 0; k < static_cast<int>(weights.back()); ++k) {
      repeated.push_back(p.back());
      y_repeated.push_back(y.back());
    }
  }
  const auto weighted = measure_weighted_binary(p, y, weights);
  const auto plain = measure_binary(repeated, y_repeated);
  ASSERT_TRUE(weighted);
  ASSERT_TRUE(plain);
  EXPECT_NEAR(weighted->auroc.value, plain->auroc.value, 1e-14);
  EXPECT_NEAR(weighted->brier.value, plain->brier.value, 1e-14);
  EXPECT_NEAR(weighted->log_loss.value, plain->log_loss.value, 1e-14);
}

TEST(MeasureWeightedBinary, HasDeLongsStandardErrorWhereAllWeighTheSame) {
  Random random(9);
  std::vector<double> p;
  std::vector<std::uint8_t> y;
  for (int i = 0; i < 400; ++i) {
    p.push_back(random.uniform());
    y.push_back(random.uniform() < p.back() ? 1 : 0);
  }
  const auto weighted = measure_weighted_binary(p, y, std::vector<double>(400, 1.0));
  const auto plain = measure_binary(p, y);
  // Divisors n and n − 1 differ by 1 in 200.
  EXPECT_NEAR(weighted->auroc.standard_error / plain->auroc.standard_error, 1.0, 0.005);
  EXPECT_NEAR(weighted->brier.standard_error / plain->brier.standard_error, 1.0, 0.005);
}

/// Rows of three classes, or of a number, with whole weights, and the same rows as often as they weigh.
struct Counted {
  std::vector<double> probabilities, probabilities_repeated;
  std::vector<double> predictions, predictions_repeated;
  std::vector<double> values, values_repeated;
  std::vector<std::uint8_t> outcomes, outcomes_repeated;
  std::vector<double> weights;

  Counted() {
    Random random(4);
    for (int i = 0; i < 90; ++i) {
      const double a = 0.1 + random.uniform();
      const double b = 0.1 + random.uniform();
      const double c = 0.1 + random.uniform();
      const double row[3] = {a / (a + b + c), b / (a + b + c), c / (a + b + c)};
      const double drawn = random.uniform();
      const std::uint8_t outcome = drawn < row[0] ? 0 : drawn < row[0] + row[1] ? 1 : 2;
      const double prediction = random.normal();
      const double value = prediction + random.normal();
      weights.push_back(static_cast<double>(random.below(4)));
      add(row, outcome, prediction, value, probabilities, outcomes, predictions, values);
      for (int k = 0; k < static_cast<int>(weights.back()); ++k)
        add(row, outcome, prediction, value, probabilities_repeated, outcomes_repeated, predictions_repeated,
            values_repeated);
    }
  }
  static void add(const double (&row)[3], std::uint8_t outcome, double prediction, double value,
                  std::vector<double>& p, std::vector<std::uint8_t>& o, std::vector<double>& f,
                  std::vector<double>& v) {
    p.insert(p.end(), std::begin(row), std::end(row));
    o.push_back(outcome);
    f.push_back(prediction);
    v.push_back(value);
  }
};

TEST(MeasureWeightedClasses, CountsARowAsOftenAsItWeighs) {
  const Counted rows;
  const auto weighted = measure_weighted_classes(rows.probabilities, rows.outcomes, 3, rows.weights);
  const auto plain = measure_classes(rows.probabilities_repeated, rows.outcomes_repeated, 3);
  ASSERT_TRUE(weighted && plain);
  EXPECT_NEAR(weighted->log_loss.value, plain->log_loss.value, 1e-14);
  EXPECT_NEAR(weighted->brier.value, plain->brier.value, 1e-14);
  EXPECT_NEAR(weighted->accuracy.value, plain->accuracy.value, 1e-14);
  EXPECT_NEAR(weighted->balanced_accuracy.value, plain->balanced_accuracy.value, 1e-14);
  EXPECT_NE(weighted->accuracy.value, weighted->balanced_accuracy.value);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(weighted->auroc[k].value, plain->auroc[k].value, 1e-14);
}

TEST(MeasureWeightedClasses, WithWeightsOfOneHasTheUnweightedErrors) {
  const Counted rows;
  const std::vector<double> ones(rows.outcomes.size(), 1.0);
  const auto weighted = measure_weighted_classes(rows.probabilities, rows.outcomes, 3, ones);
  const auto plain = measure_classes(rows.probabilities, rows.outcomes, 3);
  ASSERT_TRUE(weighted && plain);
  EXPECT_NEAR(weighted->accuracy.standard_error, plain->accuracy.standard_error, 1e-15);
  EXPECT_NEAR(weighted->balanced_accuracy.standard_error, plain->balanced_accuracy.standard_error, 1e-15);
  EXPECT_NEAR(weighted->log_loss.standard_error, plain->log_loss.standard_error, 1e-15);
}

TEST(MeasureWeightedClasses, NeedsEveryClass) {
  const std::vector<double> p{0.5, 0.5, 0.4, 0.6};
  ExpectFault(measure_weighted_classes(p, std::vector<std::uint8_t>{0, 1}, 2, std::vector<double>{1.0, 0.0}),
              ErrorCode::cannot_fit, "outcome", "every class is needed");
}

TEST(MeasureWeightedQuantity, CountsARowAsOftenAsItWeighs) {
  const Counted rows;
  const auto weighted = measure_weighted_quantity(rows.predictions, rows.values, rows.weights);
  const auto plain = measure_quantity(rows.predictions_repeated, rows.values_repeated);
  ASSERT_TRUE(weighted && plain);
  EXPECT_NEAR(weighted->r_squared.value, plain->r_squared.value, 1e-13);
  EXPECT_NEAR(weighted->root_mean_squared_error.value, plain->root_mean_squared_error.value, 1e-14);
  EXPECT_NEAR(weighted->mean_absolute_error.value, plain->mean_absolute_error.value, 1e-14);
}

TEST(MeasureWeightedQuantity, WithWeightsOfOneHasTheUnweightedErrors) {
  const Counted rows;
  const std::vector<double> ones(rows.values.size(), 1.0);
  const auto weighted = measure_weighted_quantity(rows.predictions, rows.values, ones);
  const auto plain = measure_quantity(rows.predictions, rows.values);
  ASSERT_TRUE(weighted && plain);
  EXPECT_NEAR(weighted->r_squared.standard_error, plain->r_squared.standard_error, 1e-14);
  EXPECT_NEAR(weighted->mean_absolute_error.standard_error, plain->mean_absolute_error.standard_error, 1e-14);
}

TEST(MeasureWeightedQuantity, NeedsValuesThatVary) {
  ExpectFault(measure_weighted_quantity(std::vector<double>{1, 2}, std::vector<double>{3, 4},
                                        std::vector<double>{1, 0}),
              ErrorCode::cannot_fit, "outcome", "does not vary");
}

}  // namespace
}  // namespace nearside
