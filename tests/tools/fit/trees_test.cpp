// SPDX-License-Identifier: Apache-2.0
// Trees that XGBoost grows and our core scores: equal to its margins to the last bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/random.h"
#include "tools/fit/boosting.h"
#include "tools/fit/forest.h"
#include "tools/fit/model.h"
#include "tools/fit/pipeline.h"
#include "tools/fixtures.h"
#include "tools/shared_data.h"
#include "tools/table/development_table.h"

namespace nearside {
namespace {

/// A table bound by a recipe, without steps.
struct Bound {
  Recipe recipe;
  DevelopmentTable table;
  Columns columns;

  explicit Bound(Recipe of, const std::string& path) : recipe(std::move(of)) {
    auto read = read_development_table(recipe, path);
    EXPECT_TRUE(read) << text_of(read);
    if (read) table = std::move(*read);
    columns = columns_of(recipe.predictors);
  }
  ModelData data(std::size_t threads = 1) const {
    return {table.rows, columns, recipe.predictors, recipe.outcome, table.response, 7, threads};
  }
};

Bound pima() {
  return Bound(inferred(pima_csv(), "diabetes", "pos"), pima_csv());
}
Bound mixed() {
  return Bound(inferred(mixed_csv(), "event"), mixed_csv());
}

std::vector<std::size_t> all_of(const Bound& bound) {
  std::vector<std::size_t> rows(bound.table.response.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

class GrownByXgboost : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!kForestsGrow) GTEST_SKIP() << "XGBoost is native only";
  }
};
using BoostedTreesFit = GrownByXgboost;
using GradientBoosting = GrownByXgboost;
using DecisionTree = GrownByXgboost;
using RandomForest = GrownByXgboost;
using AdditiveFit = GrownByXgboost;

Trees prepared(Trees trees, const Columns& columns) {
  const Status ok = trees.check(columns, "trees");
  EXPECT_TRUE(ok) << text_of(ok);
  trees.prepare();
  return trees;
}

std::vector<double> margins_of(const Model& model, const Matrix& rows) {
  std::vector<double> all;
  std::vector<double> margins(margin_count(model));
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    score(model, rows.row(r), margins);
    all.insert(all.end(), margins.begin(), margins.end());
  }
  return all;
}

/// XGBoost's own margins of a model that it has just grown, on rows that it has not seen in that form.
void ExpectXgboostsMargins(const Bound& bound, const Booster::Settings& settings, std::vector<float> bases,
                           MarginLink link, const std::vector<float>& label, int rounds) {
  const Features features = features_of(bound.columns, bound.recipe.predictors);
  const auto floats = float_rows(bound.table.rows, all_of(bound), features, bound.columns);
  ASSERT_TRUE(floats) << text_of(floats);
  const auto rows = BoostedRows::make(*floats, label, {}, bases);
  const auto fresh = BoostedRows::make(*floats, {}, {}, bases);
  ASSERT_TRUE(rows && fresh);
  auto booster = Booster::begin({&*rows}, settings);
  ASSERT_TRUE(booster) << text_of(booster);
  for (int round = 0; round < rounds; ++round) ASSERT_TRUE(booster->round(*rows));
  const auto expected = booster->margins(*fresh);
  const auto json = booster->json();
  ASSERT_TRUE(expected && json);
  const auto forest = read_forest(*json, features.size());
  ASSERT_TRUE(forest) << text_of(forest);
  const Trees trees = prepared(trees_of(*forest, features, bases, link), bound.columns);
  const std::vector<double> seen = margins_of(trees, bound.table.rows);
  ASSERT_EQ(seen.size(), expected->size());
  std::size_t differing = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) differing += seen[i] != static_cast<double>((*expected)[i]);
  EXPECT_EQ(differing, 0u) << "of " << seen.size();
}

std::vector<float> labels(const Bound& bound) {
  return {bound.table.response.label.begin(), bound.table.response.label.end()};
}

bool has_missing(const Bound& bound) {
  return std::any_of(bound.table.rows.values.begin(), bound.table.rows.values.end(),
                     [](double value) { return std::isnan(value); });
}

