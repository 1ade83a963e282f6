// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/survival.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/numerics.h"
#include "core/evaluate/weighted.h"

namespace nearside {
namespace {

/// Rows by their time, the shortest first.
std::vector<std::size_t> by_time(std::span<const double> years) {
  std::vector<std::size_t> order(years.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return years[a] != years[b] ? years[a] < years[b] : a < b; });
  return order;
}

/// How much has been added below a rank (Fenwick, Software: Practice and Experience 24 (1994) 327–336).
template <class Number>
class Sums {
 public:
  explicit Sums(std::size_t ranks) : sums_(ranks + 1, Number(0)) {}

  void add(std::size_t rank, Number amount) {
    all_ += amount;
    for (std::size_t i = rank + 1; i < sums_.size(); i += i & (~i + 1)) sums_[i] += amount;
  }
  Number below(std::size_t rank) const {
    Number sum(0);
    for (std::size_t i = rank; i > 0; i -= i & (~i + 1)) sum += sums_[i];
    return sum;
  }
  Number above(std::size_t rank) const { return all_ - below(rank + 1); }
  Number all() const { return all_; }

 private:
  std::vector<Number> sums_;
  Number all_{0};
};

/// The place of each score among the different ones, ascending.
std::vector<std::size_t> ranks_of(std::span<const double> scores) {
  std::vector<double> different(scores.begin(), scores.end());
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  std::vector<std::size_t> ranks;
  for (const double score : scores) {
    const auto place = std::lower_bound(different.begin(), different.end(), score);
    ranks.push_back(static_cast<std::size_t>(place - different.begin()));
  }
  return ranks;
}

/// What a row's pairs say: how many more agree with the scores than disagree, and how many there are.
template <class Number>
struct Pairs {
  Number balance{0};
  Number count{0};
};

/// A time, and which places of the order have it.
struct Block {
  std::size_t first = 0;
  std::size_t end = 0;
};

std::vector<Block> blocks_of(std::span<const double> years, std::span<const std::size_t> order) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < order.size();) {
    Block block{i, i};
    while (block.end < order.size() && years[order[block.end]] == years[order[i]]) ++block.end;
    blocks.push_back(block);
    i = block.end;
  }
  return blocks;
}

/// A row that it is paired with counts `amount_of(row)`.
template <class Number, class AmountOf>
std::vector<Pairs<Number>> pairs_of(std::span<const double> scores, std::span<const double> years,
                                    std::span<const std::uint8_t> events, const AmountOf& amount_of) {
  const std::vector<std::size_t> order = by_time(years);
  const std::vector<std::size_t> ranks = ranks_of(scores);
  const std::vector<Block> blocks = blocks_of(years, order);
  std::vector<Pairs<Number>> pairs(scores.size());
  const auto each = [&](const Block& block, std::uint8_t event, const auto& act) {
    for (std::size_t i = block.first; i < block.end; ++i) {
      if (events[order[i]] == event) act(order[i]);
    }
  };
  // Pairs of a row with the event and those who are known to have it later.
  Sums<Number> later(scores.size());
  const auto came_later = [&](std::size_t r) { later.add(ranks[r], amount_of(r)); };
  for (std::size_t b = blocks.size(); b-- > 0;) {
    each(blocks[b], 0, came_later);
    each(blocks[b], 1, [&](std::size_t r) {
      pairs[r].balance += later.below(ranks[r]) - later.above(ranks[r]);
      pairs[r].count += later.all();
    });
    each(blocks[b], 1, came_later);
  }
  // The same pairs, seen from the other row.
  Sums<Number> earlier(scores.size());
  const auto see = [&](std::size_t r) {
    pairs[r].balance += earlier.above(ranks[r]) - earlier.below(ranks[r]);
    pairs[r].count += earlier.all();
  };
  for (const Block& block : blocks) {
    each(block, 1, see);
    each(block, 1, [&](std::size_t r) { earlier.add(ranks[r], amount_of(r)); });
    each(block, 0, see);
  }
  return pairs;
}

