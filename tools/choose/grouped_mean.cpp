// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/grouped_mean.h"

#include <cmath>
#include <vector>

namespace nearside {

Estimate grouped_mean(std::span<const double> values, std::span<const std::uint32_t> group) {
  std::vector<double> known;
  std::vector<std::uint32_t> group_of_known;
  for (std::size_t r = 0; r < values.size(); ++r) {
    if (std::isnan(values[r])) continue;
    known.push_back(values[r]);
    if (!group.empty()) group_of_known.push_back(group[r]);
  }
  return mean_of_terms(known, group_of_known);
}

}  // namespace nearside
