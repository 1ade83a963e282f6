// SPDX-License-Identifier: Apache-2.0
#include "core/models/model.h"

namespace nearside {

std::size_t margin_count(const Model& model) {
  return std::visit([](const auto& m) { return m.margins(); }, model);
}

std::size_t output_count(const Model& model) {
  return std::visit([](const auto& m) { return m.outputs(); }, model);
}

std::size_t explained_margins(const Model& model) {
  return std::visit([](const auto& m) { return m.explained(); }, model);
}

std::size_t development_rows(const Model& model) {
  return std::visit(
      [](const auto& m) -> std::size_t {
        if constexpr (requires { m.development_rows(); }) return m.development_rows();
        return 0;
      },
      model);
}

Status check(const Model& model, const Columns& columns, const std::string& path) {
  return std::visit([&](const auto& m) { return m.check(columns, path + "." + std::string(m.kName)); },
                    model);
}

void prepare(Model& model) {
  std::visit(
      [](auto& m) {
        if constexpr (requires { m.prepare(); }) m.prepare();
      },
      model);
}

void score(const Model& model, std::span<const double> row, std::span<double> margins) noexcept {
  std::visit([&](const auto& m) { m.score(row, margins); }, model);
}

void link(const Model& model, std::span<const double> margins, std::span<double> outputs) noexcept {
  std::visit([&](const auto& m) { m.link(margins, outputs); }, model);
}

}  // namespace nearside
