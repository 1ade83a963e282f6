// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "tools/recipe/recipe.h"

namespace nearside {

/// A model with its settings, and the steps before it.
struct Candidate {
  std::string family;
  ModelRequest model;
  std::vector<StepRequest> steps;
};

/// A kind of model that can be tried.
struct Family {
  std::string_view name;         ///< as --models and search.models call it
  std::string_view explainable;  ///< how a person can look at it, in a few words
  bool automatic = true;         ///< among those of `auto`
  bool baseline = false;         ///< for comparison; never chosen by itself
};

/// Every family, the simplest first: that is the order of the one-standard-error rule.
const std::vector<Family>& families();
/// The place of the family that a request belongs to.
std::size_t family_of(const ModelRequest& model);

/// The candidates of a recipe, the simpler families first; without `search` its own model alone.
///
/// A family that takes missing values sees them: steps that impute, flag or only rescale are left out before
/// it, unless another step needs them. `seed` fixes what is drawn. Errors: an unknown family, or one that
/// can't predict the outcome.
Result<std::vector<Candidate>> candidates_of(const Recipe& recipe, std::uint64_t seed);

/// The recipe with a candidate's steps and model in the place of its own.
Recipe with_candidate(const Recipe& recipe, const Candidate& candidate);

}  // namespace nearside
