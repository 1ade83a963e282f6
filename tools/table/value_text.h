// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/data/schema.h"

namespace nearside {

/// A value in the model's unit as text that gives the same double back; of a date its day, as ISO 8601.
std::string value_text(const Predictor& predictor, double value);

/// The same of the low or the high end of a range; of a date the first or the last day in it.
std::string limit_text(const Predictor& predictor, double limit, bool is_low);

}  // namespace nearside
