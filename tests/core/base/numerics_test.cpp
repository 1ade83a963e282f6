// SPDX-License-Identifier: Apache-2.0
#include "core/base/numerics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tools/fixtures.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NEARSIDE_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define NEARSIDE_SANITIZED 1
#endif

namespace nearside {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr double kLargest = std::numeric_limits<double>::max();

constexpr int kTenMillion = 10'000'000;

// Where long double is slow the accuracy is measured on fewer inputs; the equal hashes carry the claim over.
#if defined(__EMSCRIPTEN__) || defined(NEARSIDE_SANITIZED)
constexpr int kMeasured = 100'000;
#else
constexpr int kMeasured = kTenMillion;
#endif

#if LDBL_MANT_DIG == 64
long double true_exp(double x) {
  return std::exp(static_cast<long double>(x));
}
long double true_log(double x) {
  return std::log(static_cast<long double>(x));
}
long double true_log1p(double x) {
  return std::log1p(static_cast<long double>(x));
}
#else
// Emscripten's expl and logl (128 bit) call the double functions. Here: Taylor's series and a Newton step.
long double series_exp(long double x) {
  const long double k = std::floor(x / 0.6931471805599453094172321214581766L + 0.5L);
  const long double r = x - k * 0.6931471805599453094172321214581766L;
  long double sum = 1;
  for (int n = 26; n > 0; --n) sum = 1 + r / n * sum;
  return std::ldexp(sum, static_cast<int>(k));
}
long double newton_log(long double x) {
  const long double near = std::log(static_cast<double>(x));
  const long double off = x * series_exp(-near) - 1;  // about 1e-16: two terms of log(1 + off) are plenty
  return near + (off - off * off / 2);
}
long double true_exp(double x) {
  return series_exp(x);
}
long double true_log(double x) {
  return newton_log(x);
}
// 1 + x is exact in 113 bits for the inputs below.
long double true_log1p(double x) {
  return newton_log(1 + static_cast<long double>(x));
}
#endif

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}
double double_from(std::uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}

double error_in_ulps(double seen, long double truth) {
  int exponent = 0;
  std::frexp(truth, &exponent);
  const int ulp_exponent = std::max(exponent - 53, -1074);
  return std::abs(static_cast<double>(std::ldexp(static_cast<long double>(seen) - truth, -ulp_exponent)));
}

/// The largest error of `function` in ulps over inputs that `draw` takes from a seeded generator.
template <class Function, class Truth, class Draw>
double worst_ulps(Function function, Truth truth, Draw draw) {
  Random random(20'240'601);
  double worst = 0;
  for (int i = 0; i < kMeasured; ++i) {
    const double x = draw(random);
    worst = std::max(worst, error_in_ulps(function(x), truth(x)));
  }
  ::testing::Test::RecordProperty("inputs", kMeasured);
  ::testing::Test::RecordProperty("max_ulp", std::to_string(worst));
  return worst;
}

auto between(double low, double high) {
  return [=](Random& random) { return low + (high - low) * random.uniform(); };
}

double any_normal_positive(Random& random) {
  constexpr std::uint64_t kFirst = std::uint64_t{1} << 52;
  constexpr std::uint64_t kEnd = std::uint64_t{0x7ff} << 52;
  return double_from(kFirst + random.below(kEnd - kFirst));
}

double any_subnormal(Random& random) {
  return double_from(1 + random.below((std::uint64_t{1} << 52) - 1));
}

/// FNV-1a's steps over the 64 bit results, each followed by a shift that lets high bits reach the low ones.
template <class Function, class Draw>
std::uint64_t hash_of_results(Function function, Draw draw) {
  Random random(1);
  std::uint64_t hash = 0xcbf29ce484222325;
  for (int i = 0; i < kTenMillion; ++i) {
    hash = (hash ^ bits_of(function(draw(random)))) * 0x100000001b3;
    hash ^= hash >> 32;
  }
  return hash;
}

