// SPDX-License-Identifier: Apache-2.0
#include "core/models/one_vs_rest.h"

#include "core/base/numerics.h"

namespace nearside {

Status OneVsRest::check(const Columns& columns, const std::string& path) const {
  if (classes.size() < 3 || classes.size() > kMaxClasses) {
    return Error{ErrorCode::bad_model_file, path + ".classes",
                 "must be 3 to 250, found " + std::to_string(classes.size())};
  }
  for (std::size_t k = 0; k < classes.size(); ++k) {
    if (auto ok = classes[k].check(columns, path + ".classes[" + std::to_string(k) + "]"); !ok) return ok;
  }
  return {};
}

void OneVsRest::score(std::span<const double> row, std::span<double> margins) const noexcept {
  for (std::size_t k = 0; k < classes.size(); ++k) classes[k].score(row, margins.subspan(k, 1));
}

void OneVsRest::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  double sum = 0.0;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    outputs[k] = numerics::logistic(margins[k]);
    sum += outputs[k];
  }
  // Where every class is as good as impossible (the sum is 0), all are equally likely.
  for (double& output : outputs)
    output = sum > 0.0 ? output / sum : 1.0 / static_cast<double>(classes.size());
}

}  // namespace nearside
