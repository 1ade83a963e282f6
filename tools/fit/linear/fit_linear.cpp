// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/fit_linear.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>

#include "core/base/number_text.h"
#include "core/base/numerics.h"

namespace nearside {
namespace {

Error unfit(const std::string& message) {
  return {ErrorCode::cannot_fit, "outcome", message};
}

Status check_weights(const Response& response) {
  for (std::size_t r = 0; r < response.weight.size(); ++r) {
    const double weight = response.weight[r];
    if (weight >= 0.0 && std::isfinite(weight)) continue;
    return Error{ErrorCode::cannot_fit, "weight",
                 "must be a number from 0, found " + number_text(weight) + " in row " +
                     std::to_string(r + 1) + " of those that are fitted"};
  }
  if (!response.weight.empty() && !(numerics::sum(response.weight) > 0.0))
    return Error{ErrorCode::cannot_fit, "weight", "is 0 in every row that is fitted"};
  return {};
}

/// The weight of each class's rows.
std::vector<double> class_weights(const Response& response) {
  std::vector<double> weights(response.classes, 0.0);
  for (std::size_t r = 0; r < response.label.size(); ++r) weights[response.label[r]] += response.weight_of(r);
  return weights;
}

Status check_classes(const Response& response) {
  const std::vector<double> weights = class_weights(response);
  const auto present = std::count_if(weights.begin(), weights.end(), [](double w) { return w > 0.0; });
  if (present < 2) return unfit("only one class is present in the rows that are fitted");
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (!(weights[k] > 0.0))
      return unfit("class " + std::to_string(k + 1) + " of " + std::to_string(weights.size()) +
                   " has no row among those that are fitted");
  }
  return {};
}

Status check_numbers(const Response& response, LossKind loss) {
  std::optional<double> first;
  bool varies = false;
  bool any = false;
  for (std::size_t r = 0; r < response.value.size(); ++r) {
    const double value = response.value[r];
    if (!std::isfinite(value)) return unfit("must be a number, found " + number_text(value));
    if (loss == LossKind::poisson && value < 0.0)
      return unfit("a count must be from 0, found " + number_text(value));
    if (!(response.weight_of(r) > 0.0)) continue;
    if (!first) first = value;
    varies = varies || value != *first;
    any = any || value != 0.0;
  }
  if (loss == LossKind::poisson && !any) return unfit("every count in the rows that are fitted is 0");
  if (!varies) {
    return unfit("is the same in every row that is fitted" +
                 (first ? ": " + number_text(*first) : std::string()));
  }
  return {};
}

double weighted_mean(std::span<const double> values, const Response& response) {
  double sum = 0.0;
  double weight = 0.0;
  for (std::size_t r = 0; r < values.size(); ++r) {
    sum += response.weight_of(r) * values[r];
    weight += response.weight_of(r);
  }
  return sum / weight;
}

/// A quantity is fitted as (value − centre) / scale, so that no tolerance depends on its unit.
struct Scaled {
  double centre = 0.0;
  double scale = 1.0;
};

Scaled scale_of(std::span<const double> values, const Response& response) {
  Scaled scaled;
  scaled.centre = weighted_mean(values, response);
  std::vector<double> squares;
  for (const double value : values) squares.push_back((value - scaled.centre) * (value - scaled.centre));
  scaled.scale = std::sqrt(weighted_mean(squares, response));
  return scaled;
}

std::vector<double> targets_of(const Response& response, const Scaled& scaled) {
  std::vector<double> targets(response.label.begin(), response.label.end());
  for (const double value : response.value) targets.push_back((value - scaled.centre) / scaled.scale);
  return targets;
}

/// The best intercepts of a model without columns; then every coefficient is 0.
std::vector<double> start_of(const LinearProblem& problem, const Response& response) {
  std::vector<double> start(problem.size(), 0.0);
  const std::vector<double> weights = class_weights(response);
  const double all = problem.total_weight();
  switch (problem.row_loss().kind()) {
    case LossKind::squared:
      break;
    case LossKind::logistic:
      start[0] = numerics::logit(weights[1] / all);
      break;
    case LossKind::poisson:
      start[0] = numerics::log(weighted_mean(response.value, response));
      break;
    case LossKind::softmax: {
      double sum = 0.0;
      for (const double weight : weights) sum += numerics::log(weight / all);
      for (std::size_t k = 0; k < weights.size(); ++k)
        start[problem.intercept(k)] =
            numerics::log(weights[k] / all) - sum / static_cast<double>(weights.size());
      break;
    }
    case LossKind::cumulative: {
      double above = all;
      for (std::size_t k = 0; k + 1 < weights.size(); ++k) {
        above -= weights[k];
        start[problem.intercept(k)] = numerics::logit(above / all);
      }
      break;
    }
  }
  return start;
}

/// Of many rows first every k-th is fitted: the optimum of 10,000 is so near that of all that two or three
/// steps over all are left. The start without columns where that comes to nothing, as without a class.
std::vector<double> near_start(const LinearProblem& problem, const Response& response,
                               const LinearFit& wish) {
  constexpr std::size_t kSome = 10'000;
  const std::size_t stride = problem.rows().rows() / kSome;
  std::vector<double> start = start_of(problem, response);
  if (stride < 4 || wish.loss == LossKind::squared || wish.optimiser.max_iterations > 0) return start;
  std::vector<std::size_t> chosen;
  Matrix rows{problem.rows().columns, {}};
  std::vector<double> targets;
  for (std::size_t r = 0; r < problem.rows().rows(); r += stride) {
    chosen.push_back(r);
    const auto row = problem.rows().row(r);
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    targets.push_back(problem.row_loss().targets()[r]);
  }
  const Response part = response.of(chosen);
  if (auto ok = part.has_classes() ? check_classes(part) : check_numbers(part, wish.loss); !ok) return start;
  const RowLoss loss(wish.loss, targets, response.classes);
  Penalty penalty = problem.penalty();
  const LinearProblem some(rows, loss, part.weight, {}, problem.threads());
  for (double& one : penalty.ridge) one *= some.total_weight() / problem.total_weight();
  const LinearProblem penalised(rows, loss, part.weight, penalty, problem.threads());
  auto found = by_newton(
      {penalised, start_of(penalised, part), wish.optimiser, wish.words, wish.seed, part.group, part.order});
  return found ? std::move(*found) : start;
}

/// Columns of mean 0 and standard deviation 1, and the way back. A column that does not vary is all 0.
struct Standardised {
  Matrix rows;
  std::vector<double> means;
  std::vector<double> deviations;
};

Standardised standardised(const Matrix& rows, const Response& response) {
  Standardised made{{rows.columns, rows.values}, column_means(rows, response), {}};
  made.deviations.assign(rows.columns, 0.0);
  double weight = 0.0;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const std::span<double> row = made.rows.row(r);
    weight += response.weight_of(r);
    for (std::size_t j = 0; j < row.size(); ++j) {
      row[j] -= made.means[j];
      made.deviations[j] += response.weight_of(r) * row[j] * row[j];
    }
  }
  for (std::size_t j = 0; j < rows.columns; ++j) {
    double& deviation = made.deviations[j];
    deviation = std::sqrt(deviation / weight);
    // What rounding leaves of a column that does not vary is no spread.
    if (!(deviation > 1e-13 * std::abs(made.means[j])) || !std::isfinite(deviation)) deviation = 0.0;
  }
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const std::span<double> row = made.rows.row(r);
    for (std::size_t j = 0; j < row.size(); ++j)
      row[j] = made.deviations[j] > 0.0 ? row[j] / made.deviations[j] : 0.0;
  }
  for (double& deviation : made.deviations) deviation = deviation > 0.0 ? deviation : 1.0;
  return made;
}

