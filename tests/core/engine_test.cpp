// SPDX-License-Identifier: Apache-2.0
#include "core/engine.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "tests/core/builders.h"
#include "tools/table/file.h"

namespace {
std::size_t allocations = 0;
}

// The whole test program counts what it allocates: a prediction must not. Inlined, g++ would take the pair of
// new and free for a mistake.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  std::abort();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size > 0 ? size : 1);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace nearside {
namespace {

Bytes file_bytes(const std::string& path) {
  const auto content = read_file(std::string(NEARSIDE_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(content) << content.error().text();
  return content ? bytes_of(*content) : Bytes();
}

Engine small_engine() {
  auto engine = Engine::assemble(small_model_file());
  EXPECT_TRUE(engine) << engine.error().text();
  return std::move(*engine);
}

/// A workspace in which `set` filled the record and the engine has predicted.
template <class Set>
Workspace predicted(const Engine& engine, Set set) {
  Workspace workspace = engine.workspace();
  set(workspace.record);
  engine.predict(workspace);
  return workspace;
}

void ExpectIssues(const Workspace& workspace, const std::vector<Issue>& expected) {
  ASSERT_EQ(workspace.issues.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    SCOPED_TRACE("issue " + std::to_string(i));
    EXPECT_EQ(workspace.issues[i].predictor, expected[i].predictor);
    EXPECT_EQ(enum_name(workspace.issues[i].code), enum_name(expected[i].code));
    ExpectSameBits(workspace.issues[i].seen, expected[i].seen);
    ExpectSameBits(workspace.issues[i].limit, expected[i].limit);
  }
}

// Predicting.

TEST(Engine, PredictsWhatWasWorkedOutByHand) {
  const Workspace w = predicted(small_engine(), set_typical_record);
  EXPECT_FALSE(w.refused);
  ExpectIssues(w, {});
  ExpectSameBits(w.margins, std::vector<double>{2.0});
  ExpectSameBits(w.outputs, std::vector<double>{numerics::logistic(2.0)});
  EXPECT_NEAR(w.outputs[0], 0.8807970779778823, 1e-15);  // 1 / (1 + e^-2)
  // glucose 0.5·2 + 0.125·(0 − 0.125); age 0.25·2; smoker 1 − 0.25; stage 0.25·(0 − 0.5) + 0.5·0.75 +
  // 0.5·0.25
  ExpectSameBits(w.contributions, std::vector<double>{0.984375, 0.5, 0.75, 0.375});
}

TEST(Engine, PredictsTheSameFromAnotherUnit) {
  const Engine engine = small_engine();
  const Workspace w = predicted(engine, [](Record& record) {
    set_typical_record(record);
    record.set_number(kGlucose, 10.0, 1);  // 10 mmol/L are 180 mg/dL: 0.5·(180 − 100)/20 = 2
  });
  ExpectSameBits(w.margins, std::vector<double>{3.0});
}

TEST(Engine, ImputesAndSaysSo) {
  const Workspace w = predicted(small_engine(), [](Record& record) {
    set_typical_record(record);
    record.kinds[kGlucose] = CellKind::absent;
    record.kinds[kStage] = CellKind::absent;
  });
  EXPECT_FALSE(w.refused);
  ExpectIssues(w, {{kGlucose, IssueCode::imputed, kNaN, 100.0}, {kStage, IssueCode::imputed, kNaN, 1.0}});
  ExpectSameBits(w.margins, std::vector<double>{1.125});  // −1 + 0 + 0.5 + 1 + 0.5 + 0.125
}

TEST(Engine, CautionsWithoutChangingTheValue) {
  const Workspace w = predicted(small_engine(), [](Record& record) {
    set_typical_record(record);
    record.set_number(kGlucose, 900.0);
  });
  EXPECT_FALSE(w.refused);
  ExpectIssues(w, {{kGlucose, IssueCode::outside_development_range, 900.0, 360.0}});
  ExpectSameBits(w.margins, std::vector<double>{21.0});
}

TEST(Engine, GivesNoNumberForARefusedRecordButAllIssues) {
  const Workspace w = predicted(small_engine(), [](Record& record) {
    set_typical_record(record);
    record.kinds[kGlucose] = CellKind::absent;
    record.set_number(kAge, 130.0);
    record.set_text(kSmoker, "perhaps");
    record.set_level(kStage, 9);
  });
  EXPECT_TRUE(w.refused);
  ExpectIssues(w, {{kGlucose, IssueCode::imputed, kNaN, 100.0},
                   {kAge, IssueCode::outside_hard_range, 130.0, 120.0},
                   {kSmoker, IssueCode::unknown_level, kNaN, kNaN},
                   {kStage, IssueCode::unknown_level, kNaN, kNaN}});
  ExpectSameBits(w.outputs, std::vector<double>{kNaN});
  ExpectSameBits(w.margins, std::vector<double>{kNaN});
  ExpectSameBits(w.contributions, std::vector<double>(4, kNaN));
}

/// The small model, not made for people on dialysis nor for children.
ModelFile excluding_model_file() {
  ModelFile file = small_model_file();
  file.schema.exclusions = {{"dialysis", {"Are you on dialysis?", ""}, {}, true, {"Because", ""}},
                            {"adult", {"Are you an adult?", ""}, {}, false, {"Because", ""}}};
  return file;
}

TEST(Engine, GivesTheSameNumberWhetherOrNotItAskedWhetherTheModelFits) {
  auto engine = Engine::assemble(excluding_model_file());
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace plain = predicted(small_engine(), set_typical_record);
  const Workspace unasked = predicted(*engine, set_typical_record);
  const Workspace fitting = predicted(*engine, [](Record& record) {
    set_typical_record(record);
    record.set_boolean(4, false);
    record.set_boolean(5, true);
  });
  ExpectSameBits(unasked.outputs, plain.outputs);
  ExpectSameBits(fitting.outputs, plain.outputs);
  ExpectSameBits(fitting.contributions, plain.contributions);
  ExpectIssues(unasked, {{4, IssueCode::exclusion_not_asked, kNaN, kNaN},
                         {5, IssueCode::exclusion_not_asked, kNaN, kNaN}});
  ExpectIssues(fitting, {});
}

TEST(Engine, GivesNoNumberToWhomTheModelWasNotMadeFor) {
  auto engine = Engine::assemble(excluding_model_file());
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace child = predicted(*engine, [](Record& record) {
    set_typical_record(record);
    record.set_boolean(4, false);
    record.set_boolean(5, false);
  });
  EXPECT_TRUE(child.refused);
  ExpectSameBits(child.outputs, std::vector<double>{kNaN});
  ExpectIssues(child, {{5, IssueCode::excluded, 0.0, kNaN}});
}

TEST(Engine, HoldsAnIssueForEveryCell) {
  auto engine = Engine::assemble(excluding_model_file());
  ASSERT_TRUE(engine) << engine.error().text();
  Workspace workspace = engine->workspace();
  for (CellKind& kind : workspace.record.kinds) kind = CellKind::other;
  const auto* place = workspace.issues.data();
  engine->predict(workspace);
  EXPECT_EQ(workspace.issues.size(), 6u);
  EXPECT_EQ(workspace.issues.data(), place);  // nothing was allocated
}

TEST(Engine, KeepsNothingOfTheRecordBefore) {
  const Engine engine = small_engine();
  const Workspace once = predicted(engine, set_typical_record);
  Workspace w = engine.workspace();
  set_typical_record(w.record);
  w.record.kinds[kGlucose] = CellKind::absent;
  engine.predict(w);
  w.record.set_number(kAge, 130.0);
  engine.predict(w);
  EXPECT_TRUE(w.refused);
  set_typical_record(w.record);
  engine.predict(w);
  EXPECT_FALSE(w.refused);
  ExpectIssues(w, {});
  ExpectSameBits(w.outputs, once.outputs);
  ExpectSameBits(w.contributions, once.contributions);
}

TEST(Engine, PredictsAfterItWasMoved) {
  Engine engine = small_engine();
  const Engine moved = std::move(engine);
  ExpectSameBits(predicted(moved, set_typical_record).margins, std::vector<double>{2.0});
}

TEST(Engine, KnowsItsTypicalMarginAndItsFills) {
  const Engine engine = small_engine();
  ExpectSameBits(engine.typical_margins()[0], kSmallTypicalMargin);
  ExpectSameBits(engine.fills(), std::vector<double>{100.0, kNaN, kNaN, 1.0});
  EXPECT_EQ(engine.columns().size(), 7u);
  const Workspace w = predicted(engine, set_typical_record);
  EXPECT_NEAR(engine.typical_margins()[0] + numerics::sum(w.contributions), w.margins[0], 1e-12);
}

/// `a` is one of three levels, `b` a number that may be missing.
ModelFile level_and_number(std::vector<Step> steps) {
  ModelFile file = small_model_file();
  Predictor b = numeric("b");
  b.required = false;
  file.schema.predictors = {categorical("a", {"x", "y", "z"}), b};
  file.steps = std::move(steps);
  file.model = LogisticRegression{0.0, {0, 0, 0, 1}, {0, 0, 0, 0}};
  return file;
}

// Fills were once looked up by column, as if no step had moved the columns.
TEST(Engine, NamesTheImputedPredictorAlsoAfterAStepThatMovedItsColumn) {
  auto engine = Engine::assemble(level_and_number({OneHot{{0}, {3}}, Impute{Statistic::median, {3}, {7.0}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  ExpectSameBits(engine->fills(), std::vector<double>{kNaN, 7.0});
  const Workspace w = predicted(*engine, [](Record& record) { record.set_level(0, 2); });
  ExpectIssues(w, {{1, IssueCode::imputed, kNaN, 7.0}});
}

TEST(Engine, NamesTheImputedValueInTheModelsUnitAlsoAfterStandardising) {
  auto engine = Engine::assemble(level_and_number(
      {Standardise{{1}, {100.0}, {20.0}}, Impute{Statistic::median, {1}, {0.5}}, OneHot{{0}, {3}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  ExpectSameBits(engine->fills(), std::vector<double>{kNaN, 110.0});
}

/// Two numbers that may be missing, imputed from each other: b = 20 + 2/4 (a − 10), variance 10.
ModelFile conditional_model_file(std::vector<Step> before) {
  ModelFile file = small_model_file();
  file.schema.predictors = {numeric("a"), numeric("b")};
  for (Predictor& predictor : file.schema.predictors) predictor.required = false;
  file.steps = std::move(before);
  file.model = LogisticRegression{0.0, {0, 1}, {0, 0}};
  return file;
}
const Step kConditional = ImputeNormal{{0, 1}, {10, 20}, {4, 2, 10}, {0, 0}, {100, 100}};

TEST(Engine, NamesTheValueThatWasFilledIntoThisRecord) {
  auto engine = Engine::assemble(conditional_model_file({kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace w = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ExpectIssues(w, {{1, IssueCode::imputed, 3.0, 22.0}});  // variance 10 − 2²/4
  ExpectSameBits(w.margins, std::vector<double>{22.0});
  ExpectIssues(predicted(*engine, [](Record&) {}),
               {{0, IssueCode::imputed, 2.0, 10.0}, {1, IssueCode::imputed, std::sqrt(10.0), 20.0}});
}

TEST(Engine, NamesThatValueInTheModelsUnitAlsoAfterStandardising) {
  // b / 4 − 30 is what the imputation sees as b: b = 4 (22 + 30).
  auto engine = Engine::assemble(conditional_model_file({Standardise{{1}, {120.0}, {4.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  ExpectSameBits(engine->fills(), std::vector<double>{10.0, 200.0});
  const Workspace w = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ExpectIssues(w, {{1, IssueCode::imputed, 4.0 * 3.0, 120.0 + 4.0 * 22.0}});
  // Twice standardised is twice undone.
  engine = Engine::assemble(conditional_model_file(
      {Standardise{{1}, {120.0}, {4.0}}, Standardise{{1}, {1.0}, {2.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace twice = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ExpectIssues(twice, {{1, IssueCode::imputed, 4.0 * 2.0 * 3.0, 120.0 + 4.0 * (1.0 + 2.0 * 22.0)}});
}

TEST(Engine, NamesNoSpreadWhereAStepBentTheScaleOrTheFillHasNone) {
  auto engine =
      Engine::assemble(conditional_model_file({Transform{Function::log, {1}, {1.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  Workspace w = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ASSERT_EQ(w.issues.size(), 1u);
  EXPECT_TRUE(std::isnan(w.issues[0].seen));
  engine =
      Engine::assemble(conditional_model_file({Rescale{Rescaling::robust, {1}, {1.0}, {8.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  w = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ExpectIssues(w, {{1, IssueCode::imputed, 8.0 * 3.0, 1.0 + 8.0 * 22.0}});
  engine = Engine::assemble(conditional_model_file({Impute{Statistic::median, {1}, {7.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  w = predicted(*engine, [](Record& record) { record.set_number(0, 14.0); });
  ExpectIssues(w, {{1, IssueCode::imputed, kNaN, 7.0}});
}

TEST(Engine, NamesThatValueAlsoWhereLaterStepsChangeIt) {
  auto engine = Engine::assemble(conditional_model_file({kConditional, Standardise{{0, 1}, {1, 2}, {3, 4}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace w = predicted(*engine, [](Record& record) { record.set_number(1, 30.0); });
  ASSERT_EQ(w.issues.size(), 1u);
  EXPECT_EQ(w.issues[0].limit, 12.0);
  EXPECT_DOUBLE_EQ(w.issues[0].seen, std::sqrt(4.0 - 0.4));  // 4 − 2²/10
}

// Nothing was filled into a refused record; what is typical stands in its issue.
TEST(Engine, NamesATypicalValueInARefusedRecord) {
  ModelFile file = conditional_model_file({kConditional});
  file.schema.predictors[0].hard = Range{0, 100};
  auto engine = Engine::assemble(file);
  ASSERT_TRUE(engine) << engine.error().text();
  const Workspace w = predicted(*engine, [](Record& record) { record.set_number(0, 101.0); });
  EXPECT_TRUE(w.refused);
  ExpectIssues(w, {{0, IssueCode::outside_hard_range, 101.0, 100.0}, {1, IssueCode::imputed, kNaN, 20.0}});
}

TEST(Engine, NamesWhatFillsEachPredictor) {
  auto engine = Engine::assemble(conditional_model_file({Impute{Statistic::mean, {1}, {7.0}}, kConditional}));
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(engine->filled_by(0), "impute_conditional_normal");
  EXPECT_EQ(engine->filled_by(1), "mean");
  engine = Engine::assemble(level_and_number({Impute{Statistic::median, {1}, {7.0}}, OneHot{{0}, {3}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(engine->filled_by(0), "");
}

TEST(Engine, FillsFromNeighboursAndSaysSo) {
  auto engine = Engine::assemble(conditional_model_file(
      {ImputeNeighbours{{0, 1}, {1, 1}, {5, 6}, 1, NeighbourWeights::uniform, {1, 10, 2, 20}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  ExpectIssues(predicted(*engine, [](Record& record) { record.set_number(0, 2.25); }),
               {{1, IssueCode::imputed, kNaN, 20.0}});
}

TEST(Engine, AllocatesNothingToFillConditionally) {
  auto engine = Engine::assemble(conditional_model_file(
      {kConditional, Project{{0, 1}, {"P", "Q"}, {0, 1, 1, 0}, {0, 0}, {1, 1}, {0, 0}, {0.5, 0.5}}}));
  ASSERT_TRUE(engine) << engine.error().text();
  Workspace w = engine->workspace();
  w.record.set_number(0, 14.0);
  const std::size_t before = allocations;
  engine->predict(w);
  const std::size_t after = allocations;
  EXPECT_EQ(after, before);
  ExpectIssues(w, {{1, IssueCode::imputed, 3.0, 22.0}});
}

// The digest covers the loadings and every stored number, so a changed bit is seen.
TEST(EngineLoad, ReplaysFilesWithEveryNewStep) {
  const ModelFile file = complete(conditional_model_file(
      {ImputeNeighbours{{0}, {1}, {5}, 1, NeighbourWeights::distance, {1, 2}}, kConditional,
       Project{{0, 1}, {"P", "Q"}, {0, 1, 1, 0}, {0, 0}, {1, 1}, {0, 0}, {0.5, 0.5}}}));
  EXPECT_TRUE(Engine::load(encode(file)));
  ModelFile other = file;
  std::get<Project>(other.steps[2]).shares[0] = 0.25;
  ExpectFault(Engine::load(encode(other)), ErrorCode::replay_failed, "test_vectors", "");
}

TEST(Engine, AllocatesNothingToPredict) {
  const Engine engine = small_engine();
  Workspace w = engine.workspace();
  set_typical_record(w.record);
  w.record.set_text(kGlucose, "140.25");
  const std::size_t before_control = allocations;
  ::operator delete(::operator new(1));
  ASSERT_EQ(allocations, before_control + 1) << "the counter does not count";

  const std::size_t before = allocations;
  engine.predict(w);
  w.record.kinds[kGlucose] = CellKind::absent;
  w.record.set_number(kAge, 110.0);
  engine.predict(w);
  w.record.wipe();
  engine.predict(w);
  w.wipe();
  const std::size_t after = allocations;
  EXPECT_EQ(after, before);
}

// Wiping.

/// All issues that the list has room for, as bytes.
std::string memory_of(const std::vector<Issue>& issues) {
  return {reinterpret_cast<const char*>(issues.data()), issues.capacity() * sizeof(Issue)};
}

TEST(WorkspaceWipe, LeavesNothing) {
  const Engine engine = small_engine();
  Workspace w = engine.workspace();
  set_typical_record(w.record);
  w.record.set_text(kGlucose, "1234567");
  w.record.set_number(kAge, 119.0);
  engine.predict(w);
  ASSERT_EQ(w.issues.size(), 2u);
  set_typical_record(w.record);
  engine.predict(w);  // no issues now, but those before must go, too
  w.wipe();
  EXPECT_FALSE(w.refused);
  for (const auto* values : {&w.outputs, &w.margins, &w.contributions}) {
    for (double value : *values) EXPECT_TRUE(std::isnan(value)) << "0 would read as a prediction";
  }
  for (const auto* values : {&w.rows, &w.given, &w.back, &w.record.numbers}) {
    for (double value : *values) ExpectSameBits(value, 0.0);
  }
  EXPECT_EQ(w.record.kinds, std::vector<CellKind>(4, CellKind::absent));
  for (const std::string& text : w.record.texts) EXPECT_EQ(text, "");
  EXPECT_TRUE(w.issues.empty());
  for (double value : {1234567.0, 119.0}) {
    const std::string bytes(reinterpret_cast<const char*>(&value), sizeof value);
    EXPECT_EQ(memory_of(w.issues).find(bytes), std::string::npos) << value;
  }
}

TEST(WorkspaceWipe, LeavesAWorkspaceThatPredicts) {
  const Engine engine = small_engine();
  Workspace w = predicted(engine, set_typical_record);
  w.wipe();
  engine.predict(w);
  EXPECT_TRUE(w.refused) << "nothing is left of the required predictors";
  set_typical_record(w.record);
  engine.predict(w);
  ExpectSameBits(w.margins, std::vector<double>{2.0});
}

// Loading.

TEST(EngineLoad, PredictsAsTheToolThatMadeTheFile) {
  const ModelFile file = complete(small_model_file());
  const auto engine = Engine::load(encode(file));
  ASSERT_TRUE(engine) << engine.error().text();
  ExpectSameBits(predicted(*engine, set_typical_record).margins, std::vector<double>{2.0});
  EXPECT_EQ(engine->hash(), hex(sha256(payload_of(file, kOldestWritten))));
  EXPECT_EQ(engine->model_file().id, "small");
}

TEST(EngineLoad, ReplaysTheQuestionsOfFit) {
  const ModelFile file = complete(excluding_model_file());
  ASSERT_TRUE(Engine::load(encode(file)));
  ModelFile other = file;
  other.schema.exclusions[0].refuse_if = false;
  ExpectFault(Engine::load(encode(other)), ErrorCode::replay_failed, "test_vectors", "");
}

/// Row 1 of the Pima table, as every format has predicted it.
void ExpectRowOfPima(const std::string& path, std::uint32_t format, const std::string& hash) {
  SCOPED_TRACE(path);
  const auto engine = Engine::load(file_bytes(path));
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(engine->format_version(), format);
  EXPECT_EQ(engine->hash(), hash);
  Workspace workspace = engine->workspace();
  const double values[] = {6, 148, 72, 35, kNaN, 33.6, 0.627, 50};
  for (std::size_t p = 0; p < 8; ++p) {
    if (!std::isnan(values[p])) workspace.record.set_number(p, values[p]);
  }
  engine->predict(workspace);
  ExpectSameBits(workspace.outputs, std::vector<double>{0.7094337127390618});
}

TEST(EngineLoad, ReadsModelFilesOfOlderFormats) {
  ExpectRowOfPima("tests/fixtures/format/pima-format-1.nsm", 1,
                  "f2fcfb4bee742862c60235ab808b1ef5acbcbc8fd11ca80dcc316926f72a8ce8");
  ExpectRowOfPima("tests/fixtures/format/pima-format-2.nsm", 2,
                  "7d1b9c9a9b032312290cb1a303fdc803d64d39749b60f2f4fecd4dc41ef94bcb");
  ExpectRowOfPima("tests/fixtures/format/pima-format-3.nsm", 3,
                  "64e58f1436f3dfa3d991f8d615f9a37d312bffdcc69f67a739199e5645faf031");
  ExpectRowOfPima("tests/fixtures/format/pima-format-4.nsm", 4,
                  "54c465ca1fd02a9df3b8e59bff4798396fb92329aab4fdc51ac0974a4e3066f5");
}

TEST(EngineLoad, RefusesMoreBytesThanTheLimit) {
  const Bytes bytes = encode(complete(small_model_file()));
  EXPECT_TRUE(Engine::load(bytes, bytes.size()));
  ExpectFault(Engine::load(bytes, bytes.size() - 1), ErrorCode::bad_model_file, "", "are accepted");
}

TEST(EngineLoad, RefusesAFileWithoutTestVectors) {
  ExpectFault(Engine::load(encode(small_model_file())), ErrorCode::bad_model_file, "test_vectors.count",
              "needs test vectors");
}

TEST(EngineLoad, RefusesAFileThatCanNotBeDecoded) {
  ExpectFault(Engine::load(bytes_of("something else")), ErrorCode::bad_model_file, "",
              "not a Nearside model file");
}

template <class Change>
void ExpectReplayFails(Change change, const std::string& words) {
  ModelFile file = complete(small_model_file());
  change(file);
  ExpectFault(Engine::load(encode(file)), ErrorCode::replay_failed, "test_vectors", words);
}

TEST(EngineLoad, RefusesAnExpectedOutputThatIsOneBitOff) {
  ModelFile file = complete(small_model_file());
  std::vector<double>& outputs = file.test_vectors.outputs;
  std::size_t predicted_one = 0;
  std::size_t refused_one = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) (std::isnan(outputs[i]) ? refused_one : predicted_one) = i;
  const auto record = [](std::size_t i) { return "output 0 of record " + std::to_string(i); };
  ExpectReplayFails(
      [&](ModelFile& f) {
        f.test_vectors.outputs[predicted_one] = std::nextafter(outputs[predicted_one], 2);
      },
      record(predicted_one));
  ExpectReplayFails([&](ModelFile& f) { f.test_vectors.outputs[predicted_one] = kNaN; },
                    record(predicted_one));
  ExpectReplayFails([&](ModelFile& f) { f.test_vectors.outputs[refused_one] = 0.5; }, record(refused_one));
}

TEST(EngineLoad, RefusesAnotherExpectedIssue) {
  ExpectReplayFails([](ModelFile& f) { f.test_vectors.issue_codes[0] ^= 1; }, "an issue");
  ExpectReplayFails([](ModelFile& f) { f.test_vectors.issue_predictors[0] ^= 1; }, "an issue");
  ExpectReplayFails([](ModelFile& f) { f.test_vectors.issue_limits[0] += 1; }, "an issue");
  ExpectReplayFails([](ModelFile& f) { f.test_vectors.issue_seen[0] = 0.5; }, "an issue");
  ExpectReplayFails(
      [](ModelFile& f) {  // as many in all, but shared out otherwise
        --f.test_vectors.issue_counts[0];
        for (std::size_t v = 1; v < f.test_vectors.issue_counts.size(); ++v) {
          if (f.test_vectors.issue_counts[v] == 0) {
            ++f.test_vectors.issue_counts[v];
            return;
          }
        }
      },
      "an issue");
}

TEST(EngineLoad, RefusesAnotherDigest) {
  ExpectReplayFails([](ModelFile& f) { f.test_vectors.digest[31] ^= 1; },
                    "the steps, the model, a margin or a contribution");
  // Means move contributions only.
  ExpectReplayFails([](ModelFile& f) { std::get<LogisticRegression>(f.model).means[2] += 0.125; },
                    "the steps, the model, a margin or a contribution");
}

void append(Bytes& bytes, std::span<const double> values) {
  for (double value : values) {
    const std::uint64_t bits =
        std::isnan(value) ? 0x7FF8000000000000u : __builtin_bit_cast(std::uint64_t, value);
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
}

// As models/FORMAT.md says, so that another program can make and check it.
TEST(EngineLoad, TakesTheDigestOverAllFloatsOfStepsAndModelThenMarginsAndContributions) {
  const ModelFile file = complete(small_model_file());
  Bytes bytes;
  append(bytes, std::vector<double>{100, 1, 100, 50, 20, 10});  // the values, means and scales of the steps
  const auto& model = std::get<LogisticRegression>(file.model);
  append(bytes, std::vector<double>{model.intercept});
  append(bytes, model.coefficients);
  append(bytes, model.means);
  const Engine engine = small_engine();
  Workspace w = engine.workspace();
  for (std::uint32_t v = 0; v < file.test_vectors.count; ++v) {
    set_record(file.test_vectors, v, w.record);
    engine.predict(w);
    append(bytes, w.margins);
    append(bytes, w.contributions);
  }
  EXPECT_EQ(hex(file.test_vectors.digest), hex(sha256(bytes)));
}

TEST(EngineLoad, RefusesAChangedModel) {
  ExpectReplayFails(
      [](ModelFile& f) { std::get<LogisticRegression>(f.model).intercept = std::nextafter(-1.0, 0); },
      "output 0");
  ExpectReplayFails(
      [](ModelFile& f) {
        f.schema.predictors[kAge].required = false;
        f.steps.insert(f.steps.begin(), Impute{Statistic::median, {kAge}, {50.0}});
      },
      "");
}

// Checks of meaning.

template <class Change>
void ExpectCheckFails(Change change, const std::string& path, const std::string& words) {
  ModelFile file = complete(small_model_file());
  change(file);
  ExpectFault(Engine::load(encode(file)), ErrorCode::bad_model_file, path, words);
  ExpectFault(Engine::assemble(file), ErrorCode::bad_model_file, path, words);
}

TEST(EngineCheck, RefusesAModelWithoutId) {
  ExpectCheckFails([](ModelFile& f) { f.id.clear(); }, "id", "needs an id");
}

TEST(EngineCheck, RefusesAFaultInTheSchema) {
  ExpectCheckFails([](ModelFile& f) { f.schema.predictors[2].id.clear(); }, "schema.predictors[2].id",
                   "needs an id");
  ExpectCheckFails([](ModelFile& f) { f.schema.predictors.clear(); }, "schema.predictors", "at least one");
}

TEST(EngineCheck, RefusesAFaultInAnExclusionOrTheForm) {
  ModelFile file = excluding_model_file();
  file.schema.exclusions[1].id = "age";
  ExpectFault(Engine::assemble(file), ErrorCode::bad_model_file, "schema.exclusions[1].id", "stands twice");
  file = excluding_model_file();
  file.form.groups = {{"all", {"All", ""}, {}, {"adult"}}};
  ExpectFault(Engine::assemble(file), ErrorCode::bad_model_file, "form.groups[0].predictors[0]",
              "there is no predictor \"adult\"");
}

TEST(EngineCheck, RefusesAFaultInAStep) {
  ExpectCheckFails([](ModelFile& f) { std::get<Standardise>(f.steps[4]).scales[1] = 0.0; },
                   "steps[4].standardise.scales[1]", "above 0");
}

TEST(EngineCheck, RefusesAModelThatDoesNotFitTheSteps) {
  ExpectCheckFails([](ModelFile& f) { std::get<LogisticRegression>(f.model).coefficients.pop_back(); },
                   "model.logistic_regression.coefficients", "6 values for 7 columns");
  ExpectCheckFails([](ModelFile& f) { f.steps.clear(); }, "model.logistic_regression.coefficients",
                   "7 values for 4 columns");
}

TEST(EngineCheck, RefusesAnotherNumberOfOutputsThanTheModelGives) {
  ExpectCheckFails([](ModelFile& f) { f.outputs.clear(); }, "outputs", "0 described, the model gives 1");
  ExpectCheckFails([](ModelFile& f) { f.outputs.push_back(f.outputs[0]); }, "outputs",
                   "2 described, the model gives 1");
}

TEST(EngineCheck, RefusesAnOutputWithoutId) {
  ExpectCheckFails([](ModelFile& f) { f.outputs[0].id.clear(); }, "outputs[0].id", "needs an id");
}

}  // namespace
}  // namespace nearside
