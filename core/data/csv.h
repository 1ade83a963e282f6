// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// Of a record as it stands; more is refused, not buffered. A field may be as long as that.
inline constexpr std::size_t kMaxRecordBytes = 16u << 20;
/// Of a column's name and of a field that is used; longer ones may stand only in columns that nobody uses.
inline constexpr std::size_t kMaxFieldBytes = 65536;
inline constexpr std::size_t kMaxColumns = 10000;

/// Whether fields can be told apart by this character: an ASCII one with which no number and no word is
/// written, and neither a quote nor a line break.
bool can_separate(char character) noexcept;
inline constexpr std::string_view kWhatSeparates =
    "one character such as ; or a tab, with which no word, number or quote is written";

/// One record of the text. The views are valid only while the sink runs.
struct CsvRow {
  std::uint64_t number;                      ///< 1 is the header; counts records, not lines
  std::uint64_t line;                        ///< the line of the text on which the record starts, from 1
  std::string_view raw;                      ///< the record as it stood, without line ending and BOM
  std::span<const std::string_view> fields;  ///< unquoted; as many as the header has
};

/// Reads RFC 4180 text in pieces of any size and hands each record, the header first, to a sink.
/// Memory is bounded by the longest record, which has at most `kMaxRecordBytes`. Whatever the pieces, the
/// rows and the error are the same.
///
/// Accepted: LF and CRLF, a UTF-8 BOM, blank lines at the end, an unnamed first column (as R writes it).
/// In a table of one column a blank line is an empty value. Everything else that is not a well-formed table
/// stops with `bad_csv`; after an error, the sink's included, the parser stays stopped and repeats it.
///
///     CsvParser parser([&](const CsvRow& row) { ...; return Status(); });
///     for (each piece) if (Status s = parser.feed(piece); !s) return s;
///     return parser.finish();
class CsvParser {
 public:
  using Sink = std::function<Status(const CsvRow&)>;

  explicit CsvParser(Sink sink, char delimiter = ',');

  Status feed(std::string_view chunk);
  /// Delivers a last row without line ending, and refuses a text that is empty or ends inside quotes.
  Status finish();

  /// "\n" or "\r\n", whichever ended the first record; "\n" before that.
  std::string_view line_ending() const { return ends_with_crlf_ ? "\r\n" : "\n"; }
  bool had_bom() const { return had_bom_; }

 private:
  enum class Place { field_start, unquoted, quoted, after_quote, after_cr };
  struct Field {  // offsets from the start of the record, quotes excluded
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t doubled_quotes = 0;
  };

  Status start();
  Status scan(std::string_view chunk);
  Status end_record(std::string_view raw);
  Status check_encoding(std::string_view raw) const;
  Status take_header();
  void unquote_fields(std::string_view raw);
  std::string row_path() const;
  std::string column_path(std::size_t column) const;
  Error error_here(std::string message) const;
  Error unexpected(char seen) const;
  Error quote_left_open() const;
  Error too_long() const;
  Error too_many_columns() const;

  Sink sink_;
  char delimiter_;
  std::array<std::uint8_t, 256> stops_{};  // which bytes end a run of plain text, outside and inside quotes
  Status outcome_;
  bool started_ = false;
  bool finished_ = false;
  bool had_bom_ = false;
  bool ends_with_crlf_ = false;
  std::string opening_;             // up to three bytes, until it is known whether they are a BOM
  std::vector<std::string> names_;  // the header
  std::uint64_t rows_ = 0;          // records complete, blank ones included
  std::uint64_t line_ = 1;
  std::uint64_t first_blank_row_ = 0;  // 0: none yet

  // The record being read.
  Place place_ = Place::field_start;
  std::string held_;  // its bytes from earlier chunks
  std::uint64_t record_line_ = 1;
  std::uint64_t quote_line_ = 1;
  std::uint8_t byte_union_ = 0;  // all its bytes or-ed together: below 0x80 means ASCII
  Field field_;
  std::vector<Field> marks_;  // its fields so far
  std::vector<std::string_view> fields_;
  std::string unquoted_;  // fields that had doubled quotes
};

/// `text` as a field to write: quoted only if it holds the delimiter, a quote or a line break.
std::string csv_field(std::string_view text, char delimiter = ',');

/// Reads a whole text at once.
Status read_csv_text(std::string_view text, CsvParser::Sink sink, char delimiter = ',');

}  // namespace nearside
