// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"
#include "tools/fit/linear/optimise.h"

namespace nearside {
namespace {

/// The quadratic approximation of the loss around a point, with the L1 penalty as it is.
class Quadratic {
 public:
  Quadratic(const std::vector<double>& at, const std::vector<double>& descent,
            const std::vector<double>& hessian, const std::vector<double>& l1)
      : at_(at),
        descent_(descent),
        hessian_(hessian),
        l1_(l1),
        step_(at.size(), 0.0),
        turned_(at.size(), 0.0) {}

  /// Moves one coordinate to its optimum, the others held; gives how much the loss could feel it.
  double move(std::size_t j) {
    const std::size_t n = at_.size();
    const double curvature = hessian_[j * n + j];
    if (!(curvature > 0.0)) return 0.0;
    const double now = at_[j] + step_[j];
    const double target = curvature * now + descent_[j] - turned_[j];
    double next = 0.0;
    if (target > l1_[j]) next = (target - l1_[j]) / curvature;
    if (target < -l1_[j]) next = (target + l1_[j]) / curvature;
    const double change = next - now;
    if (change == 0.0) return 0.0;
    step_[j] = next == 0.0 ? -at_[j] : step_[j] + change;
    for (std::size_t i = 0; i < n; ++i) turned_[i] += change * hessian_[j * n + i];
    return curvature * change * change;
  }

  /// Rounds over all coordinates, between them over those that are not 0, until nothing moves.
  bool solve(double end) {
    constexpr int kMaxRounds = 100'000;
    int rounds = 0;
    while (sweep(false) > end) {
      while (sweep(true) > end) {
        if (++rounds > kMaxRounds) return false;
      }
    }
    return true;
  }

  const std::vector<double>& step() const { return step_; }

 private:
  double sweep(bool only_active) {
    double largest = 0.0;
    for (std::size_t j = 0; j < at_.size(); ++j) {
      if (!only_active || l1_[j] == 0.0 || at_[j] + step_[j] != 0.0) largest = std::max(largest, move(j));
    }
    return largest;
  }

  const std::vector<double>& at_;
  const std::vector<double>& descent_;
  const std::vector<double>& hessian_;
  const std::vector<double>& l1_;
  std::vector<double> step_;
  std::vector<double> turned_;  ///< Hessian × step
};

/// The L1 penalty of each place; none of the intercepts.
std::vector<double> l1_of(const LinearProblem& problem) {
  std::vector<double> l1(problem.size(), 0.0);
  for (std::size_t k = 0; k < problem.slopes(); ++k) {
    for (std::size_t j = 0; j < problem.rows().columns; ++j)
      l1[problem.coefficient(k, j)] = problem.penalty().l1[j];
  }
  return l1;
}

}  // namespace

Result<std::vector<double>> by_coordinate_descent(const Minimisation& search) {
  constexpr int kMaxHalvings = 40;
  constexpr double kSettled = 1e-10;  // in the linear predictor
  const LinearProblem& problem = search.problem;
  const std::size_t most = search.most_steps(100);
  const std::vector<double> l1 = l1_of(problem);
  std::vector<double> beta = search.start;
  double loss = problem.loss(beta);
  std::vector<double> descent;
  std::vector<double> hessian;
  for (std::size_t iteration = 0; iteration < most; ++iteration) {
    problem.derivatives(beta, descent, hessian);
    Quadratic quadratic(beta, descent, hessian, l1);
    if (!quadratic.solve(1e-26 * (1.0 + std::abs(loss)))) return too_few_steps(search, iteration + 1);
    const std::vector<double>& step = quadratic.step();
    std::vector<double> next(beta.size());
    for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + step[j];
    const double promised = numerics::dot(descent, step) + problem.l1(beta) - problem.l1(next);
    const double reach = problem.reach(step);
    if (!std::isfinite(reach)) return no_optimum(search);
    if (reach <= kSettled) {
      if (problem.penalty().is_none() && !is_settled(problem, next, 1e-3)) return no_optimum(search);
      return next;
    }
    double length = 1.0;
    double next_loss = problem.loss(next);
    // As Newton's method: a tenth of the promise, or standing still to rounding.
    for (int halving = 0; halving < kMaxHalvings; ++halving) {
      if (next_loss <= loss - 0.1 * length * promised + 1e-12 * (1.0 + std::abs(loss))) break;
      length *= 0.5;
      for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + length * step[j];
      next_loss = problem.loss(next);
    }
    beta = std::move(next);
    loss = next_loss;
    if (!std::isfinite(loss)) return no_optimum(search);
  }
  return too_few_steps(search, most);
}

}  // namespace nearside
