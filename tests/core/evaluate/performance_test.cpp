// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/performance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/data/csv.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

BinaryPerformance measured(const std::vector<double>& probabilities,
                           const std::vector<std::uint8_t>& outcomes) {
  const auto performance = measure_binary(probabilities, outcomes);
  EXPECT_TRUE(performance) << performance.error().text();
  return performance ? *performance : BinaryPerformance{};
}

TEST(MeasureBinary, MatchesASmallExampleByHand) {
  const BinaryPerformance p = measured({0.8, 0.4, 0.4, 0.2}, {1, 1, 0, 0});
  // Of the four pairs of a case and a control three are in order and one is a tie.
  EXPECT_DOUBLE_EQ(p.auroc.value, 0.875);
  // Cases stand above 1 and 3/4 of the controls, controls below 3/4 and 1 of the cases: both have variance
  // 1/32, so the standard error is √(1/32 / 2 + 1/32 / 2).
  EXPECT_DOUBLE_EQ(p.auroc.standard_error, std::sqrt(1.0 / 32.0));
  EXPECT_DOUBLE_EQ(p.brier.value, (0.04 + 0.36 + 0.16 + 0.04) / 4.0);
  // The squares' mean is 0.15; their squared distances sum to 0.0121·2 + 0.0441 + 0.0001.
  EXPECT_NEAR(p.brier.standard_error, std::sqrt(0.0684 / 3.0 / 4.0), 1e-15);
  EXPECT_NEAR(p.log_loss.value, -(std::log(0.8) + std::log(0.4) + std::log(0.6) + std::log(0.8)) / 4.0,
              1e-15);
}

TEST(MeasureBinary, RanksAndNotValuesDecideTheAuroc) {
  EXPECT_EQ(measured({0.9, 0.5, 0.4, 0.1}, {1, 0, 1, 0}).auroc.value,
            measured({0.99, 0.02, 0.015, 0.01}, {1, 0, 1, 0}).auroc.value);
  EXPECT_DOUBLE_EQ(measured({0.1, 0.4, 0.5, 0.9}, {1, 0, 1, 0}).auroc.value, 0.25);
}

TEST(MeasureBinary, OfPerfectPredictions) {
  const BinaryPerformance p = measured({1.0, 1.0, 0.0, 0.0}, {1, 1, 0, 0});
  EXPECT_EQ(p.auroc.value, 1.0);
  EXPECT_EQ(p.auroc.standard_error, 0.0);
  EXPECT_EQ(p.brier.value, 0.0);
  EXPECT_NEAR(p.log_loss.value, 1e-15, 1e-16);  // taken as 1e-15 from the end
}

TEST(MeasureBinary, OfPredictionsThatPartTheClassesHaveNoSlope) {
  const BinaryPerformance p = measured({0.9, 0.8, 0.2, 0.1}, {1, 1, 0, 0});
  EXPECT_EQ(p.auroc.value, 1.0);
  EXPECT_TRUE(std::isnan(p.calibration_slope.value)) << p.calibration_slope.value;
  EXPECT_TRUE(std::isnan(p.calibration_slope.standard_error));
  EXPECT_NEAR(p.calibration_in_the_large.value, 0.0, 1e-12);
}

TEST(MeasureBinary, OfConstantPredictions) {
  const BinaryPerformance p = measured({0.5, 0.5, 0.5, 0.5}, {1, 1, 1, 0});
  EXPECT_EQ(p.auroc.value, 0.5);
  EXPECT_EQ(p.brier.value, 0.25);
  EXPECT_TRUE(std::isnan(p.calibration_slope.value));
  EXPECT_NEAR(p.calibration_in_the_large.value, std::log(3.0), 1e-12);  // odds of 3 to 1
  EXPECT_NEAR(p.calibration_in_the_large.standard_error, std::sqrt(1.0 / (4 * 0.75 * 0.25)), 1e-12);
}

