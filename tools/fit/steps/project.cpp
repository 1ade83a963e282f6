// SPDX-License-Identifier: Apache-2.0
#include "core/steps/project.h"

#include <algorithm>
#include <cmath>

#include "core/base/dense.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// An eigenvalue below this share of the largest is rounding: there is nothing in that direction.
constexpr double kNothing = 1e-12;

/// The chosen columns, their means, and the sums of squares and products of what is left when `centres` are
/// subtracted. Sums run over the rows in their order.
struct CrossProducts {
  std::vector<std::uint32_t> columns;
  std::vector<double> means;

  std::vector<double> around(const std::vector<double>& centres, const Matrix& rows) const {
    const std::size_t n = columns.size();
    std::vector<double> sums(n * n, 0.0);
    std::vector<double> x(n);
    for (std::size_t r = 0; r < rows.rows(); ++r) {
      for (std::size_t i = 0; i < n; ++i) {
        x[i] = rows.row(r)[columns[i]] - centres[i];
        for (std::size_t j = 0; j <= i; ++j) sums[i * n + j] += x[i] * x[j];
      }
    }
    return sums;
  }
};

Result<CrossProducts> products_of(const std::vector<std::string>& names, const StepData& data) {
  CrossProducts products;
  products.columns = chosen(names, data, [](const Column& c) { return c.levels == 0; });
  for (std::uint32_t column : products.columns) {
    if (data.columns[column].may_be_missing) {
      return Error{ErrorCode::cannot_fit, "column " + data.columns[column].name,
                   "may be missing, and components need every value; impute it before"};
    }
    double sum = 0.0;
    for (std::size_t r = 0; r < data.rows.rows(); ++r) sum += data.rows.row(r)[column];
    products.means.push_back(sum / static_cast<double>(data.rows.rows()));
  }
  if (products.columns.empty()) {
    return Error{ErrorCode::cannot_fit, "steps", "there is no number to make components of"};
  }
  return products;
}

/// PrincipalDirections of the largest eigenvalues of the sums of squares and products around `centres`.
struct PrincipalDirections {
  std::vector<double> values;
  std::vector<double> vectors;
  std::size_t rank = 0;
};

Result<PrincipalDirections> directions_of(const std::vector<double>& sums, std::size_t n) {
  PrincipalDirections directions{std::vector<double>(n), std::vector<double>(n * n)};
  const bool ended = symmetric_eigen(sums, directions.values, directions.vectors);
  if (!ended)
    return Error{ErrorCode::cannot_fit, "components", "the columns' values are too large to square"};
  while (directions.rank < n && directions.values[directions.rank] > kNothing * directions.values[0])
    ++directions.rank;
  return directions;
}

Project projected(CrossProducts products, std::vector<double> centres, std::vector<std::string> names,
                  const std::vector<double>& vectors) {
  Project step;
  step.columns = std::move(products.columns);
  step.means = std::move(products.means);
  step.centres = std::move(centres);
  step.names = std::move(names);
  const auto end = static_cast<std::ptrdiff_t>(step.names.size() * step.columns.size());
  step.loadings.assign(vectors.begin(), vectors.begin() + end);
  step.scales.assign(step.names.size(), 1.0);
  return step;
}

Error too_many(std::uint32_t count, std::size_t rank) {
  return {ErrorCode::cannot_fit, "components",
          "the columns vary in " + std::to_string(rank) + " directions; " + std::to_string(count) +
              " components were asked for"};
}

}  // namespace

Result<Step> fit(const PcaRequest& request, const StepData& data) {
  auto products = products_of(request.columns, data);
  if (!products) return products.error();
  const std::vector<double> centres = products->means;
  const auto directions = directions_of(products->around(centres, data.rows), centres.size());
  if (!directions) return directions.error();
  if (directions->rank == 0) return Error{ErrorCode::cannot_fit, "components", "none of the columns varies"};
  if (request.count > directions->rank) return too_many(request.count, directions->rank);

  double total = 0.0;
  for (double value : directions->values) total += std::max(value, 0.0);
  std::size_t count = request.count;
  if (count == 0) {
    double carried = 0.0;
    while (count < directions->rank && carried <= request.share)
      carried += directions->values[count++] / total;
  }
  Project step =
      projected(std::move(*products), centres, numbered_names(request.prefix, count), directions->vectors);
  for (std::size_t k = 0; k < count; ++k) {
    step.shares.push_back(directions->values[k] / total);
    const double variance = directions->values[k] / (static_cast<double>(data.rows.rows()) - 1.0);
    if (request.whiten) step.scales[k] = std::sqrt(variance);
  }
  return Step(std::move(step));
}

Result<Step> fit(const SvdRequest& request, const StepData& data) {
  auto products = products_of(request.columns, data);
  if (!products) return products.error();
  const std::size_t n = products->columns.size();
  const std::vector<double> nothing(n, 0.0);
  const auto directions = directions_of(products->around(nothing, data.rows), n);
  if (!directions) return directions.error();
  if (request.count > directions->rank) return too_many(request.count, directions->rank);

  const std::vector<double> spread = products->around(products->means, data.rows);
  double total = 0.0;
  for (std::size_t i = 0; i < n; ++i) total += spread[i * n + i];
  Project step = projected(std::move(*products), nothing, numbered_names(request.prefix, request.count),
                           directions->vectors);
  for (std::size_t k = 0; k < request.count; ++k) {
    const double* v = step.loadings.data() + k * n;
    double variance = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) variance += 2.0 * v[i] * v[j] * spread[i * n + j];
      variance += v[i] * v[i] * spread[i * n + i];
    }
    step.shares.push_back(total > 0.0 ? std::max(variance, 0.0) / total : 0.0);
  }
  return Step(std::move(step));
}

}  // namespace nearside
