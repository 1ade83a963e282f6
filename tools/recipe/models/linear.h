// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/recipe/models/optimiser.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// The settings that all linear models share.
struct LinearSettings {
  static Status check(double strength, const std::string& name, double l1_ratio,
                      const OptimiserRequest& optimiser, const std::string& path) {
    if (!std::isfinite(strength) || strength < 0.0)
      return Error{ErrorCode::bad_recipe, path + "." + name, "must be a number from 0"};
    if (!(l1_ratio >= 0.0 && l1_ratio <= 1.0))
      return Error{ErrorCode::bad_recipe, path + ".l1_ratio", "must be from 0 to 1"};
    return optimiser.check(path + ".optimiser", l1_ratio);
  }

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "l1_ratio", self.l1_ratio,
        "a, the share of the penalty that is L1: 0 is ridge, 1 is lasso, between is elastic net");
    archive.optional("optimiser", self.optimiser, "how the optimum is found");
  }
};

/// Two classes: logistic regression. Several: multinomial (softmax) regression.
struct LogisticRequest {
  static constexpr std::string_view kName = "logistic_regression";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kUsesThreads = true;
  double c = 1.0;
  double l1_ratio = 0.0;
  OptimiserRequest optimiser{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "C", self.c,
        "inverse strength of the penalty, as scikit-learn's: C × the summed log loss + (1 - a) / 2 × Σ "
        "coefficient² + a × Σ absolute coefficient is minimised, the intercepts free; 0: no penalty. Several "
        "classes: multinomial (softmax), a coefficient of each column for each class");
    LinearSettings::describe(archive, self);
  }

  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::classes;
  }
  Status check(const std::string& path) const {
    return LinearSettings::check(c, "C", l1_ratio, optimiser, path);
  }
};

/// Ordered classes: proportional odds.
struct ProportionalOddsRequest {
  static constexpr std::string_view kName = "ordinal_regression";
  static constexpr bool kTakesMissing = false;
  double c = 1.0;
  double l1_ratio = 0.0;
  OptimiserRequest optimiser{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "C", self.c,
        "as logistic_regression's, the thresholds free. The classes are in outcome.classes from the lowest; "
        "a coefficient above 0 makes higher ones likelier, in the same odds at every threshold");
    LinearSettings::describe(archive, self);
  }

  static constexpr bool takes(OutcomeKind kind) { return kind == OutcomeKind::ordered; }
  Status check(const std::string& path) const {
    return LinearSettings::check(c, "C", l1_ratio, optimiser, path);
  }
};

/// A quantity: least squares, ridge, lasso, elastic net.
struct LinearRequest {
  static constexpr std::string_view kName = "linear_regression";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kUsesThreads = true;
  double lambda = 0.0;
  double l1_ratio = 0.0;
  OptimiserRequest optimiser{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "lambda", self.lambda,
        "strength of the penalty, as glmnet's and as alpha of scikit-learn's ElasticNet: half the mean "
        "squared error + lambda × ((1 - a) / 2 × Σ coefficient² + a × Σ absolute coefficient) is minimised, "
        "the "
        "intercept free; 0: least squares. For a ridge whose penalty stands beside the summed squares, such "
        "as scikit-learn's Ridge, divide by the rows");
    LinearSettings::describe(archive, self);
  }

  static constexpr bool takes(OutcomeKind kind) { return kind == OutcomeKind::quantity; }
  Status check(const std::string& path) const {
    return LinearSettings::check(lambda, "lambda", l1_ratio, optimiser, path);
  }
};

/// A count: Poisson regression, log link.
struct PoissonRequest {
  static constexpr std::string_view kName = "poisson_regression";
  static constexpr bool kTakesMissing = false;
  static constexpr bool kUsesThreads = true;
  double lambda = 0.0;
  double l1_ratio = 0.0;
  OptimiserRequest optimiser{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "lambda", self.lambda,
        "strength of the penalty, as linear_regression's, beside the mean of e^lp - count × lp, half the "
        "deviance; 0: no penalty");
    LinearSettings::describe(archive, self);
  }

  static constexpr bool takes(OutcomeKind kind) { return kind == OutcomeKind::count; }
  Status check(const std::string& path) const {
    return LinearSettings::check(lambda, "lambda", l1_ratio, optimiser, path);
  }
};

}  // namespace nearside
