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

std::vector<double> known_values(const Matrix& rows, std::uint32_t column) {
  std::vector<double> values;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const double value = rows.row(r)[column];
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

}  // namespace nearside
