// SPDX-License-Identifier: Apache-2.0
#include "core/steps/scale.h"

#include "tools/fit/steps/chosen.h"

namespace nearside {

Result<Step> fit(const StandardiseRequest& request, const StepData& data) {
  Standardise scale;
  scale.columns = chosen(request.columns, data, [](const Column& c) { return c.levels == 0; });
  for (std::uint32_t column : scale.columns) {
    const std::vector<double> values = known_values(data.rows, column);
    scale.means.push_back(mean_of(values));
    scale.scales.push_back(deviation_of(values));
  }
  return Step(std::move(scale));
}

}  // namespace nearside
