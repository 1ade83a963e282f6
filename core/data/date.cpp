// SPDX-License-Identifier: Apache-2.0
#include "core/data/date.h"

#include <array>
#include <cmath>

#include "core/base/number_text.h"

namespace nearside {
namespace {

constexpr int kFirstYear = 1600;
constexpr int kLastYear = 2999;
constexpr int kDaysTo1970 = 135'140;  // from 1600-01-01

constexpr bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// Days from 1600-01-01 to the first of January of `year`.
constexpr int days_before(int year) {
  const int years = year - kFirstYear;
  // Leap years before it, 1600 among them where any year has passed.
  const int leap = years == 0 ? 0 : (years - 1) / 4 - (years - 1) / 100 + (years - 1) / 400 + 1;
  return 365 * years + leap;
}
static_assert(days_before(1970) == kDaysTo1970);

/// The number that `text` begins with, of at most `longest` digits; they are taken away.
int take_number(std::string_view& text, std::size_t longest, std::size_t& digits) {
  int number = 0;
  digits = 0;
  while (digits < longest && !text.empty() && text[0] >= '0' && text[0] <= '9') {
    number = 10 * number + (text[0] - '0');
    text.remove_prefix(1);
    ++digits;
  }
  return number;
}

}  // namespace

std::optional<double> day_of_date(std::string_view text, DateOrder order) noexcept {
  const std::size_t year_place = order == DateOrder::ymd ? 0 : 2;
  std::array<int, 3> parts{};
  char separator = '\0';
  for (std::size_t i = 0; i < 3; ++i) {
    std::size_t digits = 0;
    parts[i] = take_number(text, i == year_place ? 4 : 2, digits);
    if (digits == 0 || (i == year_place && digits != 4)) return std::nullopt;
    if (i == 2) break;
    if (text.empty() || (text[0] != '-' && text[0] != '/' && text[0] != '.')) return std::nullopt;
    if (i == 1 && text[0] != separator) return std::nullopt;
    separator = text[0];
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  const int year = parts[year_place];
  const int month = order == DateOrder::mdy ? parts[0] : parts[1];
  const int day = order == DateOrder::ymd ? parts[2] : order == DateOrder::dmy ? parts[0] : parts[1];
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  int days = days_before(year) - kDaysTo1970 + day - 1;
  for (int m = 1; m < month; ++m) days += days_in_month(year, m);
  return static_cast<double>(days);
}

std::string date_of_day(double day) {
  constexpr double kFirst = -kDaysTo1970;
  constexpr double kPast = days_before(kLastYear + 1) - kDaysTo1970;
  if (!(day >= kFirst && day < kPast) || day != std::floor(day)) return number_text(day);
  int rest = static_cast<int>(day) + kDaysTo1970;
  int year = kFirstYear;
  while (year < kLastYear && days_before(year + 1) <= rest) ++year;
  rest -= days_before(year);
  int month = 1;
  while (month < 12 && rest >= days_in_month(year, month)) rest -= days_in_month(year, month++);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(year) + "-" + two(month) + "-" + two(rest + 1);
}

}  // namespace nearside
