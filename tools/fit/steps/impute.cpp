// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute.h"

#include <algorithm>
#include <map>

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

}  // namespace

Result<Step> fit(const FlagMissingRequest& request, const StepData& data) {
  return Step(FlagMissing{chosen(request.columns, data, [](const Column& c) { return c.may_be_missing; })});
}

Result<Step> fit(const ImputeRequest& request, const StepData& data) {
  Impute impute;
  impute.statistic = request.statistic;
  const bool numbers = request.statistic == Statistic::median;
  impute.columns = chosen(request.columns, data, [&](const Column& c) {
    return c.may_be_missing && is_number(c, data.predictors) == numbers;
  });
  for (std::uint32_t column : impute.columns) {
    std::vector<double> values = known_values(data.rows, column);
    if (values.empty()) {
      return Error{ErrorCode::cannot_fit, "column " + data.columns[column].name,
                   "has no value in the rows that it is fitted on; leave it out of the predictors"};
    }
    std::sort(values.begin(), values.end());
    impute.values.push_back(numbers ? quantile(values, 0.5) : most_frequent(values));
  }
  return Step(std::move(impute));
}

}  // namespace nearside