/// Each row's pairs count `amount_of(row)` times.
template <class Number, class AmountOf>
Estimate concordance_of(const std::vector<Pairs<Number>>& pairs, const AmountOf& amount_of) {
  double balance = 0.0;
  double count = 0.0;
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    balance += static_cast<double>(amount_of(r)) * static_cast<double>(pairs[r].balance);
    count += static_cast<double>(amount_of(r)) * static_cast<double>(pairs[r].count);
  }
  if (!(count > 0.0)) return {kNoNumber, kNoNumber};
  const double somers = balance / count;
  double squares = 0.0;
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    const double influence =
        static_cast<double>(amount_of(r)) *
        (static_cast<double>(pairs[r].balance) - somers * static_cast<double>(pairs[r].count)) /
        (0.5 * count);
    squares += influence * influence;
  }
  return {0.5 * (somers + 1.0), 0.5 * std::sqrt(squares)};
}

/// Rows with and without the event at a time, and how many were at risk just before; each counts its weight,
/// 1 where there are none.
struct Moment {
  double years = 0.0;
  double at_risk = 0.0;
  double events = 0.0;
  double censored = 0.0;
};

std::vector<Moment> steps_of(std::span<const double> years, std::span<const std::uint8_t> events,
                             std::span<const double> weights = {}) {
  const std::vector<std::size_t> order = by_time(years);
  const std::vector<Block> blocks = blocks_of(years, order);
  std::vector<Moment> steps(blocks.size());
  double at_risk = 0.0;
  for (std::size_t b = blocks.size(); b-- > 0;) {
    Moment& step = steps[b];
    step.years = years[order[blocks[b].first]];
    for (std::size_t i = blocks[b].first; i < blocks[b].end; ++i) {
      const double weight = weights.empty() ? 1.0 : weights[order[i]];
      (events[order[i]] == 1 ? step.events : step.censored) += weight;
      at_risk += weight;
    }
    step.at_risk = at_risk;
  }
  return steps;
}

/// The mean with the standard error of the terms.
Estimate mean_of(std::span<const double> terms) {
  const auto count = static_cast<double>(terms.size());
  const double mean = numerics::sum(terms) / count;
  double squares = 0.0;
  for (const double term : terms) squares += (term - mean) * (term - mean);
  return {mean, std::sqrt(squares / std::max(count - 1.0, 1.0) / count)};
}

/// A row counts with one over the chance that somebody is still observed when it is known what became of it;
/// who left before the horizon counts nothing. At equal times events come before leaving.
Estimate brier_score(std::span<const double> risks, std::span<const double> years,
                     std::span<const std::uint8_t> events, double horizon,
                     std::span<const double> weights = {}) {
  const std::vector<Moment> steps = steps_of(years, events, weights);
  std::vector<double> before;  // the chance to be observed just before each step
  std::vector<double> times;
  double observed = 1.0;
  for (const Moment& step : steps) {
    times.push_back(step.years);
    before.push_back(observed);
    const double left = step.at_risk - step.events;
    if (step.years < horizon && left > 0.0) observed *= 1.0 - step.censored / left;
  }
  if (!(observed > 0.0) || steps.back().years < horizon) return {kNoNumber, kNoNumber};
  std::vector<double> terms;
  for (std::size_t r = 0; r < risks.size(); ++r) {
    const bool event = events[r] == 1 && years[r] <= horizon;
    if (!event && years[r] < horizon) {
      terms.push_back(0.0);
      continue;
    }
    const auto place = std::lower_bound(times.begin(), times.end(), years[r]) - times.begin();
    const double weight = 1.0 / (event ? before[static_cast<std::size_t>(place)] : observed);
    const double difference = (event ? 1.0 : 0.0) - risks[r];
    terms.push_back(weight * difference * difference);
  }
  return weights.empty() ? mean_of(terms) : weighted_mean(terms, weights);
}

