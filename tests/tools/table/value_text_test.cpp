// SPDX-License-Identifier: Apache-2.0
#include "tools/table/value_text.h"

#include <gtest/gtest.h>

#include "core/base/number_text.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

Predictor date() {
  Predictor seen;
  seen.id = "seen";
  seen.kind = Kind::date;
  return seen;
}

TEST(ValueText, WritesANumberSoThatItComesBack) {
  EXPECT_EQ(value_text(numeric("ldl"), 0.1), "0.1");
  EXPECT_EQ(limit_text(numeric("ldl"), 19'000.5, true), "19000.5");
}

TEST(ValueText, WritesTheDayOfADate) {
  EXPECT_EQ(value_text(date(), 0), "1970-01-01");
  EXPECT_EQ(value_text(date(), 20'454), "2026-01-01");
  EXPECT_EQ(value_text(date(), -135'140), "1600-01-01");
  EXPECT_EQ(value_text(date(), 376'199), "2999-12-31");
}

TEST(ValueText, WritesTheFirstAndTheLastDayOfARange) {
  EXPECT_EQ(limit_text(date(), 0.25, true), "1970-01-02");
  EXPECT_EQ(limit_text(date(), 1.75, false), "1970-01-02");
}

TEST(ValueText, WritesWhatIsBeyondTheCalendarAsANumber) {
  EXPECT_EQ(value_text(date(), -135'141), "-135141");
  EXPECT_EQ(value_text(date(), 1e300), "1e+300");
  EXPECT_EQ(value_text(date(), kNaN), number_text(kNaN));
}

}  // namespace
}  // namespace nearside
