// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

namespace nearside {

/// Quantile of type 7 (Hyndman and Fan, The American Statistician 50 (1996) 361–365): linear between order
/// statistics, the default of R and NumPy. `sorted` ascending and not empty; `share` from 0 to 1.
double quantile(const std::vector<double>& sorted, double share);

}  // namespace nearside
