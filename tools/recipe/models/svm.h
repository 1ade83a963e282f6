// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "core/models/svm.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// How the hinge loss of a linear machine is minimised.
enum class HingeOptimiser : std::uint8_t { dual_coordinate_descent, sgd };
template <>
struct NamesOf<HingeOptimiser> {
  static constexpr std::array<std::string_view, 2> names{"dual_coordinate_descent", "sgd"};
};

/// The settings that all support vector machines share.
struct SvmSettings {
  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::quantity;
  }

  static Status check(double c, double epsilon, const std::string& path) {
    if (!std::isfinite(c) || c <= 0.0) return Error{ErrorCode::bad_recipe, path + ".C", "must be above 0"};
    if (!std::isfinite(epsilon) || epsilon < 0.0)
      return Error{ErrorCode::bad_recipe, path + ".epsilon", "must be a number from 0"};
    return {};
  }

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("C", self.c,
                     "what a row on the wrong side of its margin costs, beside half the squared length of "
                     "the coefficients; above 0");
    archive.optional("epsilon", self.epsilon,
                     "of a quantity, in its unit: errors up to this cost nothing; not used with classes");
  }
};

/// The settings of a machine with a kernel.
struct KernelSettings {
  static Status check(double gamma, double coef0, std::uint32_t degree, const std::string& path) {
    if (!std::isfinite(gamma) || gamma < 0.0)
      return Error{ErrorCode::bad_recipe, path + ".gamma", "must be a number from 0"};
    if (!std::isfinite(coef0)) return Error{ErrorCode::bad_recipe, path + ".coef0", "must be finite"};
    if (degree < 1 || degree > SupportVectorMachine::kMostDegree)
      return Error{ErrorCode::bad_recipe, path + ".degree", "must be from 1 to 10"};
    return {};
  }

  static constexpr const char* kGamma =
      "of the kernel; 0: 1 / (columns × variance of all values), as scikit-learn's `scale`";
};

/// A linear support vector machine: written as the linear model that it is.
struct SvmLinearRequest {
  static constexpr std::string_view kName = "svm_linear";
  static constexpr bool kTakesMissing = false;
  double c = 1.0;
  double epsilon = 0.1;
  HingeOptimiser optimiser = HingeOptimiser::dual_coordinate_descent;
  std::uint32_t passes = 100;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    SvmSettings::describe(archive, self);
    archive.optional("optimiser", self.optimiser,
                     "`dual_coordinate_descent` finds the optimum; `sgd`, stochastic gradient descent on the "
                     "hinge loss (Pegasos), comes near it in `passes` passes over the rows");
    archive.optional("passes", self.passes, "of sgd, 1 to 10,000");
  }
  static constexpr bool takes(OutcomeKind kind) { return SvmSettings::takes(kind); }
  Status check(const std::string& path) const {
    if (passes < 1 || passes > 10'000)
      return Error{ErrorCode::bad_recipe, path + ".passes", "must be from 1 to 10,000"};
    return SvmSettings::check(c, epsilon, path);
  }
};

/// By e^(−gamma × squared distance).
struct SvmRbfRequest {
  static constexpr std::string_view kName = "svm_rbf";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kHoldsRows = true;
  static constexpr bool kMeasuresDistances = true;
  double c = 1.0;
  double epsilon = 0.1;
  double gamma = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    SvmSettings::describe(archive, self);
    archive.optional("gamma", self.gamma, KernelSettings::kGamma);
  }
  static constexpr bool takes(OutcomeKind kind) { return SvmSettings::takes(kind); }
  Status check(const std::string& path) const {
    if (auto ok = SvmSettings::check(c, epsilon, path); !ok) return ok;
    return KernelSettings::check(gamma, 0.0, 1, path);
  }
};

/// By (gamma × product + coef0)^degree.
struct SvmPolynomialRequest {
  static constexpr std::string_view kName = "svm_polynomial";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kHoldsRows = true;
  static constexpr bool kMeasuresDistances = true;
  double c = 1.0;
  double epsilon = 0.1;
  double gamma = 0.0;
  double coef0 = 1.0;
  std::uint32_t degree = 3;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    SvmSettings::describe(archive, self);
    archive.optional("gamma", self.gamma, KernelSettings::kGamma);
    archive.optional("coef0", self.coef0, "of the kernel");
    archive.optional("degree", self.degree, "of the kernel, 1 to 10");
  }
  static constexpr bool takes(OutcomeKind kind) { return SvmSettings::takes(kind); }
  Status check(const std::string& path) const {
    if (auto ok = SvmSettings::check(c, epsilon, path); !ok) return ok;
    return KernelSettings::check(gamma, coef0, degree, path);
  }
};

/// By tanh(gamma × product + coef0).
struct SvmSigmoidRequest {
  static constexpr std::string_view kName = "svm_sigmoid";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kHoldsRows = true;
  static constexpr bool kMeasuresDistances = true;
  double c = 1.0;
  double epsilon = 0.1;
  double gamma = 0.0;
  double coef0 = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    SvmSettings::describe(archive, self);
    archive.optional("gamma", self.gamma, KernelSettings::kGamma);
    archive.optional("coef0", self.coef0, "of the kernel");
  }
  static constexpr bool takes(OutcomeKind kind) { return SvmSettings::takes(kind); }
  Status check(const std::string& path) const {
    if (auto ok = SvmSettings::check(c, epsilon, path); !ok) return ok;
    return KernelSettings::check(gamma, coef0, 1, path);
  }
};

}  // namespace nearside
