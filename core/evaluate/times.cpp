// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/times.h"

#include <algorithm>
#include <numeric>

namespace nearside {

std::vector<std::size_t> by_time(std::span<const double> years) {
  std::vector<std::size_t> order(years.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return years[a] != years[b] ? years[a] < years[b] : a < b; });
  return order;
}

std::vector<TimeBlock> blocks_of(std::span<const double> years, std::span<const std::size_t> order) {
  std::vector<TimeBlock> blocks;
  for (std::size_t i = 0; i < order.size();) {
    TimeBlock block{i, i};
    while (block.end < order.size() && years[order[block.end]] == years[order[i]]) ++block.end;
    blocks.push_back(block);
    i = block.end;
  }
  return blocks;
}

std::vector<Moment> moments_of(std::span<const double> years, std::span<const std::uint8_t> events,
                               std::span<const double> weights) {
  const std::vector<std::size_t> order = by_time(years);
  const std::vector<TimeBlock> blocks = blocks_of(years, order);
  std::vector<Moment> steps(blocks.size());
  double at_risk = 0.0;
  for (std::size_t b = blocks.size(); b-- > 0;) {
    Moment& step = steps[b];
    step.years = years[order[blocks[b].first]];
    for (std::size_t i = blocks[b].first; i < blocks[b].end; ++i) {
      const double weight = weights.empty() ? 1.0 : weights[order[i]];
      (events[order[i]] == 1 ? step.events : step.censored) += weight;
      at_risk += weight;
    }
    step.at_risk = at_risk;
  }
  return steps;
}

}  // namespace nearside
