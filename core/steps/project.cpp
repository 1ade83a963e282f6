// SPDX-License-Identifier: Apache-2.0
#include "core/steps/project.h"

#include <algorithm>
#include <cmath>

#include "core/data/record.h"

namespace nearside {
namespace {

/// A sum that is smaller than this share of its terms' sizes is what rounding left of 0.
constexpr double kNothing = 1e-9;

}  // namespace

Result<Columns> Project::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_few_numbers(columns, in, kMaxRowWidth, path); !ok) return ok.error();
  const std::size_t n = columns.size();
  const std::size_t count = names.size();
  if (count > n) return bad_model(path, "names", "are more than the columns");
  const std::initializer_list<Numbers> lists{
      {loadings, count * n, "loadings", -1.001, 1.001},  // of vectors of length 1, but for rounding
      {centres, n, "centres"},
      {scales, count, "scales", kAboveZero},
      {means, n, "means"},
      {shares, count, "shares"}};
  if (auto ok = check_values(lists, path); !ok) return ok.error();
  Columns out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (next == n || columns[next] != i) {
      out.push_back(in[i]);
      continue;
    }
    if (in[i].may_be_missing) {
      return bad_model(path, "columns", next, in[i].name + " may be missing; impute it first");
    }
    ++next;
  }
  for (const std::string& name : names) {
    if (auto ok = check_new_name(name, out, path, "names"); !ok) return ok.error();
    out.push_back({name, kCreated, 0, false});
  }
  return out;
}

void Project::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::size_t next = 0;
  std::size_t to = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (next < columns.size() && columns[next] == i) {
      ++next;
    } else {
      out[to++] = in[i];
    }
  }
  const double* loading = loadings.data();
  for (double scale : scales) {
    double sum = 0.0;
    for (std::size_t j = 0; j < columns.size(); ++j) sum += *loading++ * (in[columns[j]] - centres[j]);
    // A margin must not overflow, whatever the file's numbers and the record's.
    const double component = sum / scale;
    out[to++] = std::isnan(component) ? 0.0 : std::min(std::max(component, -kLargestValue), kLargestValue);
  }
}

void Project::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                        std::span<const double> given, std::span<double> back) const noexcept {
  std::size_t next = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const bool projected = next < columns.size() && columns[next] == i;
    back[i] = projected ? 0.0 : given[from++];
    if (projected) ++next;
  }
  const std::size_t n = columns.size();
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto part = [&](std::size_t j) { return loadings[k * n + j] * (in[columns[j]] - means[j]); };
    double sum = 0.0;
    double size = 0.0;
    for (std::size_t j = 0; j < n; ++j) {
      sum += part(j);
      size += std::abs(part(j));
    }
    const bool alike = !(std::abs(sum) > kNothing * size);
    for (std::size_t j = 0; j < n; ++j) {
      back[columns[j]] += alike ? given[from] / static_cast<double>(n) : given[from] / sum * part(j);
    }
    ++from;
  }
}

}  // namespace nearside