TEST_F(BoostedTreesFit, GiveXgboostsMarginToTheLastBit) {
  const Booster::Settings settings{
      {"tree_method", "hist"}, {"objective", "binary:logistic"}, {"max_depth", "6"}, {"eta", "0.1"}};
  for (const Bound& bound : {pima(), mixed()}) {
    EXPECT_TRUE(has_missing(bound));
    ExpectXgboostsMargins(bound, settings, {-0.625f}, MarginLink::logistic, labels(bound), 200);
  }
}

TEST_F(BoostedTreesFit, OfThreeClassesGiveXgboostsMargins) {
  const Bound bound = pima();
  std::vector<float> classes;
  for (std::size_t r = 0; r < bound.table.rows.rows(); ++r) classes.push_back(static_cast<float>(r % 3));
  ExpectXgboostsMargins(
      bound,
      {{"tree_method", "hist"}, {"objective", "multi:softprob"}, {"num_class", "3"}, {"max_depth", "4"}},
      {-1.0f, -1.25f, -0.75f}, MarginLink::softmax, classes, 60);
}

TEST_F(BoostedTreesFit, OfTheExactMethodGiveXgboostsMargins) {
  const Bound bound = pima();
  ExpectXgboostsMargins(bound,
                        {{"tree_method", "exact"}, {"objective", "reg:squarederror"}, {"max_depth", "8"}},
                        {0.25f}, MarginLink::identity, labels(bound), 50);
}

Bound bound_by(const std::string& recipe, const std::string& path) {
  auto parsed = parse_recipe(content_of(in_repository(recipe)));
  EXPECT_TRUE(parsed) << text_of(parsed);
  return Bound(parsed ? std::move(*parsed) : Recipe(), path);
}

TEST_F(BoostedTreesFit, OfAQuarterMillionPeopleGiveXgboostsMargins) {
  NEEDS_SHARED(path, "brfss2015_diabetes_253k.csv");
  const Bound bound = bound_by("tests/protocol/recipes/brfss.json", path);
  EXPECT_EQ(bound.table.rows.rows(), 253680u);
  // The protocol's settings, which are measured on these people.
  const Booster::Settings settings{
      {"tree_method", "hist"}, {"objective", "binary:logistic"}, {"max_depth", "4"},        {"eta", "0.1"},
      {"subsample", "0.5"},    {"colsample_bytree", "0.5"},      {"min_child_weight", "20"}};
  ExpectXgboostsMargins(bound, settings, {-1.8125f}, MarginLink::logistic, labels(bound), 400);
}

TEST_F(BoostedTreesFit, OfEightGroupsWithMissingValuesGiveXgboostsMargins) {
  NEEDS_SHARED(path, "thyroid_garvan_0387.csv");
  const Bound bound = bound_by("models/thyroid/recipe.json", path);
  EXPECT_TRUE(has_missing(bound));
  const Booster::Settings settings{{"tree_method", "hist"},
                                   {"objective", "multi:softprob"},
                                   {"num_class", "8"},
                                   {"max_depth", "4"},
                                   {"eta", "0.15"},
                                   {"subsample", "0.9"},
                                   {"colsample_bytree", "0.7"}};
  ExpectXgboostsMargins(bound, settings, {-0.25f, -2.5f, -3.0f, -3.125f, -3.25f, -3.5f, -3.75f, -5.5f},
                        MarginLink::softmax, labels(bound), 120);
}

// ------------------------------------------------------------------------------------------- a boosted model

Result<Model> boosted(const Bound& bound, const GradientBoostingRequest& request) {
  auto model = fit(ModelRequest(request), bound.data());
  EXPECT_TRUE(model) << text_of(model);
  return model;
}

void ExpectTheSameWithThreeThreads(const Bound& bound, const ModelRequest& request) {
  const auto one = fit(request, bound.data());
  const auto three = fit(request, bound.data(3));
  ASSERT_TRUE(one && three);
  const auto& a = std::get<Trees>(*one);
  const auto& b = std::get<Trees>(*three);
  EXPECT_GT(a.leaves.size(), a.splits.size());
  EXPECT_EQ(a.leaves, b.leaves);
  EXPECT_EQ(a.cuts, b.cuts);
  EXPECT_EQ(a.features.values, b.features.values);
  EXPECT_EQ(a.cut_places.values, b.cut_places.values);
  EXPECT_EQ(a.missing_left, b.missing_left);
}

