// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/folds.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/data/csv.h"
#include "tools/table/file.h"
#include "tools/table/shortened.h"

namespace nearside {

Result<Folds> stratified_folds(std::span<const std::uint8_t> outcome, std::uint32_t count,
                               std::uint64_t seed) {
  if (count < 2) {
    return Error{ErrorCode::cannot_fit, "validation.folds",
                 "needs at least two folds, found " + std::to_string(count)};
  }
  Folds folds{count, std::vector<std::uint32_t>(outcome.size())};
  Random random(seed);
  std::uint32_t next = 0;
  for (std::uint8_t wanted : {std::uint8_t{1}, std::uint8_t{0}}) {
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < outcome.size(); ++r) {
      if (outcome[r] == wanted) rows.push_back(r);
    }
    if (rows.size() < count) {
      return Error{ErrorCode::cannot_fit, "validation.folds",
                   std::to_string(count) + " folds, but only " + std::to_string(rows.size()) + " rows " +
                       (wanted == 1 ? "with" : "without") + " the outcome"};
    }
    random.shuffle(std::span<std::size_t>(rows));
    for (std::size_t row : rows) folds.of_row[row] = next++ % count;
  }
  return folds;
}

Result<Folds> grouped_folds(std::span<const std::uint8_t> outcome, std::span<const std::uint32_t> group,
                            std::uint32_t count, std::uint64_t seed) {
  const std::uint32_t groups = group.empty() ? 0 : *std::max_element(group.begin(), group.end()) + 1;
  std::vector<std::array<std::size_t, 2>> rows_of(groups);  // of each group, without and with the outcome
  for (std::size_t r = 0; r < group.size(); ++r) ++rows_of[group[r]][outcome[r]];
  std::vector<std::uint32_t> order;
  for (std::uint32_t g = 0; g < groups; ++g) {
    if (rows_of[g][0] + rows_of[g][1] > 0) order.push_back(g);
  }
  if (order.size() < count) {
    return Error{
        ErrorCode::cannot_fit, "validation.folds",
        std::to_string(count) + " folds, but only " + std::to_string(order.size()) + " different keys"};
  }
  Random random(seed);
  random.shuffle(std::span<std::uint32_t>(order));
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rows_of[a][0] + rows_of[a][1] > rows_of[b][0] + rows_of[b][1];
  });
  Folds folds{count, std::vector<std::uint32_t>(group.size())};
  std::vector<std::array<std::size_t, 2>> rows_in(count);
  std::vector<std::uint32_t> fold_of(groups);
  for (std::uint32_t g : order) {
    // With the outcome first: those are the fewer, as a rule.
    const auto fewest = std::min_element(rows_in.begin(), rows_in.end(), [&](const auto& a, const auto& b) {
      const std::size_t kind = rows_of[g][1] > 0 ? 1 : 0;
      return a[kind] != b[kind] ? a[kind] < b[kind] : a[1 - kind] < b[1 - kind];
    });
    fold_of[g] = static_cast<std::uint32_t>(fewest - rows_in.begin());
    for (std::size_t kind : {0u, 1u}) (*fewest)[kind] += rows_of[g][kind];
  }
  for (std::size_t kind : {1u, 0u}) {
    const bool everywhere =
        std::all_of(rows_in.begin(), rows_in.end(), [&](const auto& in) { return in[kind] > 0; });
    if (!everywhere) {
      return Error{ErrorCode::cannot_fit, "validation.folds",
                   std::string("a fold would have no row ") + (kind == 1 ? "with" : "without") +
                       " the outcome; take fewer folds"};
    }
  }
  for (std::size_t r = 0; r < group.size(); ++r) folds.of_row[r] = fold_of[group[r]];
  return folds;
}

Result<Folds> read_folds(const std::string& path, const DevelopmentTable& table) {
  constexpr std::uint32_t kMaxFolds = 100;
  std::vector<std::uint32_t> all;
  CsvParser parser([&](const CsvRow& row) -> Status {
    if (row.number == 1) {
      if (row.fields.size() == 1 && row.fields[0] == "fold") return {};
      return Error{ErrorCode::bad_data, path, "must have the one column \"fold\""};
    }
    const auto number = parse_number(row.fields[0]);
    if (!number || *number < 0.0 || *number >= kMaxFolds || *number != static_cast<std::uint32_t>(*number)) {
      return Error{
          ErrorCode::bad_data, path + ", row " + std::to_string(row.number),
          "expected a fold from 0 to 99, found \"" + std::string(shortened(row.fields[0], 40)) + "\""};
    }
    all.push_back(static_cast<std::uint32_t>(*number));
    return {};
  });
  auto status = read_pieces(path, [&](std::string_view piece) { return parser.feed(piece); });
  if (status) status = parser.finish();
  if (!status) return status.error();

  const std::size_t used = table.number.size();
  const auto in_file = static_cast<std::size_t>(table.cleaning.rows_in_file);
  Folds folds;
  if (all.size() == used) {
    folds.of_row = std::move(all);
  } else if (all.size() == in_file) {
    for (std::uint64_t number : table.number)
      folds.of_row.push_back(all[static_cast<std::size_t>(number - 1)]);
  } else {
    return Error{ErrorCode::bad_data, path,
                 "has " + std::to_string(all.size()) + " rows, the table has " + std::to_string(in_file) +
                     ", of which " + std::to_string(used) + " have an outcome"};
  }
  folds.count = *std::max_element(folds.of_row.begin(), folds.of_row.end()) + 1;
  std::vector<std::size_t> sizes(folds.count);
  for (std::uint32_t fold : folds.of_row) ++sizes[fold];
  for (std::size_t f = 0; f < sizes.size(); ++f) {
    if (sizes[f] == 0) return Error{ErrorCode::bad_data, path, "fold " + std::to_string(f) + " has no rows"};
  }
  if (folds.count < 2) return Error{ErrorCode::bad_data, path, "needs at least two folds"};
  return folds;
}

}  // namespace nearside
