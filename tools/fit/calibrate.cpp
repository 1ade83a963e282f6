// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/calibrate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/base/dense.h"
#include "core/base/numerics.h"

namespace nearside {
namespace {

constexpr double kLeastProbability = 1e-15;  // as core/outcome/calibrate.cpp

/// Rows of at most three columns, the first 1, and what each should become.
struct Regression {
  std::size_t size = 0;
  std::vector<std::array<double, 3>> rows;
  std::vector<double> target;
  std::vector<double> weight;
};

using Beta = std::array<double, 3>;

double predictor_of(const Regression& on, const Beta& beta, std::size_t row) {
  double sum = 0.0;
  for (std::size_t j = 0; j < on.size; ++j) sum += beta[j] * on.rows[row][j];
  return sum;
}

double loss_of(const Regression& on, const Beta& beta) {
  double sum = 0.0;
  for (std::size_t r = 0; r < on.rows.size(); ++r) {
    const double lp = predictor_of(on, beta, r);
    sum += on.weight[r] * (numerics::softplus(lp) - on.target[r] * lp);
  }
  return sum;
}

/// The columns but the first, with mean 0 and deviation 1: log odds that hardly differ are otherwise too near
/// to the column of ones.
struct StandardisedRegression {
  Regression regression;
  Beta centre{0.0, 0.0, 0.0};
  Beta scale{1.0, 1.0, 1.0};
};

StandardisedRegression standardised(Regression on) {
  StandardisedRegression result;
  const auto rows = static_cast<double>(on.rows.size());
  for (std::size_t j = 1; j < on.size; ++j) {
    for (const auto& row : on.rows) result.centre[j] += row[j] / rows;
    double squares = 0.0;
    for (const auto& row : on.rows) squares += (row[j] - result.centre[j]) * (row[j] - result.centre[j]);
    if (squares > 0.0) result.scale[j] = std::sqrt(squares / rows);
    for (auto& row : on.rows) row[j] = (row[j] - result.centre[j]) / result.scale[j];
  }
  result.regression = std::move(on);
  return result;
}

Result<Beta> minimise_standardised(const Regression& on);

/// Newton's method with step halving; the targets lie between 0 and 1, or the classes overlap, else there is
/// no optimum.
Result<Beta> minimise(Regression on) {
  const StandardisedRegression columns = standardised(std::move(on));
  auto beta = minimise_standardised(columns.regression);
  if (!beta) return beta;
  for (std::size_t j = 1; j < columns.regression.size; ++j) {
    (*beta)[j] /= columns.scale[j];
    (*beta)[0] -= (*beta)[j] * columns.centre[j];
  }
  return beta;
}

/// Whether every row is fitted all but exactly: then the maximum lies at infinity, and Newton's steps only
/// came to rest on the way.
bool parts_the_classes(const Regression& on, const Beta& beta) {
  for (std::size_t r = 0; r < on.rows.size(); ++r) {
    if (std::fabs(on.target[r] - numerics::logistic(predictor_of(on, beta, r))) > 1e-4) return false;
  }
  return true;
}

Error does_not_settle() {
  return {ErrorCode::cannot_fit, "calibration", "does not settle: the probabilities part the classes"};
}

Result<Beta> minimise_standardised(const Regression& on) {
  constexpr int kMaxIterations = 200;
  Beta beta{0.0, 1.0, 1.0};
  double loss = loss_of(on, beta);
  for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
    std::vector<double> step(on.size, 0.0);
    std::vector<double> hessian(on.size * on.size, 0.0);
    for (std::size_t r = 0; r < on.rows.size(); ++r) {
      const double p = numerics::logistic(predictor_of(on, beta, r));
      for (std::size_t j = 0; j < on.size; ++j) {
        step[j] += on.weight[r] * (on.target[r] - p) * on.rows[r][j];
        for (std::size_t k = 0; k <= j; ++k)
          hessian[j * on.size + k] += on.weight[r] * p * (1.0 - p) * on.rows[r][j] * on.rows[r][k];
      }
    }
    const std::vector<double> descent = step;
    if (!solve_positive_definite(hessian, step)) break;
    const double decrement = numerics::dot(descent, step);
    if (decrement <= 1e-18 * (1.0 + loss)) {
      for (std::size_t j = 0; j < on.size; ++j) beta[j] += step[j];
      return beta;
    }
    double length = 1.0;
    for (int halving = 0; halving < 40; ++halving, length *= 0.5) {
      Beta next = beta;
      for (std::size_t j = 0; j < on.size; ++j) next[j] += length * step[j];
      const double next_loss = loss_of(on, next);
      if (next_loss <= loss - 0.1 * length * decrement + 1e-12 * (1.0 + loss)) {
        beta = next;
        loss = next_loss;
        break;
      }
    }
  }
  return does_not_settle();
}

struct Targets {
  double low = 0.0;   ///< of a row without the outcome
  double high = 1.0;  ///< of a row with it
};

/// Platt's: what a row should become, were one more row of the other class seen.
Targets smoothed(std::span<const std::uint8_t> outcome) {
  const auto events = static_cast<double>(std::count(outcome.begin(), outcome.end(), 1));
  const double others = static_cast<double>(outcome.size()) - events;
  return {1.0 / (others + 2.0), (events + 1.0) / (events + 2.0)};
}

/// Whether scores do not differ by more than their rounding.
bool is_all_the_same(std::span<const double> scores) {
  const auto [least, greatest] = std::minmax_element(scores.begin(), scores.end());
  return *greatest - *least <= 1e-12 * std::max(std::fabs(*least), std::fabs(*greatest));
}

Result<Calibration> fit_beta(const std::vector<double>& p, std::span<const std::uint8_t> outcome,
                             const std::vector<double>& weight) {
  if (is_all_the_same(p)) {
    const std::vector<double> events(outcome.begin(), outcome.end());
    const double share = numerics::dot(events, weight) / numerics::sum(weight);
    return Calibration{CalibrationMethod::beta, {numerics::logit(share), 0.0, 0.0}, {}, {}};
  }
  const auto fit = [&](bool use_b, bool use_c) -> Result<std::array<double, 3>> {
    Regression on{1u + (use_b ? 1u : 0u) + (use_c ? 1u : 0u), {}, {}, weight};
    for (std::size_t r = 0; r < p.size(); ++r) {
      std::array<double, 3> row{1.0, 0.0, 0.0};
      std::size_t next = 1;
      if (use_b) row[next++] = numerics::log(p[r]);
      if (use_c) row[next++] = -numerics::log1p(-p[r]);
      on.rows.push_back(row);
      on.target.push_back(outcome[r]);
    }
    auto beta = minimise(on);
    if (!beta) return beta.error();
    if (parts_the_classes(on, *beta)) return does_not_settle();
    return std::array<double, 3>{(*beta)[0], use_b ? (*beta)[1] : 0.0, use_c ? (*beta)[use_b ? 2 : 1] : 0.0};
  };
  auto abc = fit(true, true);
  if (abc && (*abc)[1] < 0.0) abc = fit(false, true);
  if (abc && (*abc)[2] < 0.0) abc = fit(true, false);
  if (!abc) return abc.error();
  if ((*abc)[1] < 0.0 || (*abc)[2] < 0.0)
    return Error{ErrorCode::cannot_fit, "calibration", "the probabilities order the classes the wrong way"};
  return Calibration{CalibrationMethod::beta, {(*abc)[0], (*abc)[1], (*abc)[2]}, {}, {}};
}

/// Rows with neighbouring probabilities that share one calibrated value.
struct Pool {
  double first = 0.0;
  double last = 0.0;
  double events = 0.0;
  double weight = 0.0;
  double share() const { return events / weight; }
};

std::vector<Pool> pools_of(const std::vector<double>& p, std::span<const std::uint8_t> outcome,
                           const std::vector<double>& weight) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<Pool> equal;
  for (const std::size_t r : order) {
    if (equal.empty() || p[r] > equal.back().last) equal.push_back({p[r], p[r], 0.0, 0.0});
    equal.back().events += outcome[r] == 1 ? weight[r] : 0.0;
    equal.back().weight += weight[r];
  }
  std::vector<Pool> pools;
  for (const Pool& one : equal) {
    pools.push_back(one);
    while (pools.size() > 1 && pools[pools.size() - 2].share() >= pools.back().share()) {
      const Pool upper = pools.back();
      pools.pop_back();
      pools.back().last = upper.last;
      pools.back().events += upper.events;
      pools.back().weight += upper.weight;
    }
  }
  return pools;
}

