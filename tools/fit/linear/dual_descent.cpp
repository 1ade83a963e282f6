// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/dense.h"
#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/fit/linear/hinge.h"

namespace nearside {
namespace {

/// The dual in one variable b a row, of either sign: minimise ½ |Σ b row|² − Σ target × b + epsilon Σ |b|,
/// each b between 0 and target × C (classes) or between −C and C (a quantity). The coefficients are Σ b row.
class DualDescent {
 public:
  explicit DualDescent(const HingeProblem& problem)
      : problem_(problem), duals_(problem.rows.rows(), 0.0), order_(problem.rows.rows()) {
    fit_.coefficients.assign(problem.rows.columns, 0.0);
    for (std::size_t r = 0; r < duals_.size(); ++r)
      squares_.push_back(1.0 + numerics::dot(problem.rows.row(r), problem.rows.row(r)));
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  /// All rows once, then `rounds` times those that the pass before could move: most lie at a bound and press
  /// against it.
  void passes(Random& random, std::size_t rounds) {
    std::vector<std::size_t> moving = order_;
    for (std::size_t round = 0; round <= rounds; ++round) {
      random.shuffle(std::span(moving));
      moving.erase(std::remove_if(moving.begin(), moving.end(), [&](std::size_t r) { return !improve(r); }),
                   moving.end());
    }
  }

  /// The optimum of all that is free, the rows at a bound as they are: there the value of each free row lies
  /// on its margin, or epsilon from its target, which is one linear system. Where a row would pass its bound
  /// it stops there, and the others go on. Passes alone creep where many rows lie near each other's
  /// direction.
  void solve_free() {
    std::vector<std::size_t> free;
    for (const std::size_t r : order_) {
      if (duals_[r] != 0.0 && std::abs(duals_[r]) < problem_.cost(r)) free.push_back(r);
    }
    while (!free.empty() && free.size() <= kMostFree) {
      const std::size_t n = free.size();
      std::vector<double> gram(n * n);
      std::vector<double> step(n);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j)
          gram[i * n + j] = 1.0 + numerics::dot(problem_.rows.row(free[i]), problem_.rows.row(free[j]));
        // Where there are more rows than directions a little of each row's own makes the step along what
        // changes no coefficient long, so that a bound ends it.
        gram[i * n + i] *= 1.0 + 1e-10;
        const double sign = duals_[free[i]] > 0.0 ? 1.0 : -1.0;
        step[i] = problem_.target[free[i]] - sign * problem_.epsilon - value_of(free[i]);
      }
      if (!solve_positive_definite(gram, step)) return;
      double length = 1.0;
      std::size_t blocked = n;
      for (std::size_t i = 0; i < n; ++i) {
        const double most = (bound_towards(free[i], step[i]) - duals_[free[i]]) / step[i];
        if (step[i] == 0.0 || !(most < length)) continue;
        length = most;
        blocked = i;
      }
      for (std::size_t i = 0; i < n; ++i) move(free[i], i == blocked ? 0.0 : length * step[i]);
      if (blocked == n) return;
      const std::size_t r = free[blocked];
      const double bound = bound_towards(r, step[blocked]);
      move(r, bound - duals_[r]);
      duals_[r] = bound;
      free.erase(free.begin() + static_cast<std::ptrdiff_t>(blocked));
    }
  }

  /// With the duality gap as a share of the loss.
  const HingeFit& fit() {
    const double loss = hinge_loss(problem_, fit_);
    double dual = -half_square();
    for (std::size_t r = 0; r < duals_.size(); ++r)
      dual += problem_.target[r] * duals_[r] - problem_.epsilon * std::abs(duals_[r]);
    fit_.gap = loss > 0.0 ? (loss - dual) / loss : 0.0;
    return fit_;
  }

 private:
  double value_of(std::size_t r) const {
    return fit_.intercept + numerics::dot(problem_.rows.row(r), fit_.coefficients);
  }
  double half_square() const {
    return 0.5 * (fit_.intercept * fit_.intercept + numerics::dot(fit_.coefficients, fit_.coefficients));
  }

