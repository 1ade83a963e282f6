// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/survival.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

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
Estimate concordance_of(const std::vector<Pairs<Number>>& pairs, const AmountOf& amount_of,
                        std::span<const std::uint32_t> group) {
  double balance = 0.0;
  double count = 0.0;
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    balance += static_cast<double>(amount_of(r)) * static_cast<double>(pairs[r].balance);
    count += static_cast<double>(amount_of(r)) * static_cast<double>(pairs[r].count);
  }
  if (!(count > 0.0)) return {kNoNumber, kNoNumber};
  const double somers = balance / count;
  std::vector<double> influence;
  for (std::size_t r = 0; r < pairs.size(); ++r) {
    influence.push_back(
        static_cast<double>(amount_of(r)) *
        (static_cast<double>(pairs[r].balance) - somers * static_cast<double>(pairs[r].count)) / count);
  }
  return {0.5 * (somers + 1.0), jackknife_error(influence, group)};
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

/// A row counts with one over the chance that somebody is still observed when it is known what became of it;
/// who left before the horizon counts nothing. At equal times events come before leaving. Empty where
/// nobody was observed so long.
std::vector<double> brier_terms(std::span<const double> risks, std::span<const double> years,
                                std::span<const std::uint8_t> events, double horizon,
                                std::span<const double> weights) {
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
  std::vector<double> terms;
  if (!(observed > 0.0) || steps.back().years < horizon) return terms;
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
  return terms;
}

/// The risk within `horizon` after Kaplan and Meier, and how each row moves it.
struct ObservedRisk {
  double value = kNoNumber;
  std::vector<double> influence;
};

