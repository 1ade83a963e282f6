// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/cross_validate.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// 60 invented rows: a number that is sometimes missing, and one that tells something.
struct Example {
  Example() {
    Random random(11);
    recipe.predictors = {numeric("a", false), numeric("b")};
    recipe.steps = {FlagMissingRequest{}, ImputeRequest{Statistic::median, {}}, StandardiseRequest{}};
    rows.columns = 2;
    folds.count = 5;
    for (std::size_t r = 0; r < 60; ++r) {
      const double b = random.normal();
      rows.values.insert(rows.values.end(), {r % 7 == 0 ? kMissingValue : random.normal(), b});
      response.label.push_back(b + random.normal() > 0.0 ? 1 : 0);
      folds.of_row.push_back(static_cast<std::uint32_t>(r % 5));
    }
  }
  std::vector<double> risks(std::size_t threads = 1) const {
    auto result = cross_validate(recipe, rows, response, folds, threads, {});
    EXPECT_TRUE(result) << text_of(result);
    return result ? *result : std::vector<double>();
  }
  Recipe recipe;
  Matrix rows;
  Response response;
  Folds folds;
};

TEST(CrossValidate, GivesEachRowARisk) {
  const std::vector<double> risks = Example().risks();
  ASSERT_EQ(risks.size(), 60u);
  for (double risk : risks) {
    EXPECT_GT(risk, 0.0);
    EXPECT_LT(risk, 1.0);
  }
}

TEST(CrossValidate, NeverLooksAtTheOutcomesOfTheFoldItPredicts) {
  Example example;
  const std::vector<double> before = example.risks();
  example.response.label[10] = 1 - example.response.label[10];
  const std::vector<double> after = example.risks();
  for (std::size_t r = 0; r < 60; ++r) {
    if (example.folds.of_row[r] == example.folds.of_row[10]) {
      EXPECT_EQ(before[r], after[r]) << r;
    } else {
      EXPECT_NE(before[r], after[r]) << r;
    }
  }
}

TEST(CrossValidate, FitsEveryStepWithoutTheFoldItPredicts) {
  Example example;
  const std::vector<double> before = example.risks();
  example.rows.row(10)[0] = 1e6;  // would move the median and the standard deviation
  const std::vector<double> after = example.risks();
  for (std::size_t r = 0; r < 60; ++r) {
    if (r == 10) continue;
    if (example.folds.of_row[r] == example.folds.of_row[10]) {
      EXPECT_EQ(before[r], after[r]) << r;
    } else {
      EXPECT_NE(before[r], after[r]) << r;
    }
  }
}

TEST(CrossValidate, GivesTheSameBitsWithAnyNumberOfThreads) {
  const Example example;
  const std::vector<double> one = example.risks(1);
#ifdef __EMSCRIPTEN__
  EXPECT_EQ(example.risks(1), one);
#else
  for (std::size_t threads : {2u, 4u, 16u}) EXPECT_EQ(example.risks(threads), one) << threads;
#endif
}

TEST(CrossValidate, TellsAfterEveryFold) {
  const Example example;
  std::vector<std::pair<std::size_t, std::size_t>> told;
  auto risks = cross_validate(example.recipe, example.rows, example.response, example.folds, 1,
                              [&](std::size_t done, std::size_t total) { told.emplace_back(done, total); });
  ASSERT_TRUE(risks);
  const std::vector<std::pair<std::size_t, std::size_t>> expected{{1, 5}, {2, 5}, {3, 5}, {4, 5}, {5, 5}};
  EXPECT_EQ(told, expected);
}

TEST(CrossValidate, NamesTheFoldThatCantBeFitted) {
  Example example;
  // All known values of `a` lie in fold 3: without it there is no median.
  for (std::size_t r = 0; r < 60; ++r) {
    if (example.folds.of_row[r] != 3) example.rows.row(r)[0] = kMissingValue;
  }
  EXPECT_EQ(
      text_of(cross_validate(example.recipe, example.rows, example.response, example.folds, 1, {})),
      "fold 3, column a: has no value in the rows that it is fitted on; leave it out of the predictors");
}

}  // namespace
}  // namespace nearside
