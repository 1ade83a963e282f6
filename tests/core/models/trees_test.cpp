// SPDX-License-Identifier: Apache-2.0
#include "core/models/trees.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "core/model_file/archive.h"
#include "core/models/model.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// Columns: a number that may be missing, another number, a category of three levels that may be missing.
Columns three_columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 3, true}};
}

/// Tree 1: a < 2 (missing left): [b < 0.5: 1, else 2], else 4. Tree 2: c is not level 1 (missing right): 8,
/// else 16. Tree 3: 32 for everyone.
Trees small_trees() {
  Trees trees;
  trees.to_output = MarginLink::identity;
  trees.bases = {0.5f};
  trees.columns = {{0, 1, 2}};
  trees.parts = {{feature::kNumber, feature::kNumber, feature::kFirstLevel + 1}};
  trees.cut_counts = {{2, 1, 1}};
  trees.cuts = {1.0f, 2.0f, 0.5f, 1.0f};
  trees.splits = {{2, 1, 0}};
  trees.left_splits = {{1, 0, 0}};
  trees.features = {{0, 1, 2}};
  trees.cut_places = {{1, 0, 0}};
  trees.missing_left = {0b001};
  trees.leaves = {1.0f, 2.0f, 4.0f, 8.0f, 16.0f, 32.0f};
  trees.prepare();
  return trees;
}

double margin_of(const Trees& trees, std::vector<double> row) {
  std::vector<double> margins(trees.margins());
  trees.score(row, margins);
  return margins[0];
}

TEST(Trees, SumTheLeavesThatARowReaches) {
  const Trees trees = small_trees();
  ASSERT_TRUE(trees.check(three_columns(), "trees"));
  EXPECT_EQ(margin_of(trees, {1.0, 0.0, 0.0}), 0.5 + 1 + 8 + 32);
  EXPECT_EQ(margin_of(trees, {1.0, 0.5, 1.0}), 0.5 + 2 + 16 + 32);
  EXPECT_EQ(margin_of(trees, {2.0, 0.0, 2.0}), 0.5 + 4 + 8 + 32);
}

TEST(Trees, SendAMissingValueWhereTheSplitSays) {
  EXPECT_EQ(margin_of(small_trees(), {kNaN, 0.0, 0.0}), 0.5 + 1 + 8 + 32);
  EXPECT_EQ(margin_of(small_trees(), {2.0, 0.0, kNaN}), 0.5 + 4 + 16 + 32);
}

TEST(Trees, CompareIn32Bits) {
  Trees trees = small_trees();
  trees.cuts[1] = 0.1f + 1.0f;  // just above 1.1
  trees.prepare();
  const double cut = static_cast<double>(trees.cuts[1]);
  const double below = std::nextafter(cut, 0.0);  // the same 32-bit number: not smaller
  EXPECT_EQ(margin_of(trees, {below, 0.0, 0.0}), 0.5 + 4 + 8 + 32);
  EXPECT_EQ(margin_of(trees, {1.0999999, 0.0, 0.0}), 0.5 + 1 + 8 + 32);
}

TEST(Trees, SumIn32BitsInTheOrderOfTheTrees) {
  Trees trees = small_trees();
  trees.bases = {16777216.0f};  // 2^24: one more is lost, one after the other
  trees.leaves = {1.0f, 1.0f, 1.0f, 1.0f, 1.0f, 1.0f};
  trees.prepare();
  EXPECT_EQ(margin_of(trees, {0.0, 0.0, 0.0}), 16777216.0);
}

TEST(Trees, AskWhetherAValueIsMissing) {
  Trees trees = small_trees();
  trees.parts.values[0] = feature::kIsMissing;
  trees.cuts[0] = 0.5f;
  trees.cuts[1] = 1.0f;
  trees.prepare();
  EXPECT_EQ(margin_of(trees, {kNaN, 0.0, 0.0}), 0.5 + 4 + 8 + 32);
  EXPECT_EQ(margin_of(trees, {7.0, 0.0, 0.0}), 0.5 + 1 + 8 + 32);
}

TEST(Trees, GiveEachMarginItsOwnInTurn) {
  Trees trees = small_trees();
  trees.to_output = MarginLink::softmax;
  trees.bases = {0.0f, 1.0f, 2.0f};
  ASSERT_TRUE(trees.check(three_columns(), "trees"));
  std::vector<double> margins(3);
  trees.score(std::vector<double>{1.0, 0.0, 0.0}, margins);
  ExpectSameBits(margins, std::vector<double>{1.0, 9.0, 34.0});
}

