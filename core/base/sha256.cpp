// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <algorithm>

namespace nearside {
namespace {

/// FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRoundConstants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// Inlined even where the rest is made small, as for the browser: as calls they were half the time of loading
// a model there.
[[gnu::always_inline]] inline std::uint32_t rotated_right(std::uint32_t x, int by) {
  return (x >> by) | (x << (32 - by));
}

// The functions of FIPS 180-4, 4.1.2, by their names there.
[[gnu::always_inline]] inline std::uint32_t ch(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (~x & z);
}
[[gnu::always_inline]] inline std::uint32_t maj(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (x & z) ^ (y & z);
}
[[gnu::always_inline]] inline std::uint32_t big_sigma0(std::uint32_t x) {
  return rotated_right(x, 2) ^ rotated_right(x, 13) ^ rotated_right(x, 22);
}
[[gnu::always_inline]] inline std::uint32_t big_sigma1(std::uint32_t x) {
  return rotated_right(x, 6) ^ rotated_right(x, 11) ^ rotated_right(x, 25);
}
[[gnu::always_inline]] inline std::uint32_t small_sigma0(std::uint32_t x) {
  return rotated_right(x, 7) ^ rotated_right(x, 18) ^ (x >> 3);
}
[[gnu::always_inline]] inline std::uint32_t small_sigma1(std::uint32_t x) {
  return rotated_right(x, 17) ^ rotated_right(x, 19) ^ (x >> 10);
}

/// One round of FIPS 180-4, 6.2.2, step 3, with the constant and the word already added. It writes the two
/// variables that change; the next call names them in their new order.
[[gnu::always_inline]] inline void round(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d,
                                         std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t& h,
                                         std::uint32_t constant_and_word) {
  const std::uint32_t t1 = h + big_sigma1(e) + ch(e, f, g) + constant_and_word;
  d += t1;
  h = t1 + big_sigma0(a) + maj(a, b, c);
}

/// The four bytes at `bytes`, the most significant first.
[[gnu::always_inline]] inline std::uint32_t big_endian_word(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
         std::uint32_t{bytes[3]};
}

}  // namespace

void Sha256::update(std::span<const std::uint8_t> bytes) noexcept {
  total_bytes_ += bytes.size();
  if (waiting_count_ > 0) {
    const std::size_t taken = std::min(bytes.size(), waiting_.size() - waiting_count_);
    std::copy_n(bytes.begin(), taken, waiting_.data() + waiting_count_);
    waiting_count_ += taken;
    bytes = bytes.subspan(taken);
    if (waiting_count_ < waiting_.size()) return;
    take_block(waiting_.data());
  }
  for (; bytes.size() >= waiting_.size(); bytes = bytes.subspan(waiting_.size())) take_block(bytes.data());
  std::copy(bytes.begin(), bytes.end(), waiting_.begin());
  waiting_count_ = bytes.size();
}

// FIPS 180-4, 5.1.1: the message is followed by one bit 1, by zeros, and by its length in bits as 64 bits, so
// that the whole fills its last block of 64 bytes.
Sha256Digest Sha256::finish() noexcept {
  const std::uint64_t message_bits = total_bytes_ * 8;
  std::array<std::uint8_t, 72> padding{0x80};
  const std::size_t zeros_end = waiting_count_ < 56 ? 56 - waiting_count_ : 120 - waiting_count_;
  for (std::size_t i = 0; i < 8; ++i) {
    padding[zeros_end + i] = static_cast<std::uint8_t>(message_bits >> (56 - 8 * i));
  }
  update(std::span(padding).first(zeros_end + 8));

  Sha256Digest digest;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(hash_[i / 4] >> (24 - 8 * (i % 4)));
  }
  *this = Sha256();
  return digest;
}

// FIPS 180-4, 6.2.2, one block.
void Sha256::take_block(const std::uint8_t* block) noexcept {
  std::array<std::uint32_t, 64> words;
  // Through pointers: an array's operator[] stays a call where code is made small.
  std::uint32_t* const schedule = words.data();
  for (std::size_t t = 0; t < 16; ++t) schedule[t] = big_endian_word(block + 4 * t);
  for (std::size_t t = 16; t < 64; ++t) {
    schedule[t] =
        small_sigma1(schedule[t - 2]) + schedule[t - 7] + small_sigma0(schedule[t - 15]) + schedule[t - 16];
  }
  std::uint32_t* const hash = hash_.data();
  const std::uint32_t* const constants = kRoundConstants.data();
  std::uint32_t a = hash[0], b = hash[1], c = hash[2], d = hash[3];
  std::uint32_t e = hash[4], f = hash[5], g = hash[6], h = hash[7];
  // Eight rounds give every variable its own name back, so that none is copied.
  for (std::size_t t = 0; t < 64; t += 8) {
    const std::uint32_t* const k = constants + t;
    const std::uint32_t* const w = schedule + t;
    round(a, b, c, d, e, f, g, h, k[0] + w[0]);
    round(h, a, b, c, d, e, f, g, k[1] + w[1]);
    round(g, h, a, b, c, d, e, f, k[2] + w[2]);
    round(f, g, h, a, b, c, d, e, k[3] + w[3]);
    round(e, f, g, h, a, b, c, d, k[4] + w[4]);
    round(d, e, f, g, h, a, b, c, k[5] + w[5]);
    round(c, d, e, f, g, h, a, b, k[6] + w[6]);
    round(b, c, d, e, f, g, h, a, k[7] + w[7]);
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d;
  hash[4] += e, hash[5] += f, hash[6] += g, hash[7] += h;
}

Sha256Digest sha256(std::span<const std::uint8_t> bytes) noexcept {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace nearside
