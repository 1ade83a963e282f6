// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/explain.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

const LogisticRegression kModel{-1.0, {0.5, 0.25, 0.5, -0.5}, {2.0, 0.5, 0.25, 0.25}};

std::vector<double> contributions_of(const std::vector<double>& row) {
  std::vector<double> values(4, 99.0);
  column_contributions(kModel, 0, row, values);
  return values;
}

TEST(Contributions, AreTheDistanceFromTheMeanTimesTheCoefficient) {
  ExpectSameBits(contributions_of({6.0, 0.5, 0.25, 0.25})[0], 2.0);  // 0.5 · (6 − 2)
}

TEST(Contributions, HaveOneForEachColumn) {
  ExpectSameBits(contributions_of({2.0, 0.0, 1.0, 0.0}), std::vector<double>{0.0, -0.125, 0.375, 0.125});
}

TEST(Contributions, AreZeroAtTheMeans) {
  ExpectSameBits(contributions_of(kModel.means), std::vector<double>{0.0, 0.0, 0.0, -0.0});
}

TEST(TypicalMargin, IsTheMarginAtTheMeans) {
  ExpectSameBits(typical_margins(kModel)[0], 0.125);  // −1 + 1 + 0.125 + 0.125 − 0.125
}

TEST(Contributions, AddUpToTheMarginFromTheTypicalOne) {
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    LogisticRegression model{random.normal(), {}, {}};
    std::vector<double> row;
    for (std::size_t c = 0; c < 4; ++c) {
      model.coefficients.push_back(random.normal());
      model.means.push_back(random.normal());
      row.push_back(10.0 * random.normal());
    }
    std::vector<double> parts(4);
    column_contributions(model, 0, row, parts);
    double margin = 0.0;
    score(model, row, std::span(&margin, 1));
    EXPECT_NEAR(typical_margins(model)[0] + numerics::sum(parts), margin,
                1e-12);  // a dozen roundings below 100
  }
}

}  // namespace
}  // namespace nearside
