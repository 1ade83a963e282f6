// SPDX-License-Identifier: Apache-2.0
#include "core/steps/select.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "tools/choose/folds.h"
#include "tools/fit/forest.h"
#include "tools/fit/inflation.h"
#include "tools/fit/l1_path.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/steps/chosen.h"
#include "tools/fit/worth.h"

namespace nearside {
namespace {

using Indices = std::vector<std::uint32_t>;

Error cannot_fit(std::string_view step, const std::string& message) {
  return {ErrorCode::cannot_fit, std::string(step), message};
}

/// The columns that a request judges: complete numbers.
Result<Indices> judged(const auto& request, const StepData& data) {
  const Indices columns = chosen(request.columns, data, [](const Column&) { return true; });
  for (const std::uint32_t column : columns) {
    const Column& c = data.columns[column];
    if (c.levels > 0) {
      return cannot_fit(request.kName, "column " + c.name +
                                           " is a category; one_hot comes before, or name the columns "
                                           "that are judged");
    }
    if (c.may_be_missing) {
      return cannot_fit(request.kName, "column " + c.name +
                                           " may be missing; impute comes before, or name the columns that "
                                           "are judged");
    }
  }
  return columns;
}

std::vector<double> values_of(const Matrix& rows, std::uint32_t column) {
  std::vector<double> values(rows.rows());
  for (std::size_t r = 0; r < values.size(); ++r) values[r] = rows.row(r)[column];
  return values;
}

/// Keeps the judged columns at the places `kept`, and all that were not judged.
Result<Step> keep(const StepData& data, const Indices& columns, const Indices& kept, std::string_view step) {
  std::vector<bool> stays(data.columns.size(), true);
  for (const std::uint32_t column : columns) stays[column] = false;
  for (const std::uint32_t place : kept) stays[columns[place]] = true;
  Select select;
  for (std::uint32_t i = 0; i < stays.size(); ++i) {
    if (stays[i]) select.columns.push_back(i);
  }
  if (select.columns.empty()) return cannot_fit(step, "no column would stay; ask for less");
  return Step(std::move(select));
}

/// Places of the largest values, ascending; of equals the first.
Indices largest(const std::vector<double>& worth, std::size_t count) {
  Indices places(worth.size());
  std::iota(places.begin(), places.end(), 0u);
  std::stable_sort(places.begin(), places.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return worth[a] > worth[b]; });
  places.resize(std::min(count, places.size()));
  std::sort(places.begin(), places.end());
  return places;
}

/// Keeps those that are worth more than the threshold, or else so many that are worth most.
Result<Step> keep_worthy(const auto& request, const StepData& data, const Indices& columns,
                         const std::vector<double>& worth) {
  if (request.count) return keep(data, columns, largest(worth, *request.count), request.kName);
  Indices kept;
  for (std::uint32_t i = 0; i < worth.size(); ++i) {
    if (worth[i] > *request.threshold) kept.push_back(i);
  }
  return keep(data, columns, kept, request.kName);
}

Status has_both_classes(const StepData& data, std::string_view step) {
  const auto events = std::count(data.outcome.begin(), data.outcome.end(), 1);
  if (events > 0 && static_cast<std::size_t>(events) < data.outcome.size()) return {};
  return cannot_fit(step, "only one class is present in the rows that are fitted");
}

Error did_not_settle(std::string_view step) {
  return cannot_fit(step, "the coefficients do not settle; ask for fewer columns or a smaller C");
}

}  // namespace

Result<Step> fit(const SelectRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  const Indices outcome(data.outcome.begin(), data.outcome.end());
  const std::vector<double> outcome_values(data.outcome.begin(), data.outcome.end());
  std::vector<double> worth;
  for (const std::uint32_t column : *columns) {
    const std::vector<double> values = values_of(data.rows, column);
    switch (request.by) {
      case Worth::variance:
        worth.push_back(variance(values));
        break;
      case Worth::correlation:
        worth.push_back(std::abs(correlation(values, outcome_values)));
        break;
      case Worth::chi_squared:
        if (std::any_of(values.begin(), values.end(), [](double value) { return value < 0.0; })) {
          return cannot_fit("select by chi_squared",
                            "column " + data.columns[column].name +
                                " has negative values; it takes counts and 0/1 columns, before standardise");
        }
        worth.push_back(chi_squared(values, data.outcome));
        break;
      case Worth::anova:
        worth.push_back(anova_f(values, data.outcome));
        break;
      case Worth::mutual_information:
        worth.push_back(mutual_information(bins_of(values, request.bins), outcome));
        break;
    }
  }
  // Squares that are too large for a double tell nothing.
  std::replace_if(
      worth.begin(), worth.end(), [](double value) { return std::isnan(value); }, 0.0);
  return keep_worthy(request, data, *columns, worth);
}

