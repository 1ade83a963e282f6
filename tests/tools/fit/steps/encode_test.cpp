// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "tools/fit/steps.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// 50 people at four sites: a 20, b 15, c 12, d 3; with the outcome a 5, b 9, c 6, d 3.
struct Example {
  std::vector<Predictor> predictors{with_levels("site", Kind::categorical, {"a", "b", "c", "d"})};
  Columns columns = columns_of(predictors);
  Matrix rows{1, {}};
  std::vector<std::uint8_t> outcome;

  Example() {
    add(0, 20, 5);
    add(1, 15, 9);
    add(2, 12, 6);
    add(3, 3, 3);
  }
  void add(double level, int count, int events) {
    for (int i = 0; i < count; ++i) {
      rows.values.push_back(level);
      outcome.push_back(i < events ? 1 : 0);
    }
  }
  StepData data() const { return {rows, columns, predictors, outcome, 1}; }

  template <class T, class Request>
  T fitted(const Request& request) const {
    auto step = fit(StepRequest(request), data());
    EXPECT_TRUE(step) << text_of(step);
    return step ? std::get<T>(*step) : T();
  }
};

TEST(FitFrequency, GivesTheShareOfALevelButNoneOfItsOwnToFewPeople) {
  const auto step = Example().fitted<EncodeLevels>(FrequencyRequest{});
  EXPECT_EQ(step.values, (std::vector<double>{20.0 / 50, 15.0 / 50, 12.0 / 50, 3.0 / 50}));
  Example two_small;
  two_small.predictors = {with_levels("site", Kind::categorical, {"a", "b", "c", "d", "e"})};
  two_small.columns = columns_of(two_small.predictors);
  two_small.add(4, 7, 0);
  const auto shared = two_small.fitted<EncodeLevels>(FrequencyRequest{});
  EXPECT_EQ(shared.values[3], 5.0 / 57);  // 3 and 7 share (3 + 7) / 2
  EXPECT_EQ(shared.values[4], 5.0 / 57);
}

TEST(FitTarget, SmoothsTowardsTheShareOfAll) {
  const auto step = Example().fitted<EncodeLevels>(TargetRequest{10.0, {}});
  const double share = 23.0 / 50;
  EXPECT_DOUBLE_EQ(step.values[0], (5 + 10 * share) / 30);
  EXPECT_DOUBLE_EQ(step.values[1], (9 + 10 * share) / 25);
  EXPECT_DOUBLE_EQ(step.values[2], (6 + 10 * share) / 22);
  EXPECT_EQ(step.values[3], share);  // 3 people
}

// A row that is encoded by its own person's other rows is told its outcome.
TEST(FitTarget, NeverLetsARowSeeTheOutcomesOfItsGroup) {
  Example example;
  std::vector<std::uint32_t> group;
  for (std::uint32_t r = 0; r < 50; ++r)
    group.push_back(r / 5);  // rows of one site and one outcome, as a rule
  StepData data = example.data();
  data.group = group;
  const StepRequest request = TargetRequest{0.0, {}};
  const auto step = fit(request, data);
  ASSERT_TRUE(step) << text_of(step);
  const auto parted = [&](const StepData& of) {
    const Matrix trained = *training_rows(request, *step, 1, of);
    std::size_t differing = 0;
    for (std::size_t r = 1; r < 50; ++r) {
      const bool alike = group[r] == group[r - 1] && example.rows.row(r)[0] == example.rows.row(r - 1)[0];
      differing += alike && trained.row(r)[0] != trained.row(r - 1)[0] ? 1u : 0u;
    }
    return differing;
  };
  EXPECT_EQ(parted(data), 0u);
  for (std::uint32_t& one : group) one %= 3;
  EXPECT_EQ(text_of(training_rows(request, *step, 1, data)),
            "encode_target: fits itself to four fifths of the groups at a time, and there are 3");
  EXPECT_GT(parted(example.data()), 10u) << "else groups change nothing";
}

// A category of nearly as many levels as rows tells a row's outcome by heart: out of fold it tells nothing.
TEST(FitTarget, NeverLetsARowSeeItsOwnOutcome) {
  Example example;
  example.rows.values.clear();
  example.outcome.clear();
  for (int level = 0; level < 4; ++level) example.add(level, 12, level % 2 == 0 ? 12 : 0);
  const StepRequest request = TargetRequest{0.0, {}};
  const auto step = fit(request, example.data());
  ASSERT_TRUE(step);
  const Matrix seen = apply_to_rows(*step, example.rows, 1);
  const Matrix trained = *training_rows(request, *step, 1, example.data());
  bool differs = false;
  for (std::size_t r = 0; r < seen.rows(); ++r) differs = differs || seen.row(r)[0] != trained.row(r)[0];
  EXPECT_TRUE(differs);
  // By hand for one row: its number comes from the rows of the other parts only, so changing its outcome
  // changes nothing.
  Example flipped = example;
  flipped.outcome[0] = 1 - flipped.outcome[0];
  const auto step_flipped = fit(request, flipped.data());
  ASSERT_TRUE(step_flipped);
  const Matrix again = *training_rows(request, *step_flipped, 1, flipped.data());
  EXPECT_EQ(again.row(0)[0], trained.row(0)[0]);
}

TEST(FitOrdinal, TakesThePlaceAmongOrderedLevels) {
  Example example;
  example.predictors[0].ordered = true;
  EXPECT_EQ(example.fitted<EncodeLevels>(OrdinalRequest{}).values, (std::vector<double>{0, 1, 2, 3}));
  example.predictors[0].ordered = false;
  EXPECT_TRUE(example.fitted<EncodeLevels>(OrdinalRequest{}).columns.empty());
  const auto named = fit(StepRequest(OrdinalRequest{{"site"}}), example.data());
  ASSERT_FALSE(named);
  EXPECT_NE(named.error().message.find("\"site\" has no order"), std::string::npos);
}

TEST(FitGroupRare, PutsTwoOrMoreRareLevelsIntoOne) {
  Example example;
  EXPECT_TRUE(example.fitted<GroupLevels>(GroupRareRequest{}).columns.empty());   // d alone is rare
  const auto step = example.fitted<GroupLevels>(GroupRareRequest{0.25, 10, {}});  // c (24 %) and d
  EXPECT_EQ(step.groups, (std::vector<std::uint32_t>{0, 1, 2, 2}));
  EXPECT_EQ(step.group_counts, std::vector<std::uint32_t>{3});
}

}  // namespace
}  // namespace nearside