/// The log partial likelihood of a hazard proportional to e^(b x), with its derivatives; ties after Efron.
struct SlopeLikelihood {
  double value = 0.0;
  double first = 0.0;
  double second = 0.0;
};

SlopeLikelihood slope_likelihood(double slope, std::span<const double> x, std::span<const std::size_t> order,
                                 std::span<const Block> blocks, std::span<const std::uint8_t> events) {
  SlopeLikelihood likelihood;
  double sums[3] = {};
  for (std::size_t b = blocks.size(); b-- > 0;) {
    double now[3] = {};
    double count = 0.0;
    for (std::size_t i = blocks[b].first; i < blocks[b].end; ++i) {
      const double value = x[order[i]];
      const double ratio = numerics::exp(slope * value);
      const double parts[3] = {ratio, ratio * value, ratio * value * value};
      const bool event = events[order[i]] == 1;
      for (std::size_t k = 0; k < 3; ++k) {
        sums[k] += parts[k];
        if (event) now[k] += parts[k];
      }
      if (!event) continue;
      count += 1.0;
      likelihood.value += slope * value;
      likelihood.first += value;
    }
    for (double done = 0.0; done < count; done += 1.0) {
      const double share = done / count;
      const double sum = sums[0] - share * now[0];
      const double mean = (sums[1] - share * now[1]) / sum;
      likelihood.value -= numerics::log(sum);
      likelihood.first -= mean;
      likelihood.second += (sums[2] - share * now[2]) / sum - mean * mean;
    }
  }
  return likelihood;
}

Estimate calibration_slope(std::span<const double> lp, std::span<const double> years,
                           std::span<const std::uint8_t> events) {
  const std::vector<std::size_t> order = by_time(years);
  const std::vector<Block> blocks = blocks_of(years, order);
  // Centred, and no further from 0 than 1: e^(b x) stays a number.
  const double mean = numerics::sum(lp) / static_cast<double>(lp.size());
  std::vector<double> x(lp.begin(), lp.end());
  double scale = 0.0;
  for (double& value : x) scale = std::max(scale, std::fabs(value -= mean));
  if (!(scale > 1e-12)) return {kNoNumber, kNoNumber};
  for (double& value : x) value /= scale;
  double slope = 0.0;
  SlopeLikelihood here = slope_likelihood(slope, x, order, blocks, events);
  for (int iteration = 0; iteration < 60; ++iteration) {
    double step = here.first / here.second;
    if (!std::isfinite(step) || std::fabs(slope) > 600.0) return {kNoNumber, kNoNumber};
    if (std::fabs(step) <= 1e-11 * (1.0 + std::fabs(slope)))
      return {slope / scale, 1.0 / (std::sqrt(here.second) * scale)};
    SlopeLikelihood next = here;
    for (int halvings = 0; halvings < 40; ++halvings, step *= 0.5) {
      next = slope_likelihood(slope + step, x, order, blocks, events);
      if (next.value >= here.value - 1e-12 * (1.0 + std::fabs(here.value))) break;
    }
    slope += step;
    here = next;
  }
  return {kNoNumber, kNoNumber};
}

/// Not inlined: clang 14 made predicted / predicted of it for wasm.
[[gnu::noinline]] Estimate divided(const Estimate& estimate, double by) {
  return {estimate.value / by, estimate.standard_error / by};
}

}  // namespace

Estimate concordance(std::span<const double> scores, std::span<const double> years,
                     std::span<const std::uint8_t> events) {
  const auto one = [](std::size_t) { return std::int64_t{1}; };
  return concordance_of(pairs_of<std::int64_t>(scores, years, events, one), one);
}

Estimate weighted_concordance(std::span<const double> scores, std::span<const double> years,
                              std::span<const std::uint8_t> events, std::span<const double> weights) {
  const auto weight_of = [&](std::size_t r) { return weights[r]; };
  return concordance_of(pairs_of<double>(scores, years, events, weight_of), weight_of);
}

