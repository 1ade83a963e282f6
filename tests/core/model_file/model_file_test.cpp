// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/model_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

/// A file in which nothing has its default value.
ModelFile full_model_file() {
  ModelFile file = complete(small_model_file());
  file.standing = Standing::published_equation;
  file.audience = Audience::patient;
  Predictor& glucose = file.schema.predictors[kGlucose];
  glucose.column = "Glucose (mg/dL)";
  glucose.hint = {"On the laboratory's report",
                  "\xE5\x9C\xA8\xE5\x8C\x96\xE9\xAA\x8C\xE5\x8D\x95\xE4\xB8\x8A"};
  glucose.loinc = "2339-0";
  file.development = {100,
                      30,
                      2,
                      {{"glucose", 0.25, {1, 2, 3, 4, 5, 6, 7}, {}}, {"stage", kNaN, {}, {0.5, kNaN, 0.5}}},
                      {"five folds", 100, 30, {{"auroc", 0.75, 0.5, kNaN}}}};
  file.card = {{"Teaching", ""}, {"Adults", ""}, {"Children", ""}, {"All else", ""}, "made up",
               "CC0-1.0",        "Apache-2.0",   "nobody",         "2024-06-01",     {{"Who it is", ""}}};
  file.outputs[0].clause = {"have the outcome", ""};
  file.schema.exclusions = {
      {"dialysis", {"Are you on dialysis?", ""}, {"Or peritoneal", ""}, true, {"Why", ""}}};
  file.form.groups = {{"blood", {"Blood", ""}, {"From the report", ""}, {"glucose", "age"}}};
  file = complete(file);
  return file;
}

void ExpectNotAModelFile(const Bytes& bytes, const std::string& path, const std::string& words) {
  ExpectFault(decode(bytes), ErrorCode::bad_model_file, path, words);
}

TEST(ModelFile, ReadsBackAsItWasWritten) {
  for (const ModelFile& file : {small_model_file(), complete(small_model_file()), full_model_file()}) {
    const Bytes bytes = encode(file);
    const auto decoded = decode(bytes);
    ASSERT_TRUE(decoded) << decoded.error().text();
    EXPECT_EQ(encode(decoded->model_file), bytes);
    EXPECT_EQ(decoded->sha256, sha256(payload_of(file, kOldestWritten)));
  }
}

TEST(ModelFile, KeepsWhatItWasGiven) {
  const auto decoded = decode(encode(full_model_file()));
  ASSERT_TRUE(decoded);
  const ModelFile& file = decoded->model_file;
  EXPECT_EQ(file.id, "small");
  EXPECT_EQ(file.standing, Standing::published_equation);
  EXPECT_EQ(file.audience, Audience::patient);
  ASSERT_EQ(file.schema.predictors.size(), 4u);
  const Predictor& glucose = file.schema.predictors[kGlucose];
  EXPECT_EQ(glucose.source_column(), "Glucose (mg/dL)");
  EXPECT_EQ(glucose.units[1].ucum, "mmol/L");
  ExpectSameBits(glucose.units[1].factor, 18.0);
  ASSERT_TRUE(glucose.hard);
  ExpectSameBits(glucose.hard->high, 900.0);
  EXPECT_FALSE(glucose.required);
  EXPECT_EQ(file.schema.predictors[kStage].levels[2].id, "III");
  EXPECT_FALSE(file.schema.predictors[kStage].hard);
  ASSERT_EQ(file.steps.size(), 5u);
  EXPECT_EQ(std::get<Standardise>(file.steps[4]).scales, (std::vector<double>{20.0, 10.0}));
  EXPECT_EQ(std::get<LogisticRegression>(file.model).coefficients[2], 1.0);
  EXPECT_TRUE(std::isnan(file.development.predictors[1].share_missing));
  EXPECT_EQ(file.card.date, "2024-06-01");
  EXPECT_EQ(file.test_vectors.digest, full_model_file().test_vectors.digest);
}

TEST(ModelFile, BeginsWithItsNameAndVersion) {
  const Bytes bytes = encode(small_model_file());
  EXPECT_EQ(hex(std::span(bytes).first(11)), "84686e6561727369646505");  // [ "nearside", 5, …
}

