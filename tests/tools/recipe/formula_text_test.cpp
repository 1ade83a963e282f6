// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/formula_text.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/fixtures.h"

namespace nearside {
namespace {

/// The operations by name, with the names and numbers that they take.
std::string program(const std::string& expression) {
  const auto parsed = parse_formula(expression, "f");
  if (!parsed) return parsed.error().text();
  std::string text;
  std::size_t input = 0;
  std::size_t number = 0;
  for (const Operation operation : parsed->operations) {
    if (!text.empty()) text += ' ';
    if (operation == Operation::column) {
      text += parsed->names[parsed->inputs[input++]].text;
    } else if (operation == Operation::number) {
      text += number_text(parsed->numbers[number++]);
    } else {
      text += enum_name(operation);
    }
  }
  return text;
}

TEST(ParseFormula, MakesAProgramForAStack) {
  EXPECT_EQ(program("weight_kg / (height_cm / 100) ^ 2"), "weight_kg height_cm 100 divide 2 power divide");
  EXPECT_EQ(program("a+b*c"), "a b c multiply add");
  EXPECT_EQ(program("a ^ b ^ c"), "a b c power power");
  EXPECT_EQ(program("-a ^ 2"), "a 2 power negate");
  EXPECT_EQ(program("a ^ -2"), "a -2 power");
  EXPECT_EQ(program("a - - b"), "a b negate subtract");
  EXPECT_EQ(program("min(a, b, 3)"), "a b min 3 min");
  EXPECT_EQ(program("if(a >= 65 and not b, log(a), 0)"), "a 65 greater_or_equal b not and a log 0 if");
}

TEST(ParseFormula, ChoosesByPairsTheLastOneFirst) {
  EXPECT_EQ(program("if(a, 1, b, 2, c, 3, 4)"), "a 1 b 2 c 3 4 if if if");
  EXPECT_EQ(program("first_known(a, b, 3)"), "a b first_known 3 first_known");
  EXPECT_EQ(
      program("if(a, b, c, d, e, f)").find("f: at character 1: if takes a condition, a value and an else"),
      0u);
  EXPECT_EQ(program("first_known(a)"), "f: at character 1: first_known takes 2 arguments or more, found 1");
}

TEST(ParseFormula, ComparesANameWithAnAnswerInQuotes) {
  const auto parsed = parse_formula("2 * (sex == 'female') + (`smoking now` != 'gave it up')", "f");
  ASSERT_TRUE(parsed) << parsed.error().text();
  ASSERT_EQ(parsed->answers.size(), 2u);
  EXPECT_EQ(parsed->answers[0].text, "female");
  EXPECT_EQ(parsed->answers[0].character, 13u);
  EXPECT_EQ(parsed->answers[0].input, 0u);
  EXPECT_EQ(parsed->answers[0].number, 1u);
  EXPECT_EQ(parsed->answers[1].text, "gave it up");
  EXPECT_EQ(parsed->answers[1].input, 1u);
  EXPECT_EQ(parsed->answers[1].number, 2u);
}

TEST(ParseFormula, TakesQuotesNowhereElse) {
  const std::string only = "an answer in quotes is compared with a name, by == or !=";
  EXPECT_EQ(program("sex < 'female'"), "f: at character 5: " + only);
  EXPECT_EQ(program("sex >= 'female'"), "f: at character 5: " + only);
  EXPECT_EQ(program("a + b == 'female'"), "f: at character 7: " + only);
  EXPECT_EQ(program("2 == 'female'"), "f: at character 3: " + only);
  EXPECT_EQ(program("'female' == sex"), "f: at character 1: expected a number, a name or \"(\", found \"'\"");
  EXPECT_EQ(program("sex == 'female"), "f: at character 8: the quote is not closed");
  EXPECT_EQ(program("if(sex, 'a', 'b')"),
            "f: at character 9: expected a number, a name or \"(\", found \"'\"");
}

TEST(ParseFormula, ReadsNumbers) {
  EXPECT_EQ(program("a * 1e-3"), "a 0.001 multiply");
  EXPECT_EQ(program("a * .5 + 2.E2"), "a 0.5 multiply 200 add");
  EXPECT_EQ(program("a * 1.2.3"), "f: at character 8: expected an operator or the end, found \".\"");
  EXPECT_EQ(program("a * ."), "f: at character 5: \".\" is not a number");
  EXPECT_EQ(program("a * 1e"), "f: at character 5: \"1e\" is not a number");
  EXPECT_EQ(program("a * 1e999"), "f: at character 5: \"1e999\" is not a number");
}

TEST(ParseFormula, TakesAnyNameInBackticks) {
  EXPECT_EQ(program("`Hb A1c (%)` * 2"), "Hb A1c (%) 2 multiply");
  EXPECT_EQ(program("`and` + `2 x`"), "and 2 x add");
  EXPECT_EQ(program("log + 1"), "log 1 add") << "a function's name without a bracket is a column's";
  EXPECT_EQ(program("\xE8\xA1\x80\xE7\xB3\x96 * 18"), "\xE8\xA1\x80\xE7\xB3\x96 18 multiply");
  EXPECT_EQ(program("1 + `a"), "f: at character 5: the backtick is not closed");
}

TEST(ParseFormula, ListsEachNameOnceInTheOrderOfUse) {
  const auto parsed = parse_formula("b * a + b", "f");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->names.size(), 2u);
  EXPECT_EQ(parsed->names[0].text, "b");
  EXPECT_EQ(parsed->names[0].character, 1u);
  EXPECT_EQ(parsed->names[1].text, "a");
  EXPECT_EQ(parsed->names[1].character, 5u);
  EXPECT_EQ(parsed->inputs, (std::vector<std::uint32_t>{0, 1, 0}));
}

TEST(ParseFormula, SaysWhereItGotStuck) {
  EXPECT_EQ(program(""), "f: at character 1: is empty");
  EXPECT_EQ(program("  "), "f: at character 1: is empty");
  EXPECT_EQ(program("3 + 4"), "f: at character 1: uses no column");
  EXPECT_EQ(program("a +"), "f: at character 4: expected a number, a name or \"(\", found the end");
  EXPECT_EQ(program("a + * b"), "f: at character 5: expected a number, a name or \"(\", found \"*\"");
  EXPECT_EQ(program("(a + b"), "f: at character 7: expected \")\", found the end");
  EXPECT_EQ(program("a + b)"), "f: at character 6: expected an operator or the end, found \")\"");
  EXPECT_EQ(program("a b"), "f: at character 3: expected an operator or the end, found \"b\"");
  EXPECT_EQ(program("a && b"), "f: at character 3: expected an operator or the end, found \"&\"");
  EXPECT_EQ(program("a = 1"), "f: at character 3: a comparison is written ==");
  EXPECT_EQ(program("1 < a < 3"), "f: at character 7: comparisons can't be chained; write a < b and b < c");
  EXPECT_EQ(program("a + and"), "f: at character 5: expected a number, a name or \"(\", found \"and\"");
  EXPECT_EQ(program("\xC3\xA4 + + b"), "f: at character 5: expected a number, a name or \"(\", found \"+\"")
      << "characters are counted, not bytes";
}

TEST(ParseFormula, KnowsItsFunctions) {
  EXPECT_EQ(program("sqr(a)"), "f: at character 1: there is no function \"sqr\"; did you mean \"sqrt\"?");
  EXPECT_EQ(
      program("1 + median(a)"),
      "f: at character 5: there is no function \"median\"; known: min, max, abs, log, exp, sqrt, round, "
      "floor, if, first_known");
  EXPECT_EQ(program("log(a, b)"), "f: at character 1: log takes 1 argument, found 2");
  EXPECT_EQ(program("log()"), "f: at character 1: log takes 1 argument, found 0");
  EXPECT_EQ(program("if(a, b)"),
            "f: at character 1: if takes a condition, a value and an else, or more such pairs before the "
            "else, found 2 arguments");
  EXPECT_EQ(program("if(a, b, c, d)"),
            "f: at character 1: if takes a condition, a value and an else, or more such pairs before the "
            "else, found 4 arguments");
  EXPECT_EQ(program("1 + max(a)"), "f: at character 5: max takes 2 arguments or more, found 1");
  EXPECT_EQ(program("max(a,)"), "f: at character 7: expected a number, a name or \"(\", found \")\"");
}

TEST(ParseFormula, IsBounded) {
  const auto repeated = [](const std::string& what, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += what;
    return text;
  };
  EXPECT_EQ(program(repeated(" ", 1000) + "a"), "f: at character 1: is longer than 1,000 bytes");
  EXPECT_EQ(program("a" + repeated("+a", 99)).find("f: "), std::string::npos);
  EXPECT_NE(program("a" + repeated("+a", 100)).find("more than 200 operations"), std::string::npos);
  for (const char* opening : {"(", "-", "not ", "abs(", "a^"}) {
    EXPECT_NE(program(repeated(opening, 150) + "a").find("nested"), std::string::npos) << opening;
  }
  EXPECT_EQ(program(repeated("(", 20) + "a" + repeated(")", 20)), "a");
}

}  // namespace
}  // namespace nearside
