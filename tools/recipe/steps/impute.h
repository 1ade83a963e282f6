// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/impute.h"

namespace nearside {

struct FlagMissingRequest {
  static constexpr std::string_view kName = "flag_missing";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of predictors; empty: all that may be missing");
  }
};

struct ImputeRequest {
  static constexpr std::string_view kName = "impute";
  Statistic statistic = Statistic::median;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("statistic", self.statistic, "what stands in for a missing value");
    archive.optional(
        "columns", self.columns,
        "ids of predictors; empty: all that may be missing and fit, numbers for `median`, the others for "
        "`most_frequent`");
  }
};

}  // namespace nearside