TEST_F(GradientBoosting, IsTheSameWithThreeThreads) {
  for (const Bound& bound : {pima(), mixed()}) {
    ExpectTheSameWithThreeThreads(bound, GradientBoostingRequest{});
    ExpectTheSameWithThreeThreads(bound, RandomForestRequest{.trees = 20});
  }
}

TEST_F(GradientBoosting, IsTheSameWithThreeThreadsOnManyRows) {
  NEEDS_SHARED(path, "brfss2015_diabetes_253k.csv");
  const Bound bound = bound_by("tests/protocol/recipes/brfss.json", path);
  ExpectTheSameWithThreeThreads(bound, GradientBoostingRequest{.rounds = 50, .eta = 0.1, .depth = 6});
}

double log_loss(const Bound& bound, const Model& model) {
  const std::vector<double> risks = outputs_of(model, bound.table.rows);
  double sum = 0.0;
  for (std::size_t r = 0; r < risks.size(); ++r)
    sum -= numerics::log(bound.table.response.label[r] == 1 ? risks[r] : 1.0 - risks[r]);
  return sum / static_cast<double>(risks.size());
}

TEST_F(GradientBoosting, BeginsAtThePrevalence) {
  const Bound bound = pima();
  const auto model = boosted(bound, {.rounds = 1, .eta = 1e-6});
  ASSERT_TRUE(model);
  EXPECT_NEAR(outputs_of(*model, bound.table.rows)[0], 268.0 / 768.0, 1e-6);
}

TEST_F(GradientBoosting, IsTheSameOnEveryRunAndInEveryThread) {
  const Bound bound = mixed();
  const auto one = boosted(bound, {.rounds = 30});
  const auto two = boosted(bound, {.rounds = 30});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(margins_of(*one, bound.table.rows), margins_of(*two, bound.table.rows));
}

TEST_F(GradientBoosting, StopsEarlyWhereMoreRoundsHelpNobody) {
  const Bound bound = pima();
  const GradientBoostingRequest long_run{.rounds = 600, .eta = 0.3, .early_stopping = 20};
  const auto model = boosted(bound, long_run);
  ASSERT_TRUE(model);
  EXPECT_LT(std::get<Trees>(*model).splits.size(), 100u);
  EXPECT_GE(std::get<Trees>(*model).splits.size(), 1u);
}

/// Four rows a person whose numbers are this person's alone; the outcome is pure chance, one a person.
Bound persons() {
  Bound bound = pima();
  Matrix& rows = bound.table.rows;
  Response& response = bound.table.response;
  Random random(5);
  for (std::uint32_t r = 0; r < 768; ++r) {
    if (r % 4 == 0) {
      for (double& value : rows.row(r)) value = random.normal();
      response.label[r] = random.uniform() < 0.5 ? 1 : 0;
    } else {
      std::copy_n(rows.row(r - 1).begin(), rows.columns, rows.row(r).begin());
      response.label[r] = response.label[r - 1];
    }
    response.group.push_back(r / 4);
    response.order.push_back(r);
  }
  return bound;
}

