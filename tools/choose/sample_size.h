// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

/// How many rows a model needs at least, and why.
struct SampleSize {
  std::uint64_t needed = 0;
  std::uint64_t rows = 0;
  std::uint64_t parameters = 0;
  std::string reason;  ///< which of the criteria asks for the most

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("needed", self.needed, "rows that the strictest criterion asks for");
    archive.field("rows", self.rows, "rows that there are");
    archive.field("parameters", self.parameters, "candidate parameters, before any selection");
    archive.field("reason", self.reason, "the criterion that asks for the most");
  }
};

/// The minimum sample size of Riley et al. (BMJ 2020;368:m441): little overfitting (shrinkage at least 0.9),
/// little optimism of R² (0.05), and for two classes an overall risk known to ±0.05; the R² to be expected is
/// 15 % of the largest possible, as they advise where no earlier model tells. Nothing for kinds of outcome
/// that they give no criterion for (several classes, counts).
///
/// `parameters` is counted before selection: a number or a yes counts one, a category its levels less one.
std::optional<SampleSize> minimum_sample_size(const Response& response, std::uint64_t parameters);

/// Candidate parameters of a recipe's predictors and of what its steps create.
std::uint64_t candidate_parameters(const Recipe& recipe);

}  // namespace nearside
