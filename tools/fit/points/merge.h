// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "core/base/result.h"
#include "tools/fit/points/bins.h"
#include "tools/table/response.h"

namespace nearside {

/// Log odds of each indicator, fitted again to the chosen ones with a slight ridge, so that a bin in which
/// all or none have the outcome gets a number too. Neighbouring bins whose step is forbidden, and then those
/// whose step is a doubtful turn, become one: one pair at a time, and all is fitted again. `directions` has 1
/// or −1 for each column whose log odds may only rise or only fall. Those left stay in `indicators`.
Result<std::vector<double>> refitted(std::vector<Indicator>& indicators, const std::vector<Divided>& divided,
                                     const std::vector<int>& directions, const Response& response);

}  // namespace nearside
