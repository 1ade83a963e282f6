// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/measures.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {
namespace {

std::vector<std::string> names_of(const Result<Performance>& performance) {
  std::vector<std::string> names;
  EXPECT_TRUE(performance) << text_of(performance);
  if (performance) {
    for (const Measure& measure : performance->measures) names.push_back(measure.name);
  }
  return names;
}

/// Without weights there is no weighted measure. With them each one that is computed has its unweighted one,
/// and `without` have none.
void ExpectWeightedBesideUnweighted(const Outcome& outcome, const std::vector<double>& outputs,
                                    Response response, const std::set<std::string>& without) {
  const std::vector<std::string> plain = names_of(performance_of(outcome, outputs, response, "a test"));
  response.weight = {0.5, 1.5, 1.0, 0.25, 1.75, 1.0};
  const auto weighted = performance_of(outcome, outputs, response, "a test");
  std::vector<std::string> expected = plain;
  for (const std::string& name : plain) {
    if (!without.contains(name)) expected.push_back(name + " weighted");
  }
  EXPECT_EQ(names_of(weighted), expected);
}

TEST(PerformanceOf, GivesTwoClassesWithWeightsAndWithout) {
  ExpectWeightedBesideUnweighted({}, {0.2, 0.7, 0.4, 0.6, 0.9, 0.3},
                                 {OutcomeKind::binary, 2, {0, 1, 1, 0, 1, 0}},
                                 {"calibration_slope", "calibration_in_the_large"});
}

TEST(PerformanceOf, GivesSeveralClassesWithWeightsAndWithout) {
  Outcome outcome;
  for (const char* id : {"one", "two", "three"}) outcome.classes.push_back({id, {id}, {}, {}});
  ExpectWeightedBesideUnweighted(
      outcome, {0.5, 0.3, 0.2, 0.2, 0.5, 0.3, 0.1, 0.3, 0.6, 0.4, 0.4, 0.2, 0.3, 0.3, 0.4, 0.6, 0.2, 0.2},
      {OutcomeKind::classes, 3, {0, 1, 2, 0, 2, 1}}, {});
}

TEST(PerformanceOf, GivesAQuantityWithWeightsAndWithout) {
  Outcome outcome;
  outcome.kind = OutcomeKind::quantity;
  ExpectWeightedBesideUnweighted(outcome, {1, 2, 3, 4, 5, 6},
                                 {OutcomeKind::quantity, 2, {}, {1.5, 2, 2.5, 4, 6, 5}}, {});
}

TEST(PerformanceOf, GivesATimeToAnEventWithWeightsAndWithout) {
  Outcome outcome;
  outcome.kind = OutcomeKind::time_to_event;
  outcome.horizons = {2.0, 9.0};  // nobody was observed for 9 years
  ExpectWeightedBesideUnweighted(outcome, {0.1, 0.2, 0.3, 0.5, 0.2, 0.4, 0.4, 0.6, 0.25, 0.3, 0.15, 0.35},
                                 {OutcomeKind::time_to_event, 2, {1, 0, 1, 0, 1, 0}, {1, 2, 3, 4, 5, 6}},
                                 {"calibration_slope"});
}

}  // namespace
}  // namespace nearside
