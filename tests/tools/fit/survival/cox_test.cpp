// SPDX-License-Identifier: Apache-2.0
// What R finds on the same rows; tests/fixtures/survival/README.md says how.
#include "tools/fit/survival/cox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tools/fit/survival/proportional_hazards.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

const std::string kFolder = in_repository("tests/fixtures/survival/");

/// The columns of the fixture, or any others, as a model gets them.
struct Table {
  std::vector<Predictor> predictors;
  Columns columns;
  Matrix rows;
  Outcome outcome;
  Response response{OutcomeKind::time_to_event, 2};

  ModelData data() const { return {rows, columns, predictors, outcome, response}; }
};

Table fixture(bool weighted, bool strata) {
  Table table;
  const std::string path = kFolder + "table.csv";
  std::vector<std::vector<double>> values;
  for (const char* id : {"a", "b", "c", "d"}) {
    table.predictors.push_back(numeric(id));
    values.push_back(numbers_in(path, id));
  }
  if (strata) {
    table.predictors.push_back(with_levels("site", Kind::categorical, {"east", "north", "west"}));
    std::vector<double> sites;
    auto status = read_csv_text(content_of(path), [&](const CsvRow& row) -> Status {
      if (row.number > 1)
        sites.push_back(row.fields[4] == "east" ? 0.0 : row.fields[4] == "north" ? 1.0 : 2.0);
      return {};
    });
    EXPECT_TRUE(status);
    values.push_back(sites);
  }
  table.columns = columns_of(table.predictors);
  table.rows.columns = values.size();
  for (std::size_t r = 0; r < values[0].size(); ++r) {
    for (const auto& column : values) table.rows.values.push_back(column[r]);
  }
  table.outcome.kind = OutcomeKind::time_to_event;
  table.outcome.horizons = {12, 30};
  table.response.value = numbers_in(path, "time");
  for (const double event : numbers_in(path, "event")) table.response.label.push_back(event == 1.0 ? 1 : 0);
  if (weighted) {
    table.response.weight = numbers_in(path, "weight");
    double sum = 0.0;
    for (const double weight : table.response.weight) sum += weight;
    for (double& weight : table.response.weight) weight *= static_cast<double>(table.response.rows()) / sum;
  }
  return table;
}

/// A table of one row a person: columns, years, whether it ended with the event.
Table small(std::initializer_list<const char*> ids, std::initializer_list<std::initializer_list<double>> rows,
            std::vector<double> years, std::vector<std::uint8_t> events, std::vector<double> horizons) {
  Table table;
  for (const char* id : ids) table.predictors.push_back(numeric(id));
  table.columns = columns_of(table.predictors);
  table.rows = matrix(rows);
  table.outcome.horizons = std::move(horizons);
  table.response.value = std::move(years);
  table.response.label = std::move(events);
  return table;
}

CoxRequest whole(Ties ties = Ties::efron) {
  CoxRequest request;
  request.ties = ties;
  request.censor_at_last_horizon = false;
  return request;
}

CoxRegression fitted(const CoxRequest& request, const Table& table) {
  auto model = fit_cox(request, table.data());
  EXPECT_TRUE(model) << text_of(model);
  return model ? *model : CoxRegression();
}

std::string fault(const CoxRequest& request, const Table& table) {
  return text_of(fit_cox(request, table.data()));
}

/// Relative to each reference; R's own digits end at about 1e-10.
double largest_relative(std::vector<double> seen, const std::vector<double>& reference) {
  EXPECT_EQ(seen.size(), reference.size());
  for (std::size_t i = 0; i < seen.size() && i < reference.size(); ++i)
    seen[i] = std::fabs(seen[i] - reference[i]) / std::fabs(reference[i]);
  return seen.empty() ? kMissingValue : *std::max_element(seen.begin(), seen.end());
}

