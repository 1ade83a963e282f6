// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string_view>

#include "core/base/result.h"
#include "tools/fit/pipeline.h"
#include "tools/table/development_table.h"

namespace nearside {

/// Writes what a model would see as CSV: the row's number in the table, the columns after the last step, the
/// outcome's class. Each row goes through the fitted steps as it will on a device. Missing values are empty
/// fields; a category that no step encoded stands as the place of its level.
Status write_prepared_table(const Recipe& recipe, const DevelopmentTable& table, const FittedSteps& fitted,
                            const std::function<Status(std::string_view)>& write);

}  // namespace nearside
