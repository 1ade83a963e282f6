// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tools/fit/linear/optimise.h"
#include "tools/fit/linear/proximal_newton.h"

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
    return sweep_until_still([this](bool only_active) { return sweep(only_active); }, end);
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
  const LinearProblem& problem = search.problem;
  const std::vector<double> l1 = l1_of(problem);
  const ProximalPart part{[&](std::span<const double> at) { return problem.l1(at); },
                          [&](const std::vector<double>& at, const std::vector<double>& descent,
                              const std::vector<double>& hessian, double end, std::vector<double>& step) {
                            Quadratic quadratic(at, descent, hessian, l1);
                            const bool solved = quadratic.solve(end);
                            step = quadratic.step();
                            return solved;
                          }};
  std::vector<double> beta = search.start;
  const auto [end, steps] = descend(problem, part, search.most_steps(100), beta);
  if (end == Descended::too_slowly) return too_few_steps(search, steps);
  if (end == Descended::nowhere) return no_optimum(search);
  if (problem.penalty().is_none() && !is_settled(problem, beta, 1e-3)) return no_optimum(search);
  return beta;
}

}  // namespace nearside
