// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/folds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "core/source_files.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Outcomes = std::vector<std::uint8_t>;
using FoldOfRow = std::vector<std::uint32_t>;

/// `count` outcomes, every `every`th of them an event.
Outcomes outcomes(std::size_t count, std::size_t every) {
  Outcomes values(count, 0);
  for (std::size_t i = 0; i < count; i += every) values[i] = 1;
  return values;
}

FoldOfRow folds_of(const Outcomes& outcome, std::uint32_t count, std::uint64_t seed) {
  const auto folds = stratified_folds(outcome, count, seed);
  EXPECT_TRUE(folds) << text_of(folds);
  return folds ? folds->of_row : FoldOfRow();
}

/// The largest and the smallest number of rows with `wanted` in a fold differ by this much.
std::size_t imbalance(const FoldOfRow& folds, std::uint32_t count, const Outcomes& outcome,
                      std::initializer_list<int> wanted) {
  std::vector<std::size_t> sizes(count);
  for (std::size_t r = 0; r < folds.size(); ++r) {
    if (std::find(wanted.begin(), wanted.end(), outcome[r]) != wanted.end()) ++sizes[folds[r]];
  }
  return *std::max_element(sizes.begin(), sizes.end()) - *std::min_element(sizes.begin(), sizes.end());
}

/// A table in which rows 1 … `count` of the file are used, except `without_outcome`.
DevelopmentTable table_of(std::uint64_t count, std::initializer_list<std::uint64_t> without_outcome = {}) {
  DevelopmentTable table;
  for (std::uint64_t row = 1; row <= count; ++row) {
    if (std::find(without_outcome.begin(), without_outcome.end(), row) == without_outcome.end()) {
      table.number.push_back(row);
    }
  }
  table.cleaning.rows_in_file = table.number.size() + without_outcome.size();
  return table;
}

// Every fold, sample and hold-out is made where groups and the order of time are known; a shuffle elsewhere
// only changes in which order something is looked at.
TEST(Splits, AreMadeInOnePlace) {
  const std::vector<std::string> kMay{"tools/choose/folds.cpp", "tools/choose/folds.h"};
  const std::map<std::string, std::string> kShuffles{
      {"tools/choose/choice_data.cpp", "units of `units_of`"},
      {"tools/fit/forest.cpp", "values among the rows of a column, for their worth"},
      {"tools/fit/steps.cpp", "units of `units_of`"},
      {"tools/fit/linear/dual_descent.cpp", "the order of steps"},
      {"tools/fit/linear/sgd.cpp", "the order of steps"},
      {"tools/fit/linear/hinge_sgd.cpp", "the order of steps"},
      {"tools/fit/steps/impute_neighbours.cpp", "which rows are kept as donors"},
      {"tools/fit/steps/select.cpp", "units of `units_of`"},
  };
  std::size_t shuffles = 0;
  for (const auto& [path, text] : source_files("tools")) {
    if (std::find(kMay.begin(), kMay.end(), path) != kMay.end()) continue;
    for (const char* maker : {"stratified_folds(", "random_folds(", "grouped_folds(", "forward_folds("}) {
      EXPECT_EQ(text.find(maker), std::string::npos)
          << path << " makes folds by rows alone; `folds_of` knows the groups";
    }
    if (text.find(".shuffle(") == std::string::npos) continue;
    EXPECT_EQ(kShuffles.count(path), 1u) << path << " shuffles; does it keep groups together?";
    ++shuffles;
  }
  EXPECT_EQ(shuffles, kShuffles.size());
}

Response grouped(std::size_t groups, std::size_t rows_each) {
  Response response;
  for (std::uint32_t r = 0; r < groups * rows_each; ++r) {
    response.group.push_back(r / static_cast<std::uint32_t>(rows_each));
    response.label.push_back(response.group.back() % 2 == 0 ? 1 : 0);
  }
  return response;
}

TEST(FoldsOf, KeepGroupsAndTheOrderOfTime) {
  Response response = grouped(40, 3);
  const auto by_group = nearside::folds_of(response, 5, 1);
  ASSERT_TRUE(by_group) << text_of(by_group);
  EXPECT_EQ(split_groups(*by_group, response.group), 0u);
  response.group.clear();
  EXPECT_GT(split_groups(*nearside::folds_of(response, 5, 1), grouped(40, 3).group), 0u);
  for (std::size_t r = 0; r < 120; ++r) response.order.push_back(static_cast<double>(r));
  const auto by_time = nearside::folds_of(response, 5, 1);
  ASSERT_TRUE(by_time) << text_of(by_time);
  EXPECT_TRUE(by_time->forward);
  EXPECT_EQ(by_time->of_row[119], 4u);
  const std::vector<std::size_t> some{3, 100};
  EXPECT_EQ(response.of(some).order, (std::vector<double>{3.0, 100.0}));
  EXPECT_EQ(grouped(40, 3).of(some).group, (std::vector<std::uint32_t>{1, 33}));
}

