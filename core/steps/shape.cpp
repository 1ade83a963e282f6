// SPDX-License-Identifier: Apache-2.0
#include "core/steps/shape.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

double clipped(double value, double low, double high) {
  if (value < low) return low;
  return value > high ? high : value;
}

Status check_limits(std::span<const double> lows, std::span<const double> highs, std::size_t columns,
                    const std::string& path) {
  if (auto ok = check_list(lows, columns, path, "lows"); !ok) return ok;
  if (auto ok = check_list(highs, columns, path, "highs"); !ok) return ok;
  for (std::size_t i = 0; i < columns; ++i) {
    if (lows[i] > highs[i]) {
      return bad_model(path, "lows", i, "is above its high limit");
    }
  }
  return {};
}

/// e^a → (e^a)^λ, less 1, over λ; a itself where λ is 0 to a double's precision.
double box_cox_of_log(double a, double lambda) {
  if (std::abs(lambda) < 0x1p-52) return a;
  return numerics::expm1(lambda * a) / lambda;
}

/// The way back, log x of box_cox(x, λ).
double log_of_box_cox(double y, double lambda) {
  if (std::abs(lambda) < 0x1p-52) return y;
  return numerics::log1p(lambda * y) / lambda;
}

/// The share that the i-th of n quantiles stands for.
double share_of(std::size_t i, std::size_t n) {
  return 0.01 + 0.98 * static_cast<double>(i) / static_cast<double>(n - 1);
}

/// The share of `value` on the line through the quantiles.
double share_in(std::span<const double> quantiles, double value) {
  const std::size_t n = quantiles.size();
  const auto first = std::lower_bound(quantiles.begin(), quantiles.end(), value);
  const auto past = std::upper_bound(first, quantiles.end(), value);
  const auto below = static_cast<std::size_t>(first - quantiles.begin());
  const auto not_above = static_cast<std::size_t>(past - quantiles.begin());
  if (below == n) return share_of(n - 1, n);
  if (not_above > below) return 0.5 * (share_of(below, n) + share_of(not_above - 1, n));
  if (below == 0) return share_of(0, n);
  const double left = quantiles[below - 1];
  const double part = (value - left) / (quantiles[below] - left);
  const double from = share_of(below - 1, n);
  return from + part * (share_of(below, n) - from);
}

}  // namespace

Result<Columns> Clip::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_limits(lows, highs, columns.size(), path);
  return unchanged(in, ok);
}

void Clip::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = clipped(out[columns[i]], lows[i], highs[i]);
  }
}

Result<Columns> Transform::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_list(floors, columns.size(), path, "floors");
  for (std::size_t i = 0; ok && i < floors.size(); ++i) {
    const bool inside = function == Function::log     ? floors[i] > 0.0
                        : function == Function::log1p ? floors[i] > -1.0
                                                      : floors[i] >= 0.0;
    if (!inside) ok = bad_model(path, "floors", i, "is outside the function's domain");
  }
  return unchanged(in, ok);
}

void Transform::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    double& value = out[columns[i]];
    if (value < floors[i]) value = floors[i];
    switch (function) {
      case Function::log:
        value = numerics::log(value);
        break;
      case Function::log1p:
        value = numerics::log1p(value);
        break;
      case Function::sqrt:
        value = std::sqrt(value);
        break;
    }
  }
}

double Transform::undo(std::size_t /*i*/, double value) const noexcept {
  return capped(function == Function::sqrt  ? value * value
                : function == Function::log ? numerics::exp(value)
                                            : numerics::expm1(value));
}

double power(PowerFamily family, double value, double lambda) noexcept {
  if (family == PowerFamily::box_cox) return box_cox_of_log(numerics::log(value), lambda);
  if (value < 0.0) return -box_cox_of_log(numerics::log1p(-value), 2.0 - lambda);
  return box_cox_of_log(numerics::log1p(value), lambda);
}

Result<Columns> Power::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_list(lambdas, columns.size(), path, "lambdas");
  if (ok) ok = check_limits(lows, highs, columns.size(), path);
  if (ok) ok = check_list(lows, columns.size(), path, "lows", family == PowerFamily::box_cox);
  // The function rises, so what is finite at both limits is finite between them.
  for (std::size_t i = 0; ok && i < columns.size(); ++i) {
    if (!std::isfinite(power(family, lows[i], lambdas[i])) ||
        !std::isfinite(power(family, highs[i], lambdas[i]))) {
      ok = bad_model(path, "lambdas", i, "makes infinity of a limit");
    }
  }
  return unchanged(in, ok);
}

void Power::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i]] = power(family, clipped(out[columns[i]], lows[i], highs[i]), lambdas[i]);
  }
}

double Power::undo(std::size_t i, double value) const noexcept {
  if (std::isnan(value)) return value;
  double before = 0.0;
  if (family == PowerFamily::box_cox) {
    before = numerics::exp(log_of_box_cox(value, lambdas[i]));
  } else if (value < 0.0) {
    before = -numerics::expm1(log_of_box_cox(-value, 2.0 - lambdas[i]));
  } else {
    before = numerics::expm1(log_of_box_cox(value, lambdas[i]));
  }
  // No x may lead to this value.
  return std::isnan(before) ? lows[i] : clipped(before, lows[i], highs[i]);
}

Result<Columns> QuantileMap::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::allowed, path);
  if (ok) ok = check_lists(counts, quantiles, columns.size(), 2, kMaxQuantiles, false, path, "quantiles");
  return unchanged(in, ok);
}

void QuantileMap::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  std::size_t from = 0;
  for (std::size_t i = 0; i < columns.size(); from += counts[i++]) {
    double& value = out[columns[i]];
    if (std::isnan(value)) continue;
    value = share_in(std::span(quantiles).subspan(from, counts[i]), value);
    if (shape == Shape::normal) value = numerics::normal_quantile(value);
  }
}

// The quantile whose image is the last not above the value: near enough for what a person is told.
double QuantileMap::undo(std::size_t i, double value) const noexcept {
  if (std::isnan(value)) return value;
  std::size_t from = 0;
  for (std::size_t before = 0; before < i; ++before) from += counts[before];
  std::size_t at = 0;
  for (std::size_t next = 1; next < counts[i]; ++next) {
    const double share = share_of(next, counts[i]);
    if ((shape == Shape::normal ? numerics::normal_quantile(share) : share) <= value) at = next;
  }
  return quantiles[from + at];
}

}  // namespace nearside