void expect_same_bits(double seen, double expected) {
  EXPECT_EQ(bits_of(seen), bits_of(expected)) << seen << " where " << expected << " was expected";
}

// The bits are part of the model file format: these hashes may change only with a new format version.
TEST(Exp, GivesTheSameBitsOnEveryTargetForTenMillionInputs) {
  EXPECT_EQ(hash_of_results(numerics::exp, between(-746, 710)), 441654007133150032u);
}

TEST(Exp, GivesTheSameBitsOnEveryTargetForTenMillionLogOdds) {
  EXPECT_EQ(hash_of_results(numerics::exp, between(-20, 20)), 8356929181885728177u);
}

TEST(Log, GivesTheSameBitsOnEveryTargetForTenMillionInputs) {
  EXPECT_EQ(hash_of_results(numerics::log, any_normal_positive), 17305620647980237348u);
}

TEST(Log, GivesTheSameBitsOnEveryTargetForTenMillionInputsAroundOne) {
  EXPECT_EQ(hash_of_results(numerics::log, between(0, 4)), 17485642570869507861u);
}

// The limits of these tests are those that numerics.h promises.
TEST(Exp, StaysUnderOneUlpOfLongDoubleBetweenMinusOneAndOne) {
  EXPECT_LT(worst_ulps(numerics::exp, true_exp, between(-1, 1)), 0.67);
}

TEST(Exp, StaysUnderOneUlpOfLongDoubleForAllNormalResults) {
  EXPECT_LT(worst_ulps(numerics::exp, true_exp, between(-708, 709)), 0.67);
}

TEST(Exp, StaysUnderOneUlpOfLongDoubleForSubnormalResults) {
  EXPECT_LT(worst_ulps(numerics::exp, true_exp, between(-745, -708)), 0.79);
}

TEST(Log, StaysUnderOneUlpOfLongDoubleAroundOne) {
  EXPECT_LT(worst_ulps(numerics::log, true_log, between(0.5, 2)), 0.86);
}

TEST(Log, StaysUnderOneUlpOfLongDoubleForAllNormalInputs) {
  EXPECT_LT(worst_ulps(numerics::log, true_log, any_normal_positive), 0.86);
}

TEST(Log, StaysUnderOneUlpOfLongDoubleForSubnormalInputs) {
  EXPECT_LT(worst_ulps(numerics::log, true_log, any_subnormal), 0.86);
}

TEST(Log1p, StaysUnderTwoAndAHalfUlpsOfLongDouble) {
  const auto draw = [](Random& random) {  // from 2^-52 to 1/2 in magnitude, of either sign
    const double magnitude =
        (1 + random.uniform()) * std::ldexp(1.0, -static_cast<int>(random.below(51)) - 2);
    return random.below(2) == 0 ? magnitude : -magnitude;
  };
  EXPECT_LT(worst_ulps(numerics::log1p, true_log1p, draw), 2.5);
}

TEST(Exp, KnowsItsExactValues) {
  expect_same_bits(numerics::exp(0.0), 1.0);
  expect_same_bits(numerics::exp(-0.0), 1.0);
  expect_same_bits(numerics::exp(1e-300), 1.0);
  expect_same_bits(numerics::exp(kSmallest), 1.0);
  expect_same_bits(numerics::exp(0x1p-53), 1.0);
  expect_same_bits(numerics::exp(0x1p-52), 1.0 + 0x1p-52);
}

// e, 1/e and e^10 to 20 digits are 2.7182818284590452354, 0.36787944117144232160 and 22026.465794806716517.
TEST(Exp, KnowsPrintedValues) {
  EXPECT_DOUBLE_EQ(numerics::exp(1.0), 2.7182818284590452354);
  EXPECT_DOUBLE_EQ(numerics::exp(-1.0), 0.36787944117144232160);
  EXPECT_DOUBLE_EQ(numerics::exp(10.0), 22026.465794806716517);
}

