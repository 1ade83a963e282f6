// SPDX-License-Identifier: Apache-2.0
// Rows that stand twice: wholly, by a key, or all but one column.
#include <algorithm>
#include <array>

#include "tools/profile/looked_at.h"
#include "tools/table/table_columns.h"

namespace nearside {
namespace {

constexpr std::size_t kMostNearCells = 20'000'000;  // rows × columns looked at for near duplicates

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

/// What one cell adds to its row's hash; a sum, so that one column can be taken out again.
std::uint64_t cell_hash(const CompactTable& table, std::size_t row, std::size_t column) {
  return mixed(table.columns[column].cell(row) ^ mixed(column + 1));
}

struct Hashed {
  std::uint64_t hash;
  std::uint32_t row;
  bool operator<(const Hashed& other) const {
    return hash != other.hash ? hash < other.hash : row < other.row;
  }
};

/// Calls `run(first, last)` for each run of equal hashes of two rows or more.
template <class Run>
void for_each_run(std::vector<Hashed>& hashed, Run run) {
  std::sort(hashed.begin(), hashed.end());
  for (std::size_t first = 0; first < hashed.size();) {
    std::size_t last = first + 1;
    while (last < hashed.size() && hashed[last].hash == hashed[first].hash) ++last;
    if (last - first > 1) run(first, last);
    first = last;
  }
}

bool same_cells(const CompactTable& table, std::size_t a, std::size_t b, std::size_t leaving_out) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c != leaving_out && table.columns[c].cell(a) != table.columns[c].cell(b)) return false;
  }
  return true;
}

std::string rows_text(const std::vector<std::uint64_t>& rows) {
  std::string list;
  for (std::uint64_t row : rows) list += (list.empty() ? "" : " and ") + grouped(row);
  return list;
}

void look_for_equal_rows(LookedAt& at, const std::vector<std::uint64_t>& row_hash) {
  std::vector<Hashed> hashed(row_hash.size());
  for (std::uint32_t row = 0; row < row_hash.size(); ++row) hashed[row] = {row_hash[row], row};
  DuplicateReport& report = at.profile.duplicates;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // (the later row, the one it equals)
  for_each_run(hashed, [&](std::size_t first, std::size_t last) {
    std::uint64_t equal = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (!same_cells(at.table, hashed[first].row, hashed[i].row, LookedAt::kNone)) continue;
      ++equal;
      pairs.emplace_back(hashed[i].row, hashed[first].row);
    }
    report.rows += equal;
    report.groups += equal > 0;
  });
  if (report.rows == 0) return;
  std::sort(pairs.begin(), pairs.end());
  std::string sentence =
      counted(report.rows, "row equals an earlier row", "rows equal an earlier row") + " in every column";
  if (!at.profile.classes.empty() && at.profile.classes.size() == 2) {
    std::uint64_t dropped = 0;
    for (const auto& pair : pairs) dropped += at.class_of[pair.first] == 1;
    std::uint64_t without = 0;
    for (const auto& pair : pairs) without += at.class_of[pair.first] == LookedAt::kNone32;
    const auto all = static_cast<double>(at.profile.classes[0].rows + at.profile.classes[1].rows);
    const auto with = static_cast<double>(at.profile.classes[1].rows);
    const double left = all - static_cast<double>(report.rows - without);
    if (left > 0.0) {
      sentence += "; without them " + at.profile.outcome + " = " + in_quotes(at.profile.classes[1].text) +
                  " would go from " + percent(with / all) + " to " +
                  percent((with - static_cast<double>(dropped)) / left);
    }
  }
  sentence +=
      ". \"drop_equal_rows\": true in the recipe's data keeps the first of each. Different people can have "
      "equal "
      "rows, and dropping those makes what is common look rare: do it only where a key says that they are "
      "the "
      "same.";
  Finding& finding = at.find(FindingKind::duplicate_rows, {}, report.rows, sentence);
  for (std::size_t i = 0; at.options.values && i < pairs.size() && i < kMostExamples; ++i) {
    finding.examples.push_back(
        {row_number(pairs[i].first), "equals row " + grouped(row_number(pairs[i].second))});
  }
}

