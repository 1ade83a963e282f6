// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
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

  void add(std::string_view field);

  /// Decides kind, levels and markers from what was seen.
  void judge();

  std::string name;
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
  bool judge_boolean();
  bool looks_like_identifier() const;

  std::map<std::string, std::uint64_t, std::less<>> counts_;  // until it is full
  std::uint64_t uncounted_ = 0;                               // values after that
  std::uint64_t numbers_ = 0;
  std::uint64_t whole_numbers_ = 0;
  std::uint64_t dates_ = 0;
};

/// The name that stands in recipes, e.g. `categorical`.
std::string_view name_of(ColumnKind kind);

}  // namespace nearside
