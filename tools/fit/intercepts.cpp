// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/intercepts.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/dense.h"
#include "core/base/numerics.h"
#include "core/outcome/calibrate.h"

namespace nearside {
namespace {

constexpr double kNear = 1e-11;  // of a class's mean probability to its share

Error no_intercepts() {
  return {ErrorCode::cannot_fit, "calibration",
          "no intercepts from -50 to 50 bring the probabilities to the shares of the classes"};
}

/// Newton's method inside a bracket that every step narrows.
Result<std::vector<double>> one_intercept(std::span<const double> p, const std::vector<double>& weights,
                                          double events, double all) {
  std::vector<double> log_odds;
  for (const double one : p)
    log_odds.push_back(numerics::logit(std::clamp(one, kLeastShifted, 1.0 - kLeastShifted)));
  double low = -kGreatestIntercept;
  double high = kGreatestIntercept;
  double at = 0.0;
  for (int iteration = 0; iteration < 200; ++iteration) {
    double excess = -events;
    double slope = 0.0;
    for (std::size_t r = 0; r < log_odds.size(); ++r) {
      const double risk = numerics::logistic(log_odds[r] + at);
      excess += weights[r] * risk;
      slope += weights[r] * risk * (1.0 - risk);
    }
    if (std::fabs(excess) <= kNear * all) return std::vector{at};
    (excess > 0.0 ? high : low) = at;
    const double next = at - excess / slope;
    at = next > low && next < high ? next : low + (high - low) / 2.0;
  }
  return no_intercepts();
}

/// Newton's method with step halving on Σ w (log Σ p exp(a) − a of what happened), which is convex.
class InterceptsOfClasses {
 public:
  InterceptsOfClasses(std::span<const double> p, const std::vector<double>& weights,
                      const std::vector<double>& share, double all)
      : weights_(weights), share_(share), all_(all) {
    for (const double one : p) inside_.push_back(std::clamp(one, kLeastShifted, 1.0 - kLeastShifted));
  }

  Result<std::vector<double>> solve() {
    const std::size_t free = share_.size() - 1;
    std::vector<double> at(share_.size(), 0.0);
    look(at);
    for (int iteration = 0; iteration < 200; ++iteration) {
      if (farthest() <= kNear) return at;
      std::vector<double> step(excess_.begin() + 1, excess_.end());
      for (double& one : step) one = -one;
      if (!solve_positive_definite(hessian_, step)) break;
      const std::vector<double> here = at;
      const double loss = loss_;
      const double near = farthest();
      double length = 1.0;
      for (int halving = 0; halving < 40; ++halving, length *= 0.5) {
        for (std::size_t k = 0; k < free; ++k) at[k + 1] = here[k + 1] + length * step[k];
        look(at);
        if (loss_ < loss || farthest() < near) break;  // near the end the loss no longer shows it
      }
      if (std::any_of(at.begin(), at.end(), [](double a) { return !(std::fabs(a) <= kGreatestIntercept); }))
        break;
    }
    return no_intercepts();
  }

 private:
  /// The loss, its gradient and its second derivatives, per weight of all rows.
  void look(const std::vector<double>& at) {
    const std::size_t classes = share_.size();
    const std::size_t free = classes - 1;
    loss_ = -numerics::dot(share_, at);
    excess_ = share_;
    for (double& one : excess_) one = -one;
    hessian_.assign(free * free, 0.0);
    std::vector<double> shifted(classes);
    for (std::size_t r = 0; r < weights_.size(); ++r) {
      double sum = 0.0;
      for (std::size_t k = 0; k < classes; ++k)
        sum += shifted[k] = inside_[r * classes + k] * numerics::exp(at[k]);
      const double weight = weights_[r] / all_;
      loss_ += weight * numerics::log(sum);
      for (std::size_t k = 0; k < classes; ++k) {
        shifted[k] /= sum;
        excess_[k] += weight * shifted[k];
      }
      for (std::size_t j = 0; j < free; ++j) {
        for (std::size_t k = 0; k <= j; ++k)
          hessian_[j * free + k] += weight * shifted[j + 1] * ((j == k ? 1.0 : 0.0) - shifted[k + 1]);
      }
    }
  }
  double farthest() const {
    double most = 0.0;
    for (const double one : excess_) most = std::max(most, std::fabs(one));
    return most;
  }

  std::vector<double> inside_;
  const std::vector<double>& weights_;
  const std::vector<double>& share_;
  double all_;
  double loss_ = 0.0;
  std::vector<double> excess_;  ///< of a class's mean probability over its share
  std::vector<double> hessian_;
};

}  // namespace

Result<std::vector<double>> fit_intercepts(std::span<const double> p, std::span<const std::uint8_t> outcome,
                                           std::size_t classes, std::span<const double> weight) {
  std::vector<double> weights(weight.begin(), weight.end());
  if (weights.empty()) weights.resize(outcome.size(), 1.0);
  const double all = numerics::sum(weights);
  std::vector<double> share(classes, 0.0);
  for (std::size_t r = 0; r < outcome.size(); ++r) share[outcome[r]] += weights[r] / all;
  for (std::size_t k = 0; k < classes; ++k) {
    if (share[k] > 0.0) continue;
    return Error{ErrorCode::cannot_fit, "calibration",
                 "class " + std::to_string(k + 1) + " of " + std::to_string(classes) +
                     " has no row among those that the intercepts are fitted to"};
  }
  return p.size() == outcome.size() ? one_intercept(p, weights, share[1] * all, all)
                                    : InterceptsOfClasses(p, weights, share, all).solve();
}

}  // namespace nearside
