// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "tools/recipe/model_request.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// A kind of model that can be tried, and which settings a search tries.
struct Family {
  std::string_view name;         ///< as --models and search.models call it
  std::string_view explainable;  ///< how a person can look at it, in a few words
  bool automatic = true;         ///< among those of `auto`
  bool baseline = false;         ///< for comparison; never chosen by itself
  std::function<bool(const ModelRequest&)> owns;
  /// The list of settings, from the simplest model to the most flexible one.
  std::function<std::vector<ModelRequest>(OutcomeKind)> grid;
  std::function<ModelRequest(OutcomeKind, Random&)> draw;
};

/// Every family, the simplest first: that is the order of the one-standard-error rule.
const std::vector<Family>& families();
/// The place of the family that a request belongs to.
std::size_t family_of(const ModelRequest& model);

}  // namespace nearside
