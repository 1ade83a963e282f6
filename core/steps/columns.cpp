// SPDX-License-Identifier: Apache-2.0
#include "core/steps/columns.h"

#include <cmath>

namespace nearside {

Columns columns_of(const std::vector<Predictor>& predictors) {
  Columns columns;
  columns.reserve(predictors.size());
  for (std::size_t i = 0; i < predictors.size(); ++i) {
    const Predictor& predictor = predictors[i];
    const bool category = predictor.kind == Kind::categorical;
    columns.push_back({predictor.id, static_cast<std::uint32_t>(i),
                       category ? static_cast<std::uint32_t>(predictor.levels.size()) : 0u,
                       !predictor.required});
  }
  return columns;
}

Status check_indices(std::span<const std::uint32_t> indices, const Columns& in, const std::string& path) {
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const std::string here = path + "[" + std::to_string(i) + "]";
    if (indices[i] >= in.size()) {
      return Error{
          ErrorCode::bad_model_file, here,
          "index " + std::to_string(indices[i]) + ", row has " + std::to_string(in.size()) + " columns"};
    }
    if (i > 0 && indices[i] <= indices[i - 1]) {
      return Error{ErrorCode::bad_model_file, here, "the columns must stand in ascending order, each once"};
    }
  }
  return {};
}

Status check_numbers(std::span<const std::uint32_t> indices, const Columns& in, std::size_t most,
                     const std::string& path) {
  if (auto ok = check_indices(indices, in, path); !ok) return ok;
  if (indices.size() > most) {
    return Error{ErrorCode::bad_model_file, path, "are more than " + std::to_string(most)};
  }
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (in[indices[i]].levels == 0) continue;
    return Error{ErrorCode::bad_model_file, path + "[" + std::to_string(i) + "]",
                 in[indices[i]].name + " is a category; encode it first"};
  }
  return {};
}

Status check_new_name(const std::string& name, const Columns& in, const std::string& path) {
  if (name.empty()) return Error{ErrorCode::bad_model_file, path, "a created column needs a name"};
  if (name.size() > kMaxIdBytes) return Error{ErrorCode::bad_model_file, path, "is longer than 200 bytes"};
  for (const Column& column : in) {
    if (column.name == name) {
      return Error{ErrorCode::bad_model_file, path, "there is a column \"" + name + "\" already"};
    }
  }
  return {};
}

Status check_values(std::span<const double> values, std::size_t columns, const std::string& path) {
  if (values.size() != columns) {
    return Error{ErrorCode::bad_model_file, path,
                 std::to_string(values.size()) + " values for " + std::to_string(columns) + " columns"};
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      return Error{ErrorCode::bad_model_file, path + "[" + std::to_string(i) + "]",
                   "must be a finite number"};
    }
  }
  return {};
}

Status check_values(std::initializer_list<Numbers> lists, const std::string& path) {
  for (const Numbers& list : lists) {
    const std::string here = path + "." + list.field;
    if (auto ok = check_values(list.values, list.count, here); !ok) return ok;
    for (std::size_t i = 0; i < list.count; ++i) {
      if (list.values[i] >= list.low && list.values[i] <= list.high) continue;
      return Error{ErrorCode::bad_model_file, here + "[" + std::to_string(i) + "]",
                   list.low == kAboveZero ? "must be above 0" : "is outside its range"};
    }
  }
  return {};
}

}  // namespace nearside