/// Cumulative hazards at columns of 0, as R's basehaz(centered = FALSE) gives them.
std::vector<double> hazards_at_zero(const CoxRegression& model) {
  double lp = 0.0;
  for (std::size_t i = 0; i < model.coefficients.size(); ++i) lp += model.coefficients[i] * model.means[i];
  std::vector<double> hazards = model.baseline;
  for (double& hazard : hazards) hazard *= std::exp(-lp);
  return hazards;
}

TEST(CoxReference, HasCoxphsCoefficientsHazardsAndTests) {
  double worst = 0.0;
  for (const Ties ties : {Ties::efron, Ties::breslow}) {
    for (const bool weighted : {false, true}) {
      for (const bool strata : {false, true}) {
        const std::string variant =
            std::string(enum_name(ties)) + (weighted ? "_weighted" : "") + (strata ? "_strata" : "");
        SCOPED_TRACE(variant);
        const Table table = fixture(weighted, strata);
        CoxRequest request = whole(ties);
        if (strata) request.stratum = "site";
        const CoxRegression model = fitted(request, table);
        const std::vector<double> coefficients(model.coefficients.begin(), model.coefficients.begin() + 4);
        const double coefficient = largest_relative(
            coefficients, numbers_in(kFolder + "coefficient_reference.csv", "value", variant));
        const double hazard = largest_relative(
            hazards_at_zero(model), numbers_in(kFolder + "hazard_reference.csv", "value", variant));
        EXPECT_LT(coefficient, 1e-8);
        EXPECT_LT(hazard, 1e-8);
        auto tests = test_proportional_hazards(request, table.data(), model);
        ASSERT_TRUE(tests) << text_of(tests);
        std::vector<double> statistics;
        for (const ProportionalityTest& test : *tests) statistics.push_back(test.chi_squared);
        EXPECT_LT(largest_relative(statistics, numbers_in(kFolder + "zph_reference.csv", "value", variant)),
                  1e-6);
        EXPECT_EQ(tests->back().column, "all");
        EXPECT_EQ(tests->back().degrees, 4u);
        worst = std::max({worst, coefficient, hazard});
      }
    }
  }
  RecordProperty("largest_relative_difference", number_text(worst));
}

TEST(CoxReference, HasGlmnetsCoefficients) {
  double worst = 0.0;
  for (const char* alpha : {"0", "0.5", "1"}) {
    for (const char* lambda : {"0.01", "0.05", "0.1"}) {
      for (const bool weighted : {false, true}) {
        const std::string variant = std::string(alpha) + "_" + lambda + (weighted ? "_weighted" : "");
        CoxRequest request = whole(Ties::breslow);
        request.alpha = *parse_number(alpha);
        request.lambda = *parse_number(lambda);
        const CoxRegression model = fitted(request, fixture(weighted, false));
        const double difference = largest_difference(
            model.coefficients, numbers_in(kFolder + "glmnet_reference.csv", "value", variant));
        EXPECT_LT(difference, 1e-6) << variant;
        worst = std::max(worst, difference);
      }
    }
  }
  RecordProperty("largest_difference", number_text(worst));
}

TEST(Cox, AWeightOfTwoIsTheRowTwiceWithBreslow) {
  Table doubled = small({"x"}, {{0}, {1}, {1}, {3}, {2}, {0}}, {1, 2, 2, 3, 4, 5}, {1, 1, 1, 1, 0, 1}, {3});
  Table weighted = small({"x"}, {{0}, {1}, {3}, {2}, {0}}, {1, 2, 3, 4, 5}, {1, 1, 1, 0, 1}, {3});
  weighted.response.weight = {1, 2, 1, 1, 1};
  const CoxRegression a = fitted(whole(Ties::breslow), doubled);
  const CoxRegression b = fitted(whole(Ties::breslow), weighted);
  EXPECT_NEAR(a.coefficients[0], b.coefficients[0], 1e-12);
  EXPECT_NEAR(a.baseline[0], b.baseline[0], 1e-12);
  EXPECT_NEAR(a.means[0], b.means[0], 1e-12);
}

