// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/forest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/fit/select_table.h"
#include "tools/fixtures.h"
#ifndef __EMSCRIPTEN__
#include <xgboost/c_api.h>

#include <map>
#include <thread>
#endif

namespace nearside {
namespace {

/// value < 0.5 of column 0: 1; else by column 1: 0.25 or 0.75.
ForestTree small_tree() {
  return {{1, 2, 0, 0.5, 6.0, 10.0, 0.0},
          {0, 0, 0, 0.0, 0.0, 4.0, 1.0},
          {3, 4, 1, 1.5, 2.0, 6.0, 0.0},
          {0, 0, 0, 0.0, 0.0, 3.0, 0.25},
          {0, 0, 0, 0.0, 0.0, 3.0, 0.75}};
}

TEST(Forest, RanksValuesAmongTheirDistinctOnes) {
  const Matrix ranks = ranked(matrix({{1, 1.7e308}, {2, -3}, {3, 1e-300}, {4, -3}}), std::vector{1u, 0u});
  EXPECT_EQ(ranks.columns, 2u);
  EXPECT_EQ(ranks.values, (std::vector<double>{2, 0, 0, 1, 1, 2, 0, 3}));
}

TEST(Forest, DrawsAsManyRowsAsThereAre) {
  Random random(7);
  const auto times = bootstrap(1000, random);
  EXPECT_EQ(std::accumulate(times.begin(), times.end(), 0u), 1000u);
  // 1/e of the rows are drawn never; 0.04 is 2.6 standard deviations.
  EXPECT_NEAR(static_cast<double>(std::count(times.begin(), times.end(), 0u)) / 1000.0, std::exp(-1.0), 0.04);
}

TEST(Forest, SendsARowToItsLeaf) {
  const ForestTree tree = small_tree();
  EXPECT_EQ(share_of(tree, std::vector{0.0, 9.0}), 1.0);
  EXPECT_EQ(share_of(tree, std::vector{1.0, 1.0}), 0.25);
  EXPECT_EQ(share_of(tree, std::vector{0.5, 1.5}), 0.75) << "what equals the cut goes right";
}

TEST(Forest, SharesImpurityAmongColumns) {
  EXPECT_EQ(impurity_importance({small_tree(), small_tree()}, 3), (std::vector{0.75, 0.25, 0.0}));
  EXPECT_EQ(impurity_importance({{ForestNode{}}}, 2), (std::vector{0.0, 0.0})) << "a tree without splits";
}

TEST(Forest, FindsNoWorthInShufflingWhatNoTreeUsesOrWhatIsConstant) {
  Matrix ranks{3, {}};
  std::vector<std::uint8_t> outcome;
  for (int r = 0; r < 40; ++r) {
    ranks.values.insert(ranks.values.end(), {double(r % 2), 1.0, double(r)});
    outcome.push_back(r % 2 == 0 ? 1 : 0);
  }
  const auto worth = permutation_importance({small_tree(), small_tree()}, ranks, outcome, 5);
  EXPECT_GT(worth[0], 0.1);
  EXPECT_EQ(worth[1], 0.0);
  EXPECT_EQ(worth[2], 0.0);
}

TEST(Forest, RefusesAModelThatIsNoForest) {
  EXPECT_EQ(text_of(read_forest("{}", 2)), "trees[0]: of XGBoost's model can't be read: learner is missing");
  const auto with = [](const std::string& lefts, const std::string& splits) {
    return R"({"learner": {"gradient_booster": {"model": {"trees": [{"left_children": )" + lefts +
           R"(, "right_children": [2, -1, -1], "split_indices": )" + splits +
           R"(, "split_conditions": [0.5, 0, 1], "loss_changes": [1, 0, 0], "sum_hessian": [2, 1, 1], "default_left": [1, 0, 0]}]}}}})";
  };
  EXPECT_TRUE(read_forest(with("[1, -1, -1]", "[1, 0, 0]"), 2));
  EXPECT_EQ(text_of(read_forest(with("[1, -1]", "[1, 0, 0]"), 2)),
            "trees[0]: of XGBoost's model can't be read: right_children is no list of one number a node");
  EXPECT_EQ(text_of(read_forest(with("[0, -1, -1]", "[1, 0, 0]"), 2)),
            "trees[0]: of XGBoost's model can't be read: node 0 has children that are not there");
  EXPECT_EQ(text_of(read_forest(with("[1, -1, -1]", "[2, 0, 0]"), 2)),
            "trees[0]: of XGBoost's model can't be read: node 0 splits a column that is not there");
}

TEST(Forest, SaysThatItNeedsXGBoost) {
  if (kForestsGrow) GTEST_SKIP() << "XGBoost is there";
  EXPECT_EQ(text_of(grow_forest(Matrix{}, {}, {}, 1)),
            "model: XGBoost grows its trees, which this build lacks; train natively");
}

#ifndef __EMSCRIPTEN__
constexpr ForestShape kShape{500, 10, 5, 3};

std::vector<double> forest_reference(const char* column) {
  return numbers_in(in_repository("tests/fixtures/select/forest_reference.csv"), column);
}

/// A forest on the table, and what it was grown from.
struct Grown {
  SelectTable table;
  Matrix ranks;
  std::string model;
  std::vector<ForestTree> trees;

