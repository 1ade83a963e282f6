// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

#include "tools/fit/steps/chosen.h"

namespace nearside {

Result<Step> fit(const OneHotRequest& request, const StepData& data) {
  OneHot encode;
  encode.columns = chosen(request.columns, data, [](const Column& c) { return c.levels > 0; });
  for (std::uint32_t column : encode.columns) encode.levels.push_back(data.columns[column].levels);
  return Step(std::move(encode));
}

}  // namespace nearside
