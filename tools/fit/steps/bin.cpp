// SPDX-License-Identifier: Apache-2.0
#include "core/steps/bin.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/base/numerics.h"
#include "tools/fit/quantile.h"
#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// A value and its outcome, in the order of the values.
using Cases = std::vector<std::pair<double, std::uint8_t>>;

/// How many of each outcome.
struct Counts {
  double of[2] = {0.0, 0.0};
  double all() const { return of[0] + of[1]; }
  int classes() const { return (of[0] > 0.0) + (of[1] > 0.0); }
  /// Entropy in nats.
  double entropy() const {
    double sum = 0.0;
    for (double part : of) {
      if (part > 0.0) sum += part / all() * numerics::log(all() / part);
    }
    return sum;
  }
};

/// Minimum description length discretisation (Fayyad and Irani, IJCAI 1993, 1022–1027): the cut of least
/// weighted entropy, if its gain is above (log(n − 1) + log(3^k − 2) − (k E − k₁ E₁ − k₂ E₂)) / n; then the
/// same on both sides of it, here at most seven times. Of cuts whose entropies differ by less than 1e-12 the
/// lowest.
void cut(std::span<const std::pair<double, std::uint8_t>> cases, int depth, std::vector<double>& edges) {
  Counts all;
  for (const auto& one : cases) all.of[one.second] += 1.0;
  Counts low;
  Counts best_low;
  double least = all.entropy();
  std::size_t best = 0;
  for (std::size_t i = 1; i < cases.size(); ++i) {
    low.of[cases[i - 1].second] += 1.0;
    if (cases[i].first == cases[i - 1].first) continue;
    const Counts high{{all.of[0] - low.of[0], all.of[1] - low.of[1]}};
    const double entropy = (low.all() * low.entropy() + high.all() * high.entropy()) / all.all();
    if (entropy < least - 1e-12) {
      least = entropy;
      best = i;
      best_low = low;
    }
  }
  if (best == 0) return;
  const Counts best_high{{all.of[0] - best_low.of[0], all.of[1] - best_low.of[1]}};
  const auto weight = [](const Counts& c) { return c.classes() * c.entropy(); };
  const double classes = all.classes() == 2 ? 7.0 : 1.0;  // 3^k − 2
  const double cost = numerics::log(all.all() - 1.0) + numerics::log(classes) -
                      (weight(all) - weight(best_low) - weight(best_high));
  if (all.all() * (all.entropy() - least) <= cost) return;

  const double below = cases[best - 1].first;
  const double above = cases[best].first;
  const double middle = below + 0.5 * (above - below);
  if (depth > 1) cut(cases.first(best), depth - 1, edges);
  edges.push_back(middle > below ? middle : above);
  if (depth > 1) cut(cases.subspan(best), depth - 1, edges);
}

std::vector<double> supervised_edges(const StepData& data, std::uint32_t column) {
  Cases cases;
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    const double value = data.rows.row(r)[column];
    if (!std::isnan(value)) cases.emplace_back(value, data.outcome[r] != 0 ? 1 : 0);
  }
  std::sort(cases.begin(), cases.end());
  std::vector<double> edges;
  cut(cases, 7, edges);
  return edges;
}

std::vector<double> even_edges(const std::vector<double>& sorted, Binning method, std::uint32_t bins) {
  std::vector<double> edges;
  const double low = sorted.front();
  const double width = (sorted.back() - low) / bins;
  for (std::uint32_t i = 1; i < bins; ++i) {
    const double edge =
        method == Binning::quantile ? quantile(sorted, static_cast<double>(i) / bins) : low + i * width;
    const double before = edges.empty() ? low : edges.back();
    if (edge > before && edge < sorted.back()) edges.push_back(edge);
  }
  return edges;
}

}  // namespace

Result<Step> fit(const BinRequest& request, const StepData& data) {
  Bin bin;
  bin.columns = chosen_numbers(request.columns, data);
  for (std::uint32_t column : bin.columns) {
    const auto values = sorted_values(data, column);
    if (!values) return values.error();
    const std::vector<double> edges = request.method == Binning::supervised
                                          ? supervised_edges(data, column)
                                          : even_edges(*values, request.method, request.bins);
    bin.counts.push_back(static_cast<std::uint32_t>(edges.size()));
    bin.edges.insert(bin.edges.end(), edges.begin(), edges.end());
  }
  return Step(std::move(bin));
}

}  // namespace nearside
