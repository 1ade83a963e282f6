// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/row_loss.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/numerics.h"

namespace nearside {
namespace {

std::size_t predictors_of(LossKind kind, std::size_t classes) {
  if (kind == LossKind::softmax) return classes;
  if (kind == LossKind::cumulative) return classes - 1;
  return 1;
}

/// The largest z and log Σ e^(z − largest).
std::pair<double, double> log_sum(std::span<const double> z) {
  const double largest = *std::max_element(z.begin(), z.end());
  double sum = 0.0;
  for (const double one : z) sum += numerics::exp(one - largest);
  return {largest, numerics::log(sum)};
}

double cumulative_value(std::size_t k, std::span<const double> z) {
  if (k == 0) return numerics::softplus(z[0]);
  if (k == z.size()) return numerics::softplus(-z[k - 1]);
  const double apart = z[k - 1] - z[k];
  if (!(apart > 0.0)) return std::numeric_limits<double>::infinity();
  // p = σ(u) − σ(l) = σ(u) σ(−l) (1 − e^(l − u))
  return numerics::softplus(-z[k - 1]) + numerics::softplus(z[k]) - numerics::log(-numerics::expm1(-apart));
}

void cumulative_derivatives(std::size_t k, std::span<const double> z, std::span<double> descent,
                            std::span<double> curvature) {
  const std::size_t size = z.size();
  std::fill(descent.begin(), descent.end(), 0.0);
  std::fill(curvature.begin(), curvature.end(), 0.0);
  const bool lowest = k == 0;
  const bool highest = k == size;
  const double gap = lowest || highest ? 0.0 : 1.0 / numerics::expm1(z[k - 1] - z[k]);
  const double bend = gap * (1.0 + gap);
  if (!lowest) {
    const double below = numerics::logistic(-z[k - 1]);
    descent[k - 1] = below + gap;
    curvature[(k - 1) * size + k - 1] = below * (1.0 - below) + bend;
  }
  if (!highest) {
    const double above = numerics::logistic(z[k]);
    descent[k] = -above - gap;
    curvature[k * size + k] = above * (1.0 - above) + bend;
  }
  if (!lowest && !highest) curvature[k * size + k - 1] = -bend;
}

}  // namespace

RowLoss::RowLoss(LossKind kind, std::vector<double> target, std::size_t classes)
    : kind_(kind), target_(std::move(target)), size_(predictors_of(kind, classes)) {}

double RowLoss::value(std::size_t row, std::span<const double> z) const {
  const double y = target_[row];
  switch (kind_) {
    case LossKind::squared:
      return 0.5 * (y - z[0]) * (y - z[0]);
    case LossKind::logistic:
      return numerics::softplus(y == 1.0 ? -z[0] : z[0]);
    case LossKind::poisson:
      return numerics::exp(z[0]) - y * z[0];
    case LossKind::softmax: {
      const auto [largest, rest] = log_sum(z);
      return rest - (z[static_cast<std::size_t>(y)] - largest);
    }
    case LossKind::cumulative:
      return cumulative_value(static_cast<std::size_t>(y), z);
  }
  return 0.0;
}

void RowLoss::derivatives(std::size_t row, std::span<const double> z, std::span<double> descent,
                          std::span<double> curvature) const {
  const double y = target_[row];
  switch (kind_) {
    case LossKind::squared:
      descent[0] = y - z[0];
      curvature[0] = 1.0;
      return;
    case LossKind::logistic: {
      const double p = numerics::logistic(z[0]);
      descent[0] = y - p;
      curvature[0] = p * (1.0 - p);
      return;
    }
    case LossKind::poisson: {
      const double mean = numerics::exp(z[0]);
      descent[0] = y - mean;
      curvature[0] = mean;
      return;
    }
    case LossKind::softmax: {
      const auto [largest, rest] = log_sum(z);
      for (std::size_t k = 0; k < size_; ++k) {
        const double p = numerics::exp(z[k] - largest - rest);
        descent[k] = (y == static_cast<double>(k) ? 1.0 : 0.0) - p;
        curvature[k * size_ + k] = p;  // until all are known
      }
      for (std::size_t k = size_; k-- > 0;) {
        const double p = curvature[k * size_ + k];
        for (std::size_t l = 0; l < k; ++l) curvature[k * size_ + l] = -p * curvature[l * size_ + l];
        curvature[k * size_ + k] = p * (1.0 - p);
      }
      return;
    }
    case LossKind::cumulative:
      cumulative_derivatives(static_cast<std::size_t>(y), z, descent, curvature);
      return;
  }
}

}  // namespace nearside
