// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/features.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/models/trees.h"

namespace nearside {
namespace {

bool is_ordered(const Column& column, const std::vector<Predictor>& predictors) {
  return column.predictor != kCreated && predictors[column.predictor].ordered;
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

FloatRowSource float_source(const Matrix& rows, std::span<const std::size_t> chosen, const Features& features,
                            const Columns& columns) {
  const auto fill = [&rows, chosen, &features, &columns](std::size_t first,
                                                         std::span<float> values) -> Status {
    std::size_t filled = 0;
    for (std::size_t i = first; filled < values.size(); ++i) {
      const auto row = rows.row(chosen[i]);
      for (std::size_t f = 0; f < features.size(); ++f) {
        const float value = feature::of(row[features.columns[f]], features.parts[f]);
        if (std::isinf(value)) {
          return Error{ErrorCode::cannot_fit, "column " + columns[features.columns[f]].name,
                       "has the value " + number_text(row[features.columns[f]]) +
                           ", too large for the 32-bit numbers of trees; clip it before the model"};
        }
        values[filled++] = value;
      }
    }
    return {};
  };
  return {chosen.size(), features.size(), fill};
}

Result<FloatRows> float_rows(const Matrix& rows, std::span<const std::size_t> chosen,
                             const Features& features, const Columns& columns) {
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
