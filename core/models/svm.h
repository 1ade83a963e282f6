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

/// How alike a row x and a support vector v are.
enum class Kernel : std::uint8_t {
  linear,      ///< x·v
  rbf,         ///< e^(−gamma |x − v|²)
  polynomial,  ///< (gamma x·v + coef0)^degree
  sigmoid,     ///< tanh(gamma x·v + coef0)
};
template <>
struct NamesOf<Kernel> {
  static constexpr std::array<std::string_view, 4> names{"linear", "rbf", "polynomial", "sigmoid"};
};

/// A support vector machine for two classes or a quantity (Cortes and Vapnik, Machine Learning 20 (1995)
/// 273–297): the decision value is Σ coefficient × kernel(row, support vector) − rho, summed in the order of
/// the support vectors. It is the value itself, or the log odds are a + b × decision value (Platt, 1999).
///
/// The support vectors are development rows: people's own values, which whoever has the model file can read.
struct SupportVectorMachine {
  static constexpr std::string_view kName = "support_vector_machine";
  static constexpr std::size_t kMostVectors = 5'000;
  static constexpr std::uint32_t kMostDegree = 10;
  Kernel kernel = Kernel::rbf;
  double gamma = 0.0;
  double coef0 = 0.0;
  std::uint32_t degree = 1;
  std::vector<double> vectors;
  std::vector<double> coefficients;
  double rho = 0.0;
  std::vector<double> platt;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "kernel", self.kernel,
        "of a row x and a support vector v: `linear`: x.v; `rbf`: e^(-gamma d^2), d their distance; "
        "`polynomial`: (gamma x.v + coef0)^degree; `sigmoid`: tanh(gamma x.v + coef0)");
    archive.field("gamma", self.gamma, "as the kernel has it; 0 where it has none");
    archive.field("coef0", self.coef0, "as the kernel has it; 0 where it has none");
    archive.field("degree", self.degree, "as the kernel has it, 1 to 10; 1 where it has none");
    archive.field(
        "vectors", self.vectors,
        "support vectors, at most 5,000, one after the other: development rows after the last step");
    archive.field("coefficients", self.coefficients, "one a support vector");
    archive.field("rho", self.rho, "taken from the sum over the support vectors");
    archive.field(
        "platt", self.platt,
        "a and b: log odds a + b times the decision value; empty: the decision value is the output");
  }

  static constexpr std::size_t margins() { return 1; }
  static constexpr std::size_t outputs() { return 1; }
  static constexpr std::size_t explained() { return 0; }
  std::size_t development_rows() const { return coefficients.size(); }
  Status check(const Columns& columns, const std::string& path) const;
  /// `margins[0]` is the decision value.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  /// The probability of the positive class, or the value.
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
};

}  // namespace nearside
