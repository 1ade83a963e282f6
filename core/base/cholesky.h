// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>

/// Cholesky's decomposition without memory of its own, for steps that may not allocate; dense.h has the one
/// for large systems. A triangle is packed row after row: row i holds its columns 0 to i.
namespace nearside {

constexpr std::size_t packed_size(std::size_t n) {
  return n * (n + 1) / 2;
}

/// The place of row i, column j in a packed symmetric matrix.
constexpr std::size_t packed_place(std::size_t i, std::size_t j) {
  return i >= j ? packed_size(i) + j : packed_size(j) + i;
}

/// Overwrites the packed lower triangle of a symmetric n × n matrix A with L, A = L Lᵀ. False where a pivot
/// is not above `least_pivot` times its element of A's diagonal; `a` is then unspecified.
bool cholesky(std::span<double> a, std::size_t n, double least_pivot) noexcept;

/// Overwrites x with L⁻¹ x.
void solve_lower(std::span<const double> l, std::span<double> x) noexcept;

/// Overwrites x with (Lᵀ)⁻¹ x.
void solve_lower_transposed(std::span<const double> l, std::span<double> x) noexcept;

}  // namespace nearside
