// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/survival/cox.h"

#include <algorithm>
#include <cmath>

#include "core/base/dense.h"
#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "tools/explain/column_names.h"

namespace nearside {
namespace {

Error cannot_fit(std::string message) {
  return {ErrorCode::cannot_fit, "cox_regression", std::move(message)};
}

/// The penalised problem: minus the log partial likelihood, plus rows × the penalty.
class Problem {
 public:
  Problem(const SurvivalRows& rows, const CoxRequest& request)
      : rows_(rows),
        likelihood_(rows, request.ties),
        l1_(request.lambda * request.alpha * numerics::sum(rows.weight)),
        l2_(request.lambda * (1.0 - request.alpha) * numerics::sum(rows.weight)),
        size_(rows.columns.columns) {}

  std::size_t size() const { return size_; }
  bool has_l1() const { return l1_ > 0.0; }

  double loss(std::span<const double> beta) const {
    return likelihood_.loss(beta) + l1(beta) + 0.5 * l2_ * numerics::dot(beta, beta);
  }

  double l1(std::span<const double> beta) const {
    double sum = 0.0;
    for (const double b : beta) sum += l1_ * std::fabs(b);
    return sum;
  }

  /// Minus the gradient and the Hessian's lower triangle, both without the L1 penalty.
  void derivatives(std::span<const double> beta, std::vector<double>& descent,
                   std::vector<double>& hessian) const {
    descent.assign(size_, 0.0);
    hessian.assign(size_ * size_, 0.0);
    likelihood_.walk(beta, PartialLikelihood::Order::derivatives, [&](const EventTime& time) {
      for (std::size_t j = 0; j < size_; ++j) descent[j] += time.score[j];
      for (std::size_t i = 0; i < hessian.size(); ++i) hessian[i] += time.information[i];
    });
    for (std::size_t j = 0; j < size_; ++j) {
      descent[j] -= l2_ * beta[j];
      hessian[j * size_ + j] += l2_;
    }
  }

  /// How far `step` moves the linear predictor of the row that it moves most: the same in any unit.
  double reach(std::span<const double> step) const {
    double largest = 0.0;
    for (std::size_t r = 0; r < rows_.years.size(); ++r)
      largest = std::max(largest, std::fabs(numerics::dot(step, rows_.columns.row(r))));
    return largest;
  }

  /// The step from `beta` that is best by the quadratic approximation plus the L1 penalty. False where it is
  /// not determined.
  bool best_step(std::span<const double> beta, const std::vector<double>& descent,
                 const std::vector<double>& hessian, std::vector<double>& step) const {
    if (!has_l1()) {
      step = descent;
      return solve_positive_definite(hessian, step);
    }
    constexpr int kMaxSweeps = 100'000;
    step.assign(size_, 0.0);
    std::vector<double> left = descent;  // descent − hessian × step
    for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
      double largest = 0.0;
      for (std::size_t j = 0; j < size_; ++j) {
        const double curvature = hessian[j * size_ + j];
        if (!(curvature > 0.0)) continue;
        const double before = beta[j] + step[j];
        const double wanted = curvature * before + left[j];
        const double after = std::copysign(std::max(std::fabs(wanted) - l1_, 0.0), wanted) / curvature;
        const double moved = after - before;
        if (moved == 0.0) continue;
        step[j] = after - beta[j];
        for (std::size_t k = 0; k < size_; ++k)
          left[k] -= moved * hessian[j >= k ? j * size_ + k : k * size_ + j];
        largest = std::max(largest, std::fabs(moved));
      }
      if (largest <= 1e-14) return true;
    }
    return false;
  }

