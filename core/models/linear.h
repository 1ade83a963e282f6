// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
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

/// From the linear predictors of a `LinearModel` to its outputs.
enum class LinearLink : std::uint8_t {
  identity,             ///< lp
  exp,                  ///< e^lp
  softmax,              ///< a class a linear predictor: e^lp, divided by the sum of all
  cumulative_logistic,  ///< ordered classes: at most class k with probability 1 / (1 + e^(lp − threshold k))
};
template <>
struct NamesOf<LinearLink> {
  static constexpr std::array<std::string_view, 4> names{"identity", "exp", "softmax", "cumulative_logistic"};
};

/// Linear, Poisson, multinomial and ordinal regression: linear predictors = intercept + Σ coefficient ×
/// column, summed in the order of the columns, and a link.
struct LinearModel {
  static constexpr std::string_view kName = "linear_model";
  static constexpr std::size_t kMaxClasses = 250;
  LinearLink link_function = LinearLink::identity;
  std::vector<double> intercepts;
  std::vector<double> coefficients;
  std::vector<double> thresholds;
  std::vector<double> means;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "link", self.link_function,
        "`identity`: the output is the linear predictor lp; `exp`: e^lp; `softmax`: a probability a class, "
        "e^lp of the class divided by the sum over all; `cumulative_logistic`: ordered classes with one lp, "
        "the first k of them have the probability 1 / (1 + e^(lp - threshold k))");
    archive.field("intercepts", self.intercepts, "each linear predictor where every column is 0");
    archive.field(
        "coefficients", self.coefficients,
        "a unit of each column after the last step; of the first linear predictor, then of the next");
    archive.field("thresholds", self.thresholds,
                  "of `cumulative_logistic`, ascending, one less than classes; empty with others");
    archive.field("means", self.means,
                  "mean of each column in the development data: contributions are counted from these");
  }

  std::size_t margins() const { return intercepts.size(); }
  std::size_t outputs() const {
    return link_function == LinearLink::cumulative_logistic ? thresholds.size() + 1 : intercepts.size();
  }
  std::size_t explained() const { return margins(); }
  std::span<const double> coefficients_of(std::size_t margin) const {
    return std::span(coefficients).subspan(margin * means.size(), means.size());
  }
  Status check(const Columns& columns, const std::string& path) const;
  /// The linear predictors.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// The value, or the probabilities of the classes in their order.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

/// A number that is never missing in every column: what a weighted sum needs.
Status check_complete_numbers(const Columns& columns, const std::string& path);

/// Probabilities of K ordered classes from a linear predictor and K − 1 ascending thresholds, each to its own
/// precision: a rare class in the middle is no difference of two numbers near 1.
void cumulative_logistic(double lp, std::span<const double> thresholds, std::span<double> outputs) noexcept;

}  // namespace nearside
