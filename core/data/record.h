// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/issue.h"
#include "core/data/schema.h"

namespace nearside {

/// How one cell of a record was given. The numbers cross the boundary to the page.
enum class CellKind : std::uint8_t {
  absent,   ///< nothing was given
  number,   ///< `number`, in unit `unit`
  level,    ///< answer `level` of the predictor's list
  boolean,  ///< a truth value, 0 or 1 in `number`
  text,     ///< `text` as typed; for a number, in unit `unit`
  other,    ///< something that is none of these (an object, a list)
  date,     ///< the day in `number`, counted from 1970-01-01; a page gives a date as `text` instead
};
inline constexpr std::size_t kCellKinds = 7;

/// One person's values as they were given: a cell a predictor, then a cell an exclusion. Flat arrays, because
/// the page writes into them.
struct Record {
  explicit Record(std::size_t cells)
      : kinds(cells, CellKind::absent),
        numbers(cells, 0.0),
        units(cells, 0),
        levels(cells, 0),
        texts(cells) {}

  std::vector<CellKind> kinds;
  std::vector<double> numbers;
  std::vector<std::uint32_t> units;  ///< index into the predictor's units; kUnlistedUnit for any other
  std::vector<std::uint32_t> levels;
  std::vector<std::string> texts;

  void set_number(std::size_t cell, double value, std::uint32_t unit = 0);
  void set_level(std::size_t cell, std::uint32_t level);
  void set_boolean(std::size_t cell, bool value);
  void set_text(std::size_t cell, std::string_view text);
  void set_date(std::size_t cell, double day);

  /// Every cell absent; what was there is overwritten.
  void wipe() noexcept;
};
inline constexpr std::uint32_t kUnlistedUnit = 0xFFFFFFFFu;

/// Where a predictor states no hard range, no value may be larger, nor smaller than its negative: a margin
/// can then not overflow.
inline constexpr double kLargestValue = 1e15;

/// Reads a record by the predictors' kinds, units, levels and ranges. A date is the text `yyyy-mm-dd`.
/// `row` receives one double a predictor, in the model's unit: a number, 0 or 1, the index of a level, or NaN
/// for missing and for what can't be used. `fills` names, for each predictor, the value that an imputation
/// will put in its place (NaN: none): a missing value that will be filled is an issue, too. At most one issue
/// a predictor is appended, in their order; `issues` needs that much capacity. Returns true when no issue
/// refuses the record. The same function serves training (without `fills`) and prediction.
bool bind_record(const std::vector<Predictor>& predictors, const Record& record, std::span<double> row,
                 std::vector<Issue>& issues, std::span<const double> fills = {}) noexcept;

/// Reads the answers to the exclusions, from cell `first` on: a truth value, 1 or 0, or one of the texts yes,
/// no, true, false, 1, 0 in any case. Appends at most one issue an exclusion; an absent cell was not asked.
/// Returns true when no issue refuses the record.
bool bind_exclusions(const std::vector<Exclusion>& exclusions, const Record& record, std::size_t first,
                     std::vector<Issue>& issues) noexcept;

}  // namespace nearside
