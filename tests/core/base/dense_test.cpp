// SPDX-License-Identifier: Apache-2.0
#include "core/base/dense.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

TEST(SolvePositiveDefinite, SolvesTwoEquations) {
  const std::vector<double> a{4, 2,  //
                              2, 5};
  std::vector<double> b{10, 13};  // 4·1.5 + 2·2 and 2·1.5 + 5·2
  ASSERT_TRUE(solve_positive_definite(a, b));
  ExpectSameBits(b, std::vector<double>{1.5, 2.0});
}

TEST(SolvePositiveDefinite, SolvesThreeEquations) {
  // L·Lᵀ of L = (2; 1 3; -1 2 1), times x = (1, -2, 3).
  const std::vector<double> a{4,  2,  -2,  //
                              2,  10, 5,   //
                              -2, 5,  6};
  std::vector<double> b{-6, -3, 6};
  ASSERT_TRUE(solve_positive_definite(a, b));
  ExpectSameBits(b, std::vector<double>{1.0, -2.0, 3.0});
}

TEST(SolvePositiveDefinite, ReadsTheLowerTriangleOnly) {
  const std::vector<double> a{4, kNaN,  //
                              2, 5};
  std::vector<double> b{10, 13};
  ASSERT_TRUE(solve_positive_definite(a, b));
  ExpectSameBits(b, std::vector<double>{1.5, 2.0});
}

TEST(SolvePositiveDefinite, RefusesWhatIsNotPositiveDefinite) {
  for (const std::vector<double>& a : std::vector<std::vector<double>>{
           {1, 2, 2, 1}, {1, 1, 1, 1}, {0, 0, 0, 0}, {-1, 0, 0, -1}, {kNaN, 0, 0, 1}, {1, 0, 0, kNaN}}) {
    std::vector<double> b{1, 1};
    EXPECT_FALSE(solve_positive_definite(a, b)) << a[0] << " " << a[1] << " " << a[3];
  }
}

TEST(SolvePositiveDefinite, RefusesARightSideThatIsNotFinite) {
  std::vector<double> b{1, kNaN};
  EXPECT_FALSE(solve_positive_definite(std::vector<double>{1, 0, 0, 1}, b));
}

/// A = MᵀM + I for a random M: symmetric and positive definite.
struct System {
  std::vector<double> a;
  std::vector<double> b;
};

System random_system(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> m(n * n);
  for (double& value : m) value = 2.0 * random.uniform() - 1.0;
  System system{std::vector<double>(n * n), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = i == j ? 1.0 : 0.0;
      for (std::size_t k = 0; k < n; ++k) sum += m[k * n + i] * m[k * n + j];
      system.a[i * n + j] = sum;
    }
    system.b[i] = 2.0 * random.uniform() - 1.0;
  }
  return system;
}

std::uint64_t hash_of(const std::vector<double>& values) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (double value : values) {
    hash = (hash ^ __builtin_bit_cast(std::uint64_t, value)) * 0x100000001b3;
    hash ^= hash >> 32;
  }
  return hash;
}

TEST(SolvePositiveDefinite, SatisfiesItsEquations) {
  for (const std::size_t n : {1u, 20u, 50u}) {
    const System system = random_system(n, 1);
    std::vector<double> x = system.b;
    ASSERT_TRUE(solve_positive_definite(system.a, x));
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < n; ++j) sum += system.a[i * n + j] * x[j];
      EXPECT_NEAR(sum, system.b[i], 1e-13);  // about n rounding errors of terms below 20
    }
  }
}

// 20 unknowns are solved without blocks, 50 with them (Eigen blocks from 32 on).
TEST(SolvePositiveDefinite, GivesTheSameBitsOnEveryTarget) {
  System small = random_system(20, 2024);
  ASSERT_TRUE(solve_positive_definite(small.a, small.b));
  EXPECT_EQ(hash_of(small.b), 10404404955233635428u);
  System large = random_system(50, 2024);
  ASSERT_TRUE(solve_positive_definite(large.a, large.b));
  EXPECT_EQ(hash_of(large.b), 17488064444388795003u);
}

TEST(SymmetricEigen, FindsValuesAndVectorsByHand) {
  // (1, 1)/√2 with 3 and (1, −1)/√2 with 1; the upper triangle is not read.
  const std::vector<double> a{2, kNaN, 1, 2};
  std::vector<double> values(2);
  std::vector<double> vectors(4);
  ASSERT_TRUE(symmetric_eigen(a, values, vectors));
  const double half = std::sqrt(0.5);
  EXPECT_NEAR(values[0], 3, 1e-15);
  EXPECT_NEAR(values[1], 1, 1e-15);
  EXPECT_NEAR(vectors[0], half, 1e-15);
  EXPECT_NEAR(vectors[1], half, 1e-15);
  EXPECT_NEAR(std::abs(vectors[2]), half, 1e-15);
  EXPECT_NEAR(vectors[2] + vectors[3], 0, 1e-15);
}

TEST(SymmetricEigen, TurnsTheLargestElementUp) {
  const std::vector<double> a{1, 0, 0, -4, 5, 0, 0, 0, 9};
  std::vector<double> values(3);
  std::vector<double> vectors(9);
  ASSERT_TRUE(symmetric_eigen(a, values, vectors));
  for (std::size_t i = 0; i < 3; ++i) {
    double largest = 0.0;
    for (std::size_t j = 0; j < 3; ++j) {
      if (std::abs(vectors[3 * i + j]) > std::abs(largest)) largest = vectors[3 * i + j];
    }
    EXPECT_GT(largest, 0.0) << i;
    EXPECT_GE(values[0], values[i]);
  }
}

TEST(SymmetricEigen, SatisfiesItsEquations) {
  const std::size_t n = 30;
  const std::vector<double> a = random_system(n, 7).a;
  std::vector<double> values(n);
  std::vector<double> vectors(n * n);
  ASSERT_TRUE(symmetric_eigen(a, values, vectors));
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < n; ++j) sum += a[i * n + j] * vectors[k * n + j];
      EXPECT_NEAR(sum, values[k] * vectors[k * n + i], 1e-12);  // rounding errors of the largest, about 40
    }
  }
}

TEST(SymmetricEigen, SaysWhereItCanNot) {
  std::vector<double> values(2);
  std::vector<double> vectors(4);
  EXPECT_FALSE(symmetric_eigen(std::vector<double>{1, 0, kNaN, 1}, values, vectors));
}

TEST(SymmetricEigen, GivesTheSameBitsOnEveryTarget) {
  const System system = random_system(50, 2024);
  std::vector<double> values(50);
  std::vector<double> vectors(2500);
  ASSERT_TRUE(symmetric_eigen(system.a, values, vectors));
  EXPECT_EQ(hash_of(values), 2442536471597092782u);
  EXPECT_EQ(hash_of(vectors), 152483505817910411u);
}

}  // namespace
}  // namespace nearside
