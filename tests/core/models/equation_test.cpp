// SPDX-License-Identifier: Apache-2.0
#include "core/models/equation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/models/model.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

/// a and b are numbers, the latter may be missing; sex is a category.
Columns columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, true}, {"sex", 2, 2, false}};
}

EquationCase sum_of_a_and_b() {
  EquationCase part;
  part.intercept = -1.0;
  part.columns = {0, 1};
  part.coefficients = {0.5, 2.0};
  return part;
}

/// An equation of one output.
Equation equation(const EquationRule& rule) {
  Equation made;
  made.rules = {rule};
  return made;
}

Equation equation(Link link, const EquationCase& part) {
  EquationRule rule;
  rule.link = link;
  rule.cases = {part};
  return equation(rule);
}

std::vector<double> margins(const Equation& model, const std::vector<double>& row) {
  std::vector<double> values(model.margins(), -99.0);
  score(Model(model), row, values);
  return values;
}

std::vector<double> outputs(const Equation& model, const std::vector<double>& row) {
  std::vector<double> values(model.outputs(), -99.0);
  link(Model(model), margins(model, row), values);
  return values;
}

/// What the link makes of a linear predictor: a case with one term, column a with coefficient 1.
double linked(Link link, double lp, EquationCase part = {}) {
  part.columns = {0};
  part.coefficients = {1.0};
  return outputs(equation(link, part), {lp, 0, 0})[0];
}

EquationCase cox(double survival, double centre) {
  EquationCase part;
  part.baseline_survival = survival;
  part.centre = centre;
  return part;
}

void ExpectClose(double seen, long double expected, double relative) {
  EXPECT_LE(std::fabs(static_cast<long double>(seen) - expected), relative * std::fabs(expected))
      << "seen " << seen << ", expected " << static_cast<double>(expected);
}

void ExpectEquationFault(const Equation& model, const std::string& path, const std::string& words) {
  ExpectFault(check(Model(model), columns(), "model"), ErrorCode::bad_model_file, "model.equation" + path,
              words);
}

// Its links, against the C library's long double. 1e-14: some 50 units in the last place, as exp stretches
// the error of its argument by |argument|, here up to 40.
constexpr double kRelative = 1e-14;

TEST(Equation, GivesTwoMarginsAnOutput) {
  const Equation model = equation(Link::identity, sum_of_a_and_b());
  EXPECT_EQ(margin_count(Model(model)), 2u);
  EXPECT_EQ(output_count(Model(model)), 1u);
  EXPECT_EQ(explained_margins(Model(model)), 0u);
  ExpectSameBits(margins(model, {4, 3, 0}), std::vector<double>{7.0, 0.0});  // −1 + 0.5·4 + 2·3, case 0
}

TEST(Equation, SumsFromTheInterceptInTheOrderOfTheTerms) {
  // 1 + 2^53 rounds to 2^53; from the other end it would be 2^53 − 2^53 + 1.
  EquationCase part;
  part.intercept = 1.0;
  part.columns = {1, 0};
  part.coefficients = {9007199254740992.0, -9007199254740992.0};
  ExpectSameBits(margins(equation(Link::identity, part), {1, 1, 0})[0], 0.0);
}

TEST(Equation, TakesAColumnInSeveralTerms) {
  EquationCase part;
  part.columns = {0, 0};
  part.coefficients = {1.0, 2.0};
  ExpectSameBits(outputs(equation(Link::identity, part), {5, 0, 0})[0], 15.0);
}

TEST(Equation, LinksByIdentity) {
  for (const double lp : {0.0, -3.25, 1e300}) ExpectSameBits(linked(Link::identity, lp), lp);
}

TEST(Equation, LinksByExp) {
  for (double lp = -40.0; lp < 40.0; lp += 0.37)
    ExpectClose(linked(Link::exp, lp), std::exp(static_cast<long double>(lp)), kRelative);
}

TEST(Equation, LinksByLogistic) {
  for (double lp = -40.0; lp < 40.0; lp += 0.37)
    ExpectClose(linked(Link::logistic, lp), 1.0L / (1.0L + std::exp(-static_cast<long double>(lp))),
                kRelative);
}

/// 1 − S0^e^(lp − centre) with the digits of long double, also where the risk is tiny.
long double cox_reference(double survival, double centre, double lp) {
  const long double hazard = std::exp(static_cast<long double>(lp) - centre);
  return -std::expm1(std::log(static_cast<long double>(survival)) * hazard);
}

