// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/performance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/numerics.h"
#include "core/evaluate/terms.h"

namespace nearside {
namespace {

/// Midranks of `values`, from 1; equal values share the mean of their ranks.
std::vector<double> midranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = 0.5 * static_cast<double>(i + 1 + end);
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

double mean(std::span<const double> values) {
  return numerics::sum(values) / static_cast<double>(values.size());
}

double sample_variance(std::span<const double> values) {
  if (values.size() < 2) return 0.0;
  const double centre = mean(values);
  double sum = 0.0;
  for (double value : values) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(values.size() - 1);
}

Estimate auroc(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
               std::span<const std::uint32_t> group) {
  std::vector<double> classes[2];
  std::vector<std::size_t> places[2];
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    classes[outcomes[i]].push_back(probabilities[i]);
    places[outcomes[i]].push_back(i);
  }
  const std::vector<double> all = midranks(probabilities);
  const double counts[2] = {static_cast<double>(classes[0].size()), static_cast<double>(classes[1].size())};
  // How often each case is above the controls, and each control below the cases.
  std::vector<double> placements[2];
  for (std::size_t c = 0; c < 2; ++c) {
    const std::vector<double> within = midranks(classes[c]);
    for (std::size_t i = 0; i < within.size(); ++i) {
      const double share_below = (all[places[c][i]] - within[i]) / counts[1 - c];
      placements[c].push_back(c == 1 ? share_below : 1.0 - share_below);
    }
  }
  const double area = mean(placements[1]);
  if (group.empty()) {
    const double variance =
        sample_variance(placements[1]) / counts[1] + sample_variance(placements[0]) / counts[0];
    return {area, std::sqrt(variance)};
  }
  std::vector<double> influence(probabilities.size());
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t i = 0; i < placements[c].size(); ++i)
      influence[places[c][i]] = (placements[c][i] - area) / counts[c];
  }
  return {area, jackknife_error(influence, group)};
}

/// Of logit P(y) = a + b · lp with an intercept a for each fold.
class Recalibration {
 public:
  /// `fold`: that of each row, from 0.
  Recalibration(std::span<const double> lp, std::span<const std::uint8_t> outcomes,
                std::vector<std::uint32_t> fold, bool free_slope)
      : lp_(lp), outcomes_(outcomes), fold_(std::move(fold)), free_slope_(free_slope) {
    const std::size_t folds = 1 + *std::max_element(fold_.begin(), fold_.end());
    a_.assign(folds, 0.0);
    b_ = free_slope ? 0.0 : 1.0;
  }

