// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the model card says of how its figures came about.
#include <cstdint>
#include <string>
#include <vector>

#include "tools/choose/nested.h"
#include "tools/recipe/recipe.h"

namespace nearside {

/// How the figures of outer folds came about: nested or not, kinds and number of folds, repeats, what was
/// fitted inside, and, where training was stopped, how many folds were `done`.
std::string how_measured(const Recipe& recipe, bool given_folds, bool calibrated, const Response& response,
                         const Folds& folds, std::uint32_t done);

/// How many outer folds chose the family and the calibration that ship; empty where there was one to choose.
std::string how_often_chosen(const std::vector<Candidate>& candidates, const CalibrationPlan& plan,
                             const Choice& chosen, const std::vector<FoldChoice>& of_folds);

/// How balanced classes were undone; empty where they were not balanced.
std::string how_undone(const CalibrationPlan& plan, const Choice& chosen, std::size_t rows);

/// What of the calibrations was left out, and where.
std::vector<std::string> calibration_notes(const CalibrationPlan& plan, const Choices& choices,
                                           const std::vector<FoldChoice>& of_folds);

}  // namespace nearside
