// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace nearside {
namespace {

using Fields = std::vector<std::string>;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

struct Row {
  std::uint64_t number;
  std::uint64_t line;
  std::string raw;
  Fields fields;
  bool operator==(const Row&) const = default;
};

struct Outcome {
  std::vector<Row> rows;
  std::string error;  // its text; empty if all went well
  std::string line_ending;
  bool had_bom = false;
  bool operator==(const Outcome&) const = default;
};

CsvParser::Sink into(std::vector<Row>& rows) {
  return [&rows](const CsvRow& row) {
    rows.push_back(
        {row.number, row.line, std::string(row.raw), Fields(row.fields.begin(), row.fields.end())});
    return Status();
  };
}

Outcome read_pieces(const std::vector<std::string>& pieces, char delimiter = ',') {
  Outcome outcome;
  CsvParser parser(into(outcome.rows), delimiter);
  Status status;
  // Each piece is freed after it was fed, so that the sanitizers catch a view that outlived it.
  for (const std::string& piece : pieces) status = parser.feed(std::string(piece));
  status = parser.finish();
  if (!status) outcome.error = status.error().text();
  outcome.line_ending = parser.line_ending();
  outcome.had_bom = parser.had_bom();
  return outcome;
}

Outcome read(std::string_view text, char delimiter = ',') {
  return read_pieces({std::string(text)}, delimiter);
}

std::vector<Fields> fields_of(std::string_view text, char delimiter = ',') {
  const Outcome outcome = read(text, delimiter);
  EXPECT_EQ(outcome.error, "");
  std::vector<Fields> all;
  for (const Row& row : outcome.rows) all.push_back(row.fields);
  return all;
}

void ExpectRefused(std::string_view text, std::string_view path, const std::vector<std::string>& key_words,
                   char delimiter = ',') {
  std::vector<Row> rows;
  const Status status = read_csv_text(text, into(rows), delimiter);
  ASSERT_FALSE(status) << "accepted: " << text.substr(0, 200);
  EXPECT_EQ(status.error().code, ErrorCode::bad_csv);
  EXPECT_EQ(status.error().path, path);
  for (const std::string& words : key_words) {
    EXPECT_NE(status.error().message.find(words), std::string::npos)
        << "\"" << words << "\" not in: " << status.error().message;
  }
}

// What is accepted.

TEST(Csv, DeliversHeaderAndRowsInOrder) {
  const Outcome outcome = read("age,sex\n61,f\n72,m\n");
  EXPECT_EQ(outcome.error, "");
  const std::vector<Row> expected = {
      {1, 1, "age,sex", {"age", "sex"}}, {2, 2, "61,f", {"61", "f"}}, {3, 3, "72,m", {"72", "m"}}};
  EXPECT_EQ(outcome.rows, expected);
}

TEST(Csv, DeliversALastRowWithoutLineEnding) {
  EXPECT_EQ(fields_of("a,b\n1,2"), (std::vector<Fields>{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(fields_of("a,b\n1,"), (std::vector<Fields>{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(fields_of("a,b\n1,\"2\""), (std::vector<Fields>{{"a", "b"}, {"1", "2"}}));
}

TEST(Csv, AcceptsAHeaderAlone) {
  EXPECT_EQ(fields_of("a,b"), (std::vector<Fields>{{"a", "b"}}));
}

TEST(Csv, KeepsEmptyFieldsAndSpaces) {
  EXPECT_EQ(fields_of("a,b,c\n,,\n 1 ,\"\", \n"),
            (std::vector<Fields>{{"a", "b", "c"}, {"", "", ""}, {" 1 ", "", " "}}));
}

TEST(Csv, UnquotesDelimitersQuotesAndLineBreaks) {
  EXPECT_EQ(fields_of("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"1\r\n2\n3\r4\",\"\"\"\"\n"),
            (std::vector<Fields>{{"a", "b"}, {"x,y", "say \"hi\""}, {"1\r\n2\n3\r4", "\""}}));
}

TEST(Csv, CountsRecordsAndLinesApart) {
  const Outcome outcome = read("a,b\n\"1\n1\n1\",2\n3,4\n");
  ASSERT_EQ(outcome.rows.size(), 3U);
  EXPECT_EQ(outcome.rows[1].line, 2U);
  EXPECT_EQ(outcome.rows[2].number, 3U);
  EXPECT_EQ(outcome.rows[2].line, 5U);
}

TEST(Csv, ReturnsRawVerbatim) {
  const Outcome outcome = read(std::string(kBom) + "\"a\",b\r\n\"x \"\"y\"\"\r\nz\", 2 \r\n");
  ASSERT_EQ(outcome.rows.size(), 2U);
  EXPECT_EQ(outcome.rows[0].raw, "\"a\",b");
  EXPECT_EQ(outcome.rows[1].raw, "\"x \"\"y\"\"\r\nz\", 2 ");
}

TEST(Csv, ReportsTheFirstLineEnding) {
  EXPECT_EQ(read("a,b\r\n1,2\r\n").line_ending, "\r\n");
  EXPECT_EQ(read("\"a\r\n\",b\n1,2\r\n").line_ending, "\n");
  EXPECT_EQ(read("a,b").line_ending, "\n");
}

TEST(Csv, ReadsMixedLineEndings) {
  EXPECT_EQ(fields_of("a,b\r\n1,2\n3,\r\n"), (std::vector<Fields>{{"a", "b"}, {"1", "2"}, {"3", ""}}));
}

TEST(Csv, SkipsAByteOrderMark) {
  const Outcome outcome = read(std::string(kBom) + "a,b\n1,2\n");
  EXPECT_TRUE(outcome.had_bom);
  EXPECT_EQ(outcome.rows[0].fields, (Fields{"a", "b"}));
  EXPECT_FALSE(read("a,b\n").had_bom);
}

TEST(Csv, ReadsTextsShorterThanAByteOrderMark) {
  EXPECT_EQ(fields_of("a"), (std::vector<Fields>{{"a"}}));
  EXPECT_EQ(fields_of("a\n"), (std::vector<Fields>{{"a"}}));
}

TEST(Csv, AcceptsBlankLinesAtTheEnd) {
  EXPECT_EQ(fields_of("a,b\n1,2\n\n\r\n\n"), (std::vector<Fields>{{"a", "b"}, {"1", "2"}}));
}

TEST(Csv, ReadsABlankLineOfAOneColumnTableAsAnEmptyValue) {
  EXPECT_EQ(fields_of("a\n1\n\n2\r\n\r\n"), (std::vector<Fields>{{"a"}, {"1"}, {""}, {"2"}, {""}}));
}

TEST(Csv, AcceptsTheUnnamedFirstColumnThatRWrites) {
  EXPECT_EQ(fields_of("\"\",\"age\"\n\"1\",61\n"), (std::vector<Fields>{{"", "age"}, {"1", "61"}}));
  EXPECT_EQ(fields_of(",age\n1,61\n"), (std::vector<Fields>{{"", "age"}, {"1", "61"}}));
}

TEST(Csv, ReadsOtherDelimiters) {
  EXPECT_EQ(fields_of("a;b\n1,5;\"2;3\"\n", ';'), (std::vector<Fields>{{"a", "b"}, {"1,5", "2;3"}}));
  EXPECT_EQ(fields_of("a\tb\n1\t\n", '\t'), (std::vector<Fields>{{"a", "b"}, {"1", ""}}));
}

TEST(Csv, AcceptsUtf8OfEveryLength) {
  // The first and last character of each row of the Unicode standard's table of well-formed sequences.
  for (const std::string_view good :
       {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xE0\xBF\xBF", "\xE1\x80\x80", "\xEC\xBF\xBF",
        "\xED\x80\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF0\xBF\xBF\xBF", "\xF1\x80\x80\x80", "\xF3\xBF\xBF\xBF", "\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    const std::string text = std::string(good) + "long enough for a word" + std::string(good);
    EXPECT_EQ(fields_of("a,b\n" + text + "," + text + "\n")[1], (Fields{text, text}));
  }
}

TEST(Csv, DeliversAFieldThatIsTooLongToBeUsed) {
  for (const char c : {'x', '"', '\n', ','}) {
    const std::string text(1'000'000, c);
    EXPECT_EQ(fields_of("a,b,c\n1," + csv_field(text) + ",3\n4,5,6\n"),
              (std::vector<Fields>{{"a", "b", "c"}, {"1", text, "3"}, {"4", "5", "6"}}));
  }
}

TEST(Csv, AcceptsARecordOfExactlyTheLimit) {
  const std::string text(kMaxRecordBytes - 2, 'x');
  EXPECT_EQ(fields_of("a,b\n1," + text + "\r\n")[1], (Fields{"1", text}));
  EXPECT_EQ(fields_of("a,b\n1," + text)[1], (Fields{"1", text}));
  const std::string quotes(kMaxRecordBytes / 2 - 2, '"');
  EXPECT_EQ(fields_of("a,b\n" + csv_field(quotes) + ",2\n")[1], (Fields{quotes, "2"}));
}

TEST(Csv, AcceptsExactlyTheMostColumns) {
  std::string header = "c1";
  for (std::size_t i = 2; i <= kMaxColumns; ++i) header += ",c" + std::to_string(i);
  EXPECT_EQ(fields_of(header)[0].size(), kMaxColumns);
}

// What is refused.

TEST(Csv, RefusesRaggedRows) {
  ExpectRefused("a,b,c\n1,2,3\n1,2\n", "row 3", {"has 2 fields, the header has 3"});
  ExpectRefused("a,b,c\n1\n", "row 2", {"has 1 field, the header has 3"});
  ExpectRefused("a,b\n1,2,3", "row 2", {"has 3 fields, the header has 2"});
}

TEST(Csv, RefusesAQuoteLeftOpenAndSaysWhereItWasOpened) {
  ExpectRefused("a,b\n\"1\n1\",2\n3,\"x\ny,z\n", "row 3, column 2 (b)",
                {"opened in row 3 on line 4", "open"});
  ExpectRefused("\"a", "row 1, column 1", {"opened in row 1 on line 1"});
}

TEST(Csv, RefusesAQuoteInTheMiddleOfAnUnquotedField) {
  ExpectRefused("height,b\n5'6\",2\n", "row 2, column 1 (height)", {"quote in the middle", "doubled"});
  ExpectRefused("a,b\n1, \"2\"\n", "row 2, column 2 (b)", {"quote in the middle"});
}

TEST(Csv, RefusesTextAfterAClosingQuote) {
  ExpectRefused("a,b\n\"1\"x,2\n", "row 2, column 1 (a)", {"'x' after the closing quote", "expected ','"});
  ExpectRefused("a,b\n1,\"2\" \n", "row 2, column 2 (b)", {"a space after the closing quote"});
  ExpectRefused("a,b\n1,\"2\"\xC3\xA9\n", "row 2, column 2 (b)", {"byte 0xC3 after the closing quote"});
}

TEST(Csv, RefusesNulBytes) {
  const std::string nul(1, '\0');
  ExpectRefused("a,b\n1," + nul + "\n", "row 2, column 2 (b)", {"NUL byte", "UTF-8"});
  ExpectRefused("a,b\n1,\"x" + nul + "\"\n", "row 2, column 2 (b)", {"NUL byte"});
  ExpectRefused("a,b\n1,\"x\"" + nul + "\n", "row 2, column 2 (b)", {"NUL byte"});
}

TEST(Csv, RefusesInvalidUtf8) {
  struct Case {
    std::string_view what, bytes;
  };
  for (const Case& bad :
       {Case{"Latin-1", "\xE9t\xE9"}, Case{"a continuation alone", "\x80"},
        Case{"overlong, two bytes", "\xC0\xAF"}, Case{"overlong, two bytes", "\xC1\xBF"},
        Case{"overlong, three bytes", "\xE0\x9F\xBF"}, Case{"a surrogate", "\xED\xA0\x80"},
        Case{"overlong, four bytes", "\xF0\x8F\xBF\xBF"}, Case{"too high", "\xF4\x90\x80\x80"},
        Case{"no such lead byte", "\xF5\x80\x80\x80"}, Case{"no such byte", "\xFF"},
        Case{"truncated", "\xC3"}, Case{"truncated", "\xE2\x82"}, Case{"truncated", "\xF0\x9F\x98"},
        Case{"third byte wrong", "\xE2\x82\x41"}}) {
    SCOPED_TRACE(bad.what);
    const std::string first(1, "0123456789ABCDEF"[static_cast<unsigned char>(bad.bytes[0]) >> 4]);
    const std::string bytes(bad.bytes);
    ExpectRefused("a,b\n1,plain text " + bytes + "\n", "row 2, column 2 (b)", {"byte 0x" + first, "UTF-8"});
    ExpectRefused("a,b\n\"" + bytes + "\",\xC3\xA9\n", "row 2, column 1 (a)", {"byte 0x" + first});
    ExpectRefused("a,b\n1," + bytes, "row 2, column 2 (b)", {"byte 0x" + first});
  }
}

TEST(Csv, RefusesInvalidUtf8InTheHeader) {
  ExpectRefused(
      "a,gl\xFC"
      "cose\n1,2\n",
      "row 1, column 2", {"byte 0xFC", "CSV UTF-8"});
}

TEST(Csv, RefusesUtf16WithASentenceOfItsOwn) {
  ExpectRefused(std::string_view("\xFF\xFE"
                                 "a\0,\0b\0",
                                 8),
                "row 1", {"UTF-16", "UTF-8"});
  ExpectRefused(std::string_view("\xFE\xFF\0a", 4), "row 1", {"UTF-16"});
  ExpectRefused("\xFF\xFE", "row 1", {"UTF-16"});
}

TEST(Csv, RefusesARecordOfOneByteMoreThanTheLimit) {
  const std::string text(kMaxRecordBytes - 1, 'x');
  ExpectRefused("a,b\n1," + text + "\n", "row 2, column 2 (b)", {"longer than 16777216 bytes"});
  ExpectRefused("a,b\n" + text + ",1\n", "row 2, column 2 (b)", {"longer than 16777216 bytes"});
  ExpectRefused("a,b\n1,\"" + text.substr(2) + "\"\n", "row 2, column 2 (b)", {"longer than 16777216 bytes"});
  ExpectRefused(text + "x\r\n1", "row 1, column 1", {"has a name of more than 65536 bytes"});
  ExpectRefused(text + "xx", "row 1, column 1", {"longer than 16777216 bytes"});
}

TEST(Csv, RefusesAQuoteThatSwallowsALongTableAndSaysWhereItWasOpened) {
  std::string rows;
  while (rows.size() <= kMaxRecordBytes) rows += "5,a row of many\n";
  ExpectRefused("a,b\n1,2\n3,\"x\n" + rows, "row 3, column 2 (b)",
                {"longer than 16777216 bytes", "quote opened on line 3 never closed?"});
}

TEST(Csv, RefusesALongRecordBeforeItsEndIsSeen) {
  std::vector<Row> rows;
  CsvParser parser(into(rows));
  ASSERT_TRUE(parser.feed("a,b\n1,"));
  ASSERT_TRUE(parser.feed(std::string(kMaxRecordBytes - 2, 'x')));
  EXPECT_FALSE(parser.feed("x"));
}

TEST(Csv, RefusesALongNameOfAColumn) {
  const std::string longest(kMaxFieldBytes, 'x');
  EXPECT_EQ(fields_of("a," + longest + "\n1,2\n")[0], (Fields{"a", longest}));
  ExpectRefused("a," + longest + "x\n1,2\n", "row 1, column 2", {"name of more than 65536 bytes"});
}

TEST(Csv, RefusesTooManyColumns) {
  ExpectRefused(std::string(kMaxColumns, ','), "row 1", {"more than 10000 columns"});
  ExpectRefused("a,b\n" + std::string(kMaxColumns, ','), "row 2", {"more than 10000 columns"});
}

TEST(Csv, RefusesEmptyInput) {
  ExpectRefused("", "row 1", {"empty", "header"});
  ExpectRefused(kBom, "row 1", {"empty", "header"});
}

TEST(Csv, RefusesABlankHeader) {
  ExpectRefused("\n", "row 1", {"is empty", "names of the columns"});
  ExpectRefused("\r\na,b\n", "row 1", {"is empty", "names of the columns"});
}

TEST(Csv, RefusesBlankLinesBetweenRows) {
  ExpectRefused("a,b\n1,2\n\n\n3,4\n", "row 3", {"is empty", "end"});
  ExpectRefused("a,b\r\n\r\n\"note", "row 2", {"is empty"});
}

TEST(Csv, RefusesDuplicateColumnNames) {
  ExpectRefused("age,sex,\"age\"\n", "row 1, column 3", {"\"age\"", "as column 1 has"});
}

TEST(Csv, RefusesAnUnnamedColumnAfterTheFirst) {
  ExpectRefused("a,,c\n", "row 1, column 2", {"has no name", "first"});
  ExpectRefused("a,b,\n", "row 1, column 3", {"has no name"});
  ExpectRefused(",\n", "row 1, column 2", {"has no name"});
}

TEST(Csv, SuggestsTheDelimiterThatWasMeant) {
  ExpectRefused("age;sex\n61;f\n", "row 1, column 1", {"only column", "choose ';' as the delimiter"});
  ExpectRefused("age\tsex\n61\tf\n", "row 1, column 1", {"only column", "choose a tab as the delimiter"});
  ExpectRefused("\"age\";\"sex\"\n61;f\n", "row 1, column 1", {"choose ';' as the delimiter"});
}

TEST(Csv, RefusesOldMacLineEndings) {
  ExpectRefused("a,b\r1,2\r", "row 1, column 2", {"old Mac line ending", "expected LF or CRLF"});
  ExpectRefused("a,b\n1,2\r", "row 2, column 2 (b)", {"old Mac line ending"});
  ExpectRefused("a,b\n1,\"2\"\r\r\n", "row 2, column 2 (b)", {"old Mac line ending"});
  ExpectRefused("a,b\n1,2\r,\n", "row 2, column 2 (b)", {"old Mac line ending"});
}

TEST(Csv, RefusesADelimiterThatMeansSomethingElse) {
  for (const char delimiter : {'"', '\n', '\r', '\0', '\xE9', '.', '+', '-', '0', '7', 'e', 'Z'}) {
    ExpectRefused("a,b\n", "", {"can't be the delimiter"}, delimiter);
  }
}

TEST(Csv, ShortensLongNamesInPathsBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 39; ++i) name += 'n';
  ExpectRefused("a,\"" + name + "\xC3\xA9 and more\"\n1,2\"\n", "row 2, column 2 (" + name + "...)",
                {"quote"});
  ExpectRefused("\"two\nlines\",b\n1\",2\n", "row 2, column 1 (two lines)", {"quote"});
  ExpectRefused(",b\n1\",2\n", "row 2, column 1", {"quote"});
}

// How it behaves.

TEST(Csv, ReturnsTheSinksErrorUnchangedAndStaysStopped) {
  int calls = 0;
  CsvParser parser([&calls](const CsvRow& row) -> Status {
    ++calls;
    if (row.number == 2) return Error{ErrorCode::bad_data, "age", "not a number"};
    return {};
  });
  for (const Status& status : {parser.feed("age,b\nx,1\n2,2\n"), parser.feed("3,3\n"), parser.finish()}) {
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::bad_data);
    EXPECT_EQ(status.error().text(), "age: not a number");
  }
  EXPECT_EQ(calls, 2);
}

TEST(Csv, StaysStoppedAfterItsOwnError) {
  std::vector<Row> rows;
  CsvParser parser(into(rows));
  EXPECT_FALSE(parser.feed("a,b\n1\n"));
  EXPECT_FALSE(parser.feed("1,2\n"));
  const Status status = parser.finish();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().path, "row 2");
  EXPECT_EQ(rows.size(), 1U);
}

TEST(Csv, RefusesTextAfterItsEnd) {
  std::vector<Row> rows;
  CsvParser parser(into(rows));
  ASSERT_TRUE(parser.feed("a,b\n1,2"));
  ASSERT_TRUE(parser.finish());
  ASSERT_TRUE(parser.finish());
  EXPECT_EQ(rows.size(), 2U);
  EXPECT_FALSE(parser.feed("3\n"));
}

TEST(Csv, DeliversRowsAsSoonAsTheyEnd) {
  std::vector<Row> rows;
  CsvParser parser(into(rows));
  ASSERT_TRUE(parser.feed("a,b\n1,"));
  EXPECT_EQ(rows.size(), 1U);
  ASSERT_TRUE(parser.feed("2\n"));
  EXPECT_EQ(rows.size(), 2U);
}

TEST(Csv, GivesTheSameRowsAndErrorHoweverTheTextIsCut) {
  const std::string nul(1, '\0');
  const std::string good = std::string(kBom) +
                           "\"na\"\"me\",caf\xC3\xA9,\"c\r\nd\"\r\n"
                           "\"say \"\"hi\"\"\",,\"\"\r\n\"\xF0\x9F\x98\x80\n\",\"\"\"\",x\n1,2,3\r\n\r\n\n";
  const std::string head = "a,b\r\n1,\"2\"\n";
  for (const std::string& text :
       {good, good + "late,row,x\n", good.substr(0, good.size() - 5), std::string(kBom),
        std::string("\xFF\xFE"
                    "a"),
        std::string("x\n\n\"\"\n1"), head + "\n\r\n", head + "\n\r\n\r", head + "\"1\n", head + "1\"",
        head + "\"1\"x", head + "1\r,2", head + "1," + nul, head + "1,\xE2\x82\n", head + "1,2,3\n4\n",
        std::string("\xEF\xBB")}) {
    const Outcome whole = read(text);
    std::vector<std::string> bytes;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      EXPECT_EQ(read_pieces({text.substr(0, cut), text.substr(cut)}), whole) << "cut at " << cut;
      if (cut < text.size()) bytes.push_back(text.substr(cut, 1));
    }
    EXPECT_EQ(read_pieces(bytes), whole);
  }
  EXPECT_EQ(read(good).error, "");
  EXPECT_EQ(read(good).rows.size(), 4U);
}

TEST(Csv, RefusesLongRecordsAtTheSameByteHoweverTheTextIsCut) {
  const auto error_of = [](std::string_view first, std::string_view second) {
    CsvParser parser([](const CsvRow&) { return Status(); });
    (void)parser.feed(first);
    (void)parser.feed(second);
    const Status status = parser.finish();
    return status ? std::string() : status.error().text();
  };
  for (const char c : {'x', '\n'}) {
    for (const std::string end : {"\"\n", "\"\r\n", ""}) {
      for (std::size_t more = 0; more < 2; ++more) {
        const std::string text = "a,b\n1,\"" + std::string(kMaxRecordBytes - 4 + more, c) + end;
        const std::string_view view = text;
        const std::string whole = error_of(view, "");
        EXPECT_EQ(whole.empty(), more == 0 && !end.empty());
        for (std::size_t cut = view.size() - 3; cut < view.size(); ++cut) {
          EXPECT_EQ(error_of(view.substr(0, cut), view.substr(cut)), whole) << "cut at " << cut;
        }
      }
    }
  }
}

TEST(CsvField, QuotesOnlyWhenNeeded) {
  EXPECT_EQ(csv_field(""), "");
  EXPECT_EQ(csv_field(" plain; text "), " plain; text ");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
  EXPECT_EQ(csv_field("a\rb"), "\"a\rb\"");
  EXPECT_EQ(csv_field("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(csv_field("a,b", ';'), "a,b");
}

TEST(CsvField, ReadsBackAsItWasWritten) {
  const Fields values = {"",     " ",    "x",  ",",  ";",    "\"",
                         "\"\"", "a\"b", "\n", "\r", "\r\n", "caf\xC3\xA9, \"noir\"\n"};
  for (const char delimiter : {',', ';', '\t'}) {
    const std::string d(1, delimiter);
    for (const std::string& one : values) {
      for (const std::string& two : values) {
        const std::string text =
            "a" + d + "b\n" + csv_field(one, delimiter) + d + csv_field(two, delimiter) + "\n";
        EXPECT_EQ(fields_of(text, delimiter)[1], (Fields{one, two}));
      }
    }
  }
}

}  // namespace
}  // namespace nearside
