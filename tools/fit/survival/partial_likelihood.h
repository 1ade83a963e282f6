// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tools/recipe/models/cox.h"
#include "tools/table/matrix.h"

namespace nearside {

/// What a Cox model is fitted to.
struct SurvivalRows {
  Matrix columns;
  std::vector<double> years;           ///< until the event or the end of observation
  std::vector<std::uint8_t> event;     ///< 1 where it ended with the event
  std::vector<double> weight;          ///< above 0
  std::vector<std::uint32_t> stratum;  ///< rows are compared within it only
};

/// What the rows at risk say at a time at which events were seen.
struct EventTime {
  double years = 0.0;
  std::uint32_t stratum = 0;
  double hazard = 0.0;                ///< by how much the cumulative hazard at a linear predictor of 0 grows
  double loss = 0.0;                  ///< minus the log of its part of the likelihood
  std::vector<double> score{};        ///< of that part's log by the coefficients
  std::vector<double> information{};  ///< minus the second derivatives: a lower triangle, row after row
};

/// Cox's partial likelihood (Biometrika 62 (1975) 269–276). Ties after Efron, J Am Stat Assoc 72 (1977)
/// 557–565, or Breslow, Biometrics 30 (1974) 89–99; with weights each event at a time counts by the mean
/// weight of the events there.
class PartialLikelihood {
 public:
  PartialLikelihood(const SurvivalRows& rows, Ties ties);

  /// Minus its logarithm.
  double loss(std::span<const double> coefficients) const;

  enum class Order : std::uint8_t { hazard, derivatives };
  /// The times with events, of each stratum the last first. Scores and information are there where
  /// `derivatives` are asked for.
  void walk(std::span<const double> coefficients, Order order,
            const std::function<void(const EventTime&)>& visit) const;

 private:
  const SurvivalRows& rows_;
  Ties ties_;
  std::vector<std::size_t> order_;
};

}  // namespace nearside
