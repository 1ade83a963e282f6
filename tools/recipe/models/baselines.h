// SPDX-License-Identifier: Apache-2.0
#pragma once
// Models to compare others with.
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/models/nearest_neighbours.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// Gaussian naive Bayes; the classes' shares are the priors.
struct NaiveBayesRequest {
  static constexpr std::string_view kName = "naive_bayes";
  static constexpr bool kTakesMissing = false;
  double variance_floor = 1e-9;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("variance_floor", self.variance_floor,
                     "this share of the largest variance of a column is added to every variance in a class, "
                     "as scikit-learn's var_smoothing; above 0");
  }
  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::classes;
  }
  Status check(const std::string& path) const {
    if (std::isfinite(variance_floor) && variance_floor > 0.0) return {};
    return Error{ErrorCode::bad_recipe, path + ".variance_floor", "must be above 0"};
  }
};

/// The share of each class among the nearest development rows.
struct NearestNeighboursRequest {
  static constexpr std::string_view kName = "nearest_neighbours";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kMeasuresDistances = true;
  static constexpr bool kHoldsRows = true;
  std::uint32_t neighbours = 25;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "neighbours", self.neighbours,
        "how many rows are counted, by the Euclidean distance of standardised columns; 1 to 250");
  }
  static constexpr bool takes(OutcomeKind kind) { return NaiveBayesRequest::takes(kind); }
  Status check(const std::string& path) const {
    if (neighbours >= 1 && neighbours <= NearestNeighbours::kMostNeighbours) return {};
    return Error{ErrorCode::bad_recipe, path + ".neighbours", "must be from 1 to 250"};
  }
};

}  // namespace nearside
