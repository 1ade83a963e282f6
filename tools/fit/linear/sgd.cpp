// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "core/base/random.h"
#include "tools/choose/folds.h"
#include "tools/fit/linear/optimise.h"

namespace nearside {
namespace {

class StochasticDescent {
 public:
  /// `held_out`: rows in ascending order that are not fitted to; `random` goes on from where they were drawn.
  StochasticDescent(const Minimisation& search, std::vector<std::uint32_t> held_out, Random random)
      : problem_(search.problem),
        request_(search.request),
        passes_(search.most_steps(200)),
        at_(search.start),
        gradient_(at_.size()),
        speed_(at_.size(), 0.0),
        squares_(at_.size(), 0.0),
        random_(random),
        held_out_(std::move(held_out)) {
    rate_ = request_.learning_rate;
    if (rate_ == 0.0) rate_ = request_.update == Update::adam ? 0.01 : 0.1;
    const std::size_t rows = problem_.rows().rows();
    std::vector<std::uint32_t> all(rows);
    std::iota(all.begin(), all.end(), 0u);
    std::set_difference(all.begin(), all.end(), held_out_.begin(), held_out_.end(),
                        std::back_inserter(order_));
    bend_ = curvature();
  }

  std::size_t passes() const { return passes_; }
  const std::vector<double>& at() const { return at_; }
  /// Over all steps since `begin_mean`: the chance of the single batches cancels out.
  std::vector<double> mean() const {
    std::vector<double> mean = sum_;
    for (double& one : mean) one /= steps_;
    return mean;
  }
  void begin_mean() {
    sum_.assign(at_.size(), 0.0);
    steps_ = 0.0;
  }
  bool is_finite() const {
    return std::all_of(at_.begin(), at_.end(), [](double value) { return std::isfinite(value); });
  }

  void pass(std::size_t number) {
    random_.shuffle(std::span(order_));
    for (std::size_t from = 0; from < order_.size(); from += request_.batch) {
      const std::size_t to = std::min<std::size_t>(from + request_.batch, order_.size());
      const double done = static_cast<double>(from) / static_cast<double>(order_.size());
      step(std::span(order_).subspan(from, to - from), rate(static_cast<double>(number) + done));
    }
  }

  /// Mean loss of the rows held out.
  double loss_held_out() const {
    std::vector<double> z(problem_.intercepts());
    double sum = 0.0;
    double weight = 0.0;
    for (const std::uint32_t row : held_out_) {
      problem_.linear_predictors(at_, row, z);
      sum += problem_.weight(row) * problem_.row_loss().value(row, z);
      weight += problem_.weight(row);
    }
    return sum / weight;
  }

 private:
  /// About the largest curvature of a row's loss: the rate is for a loss of curvature 1.
  double curvature() const {
    if (problem_.row_loss().kind() == LossKind::squared) return 1.0;
    if (problem_.row_loss().kind() != LossKind::poisson) return 0.25;
    double sum = 0.0;
    for (const double y : problem_.row_loss().targets()) sum += y;
    return std::max(1.0, sum / static_cast<double>(problem_.rows().rows()));
  }

  double rate(double pass) const {
    switch (request_.schedule) {
      case Schedule::constant:
        return rate_;
      case Schedule::inverse_time:
        return rate_ / (1.0 + 0.1 * pass);
      case Schedule::inverse_root:
        return rate_ / std::sqrt(1.0 + 0.1 * pass);
      case Schedule::linear:
        return rate_ * (1.0 - pass / static_cast<double>(passes_));
    }
    return rate_;
  }

  /// The gradient of the mean loss, penalty included, from a few rows.
  void estimate_gradient(std::span<const std::uint32_t> batch) {
    const std::size_t p = problem_.rows().columns;
    const std::size_t q = problem_.intercepts();
    const bool shared = problem_.row_loss().shares_slope();
    std::fill(gradient_.begin(), gradient_.end(), 0.0);
    std::vector<double> z(q);
    std::vector<double> descent(q);
    std::vector<double> curvature(q * q);
    for (const std::uint32_t row : batch) {
      problem_.linear_predictors(at_, row, z);
      problem_.row_loss().derivatives(row, z, descent, curvature);
      const std::span<const double> values = problem_.rows().row(row);
      double slope = 0.0;
      for (std::size_t k = 0; k < q; ++k) {
        const double pull = problem_.weight(row) * descent[k] / static_cast<double>(batch.size());
        gradient_[problem_.intercept(k)] -= pull;
        slope += pull;
        if (shared && k + 1 < q) continue;
        for (std::size_t j = 0; j < p; ++j)
          gradient_[problem_.coefficient(shared ? 0 : k, j)] -= (shared ? slope : pull) * values[j];
      }
    }
    const double share = 1.0 / problem_.total_weight();
    for (std::size_t k = 0; k < problem_.slopes(); ++k) {
      for (std::size_t j = 0; j < p; ++j) {
        const std::size_t place = problem_.coefficient(k, j);
        gradient_[place] += share * problem_.penalty().ridge[j] * at_[place];
      }
    }
    for (double& one : gradient_) one /= bend_;
  }

