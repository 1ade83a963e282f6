// SPDX-License-Identifier: Apache-2.0
#include "core/steps/select.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/steps/step.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

Columns columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 3, true}, {"d", kCreated, 0, false}};
}

TEST(Select, KeepsItsColumns) {
  const Step step = Select{{0, 2}};
  const auto out = columns_out(step, columns(), "s");
  ASSERT_TRUE(out);
  ASSERT_EQ(out->size(), 2u);
  EXPECT_EQ((*out)[0].name, "a");
  EXPECT_EQ((*out)[1].name, "c");
  EXPECT_EQ((*out)[1].levels, 3u);
  EXPECT_TRUE((*out)[1].may_be_missing);
  std::vector<double> next(2);
  apply(step, std::vector<double>{kNaN, 1, 2, 3}, next);
  ExpectSameBits(next, std::vector<double>{kNaN, 2});
}

TEST(Select, HandsNothingBackToWhatWasDropped) {
  std::vector<double> back(4, 99.0);
  hand_back(Select{{1, 3}}, std::vector<double>{1, 2, 3, 4}, std::vector<double>{2, 4},
            std::vector<double>{0.5, -1}, back);
  EXPECT_EQ(back, (std::vector<double>{0, 0.5, 0, -1}));
}

TEST(Select, RefusesColumnsThatAreNotThere) {
  ExpectFault(columns_out(Select{{1, 4}}, columns(), "s"), ErrorCode::bad_model_file, "s.columns[1]",
              "index 4, row has 4 columns");
  ExpectFault(columns_out(Select{{1, 1}}, columns(), "s"), ErrorCode::bad_model_file, "s.columns[1]",
              "ascending");
  ExpectFault(columns_out(Select{{2, 1}}, columns(), "s"), ErrorCode::bad_model_file, "s.columns[1]",
              "ascending");
}

}  // namespace
}  // namespace nearside