// By rows, three of a person told the fourth's outcome: 400 trees, log loss 1.06 of new people.
TEST_F(GradientBoosting, StopsEarlyByWholeGroupsAndByTheLatestRows) {
  const GradientBoostingRequest request{.rounds = 400, .eta = 0.1, .early_stopping = 20};
  const auto trees = [&](const Bound& bound) {
    const auto model = boosted(bound, request);
    return model ? std::get<Trees>(*model).splits.size() : 0;
  };
  Bound by_group = persons();
  by_group.table.response.order.clear();
  EXPECT_LT(trees(by_group), 25u);
  Bound by_time = persons();
  by_time.table.response.group.clear();
  EXPECT_LT(trees(by_time), 25u);
  Bound by_row = persons();
  by_row.table.response.group.clear();
  by_row.table.response.order.clear();
  EXPECT_GT(trees(by_row), 100u) << "else groups change nothing";
  // What holds until the last fifth and turns round there helps nobody who comes later.
  Bound turning = persons();
  turning.table.response.group.clear();
  for (std::size_t r = 0; r < 768; ++r)
    turning.table.response.label[r] = (turning.table.rows.row(r)[0] > 0.0) == (r < 614) ? 1 : 0;
  EXPECT_LE(trees(turning), 2u);
  by_group.table.response.group.assign(768, 0);
  EXPECT_EQ(text_of(fit(ModelRequest(request), by_group.data())),
            "early_stopping: 5 folds, but only 1 group of rows that belong together");
}

TEST_F(GradientBoosting, CountsAWeightAsSoManyRows) {
  Bound once = pima();
  const std::size_t rows = once.table.response.rows();
  Bound twice = pima();
  // Every third row twice, as a second row or as a weight.
  once.table.response.weight.assign(rows, 1.0);
  for (std::size_t r = 0; r < rows; r += 3) {
    once.table.response.weight[r] = 2.0;
    const auto row = once.table.rows.row(r);
    twice.table.rows.values.insert(twice.table.rows.values.end(), row.begin(), row.end());
    twice.table.response.label.push_back(once.table.response.label[r]);
  }
  // One split of few values: both see the same cuts. Subsampling would draw other rows.
  const GradientBoostingRequest plain{.rounds = 3, .depth = 1, .subsample = 1.0, .colsample = 1.0};
  for (Bound* bound : {&once, &twice}) {
    for (std::size_t r = 0; r < bound->table.rows.rows(); ++r) {
      for (double& value : bound->table.rows.row(r)) value = value > 100.0 ? 1.0 : 0.0;
    }
  }
  const auto weighted = boosted(once, plain);
  const auto repeated = boosted(twice, plain);
  ASSERT_TRUE(weighted && repeated);
  EXPECT_LT(
      largest_difference(margins_of(*weighted, once.table.rows), margins_of(*repeated, once.table.rows)),
      1e-5);
}

TEST_F(GradientBoosting, RisesAsDeclared) {
  const Bound bound = pima();
  std::size_t glucose = 0;
  while (bound.columns[glucose].name != "glucose") ++glucose;
  const auto falls = [&](const Directions& monotone) {
    const auto model = boosted(bound, {.rounds = 150, .eta = 0.1, .depth = 4, .monotone = monotone});
    std::size_t count = 0;
    for (std::size_t r = 0; r < 100 && model; ++r) {
      Matrix rows{bound.table.rows.columns, {}};
      for (double value = 50.0; value <= 200.0; value += 1.0) {
        const auto row = bound.table.rows.row(r);
        rows.values.insert(rows.values.end(), row.begin(), row.end());
        rows.row(rows.rows() - 1)[glucose] = value;
      }
      const std::vector<double> margins = margins_of(*model, rows);
      for (std::size_t i = 1; i < margins.size(); ++i) count += margins[i] < margins[i - 1];
    }
    return count;
  };
  EXPECT_EQ(falls({{"glucose", Direction::increasing}}), 0u);
  EXPECT_GT(falls({}), 100u) << "else the direction changes nothing";
}

TEST_F(GradientBoosting, PredictsQuantitiesAndCounts) {
  for (const OutcomeKind kind : {OutcomeKind::quantity, OutcomeKind::count}) {
    Bound bound = pima();
    bound.table.response = {kind, 2, {}, {}, {}};
    double mean = 0.0;
    for (std::size_t r = 0; r < bound.table.rows.rows(); ++r) {
      bound.table.response.value.push_back(std::floor(bound.table.rows.row(r)[7] / 10.0));  // the age's tens
      mean += bound.table.response.value.back() / 768.0;
    }
    const auto model = boosted(bound, {.rounds = 200, .eta = 0.1, .colsample = 1.0});
    ASSERT_TRUE(model);
    const std::vector<double> seen = outputs_of(*model, bound.table.rows);
    double left = 0.0;
    double all = 0.0;
    for (std::size_t r = 0; r < seen.size(); ++r) {
      left += std::pow(seen[r] - bound.table.response.value[r], 2);
      all += std::pow(mean - bound.table.response.value[r], 2);
    }
    EXPECT_LT(left, 0.05 * all) << enum_name(kind);
  }
}

