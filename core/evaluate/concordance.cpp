// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/concordance.h"

#include <algorithm>
#include <vector>

#include "core/base/numerics.h"
#include "core/evaluate/times.h"

namespace nearside {
namespace {

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

/// A row that it is paired with counts `amount_of(row)`.
template <class Number, class AmountOf>
std::vector<Pairs<Number>> pairs_of(std::span<const double> scores, std::span<const double> years,
                                    std::span<const std::uint8_t> events, const AmountOf& amount_of) {
  const std::vector<std::size_t> order = by_time(years);
  const std::vector<std::size_t> ranks = ranks_of(scores);
  const std::vector<TimeBlock> blocks = blocks_of(years, order);
  std::vector<Pairs<Number>> pairs(scores.size());
  const auto each = [&](const TimeBlock& block, std::uint8_t event, const auto& act) {
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
  for (const TimeBlock& block : blocks) {
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

}  // namespace nearside
