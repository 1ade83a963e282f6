// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute.h"

#include <algorithm>
#include <cmath>

namespace nearside {

Result<Columns> FlagMissing::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  Columns out = in;
  for (std::uint32_t index : columns)
    out.push_back({in[index].name + " missing", in[index].predictor, 0, false});
  return out;
}

void FlagMissing::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  for (std::size_t i = 0; i < columns.size(); ++i)
    out[in.size() + i] = std::isnan(in[columns[i]]) ? 1.0 : 0.0;
}

void FlagMissing::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                            std::span<const double> given, std::span<double> back) const noexcept {
  std::copy(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(in.size()), back.begin());
  for (std::size_t i = 0; i < columns.size(); ++i) back[columns[i]] += given[in.size() + i];
}

Result<Columns> Impute::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (auto ok = check_values(values, columns.size(), path, "values"); !ok) return ok.error();
  Columns out = in;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column& column = out[columns[i]];
    const double value = values[i];
    if (column.levels > 0 && (value < 0.0 || value >= column.levels || value != std::trunc(value))) {
      return bad_model(path, "values", i, column.name + " has " + std::to_string(column.levels) + " levels");
    }
    column.may_be_missing = false;
  }
  return out;
}

void Impute::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    double& value = out[columns[i]];
    if (std::isnan(value)) value = values[i];
  }
}

}  // namespace nearside
