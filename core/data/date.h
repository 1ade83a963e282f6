// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nearside {

/// In which order a table writes day, month and year.
enum class DateOrder : std::uint8_t { ymd, dmy, mdy };

/// The day that a text names, counted from 1970-01-01 (day 0) in the Gregorian calendar. Year of four digits,
/// from 1600 to 2999; day and month of one or two; between them `-`, `/` or `.`, the same twice. Nothing for
/// all else, such as the 30th of February or a time of day.
std::optional<double> day_of_date(std::string_view text, DateOrder order = DateOrder::ymd) noexcept;

/// The date of a day, as ISO 8601: `1970-01-01`. What is no whole day of the years 1600 to 2999 is written as
/// the number that it is.
std::string date_of_day(double day);

}  // namespace nearside
