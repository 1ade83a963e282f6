// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute_normal.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/cholesky.h"

namespace nearside {
namespace {

/// What is known in one row: the places among the step's columns, and L of their covariance.
struct Known {
  std::size_t count = 0;
  std::array<std::uint32_t, ImputeNormal::kMostColumns> places;
  std::array<double, packed_size(ImputeNormal::kMostColumns)> factor;

  Known(const ImputeNormal& step, std::span<const double> in) noexcept {
    for (std::uint32_t i = 0; i < step.columns.size(); ++i) {
      if (!std::isnan(in[step.columns[i]])) places[count++] = i;
    }
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j <= i; ++j)
        factor[packed_place(i, j)] = step.covariance[packed_place(places[i], places[j])];
    }
    // Fewer columns leave more of each variance than all columns did when the step was checked; should
    // rounding see it otherwise, nothing counts as known.
    if (!cholesky(factor, count, 0.0)) count = 0;
  }
};

}  // namespace

Result<Columns> ImputeNormal::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_few_numbers(columns, in, kMostColumns, path); !ok) return ok.error();
  const std::size_t n = columns.size();
  const std::initializer_list<Numbers> lists{{means, n, "means"},
                                             {lows, n, "lows"},
                                             {highs, n, "highs"},
                                             {covariance, packed_size(n), "covariance"}};
  if (auto ok = check_values(lists, path); !ok) return ok.error();
  Columns out = in;
  for (std::size_t i = 0; i < n; ++i) {
    if (lows[i] > highs[i]) return bad_model(path, "lows", "are above highs");
    out[columns[i]].may_be_missing = false;
  }
  std::vector<double> factor = covariance;
  if (!cholesky(factor, n, kLeastPivot)) return bad_model(path, "covariance", "is not positive definite");
  return out;
}

double ImputeNormal::typical_fill(std::size_t i) const noexcept {
  return std::min(std::max(means[i], lows[i]), highs[i]);
}

void ImputeNormal::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  const auto missing = [&](std::uint32_t column) { return std::isnan(in[column]); };
  if (std::none_of(columns.begin(), columns.end(), missing)) return;

  const Known known(*this, in);
  std::array<double, kMostColumns> weights;  // Σ_kk⁻¹ (x_k − μ_k)
  for (std::size_t k = 0; k < known.count; ++k) {
    const std::uint32_t place = known.places[k];
    weights[k] = in[columns[place]] - means[place];
  }
  solve_lower(known.factor, std::span(weights).first(known.count));
  solve_lower_transposed(known.factor, std::span(weights).first(known.count));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!missing(columns[i])) continue;
    double fill = means[i];
    for (std::size_t k = 0; k < known.count; ++k)
      fill += covariance[packed_place(i, known.places[k])] * weights[k];
    // Only values near the largest doubles make it NaN.
    out[columns[i]] = std::isnan(fill) ? typical_fill(i) : std::min(std::max(fill, lows[i]), highs[i]);
  }
}

double ImputeNormal::fill_variance(std::span<const double> in, std::size_t i) const noexcept {
  if (!std::isnan(in[columns[i]])) return 0.0;
  const Known known(*this, in);
  std::array<double, kMostColumns> shares;  // L⁻¹ Σ_ki
  for (std::size_t k = 0; k < known.count; ++k) shares[k] = covariance[packed_place(i, known.places[k])];
  solve_lower(known.factor, std::span(shares).first(known.count));
  double variance = covariance[packed_place(i, i)];
  for (std::size_t k = 0; k < known.count; ++k) variance -= shares[k] * shares[k];
  return std::max(variance, 0.0);
}

}  // namespace nearside
