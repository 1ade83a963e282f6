// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/intercepts.h"

#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "core/outcome/calibrate.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

// References: bisection, and proportional fitting of the classes in turn, with 40 decimals.
TEST(FitIntercepts, OfTwoClassesIsOneThatMeetsTheirShare) {
  const std::vector<double> p{0.05, 0.2, 0.35, 0.5, 0.65, 0.9};
  const std::vector<std::uint8_t> outcome{0, 0, 0, 1, 0, 1};
  const auto plain = fit_intercepts(p, outcome, 2, {});
  ASSERT_TRUE(plain) << text_of(plain);
  ASSERT_EQ(plain->size(), 1u);
  EXPECT_NEAR((*plain)[0], -0.6732970815633976, 1e-10);
  const auto weighted = fit_intercepts(p, outcome, 2, std::vector<double>{1, 2, 1, 1, 3, 1});
  ASSERT_TRUE(weighted) << text_of(weighted);
  EXPECT_NEAR((*weighted)[0], -1.4614997164348767, 1e-10);
}

TEST(FitIntercepts, OfSeveralClassesAreOneLessThanTheseAndMeetTheirShares) {
  const std::vector<double> p{0.7, 0.2, 0.1, 0.5,  0.3, 0.2,  0.1, 0.6, 0.3,
                              0.3, 0.3, 0.4, 0.25, 0.5, 0.25, 0.6, 0.1, 0.3};
  const std::vector<std::uint8_t> outcome{0, 0, 1, 2, 0, 0};
  const auto fitted = fit_intercepts(p, outcome, 3, std::vector<double>{1, 1, 2, 1, 1, 1});
  ASSERT_TRUE(fitted) << text_of(fitted);
  ASSERT_EQ(fitted->size(), 3u);
  EXPECT_EQ((*fitted)[0], 0.0);
  EXPECT_NEAR((*fitted)[1], -0.9776294640232893, 1e-10);
  EXPECT_NEAR((*fitted)[2], -1.2683482338242933, 1e-10);
}

TEST(FitIntercepts, TakeSharesOfNoneAndOfAllForTheNearestThatHaveLogOdds) {
  std::vector<double> p;
  std::vector<std::uint8_t> outcome;
  for (int i = 0; i < 4000; ++i) {
    p.push_back(i % 2 == 0 ? 0.0 : 1.0);
    outcome.push_back(i % 40 == 0 ? 1 : 0);
  }
  const auto fitted = fit_intercepts(p, outcome, 2, {});
  ASSERT_TRUE(fitted) << text_of(fitted);
  const Calibrations undone{false, {}, *fitted};
  double mean = 0.0;
  for (double one : p) {
    undone.apply(std::span(&one, 1));
    mean += one / 4000.0;
  }
  EXPECT_NEAR(mean, 0.025, 1e-10);
}

TEST(FitIntercepts, SayWhichClassIsAbsent) {
  EXPECT_EQ(text_of(fit_intercepts(std::vector<double>{0.2, 0.4}, std::vector<std::uint8_t>{0, 0}, 2, {})),
            "calibration: class 2 of 2 has no row among those that the intercepts are fitted to");
}

}  // namespace
}  // namespace nearside
