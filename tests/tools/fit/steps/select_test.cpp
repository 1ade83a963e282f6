// SPDX-License-Identifier: Apache-2.0
#include "core/steps/select.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/base/random.h"
#include "core/evaluate/performance.h"
#include "tools/choose/cross_validate.h"
#include "tools/choose/folds.h"
#include "tools/fit/forest.h"
#include "tools/fit/select_table.h"
#include "tools/fit/steps.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Names = std::vector<std::string>;

/// The names of the columns that stay, ascending; or the error.
Names kept(const StepRequest& request, const SelectTable& table, std::uint64_t seed = 0) {
  const Columns columns = columns_of(table.predictors);
  const auto step = fit(request, StepData{table.rows, columns, table.predictors, table.outcome, seed});
  if (!step) return {text_of(step)};
  Names names;
  for (const std::uint32_t column : std::get<Select>(*step).columns) names.push_back(table.names[column]);
  std::sort(names.begin(), names.end());
  return names;
}

Names first(std::size_t count, Names names) {
  names.resize(std::min(count, names.size()));
  std::sort(names.begin(), names.end());
  return names;
}

SelectRequest by(Worth worth, std::optional<double> threshold, std::optional<std::uint32_t> count,
                 Names columns = {}) {
  return {worth, threshold, count, 10, std::move(columns)};
}

// ------------------------------------------------------------------------------------------- each by itself

TEST(FitSelect, KeepsWhatIsWorthMoreThanTheThreshold) {
  const SelectTable table;
  EXPECT_EQ(kept(by(Worth::variance, 0.0, {}), table).size(), 11u) << "all but site";
  EXPECT_EQ(kept(by(Worth::variance, 21.3, {}), table), (Names{"age", "dbp", "map", "sbp"}));
  EXPECT_EQ(kept(by(Worth::correlation, 0.2, {}), table), (Names{"age", "crp", "map"}));
}

TEST(FitSelect, KeepsTheCountThatIsWorthMost) {
  // The largest of tests/fixtures/select/scores_reference.csv.
  const SelectTable table;
  EXPECT_EQ(kept(by(Worth::correlation, {}, 4), table), (Names{"age", "crp", "map", "visits"}));
  EXPECT_EQ(kept(by(Worth::anova, {}, 2), table), (Names{"age", "crp"}));
  EXPECT_EQ(kept(by(Worth::mutual_information, {}, 3), table), (Names{"age", "dbp", "map"}));
  EXPECT_EQ(kept(by(Worth::chi_squared, {}, 2, {"age", "crp", "sbp", "visits", "smoker", "ward"}), table),
            (Names{"age", "crp", "dbp", "map", "noise_1", "noise_2", "noise_3", "site"}))
      << "what is not judged stays";
  EXPECT_EQ(kept(by(Worth::anova, {}, 100), table).size(), 12u);
}

TEST(FitSelect, KeepsTheFirstOfEquals) {
  SelectTable table;
  table.names = {"a", "b", "c"};
  table.predictors = {numeric("a"), numeric("b"), numeric("c")};
  table.rows = matrix({{1, 2, 2}, {2, 1, 1}, {3, 4, 4}, {4, 3, 3}});
  table.outcome = {0, 0, 1, 1};
  EXPECT_EQ(kept(by(Worth::correlation, {}, 2), table), (Names{"a", "b"}));
}

TEST(FitSelect, TakesNumbersThatAreTooLargeToSquareForNothing) {
  SelectTable table;
  table.names = {"a", "b", "c"};
  table.predictors = {numeric("a"), numeric("b"), numeric("c")};
  table.rows = matrix({{1.7e308, 2, 0}, {-1.7e308, 1, 1}, {1.7e308, 4, 1}, {-1.7e308, 3, 1}});
  table.outcome = {0, 0, 1, 1};
  for (const Worth worth : {Worth::correlation, Worth::anova}) {
    EXPECT_EQ(kept(by(worth, {}, 2), table), (Names{"b", "c"}));
  }
  EXPECT_EQ(kept(SelectL1Request{2, {}, {}}, table), (Names{"b", "c"}));
  EXPECT_EQ(kept(SelectRecursiveRequest{2, 1, 1.0, {}}, table), (Names{"b", "c"}));
}

