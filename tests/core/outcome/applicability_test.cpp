// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/applicability.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

enum : std::uint32_t { kLdl, kHdl, kYears, kRatio };

std::vector<Predictor> predictors() {
  return {numeric("ldl"), numeric("hdl"), integer("age")};
}

/// With what the steps append: LDL to HDL.
Columns columns() {
  Columns made = columns_of(predictors());
  made.push_back({"ratio", kCreated, 0, true});
  return made;
}

Output output(std::vector<Need> needs, std::vector<Applies> applies) {
  Output made;
  made.id = "risk";
  made.needs = std::move(needs);
  made.applies = std::move(applies);
  return made;
}

std::vector<OutputState> states(const std::vector<Output>& outputs, const std::vector<double>& row) {
  EXPECT_TRUE(check(outputs, outputs.size(), predictors(), columns(), "outputs"));
  std::vector<OutputState> judged(outputs.size(), OutputState{Absence::no_result, 9, 9, 9});
  Applicability(outputs, predictors()).judge(row, judged);
  return judged;
}

OutputState state(const Output& one, const std::vector<double>& row) {
  return states({one}, row)[0];
}

void ExpectState(const OutputState& seen, Absence absence, std::uint32_t predictor, double value,
                 double limit) {
  EXPECT_EQ(enum_name(seen.absence), enum_name(absence));
  EXPECT_EQ(seen.predictor, predictor);
  ExpectSameBits(seen.seen, value);
  ExpectSameBits(seen.limit, limit);
}

void ExpectPresent(const OutputState& seen) {
  EXPECT_EQ(enum_name(seen.absence), "present");
}

TEST(Applicability, AsksNothingOfAnOutputThatNeedsNothing) {
  ExpectPresent(state(output({}, {}), {kNaN, kNaN, kNaN}));
}

TEST(Applicability, IsContentWithAnyOneOfANeed) {
  const Output either = output({{{"ldl", "hdl"}}}, {});
  ExpectPresent(state(either, {1, kNaN, kNaN}));
  ExpectPresent(state(either, {kNaN, 1, kNaN}));
  ExpectPresent(state(either, {0, 0, 0}));
}

TEST(Applicability, NamesTheFirstThatWouldDo) {
  const Output either = output({{{"age"}}, {{"hdl", "ldl"}}}, {});
  ExpectState(state(either, {1, 1, kNaN}), Absence::needs_value, kYears, kNaN, kNaN);
  ExpectState(state(either, {kNaN, kNaN, 50}), Absence::needs_value, kHdl, kNaN, kNaN);
  ExpectState(state(either, {kNaN, kNaN, kNaN}), Absence::needs_value, kYears, kNaN, kNaN);
}

TEST(Applicability, HoldsAtBothEndsAndNotJustBeyond) {
  const Output middle = output({}, {{"ldl", 1.5, 4.25, {}}});
  ExpectPresent(state(middle, {1.5, kNaN, kNaN}));
  ExpectPresent(state(middle, {4.25, kNaN, kNaN}));
  const double below = std::nextafter(1.5, 0.0);
  const double above = std::nextafter(4.25, 5.0);
  ExpectState(state(middle, {below, 0, 0}), Absence::does_not_apply, kLdl, below, 1.5);
  ExpectState(state(middle, {above, 0, 0}), Absence::does_not_apply, kLdl, above, 4.25);
}

// What is not known is the business of the needs.
TEST(Applicability, LeavesAMissingValueInItsRange) {
  ExpectPresent(state(output({}, {{"ldl", 1, 2, {}}}), {kNaN, 0, 0}));
}

TEST(Applicability, NamesTheFirstRangeThatWasLeft) {
  const Output both = output({}, {{"age", 40, 69, {}}, {"ldl", 1, 5, {}}});
  ExpectState(state(both, {9, 0, 80}), Absence::does_not_apply, kYears, 80, 69);
  ExpectState(state(both, {9, 0, 60}), Absence::does_not_apply, kLdl, 9, 5);
}

TEST(Applicability, NamesWhatIsMissingBeforeWhatDoesNotApply) {
  ExpectState(state(output({{{"ldl"}}}, {{"age", 40, 69, {}}}), {kNaN, 0, 80}), Absence::needs_value, kLdl,
              kNaN, kNaN);
}

OutputState computed_state(const Output& one, const std::vector<double>& row, OutputState before = {}) {
  EXPECT_TRUE(check({one}, 1, predictors(), columns(), "outputs"));
  std::vector<OutputState> judged{before};
  Applicability({one}, predictors()).judge_computed(row, judged);
  return judged[0];
}

TEST(Applicability, HoldsAtBothEndsOfWhatWasComputed) {
  Output one = output({}, {});
  one.applies_computed = {{kRatio, 15, 140, {}}};
  ExpectPresent(computed_state(one, {0, 0, 0, 15}));
  ExpectPresent(computed_state(one, {0, 0, 0, 140}));
  const double below = std::nextafter(15.0, 0.0);
  const double above = std::nextafter(140.0, 200.0);
  ExpectState(computed_state(one, {0, 0, 0, below}), Absence::computed_does_not_apply, kRatio, below, 15);
  ExpectState(computed_state(one, {0, 0, 0, above}), Absence::computed_does_not_apply, kRatio, above, 140);
}

TEST(Applicability, LeavesWhatCouldNotBeComputedInItsRange) {
  Output one = output({}, {});
  one.applies_computed = {{kRatio, 15, 140, {}}};
  ExpectPresent(computed_state(one, {0, 0, 0, kNaN}));
}

TEST(Applicability, KeepsTheReasonFoundBeforeAnythingWasComputed) {
  Output one = output({}, {});
  one.applies_computed = {{kRatio, 15, 140, {}}};
  const OutputState before{Absence::does_not_apply, kYears, 80, 79};
  ExpectState(computed_state(one, {0, 0, 0, 1}, before), Absence::does_not_apply, kYears, 80, 79);
}

TEST(Applicability, JudgesEachOutputByItself) {
  Output young = output({}, {{"age", 0, 39, {}}});
  Output old = output({}, {{"age", 40, 120, {}}});
  old.id = "old";
  const auto judged = states({young, old}, {0, 0, 39});
  ExpectPresent(judged[0]);
  ExpectState(judged[1], Absence::does_not_apply, kYears, 39, 40);
}

}  // namespace
}  // namespace nearside
