// SPDX-License-Identifier: Apache-2.0
// Which columns are missing together.
#include <algorithm>

#include "tools/profile/looked_at.h"

namespace nearside {
namespace {

constexpr std::size_t kMostPatterns = 10;

/// Whether `c` holds one code in every row where `of` has a value and one other where it has none.
bool mirrors(const CompactTable& table, std::size_t c, std::size_t of) {
  std::uint32_t code[2] = {CompactColumn::kNoCode, CompactColumn::kNoCode};
  for (std::size_t row = 0; row < table.rows; ++row) {
    std::uint32_t& expected = code[table.columns[of].is_missing(row) ? 1 : 0];
    const std::uint32_t here = table.columns[c].code(row);
    if (expected == CompactColumn::kNoCode) expected = here;
    if (here != expected) return false;
  }
  return code[0] != code[1];
}

void look_for_mirrors(LookedAt& at, const std::vector<std::size_t>& with_missing) {
  constexpr std::uint64_t kFewest = 20;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    const ColumnProfile& profile = at.table.columns[c].profile;
    if (c == at.outcome || profile.distinct != 2 || profile.missing > 0 || at.table.columns[c].as_numbers)
      continue;
    for (std::size_t of : with_missing) {
      const std::uint64_t missing = at.table.columns[of].profile.missing;
      if (missing < kFewest || at.table.rows - missing < kFewest || !mirrors(at.table, c, of)) continue;
      Finding& finding = at.find(FindingKind::mirrors_missing, {c, of}, at.table.rows,
                                 profile.name + " says just whether " + at.name(of) + " has a value.");
      at.propose_leaving_out(finding, c, "says just whether " + at.name(of) + " has a value");
      break;
    }
  }
}

}  // namespace

void look_at_missingness(LookedAt& at) {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    if (at.table.columns[c].profile.missing > 0) columns.push_back(c);
  }
  look_for_mirrors(at, columns);
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
