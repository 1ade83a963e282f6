// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/calibrate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// Rows whose true log odds are a + b · (log odds that a model claims).
struct Claims {
  Claims(std::size_t rows, double a, double b) {
    Random random(3);
    for (std::size_t r = 0; r < rows; ++r) {
      const double claimed = 1.5 * random.normal();
      p.push_back(numerics::logistic(claimed));
      outcome.push_back(random.uniform() < numerics::logistic(a + b * claimed) ? 1 : 0);
    }
  }
  std::vector<double> p;
  std::vector<std::uint8_t> outcome;
};

double log_loss(const std::vector<double>& p, const std::vector<std::uint8_t>& outcome) {
  double sum = 0.0;
  for (std::size_t r = 0; r < p.size(); ++r) sum -= std::log(outcome[r] == 1 ? p[r] : 1.0 - p[r]);
  return sum / static_cast<double>(p.size());
}

std::vector<double> calibrated(const Calibration& calibration, const std::vector<double>& p) {
  std::vector<double> all;
  for (const double one : p) all.push_back(calibration.apply(one));
  return all;
}

TEST(FitCalibration, ByPlattFindsTheLineThatTheRowsWereMadeFrom) {
  const Claims claims(20000, -0.5, 0.6);
  const auto fitted = fit_calibration(CalibrationMethod::platt, claims.p, claims.outcome, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  // Its standard errors at 20,000 rows are near 0.017.
  EXPECT_NEAR(fitted->parameters[0], -0.5, 0.06);
  EXPECT_NEAR(fitted->parameters[1], 0.6, 0.06);
}

TEST(FitCalibration, ByBetaFindsBothSlopes) {
  const Claims claims(20000, -0.5, 0.6);
  const auto fitted = fit_calibration(CalibrationMethod::beta, claims.p, claims.outcome, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  EXPECT_NEAR(fitted->parameters[1], 0.6, 0.15);
  EXPECT_NEAR(fitted->parameters[2], 0.6, 0.15);
}

TEST(FitCalibration, ByEveryMethodLowersTheLossAndMeetsTheShareOfEvents) {
  const Claims claims(8000, -0.5, 0.6);
  const double before = log_loss(claims.p, claims.outcome);
  const double events = static_cast<double>(std::count(claims.outcome.begin(), claims.outcome.end(), 1));
  for (const CalibrationMethod method :
       {CalibrationMethod::platt, CalibrationMethod::beta, CalibrationMethod::isotonic}) {
    const auto fitted = fit_calibration(method, claims.p, claims.outcome, {});
    ASSERT_TRUE(fitted) << text_of(fitted);
    ASSERT_TRUE(fitted->check("c")) << fitted->check("c").error().text();
    const std::vector<double> after = calibrated(*fitted, claims.p);
    EXPECT_LT(log_loss(after, claims.outcome), before - 0.02) << enum_name(method);
    EXPECT_NEAR(numerics::sum(after) / events, 1.0, 2e-3) << enum_name(method);
    EXPECT_GT(*std::min_element(after.begin(), after.end()), 0.0);
    EXPECT_LT(*std::max_element(after.begin(), after.end()), 1.0);
  }
}

TEST(FitCalibration, ByIsotonicIsTheSharesOfPooledRows) {
  std::vector<double> p;
  std::vector<std::uint8_t> outcome;
  const auto add = [&](double at, int events, int others) {
    for (int i = 0; i < events + others; ++i) {
      p.push_back(at);
      outcome.push_back(i < events ? 1 : 0);
    }
  };
  add(0.1, 100, 900);
  add(0.3, 500, 500);  // the next one has fewer: they are pooled, 900 of 2,000
  add(0.5, 400, 600);
  add(0.9, 800, 200);
  const auto fitted = fit_calibration(CalibrationMethod::isotonic, p, outcome, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  EXPECT_EQ(fitted->from, (std::vector<double>{0.1, 0.3, 0.5, 0.9}));
  EXPECT_EQ(fitted->to, (std::vector<double>{0.1, 0.45, 0.45, 0.8}));
}

TEST(FitCalibration, ByIsotonicGivesNobodyARiskOfNoneOrAll) {
  // 98 rows without the outcome, 38 with it: Platt's targets 1 / 100 and 39 / 40.
  std::vector<double> p(98, 0.1);
  std::vector<std::uint8_t> outcome(98, 0);
  p.insert(p.end(), 38, 0.7);
  outcome.insert(outcome.end(), 38, 1);
  const auto fitted = fit_calibration(CalibrationMethod::isotonic, p, outcome, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  EXPECT_EQ(fitted->from, (std::vector<double>{0.1, 0.7}));
  EXPECT_EQ(fitted->to, (std::vector<double>{1.0 / 100.0, 39.0 / 40.0}));
}

TEST(FitCalibration, CountsARowAsOftenAsItWeighs) {
  const std::vector<double> p{0.2, 0.4, 0.6, 0.8, 0.3, 0.7};
  const std::vector<std::uint8_t> outcome{0, 1, 0, 1, 0, 1};
  std::vector<double> twice;
  std::vector<std::uint8_t> outcome_twice;
  const std::vector<double> weight{1, 2, 3, 1, 2, 1};
  for (std::size_t r = 0; r < p.size(); ++r) {
    for (int i = 0; i < static_cast<int>(weight[r]); ++i) {
      twice.push_back(p[r]);
      outcome_twice.push_back(outcome[r]);
    }
  }
  const auto weighted = fit_calibration(CalibrationMethod::beta, p, outcome, weight);
  const auto repeated = fit_calibration(CalibrationMethod::beta, twice, outcome_twice, {});
  ASSERT_TRUE(weighted) << text_of(weighted);
  ASSERT_TRUE(repeated) << text_of(repeated);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(weighted->parameters[i], repeated->parameters[i], 1e-7) << i;
}

TEST(FitCalibration, SaysWhyItCanNot) {
  const std::vector<double> p{0.2, 0.4, 0.6, 0.8};
  EXPECT_EQ(text_of(fit_calibration(CalibrationMethod::platt, p, std::vector<std::uint8_t>{1, 1, 1, 1}, {})),
            "calibration: only one class is present in the rows that are fitted");
  EXPECT_EQ(text_of(fit_calibration(CalibrationMethod::beta, p, std::vector<std::uint8_t>{0, 0, 1, 1}, {})),
            "calibration: does not settle: the probabilities part the classes");
  EXPECT_EQ(
      text_of(fit_calibration(CalibrationMethod::beta, std::vector<double>{0.9, 0.8, 0.4, 0.2, 0.6, 0.5},
                              std::vector<std::uint8_t>{0, 0, 1, 1, 1, 0}, {})),
      "calibration: the probabilities order the classes the wrong way");
}

TEST(FitCalibration, ByBetaGivesEverybodyTheShareOfOneProbability) {
  const std::vector<std::uint8_t> outcome{1, 0, 0, 0, 1, 0, 0, 0};
  const auto fitted = fit_calibration(CalibrationMethod::beta, std::vector<double>(8, 0.5), outcome, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  EXPECT_NEAR(fitted->apply(0.5), 0.25, 1e-15);
  EXPECT_NEAR(fitted->apply(0.9), 0.25, 1e-15);
}

TEST(FitCalibration, ByPlattGivesEverybodyTheShareWhereScoresTellNothing) {
  // Two of eight, after Platt's targets 3/4 and 1/8: a mean of (2 × 3/4 + 6 × 1/8) / 8 = 9/32.
  const std::vector<std::uint8_t> outcome{1, 0, 0, 0, 1, 0, 0, 0};
  for (const std::vector<double>& p :
       {std::vector<double>(8, 0.5), std::vector<double>{0.1, 0.6, 0.5, 0.7, 0.2, 0.8, 0.6, 0.7}}) {
    const auto fitted = fit_calibration(CalibrationMethod::platt, p, outcome, {});
    ASSERT_TRUE(fitted) << text_of(fitted);
    EXPECT_EQ(fitted->parameters[1], 0.0);
    EXPECT_NEAR(fitted->parameters[0], std::log(9.0 / 23.0), 1e-12);
  }
}

}  // namespace
}  // namespace nearside
