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
#include "core/base/result.h"

namespace nearside {

enum class CalibrationMethod : std::uint8_t { none, platt, beta, isotonic };
template <>
struct NamesOf<CalibrationMethod> {
  static constexpr std::array<std::string_view, 4> names{"none", "platt", "beta", "isotonic"};
};

/// Turns a model's probability into a calibrated one.
///
/// `platt` (Platt, Probabilistic outputs for support vector machines, 1999): log odds = a + b · logit(p).
/// `beta` (Kull, Silva Filho and Flach, Electron J Statist 11 (2017) 5052–5080): a + b · ln p − c · ln(1 −
/// p). `isotonic` (Zadrozny and Elkan, KDD 2002): straight lines between given points, level beyond the ends.
/// A probability below 1e-15 or above 1 − 1e-15 counts as that, where logarithms are taken.
struct Calibration {
  CalibrationMethod method = CalibrationMethod::none;
  std::vector<double> parameters;
  std::vector<double> from;
  std::vector<double> to;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("method", self.method,
                  "`none`; `platt`: log odds a + b logit(p); `beta`: log odds a + b ln p - c ln(1 - p); "
                  "`isotonic`: straight lines between points");
    archive.field("parameters", self.parameters, "a and b, or a, b and c; empty with others");
    archive.field("from", self.from, "the model's probabilities at the points of `isotonic`, ascending");
    archive.field("to", self.to, "the calibrated probabilities there, never falling");
  }

  Status check(const std::string& path) const;
  /// The calibrated probability of `p`, which lies from 0 to 1.
  double apply(double p) const noexcept;
};

/// Probabilities are held inside [this, 1 − this] before intercepts are added to them: a share of 0 or 1, as
/// of a forest's leaves, has no log odds.
inline constexpr double kLeastShifted = 1e-6;
inline constexpr double kGreatestIntercept = 50.0;

/// The calibration of all outputs of a model: first intercepts, then a method an output.
///
/// Intercepts undo class weights (King and Zeng, Polit Anal 9 (2001) 137–163): log odds + a, or
/// with several classes p · exp(a), divided by the sum. A probability counts as at least `kLeastShifted`
/// and as at most 1 − `kLeastShifted`.
struct Calibrations {
  bool divide_by_sum = false;
  std::vector<Calibration> outputs{};
  std::vector<double> intercepts{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.since(
        6, "intercepts", self.intercepts,
        "what undoes class weights, before the other calibration: one output: log odds + a; several "
        "classes: p exp(a), divided by the sum. Probabilities are held inside 1e-6 and 1 - 1e-6 "
        "before. Empty: nothing is to undo");
    archive.field(
        "divide_by_sum", self.divide_by_sum,
        "true: the outputs are classes, and their calibrated probabilities are divided by their sum");
    archive.field("outputs", self.outputs, "one an output, in their order; empty: nothing is calibrated");
  }

  /// `outputs` is the number of the model's outputs.
  Status check(std::size_t outputs, const std::string& path) const;
  void apply(std::span<double> outputs) const noexcept;
};

}  // namespace nearside
