// SPDX-License-Identifier: Apache-2.0
#pragma once
// The models that a recipe can ask for, with their settings. They carry the names that a reader of the field
// knows them by; a model file may hold two of them in one form (core/models).
#include <variant>

#include "tools/recipe/models/additive.h"
#include "tools/recipe/models/baselines.h"
#include "tools/recipe/models/cox.h"
#include "tools/recipe/models/linear.h"
#include "tools/recipe/models/svm.h"
#include "tools/recipe/models/trees.h"

namespace nearside {

/// A request is a struct with `kName`, `describe`, `Status check(path) const` for its settings,
/// `takes(OutcomeKind)`, and `kTakesMissing`: whether missing values may reach it. `kTakesCategories`, where
/// it stands, says that categories may, `kHoldsRows` that the model file holds development rows, and
/// `kUsesThreads` that one fit can use several threads.
using ModelRequest =
    std::variant<LogisticRequest, ProportionalOddsRequest, LinearRequest, PoissonRequest, DecisionTreeRequest,
                 RandomForestRequest, GradientBoostingRequest, AdditiveRequest, PointsRequest, CoxRequest,
                 SvmLinearRequest, SvmRbfRequest, SvmPolynomialRequest, SvmSigmoidRequest, NaiveBayesRequest,
                 NearestNeighboursRequest>;

/// The directions that a request declares (`monotone`); none of a model that can't keep any.
inline Directions declared_directions(const ModelRequest& model) {
  return std::visit(
      [](const auto& request) -> Directions {
        if constexpr (requires { request.monotone; }) return request.monotone;
        return {};
      },
      model);
}

}  // namespace nearside
