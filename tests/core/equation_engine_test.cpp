// SPDX-License-Identifier: Apache-2.0
// What an engine does with a published equation: outputs that come and go, each for its own reason.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/engine.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

enum : std::uint32_t { kYears, kLdl, kHdl };

/// risk10: logistic of age / 64 − 1 and 0.5 per mmol/L of LDL, age 40 to 79. risk30: the same without LDL, to
/// 59. gap: LDL − HDL rounded to tenths, of nobody below 2.
ModelFile equation_file() {
  ModelFile file;
  file.id = "equation";
  file.standing = Standing::published_equation;
  file.title = {"An equation", ""};
  Predictor age = integer("age");
  age.hard = Range{18, 110};
  Predictor ldl = numeric("ldl");
  ldl.required = false;
  Predictor hdl = numeric("hdl");
  hdl.required = false;
  file.schema.predictors = {age, ldl, hdl};
  Formula gap;
  gap.name = "gap";
  gap.expression = "ldl - hdl";
  gap.columns = {kLdl, kHdl};
  gap.inputs = {0, 1};
  gap.operations = {Operation::column, Operation::column, Operation::subtract};
  Formula large;
  large.name = "large";
  large.expression = "gap >= 2";
  large.columns = {3};
  large.inputs = {0};
  large.numbers = {2.0};
  large.operations = {Operation::column, Operation::number, Operation::greater_or_equal};
  file.steps = {gap, large};
  Equation equation;
  EquationRule risk10;
  risk10.link = Link::logistic;
  risk10.cases = {EquationCase{{}, -1.0, {kYears, kLdl}, {0.015625, 0.5}}};
  EquationRule risk30 = risk10;
  risk30.cases = {EquationCase{{}, -1.0, {kYears}, {0.015625}}};
  EquationRule difference;
  difference.cases = {EquationCase{4, 0.0, {3}, {1.0}}};
  difference.round_to = 1;
  equation.rules = {risk10, risk30, difference};
  equation.quantities = {{3, {"Gap", ""}, "mmol/L"}};
  file.model = equation;
  for (const char* id : {"risk10", "risk30", "gap_output"}) {
    Output output;
    output.id = id;
    output.label = {id, ""};
    file.outputs.push_back(output);
  }
  file.outputs[0].needs = {{{"ldl"}}};
  file.outputs[0].applies = {{"age", 40, 79, {}}};
  file.outputs[1].applies = {{"age", 40, 59, {}}};
  file.outputs[2].kind = OutputKind::quantity;
  file.outputs[2].needs = {{{"ldl"}}, {{"hdl"}}};
  return file;
}

Engine engine_of(const ModelFile& file) {
  auto engine = Engine::assemble(file);
  EXPECT_TRUE(engine) << engine.error().text();
  return std::move(*engine);
}

/// Missing values are NaN.
Workspace predicted(const Engine& engine, double age, double ldl, double hdl) {
  Workspace workspace = engine.workspace();
  const double values[] = {age, ldl, hdl};
  for (std::size_t p = 0; p < 3; ++p) {
    if (!std::isnan(values[p])) workspace.record.set_number(p, values[p]);
  }
  engine.predict(workspace);
  return workspace;
}

void ExpectAbsences(const Workspace& workspace, const std::vector<Absence>& expected) {
  ASSERT_EQ(workspace.states.size(), expected.size());
  for (std::size_t o = 0; o < expected.size(); ++o)
    EXPECT_EQ(enum_name(workspace.states[o].absence), enum_name(expected[o])) << "output " << o;
}

constexpr Absence kPresent = Absence::present;
constexpr Absence kNeeds = Absence::needs_value;
constexpr Absence kBeyond = Absence::does_not_apply;

TEST(EquationEngine, GivesAllOutputsByHand) {
  const Workspace w = predicted(engine_of(equation_file()), 48, 3, 0.625);
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kPresent, kPresent, kPresent});
  EXPECT_EQ(w.issues.size(), 0u);
  // −1 + 48/64 + 1.5 = 1.25; −1 + 0.75; 3 − 0.625 = 2.375
  ExpectSameBits(w.margins, std::vector<double>{1.25, -0.25, 2.375, 0, 0, 0});
  ExpectSameBits(w.outputs, std::vector<double>{numerics::logistic(1.25), numerics::logistic(-0.25), 2.4});
}

