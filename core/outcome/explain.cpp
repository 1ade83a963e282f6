// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/explain.h"

namespace nearside {
namespace {

void explain(const LogisticRegression& model, std::size_t /*m*/, std::span<const double> row,
             std::span<double> contributions) noexcept {
  for (std::size_t i = 0; i < row.size(); ++i) {
    contributions[i] = model.coefficients[i] * (row[i] - model.means[i]);
  }
}

void explain(const Equation& /*model*/, std::size_t /*m*/, std::span<const double> /*row*/,
             std::span<double> /*contributions*/) noexcept {}  // no margin of it is explained

std::vector<double> typical(const LogisticRegression& model) {
  std::vector<double> margins(model.margins());
  model.score(model.means, margins);
  return margins;
}

void explain(const OneVsRest& model, std::size_t m, std::span<const double> row,
             std::span<double> contributions) noexcept {
  explain(model.classes[m], 0, row, contributions);
}

std::vector<double> typical(const OneVsRest& model) {
  std::vector<double> margins;
  for (const LogisticRegression& one : model.classes) margins.push_back(typical(one)[0]);
  return margins;
}

void explain(const CoxRegression& model, std::size_t /*m*/, std::span<const double> row,
             std::span<double> contributions) noexcept {
  for (std::size_t i = 0; i < row.size(); ++i) {
    contributions[i] = model.coefficients[i] * (row[i] - model.means[i]);
  }
}

/// The linear predictor is counted from the means.
std::vector<double> typical(const CoxRegression& /*model*/) {
  return {0.0};
}

std::vector<double> typical(const Equation& /*model*/) {
  return {};
}

void explain(const Trees& /*model*/, std::size_t /*m*/, std::span<const double> /*row*/,
             std::span<double> /*contributions*/) noexcept {}  // no margin of it is explained

std::vector<double> typical(const Trees& /*model*/) {
  return {};
}

void explain(const Additive& model, std::size_t /*m*/, std::span<const double> row,
             std::span<double> contributions) noexcept {
  model.contribute(row, contributions);
}

std::vector<double> typical(const Additive& model) {
  return {model.typical_margin()};
}

}  // namespace

void column_contributions(const Model& model, std::size_t m, std::span<const double> row,
                          std::span<double> contributions) noexcept {
  std::visit([&](const auto& one) { explain(one, m, row, contributions); }, model);
}

std::vector<double> typical_margins(const Model& model) {
  return std::visit([](const auto& m) { return typical(m); }, model);
}

}  // namespace nearside