TEST(MarginLink, OfClassesSumsToOneWhateverTheMargins) {
  for (const double far : {0.0, 800.0, -800.0, 1e300}) {
    std::vector<double> outputs(3);
    link_margins(MarginLink::softmax, std::vector<double>{far, far + 1.0, far - 1.0}, outputs);
    EXPECT_NEAR(outputs[0] + outputs[1] + outputs[2], 1.0, 1e-15) << far;
  }
  std::vector<double> outputs(3);
  link_margins(MarginLink::softmax, std::vector<double>{0.0, numerics::log(2.0), numerics::log(5.0)},
               outputs);
  EXPECT_NEAR(outputs[1], 0.25, 1e-15);
}

TEST(MarginLink, OfSharesStaysFromZeroToOne) {
  std::vector<double> one(1);
  link_margins(MarginLink::share, std::vector<double>{1.0000001}, one);
  EXPECT_EQ(one[0], 1.0);
  std::vector<double> three(3);
  link_margins(MarginLink::share, std::vector<double>{0.25, 0.5, 0.25}, three);
  ExpectSameBits(three, std::vector<double>{0.25, 0.5, 0.25});
  link_margins(MarginLink::share, std::vector<double>{0.0, 0.0, 0.0}, three);
  ExpectSameBits(three, std::vector<double>(3, 1.0 / 3.0));
}

// ------------------------------------------------------------------------------------------ what is refused

struct Damage {
  const char* path;
  const char* words;
  std::function<void(Trees&)> change;
};

TEST(Trees, AreRefusedWhereAnIndexOrASizeIsWrong) {
  const Damage damages[] = {
      {"t.bases", "which the link can't take", [](Trees& t) { t.bases.push_back(0.0f); }},
      {"t.bases", "which the link can't take", [](Trees& t) { t.bases.clear(); }},
      {"t.bases", "must be finite", [](Trees& t) { t.bases[0] = std::numeric_limits<float>::infinity(); }},
      {"t", "one a feature", [](Trees& t) { t.parts.push_back(0); }},
      {"t", "one a feature", [](Trees& t) { t.cut_counts.values.pop_back(); }},
      {"t.cut_counts", "do not sum", [](Trees& t) { t.cut_counts.values[0] = 3; }},
      {"t.cut_counts", "do not sum",
       [](Trees& t) {
         t.cut_counts.values = {0xFFFFFFFFu, 4, 1};
       }},
      {"t.columns[1]", "beyond the row", [](Trees& t) { t.columns.values[1] = 3; }},
      {"t.parts[2]", "does not have", [](Trees& t) { t.parts.values[2] = feature::kFirstLevel + 3; }},
      {"t.parts[0]", "does not have", [](Trees& t) { t.parts.values[0] = feature::kFirstLevel; }},
      {"t.cuts[1]", "above the one before", [](Trees& t) { t.cuts[1] = 1.0f; }},
      {"t.cuts[3]", "must be finite", [](Trees& t) { t.cuts[3] = std::numeric_limits<float>::quiet_NaN(); }},
      {"t", "one a split", [](Trees& t) { t.splits.values[2] = 1; }},
      {"t", "one a split", [](Trees& t) { t.features.values.pop_back(); }},
      {"t", "one a split", [](Trees& t) { t.cut_places.push_back(0); }},
      {"t.leaves", "one more than the splits", [](Trees& t) { t.leaves.pop_back(); }},
      {"t.leaves", "must be finite", [](Trees& t) { t.leaves[5] = std::numeric_limits<float>::quiet_NaN(); }},
      {"t.missing_left", "a bit a split", [](Trees& t) { t.missing_left.push_back(0); }},
      {"t.missing_left", "beyond the last split", [](Trees& t) { t.missing_left[0] = 0b1000; }},
      {"t.features[2]", "is no feature", [](Trees& t) { t.features.values[2] = 3; }},
      {"t.cut_places[0]", "beyond the feature's cuts", [](Trees& t) { t.cut_places.values[0] = 2; }},
      {"t.left_splits[0]", "leaves the tree", [](Trees& t) { t.left_splits.values[0] = 2; }},
      {"t.left_splits[1]", "leaves the tree", [](Trees& t) { t.left_splits.values[1] = 1; }},
  };
  for (const Damage& damage : damages) {
    SCOPED_TRACE(std::string(damage.path) + ": " + damage.words);
    Trees trees = small_trees();
    damage.change(trees);
    ExpectFault(trees.check(three_columns(), "t"), ErrorCode::bad_model_file, damage.path, damage.words);
  }
}

