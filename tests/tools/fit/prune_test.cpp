// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/prune.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tools/fit/pipeline.h"
#include "tools/fit/steps.h"
#include "tools/fixtures.h"
#include "tools/table/development_table.h"

namespace nearside {
namespace {

/// What leaves the steps for a row.
std::vector<double> through(const std::vector<Step>& steps, const std::vector<Predictor>& predictors,
                            std::vector<double> row) {
  const auto columns = columns_through(steps, columns_of(predictors), "steps");
  EXPECT_TRUE(columns) << text_of(columns);
  for (std::size_t s = 0; columns && s < steps.size(); ++s) {
    std::vector<double> next((*columns)[s + 1].size());
    apply(steps[s], row, next);
    row = std::move(next);
  }
  return row;
}

std::vector<Predictor> those(const std::vector<Predictor>& predictors, const std::vector<std::uint32_t>& at) {
  std::vector<Predictor> stay;
  for (const std::uint32_t p : at) stay.push_back(predictors[p]);
  return stay;
}

/// Checks that a recipe's steps, with a selection of some of their columns at the end, give the same bits
/// when pruned.
void expect_same_bits(const Recipe& recipe, const DevelopmentTable& table, const std::string& name,
                      std::size_t& left_out) {
  const auto fitted = fit_steps(recipe, table.rows, table.response);
  ASSERT_TRUE(fitted) << name << text_of(fitted);
  Random random(7);
  for (int trial = 0; trial < 12; ++trial) {
    Select select;
    for (std::uint32_t c = 0; c < fitted->columns.size(); ++c) {
      // From many columns to one.
      if (random.below(static_cast<std::uint64_t>(1 + trial)) == 0) select.columns.push_back(c);
    }
    if (select.columns.empty()) select.columns.push_back(0);
    std::vector<Step> steps = fitted->steps;
    steps.emplace_back(select);
    const auto pruned = prune(steps, recipe.predictors);
    ASSERT_TRUE(pruned) << name << text_of(pruned);
    left_out += recipe.predictors.size() - pruned->predictors.size();
    const std::vector<Predictor> predictors = those(recipe.predictors, pruned->predictors);
    for (std::size_t r = 0; r < table.rows.rows(); r += 7) {
      const auto row = table.rows.row(r);
      std::vector<double> asked;
      for (const std::uint32_t p : pruned->predictors) asked.push_back(row[p]);
      const auto before = through(steps, recipe.predictors, {row.begin(), row.end()});
      const auto after = through(pruned->steps, predictors, asked);
      ASSERT_EQ(after.size(), before.size()) << name << ", trial " << trial;
      ASSERT_EQ(std::memcmp(after.data(), before.data(), before.size() * sizeof(double)), 0)
          << name << ", trial " << trial << ", row " << r;
    }
  }
}

TEST(Prune, KeepsTheBitsOfEveryParityRecipe) {
  std::size_t seen = 0;
  std::size_t left_out = 0;
  const std::string folder = in_repository("tests/parity/recipes");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    auto recipe = parse_recipe(content_of(entry.path().string()));
    ASSERT_TRUE(recipe) << name << text_of(recipe);
    // Selections have tests of their own; here one stands at the end.
    std::erase_if(recipe->steps, [](const StepRequest& step) {
      return std::visit([](const auto& s) { return s.kName.starts_with("select"); }, step);
    });
    auto table = read_development_table(*recipe, folder + "/" + recipe->data.file);
    ASSERT_TRUE(table) << name << text_of(table);
    expect_same_bits(*recipe, *table, name, left_out);
    ++seen;
  }
  EXPECT_GE(seen, 8u);
  EXPECT_GT(left_out, 100u) << "the selections left most predictors unused";
}

std::vector<Predictor> three() {
  return {numeric("a"), numeric("b"), numeric("c")};
}

TEST(Prune, LeavesOutWhatNothingDependsOn) {
  Standardise standardise;
  standardise.columns = {0, 1, 2};
  standardise.means = {1, 2, 3};
  standardise.scales = {4, 5, 6};
  const auto pruned = prune({standardise, Select{{2}}}, three());
  ASSERT_TRUE(pruned) << text_of(pruned);
  EXPECT_EQ(pruned->predictors, std::vector<std::uint32_t>{2});
  ASSERT_EQ(pruned->steps.size(), 2u);
  const auto& left = std::get<Standardise>(pruned->steps[0]);
  EXPECT_EQ(left.columns, std::vector<std::uint32_t>{0});
  EXPECT_EQ(left.means, std::vector<double>{3});
  EXPECT_EQ(left.scales, std::vector<double>{6});
  EXPECT_EQ(std::get<Select>(pruned->steps[1]).columns, std::vector<std::uint32_t>{0});
}

TEST(Prune, KeepsWhatLivesOnInACreatedColumn) {
  Interact interact;
  interact.columns = {0, 1, 2};
  interact.lengths = {2, 2};
  interact.factors = {0, 1, 1, 2};
  const auto pruned = prune({interact, Select{{4}}}, three());  // b×c alone
  ASSERT_TRUE(pruned) << text_of(pruned);
  EXPECT_EQ(pruned->predictors, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(through(pruned->steps, {numeric("b"), numeric("c")}, {3, 5}), std::vector<double>{15});
}

TEST(Prune, KeepsWhatFillsANeededColumn) {
  std::vector<Predictor> predictors = three();
  predictors[0].required = false;
  ImputeNormal impute;
  impute.columns = {0, 1};
  impute.means = {1, 2};
  impute.covariance = {1, 0.5, 1};
  impute.lows = {-9, -9};
  impute.highs = {9, 9};
  const auto of_filled = prune({impute, Select{{0}}}, predictors);
  ASSERT_TRUE(of_filled) << text_of(of_filled);
  EXPECT_EQ(of_filled->predictors, (std::vector<std::uint32_t>{0, 1})) << "a is filled from b";
  const auto of_known = prune({impute, Select{{1}}}, predictors);
  ASSERT_TRUE(of_known) << text_of(of_known);
  EXPECT_EQ(of_known->predictors, std::vector<std::uint32_t>{1}) << "b is never filled";
  EXPECT_EQ(of_known->steps.size(), 1u);
}

TEST(Prune, ChangesNothingWhereAllIsNeeded) {
  FlagMissing flags;
  flags.columns = {1};
  std::vector<Predictor> predictors = three();
  predictors[1].required = false;
  const auto pruned = prune({flags}, predictors);
  ASSERT_TRUE(pruned) << text_of(pruned);
  EXPECT_EQ(pruned->predictors, (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(std::get<FlagMissing>(pruned->steps[0]).columns, flags.columns);
}

}  // namespace
}  // namespace nearside