TEST(EquationEngine, KeepsAnOutputWhereAnotherLacksAValue) {
  const Workspace w = predicted(engine_of(equation_file()), 48, kNaN, 1);
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kNeeds, kPresent, kNeeds});
  EXPECT_EQ(w.states[0].predictor, kLdl);
  ExpectSameBits(w.outputs, std::vector<double>{kNaN, numerics::logistic(-0.25), kNaN});
}

TEST(EquationEngine, KeepsAnOutputWhereAnotherDoesNotApply) {
  const Workspace w = predicted(engine_of(equation_file()), 64, 3, kNaN);
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kPresent, kBeyond, kNeeds});
  ExpectSameBits(w.states[1].seen, 64.0);
  ExpectSameBits(w.states[1].limit, 59.0);
  ExpectSameBits(w.outputs, std::vector<double>{numerics::logistic(1.5), kNaN, kNaN});
}

TEST(EquationEngine, SaysThatNoCaseHolds) {
  const Workspace w = predicted(engine_of(equation_file()), 48, 3, 1.25);  // a gap of 1.75
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kPresent, kPresent, Absence::no_result});
  ExpectSameBits(w.outputs[2], kNaN);
}

constexpr Absence kComputed = Absence::computed_does_not_apply;

/// As above, and risk10 is only for a gap of 1 to 4.
ModelFile gap_file() {
  ModelFile file = equation_file();
  file.outputs[0].applies_computed = {{3, 1, 4, {"For a gap of 1 to 4.", ""}}};
  return file;
}

TEST(EquationEngine, NamesAComputedQuantityThatIsOutsideItsRange) {
  const Workspace w = predicted(engine_of(gap_file()), 48, 6, 0.5);
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kComputed, kPresent, kPresent});
  EXPECT_EQ(w.states[0].predictor, 3u);
  ExpectSameBits(w.states[0].seen, 5.5);
  ExpectSameBits(w.states[0].limit, 4.0);
  ExpectSameBits(w.outputs[0], kNaN);
  ExpectAbsences(predicted(engine_of(gap_file()), 48, 5, 1), {kPresent, kPresent, kPresent});
}

TEST(EquationEngine, KeepsWhatItSaysOfAComputedQuantityWhereItRefuses) {
  const Workspace w = predicted(engine_of(gap_file()), 64, 1.5, 1);  // a gap of 0.5
  EXPECT_TRUE(w.refused);
  ExpectAbsences(w, {kComputed, kBeyond, Absence::no_result});
  ExpectSameBits(w.states[0].seen, 0.5);
  ExpectSameBits(w.states[0].limit, 1.0);
  ExpectSameBits(w.columns, std::vector<double>(5, kNaN));
}

TEST(EquationEngine, LoadsAComputedRangeThatItEncoded) {
  const ModelFile file = complete(gap_file());
  const auto engine = Engine::load(encode(file));
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(encode(engine->model_file()), encode(file));
  ASSERT_EQ(engine->model_file().outputs[0].applies_computed.size(), 1u);
  EXPECT_EQ(engine->model_file().outputs[0].applies_computed[0].reason.en, "For a gap of 1 to 4.");
  ModelFile bad = gap_file();
  bad.outputs[0].applies_computed[0].column = 5;
  const auto beyond = Engine::assemble(bad);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().path, "outputs[0].applies_computed[0].column");
}

TEST(EquationEngine, RefusesWhereEveryOutputIsAbsent) {
  const Workspace w = predicted(engine_of(equation_file()), 80, 3, kNaN);
  EXPECT_TRUE(w.refused);
  ExpectAbsences(w, {kBeyond, kBeyond, kNeeds});
  ExpectSameBits(w.outputs, std::vector<double>(3, kNaN));
  ExpectSameBits(w.margins, std::vector<double>(6, kNaN));
  ExpectSameBits(w.columns, std::vector<double>(5, kNaN));
}

