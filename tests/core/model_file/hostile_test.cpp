// SPDX-License-Identifier: Apache-2.0
// What must hold for bytes from a stranger: no crash, no half-read model, and no file that loads and gives
// another number than the one it was made with.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/engine.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// The small model with numbers as training finds them, so that every bit of a mantissa counts.
ModelFile uneven_model_file() {
  ModelFile file = small_model_file();
  file.schema.predictors[kGlucose].units[1].factor = 18.015588;
  file.schema.predictors[kGlucose].units.push_back({"g/L", 99.99999999999999, 0.3, "made up"});
  file.schema.predictors[kGlucose].development = Range{57.3, 361.7};
  file.steps = {FlagMissing{{kGlucose}}, Impute{Statistic::median, {kGlucose}, {117.1}},
                Impute{Statistic::most_frequent, {kStage}, {1.0}}, OneHot{{kStage}, {3}},
                Standardise{{0, 1, 2, 3, 4, 5, 6},
                            {121.68676277850587, 33.240885416666664, 0.3489583333333333, 0.4557291666666667,
                             0.29557291666666669, 0.24869791666666666, 0.006510416666666667},
                            {30.435948867207657, 11.75257264548461, 0.47664109174374955, 0.49803565437411447,
                             0.45629873287419, 0.43225998, 0.080424}}};
  file.model = LogisticRegression{-0.85776249568457041,
                                  {1.1338379148495916, 0.41340737065685002, 0.3134, -0.10729414523475789,
                                   0.0312087, 0.58123456789012345, 0.02},
                                  {1.1e-16, -3.4e-17, 0.0, 2.1e-16, -1.6e-16, 4.6e-17, 1e-17}};
  return file;
}

/// Fifty people: every unit and level, texts and numbers, some values missing, some beyond a limit.
void set_probe(std::uint64_t number, Record& record) {
  Random random(1000 + number);
  record.wipe();
  const auto unit = static_cast<std::uint32_t>(random.below(3));
  const double per_unit[] = {1.0, 18.0, 100.0};
  const double glucose = (5.0 + 500.0 * random.uniform() * random.uniform()) / per_unit[unit];
  if (random.uniform() < 0.8) {
    record.set_number(kGlucose, glucose, unit);
  } else if (random.uniform() < 0.3) {
    record.set_text(kGlucose, std::to_string(glucose));
    record.units[kGlucose] = unit;
  }
  record.set_number(kAge, static_cast<double>(random.below(123)) - 1.0);
  if (random.uniform() < 0.5) {
    record.set_boolean(kSmoker, random.uniform() < 0.5);
  } else {
    record.set_level(kSmoker, static_cast<std::uint32_t>(random.below(2)));
  }
  if (random.uniform() < 0.8) record.set_level(kStage, static_cast<std::uint32_t>(random.below(3)));
}
constexpr std::uint64_t kProbes = 50;

/// Everything that predictions of the probes consist of, bit by bit; NaN as one NaN.
std::vector<std::uint64_t> answers(const Engine& engine) {
  std::vector<std::uint64_t> bits;
  const auto keep = [&](double value) {
    bits.push_back(std::isnan(value) ? 0x7FF8000000000000u : __builtin_bit_cast(std::uint64_t, value));
  };
  Workspace w = engine.workspace();
  for (std::uint64_t probe = 0; probe < kProbes; ++probe) {
    set_probe(probe, w.record);
    engine.predict(w);
    bits.push_back(w.refused ? 1 : 0);
    for (const auto* values : {&w.outputs, &w.margins, &w.contributions}) {
      for (double value : *values) keep(value);
    }
    bits.push_back(w.issues.size());
    for (const Issue& issue : w.issues) {
      bits.push_back(issue.predictor);
      bits.push_back(static_cast<std::uint64_t>(issue.code));
      keep(issue.seen);
      keep(issue.limit);
    }
  }
  return bits;
}

/// The path of the first item in which two payloads differ.
std::string first_difference(const CborValue& a, const CborValue& b) {
  if (a.kind != b.kind || a.items.size() != b.items.size()) return "";
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    const std::string here =
        a.kind == NodeKind::map ? "." + std::string(a.keys[i]) : "[" + std::to_string(i) + "]";
    if (a.kind == NodeKind::map && a.keys[i] != b.keys[i]) return here;
    if (bytes_of(a.items[i]) != bytes_of(b.items[i])) return here + first_difference(a.items[i], b.items[i]);
  }
  return "";
}

std::string first_difference(const Bytes& a, const Bytes& b) {
  const auto one = decode_cbor(a);
  const auto two = decode_cbor(b);
  return one && two ? first_difference(*one, *two) : "unreadable";
}

void ExpectRefused(std::span<const std::uint8_t> bytes, const std::string& what) {
  const auto engine = Engine::load(bytes);
  ASSERT_FALSE(engine) << what;
  EXPECT_FALSE(engine.error().message.empty()) << what;
}

