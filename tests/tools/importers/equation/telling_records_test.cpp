// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/telling_records.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/builders.h"
#include "tests/tools/importers/equation/written_equation.h"

namespace nearside {
namespace {

ModelFile file_of(const WrittenEquation& written) {
  auto equation = imported(written.text());
  EXPECT_TRUE(equation) << equation.error().text();
  return std::move(equation->model_file);
}

std::vector<std::string> paths(const ModelFile& file) {
  std::vector<std::string> all;
  for (const Constant& constant : constants_of(file)) all.push_back(constant.path);
  return all;
}

TEST(Constants, AreAllNumbersButZerosAndAnswers) {
  WrittenEquation written;
  written.quantities = quantity("age_10", "(age - 60) / 10 + 0 * (sex == 'male')");
  EXPECT_EQ(paths(file_of(written)),
            (std::vector<std::string>{"quantity age_10, 60", "quantity age_10, 10",
                                      "output risk, intercept -1", "output risk, coefficient 0.5"}));
}

TEST(Constants, CountTheEndsOfAClampUnlessRoundingHidesThem) {
  WrittenEquation written;
  written.output = R"(, "clamp": {"low": 0.15, "high": 0.45})";
  const std::vector<std::string> clamped = paths(file_of(written));
  ASSERT_EQ(clamped.size(), 6u);
  EXPECT_EQ(clamped[4], "output risk, clamp from 0.15");
  EXPECT_EQ(clamped[5], "output risk, clamp to 0.45");
}

TEST(Constants, AreReachedInACopy) {
  ModelFile file = file_of({});
  constants_of(file)[3].in(file) = 7.0;
  EXPECT_EQ(std::get<Equation>(file.model).rules[0].cases[0].coefficients[0], 7.0);
}

/// Whether one of the records gives another output in `changed`.
bool tell(const ModelFile& file, const ModelFile& changed, const std::vector<Record>& records) {
  const auto one = Engine::assemble(file);
  const auto two = Engine::assemble(changed);
  EXPECT_TRUE(one && two);
  Workspace a = one->workspace();
  Workspace b = two->workspace();
  for (const Record& record : records) {
    a.record = b.record = record;
    one->predict(a);
    two->predict(b);
    if (!same_bits(a.outputs[0], b.outputs[0])) return true;
  }
  return false;
}

// The cap lies where few people are, the band between two whole years.
TEST(TellingRecords, TellEveryConstant) {
  WrittenEquation written;
  written.quantities = quantity("cap", "min(ldl, 8.997)") + "," + quantity("band", "if(age >= 77, 1, 0)");
  written.terms = term("cap") + "," + term("band");
  const ModelFile file = file_of(written);
  const auto records = telling_records(file, {}, 1);
  ASSERT_TRUE(records) << records.error().text();
  for (const Constant& constant : constants_of(file)) {
    ModelFile larger = file;
    ModelFile smaller = file;
    constant.in(larger) *= 1.001;
    constant.in(smaller) *= 0.999;
    EXPECT_TRUE(tell(file, larger, *records) || tell(file, smaller, *records)) << constant.path;
  }
}

TEST(TellingRecords, AreNoMoreThanTheyMustBe) {
  const ModelFile file = file_of({});
  const auto records = telling_records(file, {}, 1);
  ASSERT_TRUE(records) << records.error().text();
  EXPECT_EQ(records->size(), 1u);  // any age but 60 tells all four
  const auto none = telling_records(file, *records, 1);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
}

TEST(TellingRecords, AreTheSameForASeed) {
  const ModelFile file = file_of({});
  const auto once = telling_records(file, {}, 3);
  const auto again = telling_records(file, {}, 3);
  ASSERT_TRUE(once && again);
  ASSERT_EQ(once->size(), again->size());
  ExpectSameBits((*once)[0].numbers, (*again)[0].numbers);
}

TEST(TellingRecords, NameAConstantThatNobodyTells) {
  ModelFile file = file_of({});
  std::get<Equation>(file.model).rules[0].round_to = 0;
  std::get<Equation>(file.model).rules[0].cases[0].coefficients[0] = 1e-6;
  ExpectFault(telling_records(file, {}, 1), ErrorCode::cannot_fit, "quantity age_10, 60", "does it matter?");
}

}  // namespace
}  // namespace nearside