TEST(Cox, WhatHappensAfterTheLastHorizonDoesNotCount) {
  const Table table = fixture(false, false);
  Table ended = table;
  for (std::size_t r = 0; r < ended.response.rows(); ++r) {
    if (ended.response.value[r] <= 30) continue;
    ended.response.value[r] = 30;
    ended.response.label[r] = 0;
  }
  const CoxRegression until = fitted({}, table);
  const CoxRegression by_hand = fitted(whole(), ended);
  EXPECT_EQ(until.coefficients, by_hand.coefficients);
  EXPECT_EQ(until.baseline, by_hand.baseline);
  EXPECT_NE(until.coefficients, fitted(whole(), table).coefficients);
}

TEST(Cox, WithoutColumnsTheBaselineIsThatOfAll) {
  Table table = small({}, {}, {1, 2, 3, 4}, {1, 0, 1, 0}, {3});
  EXPECT_NEAR(fitted(whole(), table).baseline[0], 1.0 / 4 + 1.0 / 2, 1e-15);  // Nelson–Aalen
}

TEST(Cox, ComparesTheAnswersOfACategoryWithTheFirst) {
  Table table = fixture(false, true);
  // One-hot columns of the three sites: any one of them is told by the others.
  Matrix rows;
  rows.columns = 7;
  for (std::size_t r = 0; r < table.response.rows(); ++r) {
    const auto row = table.rows.row(r);
    rows.values.insert(rows.values.end(), row.begin(), row.begin() + 4);
    for (const double site : {0.0, 1.0, 2.0}) rows.values.push_back(row[4] == site ? 1.0 : 0.0);
  }
  table.rows = rows;
  table.columns.pop_back();
  for (const char* name : {"site=0", "site=1", "site=2"}) table.columns.push_back({name, 4, 0, false});
  const CoxRegression model = fitted(whole(), table);
  EXPECT_EQ(model.coefficients[4], 0.0);
  EXPECT_NE(model.coefficients[5], 0.0);
  EXPECT_NE(model.coefficients[6], 0.0);
  const auto tests = test_proportional_hazards(whole(), table.data(), model);
  ASSERT_TRUE(tests) << text_of(tests);
  ASSERT_EQ(tests->size(), 7u);  // four numbers, two sites, all
  EXPECT_EQ((*tests)[4].column, "site=north");
}

TEST(Cox, RefusesColumnsThatRepeatEachOther) {
  EXPECT_EQ(fault(whole(), small({"x", "y"}, {{0, 1}, {1, 3}, {3, 7}, {2, 5}, {0, 1}}, {1, 2, 3, 4, 5},
                                 {1, 1, 1, 0, 1}, {3})),
            "cox_regression: \"x\" does not vary among those at risk, or is a weighted sum of the columns "
            "after it; "
            "leave it out, or use a penalty (lambda above 0)");
  EXPECT_NE(fault(whole(), small({"x", "one"}, {{0, 1}, {1, 1}, {3, 1}, {2, 1}, {0, 1}}, {1, 2, 3, 4, 5},
                                 {1, 1, 1, 0, 1}, {3}))
                .find("\"one\" does not vary"),
            std::string::npos);
}

TEST(Cox, RefusesACoefficientThatWouldGrowForever) {
  // Whoever has x = 1 has the event before all others.
  const Table table =
      small({"x", "z"}, {{1, 0}, {1, 2}, {0, 1}, {0, 3}, {0, 0}}, {1, 2, 3, 4, 5}, {1, 1, 1, 1, 0}, {3});
  EXPECT_EQ(
      fault(whole(), table),
      "cox_regression: the coefficient of \"x\" does not settle: those with some value of it never have the "
      "event, or always before the others; leave it out, or use a penalty (lambda above 0)");
  CoxRequest penalised = whole();
  penalised.lambda = 0.1;
  EXPECT_GT(fitted(penalised, table).coefficients[0], 0.0);
}