Result<Step> fit(const SelectL1Request& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  if (auto ok = has_both_classes(data, request.kName); !ok) return ok.error();
  const Matrix rows = standardised(data.rows, *columns);
  if (request.count) {
    const auto kept = first_on_l1_path(rows, data.outcome, *request.count);
    if (!kept) return did_not_settle(request.kName);
    return keep(data, *columns, *kept, request.kName);
  }
  L1Logistic problem(rows, data.outcome);
  // Σ |coefficient| + C Σ loss has its optimum where mean loss + Σ |coefficient| / (n C) has its.
  if (!problem.solve(1.0 / (static_cast<double>(data.outcome.size()) * *request.c)))
    return did_not_settle(request.kName);
  Indices kept;
  for (std::uint32_t j = 0; j < columns->size(); ++j) {
    if (problem.coefficients()[j] != 0.0) kept.push_back(j);
  }
  return keep(data, *columns, kept, request.kName);
}

/// Guyon, Weston, Barnhill and Vapnik (Gene Selection for Cancer Classification using Support Vector
/// Machines, Machine Learning 46, 2002), with a ridge logistic regression in place of the machine.
Result<Step> fit(const SelectRecursiveRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  Indices left(columns->size());
  std::iota(left.begin(), left.end(), 0u);
  while (left.size() > request.count) {
    Indices in_rows;
    for (const std::uint32_t place : left) in_rows.push_back((*columns)[place]);
    const auto model = fit_logistic(standardised(data.rows, in_rows), data.outcome, request.c);
    if (!model) return cannot_fit(request.kName, model.error().text());
    std::vector<double> sizes;
    for (double coefficient : model->coefficients) sizes.push_back(std::abs(coefficient));
    const std::size_t leaving = std::min<std::size_t>(request.at_once, left.size() - request.count);
    Indices next;
    for (const std::uint32_t stays : largest(sizes, left.size() - leaving)) next.push_back(left[stays]);
    left = std::move(next);
  }
  return keep(data, *columns, left, request.kName);
}

/// Meinshausen and Bühlmann (Stability Selection, Journal of the Royal Statistical Society B 72, 2010),
/// their theorem 1 with the first q variables on the path. The halves are drawn within each class; of groups,
/// those with the outcome in any row are one class.
Result<Step> fit(const SelectStableRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  if (auto ok = has_both_classes(data, request.kName); !ok) return ok.error();
  const std::size_t p = columns->size();
  std::size_t q = request.chosen_each_time;
  if (q == 0) q = std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(0.8 * static_cast<double>(p))));
  const std::vector<SampleUnit> units = units_of(data.outcome, data.group, data.outcome.size());
  std::array<Indices, 2> of_class;
  for (std::uint32_t u = 0; u < units.size(); ++u) of_class[units[u].label].push_back(u);
  Random random(data.seed);
  std::vector<double> times(p, 0.0);
  for (std::uint32_t s = 0; s < request.samples; ++s) {
    Matrix sample{data.rows.columns, {}};
    std::vector<std::uint8_t> outcome;
    for (std::uint8_t k = 0; k < 2; ++k) {
      random.shuffle(std::span(of_class[k]));
      const std::size_t half = std::max<std::size_t>(1, of_class[k].size() / 2);
      for (std::size_t i = 0; i < std::min(half, of_class[k].size()); ++i) {
        for (const std::size_t r : units[of_class[k][i]].rows) {
          const auto row = data.rows.row(r);
          sample.values.insert(sample.values.end(), row.begin(), row.end());
          outcome.push_back(data.outcome[r]);
        }
      }
    }
    if (std::find(outcome.begin(), outcome.end(), 0) == outcome.end())
      return cannot_fit(request.kName, "a half of the groups has no row without the outcome");
    const auto kept = first_on_l1_path(standardised(sample, *columns), outcome, q);
    if (!kept) return did_not_settle(request.kName);
    for (const std::uint32_t place : *kept) times[place] += 1.0;
  }
  Indices kept;
  for (std::uint32_t j = 0; j < p; ++j) {
    // 1e-9: 0.7 of 100 samples are 70, not 70.00000000000001.
    if (times[j] >= request.threshold * request.samples - 1e-9) kept.push_back(j);
  }
  return keep(data, *columns, kept, request.kName);
}