void put_back(const LinearProblem& problem, const Standardised& made, std::vector<double>& at) {
  const bool shared = problem.row_loss().shares_slope();
  for (std::size_t k = 0; k < problem.slopes(); ++k) {
    double moved = 0.0;
    for (std::size_t j = 0; j < made.means.size(); ++j) {
      double& one = at[problem.coefficient(k, j)];
      one /= made.deviations[j];
      moved += one * made.means[j];
    }
    for (std::size_t i = shared ? 0 : k; i < (shared ? problem.intercepts() : k + 1); ++i)
      at[problem.intercept(i)] -= moved;
  }
}

/// Of several classes only differences count: intercepts, and coefficients without a penalty, add up to 0.
void centre_over_classes(const LinearProblem& problem, std::vector<double>& at) {
  const std::size_t wide = problem.rows().columns + 1;
  for (std::size_t j = 0; j < wide; ++j) {
    if (j > 0 && (problem.penalty().ridge[j - 1] > 0.0 || problem.penalty().l1[j - 1] > 0.0)) continue;
    double sum = 0.0;
    for (std::size_t k = 0; k < problem.intercepts(); ++k) sum += at[k * wide + j];
    for (std::size_t k = 0; k < problem.intercepts(); ++k)
      at[k * wide + j] -= sum / static_cast<double>(problem.intercepts());
  }
}

}  // namespace

