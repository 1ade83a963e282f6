// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"

namespace nearside {

/// Rows bound by a recipe's schema, ready to fit.
struct DevelopmentTable {
  Matrix rows;                        ///< a column a predictor, as `bind` makes them
  std::vector<std::uint8_t> outcome;  ///< 1 where the row has the positive class
  std::vector<std::uint64_t> number;  ///< of each row in the file, the first after the header is 1
  std::uint64_t rows_without_outcome = 0;
};

/// Reads the table at `path` by `recipe`. Stops at the first value that the schema does not allow, with row
/// and column: nothing is guessed. Rows whose outcome is unknown are left out and counted.
Result<DevelopmentTable> read_development_table(const Recipe& recipe, const std::string& path);

}  // namespace nearside