  /// Newton's method. A step is halved until it brings a quarter of what the gradient promises: the first one
  /// overshoots where predictions are far off.
  void fit() {
    constexpr int kMaxIterations = 100;
    double likelihood = log_likelihood();
    for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
      look();
      double step_b = free_slope_ ? slope_gradient_ / slope_information_ : 0.0;
      std::vector<double> step_a(a_.size());
      for (std::size_t f = 0; f < a_.size(); ++f) step_a[f] = (gradient_[f] - ab_[f] * step_b) / aa_[f];
      const std::vector<double> before_a = a_;
      const double before_b = b_;
      const double rounding = 1e-12 * std::abs(likelihood);
      const double promise = free_slope_ ? numerics::dot(gradient_, step_a) + gradient_b_ * step_b
                                         : numerics::dot(gradient_, step_a);
      double reached = 0.0;
      double length = 1.0;
      for (int halvings = 0; halvings < 60; ++halvings, length *= 0.5) {
        for (std::size_t f = 0; f < a_.size(); ++f) a_[f] = before_a[f] + length * step_a[f];
        b_ = before_b + length * step_b;
        reached = log_likelihood();
        if (reached >= likelihood + 0.25 * length * promise - rounding) break;
      }
      likelihood = reached;
      bool settled = std::abs(b_ - before_b) <= 1e-12 * (1.0 + std::abs(b_));
      for (std::size_t f = 0; f < a_.size(); ++f)
        settled = settled && std::abs(a_[f] - before_a[f]) <= 1e-12 * (1.0 + std::abs(a_[f]));
      if (settled) break;
    }
    look();
  }

  /// Without groups from the information matrix, else the sandwich.
  Estimate slope(std::span<const std::uint32_t> group) const {
    if (group.empty()) return {b_, std::sqrt(1.0 / slope_information_)};
    std::vector<double> influence;
    for (std::size_t i = 0; i < lp_.size(); ++i) {
      const std::size_t f = fold_[i];
      influence.push_back(residual(i) * (lp_[i] - ab_[f] / aa_[f]) / slope_information_);
    }
    return {b_, cluster_error(influence, group)};
  }

  /// Of the one fold, the slope being fixed.
  Estimate intercept(std::span<const std::uint32_t> group) const {
    if (group.empty()) return {a_[0], std::sqrt(1.0 / aa_[0])};
    std::vector<double> influence;
    for (std::size_t i = 0; i < lp_.size(); ++i) influence.push_back(residual(i) / aa_[0]);
    return {a_[0], cluster_error(influence, group)};
  }

 private:
  double at(std::size_t i) const { return a_[fold_[i]] + b_ * lp_[i]; }
  double residual(std::size_t i) const { return outcomes_[i] - numerics::logistic(at(i)); }

  double log_likelihood() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < lp_.size(); ++i)
      sum += (outcomes_[i] == 1 ? at(i) : 0.0) - numerics::softplus(at(i));
    return sum;
  }

  /// The gradient and the information at the present point; of the slope what the intercepts leave.
  void look() {
    gradient_.assign(a_.size(), 0.0);
    aa_.assign(a_.size(), 0.0);
    ab_.assign(a_.size(), 0.0);
    gradient_b_ = 0.0;
    double bb = 0.0;
    for (std::size_t i = 0; i < lp_.size(); ++i) {
      const double p = numerics::logistic(at(i));
      const double weight = p * (1.0 - p);
      const std::size_t f = fold_[i];
      gradient_[f] += outcomes_[i] - p;
      gradient_b_ += (outcomes_[i] - p) * lp_[i];
      aa_[f] += weight;
      ab_[f] += weight * lp_[i];
      bb += weight * lp_[i] * lp_[i];
    }
    slope_gradient_ = gradient_b_;
    slope_information_ = bb;
    for (std::size_t f = 0; f < a_.size(); ++f) {
      slope_gradient_ -= ab_[f] * gradient_[f] / aa_[f];
      slope_information_ -= ab_[f] * ab_[f] / aa_[f];
    }
  }

  std::span<const double> lp_;
  std::span<const std::uint8_t> outcomes_;
  std::vector<std::uint32_t> fold_;
  bool free_slope_;
  std::vector<double> a_;
  double b_;
  std::vector<double> gradient_, aa_, ab_;
  double gradient_b_ = 0.0;
  double slope_gradient_ = 0.0;
  double slope_information_ = 0.0;
};

/// The rows of folds in which both classes stand, their folds numbered anew from 0.
struct TellingRows {
  std::vector<double> log_odds;
  std::vector<std::uint8_t> outcomes;
  std::vector<std::uint32_t> fold;
  std::vector<std::uint32_t> group;  ///< empty: there are none
};

TellingRows telling_rows(std::span<const double> log_odds, std::span<const std::uint8_t> outcomes,
                         const RowContext& rows) {
  const auto fold_of = [&](std::size_t i) { return rows.fold.empty() ? 0u : rows.fold[i]; };
  std::map<std::uint32_t, std::array<bool, 2>> has;
  for (std::size_t i = 0; i < outcomes.size(); ++i) has[fold_of(i)][outcomes[i]] = true;
  std::map<std::uint32_t, std::uint32_t> number;
  for (const auto& [fold, classes] : has) {
    if (classes[0] && classes[1]) number.try_emplace(fold, static_cast<std::uint32_t>(number.size()));
  }
  TellingRows telling;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto found = number.find(fold_of(i));
    if (found == number.end()) continue;
    telling.log_odds.push_back(log_odds[i]);
    telling.outcomes.push_back(outcomes[i]);
    telling.fold.push_back(found->second);
    if (!rows.group.empty()) telling.group.push_back(rows.group[i]);
  }
  return telling;
}

/// Whether the log odds part the classes in every fold, in the same direction, or are all the same: then no
/// finite slope fits best.
bool has_no_slope(const TellingRows& rows) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::size_t folds = 1 + *std::max_element(rows.fold.begin(), rows.fold.end());
  std::vector<std::array<double, 2>> lowest(folds, {kInfinity, kInfinity});
  std::vector<std::array<double, 2>> highest(folds, {-kInfinity, -kInfinity});
  for (std::size_t i = 0; i < rows.fold.size(); ++i) {
    double& low = lowest[rows.fold[i]][rows.outcomes[i]];
    double& high = highest[rows.fold[i]][rows.outcomes[i]];
    low = std::min(low, rows.log_odds[i]);
    high = std::max(high, rows.log_odds[i]);
  }
  bool upwards = true;
  bool downwards = true;
  for (std::size_t f = 0; f < folds; ++f) {
    upwards = upwards && lowest[f][1] >= highest[f][0];
    downwards = downwards && lowest[f][0] >= highest[f][1];
  }
  return upwards || downwards;
}

