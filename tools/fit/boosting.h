// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/models/trees.h"
#include "tools/fit/features.h"
#include "tools/fit/forest.h"
#include "tools/fit/model.h"

namespace nearside {

struct BoostedTrees {
  std::vector<ForestTree> trees;  ///< in turn one for each margin
  std::vector<float> bases;       ///< where the margins begin: the logarithm of the odds, of a mean …
  MarginLink link = MarginLink::logistic;
};

/// What a model of boosted trees may do.
struct BoostingLimits {
  std::vector<int> directions;                     ///< of each column (`directions_of`)
  std::vector<std::vector<std::uint32_t>> groups;  ///< features that may meet in a tree; empty: all of them
};

/// Trees grown by XGBoost (`hist`; xgboost.h tells what threads may change). The margins begin at the
/// outcome's mean, not at 0, so that few small steps suffice.
Result<BoostedTrees> boost(const GradientBoostingRequest& request, const ModelData& data,
                           const Features& features, const BoostingLimits& limits);

/// The same trees as a model file holds them, without features that no tree splits.
Trees trees_of(const std::vector<ForestTree>& forest, const Features& features, std::vector<float> bases,
               MarginLink link);

}  // namespace nearside
