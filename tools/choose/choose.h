// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/outcome/calibrate.h"
#include "tools/choose/calibrations.h"
#include "tools/choose/candidates.h"
#include "tools/choose/choice_data.h"
#include "tools/choose/cross_validate.h"
#include "tools/fit/pipeline.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

struct ChoiceOptions {
  std::uint64_t seed = 0;
  std::size_t threads = 1;
  Stop stop{};                   ///< no further candidate is tried once it says so
  std::function<void()> told{};  ///< after each fit
};

/// A candidate with its calibration, and what the inner folds said of it.
struct Choice {
  std::size_t candidate = 0;  ///< its place
  CalibrationMethod calibration = CalibrationMethod::none;
  double loss = 0.0;            ///< mean of the row losses, out of fold
  double standard_error = 0.0;  ///< of the mean difference from the best family's
  std::vector<double> row_losses{};
  Calibrations fitted{};          ///< from all inner folds
  std::uint64_t held_inside = 0;  ///< probabilities of these that intercepts hold inside [1e-6, 1 − 1e-6]
};

/// A way to calibrate a family that could not be fitted, and why.
struct CalibrationFailure {
  std::string family;
  CalibrationMethod method = CalibrationMethod::none;
  std::string why;
};

/// What choosing found.
struct Choices {
  Choice chosen;
  std::vector<Choice> of_families;    ///< the best of each family that could be fitted, the simplest first
  std::vector<std::string> failures;  ///< candidates that could not be fitted, a sentence each
  std::vector<CalibrationFailure> calibration_failures;  ///< the first of each family and method
  bool complete = true;  ///< false: the time was up before every candidate was tried
};

/// What a wrong prediction costs, a number a row: −log p of what happened for classes, the squared error of a
/// quantity, half the Poisson deviance of a count; of a time to an event the log loss at the last horizon,
/// weighted by the inverse probability of being still observed (Graf et al., Stat Med 18 (1999) 2529–2545).
/// Multiplied by the rows' weights. NaN where a row was not predicted.
std::vector<double> row_losses(const Outcome& outcome, std::span<const double> outputs,
                               const Response& response);

/// Chooses among candidates, and among the calibrations of `plan`, by cross-validation inside `data`. With
/// one candidate and nothing to calibrate nothing is computed. Errors: no candidate could be fitted and
/// calibrated, or it was stopped before the first was.
Result<Choices> choose(const Recipe& recipe, const std::vector<Candidate>& candidates,
                       const CalibrationPlan& plan, const ChoiceData& data, const ChoiceOptions& options);

/// Fits a choice to all rows of `data`.
Result<Pipeline> fit_choice(const Recipe& recipe, const Candidate& candidate, const Choice& choice,
                            const ChoiceData& data, std::size_t threads);

/// How many fits `choose` makes at most.
std::size_t fits_of_choice(const Recipe& recipe, const std::vector<Candidate>& candidates);

}  // namespace nearside
