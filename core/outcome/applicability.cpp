// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/applicability.h"

#include <algorithm>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

std::uint32_t index_of(const std::vector<Predictor>& predictors, const std::string& id) {
  const auto is_it = [&](const Predictor& predictor) { return predictor.id == id; };
  return static_cast<std::uint32_t>(std::find_if(predictors.begin(), predictors.end(), is_it) -
                                    predictors.begin());
}

}  // namespace

Applicability::Applicability(const std::vector<Output>& outputs, const std::vector<Predictor>& predictors) {
  for (const Output& output : outputs) {
    Gates& gates = outputs_.emplace_back();
    for (const Need& need : output.needs) {
      auto& any_of = gates.needs.emplace_back();
      for (const std::string& id : need.any_of) any_of.push_back(index_of(predictors, id));
    }
    for (const Applies& range : output.applies)
      gates.ranges.push_back({index_of(predictors, range.predictor), range.low, range.high});
    for (const AppliesComputed& range : output.applies_computed)
      gates.computed.push_back({range.column, range.low, range.high});
  }
}

OutputState Applicability::judge(const Gates& gates, std::span<const double> row) noexcept {
  for (const auto& any_of : gates.needs) {
    const bool known = std::any_of(any_of.begin(), any_of.end(), [&](auto p) { return !std::isnan(row[p]); });
    if (!known) return {Absence::needs_value, any_of[0], kNoNumber, kNoNumber};
  }
  return judge(gates.ranges, row, Absence::does_not_apply);
}

OutputState Applicability::judge(const std::vector<Gate>& ranges, std::span<const double> values,
                                 Absence beyond) noexcept {
  for (const auto& [place, low, high] : ranges) {
    const double value = values[place];
    if (value < low) return {beyond, place, value, low};
    if (value > high) return {beyond, place, value, high};
  }
  return {};
}

void Applicability::judge(std::span<const double> row, std::span<OutputState> states) const noexcept {
  for (std::size_t o = 0; o < states.size(); ++o) states[o] = judge(outputs_[o], row);
}

void Applicability::judge_computed(std::span<const double> columns,
                                   std::span<OutputState> states) const noexcept {
  for (std::size_t o = 0; o < states.size(); ++o) {
    if (states[o].absence == Absence::present)
      states[o] = judge(outputs_[o].computed, columns, Absence::computed_does_not_apply);
  }
}

}  // namespace nearside