TEST(FitSelect, SaysWhatItCantJudge) {
  const SelectTable table;
  EXPECT_EQ(kept(by(Worth::chi_squared, {}, 2), table),
            Names{"select by chi_squared: column noise_1 has negative values; it takes counts and 0/1 "
                  "columns, before standardise"});
  EXPECT_EQ(kept(by(Worth::correlation, 0.99, {}), table),
            Names{"select: no column would stay; ask for less"});
  const Columns raw{{"stage", 0, 3, false}, {"crp", 1, 0, true}};
  const Matrix rows = matrix({{0, 1}, {1, 2}});
  const auto stage = fit(by(Worth::variance, 0.0, {}), StepData{rows, raw, table.predictors, {}, 0});
  EXPECT_EQ(text_of(stage),
            "select: column stage is a category; one_hot comes before, or name the columns that are judged");
  const auto crp = fit(by(Worth::variance, 0.0, {}, {"crp"}), StepData{rows, raw, table.predictors, {}, 0});
  EXPECT_EQ(text_of(crp),
            "select: column crp may be missing; impute comes before, or name the columns that are judged");
}

// ----------------------------------------------------------------------------------------------- by a model

TEST(FitSelectL1, TakesTheFirstColumnsOfThePath) {
  const SelectTable table;
  const Names order = SelectTable::order("l1_path");
  for (std::uint32_t count = 1; count <= 6; ++count) {
    EXPECT_EQ(kept(SelectL1Request{count, {}, {}}, table), first(count, order)) << count;
  }
}

TEST(FitSelectL1, TakesTheColumnsThatHaveACoefficient) {
  // tests/fixtures/select/l1_reference.csv at C = 0.05 and 0.1
  const SelectTable table;
  EXPECT_EQ(kept(SelectL1Request{{}, 0.05, {}}, table), (Names{"age", "crp", "visits"}));
  EXPECT_EQ(kept(SelectL1Request{{}, 0.1, {}}, table), (Names{"age", "crp", "visits", "ward"}));
  EXPECT_EQ(kept(SelectL1Request{{}, 0.001, {}}, table),
            Names{"select_l1: no column would stay; ask for less"});
}

TEST(FitSelectRecursive, LeavesTheColumnsThatScikitLearnLeaves) {
  const SelectTable table;
  const Names order = SelectTable::order("recursive");
  for (std::uint32_t count = 1; count <= 12; ++count) {
    EXPECT_EQ(kept(SelectRecursiveRequest{count, 1, 1.0, {}}, table), first(count, order)) << count;
  }
  EXPECT_EQ(kept(SelectRecursiveRequest{2, 3, 1.0, {}}, table),
            first(2, SelectTable::order("recursive_by_three")));
}

TEST(FitSelectStable, KeepsWhatIsChosenAgainAndAgain) {
  const SelectTable table;
  const Names stable = kept(SelectStableRequest{0.75, 3, 100, {}}, table);
  EXPECT_TRUE(std::find(stable.begin(), stable.end(), "age") != stable.end());
  EXPECT_LE(stable.size(), 3u);
  for (const std::string& name : stable) EXPECT_NE(name.rfind("noise", 0), 0u) << name;
  EXPECT_EQ(kept(SelectStableRequest{0.75, 3, 100, {}}, table), stable) << "the same from the same seed";
}

TEST(FitSelectStable, DrawsHalvesOfTheGroups) {
  const SelectTable table;
  SelectTable four_times;
  four_times.rows.values.clear();
  four_times.outcome.clear();
  std::vector<std::uint32_t> group;
  for (std::uint32_t r = 0; r < table.outcome.size(); ++r) {
    for (int i = 0; i < 4; ++i) {
      const auto row = table.rows.row(r);
      four_times.rows.values.insert(four_times.rows.values.end(), row.begin(), row.end());
      four_times.outcome.push_back(table.outcome[r]);
      group.push_back(r);
    }
  }
  const Columns columns = columns_of(table.predictors);
  const SelectStableRequest request{0.55, 2, 40, {}};
  StepData data{four_times.rows, columns, table.predictors, four_times.outcome, 3};
  data.group = group;
  const auto by_group = fit(request, data);
  ASSERT_TRUE(by_group) << text_of(by_group);
  Names names;
  for (const std::uint32_t column : std::get<Select>(*by_group).columns) names.push_back(table.names[column]);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, kept(request, table, 3)) << "rows that stand four times are as many halves of the people";
}

