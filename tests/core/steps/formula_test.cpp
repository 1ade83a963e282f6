// SPDX-License-Identifier: Apache-2.0
#include "core/steps/formula.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/steps/step.h"
#include "tests/core/builders.h"
#include "tools/recipe/formula_text.h"

namespace nearside {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

/// a: may be missing; b, c: complete; d: a category.
Columns columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 0, false}, {"d", 3, 3, false}};
}

/// The formula over columns a, b, c as the tool would make it.
Formula formula(const std::string& expression) {
  const auto parsed = parse_formula(expression, "formula");
  EXPECT_TRUE(parsed) << parsed.error().text();
  if (!parsed) return {};
  Formula made;
  made.name = "new";
  made.expression = expression;
  made.operations = parsed->operations;
  made.numbers = parsed->numbers;
  const std::string letters = "abc";
  for (char letter : letters) {
    for (const auto& name : parsed->names) {
      if (name.text[0] == letter) made.columns.push_back(static_cast<std::uint32_t>(letter - 'a'));
    }
  }
  for (const std::uint32_t input : parsed->inputs) {
    const auto column = static_cast<std::uint32_t>(parsed->names[input].text[0] - 'a');
    std::uint32_t place = 0;
    while (made.columns[place] != column) ++place;
    made.inputs.push_back(place);
  }
  return made;
}

double value(const std::string& expression, double a, double b = 0.0, double c = 0.0) {
  const Formula step = formula(expression);
  const auto out = step.columns_out(columns(), "s");
  EXPECT_TRUE(out) << expression << ": " << out.error().text();
  std::vector<double> next(5, -99.0);
  step.apply(std::vector<double>{a, b, c, 1.0}, next);
  return next[4];
}

bool may_be_missing(const std::string& expression) {
  const auto out = formula(expression).columns_out(columns(), "s");
  EXPECT_TRUE(out) << expression << ": " << out.error().text();
  return out && out->back().may_be_missing;
}

TEST(Formula, AppendsItsColumn) {
  const Formula step = formula("b / (c / 100) ^ 2");
  const auto out = columns_out(step, columns(), "s");
  ASSERT_TRUE(out);
  ASSERT_EQ(out->size(), 5u);
  EXPECT_EQ(out->back().name, "new");
  EXPECT_EQ(out->back().predictor, kCreated);
  EXPECT_EQ(out->back().levels, 0u);
  std::vector<double> next(5);
  apply(step, std::vector<double>{kNaN, 81, 150, 2}, next);
  ExpectSameBits(next, std::vector<double>{kNaN, 81, 150, 2, 36});
}

TEST(Formula, ComputesByTheUsualPrecedence) {
  EXPECT_EQ(value("a + b * c", 1, 2, 3), 7);
  EXPECT_EQ(value("(a + b) * c", 1, 2, 3), 9);
  EXPECT_EQ(value("a - b - c", 1, 2, 3), -4);
  EXPECT_EQ(value("a / b / c", 12, 2, 3), 2);
  EXPECT_EQ(value("a ^ b ^ c", 2, 3, 2), 512) << "from the right";
  EXPECT_EQ(value("-a ^ 2", 3), -9) << "the power before the sign";
  EXPECT_EQ(value("a ^ -1", 4), 0.25);
  EXPECT_EQ(value("2 * -a", 4), -8);
  EXPECT_EQ(value("a - -b", 4, 1), 5);
  EXPECT_EQ(value("1 + a < b * 2", 1, 2), 1) << "sums before comparisons";
  EXPECT_EQ(value("not a < b", 1, 2), 0) << "comparisons before not";
  EXPECT_EQ(value("not a or b", 1, 1), 1) << "not before or";
  EXPECT_EQ(value("a or b and c", 1, 0, 0), 1) << "and before or";
  EXPECT_EQ(value("(a or b) and c", 1, 0, 0), 0);
}

