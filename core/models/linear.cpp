// SPDX-License-Identifier: Apache-2.0
#include "core/models/linear.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

double linear_predictor(double intercept, std::span<const double> coefficients,
                        std::span<const double> row) noexcept {
  double sum = intercept;
  for (std::size_t i = 0; i < row.size(); ++i) sum += coefficients[i] * row[i];
  return sum;
}

void softmax(std::span<const double> margins, std::span<double> outputs) noexcept {
  const double largest = *std::max_element(margins.begin(), margins.end());
  double sum = 0.0;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    outputs[k] = numerics::exp(margins[k] - largest);
    sum += outputs[k];
  }
  for (double& output : outputs) output /= sum;
}

}  // namespace

Status check_complete_numbers(const Columns& columns, const std::string& path) {
  for (const Column& column : columns) {
    if (column.may_be_missing) return bad_model(path, column.name + " may be missing; impute it first");
    if (column.levels > 0) return bad_model(path, column.name + " is a category; encode it first");
  }
  return {};
}

Status LogisticRegression::check(const Columns& columns, const std::string& path) const {
  if (!std::isfinite(intercept)) return bad_model(path, "intercept", "must be a finite number");
  if (auto ok = check_values(coefficients, columns.size(), path, "coefficients"); !ok) return ok;
  if (auto ok = check_values(means, columns.size(), path, "means"); !ok) return ok;
  return check_complete_numbers(columns, path);
}

void LogisticRegression::score(std::span<const double> row, std::span<double> margins) const noexcept {
  margins[0] = linear_predictor(intercept, coefficients, row);
}

void LogisticRegression::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  outputs[0] = numerics::logistic(margins[0]);
}

Status LinearModel::check(const Columns& columns, const std::string& path) const {
  const bool several = link_function == LinearLink::softmax;
  const bool ordered = link_function == LinearLink::cumulative_logistic;
  if (several ? intercepts.size() < 3 || intercepts.size() > kMaxClasses : intercepts.size() != 1) {
    return bad_model(path, "intercepts",
                     std::string(several ? "must be 3 to 250" : "must be one") + ", found " +
                         std::to_string(intercepts.size()));
  }
  if (auto ok = check_values(intercepts, intercepts.size(), path, "intercepts"); !ok) return ok;
  const std::size_t expected = intercepts.size() * columns.size();
  if (auto ok = check_values(coefficients, expected, path, "coefficients"); !ok) return ok;
  if (auto ok = check_values(means, columns.size(), path, "means"); !ok) return ok;
  if (ordered ? thresholds.size() < 2 || thresholds.size() >= kMaxClasses : !thresholds.empty()) {
    return bad_model(path, "thresholds",
                     std::string(ordered ? "must be 2 to 249" : "belong to ordered classes") + ", found " +
                         std::to_string(thresholds.size()));
  }
  if (auto ok = check_values(thresholds, thresholds.size(), path, "thresholds"); !ok) return ok;
  for (std::size_t k = 1; k < thresholds.size(); ++k) {
    if (!(thresholds[k] > thresholds[k - 1]))
      return bad_model(path, "thresholds", k, "must be above the one before");
  }
  return check_complete_numbers(columns, path);
}

void LinearModel::score(std::span<const double> row, std::span<double> margins) const noexcept {
  for (std::size_t k = 0; k < intercepts.size(); ++k)
    margins[k] = linear_predictor(intercepts[k], coefficients_of(k), row);
}

void LinearModel::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  switch (link_function) {
    case LinearLink::identity:
      outputs[0] = margins[0];
      return;
    case LinearLink::exp:
      outputs[0] = numerics::exp(margins[0]);
      return;
    case LinearLink::softmax:
      softmax(margins, outputs);
      return;
    case LinearLink::cumulative_logistic:
      cumulative_logistic(margins[0], thresholds, outputs);
      return;
  }
}

void cumulative_logistic(double lp, std::span<const double> thresholds, std::span<double> outputs) noexcept {
  const std::size_t last = thresholds.size();
  outputs[0] = numerics::logistic(thresholds[0] - lp);
  for (std::size_t k = 1; k < last; ++k) {
    // σ(b) − σ(a) = σ(b) σ(−a) (1 − e^(a − b))
    const double above = thresholds[k] - lp;
    const double below = thresholds[k - 1] - lp;
    const double between = -numerics::expm1(thresholds[k - 1] - thresholds[k]);
    outputs[k] = numerics::logistic(above) * numerics::logistic(-below) * between;
  }
  outputs[last] = numerics::logistic(lp - thresholds[last - 1]);
}

}  // namespace nearside