std::vector<double> column_means(const Rows& rows, const Response& response) {
  std::vector<double> means(rows.columns(), 0.0);
  double weight = 0.0;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    weight += response.weight_of(r);
    for (std::size_t j = 0; j < means.size(); ++j) means[j] += response.weight_of(r) * rows.row(r)[j];
  }
  for (double& mean : means) mean /= weight;
  return means;
}

Status check_response(const Response& response, LossKind loss) {
  if (auto ok = check_weights(response); !ok) return ok;
  return response.has_classes() ? check_classes(response) : check_numbers(response, loss);
}

Result<LinearCoefficients> fit_linear(const LinearFit& wish, const Matrix& rows, const Response& response) {
  if (rows.columns == 0)
    return Error{ErrorCode::cannot_fit, wish.words.model, "no column is left to predict from"};
  if (auto ok = check_response(response, wish.loss); !ok) return ok.error();

  const Scaled scaled = wish.loss == LossKind::squared ? scale_of(response.value, response) : Scaled();
  const RowLoss loss(wish.loss, targets_of(response, scaled), response.classes);
  const double l1 = wish.l1 / scaled.scale;  // of coefficients in units of the scale
  Penalty penalty{std::vector<double>(rows.columns, wish.ridge), std::vector<double>(rows.columns, l1)};
  const LinearProblem plain(rows, loss, response.weight, penalty, wish.threads);
  std::vector<double> at;
  if (chosen_method(wish.optimiser, penalty, plain.size()) == Optimiser::newton) {
    auto found = minimise({plain, near_start(plain, response, wish), wish.optimiser, wish.words, wish.seed,
                           response.group, response.order});
    if (!found) return found.error();
    at = std::move(*found);
  } else {
    const Standardised made = standardised(rows, response);
    for (std::size_t j = 0; j < rows.columns; ++j) {
      penalty.ridge[j] /= made.deviations[j] * made.deviations[j];
      penalty.l1[j] /= made.deviations[j];
    }
    const LinearProblem problem(made.rows, loss, response.weight, penalty, wish.threads);
    auto found = minimise({problem, start_of(problem, response), wish.optimiser, wish.words, wish.seed,
                           response.group, response.order});
    if (!found) return found.error();
    at = std::move(*found);
    put_back(problem, made, at);
  }
  if (wish.loss == LossKind::softmax) centre_over_classes(plain, at);
  if (wish.loss == LossKind::squared) {
    for (double& one : at) one *= scaled.scale;
    at[0] += scaled.centre;
  }
  LinearCoefficients fitted;
  for (std::size_t k = 0; k < plain.intercepts(); ++k) fitted.intercepts.push_back(at[plain.intercept(k)]);
  for (std::size_t k = 0; k < plain.slopes(); ++k) {
    for (std::size_t j = 0; j < rows.columns; ++j) fitted.coefficients.push_back(at[plain.coefficient(k, j)]);
  }
  return fitted;
}

Result<LogisticRegression> fit_logistic(const Matrix& rows, std::span<const std::uint8_t> outcome, double c) {
  LinearFit wish{LossKind::logistic, c > 0.0 ? 1.0 / c : 0.0};
  wish.words = {"logistic_regression", "separate the classes", "C above 0"};
  const Response response = binary_response({outcome.begin(), outcome.end()});
  auto fitted = fit_linear(wish, rows, response);
  if (!fitted) return fitted.error();
  return LogisticRegression{fitted->intercepts[0], std::move(fitted->coefficients),
                            column_means(rows, response)};
}

}  // namespace nearside
