// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "core/data/record.h"
#include "core/data/schema.h"

namespace nearside {

/// A field without the spaces and tabs around it.
std::string_view trimmed(std::string_view field);

/// What became of a table's field on its way into a cell.
enum class Taken : std::uint8_t {
  as_it_stands,      ///< also a value that can't be used: `bind_record` says why
  missing,           ///< empty, or one of the predictor's missing markers
  impossible,        ///< outside the hard range, and counted as missing because the predictor says so
  unlisted,          ///< no level, and counted as missing because the predictor says so
  unlisted_to_level  ///< no level, and counted as `unlisted_level`
};

/// Puts one field of a table into a cell, by the predictor's rules for tables. Surrounding spaces are
/// dropped; numbers and dates are read as `written` says; an alias stands for its level; a boolean whose
/// levels are no and yes, false and true, 0 and 1, n and y, or f and t takes any of these spellings in any
/// case. Markers of missing values compare as numbers in a column of numbers: -9 is -9.0. Where every level,
/// alias and marker of a column is a code, a whole number, 1.0 is the level 1. What the rules don't cover
/// goes into the cell as it is: nothing is guessed. A field of more than `kMaxFieldBytes` is no value,
/// whatever the rules: `bind_record` refuses it.
Taken set_from_table(const Predictor& predictor, std::size_t cell, std::string_view field, Record& record);

/// The same for the answer to an exclusion: the empty field is an unanswered question, and refused.
void set_answer_from_table(std::size_t cell, std::string_view field, Record& record);

}  // namespace nearside
