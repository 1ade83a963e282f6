// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/concordance.h"
#include "core/evaluate/observed_risk.h"
#include "core/evaluate/performance.h"

namespace nearside {

/// How well the risk within one horizon was predicted.
struct HorizonPerformance {
  double years = 0.0;
  Estimate predicted{};              ///< mean predicted risk
  Estimate observed{};               ///< risk after Kaplan and Meier; NaN where nobody was observed so long
  Estimate observed_to_predicted{};  ///< their ratio; 1 is ideal. Its error is that of both together
  Estimate brier{};         ///< mean of (y − p)², weighted for those who left before; NaN likewise
  Estimate scaled_brier{};  ///< 1 − that / the same of the average for everybody; NaN likewise
};

/// How well risks predicted the time to an event.
struct SurvivalPerformance {
  Estimate concordance;        ///< share of pairs in which who has the event first had the higher risk
  Estimate calibration_slope;  ///< b of a hazard proportional to e^(b lp); 1 is ideal
  std::vector<HorizonPerformance> horizons;
};

/// Measures `risks`, a row of `horizons` after the other, against the time of observation and whether it
/// ended with the event (1) or not (0). Rows are ranked by the risk at the last horizon; lp is its log(−log(1
/// − risk)), which differs from a Cox model's linear predictor by a constant. The slope is that of a Cox
/// model of lp alone, ties after Efron, each fold a stratum; with groups its error is Lin and Wei's; NaN
/// where none fits best. The Brier score is that of Graf, Schmoor, Sauerbrei and Schumacher, Stat Med 18
/// (1999) 2529–2545. Errors: no event.
Result<SurvivalPerformance> measure_time_to_event(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons,
                                                  const RowContext& rows = {});

/// The measures above that have a meaning in the population that weighted rows stand for (see weighted.h).
struct WeightedSurvivalPerformance {
  Estimate concordance;
  std::vector<HorizonPerformance> horizons;
};

/// As `measure_time_to_event`; the chance of still being observed is weighted, too. Errors: no event.
Result<WeightedSurvivalPerformance> measure_weighted_time_to_event(
    std::span<const double> risks, std::span<const double> years, std::span<const std::uint8_t> events,
    std::span<const double> horizons, std::span<const double> weights, const RowContext& rows = {});

}  // namespace nearside
