// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/survival/cox.h"
#include "tools/fit/model.h"

namespace nearside {

Result<Model> fit(const CoxRequest& request, const ModelData& data) {
  auto model = fit_cox(request, data);
  if (!model) return model.error();
  return Model(std::move(*model));
}

}  // namespace nearside
