// SPDX-License-Identifier: Apache-2.0
#include "core/steps/scale.h"

#include <algorithm>

namespace nearside {

Result<Columns> Standardise::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path + ".columns"); !ok) return ok.error();
  if (auto ok = check_values(means, columns.size(), path + ".means"); !ok) return ok.error();
  if (auto ok = check_values(scales, columns.size(), path + ".scales"); !ok) return ok.error();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string index = "[" + std::to_string(i) + "]";
    if (in[columns[i]].levels > 0) {
      return Error{ErrorCode::bad_model_file, path + ".columns" + index,
                   in[columns[i]].name + " is a category, not a number"};
    }
    if (scales[i] <= 0.0)
      return Error{ErrorCode::bad_model_file, path + ".scales" + index, "must be above 0"};
  }
  return in;
}

void Standardise::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  for (std::size_t i = 0; i < columns.size(); ++i) out[columns[i]] = (out[columns[i]] - means[i]) / scales[i];
}

}  // namespace nearside
