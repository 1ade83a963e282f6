// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/linear/problem.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

#include "core/base/numerics.h"
#include "tools/fit/linear/weighted_squares.h"

namespace nearside {
namespace {

constexpr std::size_t kRowsOfSum = 4096;  // their sums are formed alone, then added in their order

/// out[r × stride] = start + coefficients · row r, each in the order of the columns; four rows at a time keep
/// the processor busy.
void linear_sums(double start, std::span<const double> coefficients, const double* rows, std::size_t count,
                 double* out, std::size_t stride) {
  const std::size_t p = coefficients.size();
  std::size_t r = 0;
  for (; r + 4 <= count; r += 4) {
    const double* row = rows + r * p;
    std::array<double, 4> sums{start, start, start, start};
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t i = 0; i < 4; ++i) sums[i] += coefficients[j] * row[i * p + j];
    }
    for (std::size_t i = 0; i < 4; ++i) out[(r + i) * stride] = sums[i];
  }
  for (; r < count; ++r) {
    double sum = start;
    for (std::size_t j = 0; j < p; ++j) sum += coefficients[j] * rows[r * p + j];
    out[r * stride] = sum;
  }
}

void add(std::vector<double>& to, const std::vector<double>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

constexpr std::size_t pair_place(std::size_t k, std::size_t l) {
  return k * (k + 1) / 2 + l;
}

}  // namespace

bool Penalty::is_none() const {
  const auto zero = [](double value) { return value == 0.0; };
  return std::all_of(ridge.begin(), ridge.end(), zero) && std::all_of(l1.begin(), l1.end(), zero);
}

bool Penalty::has_l1() const {
  return std::any_of(l1.begin(), l1.end(), [](double value) { return value != 0.0; });
}

/// Sums over rows. `squares` holds for each pair of slopes k ≥ l Σ curvature × (1, row) × (1, row)ᵀ, as
/// RowPanels gives it; where a slope is shared one such matrix, and then `thresholds` the second derivatives
/// by the intercepts, each followed by those by it and the coefficients.
struct LinearProblem::Sums {
  double loss = 0.0;
  double reach = 0.0;
  std::vector<double> descent;
  std::vector<double> squares;
  std::vector<double> thresholds;
};

LinearProblem::LinearProblem(const Matrix& rows, const RowLoss& loss, std::span<const double> weights,
                             Penalty penalty, std::size_t threads)
    : rows_(rows),
      loss_(loss),
      weights_(weights),
      penalty_(std::move(penalty)),
      threads_(std::max<std::size_t>(1, threads)) {}

double LinearProblem::total_weight() const {
  return weights_.empty() ? static_cast<double>(rows_.rows()) : numerics::sum(weights_);
}

double LinearProblem::smooth_loss(std::span<const double> at) const {
  double squares = 0.0;
  for (std::size_t k = 0; k < slopes(); ++k) {
    for (std::size_t j = 0; j < rows_.columns; ++j) {
      const double value = at[coefficient(k, j)];
      squares += penalty_.ridge[j] * value * value;
    }
  }
  return over_rows(at, Wanted::loss).loss + 0.5 * squares;
}

double LinearProblem::l1(std::span<const double> at) const {
  double size = 0.0;
  for (std::size_t k = 0; k < slopes(); ++k) {
    for (std::size_t j = 0; j < rows_.columns; ++j) size += penalty_.l1[j] * std::abs(at[coefficient(k, j)]);
  }
  return size;
}

double LinearProblem::loss_and_descent(std::span<const double> at, std::vector<double>& descent) const {
  Sums sums = over_rows(at, Wanted::descent);
  descent = std::move(sums.descent);
  double squares = 0.0;
  for (std::size_t k = 0; k < slopes(); ++k) {
    for (std::size_t j = 0; j < rows_.columns; ++j)
      squares += penalty_.ridge[j] * at[coefficient(k, j)] * at[coefficient(k, j)];
  }
  add_ridge(at, descent);
  return sums.loss + 0.5 * squares;
}

void LinearProblem::derivatives(std::span<const double> at, std::vector<double>& descent,
                                std::vector<double>& hessian) const {
  Sums sums = over_rows(at, Wanted::hessian);
  put_hessian(sums, hessian);
  descent = std::move(sums.descent);
  add_ridge(at, descent);
}

double LinearProblem::reach(std::span<const double> step) const {
  return over_rows(step, Wanted::reach).reach;
}

