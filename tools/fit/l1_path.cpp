// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/l1_path.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/numerics.h"

namespace nearside {
namespace {

double plain_mean(const std::vector<double>& values) {
  return numerics::sum(values) / static_cast<double>(values.size());
}

}  // namespace

Matrix standardised(const Matrix& rows, std::span<const std::uint32_t> columns) {
  Matrix result{columns.size(), std::vector<double>(rows.rows() * columns.size(), 0.0)};
  std::vector<double> values(rows.rows());
  for (std::size_t j = 0; j < columns.size(); ++j) {
    for (std::size_t r = 0; r < values.size(); ++r) values[r] = rows.row(r)[columns[j]];
    if (std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; })) continue;
    const double mean = plain_mean(values);
    double squares = 0.0;
    for (double value : values) squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(values.size()));
    if (!(deviation > 0.0) || !std::isfinite(deviation)) continue;
    for (std::size_t r = 0; r < values.size(); ++r) result.row(r)[j] = (values[r] - mean) / deviation;
  }
  return result;
}

L1Logistic::L1Logistic(const Matrix& rows, std::span<const std::uint8_t> outcome)
    : n_(outcome.size()),
      columns_(rows.columns, std::vector<double>(outcome.size())),
      outcome_(outcome.begin(), outcome.end()),
      intercept_(numerics::logit(plain_mean(outcome_))),
      coefficients_(rows.columns, 0.0),
      linear_predictor_(n_, intercept_),
      weights_(n_),
      residuals_(n_),
      curvatures_(rows.columns) {
  for (std::size_t r = 0; r < n_; ++r) {
    for (std::size_t j = 0; j < rows.columns; ++j) columns_[j][r] = rows.row(r)[j];
  }
}

double L1Logistic::largest_penalty() const {
  const double share = plain_mean(outcome_);
  double largest = 0.0;
  for (const std::vector<double>& column : columns_) {
    double gradient = 0.0;
    for (std::size_t r = 0; r < n_; ++r) gradient += column[r] * (outcome_[r] - share);
    largest = std::max(largest, std::abs(gradient) / static_cast<double>(n_));
  }
  return largest;
}

double L1Logistic::objective(double penalty) const {
  double loss = 0.0;
  for (std::size_t r = 0; r < n_; ++r)
    loss += numerics::softplus(outcome_[r] == 1.0 ? -linear_predictor_[r] : linear_predictor_[r]);
  double size = 0.0;
  for (double coefficient : coefficients_) size += std::abs(coefficient);
  return loss / static_cast<double>(n_) + penalty * size;
}

void L1Logistic::approximate() {
  constexpr double kLeastWeight = 1e-5;  // as the paper has it, section 3: probabilities near 0 and 1
  for (std::size_t r = 0; r < n_; ++r) {
    const double p = numerics::logistic(linear_predictor_[r]);
    weights_[r] = std::max(p * (1.0 - p), kLeastWeight);
    residuals_[r] = (outcome_[r] - p) / weights_[r];
  }
  std::fill(curvatures_.begin(), curvatures_.end(), -1.0);
}

/// Moves one coefficient to its optimum, the others held; gives how much the loss could feel it.
double L1Logistic::move(std::size_t j, double penalty) {
  const std::vector<double>& column = columns_[j];
  double& curvature = curvatures_[j];
  const auto n = static_cast<double>(n_);
  if (curvature < 0.0) {
    curvature = 0.0;
    for (std::size_t r = 0; r < n_; ++r) curvature += weights_[r] * column[r] * column[r];
    curvature /= n;
  }
  if (curvature == 0.0) return 0.0;
  double gradient = 0.0;
  for (std::size_t r = 0; r < n_; ++r) gradient += weights_[r] * column[r] * residuals_[r];
  const double target = curvature * coefficients_[j] + gradient / n;
  double next = 0.0;
  if (target > penalty) next = (target - penalty) / curvature;
  if (target < -penalty) next = (target + penalty) / curvature;
  const double change = next - coefficients_[j];
  if (change == 0.0) return 0.0;
  coefficients_[j] = next;
  for (std::size_t r = 0; r < n_; ++r) residuals_[r] -= change * column[r];
  return curvature * change * change;
}