ObservedRisk observed_with_influence(std::span<const double> years, std::span<const std::uint8_t> events,
                                     double horizon, std::span<const double> weights) {
  ObservedRisk observed;
  observed.influence.assign(years.size(), 0.0);
  double survival = 1.0;
  double sum = 0.0;  // of each row at risk, how the logarithm of survival rises with its weight
  std::vector<double> times;
  std::vector<double> sums;
  std::vector<double> left;  // without the event at the step
  const std::vector<Moment> steps = steps_of(years, events, weights);
  for (const Moment& step : steps) {
    if (step.years > horizon) break;
    const double others = step.at_risk - step.events;
    if (!(others > 0.0)) {
      observed.value = 1.0;
      return observed;
    }
    survival *= others / step.at_risk;
    sum += step.events / (step.at_risk * others);
    times.push_back(step.years);
    sums.push_back(sum);
    left.push_back(others);
  }
  if (steps.empty() || steps.back().years < horizon) return observed;
  observed.value = 1.0 - survival;
  for (std::size_t r = 0; r < years.size(); ++r) {
    const auto after = std::upper_bound(times.begin(), times.end(), years[r]) - times.begin();
    if (after == 0) continue;
    const auto place = static_cast<std::size_t>(after) - 1;
    const bool event = events[r] == 1 && years[r] <= horizon;
    const double weight = weights.empty() ? 1.0 : weights[r];
    observed.influence[r] = -survival * weight * (sums[place] - (event ? 1.0 / left[place] : 0.0));
  }
  return observed;
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

/// Rows of one fold by their time, those of one time as a block.
struct SlopeStratum {
  std::vector<std::size_t> order;
  std::vector<Block> blocks;
};

std::vector<SlopeStratum> strata_of(std::span<const double> years, std::span<const std::uint32_t> fold) {
  std::map<std::uint32_t, SlopeStratum> strata;
  for (const std::size_t r : by_time(years)) strata[fold.empty() ? 0 : fold[r]].order.push_back(r);
  std::vector<SlopeStratum> all;
  for (auto& [number, stratum] : strata) {
    stratum.blocks = blocks_of(years, stratum.order);
    all.push_back(std::move(stratum));
  }
  return all;
}

SlopeLikelihood slope_likelihood(double slope, std::span<const double> x,
                                 const std::vector<SlopeStratum>& strata,
                                 std::span<const std::uint8_t> events) {
  SlopeLikelihood sum;
  for (const SlopeStratum& stratum : strata) {
    const SlopeLikelihood one = slope_likelihood(slope, x, stratum.order, stratum.blocks, events);
    sum.value += one.value;
    sum.first += one.first;
    sum.second += one.second;
  }
  return sum;
}

/// Score residuals of the rows of a stratum, ties after Efron (Therneau and Grambsch, Modeling Survival Data,
/// 2000, section 4.6 and appendix).
void add_score_residuals(double slope, std::span<const double> x, const SlopeStratum& stratum,
                         std::span<const std::uint8_t> events, std::vector<double>& residuals) {
  // Of e^(b x) and e^(b x) x over all who are still at risk, summed from the end: nothing cancels.
  std::vector<std::array<double, 2>> at_risk(stratum.blocks.size());
  std::array<double, 2> later{};
  for (std::size_t b = stratum.blocks.size(); b-- > 0;) {
    for (std::size_t i = stratum.blocks[b].first; i < stratum.blocks[b].end; ++i) {
      const std::size_t r = stratum.order[i];
      const double ratio = numerics::exp(slope * x[r]);
      later[0] += ratio;
      later[1] += ratio * x[r];
    }
    at_risk[b] = later;
  }
  double hazard = 0.0;   // Σ 1 / sum until now
  double centred = 0.0;  // Σ mean / sum
  for (std::size_t b = 0; b < stratum.blocks.size(); ++b) {
    const Block& block = stratum.blocks[b];
    const std::array<double, 2>& sums = at_risk[b];
    double now[2] = {};
    double count = 0.0;
    for (std::size_t i = block.first; i < block.end; ++i) {
      const std::size_t r = stratum.order[i];
      if (events[r] != 1) continue;
      const double ratio = numerics::exp(slope * x[r]);
      now[0] += ratio;
      now[1] += ratio * x[r];
      count += 1.0;
    }
    double tied_hazard = hazard;  // of those with the event now, who leave in equal parts
    double tied_centred = centred;
    double mean_of_means = 0.0;
    for (double done = 0.0; done < count; done += 1.0) {
      const double share = done / count;
      const double sum = sums[0] - share * now[0];
      const double mean = (sums[1] - share * now[1]) / sum;
      hazard += 1.0 / sum;
      centred += mean / sum;
      tied_hazard += (1.0 - share) / sum;
      tied_centred += (1.0 - share) * mean / sum;
      mean_of_means += mean / count;
    }
    for (std::size_t i = block.first; i < block.end; ++i) {
      const std::size_t r = stratum.order[i];
      const double ratio = numerics::exp(slope * x[r]);
      residuals[r] = events[r] == 1 ? x[r] - mean_of_means - ratio * (x[r] * tied_hazard - tied_centred)
                                    : -ratio * (x[r] * hazard - centred);
    }
  }
}

Estimate calibration_slope(std::span<const double> lp, std::span<const double> years,
                           std::span<const std::uint8_t> events, const RowContext& rows) {
  const std::vector<SlopeStratum> strata = strata_of(years, rows.fold);
  // Centred, and no further from 0 than 1: e^(b x) stays a number.
  const double mean = numerics::sum(lp) / static_cast<double>(lp.size());
  std::vector<double> x(lp.begin(), lp.end());
  double scale = 0.0;
  for (double& value : x) scale = std::max(scale, std::fabs(value -= mean));
  if (!(scale > 1e-12)) return {kNoNumber, kNoNumber};
  for (double& value : x) value /= scale;
  double slope = 0.0;
  SlopeLikelihood here = slope_likelihood(slope, x, strata, events);
  for (int iteration = 0; iteration < 60; ++iteration) {
    double step = here.first / here.second;
    if (!std::isfinite(step) || std::fabs(slope) > 600.0) return {kNoNumber, kNoNumber};
    if (std::fabs(step) <= 1e-11 * (1.0 + std::fabs(slope))) {
      if (rows.group.empty()) return {slope / scale, 1.0 / (std::sqrt(here.second) * scale)};
      std::vector<double> influence(x.size(), 0.0);
      for (const SlopeStratum& stratum : strata) add_score_residuals(slope, x, stratum, events, influence);
      for (double& one : influence) one /= here.second * scale;
      return {slope / scale, jackknife_error(influence, rows.group)};
    }
    SlopeLikelihood next = here;
    for (int halvings = 0; halvings < 40; ++halvings, step *= 0.5) {
      next = slope_likelihood(slope + step, x, strata, events);
      if (next.value >= here.value - 1e-12 * (1.0 + std::fabs(here.value))) break;
    }
    slope += step;
    here = next;
  }
  return {kNoNumber, kNoNumber};
}

}  // namespace

Estimate concordance(std::span<const double> scores, std::span<const double> years,
                     std::span<const std::uint8_t> events, std::span<const std::uint32_t> group) {
  const auto one = [](std::size_t) { return std::int64_t{1}; };
  return concordance_of(pairs_of<std::int64_t>(scores, years, events, one), one, group);
}

Estimate weighted_concordance(std::span<const double> scores, std::span<const double> years,
                              std::span<const std::uint8_t> events, std::span<const double> weights,
                              std::span<const std::uint32_t> group) {
  const auto weight_of = [&](std::size_t r) { return weights[r]; };
  return concordance_of(pairs_of<double>(scores, years, events, weight_of), weight_of, group);
}

