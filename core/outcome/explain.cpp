// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/explain.h"

namespace nearside {
namespace {

void explain_linear(std::span<const double> coefficients, std::span<const double> means,
                    std::span<const double> row, std::span<double> contributions) noexcept {
  for (std::size_t i = 0; i < row.size(); ++i) contributions[i] = coefficients[i] * (row[i] - means[i]);
}

void explain(const LogisticRegression& model, std::size_t /*m*/, std::span<const double> row,
             std::span<double> contributions) noexcept {
  explain_linear(model.coefficients, model.means, row, contributions);
}

void explain(const LinearModel& model, std::size_t m, std::span<const double> row,
             std::span<double> contributions) noexcept {
  explain_linear(model.coefficients_of(m), model.means, row, contributions);
}

void explain(const Equation& /*model*/, std::size_t /*m*/, std::span<const double> /*row*/,
             std::span<double> /*contributions*/) noexcept {}  // no margin of it is explained

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

void explain(const SupportVectorMachine& /*model*/, std::size_t /*m*/, std::span<const double> /*row*/,
             std::span<double> /*contributions*/) noexcept {}  // no margin of it is explained

std::vector<double> typical(const SupportVectorMachine& /*model*/) {
  return {};
}

void explain(const NearestNeighbours& /*model*/, std::size_t /*m*/, std::span<const double> /*row*/,
             std::span<double> /*contributions*/) noexcept {}  // no margin of it is explained

std::vector<double> typical(const NearestNeighbours& /*model*/) {
  return {};
}

void explain(const NaiveBayes& model, std::size_t m, std::span<const double> row,
             std::span<double> contributions) noexcept {
  model.contribute(m, row, contributions);
}

std::vector<double> typical(const NaiveBayes& model) {
  std::vector<double> margins(model.margins());
  model.score(model.typical_row(), margins);
  return margins;
}

std::vector<double> typical(const auto& linear) {
  std::vector<double> margins(linear.margins());
  linear.score(linear.means, margins);
  return margins;
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
