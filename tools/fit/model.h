// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/models/model.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"
#include "tools/table/rows.h"

namespace nearside {

/// What a model is fitted to: the rows that left the last step.
struct ModelData {
  Rows rows;
  const Columns& columns;
  const std::vector<Predictor>& predictors;
  const Outcome& outcome;  ///< what the recipe says of it: ids of classes, horizons
  const Response& response;
  std::uint64_t seed = 0;   ///< for what is drawn at random
  std::size_t threads = 1;  ///< changes how long it takes, not the result (of trees: see tools/fit/xgboost.h)
};

/// Fits one wished model. Errors: `cannot_fit`; `bad_recipe` where a value may be missing or a column is a
/// category and the model takes none.
Result<Model> fit(const ModelRequest& request, const ModelData& data);

// One overload a request, in tools/fit/models/, in the file of the same name as its struct's in
// tools/recipe/models.
Result<Model> fit(const LogisticRequest& request, const ModelData& data);
Result<Model> fit(const CoxRequest& request, const ModelData& data);
Result<Model> fit(const DecisionTreeRequest& request, const ModelData& data);
Result<Model> fit(const RandomForestRequest& request, const ModelData& data);
Result<Model> fit(const GradientBoostingRequest& request, const ModelData& data);
Result<Model> fit(const AdditiveRequest& request, const ModelData& data);
Result<Model> fit(const PointsRequest& request, const ModelData& data);
Result<Model> fit(const ProportionalOddsRequest& request, const ModelData& data);
Result<Model> fit(const LinearRequest& request, const ModelData& data);
Result<Model> fit(const PoissonRequest& request, const ModelData& data);
Result<Model> fit(const SvmLinearRequest& request, const ModelData& data);
Result<Model> fit(const SvmRbfRequest& request, const ModelData& data);
Result<Model> fit(const SvmPolynomialRequest& request, const ModelData& data);
Result<Model> fit(const SvmSigmoidRequest& request, const ModelData& data);
Result<Model> fit(const NaiveBayesRequest& request, const ModelData& data);
Result<Model> fit(const NearestNeighboursRequest& request, const ModelData& data);

}  // namespace nearside
