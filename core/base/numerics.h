// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <span>

namespace nearside {

/// What stands where there is no number: NaN.
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// Whether both are the same to the last bit, or both NaN.
inline bool same_bits(double a, double b) noexcept {
  return __builtin_bit_cast(std::uint64_t, a) == __builtin_bit_cast(std::uint64_t, b) || (a != a && b != b);
}

}  // namespace nearside

/// The only transcendental functions a prediction may use.
///
/// glibc's and Emscripten's `exp` and `log` differ in the last bit; these do not, because they are made of
/// +, -, *, / and integer work on bits only (compile with -ffp-contract=off, never with fast-math).
/// Their bits are part of the model file format: a model file carries test vectors and proves itself on
/// loading, so a change of one bit here is a new format version. The tests pin a hash over ten million
/// results.
///
/// NaN in gives NaN out, everywhere. Rounding is taken to be the default, to nearest.
namespace nearside::numerics {

/// e to the power x; at most 0.67 ulp from the truth, 0.79 ulp where the result is subnormal.
/// Too large gives infinity, too small gives 0.
double exp(double x) noexcept;

/// The natural logarithm; at most 0.86 ulp from the truth. `log(0)` is -infinity, of a negative number NaN.
double log(double x) noexcept;

/// log(1 + x) without losing small x; at most 2.5 ulp from the truth. -infinity at -1, NaN below.
double log1p(double x) noexcept;

/// e^x - 1 without losing small x; at most 3 ulp from the truth.
double expm1(double x) noexcept;

/// The hyperbolic tangent; at most 5 ulp from the truth.
double tanh(double x) noexcept;

/// 1 / (1 + e^-x), a probability from a log-odds. Exactly 0.5 at 0; keeps small probabilities down to 5e-324.
double logistic(double x) noexcept;

/// log(1 + e^x), without overflow for large x and without loss for very negative x.
double softplus(double x) noexcept;

/// log(p / (1 - p)), the log-odds of a probability. -infinity at 0, infinity at 1, NaN outside [0, 1].
double logit(double p) noexcept;

/// The x below which a normal variable with mean 0 and variance 1 falls with probability p; at most 8 ulp
/// from the truth. -infinity at 0, infinity at 1, NaN outside [0, 1].
double normal_quantile(double p) noexcept;

/// The sum in the written order, left to right, one rounding an addition. The sum of nothing is 0.
double sum(std::span<const double> values) noexcept;

/// The sum of a[i] * b[i] in the written order, left to right, each product and each sum rounded.
/// Both must have the same length.
double dot(std::span<const double> a, std::span<const double> b) noexcept;

}  // namespace nearside::numerics
