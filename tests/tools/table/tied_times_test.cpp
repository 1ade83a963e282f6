// SPDX-License-Identifier: Apache-2.0
#include "tools/table/tied_times.h"

#include <gtest/gtest.h>

#include <vector>

namespace nearside {
namespace {

using Times = std::vector<double>;

Times tied(Times times) {
  tie_times(times);
  return times;
}

TEST(TieTimes, MakesEqualWhatDiffersByRounding) {
  const double sum = 0.1 + 0.2;  // not 0.3
  EXPECT_EQ(tied({0.3, sum, 1.0, sum}), (Times{0.3, 0.3, 1.0, 0.3}));
  // Days as years, and the same days as weeks.
  EXPECT_EQ(tied({7.0 * (1.0 / 365.25), 1.0 * (7.0 / 365.25), 2.0}).front(),
            tied({7.0 * (1.0 / 365.25), 1.0 * (7.0 / 365.25), 2.0})[1]);
}

// By the rule of `aeqSurv`: the mean of the different times is 4.2, and 1.49e-8 of it 6.26e-8.
TEST(TieTimes, FollowsARunFromItsFirstAndLeavesWhatIsFartherAway) {
  EXPECT_EQ(tied({5.0, 5.0 + 4e-8, 5.0 + 8e-8, 5.0 + 5e-7, 1.0}), (Times{5.0, 5.0, 5.0, 5.0 + 5e-7, 1.0}));
  EXPECT_EQ(tied({3.0, 1.0, 2.0}), (Times{3.0, 1.0, 2.0}));
  EXPECT_EQ(tied({}), Times{});
}

TEST(TieTimes, DoesNotDependOnTheUnit) {
  const Times days{1e-9, 3e-9, 5e-9};
  EXPECT_EQ(tied(days), days);
}

}  // namespace
}  // namespace nearside