TEST_F(GradientBoosting, SaysWhatItsOutcomeLacks) {
  Bound bound = pima();
  const auto complaint = [&] { return text_of(fit(ModelRequest(GradientBoostingRequest{}), bound.data())); };
  const std::vector<std::uint8_t> label = bound.table.response.label;
  bound.table.response.label.assign(768, 1);
  EXPECT_EQ(complaint(), "outcome: only one class is present in the rows that are fitted");
  bound.table.response.kind = OutcomeKind::classes;
  bound.table.response.classes = 3;
  bound.table.response.label = label;
  EXPECT_EQ(complaint(), "outcome: class 3 of 3 has no row among those that are fitted");
  bound.table.response = {OutcomeKind::count, 2, {}, std::vector<double>(768, 0.0)};
  EXPECT_EQ(complaint(), "outcome: every count in the rows that are fitted is 0");
  bound.table.response = {OutcomeKind::quantity, 2, {}, std::vector<double>(768, 1e300)};
  bound.table.response.value[0] = 0.0;
  EXPECT_EQ(complaint(), "outcome: is too large for the 32-bit numbers of trees");
}

TEST_F(GradientBoosting, RefusesAValueTooLargeFor32Bits) {
  Bound bound = pima();
  bound.table.rows.row(3)[1] = 1e39;
  const auto model = fit(ModelRequest(GradientBoostingRequest{}), bound.data());
  ASSERT_FALSE(model);
  EXPECT_NE(model.error().message.find("too large for the 32-bit numbers"), std::string::npos);
}

// --------------------------------------------------------------------------------------- trees and forests

