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
};
inline constexpr std::size_t kCellKinds = 6;

/// One person's values as they were given, a cell a predictor. Flat arrays, because the page writes into
/// them.
struct Record {
  explicit Record(std::size_t predictors)
      : kinds(predictors, CellKind::absent),
        numbers(predictors, 0.0),
        units(predictors, 0),
        levels(predictors, 0),
        texts(predictors) {}

  std::vector<CellKind> kinds;
  std::vector<double> numbers;
  std::vector<std::uint32_t> units;  ///< index into the predictor's units; kUnlistedUnit for any other
  std::vector<std::uint32_t> levels;
  std::vector<std::string> texts;

  void set_number(std::size_t predictor, double value, std::uint32_t unit = 0);
  void set_level(std::size_t predictor, std::uint32_t level);
  void set_boolean(std::size_t predictor, bool value);
  void set_text(std::size_t predictor, std::string_view text);

  /// Every cell absent; what was there is overwritten.
  void wipe() noexcept;
};
inline constexpr std::uint32_t kUnlistedUnit = 0xFFFFFFFFu;

/// Puts one field of a table into a cell: surrounding spaces are dropped, the empty field and the predictor's
/// missing markers mean absent.
void set_from_table(const Predictor& predictor, std::size_t index, std::string_view field, Record& record);

/// Reads a record by the predictors' kinds, units, levels and ranges.
/// `row` receives one double a predictor, in the model's unit: a number, 0 or 1, the index of a level, or NaN
/// for missing and for what can't be used. `fills` names, for each predictor, the value that an imputation
/// will put in its place (NaN: none): a missing value that will be filled is an issue, too. At most one issue
/// a predictor is appended, in their order; `issues` needs that much capacity. Returns true when no issue
/// refuses the record. The same function serves training (without `fills`) and prediction.
bool bind_record(const std::vector<Predictor>& predictors, const Record& record, std::span<double> row,
                 std::vector<Issue>& issues, std::span<const double> fills = {}) noexcept;

}  // namespace nearside
