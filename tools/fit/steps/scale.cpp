// SPDX-License-Identifier: Apache-2.0
#include "core/steps/scale.h"

#include <algorithm>
#include <cmath>

#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {

Result<Step> fit(const StandardiseRequest& request, const StepData& data) {
  Standardise scale;
  scale.columns = request.columns.empty() && request.which == StandardisedColumns::numbers
                      ? chosen_numbers({}, data)
                      : chosen(request.columns, data, [](const Column& c) { return c.levels == 0; });
  for (std::uint32_t column : scale.columns) {
    const std::vector<double> values = known_values(data.rows, column);
    scale.means.push_back(mean_of(values));
    scale.scales.push_back(deviation_of(values));
  }
  return Step(std::move(scale));
}

Result<Step> fit(const RescaleRequest& request, const StepData& data) {
  Rescale rescale;
  rescale.method = request.method;
  rescale.columns = chosen(request.columns, data, [](const Column& c) { return c.levels == 0; });
  for (std::uint32_t column : rescale.columns) {
    auto values = sorted_values(data, column);
    if (!values) return values.error();
    const double low = values->front();
    const double high = values->back();
    double offset = 0.0;
    double scale = std::max(std::abs(low), std::abs(high));
    if (request.method == Rescaling::robust) {
      offset = quantile(*values, 0.5);
      scale = quantile(*values, 0.75) - quantile(*values, 0.25);
    } else if (request.method == Rescaling::min_max) {
      offset = low;
      scale = high - low;
    }
    rescale.offsets.push_back(offset);
    rescale.scales.push_back(scale > 0.0 ? scale : 1.0);
  }
  return Step(std::move(rescale));
}

Result<Step> fit(const NormaliseRowRequest& request, const StepData& data) {
  return Step(NormaliseRow{request.norm, chosen_numbers(request.columns, data)});
}

}  // namespace nearside
