// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/folds.h"

#include <algorithm>

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
  const std::size_t in_file = used + static_cast<std::size_t>(table.rows_without_outcome);
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
