// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a score of points divides the columns that reach it.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/models/additive.h"
#include "tools/fit/model.h"
#include "tools/table/matrix.h"

namespace nearside {

inline constexpr double kFewRows = 10.0;  ///< fewer get no points of their own

/// How a column is divided, and how many rows lie where.
struct Divided {
  ShapeAxis axis;
  bool in_order = true;           ///< bins stand from low to high
  std::vector<std::size_t> bins;  ///< of each row
  std::vector<double> rows;       ///< in each bin, then missing, each counted by its weight
};

/// A column divided: a number at short numbers that put about as many rows into each of at most `bins` bins.
Divided divide(std::uint32_t column, const ModelData& data, std::uint32_t bins);

/// 1 in the rows whose bin of a column is `from` or above, but below `until`; else 0.
struct Indicator {
  std::uint32_t column;
  std::size_t from;
  std::size_t until;
};

/// Of a divided column: at or above each cut, or in each level but the most frequent; and missing. Bins of
/// few rows get none: they go with the bin below, or with the most frequent level.
std::vector<Indicator> indicators_of(const Divided& divided);

/// The indicators of each row; `divided` has a place for each column.
Matrix indicator_rows(const std::vector<Divided>& divided, const std::vector<Indicator>& indicators,
                      std::size_t rows);

}  // namespace nearside