TEST(HeldOutRows, AreWholeGroupsOrTheLatest) {
  Random random(2);
  const std::vector<std::uint32_t> group = grouped(40, 3).group;
  const auto whole = *held_out_rows(group, {}, 120, 0.1, random);
  EXPECT_EQ(whole.size(), 12u);
  std::map<std::uint32_t, int> rows;
  for (const std::uint32_t r : whole) ++rows[group[r]];
  for (const auto& one : rows) EXPECT_EQ(one.second, 3);
  std::vector<double> order;
  for (std::size_t r = 0; r < 120; ++r)
    order.push_back(static_cast<double>((r * 7) % 60));  // each moment twice
  const auto latest = *held_out_rows({}, order, 120, 0.1, random);
  EXPECT_EQ(latest.size(), 12u);
  for (const std::uint32_t r : latest) EXPECT_GE(order[r], 54.0);
  EXPECT_EQ(held_out_rows({}, {}, 120, 0.1, random)->size(), 12u);
  // A group of ninety is never held out; two moments of sixty can't be.
  std::vector<std::uint32_t> unequal(90, 0);
  for (std::uint32_t g = 1; g <= 10; ++g) unequal.insert(unequal.end(), 3, g);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(held_out_rows(unequal, {}, 120, 0.1, random)->size(), 12u);
  EXPECT_EQ(
      text_of(held_out_rows(std::vector<std::uint32_t>(120, 7), {}, 120, 0.1, random)),
      "wants 12 of 120 rows to judge a fit by, and the groups are so large that it would be more than a "
      "third");
  std::vector<double> halves(60, 1.0);
  halves.insert(halves.end(), 60, 2.0);
  EXPECT_EQ(text_of(held_out_rows({}, halves, 120, 0.1, random)),
            "wants 12 of 120 rows to judge a fit by, and the moments are so large that it would be more "
            "than a third");
}

TEST(StratifiedFolds, ShareClassesAndRowsToWithinOne) {
  for (std::uint32_t count : {2u, 3u, 5u, 10u}) {
    const Outcomes outcome = outcomes(103, 4);
    const FoldOfRow folds = folds_of(outcome, count, 1);
    ASSERT_EQ(folds.size(), outcome.size());
    EXPECT_LE(imbalance(folds, count, outcome, {1}), 1u);
    EXPECT_LE(imbalance(folds, count, outcome, {0}), 1u);
    EXPECT_LE(imbalance(folds, count, outcome, {0, 1}), 1u);
  }
}

TEST(StratifiedFolds, AreTheSameFromTheSameSeedAndOthersFromAnother) {
  const Outcomes outcome = outcomes(100, 3);
  EXPECT_EQ(folds_of(outcome, 5, 7), folds_of(outcome, 5, 7));
  EXPECT_NE(folds_of(outcome, 5, 7), folds_of(outcome, 5, 8));
}

// Recorded: whoever publishes a seed must find these folds again in every later version.
TEST(StratifiedFolds, StayWhatTheyWereInTheFirstVersion) {
  EXPECT_EQ(folds_of(outcomes(12, 3), 3, 0), (FoldOfRow{1, 2, 0, 0, 2, 1, 0, 1, 1, 2, 2, 0}));
  EXPECT_EQ(folds_of(outcomes(12, 3), 2, 42), (FoldOfRow{0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1}));
}

