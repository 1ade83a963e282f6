// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/result.h"
#include "tools/recipe/recipe.h"
#include "tools/table/development_table.h"

namespace nearside {

/// That there is something to fit in the table read from `path`: rows, rows of every class or with the event,
/// numbers that vary, and of every predictor a value somewhere.
Status check_enough(const Recipe& recipe, const DevelopmentTable& table, const std::string& path);

}  // namespace nearside
