// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

namespace nearside {

/// Makes equal what differs by rounding alone: times that came from dates by another way (R's `aeqSurv`, the
/// `timefix` of its survival models). Of the different times in their order, each that lies within √ε
/// = 1.5e-8 of the mean of all different times from the one before it becomes equal to the first of its run.
/// R also ties what lies within 1.5e-8 whatever the unit; here the unit changes nothing.
void tie_times(std::vector<double>& times);

}  // namespace nearside
