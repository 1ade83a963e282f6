// SPDX-License-Identifier: Apache-2.0
#include "core/models/margin_link.h"

#include <algorithm>

#include "core/base/numerics.h"

namespace nearside {
namespace {

/// Where every class is as good as impossible (the sum is 0), all are equally likely.
void divide_by_sum(std::span<double> shares) noexcept {
  const double sum = numerics::sum(shares);
  for (double& share : shares) share = sum > 0.0 ? share / sum : 1.0 / static_cast<double>(shares.size());
}

}  // namespace

bool takes(MarginLink link, std::size_t margins) noexcept {
  constexpr std::size_t kMost = 250;
  switch (link) {
    case MarginLink::softmax:
      return margins >= 2 && margins <= kMost;
    case MarginLink::share:
      return margins >= 1 && margins != 2 && margins <= kMost;
    case MarginLink::identity:
    case MarginLink::exp:
    case MarginLink::logistic:
      break;
  }
  return margins == 1;
}

void link_margins(MarginLink link, std::span<const double> margins, std::span<double> outputs) noexcept {
  switch (link) {
    case MarginLink::identity:
      outputs[0] = margins[0];
      return;
    case MarginLink::exp:
      outputs[0] = numerics::exp(margins[0]);
      return;
    case MarginLink::logistic:
      outputs[0] = numerics::logistic(margins[0]);
      return;
    case MarginLink::softmax: {
      const double largest = *std::max_element(margins.begin(), margins.end());
      for (std::size_t k = 0; k < margins.size(); ++k) outputs[k] = numerics::exp(margins[k] - largest);
      divide_by_sum(outputs);
      return;
    }
    case MarginLink::share:
      for (std::size_t k = 0; k < margins.size(); ++k)
        outputs[k] = margins[k] < 0.0 ? 0.0 : margins[k] > 1.0 ? 1.0 : margins[k];
      if (margins.size() > 1) divide_by_sum(outputs);
      return;
  }
}

}  // namespace nearside
