// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// A model of the time to an event with proportional hazards (Cox, J R Stat Soc B 34 (1972) 187–220): the
/// linear predictor is lp = Σ coefficient × (column − mean), summed in the order of the columns, and the risk
/// within a horizon is 1 − e^(−H e^lp), H the cumulative hazard of a person whose columns have their means.
struct CoxRegression {
  static constexpr std::string_view kName = "cox_regression";
  static constexpr std::size_t kMaxHorizons = 100;
  std::vector<double> coefficients;
  std::vector<double> means;
  std::vector<double> horizons;
  std::vector<double> baseline;
  std::optional<std::uint32_t> stratum{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("coefficients", self.coefficients,
                  "log hazard ratio a unit of each column after the last step; 0 of the stratum");
    archive.field(
        "means", self.means,
        "mean of each column in the development data: the linear predictor and its contributions are "
        "counted from these");
    archive.field("horizons", self.horizons,
                  "years within which the risk is given, ascending, an output each");
    archive.field("baseline", self.baseline,
                  "cumulative hazard until each horizon where every column has its mean; with strata that of "
                  "the first, then of the second …");
    archive.field("stratum", self.stratum,
                  "column whose value, 0, 1, 2 …, says which baseline holds; null: there is one");
  }

  std::size_t margins() const { return stratum ? 2 : 1; }
  std::size_t outputs() const { return horizons.size(); }
  static constexpr std::size_t explained() { return 1; }
  std::size_t strata() const { return horizons.empty() ? 0 : baseline.size() / horizons.size(); }
  Status check(const Columns& columns, const std::string& path) const;
  /// `margins[0]` is the linear predictor, `margins[1]` the stratum, where there is one.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// The risk within each horizon; NaN in a stratum that there is no baseline of.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

}  // namespace nearside