double L1Logistic::sweep(double penalty, bool only_active) {
  double weighted = 0.0;
  double weight = 0.0;
  for (std::size_t r = 0; r < n_; ++r) {
    weighted += weights_[r] * residuals_[r];
    weight += weights_[r];
  }
  const double change = weighted / weight;
  intercept_ += change;
  for (double& residual : residuals_) residual -= change;
  double largest = change * change * weight / static_cast<double>(n_);
  for (std::size_t j = 0; j < coefficients_.size(); ++j) {
    if (!only_active || coefficients_[j] != 0.0) largest = std::max(largest, move(j, penalty));
  }
  return largest;
}

/// Coordinate descent on the approximation: all columns, then those with a coefficient until they rest.
void L1Logistic::descend(double penalty) {
  constexpr double kAtRest = 1e-20;
  constexpr int kMaxSweeps = 10'000;
  for (int sweeps = 0; sweeps < kMaxSweeps; ++sweeps) {
    if (sweep(penalty, false) < kAtRest) return;
    while (sweeps < kMaxSweeps && sweep(penalty, true) >= kAtRest) ++sweeps;
  }
}

bool L1Logistic::solve(double penalty) {
  constexpr int kMaxSteps = 200;
  constexpr double kSettled = 1e-9;  // coefficients are per standard deviation
  double before = objective(penalty);
  for (int step = 0; step < kMaxSteps; ++step) {
    const double old_intercept = intercept_;
    const std::vector<double> old = coefficients_;
    const std::vector<double> old_predictor = linear_predictor_;
    approximate();
    descend(penalty);
    std::vector<double> change(coefficients_.size());
    for (std::size_t j = 0; j < change.size(); ++j) change[j] = coefficients_[j] - old[j];
    const double intercept_change = intercept_ - old_intercept;
    std::vector<double> reach(n_, intercept_change);
    double largest = std::abs(intercept_change);
    for (std::size_t j = 0; j < change.size(); ++j) {
      if (change[j] == 0.0) continue;
      largest = std::max(largest, std::abs(change[j]));
      for (std::size_t r = 0; r < n_; ++r) reach[r] += change[j] * columns_[j][r];
    }
    double length = 1.0;
    double after = before;
    for (int halving = 0; halving < 40; ++halving, length *= 0.5) {
      for (std::size_t r = 0; r < n_; ++r) linear_predictor_[r] = old_predictor[r] + length * reach[r];
      if (length < 1.0) {
        intercept_ = old_intercept + length * intercept_change;
        for (std::size_t j = 0; j < change.size(); ++j) coefficients_[j] = old[j] + length * change[j];
      }
      after = objective(penalty);
      // At the optimum the objective stands still to rounding; the full step is then the better one.
      if (after <= before + 1e-13 * (1.0 + std::abs(before))) break;
    }
    before = after;
    if (largest <= kSettled) return true;
  }
  return false;
}

std::optional<std::vector<std::uint32_t>> first_on_l1_path(const Matrix& rows,
                                                           std::span<const std::uint8_t> outcome,
                                                           std::size_t count) {
  constexpr int kPenalties = 100;
  L1Logistic problem(rows, outcome);
  std::vector<std::uint32_t> active;
  double penalty = problem.largest_penalty();
  if (penalty == 0.0) return active;
  const double end = outcome.size() < rows.columns ? 1e-2 : 1e-4;
  const double factor = numerics::exp(numerics::log(end) / (kPenalties - 1));
  for (int i = 1; i < kPenalties && active.size() < count; ++i) {
    penalty *= factor;
    if (!problem.solve(penalty)) return std::nullopt;
    active.clear();
    for (std::uint32_t j = 0; j < rows.columns; ++j) {
      if (problem.coefficients()[j] != 0.0) active.push_back(j);
    }
  }
  const auto larger = [&](std::uint32_t a, std::uint32_t b) {
    const double size_a = std::abs(problem.coefficients()[a]);
    const double size_b = std::abs(problem.coefficients()[b]);
    return size_a != size_b ? size_a > size_b : a < b;
  };
  if (active.size() > count) {
    std::sort(active.begin(), active.end(), larger);
    active.resize(count);
    std::sort(active.begin(), active.end());
  }
  return active;
}

}  // namespace nearside
