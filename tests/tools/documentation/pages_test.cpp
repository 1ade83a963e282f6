// SPDX-License-Identifier: Apache-2.0
#include "tools/documentation/pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "tools/fixtures.h"
#include "tools/recipe/analytes.h"

namespace nearside {
namespace {

/// A `|` inside a cell would move all that follows.
void ExpectEveryRowHasItsCells(const std::string& page) {
  std::istringstream lines(page);
  std::ptrdiff_t bars = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('|')) {
      bars = 0;
      continue;
    }
    const std::ptrdiff_t here = std::count(line.begin(), line.end(), '|');
    if (bars == 0) bars = here;
    EXPECT_EQ(here, bars) << line;
  }
}

// To renew it: nearside document model-file > models/FORMAT.md
TEST(Documentation, OfTheModelFileIsTheOneInTheRepository) {
  EXPECT_EQ(content_of(in_repository("models/FORMAT.md")), model_file_page());
}

// To renew it: nearside document recipe > tools/RECIPE.md
TEST(Documentation, OfTheRecipeIsTheOneInTheRepository) {
  EXPECT_EQ(content_of(in_repository("tools/RECIPE.md")), recipe_page());
}

// To renew it: nearside document equation > tools/EQUATION.md
TEST(Documentation, OfTheEquationIsTheOneInTheRepository) {
  EXPECT_EQ(content_of(in_repository("tools/EQUATION.md")), equation_page());
}

// To renew it: nearside document analytes > tools/ANALYTES.md
TEST(Documentation, OfTheAnalytesIsTheOneInTheRepository) {
  EXPECT_EQ(content_of(in_repository("tools/ANALYTES.md")), analytes_page());
}

TEST(Documentation, NamesFieldsByTheirPath) {
  const std::string recipe = recipe_page();
  EXPECT_NE(recipe.find("| `predictors[].hard.low` | number |  |"), std::string::npos);
  EXPECT_NE(
      recipe.find("| `steps[].impute.statistic` | one of `median`, `most_frequent`, `mean`, `constant` |  |"),
      std::string::npos);
  EXPECT_NE(recipe.find("| `validation.folds` | whole number | yes |"), std::string::npos);
  const std::string file = model_file_page();
  EXPECT_NE(file.find("| `model.logistic_regression.coefficients` | f64 list |"), std::string::npos);
  EXPECT_NE(file.find("| `test_vectors.digest` | 32 bytes |"), std::string::npos);
}

TEST(Documentation, HasTablesWithEveryCell) {
  ExpectEveryRowHasItsCells(recipe_page());
  ExpectEveryRowHasItsCells(model_file_page());
}

}  // namespace
}  // namespace nearside
