// SPDX-License-Identifier: Apache-2.0
// How often a 95 % interval of a fixed model on new rows holds the figure that endlessly many rows would
// give.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/choose/choice_data.h"
#include "tools/choose/cross_validate.h"
#include "tools/choose/folds.h"
#include "tools/choose/measures.h"
#include "tools/fit/pipeline.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

constexpr int kRuns = 2000;
constexpr std::size_t kPoints = 201;

/// The predictor lies on points from −2 to 2, each as likely as the others, so that sums give the truth.
double at_point(std::size_t i) {
  return -2.0 + 4.0 * static_cast<double>(i) / static_cast<double>(kPoints - 1);
}

using Truth = std::map<std::string, double>;

/// Counts how often the intervals hold the truth.
class Coverage {
 public:
  explicit Coverage(Truth truth) : truth_(std::move(truth)) {}

  void count(const Result<Performance>& performance) {
    ASSERT_TRUE(performance) << text_of(performance);
    for (const Measure& measure : performance->measures) {
      const auto expected = truth_.find(measure.name);
      if (expected == truth_.end()) continue;
      if (measure.low <= expected->second && expected->second <= measure.high) ++held_[measure.name];
    }
  }
  void expect() const {
    for (const auto& [name, value] : truth_) {
      const double share = static_cast<double>(held_.contains(name) ? held_.at(name) : 0) / kRuns;
      std::string key = name;
      for (char& c : key) c = c == ' ' || c == '.' ? '_' : c;
      ::testing::Test::RecordProperty(key, std::to_string(share));
      EXPECT_GE(share, 0.92) << name << ", in truth " << value;
      EXPECT_LE(share, 0.97) << name << ", in truth " << value;
    }
  }

 private:
  Truth truth_;
  std::map<std::string, int> held_;
};

/// What a model says, and what is true, at each point.
struct BinaryWorld {
  std::array<double, kPoints> predicted;
  std::array<double, kPoints> risk;
};

/// logit of the risk a + b x + u with u = ± `between`; of the prediction a + 0.2 + 1.3 b x.
double risk_at(double a, double x, double between) {
  return 0.5 * (numerics::logistic(a + x - between) + numerics::logistic(a + x + between));
}

BinaryWorld binary_world(double a, double between) {
  BinaryWorld world;
  for (std::size_t i = 0; i < kPoints; ++i) {
    world.predicted[i] = numerics::logistic(a + 0.2 + 1.3 * at_point(i));
    world.risk[i] = risk_at(a, at_point(i), between);
  }
  return world;
}

Truth truth_of(const BinaryWorld& world) {
  double pairs = 0.0;
  double in_order = 0.0;
  double brier = 0.0;
  double surprise = 0.0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double p = world.predicted[i];
    const double r = world.risk[i];
    brier += (r * (1.0 - p) * (1.0 - p) + (1.0 - r) * p * p) / kPoints;
    surprise -= (r * numerics::log(p) + (1.0 - r) * numerics::log1p(-p)) / kPoints;
    for (std::size_t j = 0; j < kPoints; ++j) {
      const double pair = r * (1.0 - world.risk[j]);
      pairs += pair;
      in_order += pair * (i > j ? 1.0 : i == j ? 0.5 : 0.0);
    }
  }
  // The recalibrations that endlessly many rows would give, by Newton's method on the points.
  double a = 0.0;
  double b = 1.0;
  double large = 0.0;
  for (int iteration = 0; iteration < 50; ++iteration) {
    double g[3] = {};
    double h[4] = {};
    for (std::size_t i = 0; i < kPoints; ++i) {
      const double lp = numerics::logit(world.predicted[i]);
      const double q = numerics::logistic(a + b * lp);
      const double ql = numerics::logistic(large + lp);
      g[0] += world.risk[i] - q;
      g[1] += (world.risk[i] - q) * lp;
      g[2] += world.risk[i] - ql;
      h[0] += q * (1.0 - q);
      h[1] += q * (1.0 - q) * lp;
      h[2] += q * (1.0 - q) * lp * lp;
      h[3] += ql * (1.0 - ql);
    }
    const double determinant = h[0] * h[2] - h[1] * h[1];
    a += (h[2] * g[0] - h[1] * g[1]) / determinant;
    b += (h[0] * g[1] - h[1] * g[0]) / determinant;
    large += g[2] / h[3];
  }
  return {{"auroc", in_order / pairs},
          {"brier", brier},
          {"log_loss", surprise},
          {"calibration_slope", b},
          {"calibration_in_the_large", large}};
}

