// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/cells.h"

#include <gtest/gtest.h>

namespace nearside::cells {
namespace {

TEST(CellsRow, PadsToTheWidthsAndEndsWithoutSpaces) {
  EXPECT_EQ(row({"age", "a", ""}, {6, 3}), "  age   a\n");
  EXPECT_EQ(row({"µU", "x"}, {4}), "  µU  x\n");
}

TEST(CellsRow, PartsACellThatIsWiderFromTheNext) {
  EXPECT_EQ(row({"on_antithyroid_medication", "boolean"}, {16}), "  on_antithyroid_medication boolean\n");
}

}  // namespace
}  // namespace nearside::cells