 private:
  const SurvivalRows& rows_;
  PartialLikelihood likelihood_;
  double l1_;
  double l2_;
  std::size_t size_;
};

/// A column that is, to ten digits, a weighted sum of those after it, by Cholesky's decomposition from the
/// last column on.
std::optional<std::size_t> repeated_column(const std::vector<double>& hessian, std::size_t size) {
  constexpr double kLeast = 1e-10;
  std::vector<double> lower(size * size, 0.0);
  for (std::size_t j = 0; j < size; ++j) {
    double* row = lower.data() + j * size;
    const std::size_t own = size - 1 - j;
    for (std::size_t k = 0; k <= j; ++k) {
      const double* other = lower.data() + k * size;
      double left = hessian[(size - 1 - k) * size + own];
      for (std::size_t i = 0; i < k; ++i) left -= row[i] * other[i];
      if (k < j) {
        row[k] = left / other[k];
      } else if (const double all = hessian[own * size + own]; left > kLeast * all && all > 0.0) {
        row[k] = std::sqrt(left);
      } else {
        return own;
      }
    }
  }
  return std::nullopt;
}

/// Whether the column stands for an answer of a predictor that has other such columns.
bool is_one_of_answers(const CoxSample& sample, const ModelData& data, std::size_t column) {
  const Column& own = data.columns[sample.places[column]];
  if (own.predictor == kCreated) return false;
  const auto is_answer = [&](const Column& other) {
    return other.predictor == own.predictor &&
           other.name.starts_with(data.predictors[own.predictor].id + "=");
  };
  const auto others = std::count_if(sample.places.begin(), sample.places.end(),
                                    [&](std::uint32_t place) { return is_answer(data.columns[place]); });
  return is_answer(own) && others > 1;
}

std::string name_of(const CoxSample& sample, const ModelData& data, std::size_t column) {
  return readable_names(data.columns, data.predictors)[sample.places[column]];
}

Error repeats(const std::string& column) {
  return cannot_fit(
      "\"" + column +
      "\" does not vary among those at risk, or is a weighted sum of the columns after it; leave it "
      "out, or use a penalty (lambda above 0)");
}

Error does_not_settle(const CoxSample& sample, const ModelData& data, std::span<const double> beta) {
  const auto is_smaller = [](double a, double b) { return std::fabs(a) < std::fabs(b); };
  const auto largest = std::max_element(beta.begin(), beta.end(), is_smaller) - beta.begin();
  const std::string name = name_of(sample, data, static_cast<std::size_t>(largest));
  return cannot_fit(
      "the coefficient of \"" + name +
      "\" does not settle: those with some value of it never have the event, or always before the "
      "others; leave it out, or use a penalty (lambda above 0)");
}

/// The coefficients of the standardised columns.
Result<std::vector<double>> minimise(const Problem& problem, const CoxSample& sample, const ModelData& data) {
  constexpr int kMaxIterations = 100;
  constexpr int kMaxHalvings = 40;
  std::vector<double> beta(problem.size(), 0.0);
  if (beta.empty()) return beta;
  std::vector<double> descent;
  std::vector<double> hessian;
  std::vector<double> step;
  double loss = problem.loss(beta);
  for (int iteration = 0; iteration < kMaxIterations; ++iteration) {
    problem.derivatives(beta, descent, hessian);
    if (!problem.best_step(beta, descent, hessian, step)) break;
    std::vector<double> next(beta.size());
    for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + step[j];
    const double gain = numerics::dot(descent, step) - (problem.l1(next) - problem.l1(beta));
    const double reach = problem.reach(step);
    constexpr double kThere = 1e-9;  // of a log hazard ratio; the step that is taken still squares it
    if (reach <= kThere) return next;
    // The likelihood comes to rest while a coefficient walks on.
    if (gain <= 1e-13 && reach > 1e-3) break;
    double length = 1.0;
    double next_loss = loss;
    for (int halving = 0; halving < kMaxHalvings; ++halving, length *= 0.5) {
      for (std::size_t j = 0; j < beta.size(); ++j) next[j] = beta[j] + length * step[j];
      next_loss = problem.loss(next);
      // A tenth of what the slope promises (Armijo, Pacific J Math 16 (1966) 1–3); near the optimum the loss
      // stands still to rounding, and the full step is the better one.
      if (next_loss <= loss - 0.1 * length * gain + 1e-12 * (1.0 + std::fabs(loss))) break;
    }
    beta = next;
    loss = next_loss;
    if (!std::isfinite(loss)) break;
  }
  return does_not_settle(sample, data, beta);
}

/// Without a penalty, columns that repeat each other leave the coefficients open. Where a predictor's answers
/// all have a column, the first one's becomes the answer that the others are compared with, and gets no
/// coefficient.
Status leave_out_references(const CoxRequest& request, const ModelData& data, CoxSample& sample) {
  while (request.lambda == 0.0) {
    const Problem problem(sample.rows, request);
    std::vector<double> descent;
    std::vector<double> hessian;
    problem.derivatives(std::vector<double>(problem.size(), 0.0), descent, hessian);
    const auto column = repeated_column(hessian, problem.size());
    if (!column) return {};
    if (!is_one_of_answers(sample, data, *column)) return repeats(name_of(sample, data, *column));
    sample.leave_out(*column);
  }
  return {};
}

/// The stratum's name for people: `size 20-50`.
std::string stratum_name(const ModelData& data, const CoxSample& sample, std::size_t s) {
  if (!sample.stratum) return "";
  const Column& column = data.columns[*sample.stratum];
  const std::vector<Level>& levels = data.predictors[column.predictor].levels;
  return " of " + column.name + " " + (s < levels.size() ? levels[s].id : std::to_string(s));
}

/// Cumulative hazards at a linear predictor of 0, a stratum after the other.
Result<std::vector<double>> baseline(const CoxRequest& request, const CoxSample& sample,
                                     const ModelData& data, std::span<const double> beta) {
  const std::vector<double>& horizons = data.outcome.horizons;
  std::vector<double> hazards(sample.strata * horizons.size(), 0.0);
  // Times come the last first; sums are made from the first on.
  std::vector<EventTime> times;
  PartialLikelihood(sample.rows, request.ties)
      .walk(beta, PartialLikelihood::Order::hazard, [&](const EventTime& time) { times.push_back(time); });
  for (std::size_t t = times.size(); t-- > 0;) {
    for (std::size_t h = 0; h < horizons.size(); ++h) {
      if (times[t].years <= horizons[h]) hazards[times[t].stratum * horizons.size() + h] += times[t].hazard;
    }
  }
  std::vector<double> longest(sample.strata, 0.0);
  for (std::size_t r = 0; r < sample.rows.years.size(); ++r) {
    double& known = longest[sample.rows.stratum[r]];
    known = std::max(known, sample.rows.years[r]);
  }
  for (std::size_t s = 0; s < sample.strata; ++s) {
    const std::string where = stratum_name(data, sample, s);
    if (!(hazards[s * horizons.size()] > 0.0)) {
      return cannot_fit("no event" + where + " was seen within " + number_text(horizons.front()) +
                        " years, the first of outcome.horizons");
    }
    if (longest[s] < horizons.back()) {
      return cannot_fit("nobody" + where + " was observed for " + number_text(horizons.back()) +
                        " years, the last of outcome.horizons; the longest time is " +
                        number_text(longest[s]));
    }
  }
  return hazards;
}

}  // namespace

