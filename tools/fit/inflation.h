// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

namespace nearside {

/// The variance inflation factors of columns (each a list of values): 1 / (1 − R²), R² of the column's
/// regression on the others with an intercept. Infinite for one that, to ten digits, is a weighted sum of
/// those before it; the others are then as if it were not there. 1 for a column that does not vary.
std::vector<double> inflation_factors(const std::vector<std::vector<double>>& columns);

/// The columns that stay when the one with the largest factor leaves (of equals the last), again and again,
/// until none is above `threshold`. Ascending.
std::vector<std::uint32_t> without_inflated(const std::vector<std::vector<double>>& columns,
                                            double threshold);

}  // namespace nearside
