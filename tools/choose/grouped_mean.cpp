// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/grouped_mean.h"

#include <cmath>
#include <map>
#include <vector>

namespace nearside {

MeanWithError grouped_mean(std::span<const double> values, std::span<const std::uint32_t> group) {
  double sum = 0.0;
  double count = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    count += 1.0;
  }
  const double mean = sum / count;
  std::vector<double> distances;  // of each group's sum
  std::map<std::uint32_t, std::size_t> place_of;
  for (std::size_t r = 0; r < values.size(); ++r) {
    if (std::isnan(values[r])) continue;
    std::size_t place = distances.size();
    if (!group.empty()) place = place_of.try_emplace(group[r], place).first->second;
    if (place == distances.size()) distances.push_back(0.0);
    distances[place] += values[r] - mean;
  }
  double squares = 0.0;
  for (const double one : distances) squares += one * one;
  const auto groups = static_cast<double>(distances.size());
  return {mean, std::sqrt(squares * groups / (groups - 1.0)) / count};
}

}  // namespace nearside
