// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/spline.h"

namespace nearside {

struct SplineRequest {
  static constexpr std::string_view kName = "spline";
  std::vector<std::string> columns;
  std::uint32_t knots = 4;
  std::vector<double> at;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns,
                  "names of columns that may not be missing; for k knots each is followed, at the end of the "
                  "row, by k − 2 columns `age'`, `age''` and so on");
    archive.optional(
        "knots", self.knots,
        "how many, 3 to 7 (4 where it is left out), at Harrell's quantiles (Regression Modeling Strategies, "
        "table 2.3; quantile type 7): 3: .10 .50 .90; 4: .05 .35 .65 .95; 5: .05 .275 .5 .725 .95; 6: .05 "
        ".23 "
        ".41 .59 .77 .95; 7: .025 .1833 .3417 .5 .6583 .8167 .975");
    archive.optional("at", self.at,
                     "3 to 16 knots themselves, ascending, for one column; then `knots` is not used");
  }

  Status check(const std::string& path) const {
    const auto fault = [&](const char* field, std::string why) {
      return Error{ErrorCode::bad_recipe, path + field, std::move(why)};
    };
    if (columns.empty()) return fault(".columns", "names no column");
    if (knots < 3 || knots > 7) return fault(".knots", "must be from 3 to 7, found " + std::to_string(knots));
    if (at.empty()) return {};
    if (columns.size() > 1) return fault(".at", "belongs to one column");
    if (at.size() < 3 || at.size() > kMaxKnots)
      return fault(".at", "must be 3 to 16 knots, found " + std::to_string(at.size()));
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (!std::isfinite(at[i]) || (i > 0 && at[i] <= at[i - 1]))
        return fault(".at", "the knots must be finite and ascending");
    }
    return {};
  }

  std::vector<std::string> created() const {
    std::vector<std::string> names;
    for (const std::string& column : columns) {
      const std::size_t made = (at.empty() ? knots : at.size()) - 2;
      for (std::size_t j = 1; j <= made; ++j) names.push_back(column + std::string(j, '\''));
    }
    return names;
  }
};

}  // namespace nearside
