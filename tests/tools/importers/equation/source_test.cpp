// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/source.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tools/importers/equation/written_equation.h"

namespace nearside {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t place = text.find(what);
  EXPECT_NE(place, std::string::npos) << what;
  return place == std::string::npos ? text : text.replace(place, what.size(), by);
}

std::string parsed(const std::string& json) {
  const auto read = parse_equation(json);
  return read ? "ok" : read.error().text();
}

std::string with_example(const std::string& example) {
  WrittenEquation written;
  written.more = R"("examples": [)" + example + "],";
  return parsed(written.text());
}

TEST(EquationSource, IsRead) {
  const auto read = parse_equation(WrittenEquation{}.text());
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->source.id, "small");
  EXPECT_EQ(read->source.version, "1.0.0");
  EXPECT_EQ(read->source.quantities[0].formula, "(age - 60) / 10");
  EXPECT_EQ(read->source.outputs[0].cases[0].terms[0].coefficient, 0.5);
  EXPECT_TRUE(read->examples.empty());
}

TEST(EquationSource, SaysInWhichLineItIsNoJson) {
  EXPECT_NE(parsed("{\n  \"id\": oops\n}").find("line 2"), std::string::npos)
      << parsed("{\n  \"id\": oops\n}");
}

TEST(EquationSource, SuggestsTheFieldThatWasMeant) {
  const std::string text = parsed(replaced(WrittenEquation{}.text(), "\"coefficient\"", "\"coeficient\""));
  EXPECT_NE(text.find("outputs[0].cases[0].terms[0]"), std::string::npos) << text;
  EXPECT_NE(text.find("coefficient"), std::string::npos) << text;
  EXPECT_NE(parsed(replaced(WrittenEquation{}.text(), "\"logistic\"", "\"logistik\""))
                .find("did you mean \"logistic\"?"),
            std::string::npos);
}

TEST(EquationSource, IsOfVersionOne) {
  EXPECT_EQ(
      parsed(replaced(WrittenEquation{}.text(), "\"nearside_equation\": 1", "\"nearside_equation\": 2")),
      "nearside_equation: this Nearside reads version 1, found 2");
}

TEST(EquationSource, HasAnIdThatCanNameAFolder) {
  for (const char* bad : {"", "Small", "a b", "../a", "a_b"}) {
    WrittenEquation written;
    written.id = bad;
    EXPECT_EQ(parsed(written.text()), std::string("id: must be 1 to 100 lower-case letters, digits and "
                                                  "hyphens, found \"") +
                                          bad + "\"");
  }
}

TEST(EquationSource, NamesItsSource) {
  EXPECT_EQ(parsed(replaced(WrittenEquation{}.text(), "\"Invented, table 1\"", "")),
            "card.sources: a published equation needs its source");
}

TEST(EquationSource, ChecksItsPredictorsAndQuestions) {
  EXPECT_EQ(parsed(replaced(WrittenEquation{}.text(), "\"low\": 40", "\"low\": 90")).find("predictors[0]"),
            0u);
  WrittenEquation written;
  written.more = R"("exclusions": [{"id": "age", "question": {"en": "Is it?"}, "refuse_if": true,
                                    "reason": {"en": "So"}}],)";
  EXPECT_EQ(parsed(written.text()).find("exclusions[0]"), 0u) << parsed(written.text());
}

TEST(EquationSource, KeepsTheNameOfTheIssuesColumn) {
  EXPECT_EQ(parsed(replaced(WrittenEquation{}.text(), "\"id\": \"risk\"", "\"id\": \"issues\"")),
            "outputs[0].id: \"issues\" is the name of another column of predictions");
}

TEST(EquationSource, HasNoIdThatASpreadsheetWouldRun) {
  const std::string why =
      ": begins with = + - @, a tab or a line break: a spreadsheet would run it as a formula";
  EXPECT_EQ(parsed(replaced(WrittenEquation{}.text(), "\"id\": \"risk\"", "\"id\": \"@risk\"")),
            "outputs[0].id" + why);
  EXPECT_EQ(parsed(replaced(WrittenEquation{}.text(), "\"id\": \"age\"", "\"id\": \"=age\"")),
            "predictors[0].id" + why);
  WrittenEquation written;
  written.more = R"("exclusions": [{"id": "-dialysis", "question": {"en": "Is it?"}, "refuse_if": true,
                                    "reason": {"en": "So"}}],)";
  EXPECT_EQ(parsed(written.text()), "exclusions[0].id" + why);
}

TEST(EquationSource, ReadsExamples) {
  WrittenEquation written;
  written.more = R"("examples": [{"source": "table 2", "record": {"age": 60, "sex": "male", "stage": "I"},
                                  "expect": {"risk": 0.25}, "within": 0.005}],)";
  const auto read = parse_equation(written.text());
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->examples.size(), 1u);
  EXPECT_EQ(read->examples[0].source, "table 2");
  EXPECT_EQ(read->examples[0].record.size(), 3u);
  EXPECT_EQ(read->examples[0].expect[0].number, 0.25);
  EXPECT_EQ(read->examples[0].within, 0.005);
}

TEST(EquationSource, RefusesExamplesThatLackAFieldOrHaveAnother) {
  EXPECT_EQ(with_example(R"({"source": "a", "record": {"age": 60}, "expect": {"risk": 1}})"),
            "examples[0]: field \"within\" is missing");
  EXPECT_EQ(with_example(R"({"source": "a", "record": {"age": 60}, "expect": {"risk": 1}, "within": 1,
                             "note": "b"})"),
            "examples[0]: \"note\" is not known");
  EXPECT_EQ(with_example(R"({"source": 1, "record": {"age": 60}, "expect": {"risk": 1}, "within": 1})"),
            "examples[0].source: must be a text");
  EXPECT_EQ(with_example(R"({"source": "a", "record": {"age": 60}, "expect": {"risk": 1}, "within": -1})"),
            "examples[0].within: must be a number from 0");
  EXPECT_EQ(with_example(R"({"source": "a", "record": {}, "expect": {"risk": 1}, "within": 1})"),
            "examples[0].record: must be an object with a value a name");
  EXPECT_EQ(with_example(R"({"source": "a", "record": {"age": [60]}, "expect": {"risk": 1}, "within": 1})"),
            "examples[0].record.age: must be a number, a text, true or false");
  EXPECT_EQ(with_example("7"), "examples[0]: must be an object");
  WrittenEquation written;
  written.more = R"("examples": {},)";
  EXPECT_EQ(parsed(written.text()), "examples: must be a list");
}

}  // namespace
}  // namespace nearside
