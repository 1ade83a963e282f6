// SPDX-License-Identifier: Apache-2.0
#include "core/models/cox.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/models/model.h"
#include "core/outcome/explain.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

const CoxRegression kTwoHorizons{{0.5, -1.0}, {2.0, 1.0}, {1.0, 5.0}, {0.25, 0.5}};
const CoxRegression kTwoStrata{{0.5, 0.0}, {2.0, 0.0}, {5.0}, {0.25, 0.5}, 1};

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}
Columns with_stratum() {
  return {{"a", 0, 0, false}, {"site", 1, 2, false}};
}

std::vector<double> margins(const CoxRegression& model, const std::vector<double>& row) {
  std::vector<double> values(model.margins(), kNaN);
  score(model, row, values);
  return values;
}

std::vector<double> risks(const CoxRegression& model, const std::vector<double>& row) {
  std::vector<double> values(model.outputs(), kNaN);
  link(model, margins(model, row), values);
  return values;
}

void ExpectModelFault(const CoxRegression& model, const Columns& columns, const std::string& path,
                      const std::string& words) {
  ExpectFault(check(Model(model), columns, "model"), ErrorCode::bad_model_file, "model.cox_regression" + path,
              words);
}

TEST(CoxRegression, GivesOneMarginAndAnOutputEachHorizon) {
  EXPECT_EQ(margin_count(kTwoHorizons), 1u);
  EXPECT_EQ(output_count(kTwoHorizons), 2u);
  EXPECT_EQ(explained_margins(kTwoHorizons), 1u);
  EXPECT_EQ(margin_count(kTwoStrata), 2u);
  EXPECT_EQ(explained_margins(kTwoStrata), 1u);
}

TEST(CoxRegression, CountsTheLinearPredictorFromTheMeans) {
  ExpectSameBits(margins(kTwoHorizons, {2, 1})[0], 0.0);
  ExpectSameBits(margins(kTwoHorizons, {4, 2})[0], 0.0);    // 0.5·2 − 1·1
  ExpectSameBits(margins(kTwoHorizons, {8, 0.5})[0], 3.5);  // 0.5·6 + 1·0.5
}

TEST(CoxRegression, MultipliesTheHazard) {
  const std::vector<double> at_means = risks(kTwoHorizons, {2, 1});
  EXPECT_NEAR(at_means[0], 1.0 - std::exp(-0.25), 1e-15);
  EXPECT_NEAR(at_means[1], 1.0 - std::exp(-0.5), 1e-15);
  const double log_two = 0.6931471805599453;
  const std::vector<double> doubled = risks(kTwoHorizons, {2 + 2 * log_two, 1});
  EXPECT_NEAR(doubled[0], 1.0 - std::exp(-0.5), 1e-15);
  EXPECT_NEAR(doubled[1], 1.0 - std::exp(-1.0), 1e-15);
}

TEST(CoxRegression, KeepsSmallRisksAndStopsAtOne) {
  const CoxRegression model{{1.0}, {0.0}, {5.0}, {1e-20}};
  EXPECT_NEAR(risks(model, {0})[0] / 1e-20, 1.0, 1e-12);  // 1 − e^−1e-20 would be 0
  ExpectSameBits(risks(model, {1000})[0], 1.0);
}

TEST(CoxRegression, TakesTheBaselineOfTheStratum) {
  EXPECT_NEAR(risks(kTwoStrata, {2, 0})[0], 1.0 - std::exp(-0.25), 1e-15);
  EXPECT_NEAR(risks(kTwoStrata, {2, 1})[0], 1.0 - std::exp(-0.5), 1e-15);
}

TEST(CoxRegression, HasNoRiskInAStratumWithoutBaseline) {
  for (const double stratum : {2.0, 0.5, -1.0, kNaN})
    EXPECT_TRUE(std::isnan(risks(kTwoStrata, {2, stratum})[0]));
}

TEST(CoxRegression, ContributionsAreExact) {
  const std::vector<double> row{8, 0.5};
  std::vector<double> given(2, kNaN);
  column_contributions(Model(kTwoHorizons), 0, row, given);
  ExpectSameBits(given, std::vector<double>{3.0, 0.5});
  ExpectSameBits(typical_margins(Model(kTwoHorizons)), std::vector<double>{0.0});
  column_contributions(Model(kTwoStrata), 0, std::vector<double>{4, 1}, given);
  ExpectSameBits(given, std::vector<double>{1.0, 0.0});  // the stratum is no term
}

TEST(CoxRegression, AcceptsColumnsThatFit) {
  EXPECT_TRUE(check(Model(kTwoHorizons), two_columns(), "model"));
  EXPECT_TRUE(check(Model(kTwoStrata), with_stratum(), "model"));
}

TEST(CoxRegression, RefusesListsOfTheWrongLength) {
  ExpectModelFault({{1}, {0, 0}, {5}, {0.1}}, two_columns(), ".coefficients", "1 values for 2 columns");
  ExpectModelFault({{1, 1}, {0}, {5}, {0.1}}, two_columns(), ".means", "1 values for 2 columns");
  ExpectModelFault({{1, 1}, {0, 0}, {}, {0.1}}, two_columns(), ".horizons", "must be 1 to 100");
  ExpectModelFault({{1, 1}, {0, 0}, {2, 5}, {0.1}}, two_columns(), ".baseline", "1 values for 2 horizons");
  ExpectModelFault({{1, 1}, {0, 0}, {5}, {}}, two_columns(), ".baseline", "0 values for 1 horizons");
}

TEST(CoxRegression, RefusesHorizonsThatDoNotAscend) {
  for (const std::vector<double>& bad : {std::vector<double>{5, 5}, {5, 2}, {5, kNaN}, {5, kInfinity}})
    ExpectModelFault({{1, 1}, {0, 0}, bad, {0.1, 0.2}}, two_columns(), ".horizons[1]",
                     "above the one before");
  ExpectModelFault({{1, 1}, {0, 0}, {0}, {0.1}}, two_columns(), ".horizons[0]", "above the one before");
}

TEST(CoxRegression, RefusesAHazardThatFallsOrIsNone) {
  for (const double bad : {0.05, kNaN, kInfinity})
    ExpectModelFault({{1, 1}, {0, 0}, {2, 5}, {0.1, bad}}, two_columns(), ".baseline[1]", "never falls");
  ExpectModelFault({{1, 1}, {0, 0}, {5}, {-0.1}}, two_columns(), ".baseline[0]", "from 0");
}

TEST(CoxRegression, RefusesAStratumThatDoesNotFit) {
  CoxRegression model = kTwoStrata;
  model.stratum = 2;
  ExpectModelFault(model, with_stratum(), ".stratum", "beyond the row");
  model = kTwoStrata;
  model.baseline.push_back(0.75);
  ExpectModelFault(model, with_stratum(), ".baseline", "3 strata; site has another number");
  model = kTwoStrata;
  model.coefficients[1] = 1.0;
  ExpectModelFault(model, with_stratum(), ".coefficients[1]", "the column is the stratum");
  model = kTwoStrata;
  model.stratum.reset();
  ExpectModelFault(model, two_columns(), ".baseline", "there are none");
}

TEST(CoxRegression, RefusesCategoriesAndColumnsThatMayBeMissing) {
  ExpectModelFault(kTwoHorizons, with_stratum(), "", "site is a category; encode it first");
  ExpectModelFault(kTwoHorizons, {{"a", 0, 0, false}, {"b", 1, 0, true}}, "",
                   "b may be missing; impute it first");
}

}  // namespace
}  // namespace nearside