TEST(Equation, LinksByCox) {
  for (const double survival : {0.95012, 0.88936, 0.5, 0.9999999, 1e-6}) {
    for (const double centre : {0.0, 23.9802, -29.18, 61.18}) {
      for (double above = -6.0; above < 3.0; above += 0.173) {
        ExpectClose(linked(Link::cox, centre + above, cox(survival, centre)),
                    cox_reference(survival, centre, centre + above), kRelative);
      }
    }
  }
}

// 1 − S0^e^lp as it is written loses all digits here.
TEST(Equation, KeepsTheDigitsOfATinyRisk) {
  for (const double lp : {-10.0, -20.0, -30.0, -40.0}) {
    ExpectClose(linked(Link::cox, lp, cox(0.999, 0.0)), cox_reference(0.999, 0.0, lp), kRelative);
    EXPECT_GT(linked(Link::cox, lp, cox(0.999, 0.0)), 0.0);
  }
}

TEST(Equation, GivesARiskOfOneWhereTheHazardOverflows) {
  ExpectSameBits(linked(Link::cox, 1e4, cox(0.9, 0.0)), 1.0);
  EquationCase part = cox(0.9, 0.0);
  part.scale1 = 0.5;
  ExpectSameBits(linked(Link::cox_recalibrated, 1e4, part), 1.0);
  ExpectSameBits(linked(Link::cox, -1e4, cox(0.9, 0.0)), 0.0);
}

TEST(Equation, LinksByRecalibratedCox) {
  EquationCase part = cox(0.9605, 0.0);
  part.scale1 = -0.5699;
  part.scale2 = 0.7476;
  for (double lp = -8.0; lp < 3.0; lp += 0.173) {
    const long double risk = cox_reference(0.9605, 0.0, lp);
    const long double log_hazard = std::log(-std::log1p(-risk));
    ExpectClose(linked(Link::cox_recalibrated, lp, part),
                -std::expm1(-std::exp(-0.5699L + 0.7476L * log_hazard)), 1e-13);
  }
}

TEST(Equation, IsPlainCoxWhereTheScalesChangeNothing) {
  for (double lp = -3.0; lp < 3.0; lp += 0.5)
    ExpectClose(linked(Link::cox_recalibrated, lp, cox(0.9, 0.25)), cox_reference(0.9, 0.25, lp), kRelative);
}

// Which case.

/// 1 where a is not 0, else 2 where b is not 0, else nothing; `otherwise` adds 3 for all others.
Equation with_cases(bool otherwise) {
  EquationRule rule;
  for (int c = 0; c < (otherwise ? 3 : 2); ++c) {
    EquationCase part;
    part.intercept = c + 1.0;
    if (c < 2) part.when = static_cast<std::uint32_t>(c);
    rule.cases.push_back(part);
  }
  return equation(rule);
}

TEST(Equation, UsesTheFirstCaseThatHolds) {
  ExpectSameBits(margins(with_cases(false), {1, 1, 0}), std::vector<double>{1.0, 0.0});
  ExpectSameBits(margins(with_cases(false), {-0.5, 0, 0}), std::vector<double>{1.0, 0.0});
  ExpectSameBits(margins(with_cases(false), {0, 1, 0}), std::vector<double>{2.0, 1.0});
  ExpectSameBits(margins(with_cases(true), {0, 0, 0}), std::vector<double>{3.0, 2.0});
}

TEST(Equation, GivesNothingWhereNoCaseHolds) {
  ExpectSameBits(margins(with_cases(false), {0, 0, 0}), std::vector<double>{kNaN, kNaN});
  ExpectSameBits(outputs(with_cases(false), {0, 0, 0}), std::vector<double>{kNaN});
}

TEST(Equation, GivesNothingWhereAConditionIsMissingThatDecides) {
  ExpectSameBits(outputs(with_cases(true), {kNaN, 1, 0}), std::vector<double>{kNaN});
  ExpectSameBits(outputs(with_cases(true), {0, kNaN, 0}), std::vector<double>{kNaN});
  ExpectSameBits(outputs(with_cases(true), {1, kNaN, 0}), std::vector<double>{1.0});  // decided before
}

TEST(Equation, GivesNothingWhereATermIsMissing) {
  for (const Link link : {Link::identity, Link::exp, Link::logistic, Link::cox, Link::cox_recalibrated}) {
    EquationRule rule;
    rule.link = link;
    rule.cases = {sum_of_a_and_b()};
    rule.clamp = Range{0.0, 1.0};
    rule.round_to = 1;
    ExpectSameBits(outputs(equation(rule), {1, kNaN, 0}), std::vector<double>{kNaN});
  }
}

