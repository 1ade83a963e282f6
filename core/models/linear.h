// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Logistic regression: one linear predictor (log odds) = intercept + Σ coefficient × column, summed in the
/// order of the columns; risk = 1 / (1 + e^−lp).
struct LogisticRegression {
  static constexpr std::string_view kName = "logistic_regression";
  double intercept = 0.0;
  std::vector<double> coefficients;
  std::vector<double> means;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("intercept", self.intercept, "log odds where every column is 0");
    archive.field("coefficients", self.coefficients, "log odds a unit of each column after the last step");
    archive.field("means", self.means,
                  "mean of each column in the development data: contributions are counted from these");
  }

  static constexpr std::size_t margins() { return 1; }
  static constexpr std::size_t outputs() { return 1; }
  static constexpr std::size_t explained() { return 1; }
  Status check(const Columns& columns, const std::string& path) const;
  /// `margins[0]` is the linear predictor.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// `outputs[0]` is the probability of the positive class.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

}  // namespace nearside
