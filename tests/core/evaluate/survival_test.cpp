// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/survival.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "tests/core/builders.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Events = std::vector<std::uint8_t>;

TEST(Concordance, CountsPairsOfWhichOneIsKnownToComeFirst) {
  // 1 before 2, 3, 4; 3 before 4; 2 is censored and compared with 1 alone. (1,2) and (1,4) agree, (1,3) and
  // (3,4) do not.
  EXPECT_NEAR(concordance(std::vector<double>{0.5, 0.4, 0.6, 0.45}, std::vector<double>{1, 2, 3, 4},
                          Events{1, 0, 1, 0})
                  .value,
              3.0 / 4.0, 1e-15);
}

TEST(Concordance, EqualScoresCountHalf) {
  EXPECT_NEAR(concordance(std::vector<double>{1, 1, 0}, std::vector<double>{1, 2, 3}, Events{1, 1, 1}).value,
              2.5 / 3.0, 1e-15);
}

TEST(Concordance, WhoIsCensoredAtTheTimeOfAnEventComesLater) {
  EXPECT_EQ(concordance(std::vector<double>{1, 0}, std::vector<double>{2, 2}, Events{1, 0}).value, 1.0);
  // Two events at the same time can't be ordered.
  EXPECT_TRUE(
      std::isnan(concordance(std::vector<double>{1, 0}, std::vector<double>{2, 2}, Events{1, 1}).value));
}

TEST(Concordance, IsTheDefinitionOnManyTiedRows) {
  const std::string table = in_repository("tests/fixtures/survival/table.csv");
  const std::vector<double> years = numbers_in(table, "time");
  const std::vector<double> scores = numbers_in(table, "c");
  Events events;
  for (const double event : numbers_in(table, "event")) events.push_back(event == 1.0 ? 1 : 0);
  double agree = 0.0;
  double count = 0.0;
  for (std::size_t i = 0; i < years.size(); ++i) {
    for (std::size_t j = 0; j < years.size(); ++j) {
      const bool first = events[i] == 1 && (years[i] < years[j] || (years[i] == years[j] && events[j] == 0));
      if (!first) continue;
      count += 1.0;
      agree += scores[i] > scores[j] ? 1.0 : scores[i] == scores[j] ? 0.5 : 0.0;
    }
  }
  EXPECT_NEAR(concordance(scores, years, events).value, agree / count, 1e-14);
}

TEST(ObservedRisk, IsOneMinusKaplanMeier) {
  // Of 4 one has the event at 1; one leaves at 2; of the 2 left one has it at 3: 1 − 3/4 · 1/2.
  const std::vector<double> years{1, 2, 3, 4};
  const Events events{1, 0, 1, 0};
  EXPECT_NEAR(observed_risk(years, events, 1.0).value, 0.25, 1e-15);
  EXPECT_NEAR(observed_risk(years, events, 2.5).value, 0.25, 1e-15);
  EXPECT_NEAR(observed_risk(years, events, 3.0).value, 0.625, 1e-15);
  // Greenwood: S √(1/(4·3) + 1/(2·1)).
  EXPECT_NEAR(observed_risk(years, events, 3.0).standard_error, 0.375 * std::sqrt(1.0 / 12.0 + 0.5), 1e-15);
}

TEST(ObservedRisk, IsUnknownBeyondTheLastTime) {
  EXPECT_TRUE(std::isnan(observed_risk(std::vector<double>{1, 2}, Events{1, 0}, 3.0).value));
  EXPECT_EQ(observed_risk(std::vector<double>{1, 2}, Events{1, 1}, 3.0).value, 1.0);  // nobody is left
}

/// The made-up prediction of tests/fixtures/survival, and what R found of it.
struct Predicted {
  std::string folder = in_repository("tests/fixtures/survival/");
  std::vector<double> years = numbers_in(folder + "table.csv", "time");
  std::vector<double> weights = numbers_in(folder + "table.csv", "weight");
  std::vector<double> horizons{12, 30};
  Events events;
  std::vector<double> risks;

  Predicted() {
    const std::vector<double> a = numbers_in(folder + "table.csv", "a");
    const std::vector<double> b = numbers_in(folder + "table.csv", "b");
    for (const double event : numbers_in(folder + "table.csv", "event"))
      events.push_back(event == 1.0 ? 1 : 0);
    for (std::size_t r = 0; r < years.size(); ++r) {
      const double lp = (a[r] - 50) / 64 + 0.5 * b[r];
      for (const double hazard : {0.25, 0.7}) risks.push_back(-numerics::expm1(-hazard * numerics::exp(lp)));
    }
  }
  double expected(const std::string& name) const {
    const auto found = numbers_in(folder + "measures_reference.csv", "value", name);
    EXPECT_EQ(found.size(), 1u) << name;
    return found.at(0);
  }
};

constexpr double kRounding = 1e-9;  // both sides carry 15 digits; coxph's slope is found to 1e-13

void ExpectHorizons(const Predicted& table, const std::vector<HorizonPerformance>& horizons,
                    const std::string& before) {
  ASSERT_EQ(horizons.size(), 2u);
  for (const HorizonPerformance& at : horizons) {
    const std::string h = "_" + std::to_string(static_cast<int>(at.years));
    const double observed = table.expected(before + "observed" + h);
    const double predicted = table.expected(before + "predicted" + h);
    EXPECT_NEAR(at.observed.value, observed, kRounding);
    EXPECT_NEAR(at.observed.standard_error, table.expected(before + "observed_se" + h), kRounding);
    EXPECT_NEAR(at.predicted.value, predicted, kRounding);
    EXPECT_NEAR(at.brier.value, table.expected(before + "brier" + h), kRounding);
    EXPECT_NEAR(at.observed_to_predicted.value, observed / predicted, kRounding);
  }
}

