// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/cbor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// RFC 8949's diagnostic notation, section 8.
std::string diagnostic(const CborValue& value) {
  const CborNode node(value);
  std::string text;
  switch (value.kind) {
    case NodeKind::null:
      return "null";
    case NodeKind::boolean:
      return node.boolean() ? "true" : "false";
    case NodeKind::integer:
      return std::to_string(value.integer);
    case NodeKind::number:
      return number_text(value.number);
    case NodeKind::text:
      return "\"" + std::string(node.text()) + "\"";
    case NodeKind::bytes:
      return "h'" + hex(value.bytes) + "'";
    case NodeKind::array:
      for (const CborValue& item : value.items) text += (text.empty() ? "" : ", ") + diagnostic(item);
      return "[" + text + "]";
    case NodeKind::map:
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        text +=
            (text.empty() ? "\"" : ", \"") + std::string(value.keys[i]) + "\": " + diagnostic(value.items[i]);
      }
      return "{" + text + "}";
  }
  return "?";
}

void ExpectRefused(const Bytes& bytes, const std::string& words) {
  const auto decoded = decode_cbor(bytes);
  const std::string shown = hex(std::span(bytes).first(std::min<std::size_t>(bytes.size(), 40)));
  ASSERT_FALSE(decoded) << "accepted: " << shown;
  EXPECT_EQ(decoded.error().code, ErrorCode::bad_model_file);
  EXPECT_NE(decoded.error().message.find(words), std::string::npos)
      << shown << ": " << decoded.error().text();
}

void ExpectRefused(const std::string& digits, const std::string& words) {
  ExpectRefused(bytes_from_hex(digits), words);
}

Bytes repeated(std::uint8_t byte, std::size_t count, const std::string& then = "") {
  Bytes bytes(count, byte);
  const Bytes last = bytes_from_hex(then);
  bytes.insert(bytes.end(), last.begin(), last.end());
  return bytes;
}

// RFC 8949, appendix A: those of its examples that have our canonical form.
TEST(Cbor, ReadsAndWritesThePublishedExamples) {
  struct Example {
    const char* bytes;
    const char* meaning;
  };
  for (const auto& [digits, meaning] : {
           Example{"00", "0"},
           {"01", "1"},
           {"0a", "10"},
           {"17", "23"},
           {"1818", "24"},
           {"1819", "25"},
           {"1864", "100"},
           {"1903e8", "1000"},
           {"1a000f4240", "1000000"},
           {"1b000000e8d4a51000", "1000000000000"},
           {"1bffffffffffffffff", "18446744073709551615"},
           {"fb3ff199999999999a", "1.1"},
           {"fb7e37e43c8800759c", "1e+300"},
           {"fbc010666666666666", "-4.1"},
           {"fb7ff0000000000000", "Infinity"},
           {"fb7ff8000000000000", "NaN"},
           {"fbfff0000000000000", "-Infinity"},
           {"f4", "false"},
           {"f5", "true"},
           {"f6", "null"},
           {"40", "h''"},
           {"4401020304", "h'01020304'"},
           {"60", "\"\""},
           {"6161", "\"a\""},
           {"6449455446", "\"IETF\""},
           {"62225c", "\"\"\\\""},
           {"62c3bc", "\"\xC3\xBC\""},
           {"63e6b0b4", "\"\xE6\xB0\xB4\""},
           {"64f0908591", "\"\xF0\x90\x85\x91\""},
           {"80", "[]"},
           {"83010203", "[1, 2, 3]"},
           {"8301820203820405", "[1, [2, 3], [4, 5]]"},
           {"98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]"},
           {"a0", "{}"},
           {"a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"},
           {"826161a161626163", "[\"a\", {\"b\": \"c\"}]"},
           {"a56161614161626142616361436164614461656145",
            "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}"},
       }) {
    SCOPED_TRACE(digits);
    const Bytes bytes = bytes_from_hex(digits);
    const auto value = decode_cbor(bytes);
    ASSERT_TRUE(value) << value.error().text();
    EXPECT_EQ(diagnostic(*value), meaning);
    EXPECT_EQ(hex(bytes_of(*value)), digits);
  }
}

TEST(Cbor, KeepsTheSignOfZero) {
  const Bytes bytes = bytes_from_hex("fb8000000000000000");
  const auto value = decode_cbor(bytes);
  ASSERT_TRUE(value);
  ExpectSameBits(value->number, -0.0);
}

