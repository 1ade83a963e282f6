// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/prune.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <type_traits>

namespace nearside {
namespace {

using ColumnIndices = std::vector<std::uint32_t>;
using Flags = std::vector<std::uint8_t>;

/// A step is a list of entries that can be left out one by one: a column that it changes, a group of columns
/// that it makes, or, for a step whose columns work together, all of it.
struct Entry {
  ColumnIndices uses;   ///< columns that enter
  ColumnIndices makes;  ///< columns that leave
};

/// Where a step's columns come from: an entry, or as they are from a column that entered.
struct Layout {
  std::vector<Entry> entries;
  std::vector<std::optional<std::uint32_t>> passes;  ///< for each column that leaves
};

template <class S>
inline constexpr bool kTogether =
    std::is_same_v<S, ImputeNormal> || std::is_same_v<S, ImputeNeighbours> ||
    std::is_same_v<S, NormaliseRow> || std::is_same_v<S, Project> || std::is_same_v<S, Formula>;

ColumnIndices count_from(std::size_t first, std::size_t count) {
  ColumnIndices indices(count);
  std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
  return indices;
}

/// The columns that do not enter an entry leave in their order; `made(i)` says how many stand in the place of
/// the i-th that does.
template <class S>
Layout replacing(const S& step, std::size_t in, auto made) {
  Layout layout;
  std::size_t next = 0;
  for (std::uint32_t c = 0; c < in; ++c) {
    if (next == step.columns.size() || step.columns[next] != c) {
      layout.passes.emplace_back(c);
      continue;
    }
    const std::size_t count = made(next++);
    layout.entries.push_back({{c}, count_from(layout.passes.size(), count)});
    layout.passes.resize(layout.passes.size() + count);
  }
  return layout;
}

/// All columns leave, then those that each entry makes.
Layout appending(std::size_t in, std::vector<Entry> entries, auto made) {
  Layout layout{std::move(entries), {}};
  for (std::uint32_t c = 0; c < in; ++c) layout.passes.emplace_back(c);
  for (std::size_t e = 0; e < layout.entries.size(); ++e) {
    layout.entries[e].makes = count_from(layout.passes.size(), made(e));
    layout.passes.resize(layout.passes.size() + layout.entries[e].makes.size());
  }
  return layout;
}

template <class S>
std::vector<Entry> entry_a_column(const S& step) {
  std::vector<Entry> entries;
  for (const std::uint32_t column : step.columns) entries.push_back({{column}, {}});
  return entries;
}

Layout layout_of(const FlagMissing& step, std::size_t in) {
  return appending(in, entry_a_column(step), [](std::size_t) { return std::size_t{1}; });
}

Layout layout_of(const Spline& step, std::size_t in) {
  return appending(in, entry_a_column(step), [&](std::size_t e) { return std::size_t{step.counts[e]} - 2; });
}

Layout layout_of(const Formula& step, std::size_t in) {
  return appending(in, {{step.columns, {}}}, [](std::size_t) { return std::size_t{1}; });
}

Layout layout_of(const Interact& step, std::size_t in) {
  std::vector<Entry> products;
  std::size_t next = 0;
  for (const std::uint32_t length : step.lengths) {
    Entry& product = products.emplace_back();
    for (std::uint32_t f = 0; f < length; ++f) product.uses.push_back(step.columns[step.factors[next++]]);
  }
  return appending(in, std::move(products), [](std::size_t) { return std::size_t{1}; });
}

Layout layout_of(const OneHot& step, std::size_t in) {
  return replacing(step, in, [&](std::size_t e) { return std::size_t{step.levels[e]}; });
}

Layout layout_of(const Project& step, std::size_t in) {
  Layout layout = replacing(step, in, [](std::size_t) { return std::size_t{0}; });
  layout.entries = {{step.columns, count_from(layout.passes.size(), step.names.size())}};
  layout.passes.resize(layout.passes.size() + step.names.size());
  return layout;
}

Layout layout_of(const Select& step, std::size_t /*in*/) {
  Layout layout{entry_a_column(step), std::vector<std::optional<std::uint32_t>>(step.columns.size())};
  for (std::uint32_t e = 0; e < step.columns.size(); ++e) layout.entries[e].makes = {e};
  return layout;
}

/// All others change columns in their places.
template <class S>
Layout layout_of(const S& step, std::size_t in) {
  Layout layout = replacing(step, in, [](std::size_t) { return std::size_t{1}; });
  if constexpr (kTogether<S>) layout.entries = {{step.columns, step.columns}};
  return layout;
}

template <class T>
void keep(std::vector<T>& list, const Flags& kept) {
  std::vector<T> stay;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] != 0) stay.push_back(list[i]);
  }
  list = std::move(stay);
}

