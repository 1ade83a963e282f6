// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/hazard_slope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "core/base/numerics.h"
#include "core/evaluate/times.h"

namespace nearside {
namespace {

/// The log partial likelihood of a hazard proportional to e^(b x), with its derivatives; ties after Efron.
struct SlopeLikelihood {
  double value = 0.0;
  double first = 0.0;
  double second = 0.0;
};

SlopeLikelihood slope_likelihood(double slope, std::span<const double> x, std::span<const std::size_t> order,
                                 std::span<const TimeBlock> blocks, std::span<const std::uint8_t> events) {
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
  std::vector<TimeBlock> blocks;
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
    const TimeBlock& block = stratum.blocks[b];
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

}  // namespace

Estimate hazard_slope(std::span<const double> lp, std::span<const double> years,
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

}  // namespace nearside