// Plain Newton steps leave for infinity here, just where a model is badly off and the figure matters most.
TEST(MeasureBinary, FindsTheCalibrationOfPredictionsThatAreFarOff) {
  std::vector<double> probabilities(100, 0.01);
  std::vector<std::uint8_t> outcomes(100, 1);
  for (std::size_t i = 0; i < 10; ++i) outcomes[i] = 0;
  const double log_odds = std::log(9.0) - std::log(0.01 / 0.99);
  EXPECT_NEAR(measured(probabilities, outcomes).calibration_in_the_large.value, log_odds, 1e-10);
  for (std::size_t i = 0; i < 100; ++i) probabilities[i] = i % 2 == 0 ? 1e-6 : 2e-6;
  const BinaryPerformance p = measured(probabilities, outcomes);
  EXPECT_TRUE(std::isfinite(p.calibration_slope.value));
  EXPECT_TRUE(std::isfinite(p.calibration_in_the_large.value));
}

TEST(MeasureBinary, SlopeAndInterceptUndoAKnownDistortion) {
  // Half the group at true risk 3/4, half at 1/4, predicted with log odds twice too far from 0.
  std::vector<double> probabilities;
  std::vector<std::uint8_t> outcomes;
  for (int i = 0; i < 4; ++i) {
    probabilities.insert(probabilities.end(), {0.9, 0.1});  // odds 9 and 1/9, the squares of 3 and 1/3
    outcomes.push_back(i < 3 ? 1 : 0);
    outcomes.push_back(i < 1 ? 1 : 0);
  }
  const BinaryPerformance p = measured(probabilities, outcomes);
  EXPECT_NEAR(p.calibration_slope.value, 0.5, 1e-12);
  EXPECT_NEAR(p.calibration_in_the_large.value, 0.0, 1e-12);
}

TEST(MeasureBinary, NeedsBothClasses) {
  for (const std::vector<std::uint8_t>& outcomes : {std::vector<std::uint8_t>{0, 0}, {1, 1}}) {
    ExpectFault(measure_binary(std::vector<double>{0.2, 0.4}, outcomes), ErrorCode::cannot_fit, "outcome",
                "both classes");
  }
  ExpectFault(measure_binary({}, {}), ErrorCode::cannot_fit, "outcome", "both classes");
}

// Against scikit-learn: tests/fixtures/pima/README.md says how the figures were made.

using Table = std::map<std::string, std::vector<std::string>>;

Table read_table(const std::string& path) {
  std::string content;
  std::FILE* file = std::fopen((std::string(NEARSIDE_SOURCE_DIR) + "/" + path).c_str(), "rb");
  EXPECT_NE(file, nullptr) << path;
  if (file == nullptr) return {};
  char piece[4096];
  for (std::size_t size = 0; (size = std::fread(piece, 1, sizeof piece, file)) > 0;)
    content.append(piece, size);
  std::fclose(file);

  Table table;
  std::vector<std::string> names;
  const Status status = read_csv_text(content, [&](const CsvRow& row) {
    if (row.number == 1) names.assign(row.fields.begin(), row.fields.end());
    for (std::size_t i = 0; i < names.size() && row.number > 1; ++i)
      table[names[i]].emplace_back(row.fields[i]);
    return Status();
  });
  EXPECT_TRUE(status) << status.error().text();
  return table;
}

std::vector<double> numbers(const std::vector<std::string>& fields) {
  std::vector<double> values;
  for (const std::string& field : fields) values.push_back(parse_number(field).value_or(kNaN));
  return values;
}

TEST(MeasureBinary, AgreesWithScikitLearnOnPima) {
  Table data = read_table("models/diabetes-pima/pima.csv");
  Table risks = read_table("tests/fixtures/pima/oof_reference.csv");
  Table figures = read_table("tests/fixtures/pima/metrics_reference.csv");
  std::vector<std::uint8_t> outcomes;
  for (const std::string& outcome : data["diabetes"]) outcomes.push_back(outcome == "pos" ? 1 : 0);
  ASSERT_EQ(outcomes.size(), 768u);
  int compared = 0;
  for (std::size_t row = 0; row < figures["seed"].size(); ++row) {
    if (figures["seed"][row] != "0") continue;
    const std::string variant = figures["variant"][row];
    SCOPED_TRACE(variant);
    const std::vector<double> probabilities = numbers(risks[variant + "_s0"]);
    ASSERT_EQ(probabilities.size(), outcomes.size());
    const BinaryPerformance p = measured(probabilities, outcomes);
    const auto figure = [&](const char* name) { return numbers(figures[name])[row]; };
    // 1e-9: both sum 768 terms of order 1; the reference's Newton steps end at 1e-10.
    EXPECT_NEAR(p.auroc.value, figure("auroc"), 1e-9);
    EXPECT_NEAR(p.brier.value, figure("brier"), 1e-9);
    EXPECT_NEAR(p.log_loss.value, figure("log_loss"), 1e-9);
    EXPECT_NEAR(p.calibration_slope.value, figure("calibration_slope"), 1e-9);
    EXPECT_NEAR(p.calibration_in_the_large.value, figure("calibration_in_the_large"), 1e-9);
    ++compared;
  }
  EXPECT_EQ(compared, 2);
}

