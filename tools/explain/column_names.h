// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/data/schema.h"
#include "core/steps/columns.h"

namespace nearside {

/// The columns' names, with a level's own id in place of its index: `size=20-50` for `size=1`.
std::vector<std::string> readable_names(const Columns& columns, const std::vector<Predictor>& predictors);

}  // namespace nearside
