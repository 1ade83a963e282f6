// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/fit/linear/hinge.h"

namespace nearside {
namespace {

double value_at(const HingeProblem& problem, const HingeFit& at, std::size_t r) {
  return at.intercept + numerics::dot(problem.rows.row(r), at.coefficients);
}

double row_loss(const HingeProblem& problem, std::size_t r, double value) {
  const double target = problem.target[r];
  const double excess = problem.classes ? 1.0 - target * value : std::abs(target - value) - problem.epsilon;
  return std::max(0.0, excess);
}

double square(const HingeFit& at) {
  return at.intercept * at.intercept + numerics::dot(at.coefficients, at.coefficients);
}

/// at × kept + direction × step.
void combine(HingeFit& at, double kept, double step, double intercept, std::span<const double> direction) {
  at.intercept = kept * at.intercept + step * intercept;
  for (std::size_t j = 0; j < direction.size(); ++j)
    at.coefficients[j] = kept * at.coefficients[j] + step * direction[j];
}

}  // namespace

double hinge_loss(const HingeProblem& problem, const HingeFit& at) {
  double loss = 0.5 * square(at);
  for (std::size_t r = 0; r < problem.rows.rows(); ++r)
    loss += problem.cost(r) * row_loss(problem, r, value_at(problem, at, r));
  return loss;
}

HingeFit hinge_by_sgd(const HingeProblem& problem, std::size_t passes) {
  const auto rows = static_cast<double>(problem.rows.rows());
  HingeFit at{0.0, std::vector<double>(problem.rows.columns, 0.0), std::numeric_limits<double>::quiet_NaN()};
  HingeFit mean = at;
  // The loss at the optimum is at most that at 0, so its coefficients are no longer than this.
  const double longest = std::sqrt(2.0 * hinge_loss(problem, at));
  Random random(problem.seed);
  std::vector<std::size_t> order(problem.rows.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  double step = 0.0;
  for (std::size_t pass = 0; pass < passes; ++pass) {
    random.shuffle(std::span(order));
    for (const std::size_t r : order) {
      step += 1.0;
      const double value = value_at(problem, at, r);
      const double side = problem.target[r] > (problem.classes ? 0.0 : value) ? 1.0 : -1.0;
      const double pull = row_loss(problem, r, value) > 0.0 ? side * problem.cost(r) * rows : 0.0;
      combine(at, 1.0 - 1.0 / step, pull / step, 1.0, problem.rows.row(r));
      const double length = std::sqrt(square(at));
      if (length > longest) combine(at, longest / length, 0.0, 0.0, at.coefficients);
      const double share = 2.0 / (step + 1.0);
      combine(mean, 1.0 - share, share, at.intercept, at.coefficients);
    }
  }
  return mean;
}

}  // namespace nearside
