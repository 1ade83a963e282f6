// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "core/evaluate/performance.h"
#include "core/evaluate/survival.h"
#include "core/evaluate/weighted.h"

namespace nearside {
namespace {

/// Ends the names of measures in the population that weighted rows stand for.
const std::string kWeighted = " weighted";

/// Where the estimate's distribution is nearest the normal one.
enum class IntervalScale { plain, share, ratio };

/// 97.5th percentile of t with `degrees` of freedom, from 9 to 28 (checked by a test's integration).
double t_975(std::size_t degrees) {
  constexpr std::array<double, 20> kQuantiles{
      2.262157163, 2.228138852, 2.200985160, 2.178812830, 2.160368656, 2.144786688, 2.131449546,
      2.119905299, 2.109815578, 2.100922040, 2.093024054, 2.085963447, 2.079613845, 2.073873068,
      2.068657610, 2.063898562, 2.059538553, 2.055529439, 2.051830516, 2.048407142};
  return kQuantiles[degrees - 9];
}

constexpr std::size_t kManyGroups = 30;
constexpr std::size_t kFewestGroups = 10;

/// How far an interval reaches, in standard errors. Few groups tell little of how much groups differ.
double reach_of(std::span<const std::uint32_t> group) {
  if (group.empty()) return kNormal975;
  const std::size_t groups = count_groups(group);
  if (groups < kFewestGroups) return kNoNumber;
  return groups < kManyGroups ? t_975(groups - 1) : kNormal975;
}

/// Puts measures into a performance, with their intervals.
class Measures {
 public:
  Measures(Performance& performance, double reach) : performance_(performance), reach_(reach) {}

  void add(const std::string& name, const Estimate& estimate, IntervalScale scale = IntervalScale::plain) {
    const double v = estimate.value;
    const double reach = reach_ * estimate.standard_error;
    Measure measure{name, v, kNoNumber, kNoNumber};
    if (scale == IntervalScale::plain) {
      measure.low = v - reach;
      measure.high = v + reach;
    } else if (scale == IntervalScale::ratio && v > 0.0) {
      measure.low = v * numerics::exp(-reach / v);
      measure.high = v * numerics::exp(reach / v);
    } else if (scale == IntervalScale::share && v > 0.0 && v < 1.0) {
      const double on_logit = reach / (v * (1.0 - v));
      measure.low = numerics::logistic(numerics::logit(v) - on_logit);
      measure.high = numerics::logistic(numerics::logit(v) + on_logit);
    }
    performance_.measures.push_back(std::move(measure));
  }