Calibration fit_isotonic(const std::vector<double>& p, std::span<const std::uint8_t> outcome,
                         const std::vector<double>& weight) {
  const Targets ends = smoothed(outcome);
  Calibration calibration{CalibrationMethod::isotonic, {}, {}, {}};
  const auto add = [&](double from, double to) {
    if (!calibration.from.empty() && !(from > calibration.from.back())) return;
    calibration.from.push_back(from);
    calibration.to.push_back(std::clamp(to, ends.low, ends.high));
  };
  for (const Pool& pool : pools_of(p, outcome, weight)) {
    add(pool.first, pool.share());
    add(pool.last, pool.share());
  }
  return calibration;
}

Status check_classes(std::span<const std::uint8_t> outcome) {
  const auto events = static_cast<std::size_t>(std::count(outcome.begin(), outcome.end(), 1));
  if (events > 0 && events < outcome.size()) return {};
  return Error{ErrorCode::cannot_fit, "calibration", "only one class is present in the rows that are fitted"};
}

std::vector<double> weights_of(std::span<const double> weight, std::size_t rows) {
  return weight.empty() ? std::vector<double>(rows, 1.0) : std::vector<double>(weight.begin(), weight.end());
}

}  // namespace

Result<std::array<double, 2>> fit_platt(std::span<const double> scores, std::span<const std::uint8_t> outcome,
                                        std::span<const double> weight) {
  if (auto ok = check_classes(outcome); !ok) return ok.error();
  const Targets targets = smoothed(outcome);
  Regression on{2, {}, {}, weights_of(weight, scores.size())};
  for (std::size_t r = 0; r < scores.size(); ++r) {
    on.rows.push_back({1.0, scores[r], 0.0});
    on.target.push_back(outcome[r] == 1 ? targets.high : targets.low);
  }
  if (!is_all_the_same(scores)) {
    auto beta = minimise(on);
    if (!beta) return beta.error();
    if ((*beta)[1] > 0.0) return std::array<double, 2>{(*beta)[0], (*beta)[1]};
  }
  const double mean = numerics::dot(on.target, on.weight) / numerics::sum(on.weight);
  return std::array<double, 2>{numerics::logit(mean), 0.0};
}

Result<Calibration> fit_calibration(CalibrationMethod method, std::span<const double> p,
                                    std::span<const std::uint8_t> outcome, std::span<const double> weight) {
  if (method == CalibrationMethod::none) return Calibration{};
  if (auto ok = check_classes(outcome); !ok) return ok.error();
  std::vector<double> inside;
  for (const double one : p) inside.push_back(std::clamp(one, kLeastProbability, 1.0 - kLeastProbability));
  const std::vector<double> weights = weights_of(weight, p.size());
  if (method == CalibrationMethod::platt) {
    for (double& one : inside) one = numerics::logit(one);
    auto platt = fit_platt(inside, outcome, weights);
    if (!platt) return platt.error();
    return Calibration{CalibrationMethod::platt, {(*platt)[0], (*platt)[1]}, {}, {}};
  }
  if (method == CalibrationMethod::beta) return fit_beta(inside, outcome, weights);
  return fit_isotonic(inside, outcome, weights);
}

}  // namespace nearside
