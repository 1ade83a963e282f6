// SPDX-License-Identifier: Apache-2.0
#include "core/steps/interact.h"

#include <algorithm>
#include <limits>

namespace nearside {

std::string product_name(const std::vector<std::string_view>& factors) {
  std::string name;
  for (std::size_t i = 0; i < factors.size();) {
    std::size_t power = 1;
    while (i + power < factors.size() && factors[i + power] == factors[i]) ++power;
    if (i > 0) name += " \xC3\x97 ";  // ×
    name += factors[i];
    if (power > 1) name += "^" + std::to_string(power);
    i += power;
  }
  return name;
}

Result<Columns> Interact::columns_out(const Columns& in, const std::string& path) const {
  const auto fault = [&](const char* field, const char* message) { return bad_model(path + field, message); };
  if (auto ok = check_indices(columns, in, path); !ok) return ok.error();
  if (lengths.size() > kMaxProducts) return fault(".lengths", "are more than 1,000 products");
  Columns out = in;
  std::size_t next = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const std::uint32_t length = lengths[i];
    if (length < 2 || length > kMaxFactors) return fault(".lengths", "must be from 2 to 5");
    if (length > factors.size() - next) return fault(".factors", "are fewer than the lengths say");
    bool may_be_missing = false;
    std::vector<std::string_view> names;
    for (std::uint32_t f = 0; f < length; ++f, ++next) {
      if (factors[next] >= columns.size()) return fault(".factors", "point beyond the columns");
      const Column& column = in[columns[factors[next]]];
      if (column.levels > 0) return fault(".columns", "must be numbers, not categories");
      may_be_missing = may_be_missing || column.may_be_missing;
      names.push_back(column.name);
    }
    std::string name = product_name(names);
    if (auto ok = check_new_name(name, out, path, "factors"); !ok) return ok.error();
    out.push_back({std::move(name), kCreated, 0, may_be_missing});
  }
  if (next != factors.size()) return fault(".factors", "are more than the lengths say");
  return out;
}

void Interact::apply(std::span<const double> in, std::span<double> out) const noexcept {
  constexpr double kLargest = std::numeric_limits<double>::max();
  std::copy(in.begin(), in.end(), out.begin());
  const std::uint32_t* factor = factors.data();
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    double product = in[columns[*factor++]];
    for (std::uint32_t f = 1; f < lengths[i]; ++f) {
      product *= in[columns[*factor++]];
      if (product > kLargest) product = kLargest;
      if (product < -kLargest) product = -kLargest;
    }
    out[in.size() + i] = product;
  }
}

void Interact::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                         std::span<const double> given, std::span<double> back) const noexcept {
  std::copy(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(in.size()), back.begin());
  const std::uint32_t* factor = factors.data();
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const double share = given[in.size() + i] / lengths[i];
    for (std::uint32_t f = 0; f < lengths[i]; ++f) back[columns[*factor++]] += share;
  }
}

}  // namespace nearside
