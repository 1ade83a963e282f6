// SPDX-License-Identifier: Apache-2.0
#include "core/data/date.h"

#include <gtest/gtest.h>

#include <limits>
#include <string_view>

namespace nearside {
namespace {

TEST(DayOfDate, CountsFromTheFirstOfJanuary1970) {
  EXPECT_EQ(day_of_date("1970-01-01"), 0.0);
  EXPECT_EQ(day_of_date("1970-01-02"), 1.0);
  EXPECT_EQ(day_of_date("1969-12-31"), -1.0);
  // Python: (datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days
  EXPECT_EQ(day_of_date("1600-01-01"), -135140.0);
  EXPECT_EQ(day_of_date("1600-12-31"), -134775.0);
  EXPECT_EQ(day_of_date("1900-03-01"), -25508.0);
  EXPECT_EQ(day_of_date("2000-02-29"), 11016.0);
  EXPECT_EQ(day_of_date("2026-11-22"), 20779.0);
  EXPECT_EQ(day_of_date("2999-12-31"), 376199.0);
}

TEST(DayOfDate, ReadsTheOrderThatIsDeclared) {
  for (std::string_view text : {"2000-02-03", "2000/2/3", "2000.02.03"})
    EXPECT_EQ(day_of_date(text), 10990.0) << text;
  for (std::string_view text : {"03.02.2000", "3/2/2000"})
    EXPECT_EQ(day_of_date(text, DateOrder::dmy), 10990.0);
  for (std::string_view text : {"02/03/2000", "2-3-2000"})
    EXPECT_EQ(day_of_date(text, DateOrder::mdy), 10990.0);
}

TEST(DayOfDate, RefusesWhatIsNoDay) {
  for (std::string_view text :
       {"", "2000", "2000-02", "2000-02-30", "1900-02-29", "2000-13-01", "2000-00-01", "2000-01-00",
        "2000-01-32", "00-01-02", "20000-01-01", "2000-01/02", "2000-01-02T10:00", " 2000-01-02", "2000-1-2-",
        "1599-12-31", "3000-01-01", "-200-01-01", "2000-001-01"}) {
    EXPECT_FALSE(day_of_date(text)) << text;
  }
  EXPECT_FALSE(day_of_date("2000-02-03", DateOrder::dmy));
}

TEST(DateOfDay, LeadsBackForEveryDay) {
  for (double day = -135140.0; day <= 376199.0; day += 1.0) {
    ASSERT_EQ(day_of_date(date_of_day(day)), day);
  }
  EXPECT_EQ(date_of_day(0.0), "1970-01-01");
  EXPECT_EQ(date_of_day(11016.0), "2000-02-29");
}

TEST(DateOfDay, WritesTheNumberOfWhatIsNoSuchDay) {
  EXPECT_EQ(date_of_day(-135141.0), "-135141");
  EXPECT_EQ(date_of_day(376200.0), "376200");
  EXPECT_EQ(date_of_day(0.5), "0.5");
  EXPECT_EQ(date_of_day(1e300), "1e+300");
  EXPECT_EQ(date_of_day(-1e300), "-1e+300");
  EXPECT_EQ(date_of_day(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(date_of_day(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

}  // namespace
}  // namespace nearside
