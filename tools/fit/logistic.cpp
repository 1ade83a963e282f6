// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/logistic.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/dense.h"
#include "core/base/numerics.h"

namespace nearside {
namespace {

/// The penalised problem in n + 1 parameters, the intercept first.
class Problem {
 public:
  Problem(const Matrix& rows, std::span<const std::uint8_t> outcome, double c)
      : rows_(rows), outcome_(outcome), ridge_(c > 0.0 ? 1.0 / c : 0.0), size_(rows.columns + 1) {}

  std::size_t size() const { return size_; }

  double loss(const std::vector<double>& beta) const {
    double sum = 0.0;
    for (std::size_t r = 0; r < rows_.rows(); ++r) {
      const double lp = linear_predictor(beta, rows_.row(r));
      sum += numerics::softplus(outcome_[r] == 1 ? -lp : lp);
    }
    double squares = 0.0;
    for (std::size_t j = 1; j < size_; ++j) squares += beta[j] * beta[j];
    return sum + 0.5 * ridge_ * squares;
  }

  /// How far `step` moves the linear predictor of the row that it moves most: the same in any unit.
  double reach(const std::vector<double>& step) const {
    double largest = 0.0;
    for (std::size_t r = 0; r < rows_.rows(); ++r) {
      largest = std::max(largest, std::abs(linear_predictor(step, rows_.row(r))));
    }
    return largest;
  }

  bool is_penalised() const { return ridge_ > 0.0; }

  /// Minus the gradient, and the lower triangle of the Hessian.
  void derivatives(const std::vector<double>& beta, std::vector<double>& descent,
                   std::vector<double>& hessian) const {
    descent.assign(size_, 0.0);
    hessian.assign(size_ * size_, 0.0);
    for (std::size_t r = 0; r < rows_.rows(); ++r) {
      const std::span<const double> row = rows_.row(r);
      const double p = numerics::logistic(linear_predictor(beta, row));
      const double residual = outcome_[r] - p;
      const double weight = p * (1.0 - p);
      descent[0] += residual;
      hessian[0] += weight;
      for (std::size_t j = 1; j < size_; ++j) {
        descent[j] += residual * row[j - 1];
        double* line = hessian.data() + j * size_;
        const double weighted = weight * row[j - 1];
        line[0] += weighted;
        for (std::size_t k = 1; k <= j; ++k) line[k] += weighted * row[k - 1];
      }
    }
    for (std::size_t j = 1; j < size_; ++j) {
      descent[j] -= ridge_ * beta[j];
      hessian[j * size_ + j] += ridge_;
    }
  }

 private:
  static double linear_predictor(const std::vector<double>& beta, std::span<const double> row) {
    double sum = beta[0];
    for (std::size_t j = 0; j < row.size(); ++j) sum += beta[j + 1] * row[j];
    return sum;
  }

  const Matrix& rows_;
  std::span<const std::uint8_t> outcome_;
  double ridge_;
  std::size_t size_;
};

Error no_optimum() {
  return {ErrorCode::cannot_fit, "logistic_regression",
          "the coefficients do not settle: the predictors separate the classes or repeat each other; use a "
          "penalty (C above 0) or leave predictors out"};
}

/// True where a column is, to twelve digits, a weighted sum of the others: 1e-12 of each column's own
/// curvature taken away, and nothing is left in some direction.
bool repeats_itself(std::vector<double> hessian, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) hessian[j * size + j] *= 1.0 - 1e-12;
  std::vector<double> unused(size);
  return !solve_positive_definite(hessian, unused);
}

Result<std::vector<double>> minimise(const Problem& problem, double event_share) {
  constexpr int kMaxIterations = 100;
  constexpr int kMaxHalvings = 40;
  constexpr double kSettled = 1e-3;
  std::vector<double> beta(problem.size(), 0.0);
  beta[0] = numerics::logit(event_share);
  double loss = problem.loss(beta);
  std::vector<double> step;
  std::vector<double> hessian;
  for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
    problem.derivatives(beta, step, hessian);
    const std::vector<double> descent = step;
    if (!solve_positive_definite(hessian, step)) return no_optimum();
    // Newton's decrement: twice the loss that is still to be gained.
    const double decrement = numerics::dot(descent, step);
    const double reach = problem.reach(step);
    if (decrement <= 1e-22 * (1.0 + loss) || reach <= 1e-13) {
      // Where the classes are separated the loss comes to rest while the coefficients walk on.
      const bool settled =
          reach <= kSettled && (problem.is_penalised() || !repeats_itself(hessian, beta.size()));
      if (!settled) return no_optimum();
      // The step is there already; taken, it squares the error that is left.
      for (std::size_t j = 0; j < beta.size(); ++j) beta[j] += step[j];
      return beta;
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
    if (!std::isfinite(loss)) return no_optimum();
  }
  return no_optimum();
}

}  // namespace

Result<LogisticRegression> fit_logistic(const Matrix& rows, std::span<const std::uint8_t> outcome, double c) {
  const auto events = std::count(outcome.begin(), outcome.end(), 1);
  const auto count = static_cast<double>(outcome.size());
  if (events == 0 || static_cast<std::size_t>(events) == outcome.size()) {
    return Error{ErrorCode::cannot_fit, "outcome", "only one class is present in the rows that are fitted"};
  }
  auto beta = minimise(Problem(rows, outcome, c), static_cast<double>(events) / count);
  if (!beta) return beta.error();

  LogisticRegression model;
  model.intercept = beta->front();
  model.coefficients.assign(beta->begin() + 1, beta->end());
  model.means.assign(rows.columns, 0.0);
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    for (std::size_t j = 0; j < rows.columns; ++j) model.means[j] += rows.row(r)[j];
  }
  for (double& mean : model.means) mean /= count;
  return model;
}

}  // namespace nearside
