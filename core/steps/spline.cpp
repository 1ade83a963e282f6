// SPDX-License-Identifier: Apache-2.0
#include "core/steps/spline.h"

#include <algorithm>

namespace nearside {
namespace {

double cube(double x) {
  return x * x * x;
}

/// The basis function that leaves 0 at knot a; b and c are the last two knots, and d their whole span. With
/// lengths measured in d no cube overflows.
double basis(double x, double a, double b, double c, double d) {
  if (x <= a) return 0.0;
  const double ca = (c - a) / d;
  const double ba = (b - a) / d;
  if (x > c) return ca * ba * capped((c - a) + (c - b) + 3.0 * (x - c));
  const double value = cube((x - a) / d);
  if (x <= b) return value * d;
  // (x − b)³ (c − a) / (c − b), in parts that stay below 1 where c − b is tiny
  const double part = (x - b) / (c - b);
  return (value - part * ((x - b) / d) * ((x - b) / d) * ca) * d;
}

}  // namespace

Result<Columns> Spline::columns_out(const Columns& in, const std::string& path) const {
  Status ok = check_numbers(columns, in, Missing::refused, path);
  if (ok) ok = check_lists(counts, knots, columns.size(), 3, kMaxKnots, true, path, "knots");
  auto out = unchanged(in, ok);
  if (!out) return out;
  for (std::size_t i = 0; i < columns.size() && out->size() <= kMaxRowWidth; ++i) {
    Column made = in[columns[i]];
    for (std::uint32_t j = 2; j < counts[i]; ++j) {
      made.name += '\'';
      out->push_back(made);
    }
  }
  return out;
}

void Spline::apply(std::span<const double> in, std::span<double> out) const noexcept {
  copy_row(in, out);
  const double* t = knots.data();
  std::size_t to = in.size();
  for (std::size_t i = 0; i < columns.size(); t += counts[i++]) {
    const double last = t[counts[i] - 1];
    for (std::uint32_t j = 0; j + 2 < counts[i]; ++j) {
      out[to++] = capped(basis(in[columns[i]], t[j], t[counts[i] - 2], last, last - t[0]));
    }
  }
}

void Spline::hand_back(std::span<const double> in, std::span<const double> /*out*/,
                       std::span<const double> given, std::span<double> back) const noexcept {
  std::copy(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(in.size()), back.begin());
  std::size_t from = in.size();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::uint32_t j = 2; j < counts[i]; ++j) back[columns[i]] += given[from++];
  }
}

}  // namespace nearside
