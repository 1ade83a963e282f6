// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

#include <algorithm>
#include <limits>

namespace nearside {
namespace {

/// What stands for a category's level in a list. No step makes another number of a category; should one do,
/// it is missing and reads nothing beyond the list.
template <class T>
double entry_of(double level, const T* list, std::uint32_t levels) noexcept {
  if (!(level >= 0.0 && level < levels)) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(list[static_cast<std::size_t>(level)]);
}

}  // namespace

Result<Columns> OneHot::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (levels.size() != columns.size()) {
    return Error{
        ErrorCode::bad_model_file, path + ".levels",
        std::to_string(levels.size()) + " counts for " + std::to_string(columns.size()) + " columns"};
  }
  Columns out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (next == columns.size() || columns[next] != i) {
      out.push_back(in[i]);
      continue;
    }
    const std::string here = indexed(path + ".columns", next);
    if (in[i].levels == 0) return bad_model(here, in[i].name + " is a number, not a category");
    if (in[i].may_be_missing) {
      return bad_model(here, in[i].name + " may be missing; impute it first");
    }
    if (levels[next] != in[i].levels) {
      return bad_model(path, "levels", next,
                       "says " + std::to_string(levels[next]) + ", " + in[i].name + " has " +
                           std::to_string(in[i].levels));
    }
    for (std::uint32_t level = 0; level < levels[next]; ++level) {
      out.push_back({in[i].name + "=" + std::to_string(level), in[i].predictor, 0, false});
    }
    ++next;
  }
  return out;
}

void OneHot::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::size_t next = 0;
  std::size_t to = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (next == columns.size() || columns[next] != i) {
      out[to++] = in[i];
      continue;
    }
    for (std::uint32_t level = 0; level < levels[next]; ++level) {
      out[to++] = in[i] == static_cast<double>(level) ? 1.0 : 0.0;
    }
    ++next;
  }
}

void OneHot::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                       std::span<const double> given, std::span<double> back) const noexcept {
  std::size_t next = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const bool expanded = next < columns.size() && columns[next] == i;
    const std::size_t width = expanded ? levels[next++] : 1;
    back[i] = given[from++];
    for (std::size_t level = 1; level < width; ++level) back[i] += given[from++];
  }
}

namespace {

/// The listed columns are categories, never missing, with as many levels as `levels` says; the sum of these.
Result<std::size_t> check_levels(std::span<const std::uint32_t> columns,
                                 std::span<const std::uint32_t> levels, const Columns& in,
                                 const std::string& path) {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (levels.size() != columns.size()) {
    return bad_model(path, "levels", "does not have a count for each column");
  }
  std::size_t sum = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (in[columns[i]].may_be_missing) {
      return bad_model(path, "columns", i, in[columns[i]].name + " may be missing; impute it first");
    }
    if (in[columns[i]].levels == 0 || in[columns[i]].levels != levels[i]) {
      return bad_model(path, "levels", i,
                       in[columns[i]].name + " has " + std::to_string(in[columns[i]].levels) + " levels");
    }
    sum += levels[i];
  }
  return sum;
}

}  // namespace

Result<Columns> EncodeLevels::columns_out(const Columns& in, const std::string& path) const {
  const auto all = check_levels(columns, levels, in, path);
  if (!all) return all.error();
  if (auto ok = check_values(values, *all, path, "values"); !ok) return ok.error();
  Columns out = in;
  for (std::uint32_t column : columns) out[column].levels = 0;
  return out;
}

void EncodeLevels::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  const double* first = values.data();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = entry_of(in[columns[i]], first, levels[i]);
    first += levels[i];
  }
}

Result<Columns> GroupLevels::columns_out(const Columns& in, const std::string& path) const {
  const auto all = check_levels(columns, levels, in, path);
  if (!all) return all.error();
  if (group_counts.size() != columns.size()) {
    return bad_model(path, "group_counts", "does not have a count for each column");
  }
  if (groups.size() != *all) {
    return bad_model(path, "groups", "does not have a group for each level");
  }
  Columns out = in;
  std::size_t place = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (group_counts[i] == 0 || group_counts[i] > levels[i]) {
      return bad_model(path, "group_counts", i, "must be from 1 to the number of levels");
    }
    for (std::uint32_t level = 0; level < levels[i]; ++level, ++place) {
      if (groups[place] < group_counts[i]) continue;
      return bad_model(path, "groups", place, "is no group");
    }
    Column& column = out[columns[i]];
    column.levels = group_counts[i];
    column.name += " grouped";
  }
  return out;
}

void GroupLevels::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  const std::uint32_t* first = groups.data();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = entry_of(in[columns[i]], first, levels[i]);
    first += levels[i];
  }
}

}  // namespace nearside
