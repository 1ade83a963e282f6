// SPDX-License-Identifier: Apache-2.0
#include "core/base/numerics.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace nearside::numerics {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980). The high part has
// 37 significant bits, so k times it is exact for |k| < 2^16; the low part is the rest, rounded.
constexpr double kLn2High = 0x1.62e42fefap-1;
constexpr double kLn2Low = 0x1.cf79abc9e3b3ap-40;
constexpr double kOneOverLn2 = 0x1.71547652b82fep+0;

// Doubles of this size are whole numbers, so adding it rounds to the nearest whole number.
constexpr double kToWhole = 0x1.8p52;

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}
double double_from(std::uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}

/// 2^k, for -1022 <= k <= 1023.
double power_of_two(int k) {
  return double_from(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// x * 2^k, rounded once, for 0.5 < x < 2 and -1076 <= k <= 1024.
double scaled(double x, int k) {
  if (k > 1023) return x * 2.0 * power_of_two(k - 1);
  if (k < -1022) return x * power_of_two(k + 54) * power_of_two(-54);
  return x * power_of_two(k);
}

/// (e^r - 1 - r) / r^2 by Taylor's series, whose coefficients are 1/n!. For |r| <= ln(2)/2 the first term
/// left out, r^13/15!, is below 2^-60. In pairs, and pairs of pairs (Estrin's scheme), because it is faster.
double exp_tail(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double r8 = r4 * r4;
  const double c2_5 = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const double c6_9 = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const double c10_13 =
      (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
  const double c14 = 1.0 / 87178291200;
  return (c2_5 + r4 * c6_9) + r8 * (c10_13 + r4 * c14);
}

/// 2 (z/3 + z^2/5 + ... + z^10/21) with z = s^2: what the series 2 atanh(s) = 2 (s + s^3/3 + s^5/5 + ...)
/// adds to 2 s, divided by s. For |s| <= 0.172 the first term left out is below 2^-59. Estrin's scheme again.
double atanh_tail(double z) {
  const double z2 = z * z;
  const double z4 = z2 * z2;
  const double z8 = z4 * z4;
  const double c1_4 = (2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9));
  const double c5_8 = (2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17));
  const double c9_10 = 2.0 / 19 + z * (2.0 / 21);
  return z * ((c1_4 + z4 * c5_8) + z8 * c9_10);
}

}  // namespace

// Cody and Waite's reduction: x = k ln 2 + r with |r| <= ln(2)/2, so e^x = 2^k e^r. The sum 1 + r + (tail)
// keeps what its first addition loses (Fast2Sum: Dekker, Numerische Mathematik 18, 1971).
double exp(double x) noexcept {
  if (x != x) return x;
  if (x > 710.0) return kInfinity;  // log of the largest double is 709.78
  if (x < -746.0) return 0.0;       // log of half the smallest double is -745.13

  const double k = (x * kOneOverLn2 + kToWhole) - kToWhole;
  const double high = x - k * kLn2High;  // exact
  const double low = k * kLn2Low;
  const double r = high - low;
  const double r_lost = (high - r) - low;

  const double one_plus_r = 1.0 + r;
  const double sum_lost = r - (one_plus_r - 1.0);
  const double rest = r * r * exp_tail(r) + r_lost * one_plus_r;
  return scaled(one_plus_r + (sum_lost + rest), static_cast<int>(k));
}

// x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2). With s = f / (2 + f), log(1 + f) = 2 atanh(s). Because
// 2 s = f - f^2/2 + s f^2/2, the large part f stands alone and exact, and only the small rest is rounded
// (Ng's arrangement, in Sun's fdlibm, 1993). Unlike it, we add k ln 2 + f by Fast2Sum and use Taylor's terms.
double log(double x) noexcept {
  int k = 0;
  if (!(x >= 0x1p-1022 && x < kInfinity)) {
    if (x != x || x == kInfinity) return x;
    if (x < 0) return kNaN;
    if (x == 0) return -kInfinity;
    x *= 0x1p54;  // subnormal: make it normal first
    k = -54;
  }
  constexpr std::uint64_t kSqrtHalfBits = 0x3fe6a09e667f3bcd;
  const std::uint64_t bits = bits_of(x);
  const std::int64_t octaves = static_cast<std::int64_t>(bits - kSqrtHalfBits) >> 52;
  const double f = double_from(bits - (static_cast<std::uint64_t>(octaves) << 52)) - 1.0;  // exact
  k += static_cast<int>(octaves);

  const double s = f / (2.0 + f);
  const double half_f2 = 0.5 * f * f;
  const double rest = half_f2 - (s * (half_f2 + atanh_tail(s * s)) + k * kLn2Low);

  const double k_ln2 = k * kLn2High;  // exact; 0, or larger than f
  const double large = k_ln2 + f;
  const double sum_lost = f - (large - k_ln2);
  return large + (sum_lost - rest);
}