Estimate observed_risk(std::span<const double> years, std::span<const std::uint8_t> events, double horizon) {
  double survival = 1.0;
  double greenwood = 0.0;
  for (const Moment& step : steps_of(years, events)) {
    if (step.years > horizon) return {1.0 - survival, survival * std::sqrt(greenwood)};
    survival *= 1.0 - step.events / step.at_risk;
    if (step.events < step.at_risk) greenwood += step.events / (step.at_risk * (step.at_risk - step.events));
    if (survival == 0.0) return {1.0, 0.0};
    if (step.years == horizon) return {1.0 - survival, survival * std::sqrt(greenwood)};
  }
  return {kNoNumber, kNoNumber};
}

Estimate weighted_observed_risk(std::span<const double> years, std::span<const std::uint8_t> events,
                                double horizon, std::span<const double> weights) {
  double survival = 1.0;
  double sum = 0.0;  // of each row at risk, how the logarithm of survival falls with its weight
  std::vector<double> times;
  std::vector<double> sums;
  std::vector<double> left;  // without the event at the step
  const std::vector<Moment> steps = steps_of(years, events, weights);
  for (const Moment& step : steps) {
    if (step.years > horizon) break;
    const double others = step.at_risk - step.events;
    if (!(others > 0.0)) return {1.0, 0.0};
    survival *= others / step.at_risk;
    sum += step.events / (step.at_risk * others);
    times.push_back(step.years);
    sums.push_back(sum);
    left.push_back(others);
  }
  if (steps.empty() || steps.back().years < horizon) return {kNoNumber, kNoNumber};
  double squares = 0.0;
  for (std::size_t r = 0; r < years.size(); ++r) {
    const auto after = std::upper_bound(times.begin(), times.end(), years[r]) - times.begin();
    if (after == 0) continue;
    const auto place = static_cast<std::size_t>(after) - 1;
    const bool event = events[r] == 1 && years[r] <= horizon;
    const double influence = weights[r] * (sums[place] - (event ? 1.0 / left[place] : 0.0));
    squares += influence * influence;
  }
  return {1.0 - survival, survival * std::sqrt(squares)};
}

namespace {

/// The risks of one of `each` horizons.
std::vector<double> risks_of(std::span<const double> risks, std::size_t horizon, std::size_t each) {
  std::vector<double> some;
  for (std::size_t i = horizon; i < risks.size(); i += each) some.push_back(risks[i]);
  return some;
}

/// Without weights every row counts the same, and the errors are those of people counted.
std::vector<HorizonPerformance> measured_horizons(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons,
                                                  std::span<const double> weights) {
  std::vector<HorizonPerformance> all;
  for (std::size_t h = 0; h < horizons.size(); ++h) {
    const std::vector<double> predicted = risks_of(risks, h, horizons.size());
    HorizonPerformance at{horizons[h]};
    at.predicted = weights.empty() ? mean_of(predicted) : weighted_mean(predicted, weights);
    at.observed = weights.empty() ? observed_risk(years, events, at.years)
                                  : weighted_observed_risk(years, events, at.years, weights);
    at.observed_to_predicted = divided(at.observed, at.predicted.value);
    at.brier = brier_score(predicted, years, events, at.years, weights);
    all.push_back(at);
  }
  return all;
}

}  // namespace

Result<SurvivalPerformance> measure_time_to_event(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  SurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, {});
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  std::vector<double> lp;
  for (const double risk : last)
    lp.push_back(numerics::log(-numerics::log1p(-std::clamp(risk, 1e-15, 1.0 - 1e-15))));
  performance.concordance = concordance(last, years, events);
  performance.calibration_slope = calibration_slope(lp, years, events);
  return performance;
}

Result<WeightedSurvivalPerformance> measure_weighted_time_to_event(std::span<const double> risks,
                                                                   std::span<const double> years,
                                                                   std::span<const std::uint8_t> events,
                                                                   std::span<const double> horizons,
                                                                   std::span<const double> weights) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  WeightedSurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, weights);
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  performance.concordance = weighted_concordance(last, years, events, weights);
  return performance;
}

}  // namespace nearside
