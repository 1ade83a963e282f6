// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Restricted cubic splines: each listed column x stays, and for its k knots t₁ < … < t_k it gets k − 2
/// columns at the end of the row, called x', x'' and so on:
///   [(x − t_j)³₊ − (x − t_{k−1})³₊ (t_k − t_j)/(t_k − t_{k−1}) + (x − t_k)³₊ (t_{k−1} − t_j)/(t_k −
///   t_{k−1})] / (t_k − t₁)²
/// (Harrell, Regression Modeling Strategies, 2nd ed. 2015, section 2.4.5). With x they can follow any smooth
/// curve, and they are straight lines outside the knots. Above t_k we compute that line itself, since there
/// the formula's large cubes would cancel. It stops growing at about 1e300.
struct Spline {
  static constexpr std::string_view kName = "spline";
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> counts;
  std::vector<double> knots;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns,
                  "columns that get spline columns, ascending; these are appended in this order");
    archive.field("counts", self.counts, "the number of knots of each, 3 to 16; two fewer columns are made");
    archive.field("knots", self.knots, "the knots of the columns, one column after the other, ascending");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};
inline constexpr std::uint32_t kMaxKnots = 16;

}  // namespace nearside
