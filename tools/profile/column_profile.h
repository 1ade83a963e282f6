// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nearside {

enum class ColumnKind : std::uint8_t {
  numeric,
  integer,
  boolean,
  categorical,
  identifier,
  date,
  text,
  constant
};

/// What one column of a table looks like. Fed value by value, judged at the end.
class ColumnProfile {
 public:
  explicit ColumnProfile(std::string column) : name(std::move(column)) {}

  /// `times` fields of the same text.
  void add(std::string_view field, std::uint64_t times = 1);
  /// All numbers of a column that are not fed as texts, ascending; `different` of them.
  void add_numbers(std::span<const double> sorted, std::uint64_t different);

  /// Decides kind, levels and markers from what was seen, and lets go of the texts.
  void judge();

  std::string name;
  bool has_long_text = false;  ///< one of more than kMaxFieldBytes: no column of answers
  ColumnKind kind = ColumnKind::text;
  std::uint64_t rows = 0;
  std::uint64_t missing = 0;
  std::uint64_t distinct = 0;           ///< counted up to kMaxDistinct
  std::vector<std::string> markers;     ///< texts that mean missing, besides the empty field
  std::vector<std::string> levels;      ///< of booleans (no, yes) and categories (ascending)
  std::vector<std::string> two_values;  ///< as they stand, ascending; empty unless there are just two
  bool is_number = false;
  double minimum = 0.0;
  double maximum = 0.0;

  static constexpr std::size_t kMaxDistinct = 100'000;
  static constexpr std::size_t kMaxLevels = 30;

 private:
  void add_number(double number, std::uint64_t times);
  bool judge_boolean();
  bool looks_like_identifier() const;

  std::map<std::string, std::uint64_t, std::less<>> counts_;  // until it is full
  std::uint64_t uncounted_ = 0;                               // values after that
  std::uint64_t different_numbers_ = 0;                       // of those without texts
  std::uint64_t numbers_ = 0;
  std::uint64_t whole_numbers_ = 0;
  std::uint64_t dates_ = 0;
};

/// What a text of more than kMaxFieldBytes is kept as: its beginning, size and SHA-256. Different texts have
/// different ones.
std::string stand_in(std::string_view long_text);

/// The name that stands in recipes, e.g. `categorical`.
std::string_view name_of(ColumnKind kind);

/// Why a column of this kind is no predictor; empty where it can be one.
std::string_view why_left_out(ColumnKind kind);

/// 2026-11-22, with or without a time after it, or 22/11/2026 and 22.11.2026.
bool is_date(std::string_view text);

/// Whether the column's name is one that identifiers have: id, mrn, seqn, …_id, …id.
bool is_named_as_identifier(std::string_view column);

}  // namespace nearside
