// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/names_of.h"
#include "core/base/result.h"

namespace nearside {

/// How the optimum of a linear model is found. All but `sgd` find the same, to many digits.
enum class Optimiser : std::uint8_t { automatic, newton, lbfgs, gradient_descent, sgd, coordinate_descent };
template <>
struct NamesOf<Optimiser> {
  static constexpr std::array<std::string_view, 6> names{"automatic",        "newton", "lbfgs",
                                                         "gradient_descent", "sgd",    "coordinate_descent"};
};

/// How stochastic gradient descent turns a gradient into a step.
enum class Update : std::uint8_t { momentum, adam };
template <>
struct NamesOf<Update> {
  static constexpr std::array<std::string_view, 2> names{"momentum", "adam"};
};

/// How the learning rate falls over the passes.
enum class Schedule : std::uint8_t { constant, inverse_time, inverse_root, linear };
template <>
struct NamesOf<Schedule> {
  static constexpr std::array<std::string_view, 4> names{"constant", "inverse_time", "inverse_root",
                                                         "linear"};
};

struct OptimiserRequest {
  Optimiser method = Optimiser::automatic;
  std::uint32_t max_iterations = 0;
  Update update = Update::momentum;
  double momentum = 0.9;
  double learning_rate = 0.0;
  Schedule schedule = Schedule::linear;
  std::uint32_t batch = 32;
  std::uint32_t patience = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "method", self.method,
        "`newton`: Newton's method (iteratively reweighted least squares); `lbfgs`; `gradient_descent`, its "
        "steps as long as a line search finds; `sgd`: gradients of a few rows at a time; "
        "`coordinate_descent`: one coefficient at a time, the only one for l1_ratio above 0; `automatic`: "
        "coordinate_descent with l1_ratio above 0, else newton up to 500 coefficients, else lbfgs. All but "
        "sgd end at the same optimum; one that does not reach it is an error");
    archive.optional(
        "max_iterations", self.max_iterations,
        "most steps, with sgd passes over the rows; 0: newton and coordinate_descent 100, lbfgs 1,000, "
        "gradient_descent 20,000, sgd 200");
    archive.optional("update", self.update,
                     "of sgd: `momentum`: the steps gather speed; `adam`: a rate for each coefficient");
    archive.optional("momentum", self.momentum,
                     "of this update: the share of the last direction in the next one");
    archive.optional("learning_rate", self.learning_rate,
                     "of sgd, at its start, for columns of standard deviation 1 and a loss of curvature 1; "
                     "0: 0.1 with momentum, 0.01 with adam");
    archive.optional("schedule", self.schedule,
                     "of sgd, how the rate falls with the passes p of all P: `constant`; `inverse_time`: "
                     "1 / (1 + p / 10); `inverse_root`: its square root; `linear`: 1 - p / P");
    archive.optional("batch", self.batch, "of sgd, the rows of one step");
    archive.optional(
        "patience", self.patience,
        "of sgd, early stopping: a tenth of the rows is held out, and training ends after so many passes "
        "without a smaller loss on them, with the best coefficients so far; 0: none. This ends before the "
        "optimum, as a penalty of its own");
  }

  Status check(const std::string& path, double l1_ratio) const {
    const auto fault = [&](const std::string& field, const std::string& message) {
      return Error{ErrorCode::bad_recipe, path + "." + field, message};
    };
    const bool descends = method == Optimiser::automatic || method == Optimiser::coordinate_descent;
    if (l1_ratio > 0.0 && !descends)
      return fault("method", "can't set coefficients to 0; l1_ratio above 0 needs coordinate_descent");
    if (!(momentum >= 0.0 && momentum < 1.0)) return fault("momentum", "must be from 0 to below 1");
    if (!(learning_rate >= 0.0 && learning_rate <= 1e6)) return fault("learning_rate", "must be from 0");
    if (batch == 0) return fault("batch", "must be at least 1");
    return {};
  }
};

}  // namespace nearside