TEST(HostileFile, IsRefusedWhereverItIsCut) {
  const Bytes bytes = encode(complete(uneven_model_file()));
  ASSERT_TRUE(Engine::load(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ExpectRefused(std::span(bytes).first(size), "cut to " + std::to_string(size));
  }
}

TEST(HostileFile, IsRefusedWhicheverBitFlips) {
  Bytes bytes = encode(complete(uneven_model_file()));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
      ExpectRefused(bytes, "byte " + std::to_string(i) + ", bit " + std::to_string(bit));
      bytes[i] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
}

// Whoever flips a bit can also make the hash good again. Then the test vectors must notice, or the bit does
// not matter to any prediction.
TEST(HostileFile, IsRefusedOrPredictsTheSameWhicheverBitFlipsUnderAGoodHash) {
  const ModelFile file = complete(uneven_model_file());
  const auto original = Engine::load(encode(file));
  ASSERT_TRUE(original) << original.error().text();
  const std::vector<std::uint64_t> expected = answers(*original);
  const Bytes good = payload_of(file);
  Bytes payload = good;
  std::size_t loaded = 0;
  std::size_t slipped = 0;
  for (std::size_t i = 0; i < payload.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      payload[i] ^= static_cast<std::uint8_t>(1 << bit);
      const auto engine = Engine::load(in_envelope(payload));
      if (!engine) {
        EXPECT_FALSE(engine.error().message.empty());
      } else {
        ++loaded;
        if (answers(*engine) != expected) {
          ++slipped;
          ADD_FAILURE() << "byte " << i << ", bit " << bit
                        << " changed a prediction: " << first_difference(good, payload);
        }
      }
      payload[i] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
  EXPECT_EQ(slipped, 0u);
  // Names, labels and the card are free to change, so some must load, or the test has shown nothing.
  EXPECT_GT(loaded, 100u);
  RecordProperty("flips", static_cast<int>(8 * payload.size()));
  RecordProperty("loaded", static_cast<int>(loaded));
}

// Most of these units stand in one or two test vectors only.
TEST(HostileFile, IsRefusedWhicheverBitOfAConversionFlips) {
  ModelFile file = uneven_model_file();
  std::vector<Unit>& units = file.schema.predictors[kGlucose].units;
  Random random(1);
  for (int i = static_cast<int>(units.size()); i < 20; ++i) {
    units.push_back({"unit " + std::to_string(i), 1.0 + 50.0 * random.uniform(), random.uniform(), ""});
  }
  file = complete(file);
  ASSERT_TRUE(Engine::load(encode(file)));
  for (std::size_t i = 1; i < 20; ++i) {
    for (double Unit::*number : {&Unit::factor, &Unit::offset}) {
      double& value = file.schema.predictors[kGlucose].units[i].*number;
      const double good = value;
      for (int bit = 0; bit < 64; ++bit) {
        if (good == 0.0 && bit < 62) continue;  // a vanishing offset in place of none moves no value
        value = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, good) ^ std::uint64_t{1} << bit);
        if (value == good) continue;  // -0 in place of 0
        ExpectRefused(encode(file), "unit " + std::to_string(i) + ", bit " + std::to_string(bit));
      }
      value = good;
    }
  }
}

TEST(HostileFile, OfFourMegabytesOfOpenersIsRefused) {
  const std::size_t size = std::size_t{4} << 20;
  for (const std::uint8_t byte : bytes_from_hex("81 9f 5f 7f a1 9b bb 5b 84 ff 00")) {
    SCOPED_TRACE(static_cast<int>(byte));
    const Bytes flood(size, byte);
    ExpectRefused(flood, "as the whole file");
    ExpectRefused(in_envelope(flood), "as payload");
    for (const char* head :
         {"84 68 6e65617273696465", "84 68 6e65617273696465 01", "84 68 6e65617273696465 01 40"}) {
      Bytes bytes = bytes_from_hex(head);
      bytes.insert(bytes.end(), flood.begin(), flood.end());
      ExpectRefused(bytes, head);
    }
  }
}

// As many values as are allowed: the memory stays bounded.
TEST(HostileFile, OfAMillionEmptyThingsIsRefused) {
  for (const std::uint8_t byte : bytes_from_hex("80 a0 40 f6")) {
    Bytes payload = bytes_from_hex("9a000f423f");
    payload.resize(payload.size() + 999'999, byte);
    ExpectRefused(in_envelope(payload), "a list of empty things");
  }
}

TEST(HostileFile, OfRandomBytesIsRefused) {
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    Bytes bytes(static_cast<std::size_t>(1 + random.below(200)));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    ExpectRefused(bytes, "random file");
    ExpectRefused(in_envelope(bytes), "random payload");
  }
}

}  // namespace
}  // namespace nearside
