// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/weighted_squares.h"

#include <cstring>

namespace nearside {
namespace {

constexpr std::size_t kWide = RowPanels::kWide;

/// Two numbers that the processor handles at once.
using TwoDoubles = double __attribute__((vector_size(16)));

TwoDoubles pair_at(const double* place) {
  TwoDoubles pair;
  std::memcpy(&pair, place, sizeof pair);
  return pair;
}

/// A square of 4 × 4 sums stays in registers over all rows.
void add_tile(const double* left, const double* right, std::size_t rows, double* into, std::size_t side) {
  TwoDoubles sums[kWide][2];
  for (std::size_t i = 0; i < kWide; ++i) {
    sums[i][0] = pair_at(into + i * side);
    sums[i][1] = pair_at(into + i * side + 2);
  }
  for (std::size_t r = 0; r < rows; ++r, left += kWide, right += kWide) {
    const TwoDoubles first = pair_at(right);
    const TwoDoubles second = pair_at(right + 2);
    for (std::size_t i = 0; i < kWide; ++i) {
      const TwoDoubles both{left[i], left[i]};
      sums[i][0] += both * first;
      sums[i][1] += both * second;
    }
  }
  for (std::size_t i = 0; i < kWide; ++i) {
    std::memcpy(into + i * side, &sums[i][0], sizeof(TwoDoubles));
    std::memcpy(into + i * side + 2, &sums[i][1], sizeof(TwoDoubles));
  }
}

}  // namespace

RowPanels::RowPanels(std::size_t columns)
    : columns_(columns),
      panels_((columns + 1 + kWide - 1) / kWide),
      plain_(panels_ * kWide * kMost, 0.0),
      weighted_(plain_.size(), 0.0) {}

void RowPanels::take(const double* rows, std::size_t count) {
  count_ = count;
  for (std::size_t r = 0; r < count; ++r) plain_[r * kWide] = 1.0;
  for (std::size_t j = 0; j < columns_; ++j) {
    double* to = plain_.data() + (j + 1) / kWide * kWide * kMost + (j + 1) % kWide;
    for (std::size_t r = 0; r < count; ++r) to[r * kWide] = rows[r * columns_ + j];
  }
}

void RowPanels::add_weighted_squares(std::span<const double> weights, double* into) {
  for (std::size_t panel = 0; panel < panels_; ++panel) {
    const double* from = plain_.data() + panel * kWide * kMost;
    double* to = weighted_.data() + panel * kWide * kMost;
    for (std::size_t r = 0; r < count_; ++r) {
      for (std::size_t i = 0; i < kWide; ++i) to[r * kWide + i] = weights[r] * from[r * kWide + i];
    }
    for (std::size_t other = 0; other <= panel; ++other) {
      add_tile(to, plain_.data() + other * kWide * kMost, count_,
               into + panel * kWide * side() + other * kWide, side());
    }
  }
}

}  // namespace nearside
