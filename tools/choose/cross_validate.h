// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "tools/choose/candidates.h"
#include "tools/choose/folds.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"
#include "tools/table/rows.h"

namespace nearside {

/// Told after each finished fit: how many of how many. Called from one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Asked before each fit: whether there is no time left for it. May be called from several threads.
using Stop = std::function<bool()>;

/// What cross-validation found of one candidate.
struct HeldOut {
  /// The outputs of each row, row by row, from a pipeline fitted without its fold; NaN of rows that no fold
  /// predicts.
  std::vector<double> outputs;
  std::optional<Error> error;  ///< it could not be fitted: why, the fold first
  bool stopped = false;        ///< there was no time for all its folds
};

/// Cross-validates several candidates over the same folds; steps that candidates share are fitted once a
/// fold. The result does not depend on `threads`. `told` is called after each fit.
std::vector<HeldOut> cross_validate(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                    const Rows& rows, const Response& response, const Folds& folds,
                                    std::size_t threads, const Stop& stop, const std::function<void()>& told);

/// The same of a recipe's own steps and model alone.
Result<std::vector<double>> cross_validate(const Recipe& recipe, const Rows& rows, const Response& response,
                                           const Folds& folds, std::size_t threads, const Progress& progress);

}  // namespace nearside
