// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/outcome/calibrate.h"
#include "tools/choose/candidates.h"
#include "tools/choose/choice_data.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

/// The ways to calibrate that each candidate chooses among, the same in every fold and on all rows: what is
/// measured is what ships.
struct CalibrationPlan {
  std::vector<std::vector<CalibrationMethod>> of_candidate;
  bool undoes_balance = false;        ///< intercepts undo balanced classes, before any method
  std::vector<std::string> left_out;  ///< what the recipe names and is not tried, a sentence each

  bool calibrates(std::size_t candidate) const;
  bool calibrates() const;  ///< any of them
};

/// Decides once, from the smallest part of the rows that any calibration is fitted to: the inner folds but
/// one of all outer folds (`outer`, one a repeat) but one. `seed` is that of the choice. Errors: none of the
/// methods that the recipe names can be fitted there; inner folds that can't be made.
Result<CalibrationPlan> plan_calibrations(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                          const ChoiceData& data, const std::vector<Folds>& outer,
                                          std::uint64_t seed);

/// The calibration of all outputs from the out-of-fold outputs of all rows: intercepts where `undo_balance`,
/// then the method. Errors: it can't be fitted to these rows.
Result<Calibrations> fit_calibrations(CalibrationMethod method, bool undo_balance, const Outcome& outcome,
                                      const std::vector<double>& outputs, const Response& response,
                                      const Folds& folds);

/// Out-of-fold outputs, each fold's calibrated by what the other folds say, so that no row calibrates itself.
/// NaN of rows without others: in the order of time the first predicted fold has none before it.
Result<std::vector<double>> cross_calibrated(CalibrationMethod method, bool undo_balance,
                                             const Outcome& outcome, const std::vector<double>& outputs,
                                             const Response& response, const Folds& folds);

/// How many of these probabilities intercepts hold inside [1e-6, 1 − 1e-6]; NaN are not counted.
std::uint64_t held_inside(const std::vector<double>& outputs);

}  // namespace nearside
