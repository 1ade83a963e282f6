// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include <cassert>
#include <cmath>

#include "core/base/numerics.h"

namespace nearside {
namespace {

std::uint64_t rotated_left(std::uint64_t x, int by) {
  return (x << by) | (x >> (64 - by));
}

/// One step of splitmix64: moves `state` on and returns its mixed value.
std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) noexcept : state_{} {
  for (std::uint64_t& word : state_) word = splitmix64(seed);
}

std::uint64_t Random::next() noexcept {
  const std::uint64_t result = rotated_left(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotated_left(state_[3], 45);
  return result;
}

double Random::uniform() noexcept {
  return static_cast<double>(next() >> 11) * 0x1p-53;
}

// As many high bits as n - 1 has, drawn again until they are below n: fewer than two draws on average, no
// division.
std::uint64_t Random::below(std::uint64_t n) noexcept {
  assert(n > 0);
  if (n <= 1) return 0;
  const int unused_bits = __builtin_clzll(n - 1);
  std::uint64_t drawn = next() >> unused_bits;
  while (drawn >= n) drawn = next() >> unused_bits;
  return drawn;
}

// Marsaglia's polar method (Marsaglia and Bray, SIAM Review 6, 1964). The second normal of each pair is not
// kept: the generator then has no state besides its four words.
double Random::normal() noexcept {
  for (;;) {
    const double x = 2.0 * uniform() - 1.0;
    const double y = 2.0 * uniform() - 1.0;
    const double radius2 = x * x + y * y;
    if (radius2 > 0 && radius2 < 1) return x * std::sqrt(-2.0 * numerics::log(radius2) / radius2);
  }
}

}  // namespace nearside
