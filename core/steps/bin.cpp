// SPDX-License-Identifier: Apache-2.0
#include "core/steps/bin.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nearside {

Result<Columns> Bin::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_lists(counts, edges, columns.size(), 0, kMaxEdges, true, path, "edges");
  auto out = unchanged(in, ok);
  if (!out) return out;
  for (std::size_t i = 0; i < columns.size(); ++i) (*out)[columns[i]].levels = counts[i] + 1;
  return out;
}

void Bin::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  auto first = edges.begin();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto end = first + static_cast<std::ptrdiff_t>(counts[i]);
    double& value = out[columns[i]];
    if (!std::isnan(value)) value = static_cast<double>(std::upper_bound(first, end, value) - first);
    first = end;
  }
}

double Bin::undo(std::size_t i, double value) const noexcept {
  if (std::isnan(value) || counts[i] == 0) return std::numeric_limits<double>::quiet_NaN();
  std::size_t from = 0;
  for (std::size_t before = 0; before < i; ++before) from += counts[before];
  std::size_t edge = 0;
  while (edge + 1 < counts[i] && static_cast<double>(edge + 2) <= value) ++edge;
  return edges[from + edge];
}

}  // namespace nearside
