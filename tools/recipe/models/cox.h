// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// How events at the same time share their risk set.
enum class Ties : std::uint8_t { efron, breslow };
template <>
struct NamesOf<Ties> {
  static constexpr std::array<std::string_view, 2> names{"efron", "breslow"};
};

struct CoxRequest {
  static constexpr std::string_view kName = "cox_regression";
  static constexpr bool kTakesMissing = false;
  Ties ties = Ties::efron;
  double lambda = 0.0;
  double alpha = 0.0;
  std::string stratum;
  bool censor_at_last_horizon = true;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "ties", self.ties,
        "`efron` or `breslow`: how events at the same time are counted, also in the baseline hazard");
    archive.optional(
        "lambda", self.lambda,
        "strength of the penalty: minimised is −log partial likelihood / rows + lambda × ((1 − alpha) "
        "/ 2 × Σ coefficient² + alpha × Σ absolute coefficient) on standardised columns; 0: no penalty, and "
        "the "
        "first of a predictor's one-hot columns is the answer that the others are compared with");
    archive.optional("alpha", self.alpha, "0: L2 (ridge), 1: L1 (lasso), between: elastic net");
    archive.optional(
        "stratum", self.stratum,
        "id of a categorical or boolean predictor: each of its answers has a baseline hazard of its "
        "own instead of a coefficient. Leave it out of one_hot. Empty: one baseline");
    archive.optional(
        "censor_at_last_horizon", self.censor_at_last_horizon,
        "true: what happens after the last horizon does not count for the fit, so that hazard ratios "
        "are those until then; true where it is left out");
  }

  static constexpr bool takes(OutcomeKind kind) { return kind == OutcomeKind::time_to_event; }
  Status check(const std::string& path) const {
    if (!std::isfinite(lambda) || lambda < 0.0)
      return Error{ErrorCode::bad_recipe, path + ".lambda", "must be a number from 0"};
    if (!(alpha >= 0.0 && alpha <= 1.0))
      return Error{ErrorCode::bad_recipe, path + ".alpha", "must be from 0 to 1"};
    return {};
  }
};

}  // namespace nearside