Estimate observed_risk(std::span<const double> years, std::span<const std::uint8_t> events, double horizon,
                       std::span<const std::uint32_t> group) {
  if (!group.empty()) return weighted_observed_risk(years, events, horizon, {}, group);
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
                                double horizon, std::span<const double> weights,
                                std::span<const std::uint32_t> group) {
  const ObservedRisk observed = observed_with_influence(years, events, horizon, weights);
  if (std::isnan(observed.value)) return {kNoNumber, kNoNumber};
  return {observed.value, jackknife_error(observed.influence, group)};
}

namespace {

/// The risks of one of `each` horizons.
std::vector<double> risks_of(std::span<const double> risks, std::size_t horizon, std::size_t each) {
  std::vector<double> some;
  for (std::size_t i = horizon; i < risks.size(); i += each) some.push_back(risks[i]);
  return some;
}

/// Observed over predicted, both moved by the same rows.
Estimate observed_over(const Estimate& predicted, std::span<const double> risks, const ObservedRisk& observed,
                       std::span<const double> weights, std::span<const std::uint32_t> group) {
  if (std::isnan(observed.value)) return {kNoNumber, kNoNumber};
  const double ratio = observed.value / predicted.value;
  const double all = weights.empty() ? static_cast<double>(risks.size()) : numerics::sum(weights);
  std::vector<double> influence;
  for (std::size_t r = 0; r < risks.size(); ++r) {
    const double weight = weights.empty() ? 1.0 : weights[r];
    const double of_mean = weight * (risks[r] - predicted.value) / all;
    influence.push_back((observed.influence[r] - ratio * of_mean) / predicted.value);
  }
  return {ratio, jackknife_error(influence, group)};
}

/// Without weights every row counts the same, and the errors are those of people counted.
std::vector<HorizonPerformance> measured_horizons(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons,
                                                  std::span<const double> weights, const RowContext& rows) {
  std::vector<HorizonPerformance> all;
  for (std::size_t h = 0; h < horizons.size(); ++h) {
    const std::vector<double> predicted = risks_of(risks, h, horizons.size());
    HorizonPerformance at{horizons[h]};
    const auto mean_over = [&](std::span<const double> terms) {
      return weights.empty() ? mean_of_terms(terms, rows.group) : weighted_mean(terms, weights, rows.group);
    };
    const ObservedRisk observed = observed_with_influence(years, events, at.years, weights);
    at.predicted = mean_over(predicted);
    at.observed = weights.empty() ? observed_risk(years, events, at.years, rows.group)
                                  : weighted_observed_risk(years, events, at.years, weights, rows.group);
    at.observed_to_predicted = observed_over(at.predicted, predicted, observed, weights, rows.group);
    at.brier = {kNoNumber, kNoNumber};
    at.scaled_brier = at.brier;
    const std::vector<double> terms = brier_terms(predicted, years, events, at.years, weights);
    if (!terms.empty()) {
      const std::vector<double> average = rows.average.empty()
                                              ? std::vector<double>(predicted.size(), observed.value)
                                              : risks_of(rows.average, h, horizons.size());
      at.brier = mean_over(terms);
      at.scaled_brier =
          scaled_error(terms, brier_terms(average, years, events, at.years, weights), weights, rows.group);
    }
    all.push_back(at);
  }
  return all;
}

}  // namespace

Result<SurvivalPerformance> measure_time_to_event(std::span<const double> risks,
                                                  std::span<const double> years,
                                                  std::span<const std::uint8_t> events,
                                                  std::span<const double> horizons, const RowContext& rows) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  SurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, {}, rows);
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  std::vector<double> lp;
  for (const double risk : last)
    lp.push_back(numerics::log(-numerics::log1p(-std::clamp(risk, 1e-15, 1.0 - 1e-15))));
  performance.concordance = concordance(last, years, events, rows.group);
  performance.calibration_slope = calibration_slope(lp, years, events, rows);
  return performance;
}

Result<WeightedSurvivalPerformance> measure_weighted_time_to_event(
    std::span<const double> risks, std::span<const double> years, std::span<const std::uint8_t> events,
    std::span<const double> horizons, std::span<const double> weights, const RowContext& rows) {
  if (std::find(events.begin(), events.end(), 1) == events.end())
    return Error{ErrorCode::cannot_fit, "outcome", "nobody has the event; performance can't be measured"};
  WeightedSurvivalPerformance performance;
  performance.horizons = measured_horizons(risks, years, events, horizons, weights, rows);
  const std::vector<double> last = risks_of(risks, horizons.size() - 1, horizons.size());
  performance.concordance = weighted_concordance(last, years, events, weights, rows.group);
  return performance;
}

}  // namespace nearside
