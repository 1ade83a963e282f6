// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/recipe/recipe.h"

namespace nearside {

/// What one row of a table tells about the outcome.
struct OutcomeField {
  std::optional<std::uint8_t> label;  ///< the class from 0, or 1 for the event and 0 for none
  std::optional<double> value;        ///< the quantity, the count, or the years observed
  bool is_unnamed = false;            ///< 0 because the recipe names no other text, see `UnnamedTexts`
};

/// A cell of the outcome's column as the recipe names its texts: trimmed, and 1.0 as 1 where each of them is
/// a whole number.
std::string_view outcome_text(const Outcome& outcome, std::string_view cell);

/// Whether such a text means that the outcome is not known: empty, or a marker; of numbers by their value.
bool is_outcome_missing(const Outcome& outcome, std::string_view text);

/// The same of the column with the time.
bool is_time_missing(const Outcome& outcome, std::string_view text);

/// Texts that count as the other class, or as censored, only because the recipe leaves out what that is
/// called: there may be one. A second would be taken for it without a word, be it a third answer or a death.
class UnnamedTexts {
 public:
  void add(std::string_view text);
  /// The one that there is; empty: none, or several.
  std::string only() const { return rows_.size() == 1 ? rows_.begin()->first : std::string(); }
  /// Error, `bad_data`: there is more than one, with what the recipe should say.
  Status check(const Outcome& outcome) const;

 private:
  std::map<std::string, std::uint64_t, std::less<>> rows_;
  std::uint64_t further_rows_ = 0;  ///< of texts after the first fifty
};

/// Reads the outcome as the recipe defines it. `text` stands in its column, by `outcome_text` and not
/// missing; `time` in the column of the time observed, used where the outcome is an event in time.
/// Errors, `bad_data` at `where` (row, up to the column's name) and the column: a text that means no class,
/// no number, no count or no time; one that reads as missing where everything else is meant; a competing
/// event that the recipe does not count as censored.
Result<OutcomeField> read_outcome(const Outcome& outcome, std::string_view text, std::string_view time,
                                  const std::string& where);

}  // namespace nearside
