// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/features.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/models/trees.h"

namespace nearside {
namespace {

bool is_ordered(const Column& column, const std::vector<Predictor>& predictors) {
  return column.predictor != kCreated && predictors[column.predictor].ordered;
}

/// Whether each feature is the number of the column in its own place.
bool are_the_columns(const Features& features, std::size_t columns) {
  if (features.size() != columns) return false;
  for (std::uint32_t f = 0; f < features.size(); ++f) {
    if (features.columns[f] != f || features.parts[f] != feature::kNumber) return false;
  }
  return true;
}

}  // namespace

Features features_of(const Columns& columns, const std::vector<Predictor>& predictors) {
  Features features;
  for (std::uint32_t c = 0; c < columns.size(); ++c) {
    const bool by_level = columns[c].levels > 0 && !is_ordered(columns[c], predictors);
    const std::uint32_t parts = by_level ? columns[c].levels : 1;
    for (std::uint32_t part = 0; part < parts; ++part) {
      features.columns.push_back(c);
      features.parts.push_back(by_level ? feature::kFirstLevel + part : feature::kNumber);
    }
  }
  return features;
}

FloatRowSource float_source(const Rows& rows, std::span<const std::size_t> chosen, const Features& features,
                            const Columns& columns) {
  const bool plain = are_the_columns(features, rows.columns());
  const auto fill = [rows, chosen, &features, &columns, plain](std::size_t first,
                                                               std::span<float> values) -> Status {
    const std::size_t width = features.size();
    const std::size_t count = width == 0 ? 0 : values.size() / width;
    for (std::size_t i = 0; i < count; ++i) {
      const double* row = rows.row(chosen[first + i]).data();
      float* own = values.data() + i * width;
      if (plain) {
        for (std::size_t f = 0; f < width; ++f) own[f] = static_cast<float>(row[f]);
      } else {
        for (std::size_t f = 0; f < width; ++f)
          own[f] = feature::of(row[features.columns[f]], features.parts[f]);
      }
    }
    // Whether any is infinite is asked without leaving early, so that it is asked of several at once.
    unsigned any = 0;
    for (const float value : values) any |= std::fabs(value) > std::numeric_limits<float>::max() ? 1u : 0u;
    if (any == 0) return {};
    const auto infinite =
        std::find_if(values.begin(), values.end(), [](float value) { return std::isinf(value); });
    const auto place = static_cast<std::size_t>(infinite - values.begin());
    const std::uint32_t column = features.columns[place % width];
    return Error{ErrorCode::cannot_fit, "column " + columns[column].name,
                 "has the value " + number_text(rows.row(chosen[first + place / width])[column]) +
                     ", too large for the 32-bit numbers of trees; clip it before the model"};
  };
  return {chosen.size(), features.size(), fill};
}

Result<FloatRows> float_rows(const Rows& rows, std::span<const std::size_t> chosen, const Features& features,
                             const Columns& columns) {
  FloatRows floats{features.size(), std::vector<float>(chosen.size() * features.size())};
  const Status filled = float_source(rows, chosen, features, columns).fill(0, floats.values);
  if (!filled) return filled.error();
  return floats;
}

Result<std::vector<int>> directions_of(const Directions& monotone, const ModelData& data,
                                       const std::string& path) {
  std::vector<int> directions(data.columns.size(), 0);
  for (const auto& [id, direction] : monotone) {
    bool found = false;
    for (std::size_t c = 0; c < data.columns.size(); ++c) {
      const Column& column = data.columns[c];
      const bool has_order = column.levels == 0 || is_ordered(column, data.predictors);
      if (column.name != id || !has_order) continue;
      directions[c] = direction == Direction::increasing ? 1 : -1;
      found = true;
    }
    if (found) continue;
    return Error{ErrorCode::bad_recipe, path + "." + id,
                 "no column of \"" + id +
                     "\" with its values in their order reaches the model: a step dropped or replaced it"};
  }
  return directions;
}

}  // namespace nearside
