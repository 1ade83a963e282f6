// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/points/bins.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace nearside {
namespace {

/// The shortest decimal number above `low` and not above `high`.
double short_number(double low, double high) {
  double step = 1.0;
  while (step < std::abs(high) + std::abs(low) && step < 1e12) step *= 10.0;
  for (; step > 1e-12; step /= 10.0) {
    for (const double part : {1.0, 0.5}) {
      const double candidate = std::floor(high / (step * part)) * (step * part);
      if (candidate > low && candidate <= high) return candidate;
    }
  }
  return high;
}

/// A value, and how much its row counts.
using Weighed = std::pair<double, double>;

/// Cuts that put about as many rows into each bin, by weight, at short numbers between two values.
std::vector<float> cuts_of(const std::vector<Weighed>& sorted, std::uint32_t bins) {
  std::set<float> cuts;
  double all = 0.0;
  for (const auto& [value, weight] : sorted) all += weight;
  double below = 0.0;
  std::uint32_t b = 1;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    below += sorted[i].second;
    const double value = sorted[i].first;
    // The b-th cut lies below the row that the b-th share of all rows ends in.
    for (; b < bins && below * bins > all * b; ++b) {
      const auto from = std::lower_bound(sorted.begin(), sorted.end(), Weighed(value, 0.0));
      if (from != sorted.begin()) {
        cuts.insert(static_cast<float>(short_number((from - 1)->first, value)));
        continue;
      }
      // The lowest value fills the bin: cut above it.
      const auto next =
          std::find_if(sorted.begin(), sorted.end(), [&](const Weighed& one) { return one.first > value; });
      if (next != sorted.end()) cuts.insert(static_cast<float>(short_number(value, next->first)));
    }
  }
  return {cuts.begin(), cuts.end()};
}

}  // namespace

Divided divide(std::uint32_t column, const ModelData& data, std::uint32_t bins) {
  Divided divided{{column, data.columns[column].levels, {}}, true, {}, {}};
  const std::uint32_t p = data.columns[column].predictor;
  if (divided.axis.levels > 0) {
    divided.in_order = p != kCreated && data.predictors[p].ordered;
  } else {
    std::vector<Weighed> sorted;
    for (std::size_t r = 0; r < data.rows.rows(); ++r) {
      const double weight = data.response.weight_of(r);
      const double value = data.rows.row(r)[column];
      if (!std::isnan(value) && weight > 0.0) sorted.emplace_back(value, weight);
    }
    std::sort(sorted.begin(), sorted.end());
    divided.axis.cuts = cuts_of(sorted, bins);
  }
  divided.rows.assign(divided.axis.bins() + 1, 0.0);
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    divided.bins.push_back(divided.axis.bin_of(data.rows.row(r)[column]));
    divided.rows[divided.bins.back()] += data.response.weight_of(r);
  }
  return divided;
}

std::vector<Indicator> indicators_of(const Divided& divided) {
  std::vector<Indicator> into;
  const std::uint32_t column = divided.axis.column;
  const std::size_t bins = divided.axis.bins();
  const auto most = std::max_element(divided.rows.begin(), divided.rows.end() - 1) - divided.rows.begin();
  double below = 0.0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const bool enough = divided.rows[bin] >= kFewRows;
    if (divided.in_order && enough && below > 0.0) into.push_back({column, bin, bins});
    if (!divided.in_order && enough && bin != static_cast<std::size_t>(most))
      into.push_back({column, bin, bin + 1});
    below += divided.rows[bin];
  }
  if (divided.rows[bins] >= kFewRows) into.push_back({column, bins, bins + 1});
  return into;
}

Matrix indicator_rows(const std::vector<Divided>& divided, const std::vector<Indicator>& indicators,
                      std::size_t rows) {
  Matrix matrix{indicators.size(), std::vector<double>(rows * indicators.size(), 0.0)};
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      const std::size_t bin = divided[indicators[i].column].bins[r];
      matrix.row(r)[i] = bin >= indicators[i].from && bin < indicators[i].until ? 1.0 : 0.0;
    }
  }
  return matrix;
}

}  // namespace nearside
