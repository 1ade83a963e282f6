// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/points/merge.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/base/dense.h"
#include "core/evaluate/estimate.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/linear/problem.h"

namespace nearside {
namespace {

/// Whether an indicator is the step from one bin to the next, of bins that stand in order.
bool is_step(const Indicator& indicator, const std::vector<Divided>& divided) {
  const Divided& of = divided[indicator.column];
  return of.in_order && indicator.from < of.axis.bins();
}

/// The place of the step that goes furthest in a direction that the recipe rules out.
std::optional<std::size_t> forbidden_step(const std::vector<Indicator>& indicators,
                                          const std::vector<double>& coefficients,
                                          const std::vector<Divided>& divided,
                                          const std::vector<int>& directions) {
  std::optional<std::size_t> worst;
  double furthest = 0.0;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const double against = -coefficients[i] * directions[indicators[i].column];
    if (!is_step(indicators[i], divided) || !(against > furthest)) continue;
    furthest = against;
    worst = i;
  }
  return worst;
}

/// Whether the log odds rise (1) or fall (−1) on the whole from a column's low bins to its high ones: the
/// sign of their covariance with the bin's place.
int course_of(const Divided& divided, const std::vector<Indicator>& indicators,
              const std::vector<double>& coefficients) {
  const std::size_t bins = divided.axis.bins();
  double rows = 0.0;
  double places = 0.0;
  for (std::size_t b = 0; b < bins; ++b) {
    rows += divided.rows[b];
    places += divided.rows[b] * static_cast<double>(b);
  }
  double covariance = 0.0;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (indicators[i].column != divided.axis.column || indicators[i].from >= bins) continue;
    for (std::size_t b = indicators[i].from; b < bins; ++b)
      covariance += coefficients[i] * divided.rows[b] * (static_cast<double>(b) - places / rows);
  }
  return covariance < 0.0 ? -1 : 1;
}

/// How many standard errors each coefficient is from 0 (Wald), by the inverse Hessian of the penalised loss.
std::vector<double> standard_errors_from_0(const Matrix& rows, const Response& response,
                                           const LinearCoefficients& fitted, double ridge) {
  const RowLoss loss(LossKind::logistic, {response.label.begin(), response.label.end()});
  const Penalty penalty{std::vector<double>(rows.columns, ridge), std::vector<double>(rows.columns, 0.0)};
  const LinearProblem problem(rows, loss, response.weight, penalty, 1);
  std::vector<double> at(fitted.intercepts);
  at.insert(at.end(), fitted.coefficients.begin(), fitted.coefficients.end());
  std::vector<double> descent;
  std::vector<double> hessian;
  problem.derivatives(at, descent, hessian);
  std::vector<double> distances;
  for (std::size_t j = 1; j < at.size(); ++j) {
    std::vector<double> inverse(at.size(), 0.0);
    inverse[j] = 1.0;
    const bool solved = solve_positive_definite(hessian, inverse) && inverse[j] > 0.0;
    distances.push_back(solved ? std::abs(at[j]) / std::sqrt(inverse[j]) : 0.0);
  }
  return distances;
}

/// The place of the step against its column's own course that the data speak for least, unless they speak
/// for each of these clearly.
std::optional<std::size_t> doubtful_step(const std::vector<Indicator>& indicators,
                                         const std::vector<double>& coefficients,
                                         const std::vector<Divided>& divided,
                                         const std::vector<double>& distances) {
  std::optional<std::size_t> least;
  double nearest = kNormal975;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (!is_step(indicators[i], divided) || !(distances[i] < nearest)) continue;
    if (coefficients[i] * course_of(divided[indicators[i].column], indicators, coefficients) >= 0.0) continue;
    nearest = distances[i];
    least = i;
  }
  return least;
}

}  // namespace

Result<std::vector<double>> refitted(std::vector<Indicator>& indicators, const std::vector<Divided>& divided,
                                     const std::vector<int>& directions, const Response& response) {
  LinearFit wish{LossKind::logistic, 1.0};
  wish.words.model = "points";
  while (!indicators.empty()) {
    const Matrix rows = indicator_rows(divided, indicators, response.rows());
    auto fitted = fit_linear(wish, rows, response);
    if (!fitted) return fitted.error();
    auto merged = forbidden_step(indicators, fitted->coefficients, divided, directions);
    if (!merged) {
      const auto distances = standard_errors_from_0(rows, response, *fitted, wish.ridge);
      merged = doubtful_step(indicators, fitted->coefficients, divided, distances);
    }
    if (!merged) return std::move(fitted->coefficients);
    indicators.erase(indicators.begin() + static_cast<std::ptrdiff_t>(*merged));
  }
  return std::vector<double>();
}

}  // namespace nearside
