// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small things to test with. Every number of `small_model_file` is a short binary fraction, so that what
// comes out of it can be checked by hand, to the bit.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/numerics.h"
#include "core/base/sha256.h"
#include "core/engine.h"
#include "core/model_file/cbor.h"
#include "core/model_file/model_file.h"
#include "tools/fit/test_vectors.h"

namespace nearside {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Bytes = std::vector<std::uint8_t>;

inline void ExpectSameBits(double seen, double expected) {
  EXPECT_TRUE(same_bits(seen, expected)) << "seen " << seen << ", expected " << expected;
}

inline void ExpectSameBits(std::span<const double> seen, std::span<const double> expected) {
  ASSERT_EQ(seen.size(), expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    SCOPED_TRACE("value " + std::to_string(i));
    ExpectSameBits(seen[i], expected[i]);
  }
}

template <class T>
void ExpectFault(const Result<T>& result, ErrorCode code, const std::string& path, const std::string& words) {
  ASSERT_FALSE(result) << "accepted; expected: " << path << ": " << words;
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().path, path);
  EXPECT_NE(result.error().message.find(words), std::string::npos) << result.error().message;
}

inline Predictor numeric(const std::string& id) {
  Predictor predictor;
  predictor.id = id;
  predictor.label = {id, ""};
  return predictor;
}

inline Predictor integer(const std::string& id) {
  Predictor predictor = numeric(id);
  predictor.kind = Kind::integer;
  return predictor;
}

inline Predictor boolean(const std::string& id) {
  Predictor predictor = numeric(id);
  predictor.kind = Kind::boolean;
  predictor.levels = {{"no", {"No", ""}}, {"yes", {"Yes", ""}}};
  return predictor;
}

inline Predictor categorical(const std::string& id, const std::vector<std::string>& levels) {
  Predictor predictor = numeric(id);
  predictor.kind = Kind::categorical;
  for (const std::string& level : levels) predictor.levels.push_back({level, {level, ""}});
  return predictor;
}

/// The places of `small_model_file`'s predictors.
enum : std::uint32_t { kGlucose, kAge, kSmoker, kStage };

/// Glucose in mg/dL (or mmol/L, taken as exactly 18 mg/dL), which may be missing; age in whole years; smoker,
/// no or yes; stage I, II or III, which may be missing.
inline std::vector<Predictor> small_predictors() {
  Predictor glucose = numeric("glucose");
  glucose.units = {{"mg/dL", 1.0, 0.0, ""}, {"mmol/L", 18.0, 0.0, "made up: 18 for 18.016"}};
  glucose.hard = Range{9.0, 900.0};
  glucose.development = Range{54.0, 360.0};
  glucose.required = false;
  glucose.missing_markers = {"NA"};
  Predictor age = integer("age");
  age.hard = Range{0.0, 120.0};
  age.development = Range{20.0, 90.0};
  Predictor stage = categorical("stage", {"I", "II", "III"});
  stage.required = false;
  return {glucose, age, boolean("smoker"), stage};
}

/// lp = -1 + 0.5 (glucose - 100)/20 + 0.25 (age - 50)/10 + smoker + stage (I 0.25, II 0.5, III -0.5)
///      + 0.125 if glucose is missing; then 100 stands for glucose, II for a missing stage.
/// Without test vectors: `complete` adds them.
inline ModelFile small_model_file() {
  ModelFile file;
  file.id = "small";
  file.version = "1.0.0";
  file.title = {"A small model", "\xE5\xB0\x8F\xE6\xA8\xA1\xE5\x9E\x8B"};
  file.schema.predictors = small_predictors();
  file.steps = {FlagMissing{{kGlucose}}, Impute{Statistic::median, {kGlucose}, {100.0}},
                Impute{Statistic::most_frequent, {kStage}, {1.0}}, OneHot{{kStage}, {3}},
                Standardise{{kGlucose, kAge}, {100.0, 50.0}, {20.0, 10.0}}};
  // Columns: glucose, age, smoker, stage I, II, III, glucose missing.
  file.model = LogisticRegression{
      -1.0, {0.5, 0.25, 1.0, 0.25, 0.5, -0.5, 0.125}, {0.0, 0.0, 0.25, 0.5, 0.25, 0.25, 0.125}};
  file.outputs = {{"outcome", OutputKind::probability, {"The outcome", ""}, "1", "0", {}}};
  return file;
}

