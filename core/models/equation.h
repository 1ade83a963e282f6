// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "core/data/schema.h"
#include "core/steps/columns.h"

namespace nearside {

/// From a linear predictor lp to an output.
enum class Link : std::uint8_t {
  identity,          ///< lp
  exp,               ///< e^lp
  logistic,          ///< 1 / (1 + e^−lp)
  cox,               ///< 1 − S0^e^(lp − centre)
  cox_recalibrated,  ///< 1 − exp(−exp(scale1 + scale2 · ln(−ln(S0) · e^(lp − centre))))
};
template <>
struct NamesOf<Link> {
  static constexpr std::array<std::string_view, 5> names{"identity", "exp", "logistic", "cox",
                                                         "cox_recalibrated"};
};

/// The coefficients of one stratum, such as one sex: lp = intercept + Σ coefficient × column, summed in their
/// order.
struct EquationCase {
  std::optional<std::uint32_t> when;
  double intercept = 0.0;
  std::vector<std::uint32_t> columns;
  std::vector<double> coefficients;
  double baseline_survival = 0.5;
  double centre = 0.0;
  double scale1 = 0.0;
  double scale2 = 1.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("when", self.when, "column that is not 0 where the case holds; null: it always does");
    archive.field("intercept", self.intercept, "linear predictor where every term is 0");
    archive.field("columns", self.columns,
                  "columns after the last step, one a term, in the order of the sum");
    archive.field("coefficients", self.coefficients, "of each of these columns");
    archive.field("baseline_survival", self.baseline_survival,
                  "S0 of the links cox and cox_recalibrated, above 0 and below 1; 0.5 with others");
    archive.field("centre", self.centre, "linear predictor that S0 belongs to; 0 with others");
    archive.field("scale1", self.scale1, "of the link cox_recalibrated; 0 with others");
    archive.field("scale2", self.scale2, "of the link cox_recalibrated; 1 with others");
  }
};

/// How one output is computed.
struct EquationRule {
  Link link = Link::identity;
  std::vector<EquationCase> cases;
  std::optional<Range> clamp;
  std::optional<std::uint32_t> round_to;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("link", self.link,
                  "`identity`: lp; `exp`: e^lp; `logistic`: 1 / (1 + e^-lp); `cox`: 1 - S0^e^(lp - centre); "
                  "`cox_recalibrated`: 1 - exp(-exp(scale1 + scale2 * ln(-ln(S0) * e^(lp - centre))))");
    archive.field("cases", self.cases, "the first one that holds is used; none: there is no output");
    archive.field("clamp", self.clamp, "after the link, what lies beyond an end is set to it; null: nothing");
    archive.field("round_to", self.round_to,
                  "after that, a half is rounded up at so many decimals, 0 to 6; null: not rounded");
  }
};

/// The words for a column that a reader of the equation sees as a line.
struct EquationQuantity {
  std::uint32_t column = 0;
  Localised label;
  std::string unit;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "a column after the last step");
    archive.field("label", self.label, "what it is, as the source calls it");
    archive.field("unit", self.unit, "UCUM code; empty: none");
  }
};

/// A published equation, as it is printed: for each output the coefficients of each stratum, and the link.
/// Transformations, bands and caps stand before it as steps `formula`.
struct Equation {
  static constexpr std::string_view kName = "equation";
  static constexpr std::size_t kMaxCases = 256;  ///< of an output
  std::vector<EquationQuantity> quantities;
  std::vector<EquationRule> rules;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("quantities", self.quantities, "columns with words of their own, ascending");
    archive.field("rules", self.rules, "how each output is computed, in the outputs' order");
  }

  /// For each output its linear predictor, then for each the index of the case that was used, NaN for none.
  std::size_t margins() const { return 2 * rules.size(); }
  std::size_t outputs() const { return rules.size(); }
  /// None: there is no typical person to count from; its terms themselves can be looked at.
  static constexpr std::size_t explained() { return 0; }
  Status check(const Columns& columns, const std::string& path) const;
  /// A term that is missing makes its outputs missing.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

/// The largest whole number times 10^−decimals that is not above `value` + half such a step: a half goes up,
/// also below 0. Beyond 2^52 steps it is `value` itself.
double rounded_half_up(double value, std::uint32_t decimals) noexcept;

}  // namespace nearside
