// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/null_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

TEST(NullModel, GivesEverybodyTheAverage) {
  Response two = binary_response({1, 0, 0, 0});
  EXPECT_EQ(null_outputs({}, two), (std::vector<double>{0.25}));
  two.weight = {2.0, 1.0, 0.5, 0.5};
  EXPECT_EQ(null_outputs({}, two), (std::vector<double>{0.5}));
  EXPECT_EQ(null_outputs({}, {OutcomeKind::classes, 3, {0, 1, 1, 2}}),
            (std::vector<double>{0.25, 0.5, 0.25}));
  EXPECT_EQ(null_outputs({}, {OutcomeKind::quantity, 2, {}, {1.0, 2.0, 6.0}}), (std::vector<double>{3.0}));
  Outcome timed;
  timed.kind = OutcomeKind::time_to_event;
  timed.horizons = {1.0, 3.0, 9.0};
  // Kaplan and Meier: of four one has the event at 1, of the two who are left after 2 one at 3.
  const auto risks = null_outputs(timed, {OutcomeKind::time_to_event, 2, {1, 0, 1, 0}, {1.0, 2.0, 3.0, 4.0}});
  ASSERT_EQ(risks.size(), 3u);
  EXPECT_DOUBLE_EQ(risks[0], 0.25);
  EXPECT_DOUBLE_EQ(risks[1], 1.0 - 0.75 * 0.5);
  EXPECT_TRUE(std::isnan(risks[2]));
}

TEST(NullModel, IsThatOfTheOtherFolds) {
  const Response response = binary_response({1, 1, 0, 1, 0, 0});
  EXPECT_EQ(null_out_of_fold({}, response, {2, {0, 0, 0, 1, 1, 1}}),
            (std::vector<double>{1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0}));
  const auto forward = null_out_of_fold({}, response, {2, {0, 0, 0, 1, 1, 1}, true});
  EXPECT_TRUE(std::isnan(forward[0]));
  EXPECT_EQ(forward[5], 2.0 / 3.0);
}

TEST(NullComparison, PairsTheRows) {
  const Response response = binary_response({1, 1, 0, 0});
  const std::vector<double> average(4, 0.5);
  NullComparison comparison;
  comparison.add({}, response, std::vector<double>{0.8, 0.6, 0.4, 0.2}, average);
  const auto against = comparison.result({}, response);
  ASSERT_TRUE(against);
  // Gains of log(0.8 / 0.5) and log(0.6 / 0.5), two of each; their deviation is half the difference.
  const double large = std::log(1.6);
  const double small = std::log(1.2);
  EXPECT_NEAR(against->gain, 0.5 * (large + small), 1e-12);
  EXPECT_NEAR(against->standard_error, 0.5 * (large - small) / std::sqrt(3.0), 1e-12);
  EXPECT_NEAR(against->null_loss, std::log(2.0), 1e-12);
  EXPECT_NEAR(against->loss, std::log(2.0) - against->gain, 1e-12);
  EXPECT_TRUE(against->is_clearly_better());
  EXPECT_EQ(against->measure, "log loss");
}

TEST(NullComparison, CountsAGroupAsOneAndARepeatAsTheSameRows) {
  Response response = binary_response({1, 1, 0, 0});
  const std::vector<double> average(4, 0.5);
  const std::vector<double> outputs{0.8, 0.6, 0.4, 0.2};
  NullComparison twice;
  twice.add({}, response, outputs, average);
  twice.add({}, response, outputs, average);
  NullComparison once;
  once.add({}, response, outputs, average);
  EXPECT_EQ(twice.result({}, response)->standard_error, once.result({}, response)->standard_error);
  response.group = {0, 1, 1, 0};  // the rows that gain much, and those that gain little
  NullComparison grouped;
  grouped.add({}, response, outputs, average);
  EXPECT_NEAR(grouped.result({}, response)->standard_error,
              std::sqrt(3.0) * once.result({}, binary_response({1, 1, 0, 0}))->standard_error, 1e-12);
}

TEST(NullComparison, TellsBetterFromClearlyBetterAndFromNoBetter) {
  const Response response = binary_response({1, 1, 0, 0});
  const std::vector<double> average(4, 0.5);
  const auto of = [&](const std::vector<double>& outputs) {
    NullComparison comparison;
    comparison.add({}, response, outputs, average);
    return *comparison.result({}, response);
  };
  EXPECT_FALSE(of({0.4, 0.4, 0.6, 0.6}).is_better());
  EXPECT_FALSE(of(average).is_better());
  EXPECT_TRUE(of({0.9, 0.3, 0.3, 0.5}).is_better());
  EXPECT_FALSE(of({0.9, 0.3, 0.3, 0.5}).is_clearly_better());
  EXPECT_TRUE(of({0.6, 0.6, 0.4, 0.4}).is_clearly_better());
  NullComparison nothing;
  nothing.add({}, response, std::vector<double>(4, std::nan("")), average);
  EXPECT_FALSE(nothing.result({}, response));
}

TEST(NullComparison, IsSaidInWords) {
  EXPECT_EQ(
      in_words({"log loss", 0.5, 0.6, 0.1, 0.05}),
      "better than the average for everybody (log loss 0.5 for 0.6, gain 0.1 with standard error 0.05)");
  EXPECT_TRUE(
      in_words({"log loss", 0.59, 0.6, 0.01, 0.05}).starts_with("not clearly better than the average"));
  EXPECT_TRUE(in_words({"log loss", 0.6, 0.59, -0.01, 0.05}).starts_with("no better than the average"));
}

TEST(NullNote, TellsTheReaderOnlyWhereTheModelIsNotClearlyBetter) {
  ModelCard card;
  add_null_note({"log loss", 0.5, 0.6, 0.1, 0.05}, card);
  EXPECT_TRUE(card.does_not_tell.empty());
  add_null_note({"log loss", 0.59, 0.6, 0.01, 0.05}, card);
  ASSERT_EQ(card.does_not_tell.size(), 1u);
  EXPECT_EQ(
      card.does_not_tell[0].en,
      "Whether this number tells more of you than the average for everybody: on the data that it was made "
      "from it was not clearly better.");
  EXPECT_EQ(card.does_not_tell[0].zh,
            "这个数字是否比所有人的平均值更能说明您的情况：在建模数据上，它并不明显更好。");
  add_null_note({"log loss", 0.6, 0.59, -0.01, 0.05}, card);
  ASSERT_EQ(card.does_not_tell.size(), 2u);
  EXPECT_TRUE(card.does_not_tell[1].en.ends_with("made from it was no better."));
}

}  // namespace
}  // namespace nearside