Estimate calibration_slope(std::span<const double> log_odds, std::span<const std::uint8_t> outcomes,
                           const RowContext& context) {
  TellingRows rows = telling_rows(log_odds, outcomes, context);
  if (rows.fold.empty() || has_no_slope(rows)) return {kNoNumber, kNoNumber};
  // Centred, the unknowns hardly disturb each other; the slope is the same.
  const double centre = mean(rows.log_odds);
  for (double& value : rows.log_odds) value -= centre;
  Recalibration recalibration(rows.log_odds, rows.outcomes, rows.fold, true);
  recalibration.fit();
  return recalibration.slope(rows.group);
}

}  // namespace

Result<BinaryPerformance> measure_binary(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes, const RowContext& rows) {
  const auto events = static_cast<std::size_t>(std::count(outcomes.begin(), outcomes.end(), 1));
  if (events == 0 || events == outcomes.size()) {
    return Error{ErrorCode::cannot_fit, "outcome", "both classes are needed to measure performance"};
  }
  const BinaryTerms terms = binary_terms(probabilities, outcomes);
  std::vector<double> log_odds;
  for (const double p : probabilities) log_odds.push_back(numerics::logit(std::clamp(p, 1e-15, 1.0 - 1e-15)));
  Recalibration large(log_odds, outcomes, std::vector<std::uint32_t>(outcomes.size(), 0), false);
  large.fit();
  BinaryPerformance performance;
  performance.auroc = auroc(probabilities, outcomes, rows.group);
  performance.brier = mean_of_terms(terms.squared, rows.group);
  const std::vector<double> average = binary_average(outcomes, rows.average, {});
  performance.scaled_brier =
      scaled_error(terms.squared, binary_terms(average, outcomes).squared, {}, rows.group);
  performance.log_loss = mean_of_terms(terms.surprise, rows.group);
  performance.calibration_slope = calibration_slope(log_odds, outcomes, rows);
  performance.calibration_in_the_large = large.intercept(rows.group);
  return performance;
}

Result<ClassPerformance> measure_classes(std::span<const double> probabilities,
                                         std::span<const std::uint8_t> outcomes, std::size_t classes,
                                         const RowContext& rows) {
  std::vector<double> in_class(classes, 0.0);
  for (const std::uint8_t k : outcomes) in_class[k] += 1.0;
  if (classes < 2 || std::find(in_class.begin(), in_class.end(), 0.0) != in_class.end())
    return Error{ErrorCode::cannot_fit, "outcome", "every class is needed to measure performance"};
  ClassPerformance performance;
  for (std::size_t k = 0; k < classes; ++k) {
    const OneAgainstOthers one = one_against_others(probabilities, outcomes, k, classes);
    performance.auroc.push_back(auroc(one.probabilities, one.outcomes, rows.group));
  }
  const ClassTerms terms = class_terms(probabilities, outcomes, in_class);
  performance.brier = mean_of_terms(terms.squared, rows.group);
  const std::vector<double> average = class_average(outcomes, classes, rows.average, {});
  performance.scaled_brier =
      scaled_error(terms.squared, class_terms(average, outcomes, in_class).squared, {}, rows.group);
  performance.log_loss = mean_of_terms(terms.surprise, rows.group);
  performance.accuracy = mean_of_terms(terms.right, rows.group);
  std::vector<double> recall(classes, 0.0);
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    recall[outcomes[i]] += terms.recognised[i] / in_class[outcomes[i]];
  std::vector<double> influence;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::size_t k = outcomes[i];
    influence.push_back((terms.recognised[i] - recall[k]) / (in_class[k] * static_cast<double>(classes)));
  }
  performance.balanced_accuracy = {mean(recall), cluster_error(influence, rows.group)};
  return performance;
}

Result<QuantityPerformance> measure_quantity(std::span<const double> predictions,
                                             std::span<const double> values, const RowContext& rows) {
  return quantity_performance(
      predictions, values, [&](std::span<const double> terms) { return mean_of_terms(terms, rows.group); });
}

}  // namespace nearside
