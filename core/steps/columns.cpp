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

Status check_numbers(std::span<const std::uint32_t> indices, const Columns& in, Missing missing,
                     const std::string& path) {
  if (auto ok = check_indices(indices, in, path); !ok) return ok;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const Column& column = in[indices[i]];
    const char* fault = nullptr;
    if (column.levels > 0) fault = " is a category, not a number";
    if (missing == Missing::refused && column.may_be_missing) fault = " may be missing; impute it first";
    if (fault) {
      return Error{ErrorCode::bad_model_file, path + "[" + std::to_string(i) + "]", column.name + fault};
    }
  }
  return {};
}

Status check_positive(std::span<const double> values, const std::string& path) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] > 0.0))
      return Error{ErrorCode::bad_model_file, path + "[" + std::to_string(i) + "]", "must be above 0"};
  }
  return {};
}

Status check_lists(std::span<const std::uint32_t> counts, std::span<const double> values, std::size_t columns,
                   std::uint32_t least, std::uint32_t most, bool strictly, const std::string& counts_path,
                   const std::string& values_path) {
  if (counts.size() != columns) {
    return Error{ErrorCode::bad_model_file, counts_path,
                 std::to_string(counts.size()) + " counts for " + std::to_string(columns) + " columns"};
  }
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < least || counts[i] > most) {
      return Error{ErrorCode::bad_model_file, counts_path + "[" + std::to_string(i) + "]",
                   "must be from " + std::to_string(least) + " to " + std::to_string(most)};
    }
    total += counts[i];
  }
  if (values.size() != total) {
    return Error{ErrorCode::bad_model_file, values_path,
                 std::to_string(values.size()) + " values, counted " + std::to_string(total)};
  }
  if (auto ok = check_values(values, values.size(), values_path); !ok) return ok;
  std::size_t at = 0;
  for (const std::uint32_t count : counts) {
    for (const std::size_t end = at + count; at < end; ++at) {
      if (at + count == end) continue;  // the first of its list
      if (values[at] < values[at - 1] || (strictly && values[at] == values[at - 1])) {
        return Error{ErrorCode::bad_model_file, values_path + "[" + std::to_string(at) + "]",
                     "must be above the one before it"};
      }
    }
  }
  return {};
}

}  // namespace nearside