// The same appendix: forms that say nothing that ours can't.
TEST(Cbor, RefusesThePublishedExamplesOfOtherForms) {
  for (const char* digits : {"f90000", "f98000", "f93c00", "f97bff", "f90001", "f9c400", "f97c00", "f97e00",
                             "fa47c35000", "fa7f7fffff", "fa7f800000", "fa7fc00000"}) {
    ExpectRefused(digits, "a float of fewer than 64 bits");
  }
  for (const char* digits : {"f7", "f0", "f8ff", "f818", "e0"})
    ExpectRefused(digits, "a simple value other than");
  for (const char* digits : {"20", "29", "3863", "3903e7", "3bffffffffffffffff"}) {
    ExpectRefused(digits, "a negative number or a tag");
  }
  for (const char* digits : {"c074323031332d30332d32315432303a30343a30305a", "c11a514b67b0", "d74401020304",
                             "d818456449455446", "c249010000000000000000"}) {
    ExpectRefused(digits, "a negative number or a tag");
  }
  for (const char* digits :
       {"5f42010243030405ff", "7f657374726561646d696e67ff", "9fff", "9f018202039f0405ffff",
        "83018202039f0405ff", "bf61610161629f0203ffff", "826161bf61626163ff"}) {
    ExpectRefused(digits, "indefinite or reserved length");
  }
  ExpectRefused("a201020304", "a key that is not a text");
}

TEST(Cbor, RefusesHeadsThatAreLongerThanNeeded) {
  for (const std::string major : {"1", "5", "7", "9", "b"}) {
    for (const char* rest : {"817", "90017", "9 00ff", "a0000ffff", "b00000000ffffffff", "800"}) {
      ExpectRefused(major + rest, "shortest form");
    }
  }
}

TEST(Cbor, RefusesReservedAndIndefiniteLengths) {
  for (const std::string major : {"1", "3", "5", "7", "9", "b", "d", "f"}) {
    for (const char* info : {"c", "d", "e", "f"})
      ExpectRefused(major + info, "indefinite or reserved length");
  }
}

TEST(Cbor, RefusesEveryNaNButOne) {
  for (const char* digits :
       {"fb7ff8000000000001", "fbfff8000000000000", "fb7ff0000000000001", "fb7fffffffffffffff"}) {
    ExpectRefused(digits, "NaN");
  }
}

TEST(Cbor, RefusesKeysOutOfOrderOrRepeated) {
  ExpectRefused("a2 6162 00 6161 00", "ascending order");
  ExpectRefused("a2 6161 00 6161 00", "each once");
  ExpectRefused("a2 626161 00 6162 00", "ascending order");  // "aa" before "b": shorter keys come first
  EXPECT_TRUE(decode_cbor(bytes_from_hex("a2 6162 00 626161 00")));
}

TEST(Cbor, RefusesInvalidUtf8) {
  for (const char* bad : {"62c080", "61ff", "63eda080", "64f4908080", "61c3"}) {
    ExpectRefused(bad, "not UTF-8");
    ExpectRefused(std::string("a1") + bad + "00", "not UTF-8");
  }
}

TEST(Cbor, RefusesTrailingBytes) {
  for (const char* digits : {"0000", "8000", "f6f6", "616100"}) ExpectRefused(digits, "trailing bytes");
}

