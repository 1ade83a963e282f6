// SPDX-License-Identifier: Apache-2.0
#include "core/base/cholesky.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

// L = (2; 1 3; -1 2 1), A = L Lᵀ.
const std::vector<double> kA{4, 2, 10, -2, 5, 6};
const std::vector<double> kL{2, 1, 3, -1, 2, 1};

TEST(Cholesky, FindsTheTriangle) {
  std::vector<double> a = kA;
  ASSERT_TRUE(cholesky(a, 3, 0.0));
  ExpectSameBits(a, kL);
}

TEST(Cholesky, SolvesByBothTriangles) {
  std::vector<double> x{-6, -3, 6};  // A (1, -2, 3)
  solve_lower(kL, x);
  ExpectSameBits(x, std::vector<double>{-3, 0, 3});
  solve_lower_transposed(kL, x);
  ExpectSameBits(x, std::vector<double>{1, -2, 3});
}

TEST(Cholesky, RefusesWhatIsNotPositiveDefinite) {
  for (std::vector<double> a : std::vector<std::vector<double>>{
           {1, 2, 1}, {1, 1, 1}, {0, 0, 0}, {-1, 0, 1}, {kNaN, 0, 1}, {1, kNaN, 1}, {1, 0, kInfinity}}) {
    EXPECT_FALSE(cholesky(a, 2, 0.0)) << a[0] << " " << a[1] << " " << a[2];
  }
}

TEST(Cholesky, RefusesAPivotThatIsTooSmall) {
  // The pivots are 4, 9 of 10, 1 of 6.
  std::vector<double> a = kA;
  EXPECT_TRUE(cholesky(a, 3, 0.16));
  a = kA;
  EXPECT_FALSE(cholesky(a, 3, 0.17));
}

TEST(Cholesky, PlacesBothTrianglesInTheSameElement) {
  EXPECT_EQ(packed_place(2, 1), 4u);
  EXPECT_EQ(packed_place(1, 2), 4u);
  EXPECT_EQ(packed_size(3), 6u);
}

}  // namespace
}  // namespace nearside