TEST(StratifiedFolds, NeedARowOfEachClassInEveryFold) {
  const auto few_events = stratified_folds(outcomes(20, 5), 5, 0);
  ASSERT_FALSE(few_events);
  EXPECT_EQ(few_events.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(few_events.error().text(), "validation.folds: 5 folds, but only 4 rows with the outcome");
  EXPECT_EQ(text_of(stratified_folds(Outcomes{1, 1, 1, 0}, 2, 0)),
            "validation.folds: 2 folds, but only 1 rows without the outcome");
  EXPECT_TRUE(stratified_folds(outcomes(20, 5), 4, 0));
}

// Nobody, or few, need have been censored.
TEST(StratifiedFolds, NeedTheEventAloneOfTimesToAnEvent) {
  const auto all = stratified_folds(Outcomes(10, 1), 5, 0, Needed::events);
  ASSERT_TRUE(all) << text_of(all);
  EXPECT_EQ(imbalance(all->of_row, 5, Outcomes(10, 1), {1}), 0u);
  const auto few = stratified_folds(Outcomes{1, 1, 1, 0}, 3, 0, Needed::events);
  ASSERT_TRUE(few) << text_of(few);
  EXPECT_EQ(text_of(stratified_folds(Outcomes{0, 0, 0, 1}, 3, 0, Needed::events)),
            "validation.folds: 3 folds, but only 1 rows with the outcome");
  const std::vector<std::uint32_t> group{0, 1, 2, 3};
  EXPECT_TRUE(grouped_folds(Outcomes{1, 1, 1, 0}, group, 3, 0, Needed::events));
  EXPECT_EQ(text_of(grouped_folds(Outcomes{1, 1, 1, 0}, group, 3, 0)),
            "validation.folds: a fold would have no row without the outcome; take fewer folds");
}

TEST(SplitGroups, CountsGroupsWithRowsInSeveralFolds) {
  const std::vector<std::uint32_t> group{0, 0, 1, 1, 2, 2, 2};
  EXPECT_EQ(split_groups({2, {0, 0, 1, 1, 0, 0, 0}}, group), 0u);
  EXPECT_EQ(split_groups({2, {0, 1, 1, 1, 0, 1, 0}}, group), 2u);
}

// No fold at all was once a division by zero.
TEST(StratifiedFolds, AreAtLeastTwo) {
  EXPECT_EQ(text_of(stratified_folds(outcomes(20, 5), 0, 0)),
            "validation.folds: needs at least two folds, found 0");
  EXPECT_EQ(text_of(stratified_folds(outcomes(20, 5), 1, 0)),
            "validation.folds: needs at least two folds, found 1");
}

TEST(ReadFolds, TakesOneRowForEachUsedRow) {
  const TempFolder folder;
  const auto folds = read_folds(folder.with("f.csv", "fold\n1\n0\n1\n"), table_of(4, {2}));
  ASSERT_TRUE(folds) << text_of(folds);
  EXPECT_EQ(folds->count, 2u);
  EXPECT_EQ(folds->of_row, (FoldOfRow{1, 0, 1}));
}

TEST(ReadFolds, TakesOneRowForEachRowOfTheFile) {
  const TempFolder folder;
  const auto folds = read_folds(folder.with("f.csv", "fold\n1\n9\n0\n1\n"), table_of(4, {2}));
  ASSERT_TRUE(folds) << text_of(folds);
  EXPECT_EQ(folds->count, 2u);
  EXPECT_EQ(folds->of_row, (FoldOfRow{1, 0, 1}));
}

TEST(ReadFolds, RefusesAnyOtherNumberOfRows) {
  const TempFolder folder;
  const std::string path = folder.with("f.csv", "fold\n1\n0\n");
  const auto folds = read_folds(path, table_of(4, {2}));
  ASSERT_FALSE(folds);
  EXPECT_EQ(folds.error().code, ErrorCode::bad_data);
  EXPECT_EQ(folds.error().text(), path + ": has 2 rows, the table has 4, of which 3 have an outcome");
}

TEST(ReadFolds, RefusesWhatIsNoFold) {
  const TempFolder folder;
  for (const std::string& value : {std::string("one"), std::string("-1"), std::string("0.5"),
                                   std::string("100"), std::string("1e300")}) {
    const std::string path = folder.with("f.csv", "fold\n0\n" + value + "\n");
    EXPECT_EQ(text_of(read_folds(path, table_of(2))),
              path + ": row 3: expected a fold from 0 to 99, found \"" + value + "\"");
  }
}

TEST(ReadFolds, NeedsTheOneColumnFold) {
  const TempFolder folder;
  for (const char* header : {"fould\n0\n1\n", "row,fold\n1,0\n2,1\n"}) {
    const std::string path = folder.with("f.csv", header);
    EXPECT_EQ(text_of(read_folds(path, table_of(2))), path + ": must have the one column \"fold\"");
  }
}

TEST(ReadFolds, NeedsRowsInEveryFoldAndTwoFolds) {
  const TempFolder folder;
  const std::string gap = folder.with("gap.csv", "fold\n0\n2\n0\n");
  EXPECT_EQ(text_of(read_folds(gap, table_of(3))), gap + ": fold 1 has no rows; folds are numbered from 0");
  const std::string one = folder.with("one.csv", "fold\n0\n0\n0\n");
  EXPECT_EQ(text_of(read_folds(one, table_of(3))), one + ": needs at least two folds");
}

TEST(ReadFolds, PassesOnWhatIsWrongWithTheFile) {
  const TempFolder folder;
  EXPECT_EQ(text_of(read_folds(folder.path("absent.csv"), table_of(3))).find(folder.path("absent.csv")), 0u);
  EXPECT_EQ(text_of(read_folds(folder.with("f.csv", ""), table_of(3))),
            folder.path("f.csv") + ": row 1: the text is empty; expected a header row");
}

// Random, and groups without classes.

TEST(RandomFolds, DealOutAllRowsEvenlyByTheSeed) {
  const auto folds = random_folds(103, 5, 3);
  ASSERT_TRUE(folds) << text_of(folds);
  std::vector<int> sizes(5);
  for (const std::uint32_t fold : folds->of_row) ++sizes[fold];
  EXPECT_EQ(sizes, (std::vector<int>{21, 21, 21, 20, 20}));
  EXPECT_EQ(random_folds(103, 5, 3)->of_row, folds->of_row);
  EXPECT_NE(random_folds(103, 5, 4)->of_row, folds->of_row);
}

TEST(RandomFolds, NeedTwoFoldsAndARowForEach) {
  EXPECT_EQ(text_of(random_folds(10, 1, 0)), "validation.folds: needs at least two folds, found 1");
  EXPECT_EQ(text_of(random_folds(4, 5, 0)), "validation.folds: 5 folds, but only 4 rows");
}

TEST(GroupedFolds, ShareRowsWhereThereAreNoClasses) {
  const std::vector<std::uint32_t> group{0, 0, 1, 1, 2, 2, 3, 3};
  const auto folds = grouped_folds({}, group, 2, 1);
  ASSERT_TRUE(folds) << text_of(folds);
  EXPECT_EQ(std::count(folds->of_row.begin(), folds->of_row.end(), 0u), 4);
  for (std::size_t r = 0; r < 8; r += 2) EXPECT_EQ(folds->of_row[r], folds->of_row[r + 1]);
}

// Grouped.

TEST(GroupedFolds, NeverSplitAGroupAndShareTheClasses) {
  Outcomes outcome;
  std::vector<std::uint32_t> group;
  for (std::uint32_t g = 0; g < 120; ++g) {
    for (std::uint32_t visit = 0; visit <= g % 4; ++visit) {
      group.push_back(g);
      outcome.push_back(g % 5 == 0 ? 1 : 0);
    }
  }
  const auto folds = grouped_folds(outcome, group, 5, 3);
  ASSERT_TRUE(folds) << text_of(folds);
  std::vector<std::uint32_t> fold_of(120, 99);
  for (std::size_t r = 0; r < group.size(); ++r) {
    if (fold_of[group[r]] == 99) fold_of[group[r]] = folds->of_row[r];
    EXPECT_EQ(folds->of_row[r], fold_of[group[r]]);
  }
  EXPECT_LE(imbalance(folds->of_row, 5, outcome, {1}), 4u);  // the largest group has 4 rows
  EXPECT_LE(imbalance(folds->of_row, 5, outcome, {0}), 4u);
  EXPECT_EQ(grouped_folds(outcome, group, 5, 3)->of_row, folds->of_row);
  EXPECT_NE(grouped_folds(outcome, group, 5, 4)->of_row, folds->of_row);
}

TEST(GroupedFolds, PlaceTheLargestGroupsFirst) {
  // One hospital of sixty rows and sixty of one: two folds of sixty, whatever the order they are met in.
  std::vector<std::uint32_t> group(60, 30);
  for (std::uint32_t g = 0; g < 60; ++g) group.push_back(g < 30 ? g : g + 1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto folds = grouped_folds({}, group, 2, seed);
    ASSERT_TRUE(folds) << text_of(folds);
    EXPECT_EQ(std::count(folds->of_row.begin(), folds->of_row.end(), 0u), 60) << seed;
  }
}

TEST(GroupedFolds, NeedAsManyGroupsAsFoldsAndBothClassesInEach) {
  const auto few = grouped_folds(Outcomes{0, 1, 0, 1}, std::vector<std::uint32_t>{0, 0, 1, 1}, 3, 0);
  ASSERT_FALSE(few);
  EXPECT_NE(few.error().message.find("only 2 groups of rows that belong together"), std::string::npos);
  const auto alone = grouped_folds(Outcomes{1, 1, 0, 0}, std::vector<std::uint32_t>{0, 0, 1, 2}, 2, 0);
  ASSERT_FALSE(alone);
  EXPECT_NE(alone.error().message.find("would have no row with the outcome"), std::string::npos);
}

}  // namespace
}  // namespace nearside
