// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/choose/families.h"
#include "tools/recipe/recipe.h"

namespace nearside {

/// A model with its settings, and the steps before it.
struct Candidate {
  std::string family;
  ModelRequest model;
  std::vector<StepRequest> steps;

  // As in recipe.h.
  Candidate();
  Candidate(std::string its_family, ModelRequest its_model, std::vector<StepRequest> its_steps);
  Candidate(const Candidate&);
  Candidate(Candidate&&) noexcept;
  Candidate& operator=(const Candidate&);
  Candidate& operator=(Candidate&&) noexcept;
  ~Candidate();
};

/// The candidates of a recipe, the simpler families first; without `search` its own model alone.
///
/// A family that takes missing values sees them: steps that impute, flag or only rescale are left out before
/// it, unless another step needs them. `seed` fixes what is drawn. Errors: an unknown family, or one that
/// can't predict the outcome.
Result<std::vector<Candidate>> candidates_of(const Recipe& recipe, std::uint64_t seed);

/// The recipe with a candidate's steps and model in the place of its own.
Recipe with_candidate(const Recipe& recipe, const Candidate& candidate);

}  // namespace nearside