/// Of lists one after the other, each as long as `counts` says.
template <class T>
void keep_lists(std::vector<T>& lists, const ColumnIndices& counts, const Flags& kept) {
  Flags each;
  for (std::size_t i = 0; i < kept.size(); ++i) each.insert(each.end(), counts[i], kept[i]);
  keep(lists, each);
}

// What an entry owns besides its column.
void keep_more(FlagMissing&, const Flags&) {}
void keep_more(Select&, const Flags&) {}
void keep_more(Impute& step, const Flags& kept) {
  keep(step.values, kept);
}
void keep_more(OneHot& step, const Flags& kept) {
  keep(step.levels, kept);
}
void keep_more(EncodeLevels& step, const Flags& kept) {
  keep_lists(step.values, step.levels, kept);
  keep(step.levels, kept);
}
void keep_more(GroupLevels& step, const Flags& kept) {
  keep_lists(step.groups, step.levels, kept);
  keep(step.levels, kept);
  keep(step.group_counts, kept);
}
void keep_more(Standardise& step, const Flags& kept) {
  keep(step.means, kept);
  keep(step.scales, kept);
}
void keep_more(Rescale& step, const Flags& kept) {
  keep(step.offsets, kept);
  keep(step.scales, kept);
}
void keep_more(Clip& step, const Flags& kept) {
  keep(step.lows, kept);
  keep(step.highs, kept);
}
void keep_more(Transform& step, const Flags& kept) {
  keep(step.floors, kept);
}
void keep_more(Power& step, const Flags& kept) {
  keep(step.lambdas, kept);
  keep(step.lows, kept);
  keep(step.highs, kept);
}
void keep_more(QuantileMap& step, const Flags& kept) {
  keep_lists(step.quantiles, step.counts, kept);
  keep(step.counts, kept);
}
void keep_more(Bin& step, const Flags& kept) {
  keep_lists(step.edges, step.counts, kept);
  keep(step.counts, kept);
}
void keep_more(Spline& step, const Flags& kept) {
  keep_lists(step.knots, step.counts, kept);
  keep(step.counts, kept);
}

template <class S>
void keep_entries(S& step, const Flags& kept) {
  if constexpr (kTogether<S>) {
    if (kept[0] == 0) step.columns.clear();
  } else {
    keep(step.columns, kept);
    keep_more(step, kept);
  }
}

void keep_entries(Interact& step, const Flags& kept) {
  keep_lists(step.factors, step.lengths, kept);
  keep(step.lengths, kept);
  Flags used(step.columns.size(), 0);
  for (const std::uint32_t place : step.factors) used[place] = 1;
  ColumnIndices places(used.size());
  std::exclusive_scan(used.begin(), used.end(), places.begin(), 0u);
  for (std::uint32_t& place : step.factors) place = places[place];
  keep(step.columns, used);
}

bool any_of(const ColumnIndices& indices, const Flags& flags) {
  return std::any_of(indices.begin(), indices.end(), [&](std::uint32_t i) { return flags[i] != 0; });
}

/// Whether one of the columns that the step fills from each other is needed and may lack its value.
bool fills(const ColumnIndices& columns, const Columns& in, const Flags& needed) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](std::uint32_t c) { return needed[c] != 0 && in[c].may_be_missing; });
}

/// The columns of a row by their indices before anything was left out; none for one that no step needs any
/// more, on its way to the selection that drops it.
using Places = std::vector<std::optional<std::uint32_t>>;