// Kahan's quotient (Goldberg, ACM Computing Surveys 23, 1991, theorem 4): what 1 + x loses by rounding,
// x / (u - 1) gives back.
double log1p(double x) noexcept {
  const double u = 1.0 + x;
  if (u == 1.0) return x;
  if (u == kInfinity) return u;
  return log(u) * (x / (u - 1.0));
}

// Kahan's quotient again: what e^x loses by rounding, x / log(u) gives back.
double expm1(double x) noexcept {
  const double u = exp(x);
  if (u == 1.0) return x;
  if (u == kInfinity) return u;
  if (u - 1.0 == -1.0) return -1.0;
  return (u - 1.0) * (x / log(u));
}

// From the magnitude, so that it is odd to the last bit, and t / (t + 2) of infinity never arises.
double tanh(double x) noexcept {
  if (!(x < 20.0 && x > -20.0)) return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x;  // 1 - tanh(20) is below 2^-56
  const double t = expm1(x < 0.0 ? -2.0 * x : 2.0 * x);
  const double magnitude = t / (t + 2.0);
  return x < 0.0 ? -magnitude : x > 0.0 ? magnitude : x;
}

double logistic(double x) noexcept {
  if (x < 0) {
    const double e = exp(x);
    return e / (1.0 + e);
  }
  return 1.0 / (1.0 + exp(-x));
}

double softplus(double x) noexcept {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

// Near 1/2 the quotient p / (1 - p) is near 1 and its rounding would be most of the answer. There 2 p - 1
// and, on its own side, 1 - p or p are exact, so log1p of their quotient is used.
double logit(double p) noexcept {
  if (p < 0.25 || p > 0.75) return log(p / (1.0 - p));
  return p < 0.5 ? -log1p((1.0 - 2.0 * p) / p) : log1p((2.0 * p - 1.0) / (1.0 - p));
}

// Algorithm AS 241, PPND16 (Wichura, Applied Statistics 37, 1988, 477-484): a quotient of polynomials in each
// of three ranges; digits as printed.
double normal_quantile(double p) noexcept {
  if (!(p > 0.0 && p < 1.0)) return p == 0.0 ? -kInfinity : p == 1.0 ? kInfinity : kNaN;
  constexpr double kCentral[2][8] = {
      {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
       4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
      {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
       2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}};
  constexpr double kTail[2][8] = {
      {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
       1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
       7.74545014278341407640e-4},
      {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
       1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
       1.05075007164441684324e-9}};
  constexpr double kFarTail[2][8] = {
      {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
       2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
       2.71155556874348757815e-5, 2.01033439929228813265e-7},
      {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
       7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
       2.04426310338993978564e-15}};
  const auto quotient = [](const double(&c)[2][8], double r) {
    double value[2] = {0.0, 0.0};
    for (int part = 0; part < 2; ++part) {
      for (int i = 7; i >= 0; --i) value[part] = value[part] * r + c[part][i];
    }
    return value[0] / value[1];
  };
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * quotient(kCentral, 0.180625 - q * q);
  const double r = std::sqrt(-log(q < 0.0 ? p : 1.0 - p));
  const double x = r <= 5.0 ? quotient(kTail, r - 1.6) : quotient(kFarTail, r - 5.0);
  return q < 0.0 ? -x : x;
}

double sum(std::span<const double> values) noexcept {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

double dot(std::span<const double> a, std::span<const double> b) noexcept {
  assert(a.size() == b.size());
  double total = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) total += a[i] * b[i];
  return total;
}

}  // namespace nearside::numerics