TEST(Exp, OverflowsToInfinityPastTheLogOfTheLargestDouble) {
  constexpr double kLogOfLargest = 0x1.62e42fefa39efp+9;
  EXPECT_LT(numerics::exp(kLogOfLargest), kInfinity);
  EXPECT_GT(numerics::exp(kLogOfLargest), 0x1.ffffp+1023);
  EXPECT_EQ(numerics::exp(0x1.62e42fefa39fp+9), kInfinity);  // the next double
  EXPECT_EQ(numerics::exp(710.1), kInfinity);
  EXPECT_EQ(numerics::exp(1e300), kInfinity);
  EXPECT_EQ(numerics::exp(kInfinity), kInfinity);
}

TEST(Exp, FadesThroughTheSubnormalsToZero) {
  expect_same_bits(numerics::exp(-745.0), kSmallest);
  expect_same_bits(numerics::exp(-745.13), kSmallest);
  expect_same_bits(numerics::exp(-745.14), 0.0);
  expect_same_bits(numerics::exp(-1e300), 0.0);
  expect_same_bits(numerics::exp(-kInfinity), 0.0);
}

TEST(Exp, GrowsWithItsInput) {
  double previous = 0;
  for (int i = -74'500; i <= 70'900; ++i) {
    const double now = numerics::exp(i * 0.01);
    ASSERT_GE(now, previous) << i;
    previous = now;
  }
}

// There the reduction steps from one k to the next, and the two sides are computed quite differently.
TEST(Exp, GrowsAcrossTheStepsOfItsReduction) {
  for (int k = -1000; k <= 1000; ++k) {
    const double step = (k + 0.5) * 0.69314718055994530942;
    double previous = 0;
    for (int i = -100; i <= 100; ++i) {
      const double now = numerics::exp(step + i * 0x1p-52 * std::abs(step));
      ASSERT_GE(now, previous) << k << " " << i;
      previous = now;
    }
  }
}

TEST(Log, KnowsItsExactValues) {
  expect_same_bits(numerics::log(1.0), 0.0);
  expect_same_bits(numerics::log(0.0), -kInfinity);
  expect_same_bits(numerics::log(-0.0), -kInfinity);
  expect_same_bits(numerics::log(kInfinity), kInfinity);
}

// ln 2 and ln 10 to 20 digits are 0.69314718055994530942 and 2.3025850929940456840.
TEST(Log, KnowsPrintedValues) {
  EXPECT_DOUBLE_EQ(numerics::log(2.0), 0.69314718055994530942);
  EXPECT_DOUBLE_EQ(numerics::log(0.5), -0.69314718055994530942);
  EXPECT_DOUBLE_EQ(numerics::log(10.0), 2.3025850929940456840);
  EXPECT_DOUBLE_EQ(numerics::log(kSmallest), -1074 * 0.69314718055994530942);
  EXPECT_DOUBLE_EQ(numerics::log(kLargest), 1024 * 0.69314718055994530942);
}

TEST(Log, OfANegativeNumberIsNaN) {
  EXPECT_TRUE(std::isnan(numerics::log(-1.0)));
  EXPECT_TRUE(std::isnan(numerics::log(-kSmallest)));
  EXPECT_TRUE(std::isnan(numerics::log(-kInfinity)));
}

TEST(Log, GrowsWithItsInput) {
  double previous = -kInfinity;
  for (std::uint64_t bits = 1; bits < bits_of(kInfinity); bits += std::uint64_t{1} << 44) {
    const double now = numerics::log(double_from(bits));
    ASSERT_GT(now, previous) << double_from(bits);
    previous = now;
  }
}

TEST(Log, UndoesExp) {
  for (int i = -7000; i <= 7000; ++i) {
    const double x = i * 0.1;
    // Half an ulp of exp moves its log by 2^-53; 1e-15 |x| leaves room for log's own rounding.
    ASSERT_NEAR(numerics::log(numerics::exp(x)), x, 2e-16 + 1e-15 * std::abs(x));
  }
}