TEST(Trees, AreRefusedWhereTheyDoNotComeInTurn) {
  Trees trees = small_trees();
  trees.to_output = MarginLink::softmax;
  trees.bases = {0.0f, 0.0f};
  ExpectFault(trees.check(three_columns(), "t"), ErrorCode::bad_model_file, "t.splits", "as many trees");
}

TEST(Trees, AreRefusedWhereAPathIsTooLong) {
  Trees trees = small_trees();
  const std::uint32_t splits = Trees::kMaxDepth + 1;
  trees.splits = {{splits}};
  trees.left_splits.values.clear();
  for (std::uint32_t s = splits; s-- > 0;) trees.left_splits.push_back(s);
  trees.features.values.assign(splits, 0);
  trees.cut_places.values.assign(splits, 0);
  trees.missing_left.assign((splits + 7) / 8, 0);
  trees.leaves.assign(splits + 1, 0.0f);
  ExpectFault(trees.check(three_columns(), "t"), ErrorCode::bad_model_file, "t.left_splits[200]",
              "below its root");
}

// ---------------------------------------------------------------------------------------------- in the file

TEST(Trees, AreWrittenInTheNarrowestElements) {
  CborSink sink;
  PackedIntegers narrow{{0, 255}};
  write(sink, narrow);
  PackedIntegers wide{{1, 256}};
  write(sink, wide);
  PackedIntegers widest{{65536}};
  write(sink, widest);
  PackedIntegers none;
  write(sink, none);
  EXPECT_EQ(sink.take(), bytes_from_hex("43 01 00ff 45 02 0100 0001 45 04 00000100 41 01"));
}

TEST(Trees, AreReadOnlyFromTheNarrowestElements) {
  const auto read = [](const char* digits) {
    const Bytes bytes = bytes_from_hex(digits);
    const auto value = decode_cbor(bytes);
    PackedIntegers read_back;
    return CborNode(*value).packed(read_back.values) ? read_back.values.size() : std::size_t{99};
  };
  EXPECT_EQ(read("43 01 00ff"), 2u);
  EXPECT_EQ(read("45 02 0100 0200"), 99u);  // would fit one byte each
  EXPECT_EQ(read("44 02 0001 00"), 99u);    // half an element
  EXPECT_EQ(read("42 03 00"), 99u);
  EXPECT_EQ(read("40"), 99u);
}

TEST(Trees, ComeBackFromAFile) {
  ModelFile file = small_model_file();
  file.steps = {};
  file.model = small_trees();
  std::get<Trees>(file.model).to_output = MarginLink::logistic;
  // Columns: glucose, age, smoker, stage; level 1 of the category is asked for.
  std::get<Trees>(file.model).columns = {{kGlucose, kAge, kStage}};
  file = complete(file);
  const Bytes bytes = encode(file);
  const auto engine = Engine::load(bytes);
  ASSERT_TRUE(engine) << engine.error().text();
  EXPECT_EQ(encode(engine->model_file()), bytes);
  Workspace w = engine->workspace();
  w.record.set_number(kAge, 60.0);
  w.record.set_boolean(kSmoker, true);
  w.record.set_level(kStage, 1);
  engine->predict(w);
  EXPECT_EQ(w.margins[0], 0.5 + 2 + 16 + 32);  // glucose missing: left; age not below 0.5
  ExpectSameBits(w.outputs[0], numerics::logistic(50.5));
}

TEST(Trees, WhoseFileHasAFlippedBitUnderAGoodHashDoNotLoadOrPredictTheSame) {
  ModelFile file = small_model_file();
  file.steps = {};
  file.model = small_trees();
  std::get<Trees>(file.model).columns = {{kGlucose, kAge, kStage}};
  file.outputs[0].kind = OutputKind::quantity;
  file = complete(file);
  const Bytes good = payload_of(file);
  CborSink model;
  write(model, std::get<Trees>(file.model));
  const Bytes part = model.take();
  const auto begin = std::search(good.begin(), good.end(), part.begin(), part.end());
  ASSERT_NE(begin, good.end());
  const auto from = static_cast<std::size_t>(begin - good.begin());
  Bytes payload = good;
  for (std::size_t i = from; i < from + part.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      payload[i] ^= static_cast<std::uint8_t>(1 << bit);
      EXPECT_FALSE(Engine::load(in_envelope(payload))) << "byte " << i - from << ", bit " << bit;
      payload[i] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
}

}  // namespace
}  // namespace nearside
