// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/explain.h"

#include <algorithm>

namespace nearside {
namespace {

void explain(const LogisticRegression& model, std::span<const std::uint32_t> predictor_of,
             std::span<const double> row, std::span<double> contributions) noexcept {
  for (std::size_t i = 0; i < row.size(); ++i) {
    contributions[predictor_of[i]] += model.coefficients[i] * (row[i] - model.means[i]);
  }
}

}  // namespace

void contributions(const Model& model, std::span<const std::uint32_t> predictor_of,
                   std::span<const double> row, std::span<double> contributions) noexcept {
  std::fill(contributions.begin(), contributions.end(), 0.0);
  std::visit([&](const auto& m) { explain(m, predictor_of, row, contributions); }, model);
}

double typical_margin(const Model& model) noexcept {
  double margin = 0.0;
  std::visit([&](const auto& m) { m.score(m.means, std::span(&margin, 1)); }, model);
  return margin;
}

}  // namespace nearside