TEST(Formula, ComparesToOneOrZero) {
  const char* signs[] = {"<", "<=", ">", ">=", "==", "!="};
  const double below[] = {1, 1, 0, 0, 0, 1};
  const double same[] = {0, 1, 0, 1, 1, 0};
  const double above[] = {0, 0, 1, 1, 0, 1};
  for (std::size_t i = 0; i < 6; ++i) {
    const std::string expression = std::string("a ") + signs[i] + " b";
    EXPECT_EQ(value(expression, 1, 2), below[i]) << expression;
    EXPECT_EQ(value(expression, 2, 2), same[i]) << expression;
    EXPECT_EQ(value(expression, 3, 2), above[i]) << expression;
  }
}

TEST(Formula, TakesWhatIsNotZeroForTrue) {
  EXPECT_EQ(value("a and b", 2, -1), 1);
  EXPECT_EQ(value("a and b", 2, 0), 0);
  EXPECT_EQ(value("a or b", 0, 0), 0);
  EXPECT_EQ(value("a or b", 0, 0.5), 1);
  EXPECT_EQ(value("not a", 0), 1);
  EXPECT_EQ(value("not a", -3), 0);
}

TEST(Formula, HasItsFunctions) {
  EXPECT_EQ(value("min(a, b, c)", 3, 1, 2), 1);
  EXPECT_EQ(value("max(a, b, c)", 1, 3, 2), 3);
  EXPECT_EQ(value("abs(a)", -2.5), 2.5);
  EXPECT_EQ(value("sqrt(a)", 6.25), 2.5);
  EXPECT_EQ(value("exp(a)", 0), 1);
  EXPECT_EQ(value("log(a)", 1), 0);
  EXPECT_EQ(value("log(exp(a))", 2), 2);
  EXPECT_EQ(value("floor(a)", -2.5), -3);
  EXPECT_EQ(value("round(a)", 2.5), 3) << "a half away from 0";
  EXPECT_EQ(value("round(a)", -2.5), -3);
  EXPECT_EQ(value("round(a)", 2.4), 2);
  EXPECT_EQ(value("if(a > 1, b, c)", 2, 10, 20), 10);
  EXPECT_EQ(value("if(a > 1, b, c)", 1, 10, 20), 20);
}

TEST(Formula, RaisesToPowers) {
  EXPECT_EQ(value("a ^ 3", -2), -8);
  EXPECT_EQ(value("a ^ 0", 0), 1);
  EXPECT_EQ(value("a ^ 10", 2), 1024);
  EXPECT_EQ(value("a ^ -2", -2), 0.25);
  EXPECT_EQ(value("a ^ 0.5", 0), 0);
  EXPECT_EQ(value("a ^ b", 1, 0.3), 1);
  // Against the C library, over bases and powers that occur: exp and log are each under 1 ulp, and the error
  // of the logarithm is multiplied by |b log a|, here up to 21.
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const double a = 1000.0 * random.uniform() + 1e-3;
    const double b = 6.0 * random.uniform() - 3.0;
    const double expected = std::pow(a, b);
    EXPECT_NEAR(value("a ^ b", a, b) / expected, 1.0, 25 * 2.3e-16) << a << " ^ " << b;
  }
}

TEST(Formula, IsMissingWhereAnArgumentIs) {
  for (const char* expression :
       {"a + b",   "b - a",    "a * b",     "b / a",       "a ^ b",   "b ^ a",   "-a",
        "a < b",   "b >= a",   "a == b",    "a != b",      "a and b", "b and a", "a or b",
        "b or a",  "not a",    "min(a, b)", "max(b, a)",   "abs(a)",  "log(a)",  "exp(a)",
        "sqrt(a)", "round(a)", "floor(a)",  "if(a, b, c)", "a ^ 0",   "a * 0"}) {
    ExpectSameBits(value(expression, kNaN, 1, 2), kNaN);
    EXPECT_TRUE(may_be_missing(expression)) << expression;
  }
}