void LinearProblem::linear_predictors(std::span<const double> at, std::size_t row,
                                      std::span<double> z) const {
  predict_block(at, row, 1, z.data());
}

void LinearProblem::predict_block(std::span<const double> at, std::size_t from, std::size_t count,
                                  double* z) const {
  const std::size_t q = intercepts();
  const std::size_t p = rows_.columns;
  const double* rows = rows_.values.data() + from * p;
  if (!loss_.shares_slope()) {
    for (std::size_t k = 0; k < q; ++k)
      linear_sums(at[intercept(k)], at.subspan(coefficient(k, 0), p), rows, count, z + k, q);
    return;
  }
  linear_sums(0.0, at.subspan(coefficient(0, 0), p), rows, count, z, q);
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t k = q; k-- > 0;) z[r * q + k] = at[intercept(k)] + z[r * q];
  }
}

LinearProblem::Sums LinearProblem::over_rows(std::span<const double> at, Wanted wanted) const {
  const std::size_t count = rows_.rows();
  const std::size_t parts = std::max<std::size_t>(1, (count + kRowsOfSum - 1) / kRowsOfSum);
  // The sums of many parts wait for their turn, as long as there is room: no thread waits for another.
  const std::size_t room = std::size_t{1} << 23;
  const std::size_t at_once =
      std::min(parts, wanted == Wanted::hessian ? std::max(threads_, room / (size() * size())) : parts);
  Sums all;
  std::vector<Sums> some(at_once);
  for (std::size_t first = 0; first < parts; first += at_once) {
    const std::size_t here = std::min(at_once, parts - first);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < here; i = next++) {
        some[i] = Sums();
        const std::size_t from = (first + i) * kRowsOfSum;
        add_rows(at, wanted, from, std::min(from + kRowsOfSum, count), some[i]);
      }
    };
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < std::min(threads_, here); ++t) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    for (std::size_t i = 0; i < here; ++i) {
      if (first + i == 0) {
        all = std::move(some[0]);
        continue;
      }
      all.loss += some[i].loss;
      all.reach = std::max(all.reach, some[i].reach);
      add(all.descent, some[i].descent);
      add(all.squares, some[i].squares);
      add(all.thresholds, some[i].thresholds);
    }
  }
  return all;
}

void LinearProblem::add_rows(std::span<const double> at, Wanted wanted, std::size_t from, std::size_t to,
                             Sums& sums) const {
  const std::size_t q = intercepts();
  const std::size_t p = rows_.columns;
  const bool shared = loss_.shares_slope();
  const std::size_t pairs = shared ? 1 : pair_place(q, 0);
  const bool bends = wanted == Wanted::hessian;
  RowPanels panels(bends ? p : 0);
  const std::size_t square = panels.side() * panels.side();
  if (wanted == Wanted::descent || bends) sums.descent.assign(size(), 0.0);
  if (bends) sums.squares.assign(pairs * square, 0.0);
  if (bends && shared) sums.thresholds.assign(q * (q + p), 0.0);
  std::vector<double> z(RowPanels::kMost * q);
  std::vector<double> descent(q);
  std::vector<double> curvature(q * q);
  std::vector<double> bend(pairs * RowPanels::kMost);
  for (std::size_t start = from; start < to; start += RowPanels::kMost) {
    const std::size_t count = std::min(RowPanels::kMost, to - start);
    predict_block(at, start, count, z.data());
    if (wanted == Wanted::reach) {
      for (std::size_t i = 0; i < count * q; ++i) sums.reach = std::max(sums.reach, std::abs(z[i]));
      continue;
    }
    for (std::size_t r = 0; r < count; ++r) {
      const std::span<const double> here(z.data() + r * q, q);
      const double weight = this->weight(start + r);
      if (!bends) sums.loss += weight * loss_.value(start + r, here);
      if (wanted == Wanted::loss) continue;
      loss_.derivatives(start + r, here, descent, curvature);
      const double* row = rows_.values.data() + (start + r) * p;
      double slope = 0.0;
      for (std::size_t k = 0; k < q; ++k) {
        const double pull = weight * descent[k];
        sums.descent[intercept(k)] += pull;
        slope += pull;
        if (shared) continue;
        double* line = sums.descent.data() + coefficient(k, 0);
        for (std::size_t j = 0; j < p; ++j) line[j] += pull * row[j];
      }
      if (shared) {
        double* line = sums.descent.data() + coefficient(0, 0);
        for (std::size_t j = 0; j < p; ++j) line[j] += slope * row[j];
      }
      if (!bends) continue;
      double bend_of_slope = 0.0;
      for (std::size_t k = 0; k < q; ++k) {
        double bend_of_threshold = 0.0;
        for (std::size_t l = 0; l < q; ++l) {
          const double one = weight * curvature[k >= l ? k * q + l : l * q + k];
          bend_of_threshold += one;
          if (shared) sums.thresholds[k * (q + p) + l] += one;
          if (!shared && l <= k) bend[pair_place(k, l) * RowPanels::kMost + r] = one;
        }
        bend_of_slope += bend_of_threshold;
        if (!shared || bend_of_threshold == 0.0) continue;
        double* line = sums.thresholds.data() + k * (q + p) + q;
        for (std::size_t j = 0; j < p; ++j) line[j] += bend_of_threshold * row[j];
      }
      if (shared) bend[r] = bend_of_slope;
    }
    if (!bends) continue;
    panels.take(rows_.values.data() + start * p, count);
    for (std::size_t pair = 0; pair < pairs; ++pair)
      panels.add_weighted_squares(std::span(bend).subspan(pair * RowPanels::kMost, count),
                                  sums.squares.data() + pair * square);
  }
}