void ExpectCoverageOfBinary(double a, double between, std::uint32_t people, std::uint32_t rows_each) {
  const BinaryWorld world = binary_world(a, between);
  Coverage coverage(truth_of(world));
  Random random(20261130);
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> predicted;
    Response response = binary_response({});
    for (std::uint32_t person = 0; person < people; ++person) {
      const auto i = static_cast<std::size_t>(random.below(kPoints));
      const double u = random.below(2) == 0 ? -between : between;
      for (std::uint32_t row = 0; row < rows_each; ++row) {
        predicted.push_back(world.predicted[i]);
        response.label.push_back(random.uniform() < numerics::logistic(a + at_point(i) + u) ? 1 : 0);
        if (rows_each > 1) response.group.push_back(person);
      }
    }
    coverage.count(performance_of({}, predicted, response, "a test"));
  }
  coverage.expect();
}

TEST(CoverageOfIntervals, WithAQuarterOfEvents) {
  ExpectCoverageOfBinary(-1.35, 0.0, 500, 1);
}

TEST(CoverageOfIntervals, WithATenthOfEvents) {
  ExpectCoverageOfBinary(-2.72, 0.0, 500, 1);
}

TEST(CoverageOfIntervals, OfFourRowsAPerson) {
  ExpectCoverageOfBinary(-1.0, 1.5, 100, 4);
}

// A hazard of `base` e^x, censoring at a rate of its own; the model says the risk of `base` e^(0.2 + 1.3 x).
constexpr double kHorizon = 5.0;

struct TimedWorld {
  double base;
  double censoring;

  double hazard(std::size_t i) const { return base * numerics::exp(at_point(i)); }
  double risk(std::size_t i) const { return -numerics::expm1(-kHorizon * hazard(i)); }
  double predicted(std::size_t i) const {
    return -numerics::expm1(-kHorizon * base * numerics::exp(0.2 + 1.3 * at_point(i)));
  }
};

/// Of two people the one with hazard h has the event first, and is seen to, with probability h / (h + g + 2
/// c).
Truth truth_of(const TimedWorld& world) {
  double pairs = 0.0;
  double in_order = 0.0;
  double observed = 0.0;
  double predicted = 0.0;
  double brier = 0.0;
  for (std::size_t i = 0; i < kPoints; ++i) {
    const double p = world.predicted(i);
    const double r = world.risk(i);
    observed += r / kPoints;
    predicted += p / kPoints;
    brier += (r * (1.0 - p) * (1.0 - p) + (1.0 - r) * p * p) / kPoints;
    for (std::size_t j = 0; j < kPoints; ++j) {
      const double pair = world.hazard(i) / (world.hazard(i) + world.hazard(j) + 2.0 * world.censoring);
      pairs += pair;
      in_order += pair * (i > j ? 1.0 : i == j ? 0.5 : 0.0);
    }
  }
  return {{"concordance", in_order / pairs},
          {"calibration_slope", 1.0 / 1.3},
          {"predicted_risk 5y", predicted},
          {"observed_risk 5y", observed},
          {"observed_to_predicted 5y", observed / predicted},
          {"brier 5y", brier}};
}

