// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

namespace nearside {

Result<Columns> OneHot::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path + ".columns"); !ok) return ok.error();
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
    const std::string here = path + ".columns[" + std::to_string(next) + "]";
    if (in[i].levels == 0)
      return Error{ErrorCode::bad_model_file, here, in[i].name + " is a number, not a category"};
    if (in[i].may_be_missing) {
      return Error{ErrorCode::bad_model_file, here, in[i].name + " may be missing; impute it first"};
    }
    if (levels[next] != in[i].levels) {
      return Error{ErrorCode::bad_model_file, path + ".levels[" + std::to_string(next) + "]",
                   "says " + std::to_string(levels[next]) + ", " + in[i].name + " has " +
                       std::to_string(in[i].levels)};
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

}  // namespace nearside