void LinearProblem::put_hessian(const Sums& sums, std::vector<double>& hessian) const {
  const std::size_t n = size();
  const std::size_t p = rows_.columns;
  const std::size_t q = intercepts();
  const std::size_t side = RowPanels(p).side();
  hessian.assign(n * n, 0.0);
  const auto put = [&](std::size_t a, std::size_t b, double value) {
    hessian[a * n + b] = hessian[b * n + a] = value;
  };
  if (loss_.shares_slope()) {
    for (std::size_t k = 0; k < q; ++k) {
      const double* line = sums.thresholds.data() + k * (q + p);
      for (std::size_t l = 0; l <= k; ++l) put(k, l, line[l]);
      for (std::size_t j = 0; j < p; ++j) put(coefficient(0, j), k, line[q + j]);
    }
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t i = 0; i <= j; ++i)
        put(coefficient(0, j), coefficient(0, i), sums.squares[(j + 1) * side + i + 1]);
    }
  } else {
    for (std::size_t k = 0; k < q; ++k) {
      for (std::size_t l = 0; l <= k; ++l) {
        const double* square = sums.squares.data() + pair_place(k, l) * side * side;
        for (std::size_t j = 0; j <= p; ++j) {
          for (std::size_t i = 0; i <= j; ++i) {
            put(k * (p + 1) + j, l * (p + 1) + i, square[j * side + i]);
            put(k * (p + 1) + i, l * (p + 1) + j, square[j * side + i]);
          }
        }
      }
    }
  }
  for (std::size_t k = 0; k < slopes(); ++k) {
    for (std::size_t j = 0; j < p; ++j)
      hessian[coefficient(k, j) * n + coefficient(k, j)] += penalty_.ridge[j];
  }
  if (loss_.kind() == LossKind::softmax) hold_sums_over_classes(hessian);
}

void LinearProblem::hold_sums_over_classes(std::vector<double>& hessian) const {
  const std::size_t n = size();
  const std::size_t wide = rows_.columns + 1;
  for (std::size_t j = 0; j < wide; ++j) {
    if (j > 0 && (penalty_.ridge[j - 1] > 0.0 || penalty_.l1[j - 1] > 0.0)) continue;
    double curvature = 0.0;
    for (std::size_t k = 0; k < intercepts(); ++k) curvature += hessian[(k * wide + j) * (n + 1)];
    curvature /= static_cast<double>(intercepts());
    for (std::size_t k = 0; k < intercepts(); ++k) {
      for (std::size_t l = 0; l < intercepts(); ++l) hessian[(k * wide + j) * n + l * wide + j] += curvature;
    }
  }
}

void LinearProblem::add_ridge(std::span<const double> at, std::vector<double>& descent) const {
  for (std::size_t k = 0; k < slopes(); ++k) {
    for (std::size_t j = 0; j < rows_.columns; ++j)
      descent[coefficient(k, j)] -= penalty_.ridge[j] * at[coefficient(k, j)];
  }
}

}  // namespace nearside
