// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace nearside {

/// Random numbers from a seed: the same sequence from the same seed on every target and in every version.
/// xoshiro256++ (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47, 2021), its
/// state filled by splitmix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA
/// 2014). For resampling and simulation; not for keys or secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept;

  /// 64 random bits.
  std::uint64_t next() noexcept;

  /// A multiple of 2^-53 in [0, 1), each as likely as the others.
  double uniform() noexcept;

  /// A whole number in [0, n), each exactly as likely as the others. n must not be 0.
  std::uint64_t below(std::uint64_t n) noexcept;

  /// A draw from the normal distribution with mean 0 and standard deviation 1.
  double normal() noexcept;

  /// Puts the values into a random order, each order as likely as the others (Fisher and Yates, in
  /// Durstenfeld's form, CACM 7, 1964).
  template <class T>
  void shuffle(std::span<T> values) noexcept {
    using std::swap;
    for (std::size_t left = values.size(); left > 1; --left) {
      swap(values[left - 1], values[static_cast<std::size_t>(below(left))]);
    }
  }

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace nearside
