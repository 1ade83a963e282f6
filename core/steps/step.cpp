// SPDX-License-Identifier: Apache-2.0
#include "core/steps/step.h"

#include <algorithm>

namespace nearside {

Result<Columns> columns_out(const Step& step, const Columns& in, const std::string& path) {
  auto out = std::visit([&](const auto& s) { return s.columns_out(in, path); }, step);
  if (out && out->size() > kMaxRowWidth) {
    return bad_model(path, "makes more than 65,536 columns");
  }
  return out;
}

void apply(const Step& step, std::span<const double> in, std::span<double> out) noexcept {
  std::visit([&](const auto& s) { s.apply(in, out); }, step);
}

void hand_back(const Step& step, std::span<const double> in, std::span<const double> out,
               std::span<const double> given, std::span<double> back) noexcept {
  std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.kColumnByColumn; }) {
          std::copy(given.begin(), given.end(), back.begin());
        } else {
          s.hand_back(in, out, given, back);
        }
      },
      step);
}

Result<std::vector<Columns>> columns_through(const std::vector<Step>& steps, Columns in,
                                             const std::string& path) {
  std::size_t columns_in_all = in.size();
  std::vector<Columns> stages{std::move(in)};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string here =
        indexed(path, i) + "." + std::visit([](const auto& s) { return std::string(s.kName); }, steps[i]);
    auto out = columns_out(steps[i], stages.back(), here);
    if (!out) return out.error();
    columns_in_all += out->size();
    if (columns_in_all > kMaxColumnsInAll) {
      return bad_model(here, "the steps so far make more than 1,000,000 columns");
    }
    stages.push_back(std::move(*out));
  }
  return stages;
}

}  // namespace nearside