TEST(Formula, DoesNotMissWhatIfDidNotChoose) {
  EXPECT_EQ(value("if(b, c, a)", kNaN, 1, 7), 7);
  EXPECT_EQ(value("if(b, a, c)", kNaN, 0, 7), 7);
  ExpectSameBits(value("if(b, a, c)", kNaN, 1, 7), kNaN);
  EXPECT_EQ(value("if(c == 0, 0, b / c)", 0, 1, 0), 0);
}

TEST(Formula, TakesTheFirstThatIsKnown) {
  EXPECT_EQ(value("first_known(a, b)", 1, 2), 1);
  EXPECT_EQ(value("first_known(a, b)", kNaN, 2), 2);
  EXPECT_EQ(value("first_known(a, a, c)", kNaN, 2, 3), 3);
  EXPECT_EQ(value("first_known(log(b), c)", 0, -1, 3), 3) << "also where a result is missing";
  EXPECT_EQ(value("first_known(a, 7) * b", kNaN, 2), 14);
  EXPECT_EQ(value("first_known(a, b)", 0, 2), 0) << "0 is known";
  ExpectSameBits(value("first_known(a, log(b))", kNaN, -1), kNaN);
}

TEST(Formula, ChoosesTheFirstConditionThatHolds) {
  const std::string bands = "if(a < 1, 10, a < 2, 20, a < 3, 30, 40)";
  EXPECT_EQ(value(bands, 0.5), 10);
  EXPECT_EQ(value(bands, 1), 20);
  EXPECT_EQ(value(bands, 2), 30);
  EXPECT_EQ(value(bands, 3), 40);
  ExpectSameBits(value(bands, kNaN), kNaN);
}

// What is decided before a missing condition stays decided.
TEST(Formula, MissesAConditionOnlyWhereItDecides) {
  const std::string bands = "if(b, 1, a, 2, c, 3, 4)";
  EXPECT_EQ(value(bands, kNaN, 1, 0), 1);
  ExpectSameBits(value(bands, kNaN, 0, 1), kNaN);
  EXPECT_EQ(value(bands, 0, 0, 0), 4);
}

TEST(Formula, IsMissingWhereThereIsNoResult) {
  ExpectSameBits(value("b / a", 0, 1), kNaN);
  ExpectSameBits(value("a / a", 0), kNaN);
  ExpectSameBits(value("log(a)", 0), kNaN);
  ExpectSameBits(value("log(a)", -1), kNaN);
  ExpectSameBits(value("sqrt(a)", -1e-300), kNaN);
  ExpectSameBits(value("a ^ -1", 0), kNaN);
  ExpectSameBits(value("a ^ 0.5", -8), kNaN);
  ExpectSameBits(value("1 / (1 / a)", 0), kNaN);  // and stays missing
}

TEST(Formula, CapsWhatIsTooLarge) {
  EXPECT_EQ(value("exp(a)", 1000), kLargest);
  EXPECT_EQ(value("a * b", 1e200, -1e200), -kLargest);
  EXPECT_EQ(value("a + b", kLargest, kLargest), kLargest);
  EXPECT_EQ(value("a ^ 3", -1e200), -kLargest);
  EXPECT_EQ(value("a ^ 0.5 ^ -20", 1e10), kLargest);
  EXPECT_EQ(value("a / b", 1, 1e-320), kLargest);
  EXPECT_EQ(value("a ^ -3", 1e-200), kLargest);
  EXPECT_EQ(value("a * b - a * b", 1e200, 1e200), 0);
}

TEST(Formula, SaysWhetherItMayBeMissing) {
  for (const char* expression : {"b + c", "b * c - 3", "b / 100", "b ^ 2", "b < c", "exp(b)", "if(b, c, 1)",
                                 "min(b, c)", "not b", "floor(-b)"}) {
    EXPECT_FALSE(may_be_missing(expression)) << expression;
  }
  for (const char* expression : {"a + b", "b / c", "log(b)", "sqrt(b)", "b ^ c", "b ^ 0.5", "b ^ -1", "b / 0",
                                 "2 ^ b", "b / (2 + c)", "if(b, b / c, 1)"}) {
    EXPECT_TRUE(may_be_missing(expression)) << expression;
  }
}