// The envelope.

TEST(ModelFile, RefusesOtherFiles) {
  const std::string words = "not a Nearside model file";
  for (const std::string& text : {std::string(), std::string("\x84"), std::string("{\"model\": 1}"),
                                  std::string("\x84hNearside\x01\x40\x40"),
                                  std::string("\x84gnearsid\x01\x40\x40"), std::string(10, '\0')}) {
    ExpectNotAModelFile(bytes_of(text), "", words);
  }
}

TEST(ModelFile, RefusesAnEnvelopeOfThreeOrFiveItems) {
  const Bytes payload = payload_of(small_model_file());
  for (std::size_t items : {3u, 5u}) {
    CborSink sink;
    sink.begin_array(items);
    sink.text("nearside");
    sink.unsigned_integer(1);
    sink.bytes(payload);
    if (items > 3) sink.bytes(sha256(payload));
    if (items > 4) sink.null();
    ExpectNotAModelFile(sink.take(), "", "not a Nearside model file");
  }
  // Also where the head says four.
  for (std::size_t items : {3u, 5u}) {
    CborSink sink;
    sink.begin_array(4);
    sink.text("nearside");
    sink.unsigned_integer(1);
    sink.bytes(payload);
    if (items > 3) sink.bytes(sha256(payload));
    if (items > 4) sink.null();
    ExpectNotAModelFile(sink.take(), "", "damaged or cut short");
  }
}

TEST(ModelFile, OfALaterFormatVersionIsTooNewWhateverItHolds) {
  for (std::uint64_t version :
       {std::uint64_t{kFormatVersion} + 1, std::uint64_t{0xFFFFFFFF}, (std::uint64_t{1} << 32) + 1}) {
    for (const Bytes& payload : {payload_of(small_model_file()), bytes_of("of another form")}) {
      ExpectFault(decode(in_envelope(payload, version)), ErrorCode::too_new, "",
                  "the model file has format version " + std::to_string(version) +
                      ", this Nearside reads versions up to 6");
    }
  }
}

TEST(ModelFile, HasInterceptsOnlyFromVersionSixOn) {
  ModelFile file = small_model_file();
  file.calibration.intercepts = {-1.0};
  EXPECT_TRUE(decode(in_envelope(payload_of(file), 6)));
  ExpectNotAModelFile(in_envelope(payload_of(file), 5), "calibration",
                      "has a field that this version does not know");
  ExpectNotAModelFile(in_envelope(payload_of(file, 5), 6), "calibration", "field \"intercepts\" is missing");
}

TEST(ModelFile, RefusesVersionZero) {
  ExpectNotAModelFile(in_envelope(payload_of(small_model_file()), 0), "", "the format version is 0");
}

TEST(ModelFile, HasNoYoungerFieldInAnOlderFormat) {
  // Written in the newest format, so each younger field stands; the older ones do not know them.
  for (std::uint64_t version : {1u, 2u}) {
    ExpectNotAModelFile(in_envelope(payload_of(small_model_file()), version), "schema.predictors[0]",
                        "has a field that this version does not know");
  }
}

TEST(ModelFile, RefusesAVersionThatIsNoNumber) {
  Bytes bytes = bytes_from_hex("84 68 6e65617273696465 6131 40 40");
  ExpectNotAModelFile(bytes, "", "format version is not a number");
}

TEST(ModelFile, RefusesAHashThatDoesNotFit) {
  const std::string words = "does not fit its SHA-256";
  const Bytes good = encode(small_model_file());
  Bytes bytes = good;
  bytes.back() ^= 1;
  ExpectNotAModelFile(bytes, "", words);
  bytes = good;
  bytes[bytes.size() / 2] ^= 1;
  ExpectNotAModelFile(bytes, "", words);
  // A part of the right hash is not the hash.
  const Bytes payload = payload_of(small_model_file());
  const Sha256Digest hash = sha256(payload);
  for (std::size_t size : {0u, 31u}) {
    CborSink sink;
    sink.begin_array(4);
    sink.text("nearside");
    sink.unsigned_integer(1);
    sink.bytes(payload);
    sink.bytes(std::span(hash).first(size));
    ExpectNotAModelFile(sink.take(), "", words);
  }
}

