// SPDX-License-Identifier: Apache-2.0
#include "core/steps/interact.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "core/steps/step.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

/// a: may be missing; b, c: complete; d: a category.
Columns columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 0, false}, {"d", 3, 3, false}};
}

/// a × c, b^2, c × b × c and c^2 × b.
Interact four_products() {
  return {{0, 1, 2}, {2, 2, 3, 3}, {0, 2, 1, 1, 2, 1, 2, 2, 2, 1}};
}

std::vector<double> applied(const Interact& step, const std::vector<double>& row) {
  const auto out = columns_out(step, columns(), "s");
  EXPECT_TRUE(out) << out.error().text();
  if (!out) return {};
  std::vector<double> next(out->size(), -99.0);
  apply(step, row, next);
  return next;
}

TEST(Interact, AppendsProducts) {
  ExpectSameBits(applied(four_products(), {2, 3, 5, 1}), std::vector<double>{2, 3, 5, 1, 10, 9, 75, 75});
}

TEST(Interact, NamesItsProducts) {
  const auto out = columns_out(four_products(), columns(), "s");
  ASSERT_TRUE(out);
  const std::vector<std::string> names{"a × c", "b^2", "c × b × c", "c^2 × b"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ((*out)[4 + i].name, names[i]);
    EXPECT_EQ((*out)[4 + i].predictor, kCreated);
    EXPECT_EQ((*out)[4 + i].levels, 0u);
    EXPECT_EQ((*out)[4 + i].may_be_missing, i == 0);
  }
}

TEST(Interact, IsMissingWhereAFactorIs) {
  ExpectSameBits(applied(four_products(), {kNaN, 3, 5, 1}),
                 std::vector<double>{kNaN, 3, 5, 1, kNaN, 9, 75, 75});
  ExpectSameBits(applied(four_products(), {kNaN, 3, 0, 1})[4], kNaN);
}

TEST(Interact, CapsWhatIsTooLarge) {
  const std::vector<double> seen = applied(four_products(), {1e200, -1e200, 1e200, 1});
  EXPECT_EQ(seen[4], kLargest);
  EXPECT_EQ(seen[5], kLargest);
  EXPECT_EQ(seen[6], -kLargest);
  const std::vector<double> zero = applied(four_products(), {1, 0, 1e200, 1});
  EXPECT_EQ(zero[7], 0.0) << "not infinity times 0";
}

TEST(Interact, HandsAProductBackToItsFactors) {
  const std::vector<double> row{2, 3, 5, 1};
  std::vector<double> back(4, 99.0);
  hand_back(four_products(), row, applied(four_products(), row),
            std::vector<double>{1, 2, 3, 4, 10, 20, 30, 60}, back);
  EXPECT_EQ(back, (std::vector<double>{1 + 5, 2 + 20 + 10 + 20, 3 + 5 + 20 + 40, 4}));
}

void ExpectInteractFault(const Interact& step, const std::string& path, const std::string& words) {
  ExpectFault(columns_out(step, columns(), "s"), ErrorCode::bad_model_file, path, words);
}

TEST(Interact, RefusesColumnsThatItCantUse) {
  ExpectInteractFault({{0, 4}, {2}, {0, 1}}, "s.columns[1]", "index 4, row has 4 columns");
  ExpectInteractFault({{1, 0}, {2}, {0, 1}}, "s.columns[1]", "ascending");
  ExpectInteractFault({{1, 1}, {2}, {0, 1}}, "s.columns[1]", "ascending");
  ExpectInteractFault({{1, 3}, {2}, {0, 1}}, "s.columns", "must be numbers");
}

TEST(Interact, RefusesLengthsAndFactorsThatDoNotFit) {
  for (std::uint32_t length : {0u, 1u, 6u, 0xFFFFFFFFu}) {
    ExpectInteractFault({{0, 1}, {length}, {0, 1, 0, 1, 0, 1}}, "s.lengths", "from 2 to 5");
  }
  ExpectInteractFault({{0, 1}, {2}, {0}}, "s.factors", "fewer");
  ExpectInteractFault({{0, 1}, {2, 2}, {0, 1, 0}}, "s.factors", "fewer");
  ExpectInteractFault({{0, 1}, {2}, {0, 1, 1}}, "s.factors", "more");
  ExpectInteractFault({{0, 1}, {}, {0}}, "s.factors", "more");
  ExpectInteractFault({{0, 1}, {2}, {0, 2}}, "s.factors", "beyond the columns");
  ExpectInteractFault({{}, {2}, {0, 0}}, "s.factors", "beyond the columns");
}

TEST(Interact, RefusesTheSameProductTwice) {
  ExpectInteractFault({{0, 1}, {2, 2}, {0, 1, 0, 1}}, "s.factors", "there is a column");
}

TEST(Interact, RefusesMoreThanAThousandProducts) {
  ExpectInteractFault({{0}, std::vector<std::uint32_t>(1001, 2), std::vector<std::uint32_t>(2002, 0)},
                      "s.lengths", "1,000");
}

}  // namespace
}  // namespace nearside
