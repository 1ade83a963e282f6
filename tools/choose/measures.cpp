// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/measures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/evaluate/performance.h"
#include "core/evaluate/survival.h"
#include "core/evaluate/weighted.h"

namespace nearside {
namespace {

/// Ends the names of measures in the population that weighted rows stand for.
const std::string kWeighted = " weighted";

Measure measure(std::string name, const Estimate& estimate) {
  constexpr double kNormal975 = 1.959963984540054;  // 97.5th percentile of the standard normal distribution
  const double reach = kNormal975 * estimate.standard_error;
  return {std::move(name), estimate.value, estimate.value - reach, estimate.value + reach};
}

/// A measure that lies from 0 to 1.
Measure measured_share(std::string name, const Estimate& estimate) {
  Measure share = measure(std::move(name), estimate);
  share.low = std::max(share.low, 0.0);
  share.high = std::min(share.high, 1.0);
  return share;
}

Status measure_binary(Performance& performance, std::span<const double> risks, const Response& response) {
  auto measured = nearside::measure_binary(risks, response.label);
  if (!measured) return measured.error();
  performance.measures = {measured_share("auroc", measured->auroc), measure("brier", measured->brier),
                          measure("log_loss", measured->log_loss),
                          measure("calibration_slope", measured->calibration_slope),
                          measure("calibration_in_the_large", measured->calibration_in_the_large)};
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_binary(risks, response.label, response.weight);
  if (!weighted) return weighted.error();
  performance.measures.push_back(measured_share("auroc" + kWeighted, weighted->auroc));
  performance.measures.push_back(measure("brier" + kWeighted, weighted->brier));
  performance.measures.push_back(measure("log_loss" + kWeighted, weighted->log_loss));
  return {};
}

/// `suffix` follows each name.
void add_classes(Performance& performance, const ClassPerformance& measured,
                 const std::vector<ClassRequest>& classes, const std::string& suffix) {
  auto& measures = performance.measures;
  measures.push_back(measure("log_loss" + suffix, measured.log_loss));
  measures.push_back(measure("brier" + suffix, measured.brier));
  measures.push_back(measured_share("accuracy" + suffix, measured.accuracy));
  measures.push_back(measured_share("balanced_accuracy" + suffix, measured.balanced_accuracy));
  for (std::size_t k = 0; k < classes.size(); ++k)
    measures.push_back(measured_share("auroc " + classes[k].id + suffix, measured.auroc[k]));
}

Status measure_classes(Performance& performance, std::span<const double> risks, const Response& response,
                       const std::vector<ClassRequest>& classes) {
  auto measured = nearside::measure_classes(risks, response.label, response.classes);
  if (!measured) return measured.error();
  add_classes(performance, *measured, classes, "");
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_classes(risks, response.label, response.classes, response.weight);
  if (!weighted) return weighted.error();
  add_classes(performance, *weighted, classes, kWeighted);
  return {};
}

void add_quantity(Performance& performance, const QuantityPerformance& measured, const std::string& suffix) {
  auto& measures = performance.measures;
  measures.push_back(measure("r_squared" + suffix, measured.r_squared));
  measures.push_back(measure("root_mean_squared_error" + suffix, measured.root_mean_squared_error));
  measures.push_back(measure("mean_absolute_error" + suffix, measured.mean_absolute_error));
}

Status measure_quantity(Performance& performance, std::span<const double> numbers, const Response& response) {
  auto measured = nearside::measure_quantity(numbers, response.value);
  if (!measured) return measured.error();
  add_quantity(performance, *measured, "");
  if (response.weight.empty()) return {};
  auto weighted = measure_weighted_quantity(numbers, response.value, response.weight);
  if (!weighted) return weighted.error();
  add_quantity(performance, *weighted, kWeighted);
  return {};
}

/// Measures of a horizon that the data do not reach are left out.
void add_horizons(Performance& performance, const std::vector<HorizonPerformance>& horizons,
                  const std::string& suffix) {
  auto& measures = performance.measures;
  for (const HorizonPerformance& at : horizons) {
    const std::string years = " " + number_text(at.years) + "y" + suffix;
    measures.push_back(measured_share("predicted_risk" + years, at.predicted));
    if (std::isnan(at.observed.value)) continue;
    measures.push_back(measured_share("observed_risk" + years, at.observed));
    measures.push_back(measure("observed_to_predicted" + years, at.observed_to_predicted));
    if (!std::isnan(at.brier.value)) measures.push_back(measure("brier" + years, at.brier));
  }
}

/// Where the data do not reach a horizon, `method` says so.
Status measure_time_to_event(Performance& performance, std::span<const double> risks,
                             const Response& response, const std::vector<double>& horizons) {
  auto measured = nearside::measure_time_to_event(risks, response.value, response.label, horizons);
  if (!measured) return measured.error();
  performance.measures = {measured_share("concordance", measured->concordance),
                          measure("calibration_slope", measured->calibration_slope)};
  add_horizons(performance, measured->horizons, "");
  for (const HorizonPerformance& at : measured->horizons) {
    if (std::isnan(at.observed.value))
      performance.method += "; nobody was observed for " + number_text(at.years) + " years";
  }
  if (response.weight.empty()) return {};
  auto weighted =
      measure_weighted_time_to_event(risks, response.value, response.label, horizons, response.weight);
  if (!weighted) return weighted.error();
  performance.measures.push_back(measured_share("concordance" + kWeighted, weighted->concordance));
  add_horizons(performance, weighted->horizons, kWeighted);
  return {};
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
                                   const Response& all, const std::string& how) {
  const std::size_t each = outcome.outputs();
  std::vector<std::size_t> predicted;
  std::vector<double> outputs;
  for (std::size_t r = 0; r < all.rows(); ++r) {
    const auto row = all_outputs.subspan(r * each, each);
    if (std::isnan(row[0])) continue;
    predicted.push_back(r);
    outputs.insert(outputs.end(), row.begin(), row.end());
  }
  const Response response = all.of(predicted);
  Performance performance;
  performance.method = how;
  performance.rows = static_cast<std::uint32_t>(response.rows());
  performance.events = events_in(response);
  Status status;
  switch (response.kind) {
    case OutcomeKind::binary:
      status = measure_binary(performance, outputs, response);
      break;
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      status = measure_classes(performance, outputs, response, outcome.classes);
      break;
    case OutcomeKind::quantity:
    case OutcomeKind::count:
      status = measure_quantity(performance, outputs, response);
      break;
    case OutcomeKind::time_to_event:
      status = measure_time_to_event(performance, outputs, response, outcome.horizons);
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
        if (other.name != measure.name) continue;
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