void look_for_near_rows(LookedAt& at, const std::vector<std::uint64_t>& row_hash) {
  const std::size_t columns = at.table.columns.size();
  constexpr std::size_t kFewestColumns = 3;  // in narrower tables nearly equal rows say nothing
  if (columns < kFewestColumns) return;
  const std::size_t rows = std::min(at.table.rows, kMostNearCells / columns);
  DuplicateReport& report = at.profile.duplicates;
  report.near_looked_at = rows;
  if (rows < at.table.rows) {
    at.profile.notes.push_back("Near duplicates were sought among the first " + grouped(rows) +
                               " rows only.");
  }
  std::vector<bool> is_near(rows);
  std::vector<std::uint64_t> near_in(columns);
  std::vector<std::array<std::size_t, 3>> pairs;  // the first few: a row, its like, the column they differ in
  std::vector<Hashed> hashed(rows);
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::uint32_t row = 0; row < rows; ++row)
      hashed[row] = {row_hash[row] - cell_hash(at.table, row, c), row};
    for_each_run(hashed, [&](std::size_t first, std::size_t last) {
      // Nobody is near whose run holds one value of this column only: these rows are equal.
      const CompactColumn& column = at.table.columns[c];
      const std::uint64_t value = column.cell(hashed[first].row);
      std::size_t other = first + 1;
      while (other < last && column.cell(hashed[other].row) == value) ++other;
      if (other == last) return;
      if (!same_cells(at.table, hashed[first].row, hashed[other].row, c)) return;
      pairs.push_back({hashed[first].row, hashed[other].row, c});
      std::sort(pairs.begin(), pairs.end());
      if (pairs.size() > kMostExamples) pairs.pop_back();
      for (std::size_t i = first; i < last; ++i) is_near[hashed[i].row] = true;
      near_in[c] += last - first;
    });
  }
  report.near_rows = static_cast<std::uint64_t>(std::count(is_near.begin(), is_near.end(), true));
  if (report.near_rows == 0) return;
  std::vector<std::size_t> by_count(columns);
  for (std::size_t c = 0; c < columns; ++c) by_count[c] = c;
  std::stable_sort(by_count.begin(), by_count.end(),
                   [&](std::size_t a, std::size_t b) { return near_in[a] > near_in[b]; });
  std::string list;
  for (std::size_t i = 0; i < 3 && near_in[by_count[i]] > 0; ++i) {
    list += (list.empty() ? "" : ", ") + at.name(by_count[i]) + " " + grouped(near_in[by_count[i]]);
  }
  Finding& finding = at.find(FindingKind::near_duplicates, {}, report.near_rows,
                             counted(report.near_rows, "row differs", "rows differ") +
                                 " from some other row in just one column, most often in: " + list +
                                 ". In a table of few possible answers that is chance; where values are "
                                 "many it is often one person entered twice.");
  for (const auto& [row, like, c] : pairs) {
    const CompactColumn& column = at.table.columns[c];
    if (!at.options.values) break;
    finding.examples.push_back(
        {row_number(row), "like row " + grouped(row_number(like)) + " but for " + column.profile.name + ": " +
                              in_quotes(column.text(row)) + " and " + in_quotes(column.text(like))});
  }
}

}  // namespace

void look_for_duplicates(LookedAt& at) {
  std::vector<std::uint64_t> row_hash(at.table.rows);
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    for (std::size_t row = 0; row < at.table.rows; ++row) row_hash[row] += cell_hash(at.table, row, c);
  }
  look_for_equal_rows(at, row_hash);
  look_for_near_rows(at, row_hash);
}

Status look_at_key(LookedAt& at) {
  if (at.options.key.empty()) return {};
  std::vector<std::string> header;
  for (const CompactColumn& column : at.table.columns) header.push_back(column.profile.name);
  std::vector<std::size_t> places;
  for (const std::string& name : at.options.key) {
    const auto place = place_of(header, name);
    if (!place) return place.error();
    places.push_back(*place);
  }
  KeyReport report;
  report.columns = at.options.key;
  std::vector<Hashed> hashed;
  for (std::uint32_t row = 0; row < at.table.rows; ++row) {
    std::uint64_t hash = 0;
    bool whole = true;
    for (std::size_t c : places) {
      whole = whole && !at.table.columns[c].is_missing(row);
      hash += cell_hash(at.table, row, c);
    }
    if (whole) {
      hashed.push_back({hash, row});
    } else {
      ++report.missing;
    }
  }
  std::vector<std::vector<std::uint64_t>> groups;
  for_each_run(hashed, [&](std::size_t first, std::size_t last) {
    ++report.repeated_keys;
    report.rows += last - first - 1;
    bool differ = false;
    std::vector<std::uint64_t> rows;
    for (std::size_t i = first; i < last; ++i) {
      differ = differ || !same_cells(at.table, hashed[first].row, hashed[i].row, LookedAt::kNone);
      if (rows.size() < kMostExamples) rows.push_back(row_number(hashed[i].row));
    }
    report.differing += differ;
    groups.push_back(std::move(rows));
  });
  if (report.rows > 0) {
    std::sort(groups.begin(), groups.end());
    std::string names;
    for (const std::string& name : report.columns) names += (names.empty() ? "" : ", ") + name;
    Finding& finding =
        at.find(FindingKind::duplicate_keys, places, report.rows,
                counted(report.repeated_keys, "key", "keys") + " (" + names + ") " +
                    (report.repeated_keys == 1 ? "stands" : "stand") + " in more than one row, " +
                    counted(report.rows, "row", "rows") + " beyond the first; in " +
                    grouped(report.differing) + " of them the rows are not all equal.");
    for (std::size_t i = 0; at.options.values && i < groups.size() && i < kMostExamples; ++i) {
      std::string key;
      for (std::size_t c : places) {
        key +=
            (key.empty() ? "" : ", ") + at.table.columns[c].text(static_cast<std::size_t>(groups[i][0] - 2));
      }
      finding.examples.push_back({groups[i][0], key + " in rows " + rows_text(groups[i])});
    }
  }
  if (report.missing > 0) {
    at.profile.notes.push_back(counted(report.missing, "row lacks", "rows lack") +
                               " a part of the key; not compared.");
  }
  at.profile.keys.push_back(std::move(report));
  return {};
}

}  // namespace nearside