 private:
  Performance& performance_;
  double reach_;
};

Status measure_binary(Measures& measures, std::span<const double> risks, const Response& response,
                      const RowContext& rows) {
  auto measured = nearside::measure_binary(risks, response.label, rows);
  if (!measured) return measured.error();
  measures.add("auroc", measured->auroc, IntervalScale::share);
  measures.add("brier", measured->brier);
  measures.add("scaled_brier", measured->scaled_brier);
  measures.add("log_loss", measured->log_loss);
  measures.add("calibration_slope", measured->calibration_slope);
  measures.add("calibration_in_the_large", measured->calibration_in_the_large);
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_binary(risks, response.label, response.weight, rows);
  if (!weighted) return weighted.error();
  measures.add("auroc" + kWeighted, weighted->auroc, IntervalScale::share);
  measures.add("brier" + kWeighted, weighted->brier);
  measures.add("scaled_brier" + kWeighted, weighted->scaled_brier);
  measures.add("log_loss" + kWeighted, weighted->log_loss);
  return {};
}

/// `suffix` follows each name.
void add_classes(Measures& measures, const ClassPerformance& measured,
                 const std::vector<ClassRequest>& classes, const std::string& suffix) {
  measures.add("log_loss" + suffix, measured.log_loss);
  measures.add("brier" + suffix, measured.brier);
  measures.add("scaled_brier" + suffix, measured.scaled_brier);
  measures.add("accuracy" + suffix, measured.accuracy, IntervalScale::share);
  measures.add("balanced_accuracy" + suffix, measured.balanced_accuracy, IntervalScale::share);
  for (std::size_t k = 0; k < classes.size(); ++k)
    measures.add("auroc " + classes[k].id + suffix, measured.auroc[k], IntervalScale::share);
}

Status measure_classes(Measures& measures, std::span<const double> risks, const Response& response,
                       const std::vector<ClassRequest>& classes, const RowContext& rows) {
  auto measured = nearside::measure_classes(risks, response.label, response.classes, rows);
  if (!measured) return measured.error();
  add_classes(measures, *measured, classes, "");
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_classes(risks, response.label, response.classes, response.weight, rows);
  if (!weighted) return weighted.error();
  add_classes(measures, *weighted, classes, kWeighted);
  return {};
}

void add_quantity(Measures& measures, const QuantityPerformance& measured, const std::string& suffix) {
  measures.add("r_squared" + suffix, measured.r_squared);
  measures.add("root_mean_squared_error" + suffix, measured.root_mean_squared_error);
  measures.add("mean_absolute_error" + suffix, measured.mean_absolute_error);
}

Status measure_quantity(Measures& measures, std::span<const double> numbers, const Response& response,
                        const RowContext& rows) {
  auto measured = nearside::measure_quantity(numbers, response.value, rows);
  if (!measured) return measured.error();
  add_quantity(measures, *measured, "");
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_quantity(numbers, response.value, response.weight, rows);
  if (!weighted) return weighted.error();
  add_quantity(measures, *weighted, kWeighted);
  return {};
}

/// Measures of a horizon that the data do not reach are left out.
void add_horizons(Measures& measures, const std::vector<HorizonPerformance>& horizons,
                  const std::string& suffix) {
  for (const HorizonPerformance& at : horizons) {
    const std::string years = " " + number_text(at.years) + "y" + suffix;
    measures.add("predicted_risk" + years, at.predicted, IntervalScale::share);
    if (std::isnan(at.observed.value)) continue;
    measures.add("observed_risk" + years, at.observed, IntervalScale::share);
    measures.add("observed_to_predicted" + years, at.observed_to_predicted, IntervalScale::ratio);
    if (std::isnan(at.brier.value)) continue;
    measures.add("brier" + years, at.brier);
    measures.add("scaled_brier" + years, at.scaled_brier);
  }
}

/// Where the data do not reach a horizon, `method` says so.
Status measure_time_to_event(Measures& measures, std::string& method, std::span<const double> risks,
                             const Response& response, const std::vector<double>& horizons,
                             const RowContext& rows) {
  auto measured = nearside::measure_time_to_event(risks, response.value, response.label, horizons, rows);
  if (!measured) return measured.error();
  measures.add("concordance", measured->concordance, IntervalScale::share);
  measures.add("calibration_slope", measured->calibration_slope);
  add_horizons(measures, measured->horizons, "");
  for (const HorizonPerformance& at : measured->horizons) {
    if (std::isnan(at.observed.value))
      method += "; nobody was observed for " + number_text(at.years) + " years";
  }
  if (response.weight.empty()) return {};
  auto weighted =
      measure_weighted_time_to_event(risks, response.value, response.label, horizons, response.weight, rows);
  if (!weighted) return weighted.error();
  measures.add("concordance" + kWeighted, weighted->concordance, IntervalScale::share);
  add_horizons(measures, weighted->horizons, kWeighted);
  return {};
}

std::string how_grouped(std::span<const std::uint32_t> group) {
  if (group.empty()) return "";
  const std::size_t groups = count_groups(group);
  std::string how = "; " + std::to_string(groups) + " groups of rows";
  if (groups < kFewestGroups) return how + ", too few for intervals, which need 10";
  how += ", each counted as one in the intervals";
  return groups < kManyGroups ? how + ", with quantiles of t: from fewer than 30 they are rough" : how;
}

}  // namespace

std::uint32_t events_in(const Response& response) {
  std::vector<std::uint32_t> rows_of(std::max<std::size_t>(response.classes, 2), 0);
  for (const std::uint8_t k : response.label) ++rows_of[k];
  if (response.kind == OutcomeKind::binary || response.kind == OutcomeKind::time_to_event) return rows_of[1];
  return static_cast<std::uint32_t>(response.label.size()) -
         *std::max_element(rows_of.begin(), rows_of.end());
}

Result<Performance> performance_of(const Outcome& outcome, std::span<const double> all_outputs,
                                   const Response& all, const std::string& how, const OutOfFold& beside) {
  const std::size_t each = outcome.outputs();
  std::vector<std::size_t> predicted;
  std::vector<double> outputs;
  std::vector<double> average;
  std::vector<std::uint32_t> fold;
  for (std::size_t r = 0; r < all.rows(); ++r) {
    const auto row = all_outputs.subspan(r * each, each);
    if (std::isnan(row[0])) continue;
    predicted.push_back(r);
    outputs.insert(outputs.end(), row.begin(), row.end());
    if (!beside.fold.empty()) fold.push_back(beside.fold[r]);
    if (beside.average.empty()) continue;
    const auto of_row = beside.average.subspan(r * each, each);
    average.insert(average.end(), of_row.begin(), of_row.end());
  }
  const Response response = all.of(predicted);
  const RowContext rows{response.group, fold, average};
  Performance performance;
  performance.method = how + how_grouped(response.group);
  performance.rows = static_cast<std::uint32_t>(response.rows());
  performance.events = events_in(response);
  Measures measures(performance, reach_of(response.group));
  Status status;
  switch (response.kind) {
    case OutcomeKind::binary:
      status = measure_binary(measures, outputs, response, rows);
      break;
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      status = measure_classes(measures, outputs, response, outcome.classes, rows);
      break;
    case OutcomeKind::quantity:
    case OutcomeKind::count:
      status = measure_quantity(measures, outputs, response, rows);
      break;
    case OutcomeKind::time_to_event:
      status = measure_time_to_event(measures, performance.method, outputs, response, outcome.horizons, rows);
      break;
  }
  if (!status) return status.error();
  return performance;
}

Performance mean_performance(const std::vector<Performance>& repeats) {
  const auto first = std::find_if(repeats.begin(), repeats.end(),
                                  [](const Performance& one) { return !one.measures.empty(); });
  if (first == repeats.end()) return repeats.front();
  Performance mean = *first;
  for (Measure& measure : mean.measures) {
    Measure sum{measure.name, 0.0, 0.0, 0.0};
    double count = 0.0;
    for (const Performance& one : repeats) {
      for (const Measure& other : one.measures) {
        if (other.name != measure.name || std::isnan(other.value)) continue;
        sum.value += other.value;
        sum.low += other.low;
        sum.high += other.high;
        count += 1.0;
      }
    }
    measure = {sum.name, sum.value / count, sum.low / count, sum.high / count};
  }
  return mean;
}

}  // namespace nearside
