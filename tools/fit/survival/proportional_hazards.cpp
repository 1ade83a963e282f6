// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/survival/proportional_hazards.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/dense.h"
#include "core/base/numerics.h"
#include "core/steps/step.h"
#include "tools/explain/column_names.h"
#include "tools/fit/steps.h"
#include "tools/fit/survival/cox.h"

namespace nearside {
namespace {

/// 1 − the Kaplan–Meier estimate just before each time, of all rows, unweighted.
class TimeScale {
 public:
  explicit TimeScale(const SurvivalRows& rows) {
    std::vector<std::size_t> order(rows.years.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return rows.years[a] < rows.years[b]; });
    double survival = 1.0;
    for (std::size_t i = 0; i < order.size();) {
      const double now = rows.years[order[i]];
      const auto at_risk = static_cast<double>(order.size() - i);
      double events = 0.0;
      for (; i < order.size() && rows.years[order[i]] == now; ++i) events += rows.event[order[i]];
      years_.push_back(now);
      before_.push_back(1.0 - survival);
      survival *= 1.0 - events / at_risk;
    }
  }
  double at(double years) const {
    const auto place = std::lower_bound(years_.begin(), years_.end(), years) - years_.begin();
    return before_[static_cast<std::size_t>(place)];
  }

 private:
  std::vector<double> years_;
  std::vector<double> before_;
};

/// Scores and information of the coefficients (first) and of their change with time (second).
struct Augmented {
  std::size_t size;
  std::vector<double> score;
  std::vector<double> first;   // coefficient by coefficient
  std::vector<double> across;  // coefficient by change
  std::vector<double> second;  // change by change
};

Augmented augmented(const CoxSample& sample, Ties ties, std::span<const double> beta) {
  const std::size_t n = beta.size();
  const std::vector<double> none(n * n, 0.0);
  Augmented sums{n, std::vector<double>(n, 0.0), none, none, none};
  const TimeScale scale(sample.rows);
  // Counted from its mean the time hardly disturbs the coefficients; the test is the same.
  double mean = 0.0;
  double events = 0.0;
  for (std::size_t r = 0; r < sample.rows.years.size(); ++r) {
    if (sample.rows.event[r] == 0) continue;
    mean += scale.at(sample.rows.years[r]);
    events += 1.0;
  }
  mean /= events;
  PartialLikelihood(sample.rows, ties)
      .walk(beta, PartialLikelihood::Order::derivatives, [&](const EventTime& time) {
        const double g = scale.at(time.years) - mean;
        for (std::size_t j = 0; j < n; ++j) sums.score[j] += g * time.score[j];
        for (std::size_t i = 0; i < n * n; ++i) {
          sums.first[i] += time.information[i];
          sums.across[i] += g * time.information[i];
          sums.second[i] += g * g * time.information[i];
        }
      });
  return sums;
}

double element(const std::vector<double>& triangle, std::size_t n, std::size_t i, std::size_t j) {
  return i >= j ? triangle[i * n + j] : triangle[j * n + i];
}

/// The score test of the changes of these coefficients; nothing where the information is singular.
std::optional<double> score_test(const Augmented& sums, const std::vector<std::size_t>& tested) {
  const std::size_t n = sums.size;
  const std::size_t all = n + tested.size();
  std::vector<double> information(all * all, 0.0);
  std::vector<double> score(all, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) information[i * all + j] = element(sums.first, n, i, j);
  }
  for (std::size_t t = 0; t < tested.size(); ++t) {
    score[n + t] = sums.score[tested[t]];
    double* row = information.data() + (n + t) * all;
    for (std::size_t j = 0; j < n; ++j) row[j] = element(sums.across, n, tested[t], j);
    for (std::size_t u = 0; u <= t; ++u) row[n + u] = element(sums.second, n, tested[t], tested[u]);
  }
  std::vector<double> solved = score;
  if (!solve_positive_definite(information, solved)) return std::nullopt;
  return numerics::dot(score, solved);
}

std::string figures(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

void append(std::string& text, const std::string& sentence, const char* between) {
  if (!text.empty()) text += between;
  text += sentence;
}

}  // namespace

double chi_squared_tail(double x, std::uint32_t degrees) {
  if (!(x > 0.0)) return 1.0;
  // Q(a + 1, y) = Q(a, y) + y^a e^−y / Γ(a + 1) from a = 1/2 or 1; every term is above 0.
  const double y = 0.5 * x;
  const bool odd = degrees % 2 == 1;
  double a = odd ? 0.5 : 1.0;
  double tail = odd ? std::erfc(std::sqrt(y)) : std::exp(-y);
  double log_gamma = odd ? 0.5 * std::log(3.14159265358979323846) : 0.0;  // of a
  for (; 2.0 * a < static_cast<double>(degrees); a += 1.0) {
    log_gamma += std::log(a);
    tail += std::exp(a * std::log(y) - y - log_gamma);
  }
  return std::min(tail, 1.0);
}

