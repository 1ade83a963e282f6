// SPDX-License-Identifier: Apache-2.0
#include "core/steps/scale.h"

#include <algorithm>
#include <cmath>

namespace nearside {

Result<Columns> Standardise::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (auto ok = check_values(means, columns.size(), path, "means"); !ok) return ok.error();
  if (auto ok = check_values(scales, columns.size(), path, "scales"); !ok) return ok.error();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (in[columns[i]].levels > 0) {
      return bad_model(path, "columns", i, in[columns[i]].name + " is a category, not a number");
    }
    if (scales[i] <= 0.0) return bad_model(path, "scales", i, "must be above 0");
  }
  return in;
}

void Standardise::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = capped((out[columns[i]] - means[i]) / scales[i]);
  }
}

Result<Columns> Rescale::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_list(offsets, columns.size(), path, "offsets");
  if (ok) ok = check_list(scales, columns.size(), path, "scales", true);
  return unchanged(in, ok);
}

void Rescale::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = capped((out[columns[i]] - offsets[i]) / scales[i]);
  }
}

Result<Columns> NormaliseRow::columns_out(const Columns& in, const std::string& path) const {
  return unchanged(in, check_numbers(columns, in, Missing::refused, path));
}

void NormaliseRow::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  double largest = 0.0;
  for (const std::uint32_t column : columns) {
    const double magnitude = std::abs(in[column]);
    if (magnitude > largest) largest = magnitude;
  }
  if (largest == 0.0) return;
  // Measured in the largest magnitude first: neither a square nor a sum can overflow.
  double length = 1.0;
  if (norm != Norm::max) {
    length = 0.0;
    for (const std::uint32_t column : columns) {
      const double part = std::abs(in[column]) / largest;
      length += norm == Norm::l1 ? part : part * part;
    }
    if (norm == Norm::l2) length = std::sqrt(length);
  }
  for (const std::uint32_t column : columns) out[column] = in[column] / largest / length;
}

}  // namespace nearside
