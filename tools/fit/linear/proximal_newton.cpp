// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/proximal_newton.h"

#include <cmath>
#include <utility>

#include "core/base/numerics.h"

namespace nearside {

ProximalDescent descend(const LinearProblem& problem, const ProximalPart& part, std::size_t most_steps,
                        std::vector<double>& at) {
  constexpr int kMaxHalvings = 40;
  constexpr double kSettled = 1e-10;  // in the linear predictor
  const auto loss_at = [&](const std::vector<double>& place) {
    return problem.smooth_loss(place) + part.penalty(place);
  };
  double loss = loss_at(at);
  std::vector<double> descent;
  std::vector<double> hessian;
  for (std::size_t steps = 1; steps <= most_steps; ++steps) {
    problem.derivatives(at, descent, hessian);
    std::vector<double> step;
    if (!part.solve(at, descent, hessian, 1e-26 * (1.0 + std::abs(loss)), step))
      return {Descended::too_slowly, steps};
    std::vector<double> next(at.size());
    for (std::size_t j = 0; j < at.size(); ++j) next[j] = at[j] + step[j];
    const double reach = problem.reach(step);
    if (!std::isfinite(reach)) return {Descended::nowhere, steps};
    if (reach <= kSettled) {
      at = std::move(next);
      return {Descended::to_optimum, steps};
    }
    const double promised = numerics::dot(descent, step) + part.penalty(at) - part.penalty(next);
    double length = 1.0;
    double next_loss = loss_at(next);
    // As Newton's method: a tenth of the promise, or standing still to rounding.
    for (int halving = 0; halving < kMaxHalvings; ++halving) {
      if (next_loss <= loss - 0.1 * length * promised + 1e-12 * (1.0 + std::abs(loss))) break;
      length *= 0.5;
      for (std::size_t j = 0; j < at.size(); ++j) next[j] = at[j] + length * step[j];
      next_loss = loss_at(next);
    }
    at = std::move(next);
    loss = next_loss;
    if (!std::isfinite(loss)) return {Descended::nowhere, steps};
  }
  return {Descended::too_slowly, most_steps};
}

}  // namespace nearside