TEST(ModelFile, RefusesPayloadAndHashThatAreNotBytes) {
  for (const char* items : {"60 40", "40 60", "80 40", "f6 f6"}) {
    ExpectNotAModelFile(bytes_from_hex(std::string("84 68 6e65617273696465 01") + items), "",
                        "payload and its SHA-256");
  }
}

TEST(ModelFile, RefusesTrailingBytes) {
  Bytes bytes = encode(small_model_file());
  bytes.push_back(0);
  ExpectNotAModelFile(bytes, "", "trailing bytes");
}

TEST(ModelFile, RefusesMoreBytesThanTheLimit) {
  const Bytes bytes = encode(small_model_file());
  EXPECT_TRUE(decode(bytes, bytes.size()));
  ExpectFault(decode(bytes, bytes.size() - 1), ErrorCode::bad_model_file, "",
              "at most " + std::to_string(bytes.size() - 1) + " are accepted");
  ExpectNotAModelFile(Bytes(kMaxModelFileBytes + 1), "", "at most 33554432 are accepted");
}

// The payload.

TEST(ModelFile, RefusesAPayloadThatIsNotCanonical) {
  ExpectNotAModelFile(in_envelope(bytes_from_hex("a161611817")), "payload", "shortest form");
  ExpectNotAModelFile(in_envelope({}), "payload", "ends within a value");
}

CborValue text(std::string_view value) {
  CborValue item;
  item.kind = NodeKind::text;
  item.bytes = std::span(reinterpret_cast<const std::uint8_t*>(value.data()), value.size());
  return item;
}
CborValue whole(std::uint64_t value) {
  CborValue item;
  item.kind = NodeKind::integer;
  item.integer = value;
  return item;
}
CborValue bytes(std::span<const std::uint8_t> value) {
  CborValue item;
  item.kind = NodeKind::bytes;
  item.bytes = value;
  return item;
}
CborValue of_kind(NodeKind kind) {
  CborValue item;
  item.kind = kind;
  return item;
}

TEST(ModelFile, RefusesAValueOfTheWrongTypeAndSaysWhere) {
  static const Bytes odd(9, 0);
  static const Bytes other_nan = bytes_from_hex("010000000000f87f");
  struct Case {
    const char* path;
    CborValue value;
    const char* words;
  };
  const Case cases[] = {
      {"id", whole(5), "expected a text, found 5"},
      {"title", text("Small"), "expected an object, found a text of 5 bytes"},
      {"status", text("approved"), "\"approved\" is not known"},
      {"audience", whole(1), "expected a text, found 1"},
      {"schema", of_kind(NodeKind::array), "expected an object, found a list of 0"},
      {"schema.predictors", of_kind(NodeKind::map), "expected a list, found an object of 0"},
      {"schema.predictors[1]", of_kind(NodeKind::null), "expected an object, found null"},
      {"schema.predictors[0].kind", text("number"), "\"number\" is not known"},
      {"schema.predictors[0].required", of_kind(NodeKind::null), "expected true or false, found null"},
      {"schema.predictors[0].hard", of_kind(NodeKind::boolean), "expected an object, found false"},
      {"schema.predictors[0].hard.low", whole(9), "expected a number, found 9"},
      {"schema.predictors[0].units[1].factor", text("18"), "expected a number, found a text of 2 bytes"},
      {"schema.predictors[0].missing_markers[0]", of_kind(NodeKind::number),
       "expected a text, found a float"},
      {"steps[0]", of_kind(NodeKind::map), "expected an object with one name, found an object of 0"},
      {"steps[0].flag_missing.columns", bytes(odd), "expected a list of whole numbers, found 9 bytes"},
      {"steps[1].impute.statistic", text("average"), "\"average\" is not known"},
      {"steps[4].standardise.scales", of_kind(NodeKind::array),
       "expected a list of numbers, found a list of 0"},
      {"model", text("logistic_regression"), "expected an object with one name"},
      {"model.logistic_regression.coefficients", bytes(odd), "expected a list of numbers, found 9 bytes"},
      {"model.logistic_regression.means", bytes(other_nan), "expected a list of numbers, found 8 bytes"},
      {"test_vectors.count", whole(std::uint64_t{1} << 32), "expected a whole number from 0 to 4294967295"},
      {"test_vectors.count", of_kind(NodeKind::number), "expected a whole number"},
      {"test_vectors.kinds", text("abc"), "expected bytes, found a text"},
      {"test_vectors.digest", bytes(odd), "expected 32 bytes, found 9 bytes"},
  };
  const Bytes payload = payload_of(complete(small_model_file()));
  for (const Case& wrong : cases) {
    SCOPED_TRACE(wrong.path);
    auto root = decode_cbor(payload);
    ASSERT_TRUE(root);
    item_at(*root, wrong.path) = wrong.value;
    ExpectNotAModelFile(in_envelope(bytes_of(*root)), wrong.path, wrong.words);
  }
}

