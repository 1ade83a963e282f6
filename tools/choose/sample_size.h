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

/// A criterion, and the fewest rows that meet it.
struct SampleSizeCriterion {
  double rows = 0.0;
  const char* name = "";
};

// The criteria of Riley et al., BMJ 2020;368:m441, for `parameters` candidate parameters and a model that is
// expected to reach `r2` (Cox and Snell's; of a quantity the adjusted one).

/// Two classes, of which a share `risk` has the event: little overfitting, little optimism, and the overall
/// risk known to ±0.05 (Stat Med 38 (2019) 1276–1296).
std::vector<SampleSizeCriterion> criteria_of_risk(double r2, double risk, double parameters);

/// A time to an event that happens `rate` times a year in people who are observed for `follow_up` years on
/// average, predicted to `horizon` years: the same, the overall risk at the horizon (as above).
std::vector<SampleSizeCriterion> criteria_of_time(double r2, double rate, double follow_up, double horizon,
                                                  double parameters);

/// A quantity: little overfitting, little optimism, the residual spread known to 10 % (Stat Med 38 (2019)
/// 1262–1275). That the mean be known to 10 % of itself is not asked: it means nothing where the quantity's 0
/// is a matter of its scale.
std::vector<SampleSizeCriterion> criteria_of_quantity(double r2, double parameters);

/// The strictest of the criteria for this outcome; the R² to be expected is 15 % of the largest possible, as
/// the authors advise where no earlier model tells. `horizon` is the last one, in years, of a time to an
/// event. Nothing for kinds of outcome that they give no criterion for (several classes, counts).
///
/// `parameters` is counted before selection: a number or a yes counts one, a category its levels less one.
std::optional<SampleSize> minimum_sample_size(const Response& response, std::uint64_t parameters,
                                              double horizon = 0.0);

/// Candidate parameters of a recipe's predictors and of what its steps create.
std::uint64_t candidate_parameters(const Recipe& recipe);

}  // namespace nearside
