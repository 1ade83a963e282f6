// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

namespace nearside {

/// b' A b by Eigen, outside core: an object that shares Eigen's inline functions with core's objects. If the
/// two were compiled with different options, the linker would keep one version of each, by the order of
/// linking.
double eigen_quadratic_form(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace nearside
