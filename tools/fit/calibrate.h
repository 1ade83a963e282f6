// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "core/base/result.h"
#include "core/outcome/calibrate.h"

namespace nearside {

/// Isotonic calibration overfits few events (Niculescu-Mizil and Caruana, ICML 2005, section 5): a recipe
/// gets it from so many on.
inline constexpr std::size_t kLeastEventsOfIsotonic = 1000;

/// Platt's a and b, by maximum likelihood with his smoothed targets: log odds a + b × score. The scores are
/// out of fold; `weight` is empty or one a row. Scores that are all the same, or that order the classes the
/// wrong way, tell nothing: b is 0, and a the log odds of the targets' mean. Errors: one class only; no
/// optimum.
Result<std::array<double, 2>> fit_platt(std::span<const double> scores, std::span<const std::uint8_t> outcome,
                                        std::span<const double> weight);

/// Fits a calibration to out-of-fold probabilities `p` of rows with (1) and without (0) the outcome; `weight`
/// is empty or one a row.
///
/// `platt`: maximum likelihood with Platt's smoothed targets, (n1 + 1) / (n1 + 2) and 1 / (n0 + 2). `beta`:
/// maximum likelihood of the three parameters, both slopes at least 0 (a slope that would be negative is left
/// out, as its authors do). `isotonic`: pool adjacent violators; the ends are kept within the smoothed
/// targets, so that no risk is 0 or 1; whether there are enough events is for who asks to say. Errors: one
/// class only; no optimum.
Result<Calibration> fit_calibration(CalibrationMethod method, std::span<const double> p,
                                    std::span<const std::uint8_t> outcome, std::span<const double> weight);

}  // namespace nearside
