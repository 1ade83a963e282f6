// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/recipe.h"
#include "tools/table/file.h"
#include "tools/table/matrix.h"
#include "tools/table/response.h"

namespace nearside {

/// What was done with a table's rows and values on the way in.
struct Cleaning {
  std::uint64_t rows_in_file = 0;
  std::uint64_t rows_not_wanted = 0;  ///< left out by data.only
  std::uint64_t rows_without_outcome = 0;
  std::uint64_t rows_without_weight = 0;  ///< left out, because they weigh 0
  std::uint64_t equal_rows = 0;           ///< equal to an earlier row in every column
  std::uint64_t equal_dropped = 0;        ///< of these left out, because the recipe says so
  std::uint64_t repeated_keys = 0;        ///< rows whose key stood in an earlier row
  std::uint64_t repeated_dropped = 0;     ///< rows left out for their key
  std::vector<std::uint64_t> impossible;  ///< a predictor: values outside the hard range, taken as missing
  std::vector<std::uint64_t> unlisted;    ///< a predictor: answers that are no level, taken by its rule

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("rows_in_file", self.rows_in_file, "rows of the table");
    archive.field("rows_not_wanted", self.rows_not_wanted, "left out by data.only");
    archive.field("rows_without_outcome", self.rows_without_outcome, "left out");
    archive.field("rows_without_weight", self.rows_without_weight, "left out: they weigh 0");
    archive.field("equal_rows", self.equal_rows, "rows equal to an earlier one");
    archive.field("equal_dropped", self.equal_dropped, "of these left out");
    archive.field("repeated_keys", self.repeated_keys, "rows whose key stood in an earlier row");
    archive.field("repeated_dropped", self.repeated_dropped, "rows left out for their key");
  }
};

/// Rows bound by a recipe's schema, ready to fit.
struct DevelopmentTable {
  Matrix rows;                        ///< a column a predictor, as `bind` makes them
  Response response;                  ///< what is to be predicted
  std::vector<std::uint64_t> number;  ///< of each row in the file, the first after the header is 1
  std::string other;                  ///< the text of the other class, where the recipe leaves it out
  Cleaning cleaning;

  /// What the other class of two is called, by the recipe or by the table.
  std::string name_of_other(const Outcome& outcome) const {
    return outcome.leaves_out_other() && !other.empty() ? other : outcome.name_of_other();
  }
};

/// Reads the table at `path` by `recipe`. Values that the schema does not allow are an error that lists up to
/// twenty of them with row and column: nothing is guessed. Rows whose outcome is unknown are left out and
/// counted.
Result<DevelopmentTable> read_development_table(const Recipe& recipe, const Input& data);

}  // namespace nearside