TEST(Cbor, RefusesEveryPrefix) {
  const Bytes whole = bytes_from_hex("a3 6161 1903e8 6162 82fb3ff199999999999a 4401020304 6163 62c3bc");
  ASSERT_TRUE(decode_cbor(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(decode_cbor(std::span(whole).first(size))) << size;
  }
}

// Cut to 32 bits, 2^32 + 1 would be 1, and the byte that follows would do.
TEST(Cbor, RefusesCountsGreaterThanTheBytesThatAreLeft) {
  for (const char* count : {"a ffffffff", "b 0000000100000001", "b ffffffffffffffff", "a 00010000", "8 18"}) {
    const std::string length(count);
    ExpectRefused("5" + length + "00", "greater than the bytes that are left");
    ExpectRefused("7" + length + "61", "greater than the bytes that are left");
    ExpectRefused("9" + length + "00", "greater than the bytes that are left");
    ExpectRefused("b" + length + "6161 00", "greater than the bytes that are left");
    ExpectRefused("a1 7" + length + "61 00", "greater than the bytes that are left");
  }
  ExpectRefused("82 00", "greater than the bytes that are left");
  ExpectRefused("a2 6161 00", "greater than the bytes that are left");  // two entries need four bytes
}

TEST(Cbor, RefusesNestingDeeperThanTheLimit) {
  static_assert(kMaxCborDepth == 32);
  EXPECT_TRUE(decode_cbor(repeated(0x81, 32, "00")));
  EXPECT_TRUE(decode_cbor(repeated(0x81, 31, "80")));
  ExpectRefused(repeated(0x81, 33, "00"), "nested more than 32 deep");
  ExpectRefused(repeated(0x81, 32, "80"), "nested more than 32 deep");
  ExpectRefused(repeated(0x81, 1'000'000), "nested more than 32 deep");
  Bytes maps;
  for (int i = 0; i < 32; ++i) maps.insert(maps.end(), {0xA1, 0x61, 0x61});
  Bytes deeper = maps;
  maps.push_back(0x00);
  EXPECT_TRUE(decode_cbor(maps));
  deeper.push_back(0xA0);
  ExpectRefused(deeper, "nested more than 32 deep");
}

TEST(Cbor, RefusesMoreThanAMillionValues) {
  static_assert(kMaxCborValues == 1'000'000);
  // The list itself is one of them.
  Bytes list = bytes_from_hex("9a000f423f");
  list.resize(list.size() + 999'999, 0x00);
  EXPECT_TRUE(decode_cbor(list));
  list = bytes_from_hex("9a000f4240");
  list.resize(list.size() + 1'000'000, 0x00);
  ExpectRefused(list, "1,000,000 values");
}

TEST(Cbor, SaysAtWhichByteItStopped) {
  ExpectFault(decode_cbor(bytes_from_hex("83 00 01 f7")), ErrorCode::bad_model_file, "byte 4",
              "simple value");
  ExpectFault(decode_cbor(bytes_from_hex("00 00")), ErrorCode::bad_model_file, "byte 1", "trailing");
  ExpectFault(decode_cbor({}), ErrorCode::bad_model_file, "byte 0", "ends within a value");
}

// Writing.

TEST(CborSink, SortsKeysByTheirEncodedBytes) {
  const std::string long_key(24, 'a');  // its head is one byte longer
  CborSink sink;
  sink.begin_map();
  for (const std::string& key :
       {long_key, std::string("bb"), std::string("z"), std::string(), std::string("ba")}) {
    sink.key(key);
    sink.begin_map();
    sink.key("y");
    sink.null();
    sink.key("x");
    sink.null();
    sink.end_map();
  }
  sink.end_map();
  const std::string inner = "a26178f66179f6";
  std::string as_hex;
  for (int i = 0; i < 24; ++i) as_hex += "61";
  const Bytes bytes = sink.take();
  EXPECT_EQ(hex(bytes),
            "a5"
            "60" +
                inner + "617a" + inner + "626261" + inner + "626262" + inner + "7818" + as_hex + inner);
  const auto value = decode_cbor(bytes);
  ASSERT_TRUE(value) << value.error().text();
  EXPECT_EQ(bytes_of(*value), bytes);
}

TEST(CborSink, WritesTheShortestHeads) {
  for (const char* digits :
       {"17", "1818", "18ff", "190100", "19ffff", "1a00010000", "1affffffff", "1b0000000100000000"}) {
    const Bytes bytes = bytes_from_hex(digits);
    const auto value = decode_cbor(bytes);
    ASSERT_TRUE(value);
    EXPECT_EQ(hex(bytes_of(*value)), digits);
  }
}

TEST(CborSink, WritesListsOfNumbersAsLittleEndianBytes) {
  CborSink sink;
  sink.begin_array(2);
  sink.integers(std::vector<std::uint32_t>{1, 0x01020304});
  sink.numbers(std::vector<double>{1.0, -0.0});
  sink.end_array();
  const Bytes bytes = sink.take();
  EXPECT_EQ(hex(bytes),
            "82"
            "48"
            "01000000"
            "04030201"
            "50"
            "000000000000f03f"
            "0000000000000080");
  const auto value = decode_cbor(bytes);
  ASSERT_TRUE(value);
  std::vector<std::uint32_t> integers;
  std::vector<double> numbers;
  ASSERT_TRUE(CborNode(value->items[0]).integers(integers));
  ASSERT_TRUE(CborNode(value->items[1]).numbers(numbers));
  EXPECT_EQ(integers, (std::vector<std::uint32_t>{1, 0x01020304}));
  ExpectSameBits(numbers, std::vector<double>{1.0, -0.0});
}

TEST(CborSink, WritesOneNaN) {
  const double odd = __builtin_bit_cast(double, std::uint64_t{0xFFF8000000000123u});
  CborSink sink;
  sink.begin_array(2);
  sink.number(odd);
  sink.numbers(std::span(&odd, 1));
  sink.end_array();
  EXPECT_EQ(hex(sink.take()),
            "82"
            "fb7ff8000000000000"
            "48"
            "000000000000f87f");
}

TEST(CborNode, RefusesListsOfNumbersThatAreCutOrHoldAnotherNaN) {
  std::vector<std::uint32_t> integers;
  std::vector<double> numbers;
  for (const char* digits : {"4101", "43010203", "00", "83010203"}) {
    const Bytes bytes = bytes_from_hex(digits);
    const auto value = decode_cbor(bytes);
    ASSERT_TRUE(value);
    EXPECT_FALSE(CborNode(*value).integers(integers)) << digits;
    EXPECT_FALSE(CborNode(*value).numbers(numbers)) << digits;
  }
  for (const char* digits : {"48 010000000000f87f", "48 000000000000f8ff"}) {
    const Bytes bytes = bytes_from_hex(digits);
    const auto value = decode_cbor(bytes);
    ASSERT_TRUE(value);
    EXPECT_FALSE(CborNode(*value).numbers(numbers)) << digits;
  }
}

}  // namespace
}  // namespace nearside
