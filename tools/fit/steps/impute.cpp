// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute.h"

#include <algorithm>
#include <map>

#include "core/base/closest_name.h"
#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// The smallest of the most frequent values.
double most_frequent(const std::vector<double>& values) {
  std::map<double, std::size_t> counts;
  for (double value : values) ++counts[value];
  const auto best = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best->first;
}

/// The declared value as this column holds it: a number, 0 or 1, or the index of the declared level.
Result<double> constant_of(const ImputeRequest& request, const Column& column,
                           const std::vector<Predictor>& predictors) {
  const auto fault = [&](const std::string& message) {
    return Error{ErrorCode::bad_recipe, "column " + column.name, message};
  };
  const bool number = is_number(column, predictors);
  if (request.value) {
    if (column.levels > 0) return fault("is a category; its constant must be a `level`");
    if (!number && *request.value != 0.0 && *request.value != 1.0)
      return fault("holds truth values; its constant must be 0 or 1, or a `level`");
    return *request.value;
  }
  if (number) return fault("is a number; its constant must be a `value`");
  std::vector<std::string_view> ids;
  for (const Level& level : predictors[column.predictor].levels) {
    if (level.id == request.level) return static_cast<double>(ids.size());
    ids.push_back(level.id);
  }
  return fault("has no level \"" + request.level + "\"" + suggestion(request.level, ids));
}

}  // namespace

Result<Step> fit(const FlagMissingRequest& request, const StepData& data) {
  return Step(FlagMissing{chosen(request.columns, data, [](const Column& c) { return c.may_be_missing; })});
}

Result<Step> fit(const ImputeRequest& request, const StepData& data) {
  Impute impute;
  impute.statistic = request.statistic;
  const bool constant = request.statistic == Statistic::constant;
  const bool numbers = request.statistic == Statistic::median || request.statistic == Statistic::mean;
  impute.columns = chosen(request.columns, data, [&](const Column& c) {
    return c.may_be_missing && (constant || is_number(c, data.predictors) == numbers);
  });
  for (std::uint32_t column : impute.columns) {
    if (constant) {
      const auto value = constant_of(request, data.columns[column], data.predictors);
      if (!value) return value.error();
      impute.values.push_back(*value);
      continue;
    }
    std::vector<double> values = known_values(data.rows, column);
    if (values.empty()) {
      return Error{ErrorCode::cannot_fit, "column " + data.columns[column].name,
                   "has no value in the rows that it is fitted on; leave it out of the predictors"};
    }
    if (request.statistic == Statistic::mean) {
      impute.values.push_back(mean_of(values));
      continue;
    }
    std::sort(values.begin(), values.end());
    impute.values.push_back(numbers ? quantile(values, 0.5) : most_frequent(values));
  }
  return Step(std::move(impute));
}

}  // namespace nearside
