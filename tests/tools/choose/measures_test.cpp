// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "core/evaluate/performance.h"
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

/// A row's measures by name, from rows of which each `each` belong to one group.
std::map<std::string, Measure> by_name(std::size_t groups, std::size_t each) {
  Random random(3);
  std::vector<double> outputs;
  Response response = binary_response({});
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < each; ++i) {
      outputs.push_back(0.1 + 0.8 * random.uniform());
      response.label.push_back(random.uniform() < outputs.back() ? 1 : 0);
      response.group.push_back(static_cast<std::uint32_t>(g));
    }
  }
  const auto performance = performance_of({}, outputs, response, "a test");
  EXPECT_TRUE(performance) << text_of(performance);
  std::map<std::string, Measure> found;
  for (const Measure& measure : performance->measures) found[measure.name] = measure;
  found["method"] = {performance->method, 0.0, 0.0, 0.0};
  const RowContext rows{response.group, {}, {}};
  const auto measured = measure_binary(outputs, response.label, rows);
  found["errors"] = {"", measured->brier.standard_error, measured->auroc.standard_error, 0.0};
  return found;
}

/// The distribution function of t with `degrees` of freedom from 0 to x, by Simpson's rule.
double half_of_t(double degrees, double x) {
  const double factor = std::exp(std::lgamma((degrees + 1.0) / 2.0) - std::lgamma(degrees / 2.0)) /
                        std::sqrt(degrees * 3.14159265358979323846);
  const auto density = [&](double t) {
    return factor * std::pow(1.0 + t * t / degrees, -(degrees + 1.0) / 2.0);
  };
  constexpr int kSteps = 2000;
  double sum = 0.0;
  for (int i = 0; i < kSteps; ++i) {
    const double left = x * i / kSteps;
    const double right = x * (i + 1) / kSteps;
    sum += (density(left) + 4.0 * density(0.5 * (left + right)) + density(right)) * (right - left) / 6.0;
  }
  return sum;
}

TEST(PerformanceOf, TakesQuantilesOfTFromTenToTwentyNineGroups) {
  for (std::size_t groups = 10; groups < 30; ++groups) {
    auto found = by_name(groups, 6);
    const double reach = (found["brier"].high - found["brier"].low) / 2.0 / found["errors"].value;
    EXPECT_NEAR(half_of_t(static_cast<double>(groups) - 1.0, reach), 0.475, 1e-9) << groups;
    EXPECT_EQ(
        found["method"].name,
        "a test; " + std::to_string(groups) +
            " groups of rows, each counted as one in the intervals, with quantiles of t: from fewer than 30 "
            "they are rough");
  }
  auto many = by_name(30, 6);
  EXPECT_NEAR((many["brier"].high - many["brier"].low) / 2.0 / many["errors"].value, 1.959963984540054,
              1e-12);
  EXPECT_EQ(many["method"].name, "a test; 30 groups of rows, each counted as one in the intervals");
}

TEST(PerformanceOf, GivesNoIntervalOfFewerThanTenGroups) {
  auto found = by_name(9, 8);
  EXPECT_FALSE(std::isnan(found["auroc"].value));
  EXPECT_TRUE(std::isnan(found["auroc"].low) && std::isnan(found["auroc"].high));
  EXPECT_TRUE(std::isnan(found["brier"].low));
  EXPECT_EQ(found["method"].name, "a test; 9 groups of rows, too few for intervals, which need 10");
}

TEST(PerformanceOf, PutsIntervalsOfSharesOnTheLogitScale) {
  auto found = by_name(40, 3);
  const Measure& auroc = found["auroc"];
  const double reach = 1.959963984540054 * found["errors"].low / (auroc.value * (1.0 - auroc.value));
  EXPECT_NEAR(std::log(auroc.high / (1.0 - auroc.high)), std::log(auroc.value / (1.0 - auroc.value)) + reach,
              1e-12);
  EXPECT_NEAR(std::log(auroc.low / (1.0 - auroc.low)), std::log(auroc.value / (1.0 - auroc.value)) - reach,
              1e-12);
  const auto perfect =
      performance_of({}, std::vector<double>{0.9, 0.8, 0.2, 0.1}, binary_response({1, 1, 0, 0}), "");
  ASSERT_TRUE(perfect);
  EXPECT_EQ(perfect->measures[0].value, 1.0);
  EXPECT_TRUE(std::isnan(perfect->measures[0].low));  // nothing that four rows say allows one
}

// Predictions of each fold are right but for a constant: a slope of 1, which pooling flattens.
TEST(PerformanceOf, GivesEachFoldAnInterceptBesideTheCommonSlope) {
  Random random(8);
  std::vector<double> outputs;
  std::vector<std::uint32_t> fold;
  Response response = binary_response({});
  for (std::uint32_t r = 0; r < 6000; ++r) {
    const double x = 4.0 * random.uniform() - 2.0;
    fold.push_back(r % 3);
    outputs.push_back(numerics::logistic(x + 2.0 * (static_cast<double>(r % 3) - 1.0)));
    response.label.push_back(random.uniform() < numerics::logistic(x) ? 1 : 0);
  }
  const auto slope = [&](const OutOfFold& beside) {
    return performance_of({}, outputs, response, "a test", beside)->measures[4];
  };
  ASSERT_EQ(slope({}).name, "calibration_slope");
  EXPECT_LT(slope({}).value, 0.6);
  EXPECT_NEAR(slope({fold, {}}).value, 1.0, 0.06);
}

TEST(MeanPerformance, LeavesOutFiguresThatARepeatDoesNotHave) {
  Performance one;
  one.measures = {{"calibration_slope", 0.8, 0.6, 1.0}};
  Performance none;
  none.measures = {{"calibration_slope", std::nan(""), std::nan(""), std::nan("")}};
  EXPECT_EQ(mean_performance({none, one}).measures[0].value, 0.8);
  EXPECT_TRUE(std::isnan(mean_performance({none, none}).measures[0].value));
}

}  // namespace
}  // namespace nearside