TEST(FitSelectStable, KeepsNoNoise) {
  // 60 columns of noise and two that tell; q = 6, threshold 0.9: at most 36 / (0.8 × 62) = 0.7 of noise.
  SelectTable table;
  Random random(5);
  table.names.clear();
  table.predictors.clear();
  table.outcome.clear();
  table.rows = Matrix{62, {}};
  for (int j = 0; j < 62; ++j) {
    table.names.push_back("x" + std::to_string(j));
    table.predictors.push_back(numeric(table.names.back()));
  }
  for (int r = 0; r < 120; ++r) {
    std::vector<double> row(62);
    for (double& value : row) value = random.normal();
    const double noise = random.normal();
    table.outcome.push_back(row[10] + row[40] + 0.5 * noise > 0.0 ? 1 : 0);
    table.rows.values.insert(table.rows.values.end(), row.begin(), row.end());
  }
  EXPECT_EQ(kept(SelectStableRequest{0.9, 6, 50, {}}, table, 1), (Names{"x10", "x40"}));
}

// ----------------------------------------------------------------------------------------------- redundancy

SelectForestRequest forest(ForestWorth worth, std::optional<double> threshold,
                           std::optional<std::uint32_t> count, Names columns = {}) {
  return {worth, threshold, count, 200, 10, 5, 0, std::move(columns)};
}

TEST(FitSelectForest, KeepsWhatIsWorthMost) {
  if (!kForestsGrow) GTEST_SKIP() << "XGBoost is native only";
  // The largest of tests/fixtures/select/forest_reference.csv.
  const SelectTable table;
  EXPECT_EQ(kept(forest(ForestWorth::impurity, {}, 3), table), (Names{"age", "crp", "map"}));
  EXPECT_EQ(kept(forest(ForestWorth::impurity, 0.05, {}), table),
            (Names{"age", "crp", "dbp", "map", "noise_1", "noise_2", "noise_3", "sbp", "visits"}));
  EXPECT_EQ(kept(forest(ForestWorth::permutation, {}, 5), table),
            (Names{"age", "crp", "dbp", "map", "visits"}));
  EXPECT_EQ(kept(forest(ForestWorth::permutation, 0.0015, {}), table),
            (Names{"age", "crp", "dbp", "map", "visits", "ward"}))
      << "no noise";
  EXPECT_EQ(kept(forest(ForestWorth::permutation, {}, 1, {"crp", "noise_1", "noise_2"}), table),
            (Names{"age", "crp", "dbp", "map", "noise_3", "sbp", "site", "smoker", "visits", "ward"}))
      << "what is not judged stays";
  const auto by_seed = forest(ForestWorth::permutation, {}, 8);
  EXPECT_EQ(kept(by_seed, table, 3), kept(by_seed, table, 3));
}

TEST(FitSelectForest, SaysWhatItCantJudge) {
  SelectTable table;
  const Columns raw{{"crp", 0, 0, true}};
  const Matrix rows = matrix({{1}, {2}});
  EXPECT_EQ(text_of(fit(forest(ForestWorth::impurity, {}, 1),
                        StepData{rows, raw, table.predictors, table.outcome, 0})),
            "select_forest: column crp may be missing; impute comes before, or name the columns that are "
            "judged");
  if (!kForestsGrow) {
    EXPECT_EQ(kept(forest(ForestWorth::impurity, {}, 3), table),
              Names{"select_forest: model: XGBoost grows its trees, which this build lacks; train natively"});
  } else {
    EXPECT_EQ(kept(forest(ForestWorth::impurity, 0.9, {}), table),
              Names{"select_forest: no column would stay; ask for less"});
  }
  std::fill(table.outcome.begin(), table.outcome.end(), std::uint8_t{1});
  EXPECT_EQ(kept(forest(ForestWorth::impurity, {}, 3), table),
            Names{"select_forest: only one class is present in the rows that are fitted"});
}

