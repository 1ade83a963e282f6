// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/explain.h"

namespace nearside {
namespace {

void explain(const LogisticRegression& model, std::span<const double> row,
             std::span<double> contributions) noexcept {
  for (std::size_t i = 0; i < row.size(); ++i) {
    contributions[i] = model.coefficients[i] * (row[i] - model.means[i]);
  }
}

}  // namespace

void column_contributions(const Model& model, std::span<const double> row,
                          std::span<double> contributions) noexcept {
  std::visit([&](const auto& m) { explain(m, row, contributions); }, model);
}

double typical_margin(const Model& model) noexcept {
  double margin = 0.0;
  std::visit([&](const auto& m) { m.score(m.means, std::span(&margin, 1)); }, model);
  return margin;
}

}  // namespace nearside