TEST(ModelFile, RefusesUnknownStepsAndModels) {
  const Bytes payload = payload_of(small_model_file());
  for (const char* path : {"steps[0]", "model"}) {
    auto root = decode_cbor(payload);
    ASSERT_TRUE(root);
    item_at(*root, path).keys[0] = "telepathy";
    ExpectNotAModelFile(in_envelope(bytes_of(*root)), path, "\"telepathy\" is not known");
  }
}

/// Calls `change` for every map of the tree, which may change it, and undoes the change.
template <class Change>
void for_each_map(CborValue& root, CborValue& value, Change change) {
  if (value.kind == NodeKind::map) {
    const CborValue before = value;
    change(root, value, before);
    value = before;
  }
  for (CborValue& item : value.items) for_each_map(root, item, change);
}

TEST(ModelFile, RefusesToMissAnyField) {
  const Bytes payload = payload_of(full_model_file());
  auto root = decode_cbor(payload);
  ASSERT_TRUE(root);
  ASSERT_TRUE(decode(in_envelope(bytes_of(*root))));
  int fields = 0;
  for_each_map(*root, *root, [&](CborValue& whole_tree, CborValue& map, const CborValue& before) {
    for (std::size_t i = 0; i < before.keys.size(); ++i) {
      map = before;
      map.keys.erase(map.keys.begin() + static_cast<std::ptrdiff_t>(i));
      map.items.erase(map.items.begin() + static_cast<std::ptrdiff_t>(i));
      const auto decoded = decode(in_envelope(bytes_of(whole_tree)));
      ASSERT_FALSE(decoded) << before.keys[i];
      const std::string missing = "field \"" + std::string(before.keys[i]) + "\" is missing";
      const std::string unnamed = "expected an object with one name, found an object of 0";
      EXPECT_TRUE(decoded.error().message == missing || decoded.error().message == unnamed)
          << decoded.error().text();
      ++fields;
    }
  });
  EXPECT_GT(fields, 150);
}

TEST(ModelFile, RefusesAFieldThatItDoesNotKnow) {
  const Bytes payload = payload_of(full_model_file());
  auto root = decode_cbor(payload);
  ASSERT_TRUE(root);
  for_each_map(*root, *root, [&](CborValue& whole_tree, CborValue& map, const CborValue&) {
    map.keys.push_back("more");
    map.items.emplace_back();
    const auto decoded = decode(in_envelope(bytes_of(whole_tree)));
    ASSERT_FALSE(decoded);
    const std::string unknown = "has a field that this version does not know";
    const std::string unnamed = "expected an object with one name, found an object of 2";
    EXPECT_TRUE(decoded.error().message == unknown || decoded.error().message == unnamed)
        << decoded.error().text();
  });
}

TEST(ModelFile, SaysWhereTheMissingFieldIs) {
  const Bytes payload = payload_of(small_model_file());
  auto root = decode_cbor(payload);
  ASSERT_TRUE(root);
  CborValue& label = item_at(*root, "schema.predictors[2].label");
  label.keys.pop_back();
  label.items.pop_back();
  ExpectNotAModelFile(in_envelope(bytes_of(*root)), "schema.predictors[2].label", "field \"zh\" is missing");
}

}  // namespace
}  // namespace nearside
