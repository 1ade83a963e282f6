// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/profile/column_profile.h"
#include "tools/table/file.h"

namespace nearside {

/// Small whole numbers in one, two or four bytes each, whichever the largest needs.
class Codes {
 public:
  void push_back(std::uint32_t code);
  std::uint32_t operator[](std::size_t i) const {
    return width_ == 1 ? narrow_[i] : width_ == 2 ? middle_[i] : wide_[i];
  }

 private:
  int width_ = 1;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> middle_;
  std::vector<std::uint32_t> wide_;
};

/// A number of a column and how many rows hold it.
struct NumberCount {
  double number;
  std::uint64_t count;
};

/// One column of a table in little memory. Each different text stands once, and a row holds its code; where
/// there are more than `kMostTexts`, nearly all of them numbers, a row holds the number itself, and only the
/// other texts keep a code. Texts are without outer spaces and tabs.
class CompactColumn {
 public:
  static constexpr std::size_t kMostTexts = 50'000;

  explicit CompactColumn(std::string column) : profile(std::move(column)) {}

  void set(std::uint32_t code);  ///< appends a row
  void append_number(double number);
  /// From now on numbers; `new_code` says where each text goes, `kNoCode` for a number.
  void change_to_numbers(const std::vector<std::uint32_t>& new_code);
  /// Judges `profile` when all rows are in; `markers` are texts that mean missing here, besides the usual;
  /// with `of_numbers` by their value: -9 is -9.0.
  void judge(const std::vector<std::string>& markers, bool of_numbers);

  /// What two rows must share to hold the same.
  std::uint64_t cell(std::size_t row) const { return as_numbers ? numbers[row] : codes[row]; }
  bool is_missing(std::size_t row) const;
  /// The row's number; NaN where it holds none or is missing.
  double number(std::size_t row) const;
  /// The row's code, or nothing (`kNoCode`) where it holds a number without text.
  std::uint32_t code(std::size_t row) const;
  /// The row's text, made from the number where none was kept.
  std::string text(std::size_t row) const;
  /// All its numbers that are not missing, ascending, each once.
  std::vector<NumberCount> number_counts() const;

  static constexpr std::uint32_t kNoCode = 0xFFFF'FFFF;

  ColumnProfile profile;
  std::vector<std::string> texts;          ///< by code
  std::vector<std::uint64_t> counts;       ///< rows with this text
  std::vector<double> text_numbers;        ///< the text as a number, or NaN
  std::vector<std::uint8_t> text_missing;  ///< 1: means missing; set by `judge`
  Codes codes;
  bool as_numbers = false;
  std::vector<std::uint64_t> numbers;  ///< bits of a double, or `kTextBits` and a code
  std::size_t rows = 0;

 private:
  bool is_marker(double number) const;

  std::vector<double> marker_numbers_;                               ///< set by `judge`
  static constexpr std::uint64_t kTextBits = 0xFFF8'0001'0000'0000;  // a NaN; parse_number gives none
  static bool is_text(std::uint64_t bits) { return (bits >> 32) == (kTextBits >> 32); }
};

struct CompactTable {
  std::vector<CompactColumn> columns;
  std::size_t rows = 0;

  std::size_t place_of_name(std::string_view name) const;  ///< `columns.size()` where there is none
};

/// A row of the table as errors and spreadsheets count it: the header is row 1.
inline std::uint64_t row_number(std::size_t row) {
  return static_cast<std::uint64_t>(row) + 2;
}

/// Reads a table in one pass; `progress` is told the bytes read so far. Columns are not judged yet.
Result<CompactTable> read_compact_table(const Input& data, char delimiter,
                                        const std::function<void(std::uint64_t)>& progress = {});

}  // namespace nearside