void CoxSample::leave_out(std::size_t column) {
  Matrix& columns = rows.columns;
  std::size_t to = 0;
  for (std::size_t i = 0; i < columns.values.size(); ++i) {
    if (i % columns.columns != column) columns.values[to++] = columns.values[i];
  }
  columns.values.resize(to);
  --columns.columns;
  places.erase(places.begin() + static_cast<std::ptrdiff_t>(column));
  scales.erase(scales.begin() + static_cast<std::ptrdiff_t>(column));
}

Result<CoxSample> cox_sample(const CoxRequest& request, const ModelData& data) {
  CoxSample sample;
  const std::size_t count = data.response.rows();
  const double end =
      request.censor_at_last_horizon ? data.outcome.horizons.back() : std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < count; ++r) {
    const double years = data.response.value[r];
    sample.rows.years.push_back(std::min(years, end));
    sample.rows.event.push_back(years <= end ? data.response.label[r] : 0);
    sample.rows.weight.push_back(data.response.weight_of(r));
  }
  sample.rows.stratum.assign(count, 0);
  for (std::uint32_t j = 0; j < data.columns.size(); ++j) {
    if (request.stratum.empty() || data.columns[j].name != request.stratum) {
      sample.places.push_back(j);
    } else {
      sample.stratum = j;
    }
  }
  if (!request.stratum.empty()) {
    const Error fault{
        ErrorCode::bad_recipe, "model.cox_regression.stratum",
        "\"" + request.stratum + "\" must reach the model as a predictor's answers: it is " +
            (sample.stratum ? "changed by a step, or is a number" : "no column after the last step")};
    if (!sample.stratum || data.columns[*sample.stratum].predictor == kCreated) return fault;
    sample.strata = data.predictors[data.columns[*sample.stratum].predictor].levels.size();
    for (std::size_t r = 0; r < count; ++r) {
      const double value = data.rows.row(r)[*sample.stratum];
      if (!(value >= 0.0 && value < static_cast<double>(sample.strata) && value == std::floor(value)))
        return fault;
      sample.rows.stratum[r] = static_cast<std::uint32_t>(value);
    }
    if (sample.strata < 2) return fault;
  }

  const double all = numerics::sum(sample.rows.weight);
  sample.means.assign(data.columns.size(), 0.0);
  sample.rows.columns.columns = sample.places.size();
  sample.rows.columns.values.resize(count * sample.places.size());
  for (std::size_t j = 0; j < sample.places.size(); ++j) {
    double mean = 0.0;
    double square = 0.0;
    for (std::size_t r = 0; r < count; ++r)
      mean += sample.rows.weight[r] * data.rows.row(r)[sample.places[j]];
    mean /= all;
    for (std::size_t r = 0; r < count; ++r) {
      const double from_mean = data.rows.row(r)[sample.places[j]] - mean;
      square += sample.rows.weight[r] * from_mean * from_mean;
    }
    const double deviation = std::sqrt(square / all);
    const double scale = deviation > 1e-12 * std::fabs(mean) ? deviation : 0.0;
    for (std::size_t r = 0; r < count; ++r) {
      const double from_mean = data.rows.row(r)[sample.places[j]] - mean;
      sample.rows.columns.row(r)[j] = scale > 0.0 ? from_mean / scale : 0.0;
    }
    sample.means[sample.places[j]] = mean;
    sample.scales.push_back(scale > 0.0 ? scale : 1.0);
  }
  return sample;
}

Result<CoxRegression> fit_cox(const CoxRequest& request, const ModelData& data) {
  auto sample = cox_sample(request, data);
  if (!sample) return sample.error();
  const std::vector<std::uint8_t>& event = sample->rows.event;
  if (std::find(event.begin(), event.end(), 1) == event.end())
    return cannot_fit("no row that is fitted has the event until the last horizon");
  if (auto ok = leave_out_references(request, data, *sample); !ok) return ok.error();
  const auto beta = minimise(Problem(sample->rows, request), *sample, data);
  if (!beta) return beta.error();
  auto hazards = baseline(request, *sample, data, *beta);
  if (!hazards) return hazards.error();
  CoxRegression model{std::vector<double>(data.columns.size(), 0.0), sample->means, data.outcome.horizons,
                      std::move(*hazards), sample->stratum};
  for (std::size_t j = 0; j < beta->size(); ++j)
    model.coefficients[sample->places[j]] = (*beta)[j] / sample->scales[j];
  return model;
}

}  // namespace nearside