  explicit Grown(const ForestShape& shape, std::uint64_t seed = 1) {
    std::vector<std::uint32_t> all(table.names.size());
    std::iota(all.begin(), all.end(), 0u);
    ranks = ranked(table.rows, all);
    const auto grown = grow_forest(ranks, table.outcome, shape, seed);
    EXPECT_TRUE(grown) << text_of(grown);
    model = *grown;
    const auto read = read_forest(model, ranks.columns);
    EXPECT_TRUE(read) << text_of(read);
    trees = *read;
  }
};

/// XGBoost's own reading of the model.
struct Booster {
  BoosterHandle handle = nullptr;
  explicit Booster(const std::string& model) {
    EXPECT_EQ(XGBoosterCreate(nullptr, 0, &handle), 0);
    EXPECT_EQ(XGBoosterLoadModelFromBuffer(handle, model.data(), model.size()), 0) << XGBGetLastError();
  }
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;
  ~Booster() { XGBoosterFree(handle); }
};
#endif

TEST(GrownForest, HoldsSharesOfTheDrawnRowsInItsLeaves) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const Grown grown(kShape);
  ASSERT_EQ(grown.trees.size(), 500u);
  const auto seeds = tree_seeds(1, 500);
  for (std::size_t t = 0; t < grown.trees.size(); ++t) {
    const ForestTree& tree = grown.trees[t];
    Random random(seeds[t]);
    const auto times = bootstrap(grown.table.outcome.size(), random);
    std::vector<double> rows(tree.size(), 0.0);
    std::vector<double> events(tree.size(), 0.0);
    for (std::size_t r = 0; r < times.size(); ++r) {
      std::size_t n = 0;
      while (tree[n].left != 0)
        n = grown.ranks.row(r)[tree[n].column] < tree[n].cut ? tree[n].left : tree[n].right;
      rows[n] += times[r];
      events[n] += times[r] * grown.table.outcome[r];
    }
    for (std::size_t n = 0; n < tree.size(); ++n) {
      if (tree[n].left != 0) continue;
      ASSERT_EQ(rows[n], tree[n].rows) << t << ", " << n;
      ASSERT_GE(rows[n], 5.0);
      // XGBoost keeps 32 bits of a share.
      ASSERT_NEAR(tree[n].share, events[n] / rows[n], 1e-7) << t << ", " << n;
    }
  }
#endif
}

TEST(GrownForest, GainsWhatGinisImpurityLoses) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const Grown grown({20, 1, 5, 12});
  const auto seeds = tree_seeds(1, 20);
  for (std::size_t t = 0; t < 20; ++t) {
    const ForestTree& tree = grown.trees[t];
    ASSERT_EQ(tree.size(), 3u);
    const auto gini = [](double rows, double share) { return rows * 2.0 * share * (1.0 - share); };
    const ForestNode& left = tree[1];
    const ForestNode& right = tree[2];
    const double share = (left.rows * left.share + right.rows * right.share) / 240.0;
    const double lost = gini(240.0, share) - gini(left.rows, left.share) - gini(right.rows, right.share);
    EXPECT_NEAR(2.0 * tree[0].gain, lost, 1e-4 * lost) << t;  // sums of 32-bit numbers
  }
#endif
}

