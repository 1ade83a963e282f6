// SPDX-License-Identifier: Apache-2.0
#include "tools/table/value_text.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/data/date.h"

namespace nearside {

std::string value_text(const Predictor& predictor, double value) {
  static const double first = *day_of_date("1600-01-01");
  static const double last = *day_of_date("2999-12-31");
  const double day = std::round(value);
  return predictor.kind == Kind::date && day >= first && day <= last ? date_of_day(day) : number_text(value);
}

std::string limit_text(const Predictor& predictor, double limit, bool is_low) {
  if (predictor.kind != Kind::date) return number_text(limit);
  return value_text(predictor, is_low ? std::ceil(limit) : std::floor(limit));
}

}  // namespace nearside