// The last output is only found to be absent when it was computed.
TEST(EquationEngine, RefusesWhereTheOnlyOutputLeftHasNoResult) {
  const Workspace w = predicted(engine_of(equation_file()), 80, 3, 1.25);
  EXPECT_TRUE(w.refused);
  ExpectAbsences(w, {kBeyond, kBeyond, Absence::no_result});
  ExpectSameBits(w.margins, std::vector<double>(6, kNaN));
}

TEST(EquationEngine, RefusesARecordThatCantBeRead) {
  for (const double age : {17.0, 111.0, 50.5, kNaN}) {
    const Workspace w = predicted(engine_of(equation_file()), age, 3, 1);
    EXPECT_TRUE(w.refused) << age;
    ExpectAbsences(w, std::vector<Absence>(3, Absence::refused));
    EXPECT_EQ(w.issues.size(), 1u);
  }
}

TEST(EquationEngine, ContributesNothing) {
  const Engine engine = engine_of(equation_file());
  EXPECT_TRUE(engine.typical_margins().empty());
  EXPECT_TRUE(predicted(engine, 48, 3, 0.625).contributions.empty());
}

TEST(EquationEngine, ShowsTheColumnsOfItsQuantities) {
  const Workspace w = predicted(engine_of(equation_file()), 48, 3, 0.625);
  ExpectSameBits(w.columns, std::vector<double>{48, 3, 0.625, 2.375, 1});
}

TEST(EquationEngine, ForgetsThePersonWhenWiped) {
  Workspace w = predicted(engine_of(equation_file()), 64, 3, kNaN);
  w.wipe();
  for (const auto* values : {&w.outputs, &w.margins, &w.columns}) {
    for (const double value : *values) ExpectSameBits(value, kNaN);
  }
  for (const double value : w.rows) ExpectSameBits(value, 0.0);
  for (const OutputState& state : w.states) {
    EXPECT_EQ(enum_name(state.absence), "present");
    ExpectSameBits(state.seen, 0.0);
    ExpectSameBits(state.limit, 0.0);
  }
}

TEST(EquationEngine, KeepsNothingOfTheRecordBefore) {
  const Engine engine = engine_of(equation_file());
  const Workspace once = predicted(engine, 48, 3, 0.625);
  Workspace w = predicted(engine, 80, 3, kNaN);
  EXPECT_TRUE(w.refused);
  w.record.set_number(kYears, 48);
  w.record.set_number(kHdl, 0.625);
  engine.predict(w);
  EXPECT_FALSE(w.refused);
  ExpectAbsences(w, {kPresent, kPresent, kPresent});
  ExpectSameBits(w.outputs, once.outputs);
}

TEST(EquationEngine, LoadsWhatItEncoded) {
  const ModelFile file = complete(equation_file());
  const auto engine = Engine::load(encode(file));
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(engine->format_version(), kOldestWritten);
  EXPECT_EQ(encode(engine->model_file()), encode(file));
}

TEST(EquationEngine, IsRefusedWhereverItsFileIsCutOrABitFlips) {
  Bytes bytes = encode(complete(equation_file()));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(Engine::load(std::span(bytes).first(i))) << "cut to " << i;
    for (int bit = 0; bit < 8; ++bit) {
      bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
      EXPECT_FALSE(Engine::load(bytes)) << "byte " << i << ", bit " << bit;
      bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
}

// With a good hash the test vectors must notice each byte of a number of the equation.
TEST(EquationEngine, IsRefusedWhicheverBitOfANumberFlipsUnderAGoodHash) {
  ModelFile file = complete(equation_file());
  ASSERT_TRUE(Engine::load(encode(file)));
  auto& rules = std::get<Equation>(file.model).rules;
  for (double* number :
       {&rules[0].cases[0].intercept, &rules[0].cases[0].coefficients[0], &rules[0].cases[0].coefficients[1],
        &rules[1].cases[0].intercept, &rules[1].cases[0].coefficients[0], &rules[2].cases[0].coefficients[0],
        &std::get<Formula>(file.steps[1]).numbers[0]}) {
    const double good = *number;
    for (int bit = 0; bit < 64; ++bit) {
      *number = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, good) ^ std::uint64_t{1} << bit);
      EXPECT_FALSE(Engine::load(encode(file))) << good << ", bit " << bit;
    }
    *number = good;
  }
}

}  // namespace
}  // namespace nearside