ColumnIndices places_in(const Places& now, const ColumnIndices& columns) {
  ColumnIndices places;
  for (const std::uint32_t column : columns) {
    const auto found = std::find(now.begin(), now.end(), std::optional(column));
    places.push_back(static_cast<std::uint32_t>(found - now.begin()));
  }
  return places;
}

/// The index of each column after a step that leaves it as it is.
Places carried_on(const Places& now, const Layout& layout, std::size_t in) {
  Places after(in);
  for (std::uint32_t out = 0; out < layout.passes.size(); ++out) {
    if (layout.passes[out]) after[*layout.passes[out]] = out;
  }
  for (const Entry& entry : layout.entries) {
    if (entry.uses != entry.makes) continue;  // it changes columns in their places
    for (const std::uint32_t column : entry.uses) after[column] = column;
  }
  Places carried;
  for (const auto& column : now) carried.push_back(column ? after[*column] : std::nullopt);
  return carried;
}

}  // namespace

Result<Pruned> prune(std::vector<Step> steps, const std::vector<Predictor>& predictors) {
  auto through = columns_through(steps, columns_of(predictors), "steps");
  if (!through) return through.error();
  std::vector<Layout> layouts;
  for (std::size_t s = 0; s < steps.size(); ++s) {
    layouts.push_back(
        std::visit([&](const auto& step) { return layout_of(step, (*through)[s].size()); }, steps[s]));
  }

  // From the model back: which entries are needed, and which columns.
  Flags needed(through->back().size(), 1);
  std::vector<Flags> kept(steps.size());
  for (std::size_t s = steps.size(); s-- > 0;) {
    const Layout& layout = layouts[s];
    const Columns& in = (*through)[s];
    Flags before(in.size(), 0);
    for (std::size_t out = 0; out < layout.passes.size(); ++out) {
      if (layout.passes[out] && needed[out] != 0) before[*layout.passes[out]] = 1;
    }
    for (const Entry& entry : layout.entries) {
      bool stays = any_of(entry.makes, needed);
      const bool only_fills = std::holds_alternative<ImputeNormal>(steps[s]) ||
                              std::holds_alternative<ImputeNeighbours>(steps[s]);
      if (only_fills && stays && !fills(entry.uses, in, needed)) {
        // Nothing is filled: each column passes as it is.
        stays = false;
        for (const std::uint32_t column : entry.uses) before[column] = needed[column];
      }
      kept[s].push_back(stays ? 1 : 0);
      if (!stays) continue;
      for (const std::uint32_t column : entry.uses) before[column] = 1;
    }
    std::visit([&](auto& step) { keep_entries(step, kept[s]); }, steps[s]);
    needed = std::move(before);
  }

  // From the record on: where the columns stand now.
  Pruned pruned;
  Places now;
  for (std::uint32_t p = 0; p < predictors.size(); ++p) {
    if (needed[p] == 0) continue;
    pruned.predictors.push_back(p);
    now.emplace_back(p);
  }
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const ColumnIndices columns = std::visit([](const auto& step) { return step.columns; }, steps[s]);
    const ColumnIndices moved = places_in(now, columns);
    std::visit([&](auto& step) { step.columns = moved; }, steps[s]);
    const Places before = carried_on(now, layouts[s], (*through)[s].size());
    if (columns.empty()) {
      now = before;
      continue;
    }
    const Layout layout = std::visit([&](const auto& step) { return layout_of(step, now.size()); }, steps[s]);
    Places after(layout.passes.size());
    for (std::size_t out = 0; out < after.size(); ++out) {
      if (layout.passes[out]) after[out] = before[*layout.passes[out]];
    }
    std::size_t next = 0;
    for (std::size_t e = 0; e < layouts[s].entries.size(); ++e) {
      if (kept[s][e] == 0) continue;
      const ColumnIndices& makes = layout.entries[next++].makes;
      for (std::size_t i = 0; i < makes.size(); ++i) after[makes[i]] = layouts[s].entries[e].makes[i];
    }
    now = std::move(after);
    pruned.steps.push_back(std::move(steps[s]));
  }
  return pruned;
}

}  // namespace nearside