TEST(Formula, IsNeverInfiniteNorMissingAgainstItsWord) {
  Random random(7);
  const double odd[] = {0.0, -0.0, 1.0, -1.0, kLargest, -kLargest, 5e-324, 0.5, 1e10, -3.0};
  for (const char* expression :
       {"b + c", "b - c", "b * c", "b / c", "b ^ c", "b ^ 3", "exp(b) - exp(c)", "exp(b) * exp(c)", "log(b)",
        "sqrt(b) ^ c", "b ^ 1024 - c ^ 1023", "max(b * b, c * c) - min(b, c) ^ 2", "round(b) + floor(c)",
        "if(b, c * c, -c) * b", "abs(b) / 1e-300", "(b * c) ^ 7 * -1"}) {
    const bool may_miss = may_be_missing(expression);
    for (double b : odd) {
      for (double c : odd) {
        const double seen = value(expression, 0, b, c);
        EXPECT_FALSE(std::isinf(seen)) << expression << " of " << b << ", " << c;
        EXPECT_FALSE(std::isnan(seen) && !may_miss) << expression << " of " << b << ", " << c;
      }
    }
  }
}

// What a stranger's file could say.

void ExpectFormulaFault(const Formula& step, const std::string& path, const std::string& words) {
  ExpectFault(columns_out(step, columns(), "s"), ErrorCode::bad_model_file, path, words);
}

Formula sum_of_b_and_c() {
  return formula("b + c + 1");
}

// Random programs: whatever is accepted computes, inside its stack and its lists.
TEST(Formula, ComputesWhateverItAccepts) {
  Random random(11);
  const double odd[] = {0.0, -1.0, 2.0, 0.5, 1e308, -1e308, 5e-324, 7.0};
  int accepted = 0;
  for (int i = 0; i < 200'000; ++i) {
    Formula step;
    step.name = "new";
    step.columns = {1, 2};
    const std::uint64_t length = 2 + random.below(9);
    for (std::uint64_t o = 0; o < length; ++o) {
      step.operations.push_back(static_cast<Operation>(random.below(o < 2 ? 2 : 26)));
      if (step.operations.back() == Operation::column && random.below(20) > 0)
        step.inputs.push_back(static_cast<std::uint32_t>(random.below(2)));
      if (step.operations.back() == Operation::number && random.below(20) > 0)
        step.numbers.push_back(odd[random.below(8)]);
    }
    const auto out = step.columns_out(columns(), "s");
    if (!out) continue;
    ++accepted;
    std::vector<double> row(5);
    step.apply(std::vector<double>{0, odd[random.below(8)], odd[random.below(8)], 0}, row);
    ASSERT_FALSE(std::isinf(row[4]));
    ASSERT_TRUE(out->back().may_be_missing || !std::isnan(row[4]));
  }
  EXPECT_GT(accepted, 100);
}

TEST(Formula, RefusesANameThatIsTakenOrEmpty) {
  Formula step = sum_of_b_and_c();
  step.name = "b";
  ExpectFormulaFault(step, "s.name", "there is a column \"b\" already");
  step.name.clear();
  ExpectFormulaFault(step, "s.name", "needs a name");
}

TEST(Formula, RefusesColumnsThatItCantUse) {
  Formula step = sum_of_b_and_c();
  step.columns = {1, 4};
  ExpectFormulaFault(step, "s.columns[1]", "index 4, row has 4 columns");
  step.columns = {2, 1};
  ExpectFormulaFault(step, "s.columns[1]", "ascending");
  step.columns = {1, 1};
  ExpectFormulaFault(step, "s.columns[1]", "ascending");
  step.columns = {0, 1, 2};
  ExpectFormulaFault(step, "s.columns", "must all be used");
  step.columns = {1};
  ExpectFormulaFault(step, "s.inputs", "point beyond the columns");
  step.columns = {};
  ExpectFormulaFault(step, "s.inputs", "point beyond the columns");
}

