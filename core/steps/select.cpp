// SPDX-License-Identifier: Apache-2.0
#include "core/steps/select.h"

#include <algorithm>

namespace nearside {

Result<Columns> Select::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  Columns out;
  for (const std::uint32_t column : columns) out.push_back(in[column]);
  return out;
}

void Select::apply(std::span<const double> in, std::span<double> out) const noexcept {
  for (std::size_t i = 0; i < columns.size(); ++i) out[i] = in[columns[i]];
}

void Select::hand_back(std::span<const double> /*in*/, std::span<const double> /*out*/,
                       std::span<const double> given, std::span<double> back) const noexcept {
  std::fill(back.begin(), back.end(), 0.0);
  for (std::size_t i = 0; i < columns.size(); ++i) back[columns[i]] = given[i];
}

}  // namespace nearside
