// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/choose/choose.h"

namespace nearside {

/// What was chosen in one outer fold.
struct FoldChoice {
  std::size_t candidate = 0;
  CalibrationMethod calibration = CalibrationMethod::none;
  std::vector<CalibrationFailure> calibration_failures;
};

/// What the outer folds say of the whole procedure, choice and calibration included.
struct Nested {
  std::vector<double> outputs;                   ///< out of fold, row by row; NaN where there are none
  std::vector<std::vector<double>> of_families;  ///< the same, the best of each family in each fold
  std::uint32_t folds_done = 0;
  std::vector<std::optional<FoldChoice>> choices;  ///< of each fold; none of those that are not done
};

/// Outer cross-validation: in each fold chooses among the candidates from the other folds' rows alone, fits
/// the choice, and predicts the fold; so too the best of each of `family_names`. Several outer folds run at
/// once on `options.threads`. Errors: a fold in which nothing could be fitted.
Result<Nested> cross_validate_choice(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                     const CalibrationPlan& plan,
                                     const std::vector<std::string>& family_names, const ChoiceData& data,
                                     const Folds& folds, const ChoiceOptions& options);

}  // namespace nearside
