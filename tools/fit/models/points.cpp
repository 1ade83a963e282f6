// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "core/models/additive.h"
#include "tools/fit/features.h"
#include "tools/fit/l1_path.h"
#include "tools/fit/linear/fit_linear.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

constexpr std::size_t kFewRows = 10;  ///< fewer get no points of their own

/// How a column is divided, and how many rows lie where.
struct Divided {
  ShapeAxis axis;
  bool in_order = true;           ///< bins stand from low to high
  std::vector<std::size_t> bins;  ///< of each row
  std::vector<std::size_t> rows;  ///< in each bin, then missing
};

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

/// Cuts that put about as many rows into each bin, at short numbers between two values.
std::vector<float> cuts_of(const std::vector<double>& sorted, std::uint32_t bins) {
  std::set<float> cuts;
  if (sorted.empty()) return {};
  for (std::uint32_t b = 1; b < bins; ++b) {
    const std::size_t place = sorted.size() * b / bins;
    const auto from = std::lower_bound(sorted.begin(), sorted.end(), sorted[place]);
    if (from == sorted.begin()) {
      // The lowest value fills the bin: cut above it.
      const auto next = std::upper_bound(sorted.begin(), sorted.end(), sorted[place]);
      if (next != sorted.end()) cuts.insert(static_cast<float>(short_number(sorted[place], *next)));
      continue;
    }
    cuts.insert(static_cast<float>(short_number(*(from - 1), *from)));
  }
  return {cuts.begin(), cuts.end()};
}

Divided divide(std::uint32_t column, const ModelData& data, std::uint32_t bins) {
  Divided divided{{column, data.columns[column].levels, {}}, true, {}, {}};
  const std::uint32_t p = data.columns[column].predictor;
  if (divided.axis.levels > 0) {
    divided.in_order = p != kCreated && data.predictors[p].ordered;
  } else {
    std::vector<double> sorted;
    for (std::size_t r = 0; r < data.rows.rows(); ++r) {
      const double value = data.rows.row(r)[column];
      if (!std::isnan(value)) sorted.push_back(value);
    }
    std::sort(sorted.begin(), sorted.end());
    divided.axis.cuts = cuts_of(sorted, bins);
  }
  divided.rows.assign(divided.axis.bins() + 1, 0);
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    divided.bins.push_back(divided.axis.bin_of(data.rows.row(r)[column]));
    ++divided.rows[divided.bins.back()];
  }
  return divided;
}

/// 0/1 columns of a divided column: at or above each cut, or in each level but the most frequent, and
/// missing.
struct Indicators {
  std::vector<std::uint32_t> of;   ///< the place of the divided column
  std::vector<std::size_t> from;   ///< 1 where the row's bin is `from` …
  std::vector<std::size_t> until;  ///< … or above, but below `until`
};

void add_indicators(const Divided& divided, std::uint32_t place, Indicators& into) {
  const std::size_t bins = divided.axis.bins();
  const auto add = [&](std::size_t from, std::size_t until) {
    into.of.push_back(place);
    into.from.push_back(from);
    into.until.push_back(until);
  };
  const auto most = std::max_element(divided.rows.begin(), divided.rows.end() - 1) - divided.rows.begin();
  for (std::size_t bin = 0; bin < bins; ++bin) {
    if (divided.in_order && bin > 0) add(bin, bins);
    const bool own = !divided.in_order && bin != static_cast<std::size_t>(most);
    if (own && divided.rows[bin] >= kFewRows) add(bin, bin + 1);
  }
  if (divided.rows[bins] >= kFewRows) add(bins, bins + 1);
}

Matrix indicator_rows(const std::vector<Divided>& divided, const Indicators& indicators, std::size_t rows) {
  Matrix matrix{indicators.of.size(), std::vector<double>(rows * indicators.of.size(), 0.0)};
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = 0; i < indicators.of.size(); ++i) {
      const std::size_t bin = divided[indicators.of[i]].bins[r];
      matrix.row(r)[i] = bin >= indicators.from[i] && bin < indicators.until[i] ? 1.0 : 0.0;
    }
  }
  return matrix;
}

/// The indicators with a coefficient at the smallest penalty of a falling path at which they come from at
/// most `most` columns.
Result<std::vector<std::uint32_t>> sparse(const Matrix& rows, const Indicators& indicators,
                                          std::span<const std::uint8_t> label, std::size_t most) {
  constexpr int kPenalties = 40;
  std::vector<std::uint32_t> all(rows.columns);
  std::iota(all.begin(), all.end(), 0u);
  L1Logistic problem(standardised(rows, all), label);
  double penalty = problem.largest_penalty();
  std::vector<std::uint32_t> chosen;
  for (int i = 1; i < kPenalties && penalty > 0.0; ++i) {
    penalty *= 0.85;
    if (!problem.solve(penalty)) break;
    std::vector<std::uint32_t> active;
    std::set<std::uint32_t> columns;
    for (const std::uint32_t j : all) {
      if (problem.coefficients()[j] == 0.0) continue;
      active.push_back(j);
      columns.insert(indicators.of[j]);
    }
    if (columns.size() > most) break;
    chosen = std::move(active);
  }
  if (chosen.empty())
    return Error{ErrorCode::cannot_fit, "points", "no predictor tells anything of the outcome"};
  return chosen;
}

