// SPDX-License-Identifier: Apache-2.0
#include "core/models/additive.h"

#include <algorithm>
#include <cmath>

namespace nearside {
namespace {

Status check_axis(const ShapeAxis& axis, const Columns& columns, const std::string& path) {
  if (axis.column >= columns.size()) return bad_model(path, "column", "is beyond the row");
  const Column& column = columns[axis.column];
  if (axis.levels != column.levels) {
    return bad_model(
        path, "levels",
        "says " + std::to_string(axis.levels) + ", " + column.name + " has " + std::to_string(column.levels));
  }
  if (axis.levels > 0 && !axis.cuts.empty()) return bad_model(path, "cuts", "a category has none");
  for (std::size_t c = 0; c < axis.cuts.size(); ++c) {
    if (!std::isfinite(axis.cuts[c]) || (c > 0 && axis.cuts[c] <= axis.cuts[c - 1]))
      return bad_model(path, "cuts", c, "must be finite and above the one before it");
  }
  return {};
}

Status check_table(const std::vector<double>& values, std::uint64_t cells, const std::string& path) {
  if (values.size() != cells)
    return bad_model(path, std::to_string(values.size()) + " for " + std::to_string(cells) + " bins");
  if (std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); })) return {};
  return bad_model(path, "must be finite");
}

bool is_points(double value) {
  constexpr double kMost = 1e6;
  return value == std::trunc(value) && std::abs(value) <= kMost;
}

double value_of(const PairShape& pair, std::span<const double> row) noexcept {
  const std::size_t first = pair.first.bin_of(row[pair.first.column]);
  const std::size_t second = pair.second.bin_of(row[pair.second.column]);
  return pair.values[first * (pair.second.bins() + 1) + second];
}

}  // namespace

std::size_t ShapeAxis::bin_of(double value) const noexcept {
  if (std::isnan(value)) return bins();
  // No step makes another number of a category; should one do, nothing beyond the list is read.
  if (levels > 0) return value >= 0.0 && value < levels ? static_cast<std::size_t>(value) : bins();
  const auto place = std::upper_bound(cuts.begin(), cuts.end(), static_cast<float>(value));
  return static_cast<std::size_t>(place - cuts.begin());
}

Status Additive::check(const Columns& columns, const std::string& path) const {
  if (to_output == MarginLink::softmax || to_output == MarginLink::share)
    return bad_model(path, "link", "takes other models' margins");
  if (!std::isfinite(intercept) || !std::isfinite(per_point))
    return bad_model(path, "intercept and per_point must be finite");
  if (is_score() && !pairs.empty()) return bad_model(path, "pairs", "a score has none");
  for (std::size_t s = 0; s < shapes.size(); ++s) {
    const ShapeFunction& shape = shapes[s];
    const std::string here = indexed(path + ".shapes", s);
    if (auto ok = check_axis(shape.axis, columns, here + ".axis"); !ok) return ok;
    if (auto ok = check_table(shape.values, shape.axis.bins() + 1, here + ".values"); !ok) return ok;
    if (is_score() && !std::all_of(shape.values.begin(), shape.values.end(), is_points))
      return bad_model(here, "values", "must be whole points of at most a million");
    if (!std::isfinite(shape.mean)) return bad_model(here, "mean", "must be finite");
  }
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::string here = indexed(path + ".pairs", p);
    if (auto ok = check_axis(pairs[p].first, columns, here + ".first"); !ok) return ok;
    if (auto ok = check_axis(pairs[p].second, columns, here + ".second"); !ok) return ok;
    const std::uint64_t rows = pairs[p].first.bins() + 1;
    if (auto ok = check_table(pairs[p].values, rows * (pairs[p].second.bins() + 1), here + ".values"); !ok)
      return ok;
  }
  return {};
}

void Additive::score(std::span<const double> row, std::span<double> margins) const noexcept {
  double sum = is_score() ? 0.0 : intercept;
  for (const ShapeFunction& shape : shapes) sum += shape.values[shape.axis.bin_of(row[shape.axis.column])];
  for (const PairShape& pair : pairs) sum += value_of(pair, row);
  margins[0] = is_score() ? intercept + per_point * sum : sum;
  if (is_score()) margins[1] = sum;
}

void Additive::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  link_margins(to_output, margins.first(1), outputs);
}

void Additive::contribute(std::span<const double> row, std::span<double> contributions) const noexcept {
  std::fill(contributions.begin(), contributions.end(), 0.0);
  const double scale = is_score() ? per_point : 1.0;
  for (const ShapeFunction& shape : shapes) {
    const double value = shape.values[shape.axis.bin_of(row[shape.axis.column])];
    contributions[shape.axis.column] += scale * (value - shape.mean);
  }
  for (const PairShape& pair : pairs) {
    const double half = 0.5 * value_of(pair, row);
    contributions[pair.first.column] += half;
    contributions[pair.second.column] += half;
  }
}

double Additive::typical_margin() const noexcept {
  double sum = 0.0;
  for (const ShapeFunction& shape : shapes) sum += shape.mean;
  return is_score() ? intercept + per_point * sum : intercept + sum;
}

}  // namespace nearside