Result<std::vector<ProportionalityTest>> test_proportional_hazards(const CoxRequest& request,
                                                                   const ModelData& data,
                                                                   const CoxRegression& model) {
  std::vector<ProportionalityTest> tests;
  if (request.lambda > 0.0) return tests;
  auto sample = cox_sample(request, data);
  if (!sample) return sample.error();
  // An answer that others are compared with has no coefficient.
  for (std::size_t j = sample->places.size(); j-- > 0;) {
    if (model.coefficients[sample->places[j]] == 0.0) sample->leave_out(j);
  }
  std::vector<double> beta;
  for (std::size_t j = 0; j < sample->places.size(); ++j)
    beta.push_back(model.coefficients[sample->places[j]] * sample->scales[j]);
  if (beta.empty()) return tests;
  const Augmented sums = augmented(*sample, request.ties, beta);
  const std::vector<std::string> names = readable_names(data.columns, data.predictors);
  std::vector<std::size_t> all;
  const auto add = [&](const std::string& name, const std::vector<std::size_t>& tested) {
    const auto statistic = score_test(sums, tested);
    if (!statistic) return;
    const auto degrees = static_cast<std::uint32_t>(tested.size());
    tests.push_back({name, *statistic, degrees, chi_squared_tail(*statistic, degrees)});
  };
  for (std::size_t j = 0; j < beta.size(); ++j) {
    add(names[sample->places[j]], {j});
    all.push_back(j);
  }
  add("all", all);
  return tests;
}

Result<std::vector<ProportionalityTest>> test_proportional_hazards(const Recipe& recipe,
                                                                   const Pipeline& pipeline,
                                                                   const Matrix& rows,
                                                                   const Response& response) {
  const auto* request = std::get_if<CoxRequest>(&recipe.model);
  const auto* model = std::get_if<CoxRegression>(&pipeline.model);
  if (request == nullptr || model == nullptr) return std::vector<ProportionalityTest>();
  auto stages = columns_through(pipeline.steps, columns_of(recipe.predictors), "steps");
  if (!stages) return stages.error();
  Matrix current = rows;
  for (std::size_t s = 0; s < pipeline.steps.size(); ++s)
    current = apply_to_rows(pipeline.steps[s], current, pipeline.widths[s]);
  return test_proportional_hazards(
      *request, {current, stages->back(), recipe.predictors, recipe.outcome, response}, *model);
}

void add_survival_notes(const Outcome& outcome, const std::vector<ProportionalityTest>& tests,
                        ModelCard& card) {
  if (outcome.competing_as_censored && !outcome.competing.empty()) {
    std::string events;
    for (const std::string& text : outcome.competing) events += (events.empty() ? "" : ", ") + text;
    card.does_not_tell.push_back(
        {"How likely the outcome is where another event may come first: the risk is that of a world without "
         "it (" +
             outcome.column + ": " + events + "), and so too high wherever it is common.",
         "当其他事件可能先发生时结局有多大可能：这里的风险假定不存在该事件（" + outcome.column + "：" +
             events + "），因此该事件常见时会偏高。"});
  }
  constexpr double kDoubtful = 0.05;
  if (tests.empty() || tests.back().column != "all" || tests.back().p >= kDoubtful) return;
  std::string columns;
  for (const ProportionalityTest& test : tests) {
    if (test.column != "all" && test.p < kDoubtful)
      columns += (columns.empty() ? ": " : ", ") + test.column + " (p " + figures(test.p) + ")";
  }
  const ProportionalityTest& all = tests.back();
  append(card.limits.en,
         "Hazard ratios change over time (test of scaled Schoenfeld residuals, all columns: chi-squared " +
             figures(all.chi_squared) + ", " + std::to_string(all.degrees) + " degrees of freedom, p " +
             figures(all.p) + columns + "): the model uses their means over the observed time.",
         " ");
  if (card.limits.zh.empty()) return;
  append(card.limits.zh,
         "风险比随时间变化（缩放 Schoenfeld 残差检验，全部列：卡方 " + figures(all.chi_squared) +
             "，自由度 " + std::to_string(all.degrees) + "，p " + figures(all.p) + columns +
             "）：模型使用的是观察期内的平均值。",
         "");
}

}  // namespace nearside
