// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "core/base/numerics.h"
#include "tools/fit/linear/optimise.h"

namespace nearside {
namespace {

constexpr std::size_t kMostForProof = 1500;  // coefficients for which Newton's step is worked out at the end

struct Point {
  std::vector<double> at;
  std::vector<double> descent;
  double loss = 0.0;
};

/// About the largest curvature: of columns with standard deviation 1 it is the rows' weight times that of a
/// row's loss.
double curvature_of(const LinearProblem& problem) {
  double curvature = problem.total_weight();
  if (problem.row_loss().kind() == LossKind::poisson) {
    double sum = 0.0;
    for (std::size_t r = 0; r < problem.rows().rows(); ++r)
      sum += problem.weight(r) * problem.row_loss().targets()[r];
    curvature = sum;
  }
  double ridge = 0.0;
  for (const double one : problem.penalty().ridge) ridge = std::max(ridge, one);
  return curvature + ridge;
}

double largest(const std::vector<double>& values) {
  double most = 0.0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// Moves along `direction`, first by `length`. The loss is convex, so its slope along the way rises: a
/// point is found where the slope is at most nine tenths of the first in size and the loss has not risen.
bool move_along(const LinearProblem& problem, const std::vector<double>& direction, double length,
                Point& point) {
  constexpr double kMostSlope = 0.9;
  constexpr int kMaxTries = 60;
  const double slope = -numerics::dot(point.descent, direction);
  if (!(slope < 0.0)) return false;
  double low = 0.0;
  double low_slope = slope;
  double high = std::numeric_limits<double>::infinity();
  double high_slope = 0.0;
  Point next{std::vector<double>(point.at.size()), {}, 0.0};
  for (int tries = 0; tries < kMaxTries; ++tries) {
    for (std::size_t j = 0; j < next.at.size(); ++j) next.at[j] = point.at[j] + length * direction[j];
    next.loss = problem.loss_and_descent(next.at, next.descent);
    const bool known = std::isfinite(next.loss);
    const double here = known ? -numerics::dot(next.descent, direction) : 0.0;
    // At the optimum the loss stands still to rounding.
    const bool rose =
        !known || next.loss > point.loss + 1e-4 * length * slope + 1e-13 * (1.0 + std::abs(point.loss));
    if (rose || !(here <= -kMostSlope * slope)) {
      high = length;
      high_slope = rose && here <= 0.0 ? std::numeric_limits<double>::infinity() : here;
    } else if (here < kMostSlope * slope) {
      low = length;
      low_slope = here;
    } else {
      point = std::move(next);
      return true;
    }
    if (std::isinf(high)) {
      length *= 2.0;
    } else {
      const double share = std::isfinite(high_slope) ? low_slope / (low_slope - high_slope) : 0.5;
      length = low + (high - low) * std::min(std::max(share, 0.1), 0.9);
    }
  }
  return false;
}

/// The length along the descent that suits the last two points.
struct LastSteps {
  struct Step {
    std::vector<double> moved;
    std::vector<double> turned;  ///< how the gradient changed
    double product = 0.0;
  };
  std::deque<Step> steps;

  void remember(const Point& before, const Point& after, std::size_t most) {
    Step step;
    for (std::size_t j = 0; j < after.at.size(); ++j) {
      step.moved.push_back(after.at[j] - before.at[j]);
      step.turned.push_back(before.descent[j] - after.descent[j]);
    }
    step.product = numerics::dot(step.moved, step.turned);
    if (!(step.product > 0.0)) return;
    steps.push_back(std::move(step));
    if (steps.size() > most) steps.pop_front();
  }

  /// The inverse Hessian that the steps suggest, times `vector`: the two loops of L-BFGS.
  std::vector<double> divided(std::vector<double> vector, double curvature) const {
    std::vector<double> shares(steps.size());
    for (std::size_t i = steps.size(); i-- > 0;) {
      shares[i] = numerics::dot(steps[i].moved, vector) / steps[i].product;
      for (std::size_t j = 0; j < vector.size(); ++j) vector[j] -= shares[i] * steps[i].turned[j];
    }
    const double scale = steps.empty()
                             ? 1.0 / curvature
                             : steps.back().product / numerics::dot(steps.back().turned, steps.back().turned);
    for (double& value : vector) value *= scale;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const double back = numerics::dot(steps[i].turned, vector) / steps[i].product;
      for (std::size_t j = 0; j < vector.size(); ++j) vector[j] += (shares[i] - back) * steps[i].moved[j];
    }
    return vector;
  }
};

Result<std::vector<double>> descend(const Minimisation& search, std::size_t most, bool steepest) {
  constexpr double kEnd = 1e-10;     // of the gradient, per row and unit of curvature
  constexpr double kSettled = 1e-3;  // as Newton's method
  const LinearProblem& problem = search.problem;
  const double curvature = curvature_of(problem);
  Point point{search.start, {}, 0.0};
  point.loss = problem.loss_and_descent(point.at, point.descent);
  LastSteps last;
  std::size_t step = 0;
  bool moved = true;
  while (largest(point.descent) > kEnd * curvature && step < most) {
    const Point before = point;
    if (steepest) {
      const double length = last.steps.empty() ? 1.0 / curvature
                                               : numerics::dot(last.steps[0].moved, last.steps[0].moved) /
                                                     last.steps[0].product;
      moved = move_along(problem, point.descent, length, point);
    } else {
      moved = move_along(problem, last.divided(point.descent, curvature), 1.0, point);
    }
    if (!moved) {
      if (last.steps.empty()) break;
      last.steps.clear();  // begin anew, downhill
      continue;
    }
    last.remember(before, point, steepest ? 1 : 10);
    ++step;
  }
  const bool at_end = largest(point.descent) <= 1e3 * kEnd * curvature;
  if (!at_end) return step == most ? too_few_steps(search, most) : no_optimum(search);
  if (problem.size() <= kMostForProof && !is_settled(problem, point.at, kSettled)) return no_optimum(search);
  return point.at;
}

}  // namespace

Result<std::vector<double>> by_lbfgs(const Minimisation& search) {
  return descend(search, search.most_steps(1000), false);
}

Result<std::vector<double>> by_gradient_descent(const Minimisation& search) {
  return descend(search, search.most_steps(20'000), true);
}

}  // namespace nearside
