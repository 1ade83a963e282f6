// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tools/table/matrix.h"

namespace nearside {

/// All rows of a matrix, or some of them, where they stand: the matrix and the places must outlive this.
class Rows {
 public:
  Rows(const Matrix& all) : matrix_(&all), rows_(all.rows()) {}  // NOLINT: a matrix is its rows
  Rows(const Matrix& all, std::span<const std::size_t> chosen)
      : matrix_(&all), are_all_(false), places_(chosen), rows_(chosen.size()) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return matrix_->columns; }
  std::span<const double> row(std::size_t i) const { return matrix_->row(place(i)); }
  bool are_all() const { return are_all_; }
  /// What they are rows of.
  const Matrix& matrix() const { return *matrix_; }
  /// Where these of them stand in the matrix.
  std::vector<std::size_t> places(std::span<const std::size_t> chosen) const {
    std::vector<std::size_t> places;
    places.reserve(chosen.size());
    for (const std::size_t i : chosen) places.push_back(place(i));
    return places;
  }
  /// Only these of them, copied.
  Matrix of(std::span<const std::size_t> chosen) const { return matrix_->of(places(chosen)); }
  Matrix copied() const { return are_all_ ? *matrix_ : matrix_->of(places_); }

 private:
  std::size_t place(std::size_t i) const { return are_all_ ? i : places_[i]; }

  const Matrix* matrix_;
  bool are_all_ = true;
  std::span<const std::size_t> places_;
  std::size_t rows_;
};

/// Rows one after the other, for what needs them so; copied where they are not all of their matrix.
class ContiguousRows {
 public:
  explicit ContiguousRows(const Rows& rows)
      : own_(rows.are_all() ? Matrix() : rows.copied()), rows_(rows.are_all() ? &rows.matrix() : &own_) {}
  ContiguousRows(const ContiguousRows&) = delete;
  ContiguousRows& operator=(const ContiguousRows&) = delete;
  const Matrix& operator*() const { return *rows_; }

 private:
  Matrix own_;
  const Matrix* rows_;
};

}  // namespace nearside