TEST(Formula, RefusesAFormulaOfNoColumn) {
  Formula step;
  step.name = "new";
  step.operations = {Operation::number};
  step.numbers = {1.0};
  ExpectFormulaFault(step, "s.columns", "must all be used");
}

TEST(Formula, RefusesAProgramThatDoesNotLeaveOneValue) {
  Formula step = sum_of_b_and_c();
  step.operations = {};
  ExpectFormulaFault(step, "s.operations", "must leave one value");
  step.operations = {Operation::column, Operation::column, Operation::number, Operation::add};
  ExpectFormulaFault(step, "s.operations", "must leave one value");
  step.operations = {Operation::column, Operation::add};
  ExpectFormulaFault(step, "s.operations", "take more values than there are");
  step.operations = {Operation::negate};
  ExpectFormulaFault(step, "s.operations", "take more values than there are");
  step.operations = {Operation::column, Operation::column, Operation::choose};
  ExpectFormulaFault(step, "s.operations", "take more values than there are");
}

TEST(Formula, RefusesListsThatDoNotFitTheProgram) {
  Formula step = sum_of_b_and_c();
  step.inputs = {0};
  ExpectFormulaFault(step, "s.inputs", "fewer");
  step.inputs = {0, 1, 1};
  ExpectFormulaFault(step, "s.inputs", "more");
  step.inputs = {0, 0xFFFFFFFFu};
  ExpectFormulaFault(step, "s.inputs", "point beyond");
  step = sum_of_b_and_c();
  step.numbers = {};
  ExpectFormulaFault(step, "s.numbers", "fewer");
  step.numbers = {1, 2};
  ExpectFormulaFault(step, "s.numbers", "2 values for 1");
  for (double bad : {kNaN, kInfinity}) {
    step.numbers = {bad};
    ExpectFormulaFault(step, "s.numbers[0]", "finite");
  }
}

TEST(Formula, RefusesWhatIsTooLong) {
  Formula step = sum_of_b_and_c();
  step.expression.assign(1001, ' ');
  ExpectFormulaFault(step, "s.expression", "1,000");
  step.expression.clear();
  step.columns = {1};
  step.inputs = {0};
  step.numbers = {};
  step.operations.assign(200, Operation::negate);
  step.operations[0] = Operation::column;
  EXPECT_TRUE(step.columns_out(columns(), "s"));
  step.operations.push_back(Operation::negate);
  ExpectFormulaFault(step, "s.operations", "more than 200");
}

TEST(Formula, RefusesAStackThatIsTooHigh) {
  for (const std::size_t height : {64u, 65u}) {
    Formula step;
    step.name = "new";
    step.columns = {1};
    step.inputs.assign(height, 0);
    step.operations.assign(height, Operation::column);
    step.operations.insert(step.operations.end(), height - 1, Operation::add);
    if (height == 64) {
      ASSERT_TRUE(step.columns_out(columns(), "s"));
      std::vector<double> out(5);
      step.apply(std::vector<double>{0, 1, 0, 0}, out);
      EXPECT_EQ(out[4], 64);
    } else {
      ExpectFormulaFault(step, "s.operations", "stack of more than 64");
    }
  }
}

TEST(Formula, HandsItsContributionBackInEqualShares) {
  const Formula step = formula("b * b + c");
  const std::vector<double> row{1, 2, 3, 0};
  std::vector<double> out(5);
  step.apply(row, out);
  std::vector<double> back(4, 99.0);
  hand_back(step, row, out, std::vector<double>{1, 2, 3, 4, 10}, back);
  EXPECT_EQ(back, (std::vector<double>{1, 7, 8, 4}));
}

}  // namespace
}  // namespace nearside
