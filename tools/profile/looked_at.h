// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the parts of a profile share while it is being made.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/profile/compact_table.h"
#include "tools/profile/profile.h"

namespace nearside {

/// A table under examination: its columns, what was found in them so far, what is proposed.
struct LookedAt {
  CompactTable table;
  const ProfileOptions& options;
  Profile profile{};

  std::size_t outcome = kNone;            ///< place of the outcome's column
  std::vector<std::uint32_t> class_of{};  ///< by row; kNone32: no outcome. Empty: no usable outcome
  /// Numbers found to be no measurements (zeros, codes, impossible values), by column; ascending.
  std::vector<std::vector<double>> set_aside{};
  std::vector<bool> numeric{};          ///< by column: numbers that can be ordered and averaged
  std::vector<Predictor> predictors{};  ///< by column, as the findings would have them
  std::vector<bool> changed{};          ///< whether a finding changed that entry
  std::vector<std::string> left_out{};  ///< by column: why; empty: not

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::uint32_t kNone32 = 0xFFFF'FFFF;

  const std::string& name(std::size_t column) const { return table.columns[column].profile.name; }
  bool is_set_aside(std::size_t column, double number) const;
  bool holds_numbers(std::size_t column) const { return numeric[column]; }
  /// May be a predictor: not the outcome, no identifier, constant, date or free text.
  bool may_predict(std::size_t column) const;

  /// The recipe's predictor that reads this column, or null.
  const Predictor* in_recipe(std::size_t column) const;

  Finding& find(FindingKind kind, std::vector<std::size_t> columns, std::uint64_t count,
                std::string sentence);
  /// Proposes the column's entry among the predictors, as it stands now.
  void propose_predictor(Finding& finding, std::size_t column);
  /// Proposes to leave the column out.
  void propose_leaving_out(Finding& finding, std::size_t column, std::string why);
  /// Row numbers with values, the first `most` rows of `column` that fit.
  template <class Fits>
  std::vector<RowValue> rows_where(std::size_t column, std::size_t most, Fits fits) const {
    std::vector<RowValue> found;
    for (std::size_t row = 0; options.values && row < table.rows && found.size() < most; ++row) {
      if (fits(row)) found.push_back({row_number(row), table.columns[column].text(row)});
    }
    return found;
  }
};

inline constexpr std::uint64_t kFewestShown = 10;  ///< without single values, smaller counts are left out
inline constexpr std::size_t kMostExamples = 5;

/// 1,234 rows.
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
/// 253,680.
std::string grouped(std::uint64_t count);
/// Four significant digits.
std::string brief(double value);
/// 13.9 %.
std::string percent(double share);
/// In double quotes, as JSON writes it.
std::string in_quotes(std::string_view text);

std::string predictor_line(const Predictor& predictor);
std::string left_out_line(const ColumnProfile& column, std::string_view why);

/// Texts that mean missing from now on, for the proposed predictor.
void add_markers(Predictor& predictor, const std::vector<std::string>& texts);

void look_at_numbers(LookedAt& at, std::size_t column, ColumnReport& report);
/// Mostly numbers, with a few texts: they are listed, and the column is read as numbers from here on.
void look_for_mixed_types(LookedAt& at, std::size_t column);
void look_for_spellings(LookedAt& at, std::size_t column);
void hold_against_levels(LookedAt& at, std::size_t column);
void count_levels(const LookedAt& at, std::size_t column, ColumnReport& report);

void look_at_columns(LookedAt& at);  // kinds, distributions, values
void look_at_outcome(LookedAt& at);  // finds the classes; first of the three that need them
void look_for_leakage(LookedAt& at);
void look_at_missingness(LookedAt& at);
void look_for_duplicates(LookedAt& at);
Status look_at_key(LookedAt& at);
void look_for_correlations(LookedAt& at);

}  // namespace nearside
