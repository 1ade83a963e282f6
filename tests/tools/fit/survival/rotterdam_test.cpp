// SPDX-License-Identifier: Apache-2.0
// The shipped model's recipe against R, and its external validation; tests/fixtures/survival/README.md says
// how.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "core/base/numerics.h"
#include "tools/choose/evaluate.h"
#include "tools/fit/train.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

const std::string kFolder = in_repository("models/recurrence-rotterdam/");
const std::string kReference = in_repository("tests/fixtures/survival/rotterdam_reference.csv");

Recipe shipped_recipe() {
  auto recipe = parse_recipe(content_of(kFolder + "recipe.json"));
  EXPECT_TRUE(recipe) << text_of(recipe);
  return recipe ? std::move(*recipe) : Recipe();
}

Trained trained(const Recipe& recipe) {
  auto result = train(recipe, kFolder + "rotterdam.csv", {});
  EXPECT_TRUE(result) << text_of(result);
  return result ? std::move(*result) : Trained();
}

double measure(const Performance& performance, const std::string& name) {
  for (const Measure& measure : performance.measures) {
    if (measure.name == name) return measure.value;
  }
  ADD_FAILURE() << name;
  return kMissingValue;
}

/// Nine coefficients, the cumulative hazard at 1,826 days and columns of 0, and on gbsg concordance, its
/// standard error, calibration slope and mean risk within five years.
void ExpectReference(const Recipe& recipe, const std::string& variant) {
  const Trained model = trained(recipe);
  const auto& cox = std::get<CoxRegression>(model.model_file.model);
  const std::vector<double> expected = numbers_in(kReference, "value", variant);
  ASSERT_EQ(expected.size(), 14u);
  std::vector<double> seen;
  double at_means = 0.0;
  for (std::size_t i = 0; i < cox.coefficients.size(); ++i) {
    at_means += cox.coefficients[i] * cox.means[i];
    if (cox.coefficients[i] != 0.0) seen.push_back(cox.coefficients[i]);  // not the size compared with
  }
  // Event times are whole days: 1,826 of them are five years of 365.25 days.
  seen.push_back(cox.baseline.back() * std::exp(-at_means));
  auto engine = Engine::load(model.bytes);
  ASSERT_TRUE(engine) << text_of(engine);
  auto external = evaluate(*engine, recipe, kFolder + "gbsg.csv", "");
  ASSERT_TRUE(external) << text_of(external);
  const Performance& gbsg = external->performance;
  EXPECT_EQ(gbsg.rows, 686u);
  EXPECT_EQ(gbsg.events, 299u);
  seen.push_back(measure(gbsg, "concordance"));
  for (const Measure& one : gbsg.measures) {
    if (one.name != "concordance") continue;  // its interval is one of log odds
    const double width = numerics::logit(one.high) - numerics::logit(one.low);
    seen.push_back(one.value * (1.0 - one.value) * width / (2 * 1.959963984540054));
  }
  seen.push_back(measure(gbsg, "calibration_slope"));
  seen.push_back(measure(gbsg, "predicted_risk 5y"));
  const double difference = largest_difference(seen, expected);
  ::testing::Test::RecordProperty("largest_difference", number_text(difference));
  EXPECT_LT(difference, 1e-6);  // the protocol's tolerance
}

TEST(Rotterdam, WholeObservationByEfronIsCoxphs) {
  Recipe recipe = shipped_recipe();
  std::get<CoxRequest>(recipe.model).censor_at_last_horizon = false;
  ExpectReference(recipe, "whole_efron");
}

TEST(Rotterdam, WholeObservationByBreslowIsCoxphs) {
  Recipe recipe = shipped_recipe();
  std::get<CoxRequest>(recipe.model).censor_at_last_horizon = false;
  std::get<CoxRequest>(recipe.model).ties = Ties::breslow;
  ExpectReference(recipe, "whole_breslow");
}

TEST(Rotterdam, ShippedRecipeIsCoxphsUntilFiveYears) {
  ExpectReference(shipped_recipe(), "five_years_efron");
}

TEST(Rotterdam, ShippedModelOrdersGbsg) {
  const std::string content = content_of(kFolder + "recurrence-rotterdam.nsm");
  auto engine =
      Engine::load(std::span(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()));
  ASSERT_TRUE(engine) << text_of(engine);
  const auto reading = reading_of(engine->model_file(), {"event", "", "days", 0.002737907006988508, ""});
  ASSERT_TRUE(reading) << text_of(reading);
  const auto external = evaluate(*engine, *reading, kFolder + "gbsg.csv", "");
  ASSERT_TRUE(external) << text_of(external);
  EXPECT_GE(measure(external->performance, "concordance"), 0.690);
  EXPECT_EQ(external->rows_without_prediction, 0u);
  ASSERT_EQ(external->calibration.size(), 10u);  // fifths of two horizons
  std::uint32_t rows = 0;
  for (const CalibrationGroup& group : external->calibration) {
    rows += group.rows;
    EXPECT_NEAR(group.observed, group.predicted, 0.07) << group.output;
  }
  EXPECT_EQ(rows, 2u * 686u);
  const std::string& limits = engine->model_file().card.limits.en;
  EXPECT_NE(limits.find("Hazard ratios change over time"), std::string::npos) << limits;
}

TEST(Evaluate, MeasuresOneOutputAlone) {
  const std::string content = content_of(kFolder + "recurrence-rotterdam.nsm");
  auto engine =
      Engine::load(std::span(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()));
  ASSERT_TRUE(engine) << text_of(engine);
  const auto reading =
      reading_of(engine->model_file(), {"event", "", "days", 0.002737907006988508, "risk_2y"});
  ASSERT_TRUE(reading) << text_of(reading);
  const auto two = evaluate(*engine, *reading, kFolder + "gbsg.csv", "risk_2y");
  ASSERT_TRUE(two) << text_of(two);
  EXPECT_EQ(two->calibration.size(), 5u);
  EXPECT_NEAR(measure(two->performance, "concordance"), 0.6914, 5e-5);  // the order is that of five years
  EXPECT_EQ(text_of(evaluate(*engine, *reading, kFolder + "gbsg.csv", "risk_3y")),
            "outcome: the model has no output \"risk_3y\"");
}

TEST(Evaluate, RefusesAnOutcomeThatTheModelDoesNotPredict) {
  const std::string content = content_of(kFolder + "recurrence-rotterdam.nsm");
  auto engine =
      Engine::load(std::span(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()));
  ASSERT_TRUE(engine) << text_of(engine);
  Recipe quantity;
  quantity.outcome.column = "days";
  quantity.outcome.kind = OutcomeKind::quantity;
  EXPECT_EQ(text_of(evaluate(*engine, quantity, kFolder + "gbsg.csv", "risk_2y")),
            "outcome: of kind quantity is not what the output \"risk_2y\" predicts");
  EXPECT_EQ(
      text_of(evaluate(*engine, quantity, kFolder + "gbsg.csv", "")),
      "outcome: has 1 numbers to predict, and 2 outputs of the model are measured; choose one by its id");
}

}  // namespace
}  // namespace nearside
