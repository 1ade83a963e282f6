// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/model_file/card.h"
#include "tools/choose/folds.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

/// The figures of a model card from out-of-fold `outputs` (row by row). `how` begins the sentence that says
/// how they were obtained. Errors: a class without rows, an outcome that does not vary.
Result<Performance> performance_of(const Outcome& outcome, std::span<const double> outputs,
                                   const Response& response, const Folds& folds, const std::string& how);

}  // namespace nearside
