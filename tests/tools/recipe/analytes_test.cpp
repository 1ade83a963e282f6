// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/analytes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {
namespace {

Predictor measured(const std::string& analyte, const std::vector<std::string>& units = {}) {
  Predictor predictor = numeric("x");
  predictor.analyte = analyte;
  for (const std::string& ucum : units) predictor.units.push_back({ucum, 1.0, 0.0, ""});
  return predictor;
}

std::vector<Unit> units_of(const std::string& analyte, const std::vector<std::string>& units = {}) {
  const auto found = units_of_analyte(measured(analyte, units), "p");
  EXPECT_TRUE(found) << text_of(found);
  return found ? *found : std::vector<Unit>();
}

std::string complaint(const Predictor& predictor) {
  const auto found = units_of_analyte(predictor, "p");
  return found ? "ok" : found.error().text();
}

/// What 1 `from` is in `to`, the predictor's own unit.
double converted(const std::string& analyte, const std::string& from, const std::string& to,
                 double value = 1.0) {
  const std::vector<Unit> units = units_of(analyte, {to, from});
  return units.size() == 2 ? units[1].factor * value + units[1].offset : NAN;
}

// Factors as laboratories print them, to the digits that they print.
TEST(Analytes, ConvertAsLaboratoriesDo) {
  const auto near = [](double seen, double printed, double half_a_digit) {
    EXPECT_NEAR(seen, printed, half_a_digit);
  };
  near(converted("glucose", "mmol/L", "mg/dL"), 18.016, 0.001);
  near(converted("cholesterol", "mmol/L", "mg/dL"), 38.67, 0.005);
  near(converted("triglycerides", "mmol/L", "mg/dL"), 88.57, 0.05);
  near(converted("creatinine", "mg/dL", "umol/L"), 88.4, 0.05);
  near(converted("bilirubin", "mg/dL", "umol/L"), 17.1, 0.05);
  near(converted("urea", "mmol/L", "mg/dL"), 6.006, 0.001);
  near(converted("urea_nitrogen", "mg/dL", "mmol/L"), 0.357, 0.0005);
  near(converted("uric_acid", "mg/dL", "umol/L"), 59.48, 0.01);
  near(converted("calcium", "mg/dL", "mmol/L"), 0.2495, 0.0001);
  near(converted("phosphate", "mg/dL", "mmol/L"), 0.323, 0.0005);
  near(converted("iron", "ug/dL", "umol/L"), 0.179, 0.0005);
  near(converted("vitamin_d", "ng/mL", "nmol/L"), 2.496, 0.001);
  near(converted("thyroxine", "ug/dL", "nmol/L"), 12.87, 0.005);
  near(converted("testosterone", "ng/dL", "nmol/L"), 0.0347, 0.00005);
  near(converted("cortisol", "ug/dL", "nmol/L"), 27.59, 0.01);
  EXPECT_EQ(converted("potassium", "meq/L", "mmol/L"), 1.0);
  EXPECT_EQ(converted("albumin", "g/dL", "g/L"), 10.0);
  EXPECT_EQ(converted("ferritin", "ng/mL", "ug/L"), 1.0);
}

TEST(Analytes, ConvertScalesWithAnOffset) {
  // NGSP's table: 48 mmol/mol is 6.5 %, 53 is 7.0 %.
  EXPECT_NEAR(converted("hba1c", "mmol/mol", "%", 48.0), 6.5, 0.05);
  EXPECT_NEAR(converted("hba1c", "mmol/mol", "%", 53.0), 7.0, 0.05);
  EXPECT_NEAR(converted("hba1c", "%", "mmol/mol", 6.5), 47.5, 0.1);
  EXPECT_NEAR(converted("temperature", "[degF]", "Cel", 98.6), 37.0, 1e-10);
  EXPECT_NEAR(converted("temperature", "[degF]", "K", 32.0), 273.15, 1e-9);
  EXPECT_EQ(converted("length", "[in_i]", "cm"), 2.54);
  EXPECT_EQ(converted("mass", "[lb_av]", "kg"), 0.45359237);
  EXPECT_NEAR(converted("pressure", "kPa", "mm[Hg]", 16.0), 120.01, 0.005);
}

TEST(Analytes, LeadBackAndForth) {
  for (const Analyte& analyte : analytes()) {
    for (std::string_view own : analyte.units) {
      for (std::string_view other : analyte.units) {
        if (own == other) continue;
        const double there = converted(std::string(analyte.id), std::string(other), std::string(own), 7.0);
        EXPECT_NEAR(converted(std::string(analyte.id), std::string(own), std::string(other), there), 7.0,
                    1e-8)
            << analyte.id << " " << own << " " << other;
      }
    }
  }
}

TEST(Analytes, HaveIdsAndUnitsOnce) {
  std::set<std::string_view> ids;
  for (const Analyte& analyte : analytes()) {
    EXPECT_TRUE(ids.insert(analyte.id).second) << analyte.id;
    EXPECT_GE(analyte.units.size(), 2u) << analyte.id;
    EXPECT_EQ(std::set(analyte.units.begin(), analyte.units.end()).size(), analyte.units.size())
        << analyte.id;
  }
  EXPECT_GE(ids.size(), 25u);
}

TEST(UnitsOfAnalyte, AreThoseThatAreListedOrAll) {
  const auto names = [](const std::vector<Unit>& units) {
    std::vector<std::string> list;
    for (const Unit& unit : units) list.push_back(unit.ucum);
    return list;
  };
  EXPECT_EQ(names(units_of("uric_acid")), (std::vector<std::string>{"mg/dL", "umol/L", "mmol/L"}));
  EXPECT_EQ(names(units_of("uric_acid", {"mmol/L"})),
            (std::vector<std::string>{"mmol/L", "mg/dL", "umol/L"}));
  EXPECT_EQ(names(units_of("uric_acid", {"mmol/L", "umol/L"})),
            (std::vector<std::string>{"mmol/L", "umol/L"}));
  EXPECT_EQ(units_of("glucose")[1].source, "molar mass of C6H12O6: 180.156 g/mol");
}

TEST(UnitsOfAnalyte, RefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(complaint(measured("glucos")), "p.analyte: \"glucos\" is not known; did you mean \"glucose\"?");
  EXPECT_NE(complaint(measured("glucose", {"mg/L"})).find("p.units[0].ucum: \"mg/L\" is no unit of glucose"),
            std::string::npos);
  Predictor given = measured("glucose", {"mg/dL", "mmol/L"});
  given.units[1].factor = 18.0;
  EXPECT_NE(complaint(given).find("p.units[1].factor: the analyte gives it"), std::string::npos);
}

}  // namespace
}  // namespace nearside
