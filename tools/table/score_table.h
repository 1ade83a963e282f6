// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/csv.h"
#include "core/engine.h"

namespace nearside {

/// Scores a table row by row in constant memory: every input line as it stood, then a column an output, named
/// by its id, then `issues`. A refused row has empty outputs and its reasons; so has a row with an output
/// that is absent. A column of the table that has one of these names keeps its values under `<name>_given`.
/// An exclusion whose column the table does not have was not asked: the row is scored and says so, or refused
/// where `Unasked::refuse`.
class TableScorer {
 public:
  using Write = std::function<Status(std::string_view)>;

  enum class Unasked : std::uint8_t { caution, refuse };

  TableScorer(const Engine& engine, char delimiter, Write write, Unasked unasked = Unasked::caution);

  /// Takes the next piece of the table's text.
  Status feed(std::string_view piece) { return parser_.feed(piece); }
  Status finish();

  std::uint64_t rows() const { return rows_; }
  std::uint64_t refused() const { return refused_; }
  /// Optional predictors that the table does not have; they count as missing in every row.
  const std::vector<std::string>& absent_columns() const { return absent_columns_; }
  /// Columns of the table that are named like one of ours, by the name they had.
  const std::vector<std::string>& renamed() const { return renamed_; }
  /// Exclusions that the table has no column for.
  const std::vector<std::string>& unasked() const { return unasked_exclusions_; }

 private:
  Status take(const CsvRow& row);
  Status take_header(const CsvRow& row);
  Result<std::string> header_of(const CsvRow& row, const std::vector<std::string>& added);
  std::string absence_of(std::size_t output) const;
  void append_issues(const CsvRow& row);

  const Engine& engine_;
  char delimiter_;
  Write write_;
  Unasked unasked_;
  CsvParser parser_;
  Workspace workspace_;
  std::vector<std::size_t> places_;
  std::vector<std::string> absent_columns_;
  std::vector<std::string> renamed_;
  std::vector<std::string> unasked_exclusions_;
  std::string out_;
  std::uint64_t rows_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace nearside
