// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/table/matrix.h"

namespace nearside {

/// What a linear support vector machine minimises: ½ (Σ coefficient² + intercept²) + Σ C × weight × loss. The
/// intercept is the coefficient of a column that is 1 everywhere, and the penalty holds it, too.
struct HingeProblem {
  const Matrix& rows;
  std::span<const double> target;   ///< −1 or 1, or a quantity
  std::span<const double> weights;  ///< empty: all 1
  bool classes = true;  ///< loss max(0, 1 − target × value); else max(0, |target − value| − epsilon)
  double c = 1.0;
  double epsilon = 0.0;  ///< of a quantity; with classes 0
  std::uint64_t seed = 0;
};

struct HingeFit {
  double intercept = 0.0;
  std::vector<double> coefficients;
  double gap = 0.0;  ///< how far above the minimum it lies at most, as a share of it
};

/// Dual coordinate descent (Hsieh et al., ICML 2008; for a quantity Ho and Lin, JMLR 13 (2012) 3323–3348)
/// without shrinking, until the duality gap is 1e-8 of the loss. Errors, under `model`: a gap above 1e-3 of
/// it where the passes end.
Result<HingeFit> fit_hinge(const HingeProblem& problem, std::string_view model);

}  // namespace nearside
