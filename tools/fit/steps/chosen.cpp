// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps/chosen.h"

#include <algorithm>
#include <cmath>

namespace nearside {

bool is_number(const Column& column, const std::vector<Predictor>& predictors) {
  if (column.levels > 0) return false;
  if (column.predictor == kCreated) return true;
  return is_number(predictors[column.predictor].kind);
}

std::vector<std::uint32_t> chosen(const std::vector<std::string>& names, const StepData& data,
                                  const std::function<bool(const Column&)>& fits) {
  const auto is_named = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<std::uint32_t> indices;
  for (std::size_t i = 0; i < data.columns.size(); ++i) {
    const Column& column = data.columns[i];
    const bool of_named_predictor =
        column.predictor != kCreated && is_named(data.predictors[column.predictor].id);
    const bool named = names.empty() || of_named_predictor || is_named(column.name);
    if (named && fits(column)) indices.push_back(static_cast<std::uint32_t>(i));
  }
  return indices;
}

Result<std::vector<std::uint32_t>> columns_that_inform(const std::vector<std::string>& names,
                                                       const StepData& data, std::size_t most) {
  const auto is_flag = [&](const Column& c) {
    return c.predictor != kCreated && c.name == data.predictors[c.predictor].id + " missing";
  };
  std::vector<std::uint32_t> columns =
      chosen(names, data, [&](const Column& c) { return (c.levels == 0 || !names.empty()) && !is_flag(c); });
  const auto may_be_missing = [&](std::uint32_t column) { return data.columns[column].may_be_missing; };
  if (std::none_of(columns.begin(), columns.end(), may_be_missing)) return std::vector<std::uint32_t>();
  for (std::uint32_t column : columns) {
    const Error error{ErrorCode::cannot_fit, "column " + data.columns[column].name, ""};
    if (data.columns[column].levels > 0)
      return Error{error.code, error.path, "is a category; impute or encode it before"};
    if (known_values(data.rows, column).empty()) {
      return Error{error.code, error.path,
                   "has no value in the rows that it is fitted on; leave it out of the predictors"};
    }
  }
  if (columns.size() > most) {
    return Error{ErrorCode::cannot_fit, "steps",
                 std::to_string(columns.size()) + " columns would be filled from each other, at most " +
                     std::to_string(most) + " can; name them in `columns`"};
  }
  return columns;
}

bool is_constant(std::span<const double> values) {
  constexpr double kRounding = 1e-12;
  if (values.empty()) return true;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low <= kRounding * std::max(std::abs(*low), std::abs(*high));
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (double value : values) sum += value;
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  if (is_constant(values)) return 1.0;
  const double mean = mean_of(values);
  double squares = 0.0;
  for (double value : values) squares += (value - mean) * (value - mean);
  if (squares > 0.0) return std::sqrt(squares / static_cast<double>(values.size()));
  double largest = 0.0;  // below 1e-160 no square is left
  for (double value : values) largest = std::max(largest, std::abs(value - mean));
  for (double value : values) squares += (value - mean) / largest * ((value - mean) / largest);
  return largest * std::sqrt(squares / static_cast<double>(values.size()));
}

std::vector<double> known_values(const Matrix& rows, std::uint32_t column) {
  std::vector<double> values;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const double value = rows.row(r)[column];
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

std::vector<std::uint32_t> chosen_numbers(const std::vector<std::string>& names, const StepData& data) {
  std::vector<std::uint32_t> indices;
  for (std::size_t i = 0; i < data.columns.size(); ++i) {
    const Column& column = data.columns[i];
    const bool own = column.predictor == kCreated || data.predictors[column.predictor].id == column.name;
    const bool wanted = names.empty() ? own && is_number(column, data.predictors)
                                      : std::find(names.begin(), names.end(), column.name) != names.end();
    if (wanted) indices.push_back(static_cast<std::uint32_t>(i));
  }
  return indices;
}

Result<std::vector<double>> sorted_values(const StepData& data, std::uint32_t column) {
  std::vector<double> values = known_values(data.rows, column);
  if (values.empty()) {
    return cannot_fit(data.columns[column],
                      "has no value in the rows that it is fitted on; leave it out of the predictors");
  }
  std::sort(values.begin(), values.end());
  return values;
}

Error cannot_fit(const Column& column, std::string why) {
  return {ErrorCode::cannot_fit, "column " + column.name, std::move(why)};
}

}  // namespace nearside