TEST(Log1p, KeepsSmallNumbers) {
  expect_same_bits(numerics::log1p(0.0), 0.0);
  expect_same_bits(numerics::log1p(-0.0), -0.0);
  expect_same_bits(numerics::log1p(1e-300), 1e-300);
  expect_same_bits(numerics::log1p(-kSmallest), -kSmallest);
  EXPECT_DOUBLE_EQ(numerics::log1p(1e-10), 1e-10 - 0.5e-20);
}

TEST(Log1p, KnowsItsEdges) {
  expect_same_bits(numerics::log1p(-1.0), -kInfinity);
  expect_same_bits(numerics::log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(numerics::log1p(-1.0000000000000002)));
  EXPECT_TRUE(std::isnan(numerics::log1p(-kInfinity)));
  EXPECT_DOUBLE_EQ(numerics::log1p(kLargest), 1024 * 0.69314718055994530942);
}

TEST(Logistic, IsOneHalfAtZero) {
  expect_same_bits(numerics::logistic(0.0), 0.5);
  expect_same_bits(numerics::logistic(-0.0), 0.5);
}

TEST(Logistic, KnowsPrintedValues) {  // 1/(1 + 1/3) and 1/(1 + 3)
  EXPECT_DOUBLE_EQ(numerics::logistic(1.0986122886681098), 0.75);
  EXPECT_DOUBLE_EQ(numerics::logistic(-1.0986122886681098), 0.25);
}

TEST(Logistic, OfOppositeLogOddsAddsToOne) {
  for (int i = -40'000; i <= 40'000; ++i) {
    const double x = i * 0.001;
    // 2^-52: three roundings of numbers up to 1
    ASSERT_NEAR(numerics::logistic(x) + numerics::logistic(-x), 1.0, 0x1p-52);
  }
}

TEST(Logistic, IsStableOnBothSides) {
  expect_same_bits(numerics::logistic(40.0), 1.0);
  expect_same_bits(numerics::logistic(kLargest), 1.0);
  expect_same_bits(numerics::logistic(kInfinity), 1.0);
  expect_same_bits(numerics::logistic(-40.0), numerics::exp(-40.0));
  expect_same_bits(numerics::logistic(-740.0), numerics::exp(-740.0));
  expect_same_bits(numerics::logistic(-kLargest), 0.0);
  expect_same_bits(numerics::logistic(-kInfinity), 0.0);
}

TEST(Softplus, IsStableOnBothSides) {
  EXPECT_DOUBLE_EQ(numerics::softplus(0.0), 0.69314718055994530942);
  expect_same_bits(numerics::softplus(1000.0), 1000.0);
  expect_same_bits(numerics::softplus(-700.0), numerics::exp(-700.0));
  expect_same_bits(numerics::softplus(kInfinity), kInfinity);
  expect_same_bits(numerics::softplus(-kInfinity), 0.0);
}

TEST(Softplus, OfOppositeNumbersDiffersByTheNumber) {
  for (int i = -30'000; i <= 30'000; ++i) {
    const double x = i * 0.001;
    // log(1 + e^x) - log(1 + e^-x) = x; 1e-14: a few ulps of 30
    ASSERT_NEAR(numerics::softplus(x) - numerics::softplus(-x), x, 1e-14);
  }
}

TEST(Logit, KnowsItsEdges) {
  expect_same_bits(numerics::logit(0.0), -kInfinity);
  expect_same_bits(numerics::logit(1.0), kInfinity);
  EXPECT_EQ(numerics::logit(0.5), 0.0);
  EXPECT_TRUE(std::isnan(numerics::logit(-0.01)));
  EXPECT_TRUE(std::isnan(numerics::logit(1.01)));
}

