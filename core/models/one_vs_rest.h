// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/linear.h"

namespace nearside {

/// Several classes by one logistic regression a class, of this class against all others. The probabilities
/// are divided by their sum, so that they add up to 1: Rifkin and Klautau, J Mach Learn Res 5 (2004) 101–141
/// describe the scheme.
struct OneVsRest {
  static constexpr std::string_view kName = "one_vs_rest";
  static constexpr std::size_t kMaxClasses = 250;
  std::vector<LogisticRegression> classes;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "classes", self.classes,
        "a logistic regression of each class against the others, in the outputs' order; the outputs "
        "are their probabilities, divided by the sum");
  }

  std::size_t margins() const { return classes.size(); }
  std::size_t outputs() const { return classes.size(); }
  std::size_t explained() const { return classes.size(); }
  Status check(const Columns& columns, const std::string& path) const;
  /// One linear predictor a class.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// Probabilities that add up to 1, but for rounding.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

}  // namespace nearside
