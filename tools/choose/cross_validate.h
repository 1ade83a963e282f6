// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "tools/choose/folds.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"
#include "tools/table/response.h"

namespace nearside {

/// Told after each finished fit: how many of how many. Called from one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Out-of-fold outputs of the model, row by row (of one class against the others only its own): each row's from a pipeline
/// (steps and model) fitted without the row's fold. The result does not depend on `threads`.
Result<std::vector<double>> cross_validate(const Recipe& recipe, const Matrix& rows,
                                           const Response& response, const Folds& folds, std::size_t threads,
                                           const Progress& progress);

}  // namespace nearside