TEST(Logit, KeepsItsDigitsNearOneHalf) {  // logit(1/2 + d) = 4 d + O(d^3)
  EXPECT_DOUBLE_EQ(numerics::logit(0.5 + 0x1p-50), 0x1p-48);
  EXPECT_DOUBLE_EQ(numerics::logit(0.5 - 0x1p-50), -0x1p-48);
}

TEST(Logit, UndoesLogistic) {
  for (int i = -20'000; i <= 2'000; ++i) {
    const double x = i * 0.001;
    // An ulp of p moves logit(p) by about 2^-52 / (1 - p), at most 8.4 * 2^-52 up to x = 2.
    ASSERT_NEAR(numerics::logit(numerics::logistic(x)), x, 2e-15 + 1e-15 * std::abs(x));
  }
}

TEST(Numerics, NaNInGivesNaNOut) {
  EXPECT_TRUE(std::isnan(numerics::exp(kNaN)));
  EXPECT_TRUE(std::isnan(numerics::log(kNaN)));
  EXPECT_TRUE(std::isnan(numerics::log1p(kNaN)));
  EXPECT_TRUE(std::isnan(numerics::logistic(kNaN)));
  EXPECT_TRUE(std::isnan(numerics::softplus(kNaN)));
  EXPECT_TRUE(std::isnan(numerics::logit(kNaN)));
}

TEST(Sum, GoesLeftToRight) {  // 1 is lost beside 2^53, unless the large numbers meet first
  EXPECT_EQ(numerics::sum(std::array{0x1p53, 1.0, -0x1p53}), 0.0);
  EXPECT_EQ(numerics::sum(std::array{0x1p53, -0x1p53, 1.0}), 1.0);
  EXPECT_EQ(numerics::sum(std::array{1.0, 0x1p53, 1.0, 1.0, -0x1p53}), 0.0);
}

TEST(Sum, OfNothingIsZero) {
  expect_same_bits(numerics::sum({}), 0.0);
}

TEST(Dot, GoesLeftToRight) {
  EXPECT_EQ(numerics::dot(std::array{2.0, 1.0, -2.0}, std::array{0x1p52, 1.0, 0x1p52}), 0.0);
  EXPECT_EQ(numerics::dot(std::array{2.0, -2.0, 1.0}, std::array{0x1p52, 0x1p52, 1.0}), 1.0);
}

TEST(Dot, RoundsEachProduct) {  // fused, the result would be 2^-60
  const double x = 1 + 0x1p-30;
  EXPECT_EQ(numerics::dot(std::array{-1.0, x}, std::array{1 + 0x1p-29, x}), 0.0);
}

TEST(Dot, OfNothingIsZero) {
  expect_same_bits(numerics::dot({}, {}), 0.0);
}

long double true_expm1(double x) {
#if LDBL_MANT_DIG == 64
  return std::expm1(static_cast<long double>(x));
#else
  return series_exp(x) - 1;  // 113 bits, of which at most 52 are lost below
#endif
}

TEST(Expm1, StaysUnderThreeUlpsOfLongDouble) {
  const auto small = [](Random& random) {  // from 2^-52 to 1/2 in magnitude, of either sign
    const double magnitude =
        (1 + random.uniform()) * std::ldexp(1.0, -static_cast<int>(random.below(51)) - 2);
    return random.below(2) == 0 ? magnitude : -magnitude;
  };
  EXPECT_LT(worst_ulps(numerics::expm1, true_expm1, small), 3.0);
  EXPECT_LT(worst_ulps(numerics::expm1, true_expm1, between(-40, 40)), 3.0);
  EXPECT_LT(worst_ulps(numerics::expm1, true_expm1, between(40, 709)), 3.0);
}