/// `rows_each` rows of a person have one x, and with `shared` one time, up to a rounding that parts them.
void ExpectCoverageOfTimes(const TimedWorld& world, std::uint32_t people, std::uint32_t rows_each,
                           bool shared) {
  Outcome outcome;
  outcome.kind = OutcomeKind::time_to_event;
  outcome.horizons = {kHorizon};
  Coverage coverage(truth_of(world));
  Random random(20261130);
  const auto waiting = [&](double rate) { return -numerics::log1p(-random.uniform()) / rate; };
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> predicted;
    Response response{OutcomeKind::time_to_event, 2, {}};
    for (std::uint32_t person = 0; person < people; ++person) {
      const auto i = static_cast<std::size_t>(random.below(kPoints));
      double event = waiting(world.hazard(i));
      double censored = waiting(world.censoring);
      for (std::uint32_t row = 0; row < rows_each; ++row) {
        if (!shared && row > 0) {
          event = waiting(world.hazard(i));
          censored = waiting(world.censoring);
        }
        predicted.push_back(world.predicted(i));
        response.label.push_back(event <= censored ? 1 : 0);
        response.value.push_back(std::min(event, censored) * (1.0 + 1e-9 * row));
        if (rows_each > 1) response.group.push_back(person);
      }
    }
    coverage.count(performance_of(outcome, predicted, response, "a test"));
  }
  coverage.expect();
}

TEST(CoverageOfIntervals, OfTimesWithAQuarterOfEvents) {
  ExpectCoverageOfTimes({0.045, 0.08}, 500, 1, false);
}

TEST(CoverageOfIntervals, OfTimesWithATenthOfEvents) {
  ExpectCoverageOfTimes({0.016, 0.08}, 500, 1, false);
}

TEST(CoverageOfIntervals, OfTimesOfFourRowsAPerson) {
  ExpectCoverageOfTimes({0.045, 0.08}, 100, 4, true);
}

/// Rows of eight predictors, half of which tell something.
struct DrawnRows {
  Matrix rows;
  Response response = binary_response({});
  std::vector<double> risk;

  DrawnRows(std::size_t count, Random& random) {
    rows.columns = 8;
    for (std::size_t r = 0; r < count; ++r) {
      double x = -1.4;
      for (std::size_t c = 0; c < 8; ++c) {
        rows.values.push_back(random.normal());
        if (c < 4) x += 0.45 * rows.values.back();
      }
      risk.push_back(numerics::logistic(x));
      response.label.push_back(random.uniform() < risk.back() ? 1 : 0);
    }
  }
};

double slope_of(const std::vector<double>& predicted, const Response& response,
                std::span<const std::uint32_t> fold) {
  const auto performance = performance_of({}, predicted, response, "a test", {fold, {}});
  EXPECT_TRUE(performance) << text_of(performance);
  return performance->measures[4].value;
}

// What cross-validation says of the calibration slope, and what the folds' models have on endlessly many
// rows.
TEST(CalibrationSlope, OfFoldsIsThatOfModelsOfAsManyRows) {
  Random random(41);
  const DrawnRows world(20'000, random);
  Recipe recipe;
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"}) recipe.predictors.push_back(numeric(id));
  recipe.model = LogisticRequest{};
  constexpr int kSamples = 60;
  double by_fold = 0.0;
  double pooled = 0.0;
  double truth = 0.0;
  for (int sample = 0; sample < kSamples; ++sample) {
    const DrawnRows drawn(300, random);
    const auto folds = stratified_folds(drawn.response.label, 5, static_cast<std::uint64_t>(sample));
    ASSERT_TRUE(folds);
    const auto predicted = cross_validate(recipe, drawn.rows, drawn.response, *folds, 1, {});
    ASSERT_TRUE(predicted) << text_of(predicted);
    by_fold += slope_of(*predicted, drawn.response, folds->of_row) / kSamples;
    pooled += slope_of(*predicted, drawn.response, {}) / kSamples;
    // The folds are alike: the first one's model stands for all.
    const FoldRows rows = rows_of_fold(*folds, 0);
    const auto fitted = fit_pipeline(recipe, drawn.rows.of(rows.fitted), drawn.response.of(rows.fitted), 1);
    ASSERT_TRUE(fitted) << text_of(fitted);
    truth += slope_of(predict_rows(*fitted, world.rows), world.response, {}) / kSamples;
  }
  RecordProperty("by_fold", std::to_string(by_fold));
  RecordProperty("pooled", std::to_string(pooled));
  RecordProperty("truth", std::to_string(truth));
  EXPECT_NEAR(by_fold, truth, 0.02);
}

}  // namespace
}  // namespace nearside