TEST_F(DecisionTree, HasTheSmoothedShareInEachLeaf) {
  const Bound bound = pima();
  const auto model = fit(ModelRequest(DecisionTreeRequest{.depth = 1, .smoothing = 4.0}), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  const Trees& tree = std::get<Trees>(*model);
  ASSERT_EQ(tree.left_splits.size(), 1u);
  const std::uint32_t column = tree.columns[0];
  std::array<double, 2> rows{};
  std::array<double, 2> events{};
  for (std::size_t r = 0; r < 768; ++r) {
    const double value = bound.table.rows.row(r)[column];
    const bool left =
        std::isnan(value) ? tree.missing_left[0] == 1 : static_cast<float>(value) < tree.cuts[0];
    rows[left ? 0 : 1] += 1.0;
    events[left ? 0 : 1] += bound.table.response.label[r];
  }
  for (const std::size_t side : {0u, 1u}) {
    const double share = (events[side] + 4.0 * 268.0 / 768.0) / (rows[side] + 4.0);
    EXPECT_NEAR(static_cast<double>(tree.leaves[side]), share, 1e-7);
  }
}

TEST_F(DecisionTree, IsPrunedByGamma) {
  const Bound bound = pima();
  const auto splits = [&](double gamma) {
    const auto model = fit(ModelRequest(DecisionTreeRequest{.depth = 6, .gamma = gamma}), bound.data());
    return model ? std::get<Trees>(*model).left_splits.size() : 0;
  };
  EXPECT_GT(splits(0.0), 20u);
  EXPECT_LT(splits(3.0), 10u);
  EXPECT_GT(splits(3.0), 0u);
  EXPECT_EQ(splits(1e6), 0u);
}

TEST_F(RandomForest, NeverGivesARiskOfZeroOrOne) {
  const Bound bound = mixed();
  const auto model =
      fit(ModelRequest(RandomForestRequest{.trees = 30, .depth = 20, .rows_at_leaf = 1.0}), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  for (const double risk : outputs_of(*model, bound.table.rows)) {
    EXPECT_GT(risk, 0.0);
    EXPECT_LT(risk, 1.0);
  }
  EXPECT_LT(log_loss(bound, *model), 0.5);
}

TEST_F(RandomForest, OfSeveralClassesSumsToOne) {
  Bound bound = pima();
  bound.table.response.kind = OutcomeKind::classes;
  bound.table.response.classes = 3;
  for (std::size_t r = 0; r < 768; ++r)
    bound.table.response.label[r] = bound.table.rows.row(r)[7] < 30.0 ? 0 : r % 2 + 1;
  const auto model = fit(ModelRequest(RandomForestRequest{.trees = 20}), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  const std::vector<double> shares = outputs_of(*model, bound.table.rows);
  for (std::size_t r = 0; r < 768; ++r) {
    EXPECT_NEAR(shares[3 * r] + shares[3 * r + 1] + shares[3 * r + 2], 1.0, 1e-12);
    EXPECT_EQ(shares[3 * r] > 0.5, bound.table.rows.row(r)[7] < 30.0) << r;
  }
}

// -------------------------------------------------------------------------------------------------- additive

TEST_F(AdditiveFit, AgreesWithXgboostsMargin) {
  for (const Bound& bound : {pima(), mixed()}) {
    const AdditiveRequest request{.rounds = 300, .eta = 0.03, .depth = 2};
    const auto additive = fit(ModelRequest(request), bound.data());
    ASSERT_TRUE(additive) << text_of(additive);
    const Features features = features_of(bound.columns, bound.recipe.predictors);
    BoostingLimits limits{std::vector<int>(bound.columns.size(), 0), {}};
    limits.groups.resize(bound.columns.size());
    for (std::uint32_t f = 0; f < features.size(); ++f) limits.groups[features.columns[f]].push_back(f);
    const auto grown = boost(request.boosting(), bound.data(), features, limits);
    ASSERT_TRUE(grown) << text_of(grown);
    const Trees trees = prepared(trees_of(grown->trees, features, grown->bases, grown->link), bound.columns);
    const std::vector<double> seen = margins_of(*additive, bound.table.rows);
    const std::vector<double> expected = margins_of(trees, bound.table.rows);
    // XGBoost's own rounding: 300 sums, each off by half a unit in the last place of a 32-bit margin.
    const double largest = std::abs(*std::max_element(
        expected.begin(), expected.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
    EXPECT_LT(largest_difference(seen, expected), largest < 4.0 ? 2e-6 : 4e-6) << largest;
  }
}

TEST_F(AdditiveFit, IsCentredOnTheDevelopmentMean) {
  const Bound bound = pima();
  const auto model = fit(ModelRequest(AdditiveRequest{.pairs = {{"age", "mass"}}}), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  const Additive& additive = std::get<Additive>(*model);
  std::vector<double> sums(bound.columns.size());
  std::vector<double> parts(bound.columns.size());
  double margins = 0.0;
  for (std::size_t r = 0; r < 768; ++r) {
    additive.contribute(bound.table.rows.row(r), parts);
    for (std::size_t c = 0; c < parts.size(); ++c) sums[c] += parts[c] / 768.0;
  }
  for (const double margin : margins_of(*model, bound.table.rows)) margins += margin / 768.0;
  for (const double sum : sums) EXPECT_NEAR(sum, 0.0, 1e-10);
  EXPECT_NEAR(margins, additive.intercept, 1e-10);
}

TEST_F(AdditiveFit, PurifiesItsPairs) {
  const Bound bound = pima();
  const AdditiveRequest request{.rounds = 300, .eta = 0.05, .depth = 3, .pairs = {{"age", "mass"}}};
  const auto model = fit(ModelRequest(request), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  const Additive& additive = std::get<Additive>(*model);
  ASSERT_EQ(additive.pairs.size(), 1u);
  const PairShape& pair = additive.pairs[0];
  const std::size_t rows = pair.first.bins() + 1;
  const std::size_t columns = pair.second.bins() + 1;
  ASSERT_GT(rows, 3u);
  std::vector<double> by_first(rows);
  std::vector<double> by_second(columns);
  for (std::size_t r = 0; r < 768; ++r) {
    const auto row = bound.table.rows.row(r);
    const std::size_t a = pair.first.bin_of(row[pair.first.column]);
    const std::size_t b = pair.second.bin_of(row[pair.second.column]);
    by_first[a] += pair.values[a * columns + b];
    by_second[b] += pair.values[a * columns + b];
  }
  for (const double sum : by_first) EXPECT_NEAR(sum, 0.0, 1e-9);
  for (const double sum : by_second) EXPECT_NEAR(sum, 0.0, 1e-9);
  EXPECT_GT(*std::max_element(pair.values.begin(), pair.values.end()), 0.01);
}

TEST_F(AdditiveFit, RisesAsDeclaredAndLeavesMissingValuesOutside) {
  Bound bound = pima();
  std::size_t glucose = 0;
  while (bound.columns[glucose].name != "glucose") ++glucose;
  // People without the value are all healthy, far below anyone with one: no place among the numbers is
  // theirs.
  for (std::size_t r = 0; r < 768; r += 2) {
    if (bound.table.response.label[r] == 0) bound.table.rows.row(r)[glucose] = kMissingValue;
  }
  const AdditiveRequest request{.rounds = 200, .eta = 0.1, .monotone = {{"glucose", Direction::decreasing}}};
  const auto model = fit(ModelRequest(request), bound.data());
  ASSERT_TRUE(model) << text_of(model);
  for (const ShapeFunction& shape : std::get<Additive>(*model).shapes) {
    if (shape.axis.column != glucose) continue;
    for (std::size_t b = 1; b < shape.axis.bins(); ++b) EXPECT_LE(shape.values[b], shape.values[b - 1]);
    const double lowest = *std::min_element(shape.values.begin(), shape.values.end() - 1);
    EXPECT_LT(shape.values.back(), lowest - 0.5);
  }
}

TEST(MonotoneDirections, NeedAPredictorWhoseValuesHaveAnOrder) {
  const std::string begin =
      R"({"nearside_recipe": 1, "id": "m", "data": {"file": "t.csv"}, "outcome": {"column": "y",
    "positive": "1"}, "predictors": [{"id": "age", "kind": "integer"}, {"id": "stage", "kind": "categorical",
    "levels": [{"id": "I"}, {"id": "II"}]}], "steps": [], "model": {)";
  const auto complaint = [&](const std::string& model) {
    return text_of(parse_recipe(begin + model + "}}"));
  };
  EXPECT_EQ(complaint(R"("gradient_boosting": {"monotone": {"age": "increasing"}})"), "");
  EXPECT_NE(
      complaint(R"("additive": {"monotone": {"stage": "increasing"}})").find("its levels have no order"),
      std::string::npos);
  EXPECT_NE(complaint(R"("points": {"monotone": {"agee": "decreasing"}})").find("did you mean"),
            std::string::npos);
  EXPECT_NE(complaint(R"("additive": {"monotone": {"age": "up"}})").find("\"up\" is not known"),
            std::string::npos);
  EXPECT_NE(complaint(R"("additive": {"pairs": [["age"]]})").find("two different predictors"),
            std::string::npos);
  EXPECT_NE(complaint(R"("gradient_boosting": {"eta": 0})").find("above 0"), std::string::npos);
}

TEST(MonotoneDirections, NeedTheValuesToReachTheModel) {
  const Matrix rows = matrix({{1.0, 0.0}, {2.0, 1.0}});
  const Columns columns{{"age 2", 0, 0, false}, {"b", 1, 0, false}};
  const std::vector<Predictor> predictors{numeric("age"), numeric("b")};
  const Outcome outcome;
  const Response response = binary_response({0, 1});
  const ModelData data{rows, columns, predictors, outcome, response};
  const auto directions = directions_of({{"age", Direction::increasing}}, data, "model.additive.monotone");
  ASSERT_FALSE(directions);
  EXPECT_EQ(directions.error().path, "model.additive.monotone.age");
  const auto known = directions_of({{"b", Direction::decreasing}}, data, "m");
  ASSERT_TRUE(known);
  EXPECT_EQ(*known, (std::vector<int>{0, -1}));
}

}  // namespace
}  // namespace nearside
