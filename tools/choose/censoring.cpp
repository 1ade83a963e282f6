// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/censoring.h"

#include <algorithm>
#include <numeric>

namespace nearside {

std::vector<double> censoring_weights(std::span<const double> time, std::span<const std::uint8_t> event,
                                      double horizon) {
  std::vector<std::size_t> order(time.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return time[a] < time[b]; });
  std::vector<double> weights(time.size(), 0.0);
  double observed = 1.0;  // the probability of still being observed, before the moment that is looked at
  std::size_t i = 0;
  while (i < order.size() && time[order[i]] <= horizon) {
    const double moment = time[order[i]];
    std::size_t end = i;
    std::size_t events = 0;
    for (; end < order.size() && time[order[end]] == moment; ++end) events += event[order[end]];
    for (std::size_t k = i; k < end; ++k) {
      if (event[order[k]] == 1) weights[order[k]] = 1.0 / observed;
    }
    // Rows with the event are no longer at risk of being censored at the same moment.
    const auto at_risk = static_cast<double>(order.size() - i - events);
    const auto censored = static_cast<double>(end - i - events);
    // Someone observed exactly until the horizon had no event by then.
    if (moment == horizon) {
      for (std::size_t k = i; k < end; ++k) {
        if (event[order[k]] == 0) weights[order[k]] = 1.0 / observed;
      }
    } else if (censored > 0.0) {
      observed *= 1.0 - censored / at_risk;
    }
    i = end;
  }
  for (; i < order.size(); ++i) weights[order[i]] = 1.0 / observed;
  return weights;
}

}  // namespace nearside
