// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/jobs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "tools/table/large_table.h"

namespace nearside {
namespace {

using Calls = std::vector<std::pair<std::size_t, std::size_t>>;

Calls calls_of(std::size_t count, std::size_t threads, bool in_turn) {
  Calls calls;
  std::mutex one_at_a_time;
  run_jobs(count, threads, in_turn, [&](std::size_t job, std::size_t own) {
    const std::lock_guard lock(one_at_a_time);
    calls.emplace_back(job, own);
  });
  return calls;
}

TEST(Jobs, OneAfterAnotherHaveAllThreads) {
  EXPECT_EQ(calls_of(3, 4, true), (Calls{{0, 4}, {1, 4}, {2, 4}}));
}

TEST(Jobs, AtOnceHaveAThreadEachAndAreDoneOnce) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "this build has one thread";
#endif
  Calls calls = calls_of(7, 3, false);
  std::sort(calls.begin(), calls.end());
  EXPECT_EQ(calls, (Calls{{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}}));
}

TEST(OneByOne, AreLargeTablesWhereEveryFitUsesThreads) {
  const Matrix small{10, std::vector<double>(1000)};
  const Matrix large{10, std::vector<double>(4'000'000)};
  EXPECT_FALSE(is_large(small));
  EXPECT_TRUE(is_large(large));
  const Candidate logistic{"logistic", LogisticRequest(), {}};
  const Candidate boosting{"gradient_boosting", GradientBoostingRequest(), {}};
  const Candidate points{"points", PointsRequest(), {}};
  EXPECT_TRUE(one_by_one({logistic, boosting}, large));
  EXPECT_FALSE(one_by_one({logistic, boosting}, small));
  EXPECT_FALSE(one_by_one({logistic, points}, large));
}

}  // namespace
}  // namespace nearside
