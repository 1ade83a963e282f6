// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

struct LogisticRequest {
  static constexpr std::string_view kName = "logistic_regression";
  static constexpr bool kTakesMissing = false;
  double c = 1.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "C", self.c,
        "inverse strength of the L2 penalty: the summed log loss + Σ coefficient² / (2 C) is minimised, "
        "the intercept free; 0: no penalty. Several classes: each against the rest");
  }

  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::classes;
  }
  Status check(const std::string& path) const {
    if (std::isfinite(c) && c >= 0.0) return {};
    return Error{ErrorCode::bad_recipe, path + ".C", "must be a number from 0"};
  }
};

}  // namespace nearside
