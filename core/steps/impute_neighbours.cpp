// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute_neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nearside {
namespace {

constexpr double kNoDistance = std::numeric_limits<double>::infinity();

/// The square of the distance between a record and a development row; infinite where no column is known in
/// both.
double squared_distance(const ImputeNeighbours& step, std::span<const double> in,
                        const double* row) noexcept {
  double sum = 0.0;
  double both = 0.0;
  for (std::size_t c = 0; c < step.columns.size(); ++c) {
    const double difference = (in[step.columns[c]] - row[c]) / step.scales[c];
    if (std::isnan(difference)) continue;
    sum += difference * difference;
    both += 1.0;
  }
  return both > 0.0 ? static_cast<double>(step.columns.size()) / both * sum : kNoDistance;
}

struct Donor {
  double squared_distance = kNoDistance;
  double value = 0.0;
};

}  // namespace

Result<Columns> ImputeNeighbours::columns_out(const Columns& in, const std::string& path) const {
  if (auto ok = check_few_numbers(columns, in, kMostColumns, path); !ok) return ok.error();
  const std::size_t n = columns.size();
  const std::initializer_list<Numbers> lists{{scales, n, "scales", kAboveZero}, {typical, n, "typical"}};
  if (auto ok = check_values(lists, path); !ok) return ok.error();
  if (neighbours < 1 || neighbours > kMostNeighbours)
    return bad_model(path, "neighbours", "must be from 1 to 64");
  const std::size_t count = development_rows();
  if (rows.size() != count * n || count > kMostRows)
    return bad_model(path, "rows", "are not up to 5,000 whole rows");
  for (double value : rows) {
    if (std::isinf(value)) return bad_model(path, "rows", "hold an infinite value");
  }
  Columns out = in;
  for (std::uint32_t column : columns) out[column].may_be_missing = false;
  return out;
}

void ImputeNeighbours::apply(std::span<const double> in, std::span<double> out) const noexcept {
  std::copy(in.begin(), in.end(), out.begin());
  const std::size_t n = columns.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isnan(in[columns[i]])) continue;
    std::array<Donor, kMostNeighbours + 1> nearest;  // the last place is for the one that falls out
    std::size_t found = 0;
    for (const double* row = rows.data(); row != rows.data() + rows.size(); row += n) {
      if (std::isnan(row[i])) continue;
      const double distance = squared_distance(*this, in, row);
      if (!(distance < kNoDistance)) continue;
      std::size_t place = found;
      for (; place > 0 && distance < nearest[place - 1].squared_distance; --place)
        nearest[place] = nearest[place - 1];
      nearest[place] = {distance, row[i]};
      found = std::min<std::size_t>(found + 1, neighbours);
    }
    double sum = 0.0;
    double weight_in_all = 0.0;
    for (std::size_t k = 0; k < found; ++k) {
      const double distance = nearest[k].squared_distance;
      double weight = 1.0;
      if (weights == NeighbourWeights::distance) {
        if (distance > 0.0) {
          if (nearest[0].squared_distance == 0.0) break;
          weight = 1.0 / std::sqrt(distance);
        }
      }
      sum += weight * nearest[k].value;
      weight_in_all += weight;
    }
    const double mean = sum / weight_in_all;
    out[columns[i]] = std::isfinite(mean) ? mean : typical[i];
  }
}

}  // namespace nearside
