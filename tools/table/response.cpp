// SPDX-License-Identifier: Apache-2.0
#include "tools/table/response.h"

namespace nearside {

Response Response::of(std::span<const std::size_t> chosen) const {
  Response part{kind, classes};
  for (const std::size_t row : chosen) {
    if (!label.empty()) part.label.push_back(label[row]);
    if (!value.empty()) part.value.push_back(value[row]);
    if (!weight.empty()) part.weight.push_back(weight[row]);
    if (!group.empty()) part.group.push_back(group[row]);
    if (!order.empty()) part.order.push_back(order[row]);
  }
  return part;
}

}  // namespace nearside