/// Neighbours that do not go the way they should become one, with their rows' mean (pool adjacent violators:
/// Barlow, Bartholomew, Bremner and Brunk, Statistical Inference under Order Restrictions, 1972).
void make_monotone(std::vector<double>& values, const std::vector<std::size_t>& rows, int direction) {
  struct Pool {
    double sum;
    double rows;
    std::size_t bins;
    double mean() const { return sum / rows; }
  };
  std::vector<Pool> pools;
  for (std::size_t b = 0; b + 1 < values.size(); ++b) {
    const double weight = std::max(1.0, static_cast<double>(rows[b]));
    pools.push_back({values[b] * weight, weight, 1});
    while (pools.size() > 1 &&
           (pools.back().mean() - pools[pools.size() - 2].mean()) * static_cast<double>(direction) < 0.0) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back() = {pools.back().sum + last.sum, pools.back().rows + last.rows,
                      pools.back().bins + last.bins};
    }
  }
  std::size_t next = 0;
  for (const Pool& pool : pools) {
    for (std::size_t b = 0; b < pool.bins; ++b) values[next++] = pool.mean();
  }
}

void merge_equal(ShapeFunction& shape) {
  for (std::size_t c = shape.axis.cuts.size(); c-- > 0;) {
    if (shape.values[c] != shape.values[c + 1]) continue;
    shape.axis.cuts.erase(shape.axis.cuts.begin() + static_cast<std::ptrdiff_t>(c));
    shape.values.erase(shape.values.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

bool is_reached(const ShapeFunction& shape, const Divided& divided, std::size_t bin) {
  return bin < shape.axis.bins() || divided.rows.back() > 0;
}

}  // namespace

Result<Model> fit(const PointsRequest& request, const ModelData& data) {
  if (!data.response.weight.empty())
    return Error{ErrorCode::bad_recipe, "data.weight", "the model `points` takes no weights"};
  auto directions = directions_of(request.monotone, data, "model.points.monotone");
  if (!directions) return directions.error();
  const std::vector<std::uint8_t>& label = data.response.label;
  std::vector<Divided> divided;
  Indicators indicators;
  for (std::uint32_t c = 0; c < data.columns.size(); ++c) {
    divided.push_back(divide(c, data, request.bins));
    add_indicators(divided.back(), c, indicators);
  }
  const Matrix all = indicator_rows(divided, indicators, label.size());
  auto chosen = sparse(all, indicators, label, request.predictors);
  if (!chosen) return chosen.error();

  Indicators kept;
  for (const std::uint32_t i : *chosen) {
    kept.of.push_back(indicators.of[i]);
    kept.from.push_back(indicators.from[i]);
    kept.until.push_back(indicators.until[i]);
  }
  auto logistic = fit_logistic(indicator_rows(divided, kept, label.size()), label, 1.0);
  if (!logistic) return logistic.error();

  Additive score;
  std::vector<std::uint32_t> columns(kept.of);
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  double largest = 0.0;
  for (const std::uint32_t c : columns) {
    ShapeFunction shape{divided[c].axis, std::vector<double>(divided[c].axis.bins() + 1, 0.0), 0.0};
    for (std::size_t i = 0; i < kept.of.size(); ++i) {
      for (std::size_t b = kept.from[i]; kept.of[i] == c && b < kept.until[i]; ++b)
        shape.values[b] += logistic->coefficients[i];
    }
    // Where few people lack the value, it counts as the average of those who have it.
    if (divided[c].rows.back() < kFewRows) {
      double sum = 0.0;
      for (std::size_t b = 0; b < shape.axis.bins(); ++b)
        sum += shape.values[b] * static_cast<double>(divided[c].rows[b]);
      shape.values.back() = sum / static_cast<double>(label.size() - divided[c].rows.back());
    }
    if ((*directions)[c] != 0) make_monotone(shape.values, divided[c].rows, (*directions)[c]);
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t b = 0; b < shape.values.size(); ++b) {
      if (is_reached(shape, divided[c], b)) lowest = std::min(lowest, shape.values[b]);
    }
    for (double& value : shape.values) value = std::max(0.0, value - lowest);
    largest = std::max(largest, *std::max_element(shape.values.begin(), shape.values.end()));
    score.shapes.push_back(std::move(shape));
  }
  for (ShapeFunction& shape : score.shapes) {
    for (double& value : shape.values) value = std::round(value / largest * request.most_points);
    merge_equal(shape);
  }
  std::erase_if(score.shapes, [](const ShapeFunction& shape) {
    return std::all_of(shape.values.begin(), shape.values.end(), [](double value) { return value == 0.0; });
  });

  // The risk table: a logistic regression on the total.
  Matrix totals{1, {}};
  for (std::size_t r = 0; r < label.size(); ++r) {
    double total = 0.0;
    for (ShapeFunction& shape : score.shapes) {
      const double points = shape.values[shape.axis.bin_of(data.rows.row(r)[shape.axis.column])];
      total += points;
      shape.mean += points / static_cast<double>(label.size());
    }
    totals.values.push_back(total);
  }
  auto table = fit_logistic(totals, label, 0.0);
  if (!table) return Error{table.error().code, "points", "of the total: " + table.error().message};
  score.intercept = table->intercept;
  score.per_point = table->coefficients[0];
  if (!(score.per_point > 0.0))
    return Error{ErrorCode::cannot_fit, "points", "more of them do not mean a higher risk"};
  return Model(std::move(score));
}

}  // namespace nearside
