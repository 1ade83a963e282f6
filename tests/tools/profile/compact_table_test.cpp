// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/compact_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

CompactTable table_of(const TempFolder& folder, const std::string& text) {
  auto table = read_compact_table(folder.with("table.csv", text), ',');
  EXPECT_TRUE(table) << text_of(table);
  for (CompactColumn& column : table->columns) column.judge({}, false);
  return std::move(*table);
}

TEST(Codes, KeepTheirValuesWhenTheyGrowWider) {
  Codes codes;
  std::vector<std::uint32_t> pushed;
  for (std::uint32_t code : {0u, 255u, 1u, 256u, 65535u, 2u, 65536u, 0xFFFF'FFF0u}) {
    codes.push_back(code);
    pushed.push_back(code);
    for (std::size_t i = 0; i < pushed.size(); ++i) EXPECT_EQ(codes[i], pushed[i]);
  }
}

TEST(CompactTable, GivesTextsBackWithoutOuterSpaces) {
  const TempFolder folder;
  const CompactTable table = table_of(folder, "a,b\n 1 ,x y\n2,\n1,NA\n");
  ASSERT_EQ(table.rows, 3u);
  EXPECT_EQ(table.columns[0].text(0), "1");
  EXPECT_EQ(table.columns[0].number(1), 2.0);
  EXPECT_EQ(table.columns[0].cell(0), table.columns[0].cell(2));
  EXPECT_EQ(table.columns[1].text(0), "x y");
  EXPECT_TRUE(table.columns[1].is_missing(1));
  EXPECT_TRUE(table.columns[1].is_missing(2));
}

TEST(CompactTable, CountsEqualNumbersTogetherHoweverTheyAreWritten) {
  const TempFolder folder;
  const auto counts = table_of(folder, "a,b\n1,x\n1.0,x\n3,x\n,x\n").columns[0].number_counts();
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].number, 1.0);
  EXPECT_EQ(counts[0].count, 2u);
}

/// More different numbers than there is room for texts, with a marker, an empty field and a word among them.
std::string many_numbers(std::size_t rows) {
  std::string text = "x,y\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string number = number_text(static_cast<double>(i % (rows - 5)) + 0.25);
    text += (i == 10 ? "NA" : i == 11 ? "" : i == rows - 1 ? "broken" : number) + ",1\n";
  }
  return text;
}

TEST(CompactTable, ChangesToNumbersWhereTextsAreTooMany) {
  const TempFolder folder;
  const std::size_t rows = CompactColumn::kMostTexts + 1000;
  const CompactTable table = table_of(folder, many_numbers(rows));
  const CompactColumn& column = table.columns[0];
  ASSERT_TRUE(column.as_numbers);
  EXPECT_EQ(column.number(0), 0.25);
  EXPECT_EQ(column.number(rows - 2), 3.25);
  EXPECT_EQ(column.text(7), "7.25");
  EXPECT_EQ(column.text(rows - 1), "broken");
  EXPECT_TRUE(column.is_missing(10));
  EXPECT_TRUE(column.is_missing(11));
  EXPECT_FALSE(column.is_missing(rows - 1));
  EXPECT_TRUE(std::isnan(column.number(rows - 1)));
  EXPECT_EQ(column.cell(0), column.cell(rows - 5));
  EXPECT_EQ(column.profile.missing, 2u);
  EXPECT_EQ(column.profile.kind, ColumnKind::text);  // one value is no number
  EXPECT_EQ(column.number_counts().size(), rows - 7);
}

TEST(CompactTable, JudgesManyNumbersAsNumbers) {
  const TempFolder folder;
  std::string text = "x,id,y\n";
  const std::size_t rows = CompactColumn::kMostTexts + 10;
  for (std::size_t i = 0; i < rows; ++i) {
    text += number_text(static_cast<double>(i) / 8.0) + "," + std::to_string(900000 - 3 * i) + ",1\n";
  }
  const CompactTable table = table_of(folder, text);
  EXPECT_EQ(table.columns[0].profile.kind, ColumnKind::numeric);
  EXPECT_EQ(table.columns[0].profile.distinct, rows);
  EXPECT_EQ(table.columns[0].profile.maximum, static_cast<double>(rows - 1) / 8.0);
  EXPECT_EQ(table.columns[1].profile.kind, ColumnKind::identifier);
}

TEST(CompactTable, KeepsOfLongTextsWhetherTheyAreEqual) {
  const TempFolder folder;
  const std::string one(1'000'000, 'n');
  const CompactTable table = table_of(folder, "note,y\n" + one + ",1\n" + one + "n,2\n" + one + ",3\n");
  const CompactColumn& note = table.columns[0];
  EXPECT_EQ(note.profile.kind, ColumnKind::text);
  EXPECT_EQ(note.cell(0), note.cell(2));
  EXPECT_NE(note.cell(0), note.cell(1));
  for (const std::string& text : note.texts) EXPECT_LT(text.size(), 200u);
}

TEST(CompactTable, TakesMarkersOfNumbersByTheirValue) {
  const TempFolder folder;
  for (const std::size_t different : {20u, 60'000u}) {  // as texts, and as numbers without texts
    std::string text = "x,y\n";
    for (std::size_t i = 0; i < different; ++i) text += std::to_string(i + 1) + ".5,1\n";
    text += "-9,1\n-9.0,1\n";
    auto table = read_compact_table(folder.with("a.csv", text), ',', {});
    ASSERT_TRUE(table) << text_of(table);
    CompactColumn& column = table->columns[0];
    EXPECT_EQ(column.as_numbers, different > 20u);
    column.judge({"-9", "-8"}, true);
    EXPECT_EQ(column.profile.missing, 2u);
    EXPECT_EQ(column.profile.minimum, 1.5);
    EXPECT_EQ(column.profile.markers, std::vector<std::string>{"-9"});
    EXPECT_TRUE(column.is_missing(different) && column.is_missing(different + 1));
    EXPECT_TRUE(std::isnan(column.number(different + 1)));
    EXPECT_EQ(column.number_counts().size(), different);
  }
}

TEST(CompactTable, TellsHowFarItHasRead) {
  const TempFolder folder;
  std::uint64_t last = 0;
  const std::string text = "x,y\n1,2\n3,4\n";
  ASSERT_TRUE(
      read_compact_table(folder.with("a.csv", text), ',', [&](std::uint64_t bytes) { last = bytes; }));
  EXPECT_EQ(last, text.size());
}

TEST(CompactTable, NamesTheRowOfABadTable) {
  const TempFolder folder;
  EXPECT_EQ(text_of(read_compact_table(folder.with("a.csv", "x,y\n1,2\n1\n"), ',')),
            "row 3: has 1 field, the header has 2");
}

}  // namespace
}  // namespace nearside