TEST(TimeToEvent, MeasuresWhatRMeasures) {
  const Predicted table;
  const auto measured = measure_time_to_event(table.risks, table.years, table.events, table.horizons);
  ASSERT_TRUE(measured) << text_of(measured);
  EXPECT_NEAR(measured->concordance.value, table.expected("concordance"), kRounding);
  EXPECT_NEAR(measured->concordance.standard_error, table.expected("concordance_se"), kRounding);
  EXPECT_NEAR(measured->calibration_slope.value, table.expected("slope"), kRounding);
  EXPECT_NEAR(measured->calibration_slope.standard_error, table.expected("slope_se"), kRounding);
  ExpectHorizons(table, measured->horizons, "");
}

TEST(WeightedTimeToEvent, MeasuresWhatRMeasures) {
  const Predicted table;
  const auto measured =
      measure_weighted_time_to_event(table.risks, table.years, table.events, table.horizons, table.weights);
  ASSERT_TRUE(measured) << text_of(measured);
  EXPECT_NEAR(measured->concordance.value, table.expected("weighted_concordance"), kRounding);
  EXPECT_NEAR(measured->concordance.standard_error, table.expected("weighted_concordance_se"), kRounding);
  ExpectHorizons(table, measured->horizons, "weighted_");
}

TEST(WeightedTimeToEvent, WithWeightsOfOneIsTheUnweighted) {
  const Predicted table;
  const std::vector<double> ones(table.years.size(), 1.0);
  const auto weighted =
      measure_weighted_time_to_event(table.risks, table.years, table.events, table.horizons, ones);
  const auto plain = measure_time_to_event(table.risks, table.years, table.events, table.horizons);
  ASSERT_TRUE(weighted && plain);
  EXPECT_EQ(weighted->concordance.value, plain->concordance.value);
  EXPECT_NEAR(weighted->concordance.standard_error, plain->concordance.standard_error, 1e-15);
  for (std::size_t h = 0; h < 2; ++h) {
    EXPECT_NEAR(weighted->horizons[h].observed.value, plain->horizons[h].observed.value, 1e-14);
    // With equal weights the jackknife's error of Kaplan and Meier's estimate is Greenwood's.
    EXPECT_NEAR(weighted->horizons[h].observed.standard_error, plain->horizons[h].observed.standard_error,
                1e-14);
    EXPECT_NEAR(weighted->horizons[h].brier.value, plain->horizons[h].brier.value, 1e-14);
  }
}

TEST(WeightedObservedRisk, IsUnknownBeyondTheLastTime) {
  const std::vector<double> weights{1.5, 0.5};
  const std::vector<double> years{1, 2};
  EXPECT_TRUE(std::isnan(weighted_observed_risk(years, Events{1, 0}, 3.0, weights).value));
  EXPECT_EQ(weighted_observed_risk(years, Events{1, 1}, 3.0, weights).value, 1.0);  // nobody is left
  EXPECT_EQ(weighted_observed_risk(years, Events{1, 0}, 1.0, weights).value, 0.75);
}

TEST(TimeToEvent, HasNoSlopeWhereNoneFitsBest) {
  const std::vector<double> years{1, 2, 3, 4};
  const Events events{1, 1, 1, 0};
  const std::vector<double> five{5};
  // Every pair agrees: the steeper, the better.
  const auto parted = measure_time_to_event(std::vector<double>{0.8, 0.6, 0.4, 0.2}, years, events, five);
  const auto constant = measure_time_to_event(std::vector<double>{0.5, 0.5, 0.5, 0.5}, years, events, five);
  ASSERT_TRUE(parted && constant);
  EXPECT_TRUE(std::isnan(parted->calibration_slope.value));
  EXPECT_TRUE(std::isnan(constant->calibration_slope.value));
  EXPECT_EQ(parted->concordance.value, 1.0);
  EXPECT_TRUE(std::isnan(parted->horizons[0].observed.value));  // nobody was observed for 5 years
  EXPECT_TRUE(std::isnan(parted->horizons[0].brier.value));
}

// All have had the event: how far a risk of 1 may be off can't be told, nor a ratio made of it.
TEST(TimeToEvent, HasNoErrorOfARiskOfOne) {
  const std::vector<double> years{1, 2, 3, 4};
  const std::vector<double> risks{0.9, 0.7, 0.8, 0.6};
  for (const Events& events : {Events{1, 1, 1, 1}, Events{0, 1, 1, 1}}) {
    const auto measured = measure_time_to_event(risks, years, events, std::vector<double>{4.0});
    ASSERT_TRUE(measured) << text_of(measured);
    const HorizonPerformance& at = measured->horizons[0];
    EXPECT_EQ(at.observed.value, 1.0);
    EXPECT_TRUE(std::isnan(at.observed.standard_error));
    EXPECT_NEAR(at.observed_to_predicted.value, 1.0 / 0.75, 1e-15);
    EXPECT_TRUE(std::isnan(at.observed_to_predicted.standard_error));
  }
}

TEST(TimeToEvent, NeedsAnEvent) {
  ExpectFault(measure_time_to_event(std::vector<double>{0.5, 0.5}, std::vector<double>{1, 2}, Events{0, 0},
                                    std::vector<double>{1}),
              ErrorCode::cannot_fit, "outcome", "nobody has the event");
}

}  // namespace
}  // namespace nearside