Result<Step> fit(const SelectForestRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  if (auto ok = has_both_classes(data, request.kName); !ok) return ok.error();
  const std::size_t p = columns->size();
  std::uint32_t at_node = request.columns_at_node;
  if (at_node == 0) at_node = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(p)));
  const Matrix ranks = ranked(data.rows, *columns);
  const auto model = grow_forest(ranks, data.outcome,
                                 {request.trees, request.depth, request.rows_at_leaf, at_node}, data.seed);
  if (!model) return cannot_fit(request.kName, model.error().text());
  const auto forest = read_forest(*model, p);
  if (!forest) return cannot_fit(request.kName, forest.error().text());
  return keep_worthy(request, data, *columns,
                     request.by == ForestWorth::impurity
                         ? impurity_importance(*forest, p)
                         : permutation_importance(*forest, ranks, data.outcome, data.seed));
}

Result<Step> fit(const DropCorrelatedRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  std::vector<std::vector<double>> values;
  std::vector<double> tells;
  for (const std::uint32_t column : *columns) {
    values.push_back(values_of(data.rows, column));
    tells.push_back(std::abs(auroc_of(values.back(), data.outcome) - 0.5));
  }
  Indices order(columns->size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return tells[a] > tells[b]; });
  Indices kept;
  for (const std::uint32_t place : order) {
    const bool repeats = std::any_of(kept.begin(), kept.end(), [&](std::uint32_t other) {
      return std::abs(correlation(values[other], values[place])) >= request.threshold;
    });
    if (!repeats) kept.push_back(place);
  }
  return keep(data, *columns, kept, request.kName);
}

Result<Step> fit(const DropCollinearRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  std::vector<std::vector<double>> values;
  for (const std::uint32_t column : *columns) values.push_back(values_of(data.rows, column));
  return keep(data, *columns, without_inflated(values, request.threshold), request.kName);
}

/// Peng, Long and Ding (Feature Selection Based on Mutual Information: Criteria of Max-Dependency,
/// Max-Relevance, and Min-Redundancy, IEEE Transactions on Pattern Analysis and Machine Intelligence 27,
/// 2005): the difference form.
Result<Step> fit(const SelectMrmrRequest& request, const StepData& data) {
  const auto columns = judged(request, data);
  if (!columns) return columns.error();
  const Indices outcome(data.outcome.begin(), data.outcome.end());
  std::vector<Indices> binned;
  std::vector<double> relevance;
  for (const std::uint32_t column : *columns) {
    binned.push_back(bins_of(values_of(data.rows, column), request.bins));
    relevance.push_back(mutual_information(binned.back(), outcome));
  }
  std::vector<double> redundancy(columns->size(), 0.0);  // summed over those taken
  std::vector<bool> is_taken(columns->size(), false);
  Indices taken;
  while (taken.size() < std::min<std::size_t>(request.count, columns->size())) {
    std::size_t best = columns->size();
    double best_gain = 0.0;
    for (std::size_t j = 0; j < columns->size(); ++j) {
      if (is_taken[j]) continue;
      const double mean = taken.empty() ? 0.0 : redundancy[j] / static_cast<double>(taken.size());
      const double gain = relevance[j] - mean;
      if (best == columns->size() || gain > best_gain) {
        best = j;
        best_gain = gain;
      }
    }
    is_taken[best] = true;
    taken.push_back(static_cast<std::uint32_t>(best));
    for (std::size_t j = 0; j < columns->size(); ++j) {
      if (!is_taken[j]) redundancy[j] += mutual_information(binned[j], binned[best]);
    }
  }
  return keep(data, *columns, taken, request.kName);
}

}  // namespace nearside
