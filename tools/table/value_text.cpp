// SPDX-License-Identifier: Apache-2.0
#include "tools/table/value_text.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/data/date.h"

namespace nearside {

std::string value_text(const Predictor& predictor, double value) {
  return predictor.kind == Kind::date ? date_of_day(std::round(value)) : number_text(value);
}

std::string limit_text(const Predictor& predictor, double limit, bool is_low) {
  if (predictor.kind != Kind::date) return number_text(limit);
  return value_text(predictor, is_low ? std::ceil(limit) : std::floor(limit));
}

}  // namespace nearside