  void step(std::span<const std::uint32_t> batch, double rate) {
    estimate_gradient(batch);
    if (request_.update == Update::adam) {
      constexpr double kKept = 0.9;
      constexpr double kSquaresKept = 0.999;
      first_left_ *= kKept;
      second_left_ *= kSquaresKept;
      for (std::size_t i = 0; i < at_.size(); ++i) {
        speed_[i] = kKept * speed_[i] + (1.0 - kKept) * gradient_[i];
        squares_[i] = kSquaresKept * squares_[i] + (1.0 - kSquaresKept) * gradient_[i] * gradient_[i];
        const double size = std::sqrt(squares_[i] / (1.0 - second_left_));
        at_[i] -= rate * speed_[i] / (1.0 - first_left_) / (size + 1e-8);
      }
    } else {
      for (std::size_t i = 0; i < at_.size(); ++i) {
        speed_[i] = request_.momentum * speed_[i] - rate * (1.0 - request_.momentum) * gradient_[i];
        at_[i] += speed_[i];
      }
    }
    if (problem_.row_loss().shares_slope()) keep_order();
    if (sum_.empty()) return;
    for (std::size_t i = 0; i < at_.size(); ++i) sum_[i] += at_[i];
    steps_ += 1.0;
  }

  /// Ordered classes: each intercept stays below the one before.
  void keep_order() {
    for (std::size_t k = 1; k < problem_.intercepts(); ++k) {
      const double before = at_[problem_.intercept(k - 1)];
      at_[problem_.intercept(k)] = std::min(at_[problem_.intercept(k)], before - 1e-3);
    }
  }

  const LinearProblem& problem_;
  const OptimiserRequest& request_;
  std::size_t passes_;
  std::vector<double> at_;
  std::vector<double> gradient_;
  std::vector<double> speed_;
  std::vector<double> squares_;
  std::vector<double> sum_;
  double steps_ = 0.0;
  double first_left_ = 1.0;
  double second_left_ = 1.0;
  double rate_ = 0.0;
  double bend_ = 1.0;
  Random random_;
  std::vector<std::uint32_t> held_out_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

Result<std::vector<double>> by_sgd(const Minimisation& search) {
  constexpr double kSettled = 0.1;
  Random random(search.seed);
  std::vector<std::uint32_t> held_out;
  if (search.request.patience > 0) {
    auto drawn = held_out_rows(search.group, search.order, search.problem.rows().rows(), 0.1, random);
    if (!drawn) return Error{ErrorCode::cannot_fit, search.words.model + ".patience", drawn.error().message};
    held_out = std::move(*drawn);
  }
  StochasticDescent descent(search, std::move(held_out), random);
  std::vector<double> best = search.start;
  double least = std::numeric_limits<double>::infinity();
  std::size_t without_gain = 0;
  for (std::size_t number = 0; number < descent.passes(); ++number) {
    if (number == descent.passes() / 2) descent.begin_mean();
    descent.pass(number);
    if (!descent.is_finite()) {
      return Error{ErrorCode::cannot_fit, search.words.model,
                   "sgd ran away in pass " + std::to_string(number + 1) + "; use a smaller learning_rate"};
    }
    if (search.request.patience == 0) continue;
    const double loss = descent.loss_held_out();
    if (loss < least) {
      least = loss;
      best = descent.at();
      without_gain = 0;
    } else if (++without_gain == search.request.patience) {
      return best;
    }
  }
  const std::vector<double> mean = descent.mean();
  if (search.request.patience == 0 && is_settled(search.problem, mean, kSettled)) return mean;
  return too_few_steps(search, descent.passes());
}

}  // namespace nearside