TEST(Equation, LinksEachOutputByItself) {
  Equation model = with_cases(false);
  EquationRule doubled;
  EquationCase part;
  part.columns = {1};
  part.coefficients = {2.0};
  doubled.cases = {part};
  model.rules.push_back(doubled);
  ExpectSameBits(outputs(model, {1, 5, 0}), std::vector<double>{1.0, 10.0});
  ExpectSameBits(outputs(model, {0, 0, 0}), std::vector<double>{kNaN, 0.0});
  ExpectSameBits(outputs(model, {1, kNaN, 0}), std::vector<double>{1.0, kNaN});
}

// After the link.

double clamped(double value, std::optional<std::uint32_t> round_to = {}) {
  EquationRule rule;
  EquationCase part;
  part.columns = {0};
  part.coefficients = {1.0};
  rule.cases = {part};
  rule.clamp = Range{6.0, 40.25};
  rule.round_to = round_to;
  return outputs(equation(rule), {value, 0, 0})[0];
}

TEST(Equation, ClampsToBothEnds) {
  ExpectSameBits(clamped(5.9), 6.0);
  ExpectSameBits(clamped(6.0), 6.0);
  ExpectSameBits(clamped(17.3), 17.3);
  ExpectSameBits(clamped(40.25), 40.25);
  ExpectSameBits(clamped(1e308), 40.25);
}

TEST(Equation, RoundsAfterItClamped) {
  ExpectSameBits(clamped(99.0, 0), 40.0);
  ExpectSameBits(clamped(99.0, 1), 40.3);
  ExpectSameBits(clamped(6.49, 0), 6.0);
  ExpectSameBits(clamped(6.5, 0), 7.0);
}

TEST(RoundedHalfUp, TakesAHalfUpAlsoBelowZero) {
  ExpectSameBits(rounded_half_up(0.5, 0), 1.0);
  ExpectSameBits(rounded_half_up(1.5, 0), 2.0);
  ExpectSameBits(rounded_half_up(2.5, 0), 3.0);  // not to the even one
  ExpectSameBits(rounded_half_up(-2.5, 0), -2.0);
  ExpectSameBits(rounded_half_up(-2.75, 0), -3.0);
  ExpectSameBits(rounded_half_up(-0.5, 0), 0.0);
  ExpectSameBits(rounded_half_up(0.125, 2), 0.13);
  ExpectSameBits(rounded_half_up(-0.125, 2), -0.12);
  ExpectSameBits(rounded_half_up(0.0000005, 6), 0.000001);
}

// floor(x + 0.5) would give 1, and 2^52 + 1 would become 2^52 + 2.
TEST(RoundedHalfUp, LeavesWhatIsJustBelowAHalf) {
  ExpectSameBits(rounded_half_up(0.49999999999999994, 0), 0.0);
  ExpectSameBits(rounded_half_up(2.4999999999999996, 0), 2.0);
  ExpectSameBits(rounded_half_up(-2.5000000000000004, 0), -3.0);
  ExpectSameBits(rounded_half_up(4503599627370497.0, 0), 4503599627370497.0);
  ExpectSameBits(rounded_half_up(-4503599627370497.0, 0), -4503599627370497.0);
}

TEST(RoundedHalfUp, LeavesWholeNumbersAndWhatIsNone) {
  for (double whole = -50.0; whole <= 50.0; ++whole) ExpectSameBits(rounded_half_up(whole, 0), whole);
  ExpectSameBits(rounded_half_up(1e300, 6), 1e300);
  ExpectSameBits(rounded_half_up(kNaN, 2), kNaN);
  ExpectSameBits(rounded_half_up(kInfinity, 2), kInfinity);
}

// Hundredths, tenths … that are already rounded must stay what they are, to the bit.
TEST(RoundedHalfUp, LeavesWhatIsRoundedAlready) {
  double scale = 1.0;
  for (std::uint32_t decimals = 0; decimals <= 6; ++decimals, scale *= 10.0) {
    for (int n = -20'000; n <= 20'000; n += 7) {
      const double value = n / scale;
      ExpectSameBits(rounded_half_up(value, decimals) + 0.0, value + 0.0);
    }
  }
}

// What a stranger's file could say.

TEST(Equation, AcceptsWhatFits) {
  Equation model = equation(Link::identity, sum_of_a_and_b());
  model.quantities = {{0, {"A", ""}, "mg/dL"}, {2, {"Sex", ""}, ""}};
  EXPECT_TRUE(check(Model(model), columns(), "model"));
}

TEST(Equation, RefusesToBeEmpty) {
  ExpectEquationFault({}, ".rules", "an equation needs a rule");
  ExpectEquationFault(equation(EquationRule{}), ".rules[0].cases", "an output needs a case");
}

