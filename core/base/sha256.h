// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace nearside {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (NIST FIPS 180-4) of bytes that arrive in pieces: `update` for each piece, then `finish` once.
class Sha256 {
 public:
  void update(std::span<const std::uint8_t> bytes) noexcept;

  /// The digest of everything that came. The object is then as new.
  Sha256Digest finish() noexcept;

 private:
  void take_block(const std::uint8_t* block) noexcept;

  /// FIPS 180-4, 5.3.3: the first 32 bits of the fractional parts of the square roots of the first eight
  /// primes.
  std::array<std::uint32_t, 8> hash_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> waiting_{};  ///< bytes that do not yet fill a block
  std::size_t waiting_count_ = 0;
  std::uint64_t total_bytes_ = 0;
};

/// SHA-256 of bytes that are all there.
Sha256Digest sha256(std::span<const std::uint8_t> bytes) noexcept;

/// Two lower-case hexadecimal digits a byte.
std::string hex(std::span<const std::uint8_t> bytes);

}  // namespace nearside
