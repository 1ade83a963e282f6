// SPDX-License-Identifier: Apache-2.0
#include "core/outcome/output.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/builders.h"

namespace nearside {
namespace {

std::vector<Predictor> predictors() {
  return {numeric("ldl"), integer("age"), boolean("smoker"), categorical("sex", {"female", "male"})};
}

/// With what the steps append.
Columns columns() {
  Columns made = columns_of(predictors());
  made.push_back({"ratio", kCreated, 0, true});
  return made;
}

Output risk() {
  Output output;
  output.id = "risk";
  output.label = {"Risk", ""};
  return output;
}

RiskGroup group(double from) {
  RiskGroup made;
  made.from = from;
  made.label = {"Group", ""};
  made.source = "the paper, table 2";
  return made;
}

void ExpectOutputFault(const std::vector<Output>& outputs, const std::string& path,
                       const std::string& words) {
  ExpectFault(check(outputs, outputs.size(), predictors(), columns(), "outputs"), ErrorCode::bad_model_file,
              "outputs" + path, words);
}

TEST(Outputs, AreAcceptedWithAllTheirParts) {
  Output output = risk();
  output.horizon_years = 100.0;
  output.decimals = 6;
  output.needs = {{{"ldl", "sex"}}, {{"smoker"}}};
  output.applies = {{"age", 40, 40, {}}, {"smoker", 0, 0, {}}};
  output.applies_computed = {{4, 0.5, 0.5, {}}, {0, 1, 2, {}}};
  RiskGroup old = group(0.1);
  old.only = {{"age", 70, 120, {}}};
  output.groups = {group(0.05), group(0.2), old};
  EXPECT_TRUE(check({output}, 1, predictors(), columns(), "outputs"));
}

TEST(Outputs, AreAsManyAsTheModelGives) {
  ExpectFault(check({risk()}, 2, predictors(), columns(), "outputs"), ErrorCode::bad_model_file, "outputs",
              "1 described, the model gives 2");
}

TEST(Outputs, HaveIdsOfTheirOwn) {
  Output nameless = risk();
  nameless.id.clear();
  ExpectOutputFault({risk(), nameless}, "[1].id", "an output needs an id");
  Output other = risk();
  other.id = "other";
  ExpectOutputFault({risk(), other, risk()}, "[2].id", "\"risk\" stands twice");
}

TEST(Outputs, HaveHorizonsAndDecimalsInBounds) {
  for (const double bad : {-1.0, 100.5, kNaN, kInfinity}) {
    Output output = risk();
    output.horizon_years = bad;
    ExpectOutputFault({output}, "[0].horizon_years", "must be from 0 to 100");
  }
  Output output = risk();
  output.decimals = 7;
  ExpectOutputFault({output}, "[0].decimals", "must be from 0 to 6");
}

TEST(Outputs, NeedPredictorsThatExist) {
  Output output = risk();
  output.needs = {{{"ldl"}}, {{"age", "hdl"}}};
  ExpectOutputFault({output}, "[0].needs[1].any_of", "\"hdl\" is no predictor");
  output.needs = {{{}}};
  ExpectOutputFault({output}, "[0].needs[0].any_of", "names no predictor");
}

TEST(Outputs, ApplyToRangesOfNumbers) {
  for (const char* id : {"hdl", "sex", ""}) {
    Output output = risk();
    output.applies = {{"age", 40, 80, {}}, {id, 0, 1, {}}};
    ExpectOutputFault({output}, "[0].applies[1].predictor", "is no predictor that is a number");
  }
  for (const Range& bad : {Range{80, 40}, Range{kNaN, 80}, Range{40, kNaN}, Range{40, kInfinity}}) {
    Output output = risk();
    output.applies = {{"age", bad.low, bad.high, {}}};
    ExpectOutputFault({output}, "[0].applies[0]", "finite and in their order");
  }
}

TEST(Outputs, ApplyToRangesOfColumnsThatAreNumbers) {
  Output output = risk();
  for (const std::uint32_t column : {3u, 5u}) {  // sex; beyond the ratio
    output.applies_computed = {{4, 0, 1, {}}, {column, 0, 1, {}}};
    ExpectOutputFault({output}, "[0].applies_computed[1].column", "is no column of numbers");
  }
  for (const Range bad : {Range{2, 1}, Range{kNaN, 1}, Range{0, kNaN}}) {
    output.applies_computed = {{4, bad.low, bad.high, {}}};
    ExpectOutputFault({output}, "[0].applies_computed[0]", "finite and in their order");
  }
}

TEST(Outputs, HaveGroupsThatASourceDefines) {
  Output output = risk();
  output.groups = {group(0.1), group(0.2)};
  output.groups[1].source.clear();
  ExpectOutputFault({output}, "[0].groups[1].source", "needs the source");
  output.groups[1] = group(0.2);
  output.groups[1].label.en.clear();
  ExpectOutputFault({output}, "[0].groups[1].label", "needs words");
  output.groups[1] = group(kNaN);
  ExpectOutputFault({output}, "[0].groups[1].from", "must be finite");
  output.groups[1] = group(0.05);
  ExpectOutputFault({output}, "[0].groups[1].from", "must ascend");
  output.groups[1] = group(0.2);
  output.groups[1].only = {{"sex", 0, 1, {}}};
  ExpectOutputFault({output}, "[0].groups[1].only[0].predictor", "is no predictor that is a number");
}

}  // namespace
}  // namespace nearside