TEST(FitDropCorrelated, KeepsTheMostTellingOfEachGroup) {
  const SelectTable table;
  for (const char* threshold : {"0.9", "0.5", "0.2"}) {
    EXPECT_EQ(kept(DropCorrelatedRequest{std::stod(threshold), {}}, table),
              first(12, SelectTable::order(std::string("correlated_") + threshold)))
        << threshold;
  }
}

TEST(FitDropCollinear, DropsTheMostInflatedFirst) {
  const SelectTable table;
  EXPECT_EQ(kept(DropCollinearRequest{10.0, {}}, table), first(12, SelectTable::order("vif_10")));
  EXPECT_EQ(kept(DropCollinearRequest{2.0, {}}, table), first(12, SelectTable::order("vif_2")));
}

TEST(FitSelectMrmr, TakesRelevanceLessRedundancy) {
  const SelectTable table;
  for (const std::uint32_t bins : {10u, 4u}) {
    const Names order = SelectTable::order("mrmr_" + std::to_string(bins));
    for (std::uint32_t count = 1; count <= 12; ++count) {
      EXPECT_EQ(kept(SelectMrmrRequest{count, bins, {}}, table), first(count, order))
          << count << " with " << bins << " bins";
    }
  }
}

// -------------------------------------------------------------------------------------- inside each fold

double cross_validated_auroc(const Recipe& recipe, const Matrix& rows,
                             const std::vector<std::uint8_t>& outcome) {
  const auto folds = stratified_folds(outcome, 5, 1);
  EXPECT_TRUE(folds) << text_of(folds);
  const auto risks = cross_validate(recipe, rows, binary_response(outcome), *folds, 1, {});
  EXPECT_TRUE(risks) << text_of(risks);
  if (!risks) return 0.0;
  const auto measured = measure_binary(*risks, outcome);
  EXPECT_TRUE(measured) << text_of(measured);
  return measured ? measured->auroc.value : 0.0;
}

// Noise can't predict. Whoever selects on all rows first, lets the test rows into the choice: the estimate
// is then nearly perfect (Ambroise and McLachlan, PNAS 99, 2002).
TEST(Selection, SeesNoTestRowsWhenItStandsInTheRecipe) {
  constexpr std::size_t kRows = 100;
  constexpr std::size_t kColumns = 1000;
  Random random(2026);
  Recipe inside;
  Matrix rows{kColumns, std::vector<double>(kRows * kColumns)};
  for (double& value : rows.values) value = random.normal();
  std::vector<std::uint8_t> outcome;
  for (std::size_t r = 0; r < kRows; ++r) outcome.push_back(r % 2 == 0 ? 1 : 0);
  for (std::size_t j = 0; j < kColumns; ++j) inside.predictors.push_back(numeric("x" + std::to_string(j)));
  const SelectRequest request = by(Worth::correlation, {}, 20);
  inside.steps = {request};
  const double honest = cross_validated_auroc(inside, rows, outcome);
  EXPECT_GT(honest, 0.3);
  EXPECT_LT(honest, 0.7);

  const Columns columns = columns_of(inside.predictors);
  const auto step = fit(request, StepData{rows, columns, inside.predictors, outcome, 0});
  ASSERT_TRUE(step) << text_of(step);
  Recipe outside;
  Matrix chosen{20, std::vector<double>(kRows * 20)};
  for (const std::uint32_t column : std::get<Select>(*step).columns)
    outside.predictors.push_back(inside.predictors[column]);
  for (std::size_t r = 0; r < kRows; ++r) apply(*step, rows.row(r), chosen.row(r));
  const double leaky = cross_validated_auroc(outside, chosen, outcome);
  EXPECT_GT(leaky, 0.9);
  RecordProperty("auroc_inside", std::to_string(honest));
  RecordProperty("auroc_outside", std::to_string(leaky));
}

}  // namespace
}  // namespace nearside
