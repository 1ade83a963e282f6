// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace nearside {
namespace {

bool is_number(Kind kind) {
  return kind == Kind::numeric || kind == Kind::integer;
}

/// Indices of the columns that come from the named predictors (all where none is named) and satisfy `fits`.
template <class Fits>
std::vector<std::uint32_t> chosen(const std::vector<std::string>& names, const Columns& columns,
                                  const std::vector<Predictor>& predictors, Fits fits) {
  std::vector<std::uint32_t> indices;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& id = predictors[columns[i].predictor].id;
    const bool named = names.empty() || std::find(names.begin(), names.end(), id) != names.end();
    if (named && fits(columns[i])) indices.push_back(static_cast<std::uint32_t>(i));
  }
  return indices;
}

std::vector<double> known_values(const Matrix& rows, std::uint32_t column) {
  std::vector<double> values;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const double value = rows.row(r)[column];
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

/// The smallest of the most frequent values.
double most_frequent(const std::vector<double>& values) {
  std::map<double, std::size_t> counts;
  for (double value : values) ++counts[value];
  const auto best = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return best->first;
}

struct StepFitter {
  const Matrix& rows;
  const Columns& columns;
  const std::vector<Predictor>& predictors;

  Result<Step> operator()(const FlagMissingRequest& request) const {
    return Step(FlagMissing{
        chosen(request.columns, columns, predictors, [](const Column& c) { return c.may_be_missing; })});
  }

  Result<Step> operator()(const ImputeRequest& request) const {
    Impute impute;
    impute.statistic = request.statistic;
    const bool numbers = request.statistic == Statistic::median;
    impute.columns = chosen(request.columns, columns, predictors, [&](const Column& c) {
      return c.may_be_missing && is_number(predictors[c.predictor].kind) == numbers;
    });
    for (std::uint32_t column : impute.columns) {
      std::vector<double> values = known_values(rows, column);
      if (values.empty()) {
        return Error{ErrorCode::cannot_fit, "column " + columns[column].name,
                     "has no value in the rows that it is fitted on; leave it out of the predictors"};
      }
      std::sort(values.begin(), values.end());
      impute.values.push_back(numbers ? quantile(values, 0.5) : most_frequent(values));
    }
    return Step(std::move(impute));
  }

  Result<Step> operator()(const OneHotRequest& request) const {
    OneHot encode;
    encode.columns =
        chosen(request.columns, columns, predictors, [](const Column& c) { return c.levels > 0; });
    for (std::uint32_t column : encode.columns) encode.levels.push_back(columns[column].levels);
    return Step(std::move(encode));
  }

  Result<Step> operator()(const StandardiseRequest& request) const {
    Standardise scale;
    scale.columns =
        chosen(request.columns, columns, predictors, [](const Column& c) { return c.levels == 0; });
    for (std::uint32_t column : scale.columns) {
      const std::vector<double> values = known_values(rows, column);
      const double count = static_cast<double>(values.size());
      double sum = 0.0;
      for (double value : values) sum += value;
      const double mean = values.empty() ? 0.0 : sum / count;
      double squares = 0.0;
      for (double value : values) squares += (value - mean) * (value - mean);
      const double deviation = values.empty() ? 0.0 : std::sqrt(squares / count);
      scale.means.push_back(mean);
      // Rounding in the mean makes a constant column vary a little.
      const bool varies = deviation > 1e-14 * std::max(1.0, std::abs(mean));
      scale.scales.push_back(varies ? deviation : 1.0);
    }
    return Step(std::move(scale));
  }
};

}  // namespace

Result<Step> fit(const StepRequest& request, const Matrix& rows, const Columns& columns,
                 const std::vector<Predictor>& predictors) {
  return std::visit(StepFitter{rows, columns, predictors}, request);
}

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

}  // namespace nearside
