// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/card.h"
#include "tools/fit/model.h"
#include "tools/fit/pipeline.h"

namespace nearside {

/// Whether a hazard ratio stays the same over time: of one column, or of all of them together.
struct ProportionalityTest {
  std::string column;
  double chi_squared = 0.0;
  std::uint32_t degrees = 1;
  double p = 1.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "after the last step; `all` for all of them together");
    archive.field("chi_squared", self.chi_squared, "the test's statistic");
    archive.field("degrees", self.degrees, "of freedom");
    archive.field("p", self.p, "how often as much is seen where hazards are proportional");
  }
};

/// Tests proportional hazards by the score test for coefficients that change with time (Grambsch and
/// Therneau, Biometrika 81 (1994) 515–526, from the scaled Schoenfeld residuals), time taken as 1 − the
/// Kaplan–Meier estimate just before: R's `cox.zph` with its default transform. One test a column, `all` the
/// last. Nothing where there is a penalty or no column: the test is of a likelihood's maximum.
Result<std::vector<ProportionalityTest>> test_proportional_hazards(const CoxRequest& request,
                                                                   const ModelData& data,
                                                                   const CoxRegression& model);

/// The same for a fitted pipeline and the rows that it was fitted to; nothing of another model.
Result<std::vector<ProportionalityTest>> test_proportional_hazards(const Recipe& recipe,
                                                                   const Pipeline& pipeline,
                                                                   const Matrix& rows,
                                                                   const Response& response);

/// Adds what such a model assumes to its card: competing events that count as censored, to what a result
/// does not tell; hazards that are not proportional (p below 0.05 of all columns together), to its limits.
void add_survival_notes(const Outcome& outcome, const std::vector<ProportionalityTest>& tests,
                        ModelCard& card);

/// The probability that a chi-squared variable with so many degrees of freedom is larger than `x`.
double chi_squared_tail(double x, std::uint32_t degrees);

}  // namespace nearside