TEST(MeasureClasses, DecidesByProbabilityOverShareForTheBalancedAccuracy) {
  // Three of four rows are of class 0. By probability alone each row would be of class 0.
  const std::vector<double> p{0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4};
  const auto measured = measure_classes(p, std::vector<std::uint8_t>{0, 0, 0, 1}, 2);
  ASSERT_TRUE(measured);
  EXPECT_EQ(measured->accuracy.value, 0.75);
  // 0.3 / 0.25 is more than 0.7 / 0.75: row 2 is taken for class 1, wrongly; row 3 rightly.
  EXPECT_DOUBLE_EQ(measured->balanced_accuracy.value, (2.0 / 3.0 + 1.0) / 2.0);
}

TEST(MeasureQuantity, GivesTheFiguresOfAWorkedExample) {
  // Errors 1, -1, 2, 0; the values' mean is 4, their squared distances 9, 1, 1, 9.
  const auto measured = measure_quantity(std::vector<double>{0, 4, 3, 7}, std::vector<double>{1, 3, 5, 7});
  ASSERT_TRUE(measured);
  EXPECT_DOUBLE_EQ(measured->r_squared.value, 1.0 - 6.0 / 20.0);
  EXPECT_DOUBLE_EQ(measured->root_mean_squared_error.value, std::sqrt(1.5));
  EXPECT_DOUBLE_EQ(measured->mean_absolute_error.value, 1.0);
  // The absolute errors' variance is 2/3, of the mean of four 1/6.
  EXPECT_DOUBLE_EQ(measured->mean_absolute_error.standard_error, std::sqrt(1.0 / 6.0));
}

TEST(MeasureQuantity, HasStandardErrorsThatRepeatedSamplesShow) {
  Random random(5);
  std::vector<double> shares;
  std::vector<double> errors;
  double told_share = 0.0;
  double told_error = 0.0;
  constexpr int kSamples = 400;
  for (int sample = 0; sample < kSamples; ++sample) {
    std::vector<double> values;
    std::vector<double> predictions;
    for (int i = 0; i < 200; ++i) {
      predictions.push_back(random.normal());
      values.push_back(predictions.back() + random.normal());
    }
    const auto measured = measure_quantity(predictions, values);
    ASSERT_TRUE(measured);
    shares.push_back(measured->r_squared.value);
    errors.push_back(measured->root_mean_squared_error.value);
    told_share += measured->r_squared.standard_error / kSamples;
    told_error += measured->root_mean_squared_error.standard_error / kSamples;
  }
  const auto deviation = [](const std::vector<double>& values) {
    double mean = 0.0;
    for (double value : values) mean += value / kSamples;
    double sum = 0.0;
    for (double value : values) sum += (value - mean) * (value - mean);
    return std::sqrt(sum / (kSamples - 1));
  };
  // 400 samples know a standard deviation to about 3.5 %.
  EXPECT_NEAR(told_share / deviation(shares), 1.0, 0.12);
  EXPECT_NEAR(told_error / deviation(errors), 1.0, 0.12);
}

TEST(MeasureQuantity, NeedsValuesThatVary) {
  EXPECT_FALSE(measure_quantity(std::vector<double>{1, 2}, std::vector<double>{3, 3}));
  EXPECT_FALSE(measure_quantity({}, {}));
}

}  // namespace
}  // namespace nearside
