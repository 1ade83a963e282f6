// SPDX-License-Identifier: Apache-2.0
#include "core/models/cox.h"

#include <cmath>
#include <limits>

#include "core/base/numerics.h"

namespace nearside {
namespace {

Status check_baseline(const CoxRegression& model, const std::string& path) {
  const std::size_t horizons = model.horizons.size();
  if (horizons == 0 || horizons > CoxRegression::kMaxHorizons)
    return bad_model(path, "horizons", "must be 1 to 100, found " + std::to_string(horizons));
  for (std::size_t h = 0; h < horizons; ++h) {
    const double before = h == 0 ? 0.0 : model.horizons[h - 1];
    if (!(model.horizons[h] > before) || !std::isfinite(model.horizons[h]))
      return bad_model(path, "horizons", h, "must be above the one before and finite");
  }
  if (model.baseline.empty() || model.baseline.size() % horizons != 0)
    return bad_model(
        path, "baseline",
        std::to_string(model.baseline.size()) + " values for " + std::to_string(horizons) + " horizons");
  for (std::size_t i = 0; i < model.baseline.size(); ++i) {
    const double before = i % horizons == 0 ? 0.0 : model.baseline[i - 1];
    if (!(model.baseline[i] >= before) || !std::isfinite(model.baseline[i]))
      return bad_model(path, "baseline", i, "a cumulative hazard is finite, from 0, and never falls");
  }
  return {};
}

Status check_stratum(const CoxRegression& model, const Columns& columns, const std::string& path) {
  if (!model.stratum) {
    if (model.strata() == 1) return {};
    return bad_model(path, "baseline",
                     "is that of " + std::to_string(model.strata()) + " strata, and there are none");
  }
  const std::uint32_t stratum = *model.stratum;
  if (stratum >= columns.size()) return bad_model(path, "stratum", "points beyond the row");
  const std::size_t levels = columns[stratum].levels;
  if (model.strata() < 2 || (levels > 0 && levels != model.strata())) {
    return bad_model(path, "baseline",
                     "is that of " + std::to_string(model.strata()) + " strata; " + columns[stratum].name +
                         " has another number");
  }
  if (model.coefficients[stratum] != 0.0)
    return bad_model(path, "coefficients", stratum, "must be 0: the column is the stratum");
  return {};
}

}  // namespace

Status CoxRegression::check(const Columns& columns, const std::string& path) const {
  if (auto ok = check_values(coefficients, columns.size(), path, "coefficients"); !ok) return ok;
  if (auto ok = check_values(means, columns.size(), path, "means"); !ok) return ok;
  if (auto ok = check_baseline(*this, path); !ok) return ok;
  if (auto ok = check_stratum(*this, columns, path); !ok) return ok;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].may_be_missing)
      return bad_model(path, columns[i].name + " may be missing; impute it first");
    if (columns[i].levels > 0 && stratum != i)
      return bad_model(path, columns[i].name + " is a category; encode it first");
  }
  return {};
}

void CoxRegression::score(std::span<const double> row, std::span<double> margins) const noexcept {
  double sum = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) sum += coefficients[i] * (row[i] - means[i]);
  margins[0] = sum;
  if (stratum) margins[1] = row[*stratum];
}

void CoxRegression::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  std::size_t first = 0;
  while (stratum && first < strata() && static_cast<double>(first) != margins[1]) ++first;
  const double ratio = numerics::exp(margins[0]);
  for (std::size_t h = 0; h < outputs.size(); ++h) {
    outputs[h] = first < strata() ? -numerics::expm1(-(baseline[first * horizons.size() + h] * ratio))
                                  : std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace nearside
