// SPDX-License-Identifier: Apache-2.0
#include "core/steps/spline.h"

#include <vector>

#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// Where Harrell puts 3 to 7 knots (Regression Modeling Strategies, 2nd ed. 2015, table 2.3).
const std::vector<double>& harrell_shares(std::uint32_t knots) {
  static const std::vector<double> shares[] = {{.10, .50, .90},
                                               {.05, .35, .65, .95},
                                               {.05, .275, .5, .725, .95},
                                               {.05, .23, .41, .59, .77, .95},
                                               {.025, .1833, .3417, .5, .6583, .8167, .975}};
  return shares[knots - 3];
}

}  // namespace

Result<Step> fit(const SplineRequest& request, const StepData& data) {
  Spline spline;
  spline.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : spline.columns) {
    std::vector<double> knots = request.at;
    if (knots.empty()) {
      const auto values = sorted_values(data, column);
      if (!values) return values.error();
      for (double share : harrell_shares(request.knots)) {
        const double knot = quantile(*values, share);
        if (!knots.empty() && knot <= knots.back()) {
          return cannot_fit(data.columns[column],
                            "has too many equal values for " + std::to_string(request.knots) +
                                " knots; ask for fewer, give them as \"at\", or leave it a straight line");
        }
        knots.push_back(knot);
      }
    }
    spline.counts.push_back(static_cast<std::uint32_t>(knots.size()));
    spline.knots.insert(spline.knots.end(), knots.begin(), knots.end());
  }
  return Step(std::move(spline));
}

}  // namespace nearside
