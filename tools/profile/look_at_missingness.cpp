// SPDX-License-Identifier: Apache-2.0
// Which columns are missing together.
#include <algorithm>

#include "tools/profile/looked_at.h"

namespace nearside {
namespace {

constexpr std::size_t kMostPatterns = 10;

}  // namespace

void look_at_missingness(LookedAt& at) {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    if (at.table.columns[c].profile.missing > 0) columns.push_back(c);
  }
  // Rows are parted by one column after the other; what stays together has the same pattern.
  std::vector<std::uint32_t> group(at.table.rows, 0);
  std::uint32_t groups = at.table.rows > 0 ? 1 : 0;
  for (std::size_t c : columns) {
    std::vector<std::uint32_t> new_group(2 * static_cast<std::size_t>(groups), 0);
    std::uint32_t next = 0;
    for (std::size_t row = 0; row < at.table.rows; ++row) {
      const std::size_t key =
          2 * static_cast<std::size_t>(group[row]) + (at.table.columns[c].is_missing(row) ? 1 : 0);
      if (new_group[key] == 0) new_group[key] = ++next;
      group[row] = new_group[key] - 1;
    }
    groups = next;
  }
  std::vector<std::uint64_t> count(groups);
  std::vector<std::size_t> first_row(groups);
  for (std::size_t row = at.table.rows; row-- > 0;) {
    ++count[group[row]];
    first_row[group[row]] = row;
  }
  at.profile.patterns = groups;
  std::vector<std::uint32_t> order(groups);
  for (std::uint32_t i = 0; i < groups; ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return count[a] != count[b] ? count[a] > count[b] : first_row[a] < first_row[b];
  });
  for (std::uint32_t i : order) {
    if (at.profile.missing_patterns.size() == kMostPatterns) break;
    if (!at.options.values && count[i] < kFewestShown) break;
    MissingPattern pattern;
    pattern.rows = count[i];
    for (std::size_t c : columns) {
      if (at.table.columns[c].is_missing(first_row[i])) pattern.missing.push_back(at.name(c));
    }
    at.profile.missing_patterns.push_back(std::move(pattern));
  }
}

}  // namespace nearside
