// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/base/dense.h"
#include "core/base/numerics.h"
#include "tools/fit/linear/optimise.h"

namespace nearside {
namespace {

/// Where a Hessian costs a moment and hardly changes any more, the last one serves for the steps that are
/// left.
bool may_keep_hessian(const LinearProblem& problem, double decrement) {
  if (problem.row_loss().kind() == LossKind::squared) return true;
  constexpr std::size_t kManyRows = 20'000;
  return problem.rows().rows() >= kManyRows && decrement <= 1e-6 * problem.total_weight();
}

}  // namespace

Result<std::vector<double>> by_newton(const Minimisation& search) {
  constexpr int kMaxHalvings = 40;
  constexpr double kSettled = 1e-3;
  const LinearProblem& problem = search.problem;
  const std::size_t most = search.most_steps(100);
  std::vector<double> beta = search.start;
  double loss = problem.loss(beta);
  std::vector<double> step;
  std::vector<double> hessian;
  double decrement_of_hessian = -1.0;  // negative: the next step needs a new one
  for (std::size_t iteration = 0; iteration < most; ++iteration) {
    const bool kept = decrement_of_hessian >= 0.0;
    if (kept) {
      loss = problem.loss_and_descent(beta, step);
    } else {
      problem.derivatives(beta, step, hessian);
    }
    const std::vector<double> descent = step;
    if (!solve_positive_definite(hessian, step)) return no_optimum(search);
    // Newton's decrement: twice the loss that is still to be gained.
    const double decrement = numerics::dot(descent, step);
    const double end = 1e-22 * (1.0 + std::abs(loss));
    // Σ curvature × movement² is the decrement: while that is large, so is the reach.
    const double reach = decrement > 1e10 * end ? 1.0 : problem.reach(step);
    if (decrement <= end || reach <= 1e-13) {
      // Where the classes are separated the loss comes to rest while the coefficients walk on.
      const bool settled =
          reach <= kSettled && (!problem.penalty().is_none() || !repeats_itself(hessian, beta.size()));
      if (!settled) return no_optimum(search);
      // The step is there already; taken, it squares the error that is left.
      for (std::size_t j = 0; j < beta.size(); ++j) beta[j] += step[j];
      return beta;
    }
    if (kept && !(decrement < 0.1 * decrement_of_hessian)) {
      decrement_of_hessian = -1.0;
      continue;
    }
    decrement_of_hessian = may_keep_hessian(problem, decrement) ? decrement : -1.0;
    if (kept) {
      for (std::size_t j = 0; j < beta.size(); ++j) beta[j] += step[j];
      continue;
    }
    double length = 1.0;
    std::vector<double> next(beta.size());
    double next_loss = loss;
    for (int halving = 0; halving < kMaxHalvings; ++halving, length *= 0.5) {
      for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + length * step[j];
      next_loss = problem.loss(next);
      // A step must gain a tenth of what its slope promises (Armijo, Pacific J Math 16 (1966) 1–3): where
      // probabilities saturate, full steps leap from side to side. Near the optimum the loss stands still to
      // rounding; the full step is then the better one.
      constexpr double kShareOfPromise = 0.1;
      if (next_loss <= loss - kShareOfPromise * length * decrement + 1e-12 * (1.0 + std::abs(loss))) break;
    }
    beta = next;
    loss = next_loss;
    if (!std::isfinite(loss)) return no_optimum(search);
  }
  return search.request.max_iterations == 0 ? no_optimum(search) : too_few_steps(search, most);
}

}  // namespace nearside