TEST(Cox, RefusesDataWithoutWhatTheBaselineNeeds) {
  const Table none = small({"x"}, {{0}, {1}, {3}}, {1, 2, 3}, {0, 0, 0}, {2});
  EXPECT_EQ(fault(whole(), none),
            "cox_regression: no row that is fitted has the event until the last horizon");
  const Table late = small({"x"}, {{0}, {1}, {3}, {1}}, {4, 5, 6, 7}, {1, 1, 1, 1}, {2, 6});
  EXPECT_NE(fault(whole(), late).find("no event was seen within 2 years"), std::string::npos);
  const Table brief = small({"x"}, {{0}, {1}, {3}, {1}}, {1, 2, 3, 4}, {1, 1, 1, 0}, {2, 5});
  EXPECT_NE(fault(whole(), brief)
                .find("nobody was observed for 5 years, the last of outcome.horizons; the "
                      "longest time is 4"),
            std::string::npos);
}

TEST(Cox, RefusesAStratumThatIsNoAnswer) {
  Table table = fixture(false, true);
  CoxRequest request = whole();
  request.stratum = "a";
  EXPECT_NE(fault(request, table).find("\"a\" must reach the model as a predictor's answers"),
            std::string::npos);
  request.stratum = "ward";
  EXPECT_NE(fault(request, table).find("no column after the last step"), std::string::npos);
  request.stratum = "site";
  for (std::size_t r = 0; r < table.response.rows(); ++r) {
    if (table.rows.row(r)[4] == 1.0) table.response.label[r] = 0;
  }
  EXPECT_NE(fault(request, table).find("no event of site north was seen"), std::string::npos);
}

TEST(Cox, IsNotTestedForProportionalHazardsUnderAPenalty) {
  const Table table = fixture(false, false);
  CoxRequest request = whole();
  request.lambda = 0.05;
  const auto tests = test_proportional_hazards(request, table.data(), fitted(request, table));
  ASSERT_TRUE(tests);
  EXPECT_TRUE(tests->empty());
}

TEST(ChiSquared, HasTheTailOfTables) {
  // pchisq(x, df, lower.tail = FALSE) of R.
  EXPECT_NEAR(chi_squared_tail(3.841458820694124, 1), 0.05, 1e-14);
  EXPECT_NEAR(chi_squared_tail(5.991464547107979, 2), 0.05, 1e-14);
  EXPECT_NEAR(chi_squared_tail(16.91897760462045, 9), 0.05, 1e-13);
  EXPECT_NEAR(chi_squared_tail(65.237, 9) / 1.2973999765733802e-10, 1.0, 1e-12);
  EXPECT_EQ(chi_squared_tail(0.0, 3), 1.0);
}

TEST(SurvivalNotes, SayWhatTheRiskLeavesOut) {
  Outcome outcome;
  outcome.column = "how";
  outcome.competing = {"death"};
  ModelCard card;
  add_survival_notes(outcome, {}, card);
  EXPECT_TRUE(card.does_not_tell.empty());
  outcome.competing_as_censored = true;
  add_survival_notes(outcome, {}, card);
  ASSERT_EQ(card.does_not_tell.size(), 1u);
  EXPECT_NE(card.does_not_tell[0].en.find("a world without it (how: death)"), std::string::npos);
  EXPECT_NE(card.does_not_tell[0].zh.find("how：death"), std::string::npos);
}

TEST(SurvivalNotes, SayThatHazardRatiosChange) {
  ModelCard card;
  card.limits.en = "One table.";
  add_survival_notes({}, {{"a", 1.0, 1, 0.3}, {"b", 9.0, 1, 0.003}, {"all", 10.0, 2, 0.2}}, card);
  EXPECT_EQ(card.limits.en, "One table.");
  add_survival_notes({}, {{"a", 1.0, 1, 0.3}, {"b", 9.0, 1, 0.003}, {"all", 10.0, 2, 0.007}}, card);
  EXPECT_EQ(
      card.limits.en,
      "One table. Hazard ratios change over time (test of scaled Schoenfeld residuals, all columns: "
      "chi-squared 10, 2 degrees of freedom, p 0.007: b (p 0.003)): the model uses their means over the "
      "observed time.");
  EXPECT_EQ(card.limits.zh, "");
}

}  // namespace
}  // namespace nearside
