// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/survival/partial_likelihood.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/base/numerics.h"

namespace nearside {
namespace {

/// Sums over rows of hazard ratio, of that times the columns, and times their products.
struct Sums {
  double zero = 0.0;
  std::vector<double> first;
  std::vector<double> second;

  Sums(std::size_t columns, bool derivatives)
      : first(derivatives ? columns : 0), second(derivatives ? columns * columns : 0) {}

  void add(double ratio, std::span<const double> row) {
    zero += ratio;
    for (std::size_t j = 0; j < first.size(); ++j) {
      const double part = ratio * row[j];
      first[j] += part;
      for (std::size_t k = 0; k <= j; ++k) second[j * first.size() + k] += part * row[k];
    }
  }
  void clear() {
    zero = 0.0;
    std::fill(first.begin(), first.end(), 0.0);
    std::fill(second.begin(), second.end(), 0.0);
  }
};

/// Events of weight `weight` out of the rows at risk, less a share of those that have the event now.
void take_out(EventTime& time, const Sums& at_risk, const Sums& now, double share, double weight,
              double shift) {
  const double sum = at_risk.zero - share * now.zero;
  time.hazard += weight / sum * numerics::exp(-shift);
  time.loss += weight * (numerics::log(sum) + shift);
  const std::size_t columns = time.score.size();
  std::vector<double> mean(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    mean[j] = (at_risk.first[j] - share * now.first[j]) / sum;
    time.score[j] -= weight * mean[j];
    for (std::size_t k = 0; k <= j; ++k) {
      const std::size_t place = j * columns + k;
      const double square = (at_risk.second[place] - share * now.second[place]) / sum;
      time.information[place] += weight * (square - mean[j] * mean[k]);
    }
  }
}

}  // namespace

PartialLikelihood::PartialLikelihood(const SurvivalRows& rows, Ties ties)
    : rows_(rows), ties_(ties), order_(rows.years.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    if (rows.stratum[a] != rows.stratum[b]) return rows.stratum[a] < rows.stratum[b];
    return rows.years[a] != rows.years[b] ? rows.years[a] > rows.years[b] : a < b;
  });
}

double PartialLikelihood::loss(std::span<const double> coefficients) const {
  double sum = 0.0;
  walk(coefficients, Order::hazard, [&](const EventTime& time) { sum += time.loss; });
  return sum;
}

void PartialLikelihood::walk(std::span<const double> coefficients, Order order,
                             const std::function<void(const EventTime&)>& visit) const {
  std::vector<double> lp(order_.size());
  // The hazard ratios are taken to the largest: e^lp itself might be too large.
  double shift = -std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < lp.size(); ++r) {
    lp[r] = numerics::dot(coefficients, rows_.columns.row(r));
    shift = std::max(shift, lp[r]);
  }
  const bool derivatives = order == Order::derivatives;
  const std::size_t columns = derivatives ? coefficients.size() : 0;
  Sums at_risk(columns, derivatives);
  Sums now(columns, derivatives);
  for (std::size_t i = 0; i < order_.size();) {
    const std::size_t first = order_[i];
    EventTime time{rows_.years[first], rows_.stratum[first]};
    if (i > 0 && rows_.stratum[order_[i - 1]] != time.stratum) at_risk.clear();
    now.clear();
    time.score.assign(columns, 0.0);
    time.information.assign(columns * columns, 0.0);
    double weights = 0.0;
    std::size_t events = 0;
    for (; i < order_.size() && rows_.years[order_[i]] == time.years &&
           rows_.stratum[order_[i]] == time.stratum;
         ++i) {
      const std::size_t r = order_[i];
      const auto row = derivatives ? rows_.columns.row(r) : std::span<const double>();
      const double weight = rows_.weight[r];
      const double ratio = weight * numerics::exp(lp[r] - shift);
      at_risk.add(ratio, row);
      if (rows_.event[r] == 0) continue;
      now.add(ratio, row);
      ++events;
      weights += weight;
      time.loss -= weight * lp[r];
      for (std::size_t j = 0; j < columns; ++j) time.score[j] += weight * row[j];
    }
    if (events == 0) continue;
    const auto count = static_cast<double>(events);
    if (ties_ == Ties::breslow) {
      take_out(time, at_risk, now, 0.0, weights, shift);
    } else {
      for (std::size_t k = 0; k < events; ++k)
        take_out(time, at_risk, now, static_cast<double>(k) / count, weights / count, shift);
    }
    visit(time);
  }
}

}  // namespace nearside
