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
    const std::string here = indexed(path + ".columns", i);
    if (indices[i] >= in.size()) {
      return bad_model(here, "index " + std::to_string(indices[i]) + ", row has " +
                                 std::to_string(in.size()) + " columns");
    }
    if (i > 0 && indices[i] <= indices[i - 1]) {
      return bad_model(here, "the columns must stand in ascending order, each once");
    }
  }
  return {};
}

Status check_few_numbers(std::span<const std::uint32_t> indices, const Columns& in, std::size_t most,
                         const std::string& path) {
  if (auto ok = check_indices(indices, in, path); !ok) return ok;
  if (indices.size() > most) return bad_model(path, "columns", "are more than " + std::to_string(most));
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (in[indices[i]].levels == 0) continue;
    return bad_model(path, "columns", i, in[indices[i]].name + " is a category; encode it first");
  }
  return {};
}

Status check_new_name(const std::string& name, const Columns& in, const std::string& path,
                      std::string_view field) {
  if (name.empty()) return bad_model(path, field, "a created column needs a name");
  if (name.size() > kMaxIdBytes) return bad_model(path, field, "is longer than 200 bytes");
  for (const Column& column : in) {
    if (column.name == name) return bad_model(path, field, "there is a column \"" + name + "\" already");
  }
  return {};
}

Status check_values(std::span<const double> values, std::size_t columns, const std::string& path,
                    std::string_view field) {
  if (values.size() != columns) {
    return bad_model(path, field,
                     std::to_string(values.size()) + " values for " + std::to_string(columns) + " columns");
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) return bad_model(path, field, i, "must be a finite number");
  }
  return {};
}

Status check_values(std::initializer_list<Numbers> lists, const std::string& path) {
  for (const Numbers& list : lists) {
    if (auto ok = check_values(list.values, list.count, path, list.field); !ok) return ok;
    for (std::size_t i = 0; i < list.count; ++i) {
      if (list.values[i] >= list.low && list.values[i] <= list.high) continue;
      return bad_model(path, list.field, i,
                       list.low == kAboveZero ? "must be above 0" : "is outside its range");
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
    if (fault) return bad_model(path, "columns", i, column.name + fault);
  }
  return {};
}

Status check_list(std::span<const double> values, std::size_t columns, const std::string& path,
                  std::string_view list, bool above_zero) {
  if (auto ok = check_values(values, columns, path, list); !ok) return ok;
  for (std::size_t i = 0; i < columns; ++i) {
    if (above_zero && values[i] <= 0.0) return bad_model(path, list, i, "must be above 0");
  }
  return {};
}

constexpr double kMaxSpan = 1e300;

Status check_lists(std::span<const std::uint32_t> counts, std::span<const double> values, std::size_t columns,
                   std::uint32_t least, std::uint32_t most, bool strictly, const std::string& path,
                   std::string_view list) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < least || counts[i] > most) {
      return bad_model(path, "counts", i,
                       "must be from " + std::to_string(least) + " to " + std::to_string(most));
    }
    total += counts[i];
  }
  if (counts.size() != columns || values.size() != total) {
    return bad_model(path, "counts", "do not fit the lists beside them");
  }
  if (auto ok = check_list(values, values.size(), path, list); !ok) return ok;
  std::size_t at = 0;
  for (const std::uint32_t count : counts) {
    for (std::uint32_t i = 0; i < count; ++i, ++at) {
      if (i > 0 && (values[at] < values[at - 1] || (strictly && values[at] == values[at - 1]))) {
        return bad_model(path, list, at, "must be above the one before it");
      }
      if (values[at] - values[at - i] > kMaxSpan) {
        return bad_model(path, list, at, "is too far from the first of its column");
      }
    }
  }
  return {};
}

[[gnu::noinline]] Result<Columns> unchanged(const Columns& in, const Status& check) {
  if (!check) return check.error();
  return in;
}

[[gnu::noinline]] void copy_row(std::span<const double> in, std::span<double> out) noexcept {
  for (std::size_t i = 0; i < in.size(); ++i) out[i] = in[i];
}

}  // namespace nearside
