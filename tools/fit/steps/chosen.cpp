// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/steps/chosen.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nearside {

bool is_number(const Column& column, const std::vector<Predictor>& predictors) {
  if (column.levels > 0) return false;
  if (column.predictor == kCreated) return true;
  const Kind kind = predictors[column.predictor].kind;
  return kind == Kind::numeric || kind == Kind::integer;
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

std::vector<double> known_values(const Matrix& rows, std::uint32_t column) {
  std::vector<double> values;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const double value = rows.row(r)[column];
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
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