TEST(GrownForest, IsReadAsXGBoostReadsIt) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const Grown grown(kShape);
  const Booster booster(grown.model);
  bst_ulong count = 0;
  bst_ulong dimensions = 0;
  const char** features = nullptr;
  const bst_ulong* shape = nullptr;
  const float* scores = nullptr;
  ASSERT_EQ(XGBoosterFeatureScore(booster.handle, R"({"importance_type":"total_gain"})", &count, &features,
                                  &dimensions, &shape, &scores),
            0)
      << XGBGetLastError();
  std::map<std::string, double> gains;
  double all = 0.0;
  for (bst_ulong i = 0; i < count; ++i) all += gains[features[i]] = static_cast<double>(scores[i]);
  const auto importance = impurity_importance(grown.trees, grown.ranks.columns);
  for (std::size_t j = 0; j < importance.size(); ++j)
    EXPECT_NEAR(importance[j], gains["f" + std::to_string(j)] / all, 1e-5) << grown.table.names[j];
  EXPECT_NEAR(std::accumulate(importance.begin(), importance.end(), 0.0), 1.0, 1e-12);

  // XGBoost adds the leaves to its base score: nothing but leaves may be in its sum.
  std::vector<float> values(grown.ranks.values.begin(), grown.ranks.values.end());
  DMatrixHandle rows = nullptr;
  ASSERT_EQ(XGDMatrixCreateFromMat(values.data(), grown.ranks.rows(), grown.ranks.columns, -1.0f, &rows), 0);
  bst_ulong length = 0;
  const float* sums = nullptr;
  ASSERT_EQ(XGBoosterPredict(booster.handle, rows, 0, 0, 0, &length, &sums), 0) << XGBGetLastError();
  ASSERT_EQ(length, grown.ranks.rows());
  for (std::size_t r = 0; r < length; ++r) {
    double sum = 0.0;
    for (const ForestTree& tree : grown.trees) sum += share_of(tree, grown.ranks.row(r));
    EXPECT_NEAR(static_cast<double>(sums[r]), sum, 1e-3) << r;  // 500 additions of 32-bit numbers
  }
  XGDMatrixFree(rows);
#endif
}

TEST(GrownForest, IsTheSameEachTimeAndOnEachThread) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const ForestShape shape{30, 6, 5, 3};
  const Grown once(shape);
  EXPECT_NE(Grown(shape, 2).model, once.model);
  std::array<std::string, 2> models;
  std::vector<std::thread> threads;
  for (std::string& model : models) {
    threads.emplace_back([&] { model = *grow_forest(once.ranks, once.table.outcome, shape, 1); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(models[0], once.model);
  EXPECT_EQ(models[1], once.model);
#endif
}

TEST(GrownForest, DrawsColumnsAnewAtEachNode) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const Grown one_column({300, 1, 5, 1});
  std::vector<int> at_root(one_column.ranks.columns, 0);
  for (const ForestTree& tree : one_column.trees) {
    if (tree[0].left != 0) ++at_root[tree[0].column];
  }
  // 25 expected of each; 10 is 3.1 standard deviations below.
  for (std::size_t j = 0; j + 1 < at_root.size(); ++j) EXPECT_GT(at_root[j], 10) << one_column.table.names[j];
  EXPECT_EQ(at_root.back(), 0) << "site is constant";
#endif
}

TEST(GrownForest, AgreesWithScikitLearn) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "XGBoost is native only";
#else
  const Grown grown({4000, 10, 5, 3});
  const auto impurity = impurity_importance(grown.trees, grown.ranks.columns);
  const auto permutation = permutation_importance(grown.trees, grown.ranks, grown.table.outcome, 1);
  const auto its_impurity = forest_reference("impurity");
  const auto its_permutation = forest_reference("permutation");
  for (std::size_t j = 0; j < impurity.size(); ++j) {
    RecordProperty(grown.table.names[j], std::to_string(impurity[j]) + ", " + std::to_string(permutation[j]));
    EXPECT_NEAR(impurity[j], its_impurity[j], 0.01) << grown.table.names[j];
    EXPECT_NEAR(permutation[j], its_permutation[j], 0.002) << grown.table.names[j];
  }
  EXPECT_EQ(permutation.back(), 0.0) << "site is constant";
#endif
}

}  // namespace
}  // namespace nearside
