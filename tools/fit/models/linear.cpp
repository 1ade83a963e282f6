// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/logistic.h"
#include "tools/fit/model.h"

namespace nearside {

Result<Model> fit(const LogisticRequest& request, const ModelData& data) {
  const std::vector<std::uint8_t>& label = data.response.label;
  if (data.response.kind == OutcomeKind::binary) {
    auto one = fit_logistic(data.rows, label, request.c);
    if (!one) return one.error();
    return Model(std::move(*one));
  }
  OneVsRest several;
  std::vector<std::uint8_t> against_rest(label.size());
  for (std::size_t k = 0; k < data.response.classes; ++k) {
    for (std::size_t r = 0; r < label.size(); ++r) against_rest[r] = label[r] == k ? 1 : 0;
    auto one = fit_logistic(data.rows, against_rest, request.c);
    if (!one) return Error{one.error().code, "class " + data.outcome.classes[k].id, one.error().message};
    several.classes.push_back(std::move(*one));
  }
  return Model(std::move(several));
}

}  // namespace nearside