TEST(Equation, RefusesMoreCasesThanItAllows) {
  EquationRule rule;
  rule.cases.assign(Equation::kMaxCases, EquationCase{});
  EXPECT_TRUE(check(Model(equation(rule)), columns(), "model"));
  rule.cases.emplace_back();
  ExpectEquationFault(equation(rule), ".rules[0].cases", "are more than 256");
}

TEST(Equation, RefusesConditionsThatAreNoNumbers) {
  for (const std::uint32_t when : {2u, 3u, 0xFFFFFFFFu}) {
    EquationCase part = sum_of_a_and_b();
    part.when = when;
    ExpectEquationFault(equation(Link::identity, part), ".rules[0].cases[0].when", "is no column of numbers");
  }
}

TEST(Equation, RefusesTermsThatDoNotFitTheRow) {
  EquationCase part = sum_of_a_and_b();
  part.columns = {0, 3};
  ExpectEquationFault(equation(Link::identity, part), ".rules[0].cases[0].columns", "point beyond the row");
  part.columns = {0};
  ExpectEquationFault(equation(Link::identity, part), ".rules[0].cases[0].coefficients", "2 values for 1");
}

TEST(Equation, RefusesNumbersThatAreNotFinite) {
  for (const double bad : {kNaN, kInfinity, -kInfinity}) {
    EquationCase part = sum_of_a_and_b();
    part.coefficients[1] = bad;
    ExpectEquationFault(equation(Link::cox, part), ".rules[0].cases[0].coefficients[1]", "finite");
    for (double EquationCase::*number :
         {&EquationCase::intercept, &EquationCase::centre, &EquationCase::scale1, &EquationCase::scale2}) {
      part = sum_of_a_and_b();
      part.*number = bad;
      ExpectEquationFault(equation(Link::cox_recalibrated, part), ".rules[0].cases[0]", "must be finite");
    }
  }
}

TEST(Equation, RefusesABaselineThatIsNoSurvival) {
  for (const double bad : {0.0, 1.0, -0.5, 1.5, kNaN, kInfinity}) {
    ExpectEquationFault(equation(Link::cox, cox(bad, 0.0)), ".rules[0].cases[0].baseline_survival",
                        "must be above 0 and below 1");
  }
}

TEST(Equation, RefusesNumbersThatTheLinkDoesNotUse) {
  for (const Link link : {Link::identity, Link::exp, Link::logistic}) {
    ExpectEquationFault(equation(link, cox(0.9, 0.0)), ".rules[0].cases[0]", "belong to the links cox");
    ExpectEquationFault(equation(link, cox(0.5, 1.0)), ".rules[0].cases[0]", "belong to the links cox");
  }
  for (const Link link : {Link::identity, Link::exp, Link::logistic, Link::cox}) {
    EquationCase part;
    part.scale1 = 0.5;
    ExpectEquationFault(equation(link, part), ".rules[0].cases[0]", "belong to the link cox_recalibrated");
    part.scale1 = 0.0;
    part.scale2 = 0.5;
    ExpectEquationFault(equation(link, part), ".rules[0].cases[0]", "belong to the link cox_recalibrated");
  }
}

TEST(Equation, RefusesAClampThatIsNoRange) {
  for (const Range& bad : {Range{1, 0}, Range{kNaN, 1}, Range{0, kNaN}, Range{-kInfinity, 1}}) {
    EquationRule rule;
    rule.cases = {sum_of_a_and_b()};
    rule.clamp = bad;
    ExpectEquationFault(equation(rule), ".rules[0].clamp", "finite and in their order");
  }
}

TEST(Equation, RefusesMoreDecimalsThanSix) {
  EquationRule rule;
  rule.cases = {sum_of_a_and_b()};
  rule.round_to = 6;
  EXPECT_TRUE(check(Model(equation(rule)), columns(), "model"));
  rule.round_to = 7;
  ExpectEquationFault(equation(rule), ".rules[0].round_to", "must be from 0 to 6");
}

TEST(Equation, NamesTheRuleAndTheCaseOfAFault) {
  Equation model = with_cases(true);
  model.rules.push_back(model.rules[0]);
  model.rules[1].cases[2].intercept = kNaN;
  ExpectEquationFault(model, ".rules[1].cases[2]", "must be finite");
}

TEST(Equation, RefusesQuantitiesOutOfOrderOrBeyondTheRow) {
  Equation model = equation(Link::identity, sum_of_a_and_b());
  model.quantities = {{3, {"A", ""}, ""}};
  ExpectEquationFault(model, ".quantities[0].column", "is beyond the row");
  model.quantities = {{1, {"A", ""}, ""}, {1, {"B", ""}, ""}};
  ExpectEquationFault(model, ".quantities[1].column", "must ascend");
}

}  // namespace
}  // namespace nearside
