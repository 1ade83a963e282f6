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

  double cost(std::size_t r) const { return c * (weights.empty() ? 1.0 : weights[r]); }
};

struct HingeFit {
  double intercept = 0.0;
  std::vector<double> coefficients;
  double gap = 0.0;  ///< how far above the minimum it lies at most, as a share of it; NaN: not known
};

/// Dual coordinate descent (Hsieh et al., ICML 2008; for a quantity Ho and Lin, JMLR 13 (2012) 3323–3348)
/// that goes on with the rows that still move and now and then solves for all free ones at once, until the
/// duality gap is 1e-12 of the loss. Errors, under `model`: a gap above 1e-6 of it where the passes end.
Result<HingeFit> hinge_by_dual_descent(const HingeProblem& problem, std::string_view model);

/// Stochastic gradient descent on the loss itself, one row at a time in a new order each pass, with the rate
/// 1 / (λ step), λ = 1 / (C × rows) (Pegasos: Shalev-Shwartz et al., Mathematical Programming 127 (2011)
/// 3–30). The mean of all steps, each counting as often as its number says (Lacoste-Julien, Schmidt and Bach,
/// arXiv 1212.2002), lies near the optimum, not at it: `gap` is NaN.
HingeFit hinge_by_sgd(const HingeProblem& problem, std::size_t passes);

/// What both minimise.
double hinge_loss(const HingeProblem& problem, const HingeFit& at);

}  // namespace nearside