/// lp at the means: -1 + 0.25 + 0.125 + 0.125 - 0.125 + 0.015625
inline constexpr double kSmallTypicalMargin = -0.609375;

inline ModelFile complete(ModelFile file, std::uint64_t seed = 1) {
  auto engine = Engine::assemble(file);
  EXPECT_TRUE(engine) << engine.error().text();
  if (engine) file.test_vectors = make_test_vectors(*engine, seed);
  return file;
}

/// Glucose 140 mg/dL, age 70, smoker, stage II: lp = -1 + 1 + 0.5 + 1 + 0.5 = 2.
inline void set_typical_record(Record& record) {
  record.set_number(kGlucose, 140.0);
  record.set_number(kAge, 70.0);
  record.set_boolean(kSmoker, true);
  record.set_level(kStage, 1);
}

inline Bytes bytes_of(const std::string& text) {
  return {text.begin(), text.end()};
}

/// Bytes from hexadecimal digits; spaces are for the reader.
inline Bytes bytes_from_hex(const std::string& digits) {
  Bytes bytes;
  int half = -1;
  for (const char c : digits) {
    if (c == ' ') continue;
    const int value = c <= '9' ? c - '0' : c - 'a' + 10;
    if (half >= 0) bytes.push_back(static_cast<std::uint8_t>(16 * half + value));
    half = half >= 0 ? -1 : value;
  }
  return bytes;
}

/// A payload in the envelope of a model file, with a hash that fits it.
inline Bytes in_envelope(std::span<const std::uint8_t> payload, std::uint64_t version = kFormatVersion) {
  CborSink sink;
  sink.begin_array(4);
  sink.text("nearside");
  sink.unsigned_integer(version);
  sink.bytes(payload);
  sink.bytes(sha256(payload));
  sink.end_array();
  return sink.take();
}

/// In the youngest format, unless another is named.
inline Bytes payload_of(const ModelFile& file, std::uint32_t version = kFormatVersion) {
  CborSink sink(version);
  write(sink, file);
  return sink.take();
}

/// Writes a decoded item as it was.
inline void write_value(CborSink& sink, const CborValue& value) {
  switch (value.kind) {
    case NodeKind::null:
      return sink.null();
    case NodeKind::boolean:
      return sink.boolean(value.integer != 0);
    case NodeKind::integer:
      return sink.unsigned_integer(value.integer);
    case NodeKind::number:
      return sink.number(value.number);
    case NodeKind::text:
      return sink.text(CborNode(value).text());
    case NodeKind::bytes:
      return sink.bytes(value.bytes);
    case NodeKind::array:
      sink.begin_array(value.items.size());
      for (const CborValue& item : value.items) write_value(sink, item);
      return sink.end_array();
    case NodeKind::map:
      sink.begin_map();
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        sink.key(value.keys[i]);
        write_value(sink, value.items[i]);
      }
      return sink.end_map();
  }
}

inline Bytes bytes_of(const CborValue& value) {
  CborSink sink;
  write_value(sink, value);
  return sink.take();
}

/// The item at a path such as `schema.predictors[0].kind`.
inline CborValue& item_at(CborValue& root, std::string_view path) {
  CborValue* value = &root;
  while (!path.empty()) {
    if (path[0] == '.') path.remove_prefix(1);
    if (path[0] == '[') {
      const std::size_t end = path.find(']');
      value = &value->items.at(std::stoul(std::string(path.substr(1, end - 1))));
      path.remove_prefix(end + 1);
    } else {
      const std::string_view key = path.substr(0, path.find_first_of(".["));
      std::size_t i = 0;
      while (i < value->keys.size() && value->keys[i] != key) ++i;
      value = &value->items.at(i);
      path.remove_prefix(key.size());
    }
  }
  return *value;
}

}  // namespace nearside