TEST(Expm1, KnowsItsEdges) {
  expect_same_bits(numerics::expm1(0.0), 0.0);
  expect_same_bits(numerics::expm1(-0.0), -0.0);
  expect_same_bits(numerics::expm1(1e-300), 1e-300);
  expect_same_bits(numerics::expm1(-50.0), -1.0);
  expect_same_bits(numerics::expm1(-kInfinity), -1.0);
  expect_same_bits(numerics::expm1(kInfinity), kInfinity);
  expect_same_bits(numerics::expm1(800.0), kInfinity);
  EXPECT_TRUE(std::isnan(numerics::expm1(kNaN)));
}

TEST(Expm1, GivesTheSameBitsOnEveryTargetForTenMillionInputs) {
  EXPECT_EQ(hash_of_results(numerics::expm1, between(-40, 40)), 9809378938402883120u);
}

long double true_tanh(double x) {
  const long double t = true_expm1(2 * x);
  return t / (t + 2);
}

TEST(Tanh, StaysUnderFiveUlpsOfLongDouble) {
  const auto small = [](Random& random) {  // from 2^-52 to 1/2 in magnitude, of either sign
    const double magnitude =
        (1 + random.uniform()) * std::ldexp(1.0, -static_cast<int>(random.below(51)) - 2);
    return random.below(2) == 0 ? magnitude : -magnitude;
  };
  EXPECT_LT(worst_ulps(numerics::tanh, true_tanh, small), 5.0);
  EXPECT_LT(worst_ulps(numerics::tanh, true_tanh, between(-22, 22)), 5.0);
}

TEST(Tanh, KnowsItsEdges) {
  expect_same_bits(numerics::tanh(0.0), 0.0);
  expect_same_bits(numerics::tanh(-0.0), -0.0);
  expect_same_bits(numerics::tanh(1e-300), 1e-300);
  expect_same_bits(numerics::tanh(25.0), 1.0);
  expect_same_bits(numerics::tanh(-800.0), -1.0);
  expect_same_bits(numerics::tanh(kInfinity), 1.0);
  expect_same_bits(numerics::tanh(-kInfinity), -1.0);
  expect_same_bits(numerics::tanh(-1.25), -numerics::tanh(1.25));
  EXPECT_TRUE(std::isnan(numerics::tanh(kNaN)));
}

TEST(Tanh, GivesTheSameBitsOnEveryTargetForTenMillionInputs) {
  EXPECT_EQ(hash_of_results(numerics::tanh, between(-22, 22)), 2299570599807264747u);
}

// tests/fixtures/shape/normal_quantile.csv, by mpmath.
TEST(NormalQuantile, StaysUnderEightUlpsOfTheReference) {
  const std::string path = in_repository("tests/fixtures/shape/normal_quantile.csv");
  const std::vector<double> shares = numbers_in(path, "p");
  const std::vector<double> quantiles = numbers_in(path, "quantile");
  ASSERT_GT(shares.size(), 200u);
  double worst = 0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    worst = std::max(worst, error_in_ulps(numerics::normal_quantile(shares[i]), quantiles[i]));
  ::testing::Test::RecordProperty("max_ulp", std::to_string(worst));
  EXPECT_LT(worst, 8.0);
}

TEST(NormalQuantile, KnowsItsEdges) {
  expect_same_bits(numerics::normal_quantile(0.5), 0.0);
  expect_same_bits(numerics::normal_quantile(0.0), -kInfinity);
  expect_same_bits(numerics::normal_quantile(1.0), kInfinity);
  EXPECT_TRUE(std::isnan(numerics::normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(numerics::normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(numerics::normal_quantile(kNaN)));
}

TEST(NormalQuantile, IsOddAboutOneHalf) {
  for (int i = 1; i < 512; ++i) {
    const double p = i * 0x1p-10;
    expect_same_bits(numerics::normal_quantile(1 - p), -numerics::normal_quantile(p));
  }
}

TEST(NormalQuantile, GivesTheSameBitsOnEveryTargetForTenMillionInputs) {
  EXPECT_EQ(hash_of_results(numerics::normal_quantile, between(0, 1)), 5131089555455031246u);
}

}  // namespace
}  // namespace nearside