  /// The best value of one variable, the others fixed: that of a parabola, drawn towards 0 by epsilon. False
  /// where it stays, held by a bound or by epsilon.
  bool improve(std::size_t r) {
    const double cost = problem_.cost(r);
    const double target = problem_.target[r];
    const double least = problem_.classes && target > 0.0 ? 0.0 : -cost;
    const double most = problem_.classes && target < 0.0 ? 0.0 : cost;
    const double free = squares_[r] * duals_[r] - (value_of(r) - target);
    const double drawn = std::max(0.0, std::abs(free) - problem_.epsilon);
    const double best = std::clamp((free < 0.0 ? -drawn : drawn) / squares_[r], least, most);
    const double step = best - duals_[r];
    if (step == 0.0) return false;
    move(r, step);
    duals_[r] = best;
    return true;
  }

  /// Where a variable that keeps its sign ends on its way: at 0, or at its cost.
  double bound_towards(std::size_t r, double step) const {
    return (step > 0.0) == (duals_[r] > 0.0) ? std::copysign(problem_.cost(r), duals_[r]) : 0.0;
  }

  void move(std::size_t r, double step) {
    duals_[r] += step;
    fit_.intercept += step;
    const std::span<const double> row = problem_.rows.row(r);
    for (std::size_t j = 0; j < row.size(); ++j) fit_.coefficients[j] += step * row[j];
  }

  static constexpr std::size_t kMostFree = 120;

  const HingeProblem& problem_;
  std::vector<double> duals_;
  std::vector<double> squares_;
  std::vector<std::size_t> order_;
  HingeFit fit_;
};

/// Whether the columns that vary have about the same spread.
bool is_standardised(const Matrix& rows) {
  double least = std::numeric_limits<double>::infinity();
  double greatest = 0.0;
  const auto count = static_cast<double>(rows.rows());
  for (std::size_t j = 0; j < rows.columns; ++j) {
    double mean = 0.0;
    for (std::size_t r = 0; r < rows.rows(); ++r) mean += rows.row(r)[j] / count;
    double square = 0.0;
    for (std::size_t r = 0; r < rows.rows(); ++r)
      square += (rows.row(r)[j] - mean) * (rows.row(r)[j] - mean) / count;
    if (square == 0.0) continue;
    least = std::min(least, square);
    greatest = std::max(greatest, square + mean * mean);
  }
  return greatest <= 100.0 * least;
}

}  // namespace

Result<HingeFit> hinge_by_dual_descent(const HingeProblem& problem, std::string_view model) {
  constexpr double kSettled = 1e-12;
  constexpr double kTooFar = 1e-6;
  constexpr std::size_t kRoundsBetweenLooks = 100;
  // As many passes as a few seconds allow, within bounds; by the sizes alone, so that it is the same
  // anywhere.
  const std::size_t one_pass = problem.rows.rows() * (problem.rows.columns + 1);
  const std::size_t passes =
      std::clamp<std::size_t>(1'000'000'000 / std::max<std::size_t>(one_pass, 1), 400, 10'000);
  Random random(problem.seed);
  DualDescent descent(problem);
  for (std::size_t pass = 0; pass < passes; pass += kRoundsBetweenLooks) {
    descent.passes(random, kRoundsBetweenLooks - 1);
    if (descent.fit().gap <= kSettled) break;
    descent.solve_free();
    if (descent.fit().gap <= kSettled) break;
  }
  HingeFit fit = descent.fit();
  if (fit.gap <= kTooFar) return fit;
  return Error{ErrorCode::cannot_fit, std::string(model),
               "does not settle in " + std::to_string(passes) + " passes over the rows: " +
                   (is_standardised(problem.rows) ? "" : "standardise the columns, or ") + "lower C"};
}

}  // namespace nearside
