// SPDX-License-Identifier: Apache-2.0
#include "tools/table/tied_times.h"

#include <algorithm>

namespace nearside {

void tie_times(std::vector<double>& times) {
  constexpr double kTolerance = 0x1p-26;  // √ε
  std::vector<double> different = times;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  if (different.size() < 2) return;
  double mean = 0.0;
  for (const double time : different) mean += time / static_cast<double>(different.size());
  std::vector<double> firsts{different[0]};
  for (std::size_t i = 1; i < different.size(); ++i) {
    if (different[i] - different[i - 1] > kTolerance * mean) firsts.push_back(different[i]);
  }
  if (firsts.size() == different.size()) return;
  for (double& time : times) time = *(std::upper_bound(firsts.begin(), firsts.end(), time) - 1);
}

}  // namespace nearside
