// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace nearside {
namespace {

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}

// Computed by a separate program in Python, from the two papers' formulas with whole numbers modulo 2^64.
TEST(Random, GivesThePublishedSequence) {
  Random of_zero(0);
  EXPECT_EQ(of_zero.next(), 0x53175d61490b23dfu);
  EXPECT_EQ(of_zero.next(), 0x61da6f3dc380d507u);
  EXPECT_EQ(of_zero.next(), 0x5c0fdf91ec9a7bfcu);
  EXPECT_EQ(of_zero.next(), 0x02eebf8c3bbe5e1au);
  for (int i = 0; i < 999'995; ++i) of_zero.next();
  EXPECT_EQ(of_zero.next(), 0xff5b167f6b718360u);
  Random of_one(1);
  EXPECT_EQ(of_one.next(), 0xcfc5d07f6f03c29bu);
  EXPECT_EQ(of_one.next(), 0xbf424132963fe08du);
  EXPECT_EQ(of_one.next(), 0x19a37d5757aaf520u);
  EXPECT_EQ(of_one.next(), 0xbf08119f05cd56d6u);
  Random of_the_last(UINT64_MAX);
  EXPECT_EQ(of_the_last.next(), 0x56ccf8ce948e27b2u);
  EXPECT_EQ(of_the_last.next(), 0xe68588432e5a5b90u);
  EXPECT_EQ(of_the_last.next(), 0xe3e9b5a48119ca8bu);
  EXPECT_EQ(of_the_last.next(), 0x460f19495532ae73u);
}

TEST(Random, GivesTheSameSequenceFromTheSameSeed) {
  Random a(7);
  Random b(7);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(a.next(), b.next());
}

TEST(Random, GivesOtherSequencesFromOtherSeeds) {
  Random a(7);
  Random b(8);
  EXPECT_NE(a.next(), b.next());
}

TEST(RandomUniform, StaysInItsRangeWithMeanOneHalf) {
  Random random(1);
  double total = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = random.uniform();
    ASSERT_GE(x, 0.0);
    ASSERT_LT(x, 1.0);
    total += x;
  }
  EXPECT_NEAR(total / 100'000, 0.5, 0.004);  // four standard errors: 4 * sqrt(1/12 / 100,000)
}

TEST(RandomUniform, IsTheTop53Bits) {
  Random bits(3);
  Random uniform(3);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(std::ldexp(uniform.uniform(), 53), static_cast<double>(bits.next() >> 11));
  }
}

TEST(RandomBelow, GivesEachNumberEquallyOften) {
  Random random(1);
  std::array<int, 6> seen{};
  for (int i = 0; i < 60'000; ++i) ++seen[static_cast<std::size_t>(random.below(6))];
  for (const int count : seen)
    EXPECT_NEAR(count, 10'000, 365);  // four standard errors: 4 * sqrt(60,000 * 5/36)
}

// 3 * 2^62: a remainder of 64 bits would give the lowest third twice as often as each of the others.
TEST(RandomBelow, IsUnbiasedForHugeBounds) {
  Random random(1);
  const std::uint64_t third = std::uint64_t{1} << 62;
  std::array<int, 3> seen{};
  for (int i = 0; i < 30'000; ++i) ++seen[static_cast<std::size_t>(random.below(3 * third) / third)];
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 327);  // 4 * sqrt(30,000 * 2/9)
}

TEST(RandomBelow, HonoursTheExtremeBounds) {
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(random.below(1), 0u);
    ASSERT_LT(random.below(2), 2u);
    ASSERT_LT(random.below(UINT64_MAX), UINT64_MAX);
    ASSERT_LT(random.below((std::uint64_t{1} << 63) + 1), (std::uint64_t{1} << 63) + 1);
  }
}

TEST(RandomNormal, HasTheMomentsOfTheNormalDistribution) {
  Random random(1);
  constexpr int kCount = 200'000;
  double sum = 0;
  double squares = 0;
  double fourth_powers = 0;
  int within_one = 0;
  for (int i = 0; i < kCount; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
    fourth_powers += x * x * x * x;
    within_one += std::abs(x) < 1 ? 1 : 0;
  }
  // Four standard errors each: of x sqrt(1/n), of x^2 sqrt(2/n), of x^4 sqrt(96/n), of a share
  // sqrt(p(1-p)/n).
  EXPECT_NEAR(sum / kCount, 0.0, 0.009);
  EXPECT_NEAR(squares / kCount, 1.0, 0.013);
  EXPECT_NEAR(fourth_powers / kCount, 3.0, 0.088);
  EXPECT_NEAR(static_cast<double>(within_one) / kCount, 0.6827, 0.0042);
}

TEST(RandomNormal, GivesTheSameBitsOnEveryTarget) {
  Random random(1);
  std::uint64_t hash = 0xcbf29ce484222325;
  for (int i = 0; i < 100'000; ++i) {
    hash = (hash ^ bits_of(random.normal())) * 0x100000001b3;
    hash ^= hash >> 32;
  }
  EXPECT_EQ(hash, 4453082484407472135u);
}

TEST(RandomShuffle, KeepsEveryValue) {
  std::vector<int> values(1000);
  std::iota(values.begin(), values.end(), 0);
  Random random(1);
  random.shuffle(std::span<int>(values));
  EXPECT_FALSE(std::is_sorted(values.begin(), values.end()));
  std::sort(values.begin(), values.end());
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], i);
}

TEST(RandomShuffle, GivesEachOrderEquallyOften) {
  Random random(1);
  std::array<int, 6> seen{};
  for (int i = 0; i < 60'000; ++i) {
    std::array values{0, 1, 2};
    random.shuffle(std::span<int>(values));
    ++seen[static_cast<std::size_t>(2 * values[0] + (values[1] > values[2] ? 1 : 0))];
  }
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 365);  // four standard errors
}

TEST(RandomShuffle, LeavesNothingAndOneAlone) {
  Random random(1);
  random.shuffle(std::span<int>());
  std::array one{5};
  random.shuffle(std::span<int>(one));
  EXPECT_EQ(one[0], 5);
}

TEST(RandomShuffle, GivesTheSameOrderOnEveryTarget) {
  std::array values{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  Random random(2024);
  random.shuffle(std::span<int>(values));
  EXPECT_EQ(values, (std::array{9, 6, 2, 7, 0, 5, 3, 1, 4, 8}));
}

}  // namespace
}  // namespace nearside
