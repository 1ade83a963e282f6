// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nearside {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string hex_sha256(std::string_view text) {
  return hex(sha256(bytes_of(text)));
}

// The next four are NIST's examples for FIPS 180-4 (the empty message is in NIST's SHA test vectors).
TEST(Sha256, OfNothingIsThePublishedDigest) {
  EXPECT_EQ(hex_sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfOneBlockIsThePublishedDigest) {
  EXPECT_EQ(hex_sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfTwoBlocksIsThePublishedDigest) {
  EXPECT_EQ(hex_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfAMillionLettersIsThePublishedDigest) {
  EXPECT_EQ(hex_sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// From Python's hashlib, one line: at 55, 56, 63, 64 and 65 bytes the padding changes its shape.
TEST(Sha256, PadsMessagesOfEveryShape) {
  EXPECT_EQ(hex_sha256(std::string(55, 'x')),
            "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
  EXPECT_EQ(hex_sha256(std::string(56, 'x')),
            "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
  EXPECT_EQ(hex_sha256(std::string(63, 'x')),
            "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2");
  EXPECT_EQ(hex_sha256(std::string(64, 'x')),
            "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
  EXPECT_EQ(hex_sha256(std::string(65, 'x')),
            "9537c5fdf120482f7d58d25e9ed583f52c02b4e304ea814db1633ad565aed7e9");
}

TEST(Sha256, DoesNotDependOnThePieces) {
  std::vector<std::uint8_t> message(1000);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = static_cast<std::uint8_t>(7 * i);
  const Sha256Digest whole = sha256(message);
  for (std::size_t piece = 1; piece <= 200; ++piece) {
    Sha256 hash;
    for (std::span<const std::uint8_t> left = message; !left.empty();) {
      const std::size_t taken = std::min(piece, left.size());
      hash.update(left.first(taken));
      hash.update({});
      left = left.subspan(taken);
    }
    ASSERT_EQ(hash.finish(), whole) << "in pieces of " << piece;
  }
}

TEST(Sha256, IsAsNewAfterFinish) {
  Sha256 hash;
  hash.update(bytes_of("something else"));
  hash.finish();
  hash.update(bytes_of("abc"));
  EXPECT_EQ(hash.finish(), sha256(bytes_of("abc")));
}

TEST(Hex, WritesTwoLowerCaseDigitsAByte) {
  EXPECT_EQ(hex(std::array<std::uint8_t, 4>{0x00, 0x0f, 0xa0, 0xff}), "000fa0ff");
  EXPECT_EQ(hex({}), "");
}

}  // namespace
}  // namespace nearside
