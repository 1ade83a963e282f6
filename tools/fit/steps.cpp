// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps.h"

namespace nearside {

Result<Step> fit(const StepRequest& request, const StepData& data) {
  return std::visit([&](const auto& wished) { return fit(wished, data); }, request);
}

}  // namespace nearside
