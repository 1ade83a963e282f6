// SPDX-License-Identifier: Apache-2.0
#include "core/steps/impute_neighbours.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {

Result<Step> fit(const ImputeNeighboursRequest& request, const StepData& data) {
  auto columns = columns_that_inform(request.columns, data, ImputeNeighbours::kMostColumns);
  if (!columns) return columns.error();
  ImputeNeighbours step;
  step.columns = std::move(*columns);
  step.neighbours = request.neighbours;
  step.weights = request.weights;
  for (std::uint32_t column : step.columns) {
    const std::vector<double> values = known_values(data.rows, column);
    step.typical.push_back(mean_of(values));
    step.scales.push_back(deviation_of(values));
  }
  if (step.columns.empty()) return Step(std::move(step));
  // Of more rows than a file may hold a sample is drawn, and kept in the rows' order.
  std::vector<std::size_t> kept(data.rows.rows());
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  if (kept.size() > ImputeNeighbours::kMostRows) {
    Random random(data.seed);
    random.shuffle(std::span(kept));
    kept.resize(ImputeNeighbours::kMostRows);
    std::sort(kept.begin(), kept.end());
  }
  for (std::size_t r : kept) {
    for (std::uint32_t column : step.columns) step.rows.push_back(data.rows.row(r)[column]);
  }
  return Step(std::move(step));
}

}  // namespace nearside
