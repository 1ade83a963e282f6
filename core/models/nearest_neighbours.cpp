// SPDX-License-Identifier: Apache-2.0
#include "core/models/nearest_neighbours.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/models/linear.h"

namespace nearside {
namespace {

struct Neighbour {
  double squared_distance = std::numeric_limits<double>::infinity();
  std::uint8_t label = 0;
};

}  // namespace

Status NearestNeighbours::check(const Columns& columns, const std::string& path) const {
  if (classes < 2 || classes > kMostClasses) return bad_model(path, "classes", "must be from 2 to 250");
  if (labels.size() > kMostRows)
    return bad_model(path, "labels", "must be at most 5,000, found " + std::to_string(labels.size()));
  if (neighbours < 1 || neighbours > kMostNeighbours || neighbours > labels.size())
    return bad_model(path, "neighbours", "must be from 1 to 250 and at most the rows");
  for (std::size_t r = 0; r < labels.size(); ++r) {
    if (labels[r] >= classes) return bad_model(path, "labels", r, "is no class");
  }
  const std::initializer_list<Numbers> lists{{scales, columns.size(), "scales", kAboveZero},
                                             {rows, labels.size() * columns.size(), "rows"}};
  if (auto ok = check_values(lists, path); !ok) return ok;
  return check_complete_numbers(columns, path);
}

void NearestNeighbours::score(std::span<const double> row, std::span<double> shares) const noexcept {
  std::array<Neighbour, kMostNeighbours + 1> nearest;  // the last place is for the one that falls out
  std::size_t found = 0;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    const double* other = rows.data() + r * row.size();
    double distance = 0.0;
    for (std::size_t j = 0; j < row.size(); ++j) {
      const double difference = (row[j] - other[j]) / scales[j];
      distance += difference * difference;
    }
    std::size_t place = found;
    for (; place > 0 && distance < nearest[place - 1].squared_distance; --place)
      nearest[place] = nearest[place - 1];
    nearest[place] = {distance, labels[r]};
    found = std::min<std::size_t>(found + 1, neighbours);
  }
  std::fill(shares.begin(), shares.end(), 0.0);
  for (std::size_t i = 0; i < found; ++i) {
    if (shares.size() > 1) shares[nearest[i].label] += 1.0;
    if (shares.size() == 1 && nearest[i].label == 1) shares[0] += 1.0;
  }
  for (double& share : shares) share /= static_cast<double>(neighbours);
}

void NearestNeighbours::link(std::span<const double> shares, std::span<double> outputs) const noexcept {
  std::copy(shares.begin(), shares.end(), outputs.begin());
}

}  // namespace nearside
