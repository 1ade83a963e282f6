// SPDX-License-Identifier: Apache-2.0
// Steps of scale, shape, bins and splines.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "core/steps/step.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

using Row = std::vector<double>;
constexpr double kHuge = std::numeric_limits<double>::max();

/// a: a number that may be missing; b: a number; c: one of three levels; d: a number.
Columns four_columns() {
  return {{"a", 0, 0, true}, {"b", 1, 0, false}, {"c", 2, 3, false}, {"d", 3, 0, false}};
}

Row applied(const Step& step, const Row& row) {
  const auto out = columns_out(step, four_columns(), "s");
  EXPECT_TRUE(out) << out.error().text();
  if (!out) return {};
  Row next(out->size(), -99.0);
  apply(step, row, next);
  return next;
}

/// What a step makes of one value of column a, or of b where it needs a complete column.
double of_a(const Step& step, double value) {
  return applied(step, {value, 1, 0, 1})[0];
}

Columns columns_after(const Step& step) {
  auto out = columns_out(step, four_columns(), "s");
  EXPECT_TRUE(out) << out.error().text();
  return out ? *out : Columns();
}

void ExpectStepFault(const Step& step, const std::string& path, const std::string& words) {
  ExpectFault(columns_out(step, four_columns(), "s"), ErrorCode::bad_model_file, path, words);
}

/// Column by column, or every contribution finds a column: the sum stays.
void ExpectHandsEverythingBack(const Step& step) {
  const Row row{2, 3, 1, 4};
  const Row out = applied(step, row);
  Row given(out.size());
  std::iota(given.begin(), given.end(), 1.0);
  Row back(row.size(), 99.0);
  hand_back(step, row, out, given, back);
  EXPECT_EQ(std::accumulate(back.begin(), back.end(), 0.0), std::accumulate(given.begin(), given.end(), 0.0));
}

// One of each step, on columns that it accepts.
Rescale rescale() {
  return {Rescaling::robust, {0, 1}, {1, 5}, {2, 4}};
}
NormaliseRow normalise(Norm norm = Norm::l2) {
  return {norm, {1, 3}};
}
Clip clip() {
  return {{0, 3}, {-1, 2}, {1, 2}};
}
Transform transform(Function function, double floor) {
  return {function, {0, 1}, {floor, 0.5}};
}
Power power_of(PowerFamily family, double lambda, double low, double high) {
  return {family, {0}, {lambda}, {low}, {high}};
}
QuantileMap quantile_map(Shape shape = Shape::uniform) {
  return {shape, {0, 1}, {3, 2}, {10, 20, 40, 1, 2}};
}
Bin bin() {
  return {{0, 1, 3}, {2, 0, 1}, {10, 20, 5}};
}
Spline spline() {
  return {{1, 3}, {3, 4}, {0, 1, 2, 0, 1, 2, 4}};
}
std::vector<Step> all_steps() {
  return {rescale(),
          normalise(),
          clip(),
          transform(Function::log, 0.25),
          power_of(PowerFamily::box_cox, 2, 1, 9),
          quantile_map(),
          bin(),
          spline()};
}

// -------------------------------------------------------------------------------------------------- rescale

TEST(Rescale, SubtractsTheOffsetAndDividesByTheScale) {
  ExpectSameBits(applied(rescale(), {4, 3, 2, 1}), Row{1.5, -0.5, 2, 1});
  ExpectSameBits(applied(rescale(), {kNaN, 3, 2, 1}), Row{kNaN, -0.5, 2, 1});
}

TEST(Rescale, StaysFinite) {
  const Rescale tiny{Rescaling::max_abs, {0}, {-kHuge}, {5e-324}};
  EXPECT_EQ(of_a(tiny, kHuge), 1e300);
  EXPECT_EQ(of_a(Rescale{Rescaling::max_abs, {0}, {kHuge}, {5e-324}}, -kHuge), -1e300);
}

TEST(Rescale, RefusesWhatDoesNotFit) {
  Rescale step = rescale();
  step.columns[1] = 2;
  ExpectStepFault(step, "s.columns[1]", "c is a category");
  for (double bad : {0.0, -0.0, -1.0}) {
    step = rescale();
    step.scales[1] = bad;
    ExpectStepFault(step, "s.scales[1]", "above 0");
  }
  step = rescale();
  step.offsets[1] = kNaN;
  ExpectStepFault(step, "s.offsets[1]", "finite");
  step.offsets.pop_back();
  ExpectStepFault(step, "s.offsets", "1 values for 2 columns");
  step = rescale();
  step.scales[0] = kInfinity;
  ExpectStepFault(step, "s.scales[0]", "finite");
  step.scales.push_back(1);
  ExpectStepFault(step, "s.scales", "3 values for 2 columns");
}

// -------------------------------------------------------------------------------------------- normalise_row

TEST(NormaliseRow, DividesByTheLength) {
  ExpectSameBits(applied(normalise(Norm::l2), {7, 3, 1, -4}), Row{7, 0.75 / 1.25, 1, -1.0 / 1.25});
  ExpectSameBits(applied(normalise(Norm::l1), {7, 1, 1, -3}),
                 Row{7, (1.0 / 3) / (4.0 / 3), 1, -1 / (4.0 / 3)});
  ExpectSameBits(applied(normalise(Norm::max), {7, 1, 1, -4}), Row{7, 0.25, 1, -1});
}

TEST(NormaliseRow, LeavesARowOfZerosAlone) {
  for (Norm norm : {Norm::l1, Norm::l2, Norm::max})
    ExpectSameBits(applied(normalise(norm), {7, 0, 1, -0.0}), Row{7, 0, 1, -0.0});
}

TEST(NormaliseRow, MeasuresTheLargestAndTheSmallestNumbers) {
  for (double value : {kHuge, 5e-324}) {
    const Row row = applied(normalise(Norm::l2), {7, value, 1, value});
    EXPECT_DOUBLE_EQ(row[1], std::sqrt(0.5));
    EXPECT_DOUBLE_EQ(row[3], std::sqrt(0.5));
  }
}

TEST(NormaliseRow, RefusesWhatMayBeMissing) {
  ExpectStepFault(NormaliseRow{Norm::l1, {0, 1}}, "s.columns[0]", "a may be missing; impute it first");
  ExpectStepFault(NormaliseRow{Norm::l1, {1, 2}}, "s.columns[1]", "c is a category");
}

// ----------------------------------------------------------------------------------------------------- clip

TEST(Clip, MovesValuesToTheLimits) {
  ExpectSameBits(applied(clip(), {-3, 9, 1, 7}), Row{-1, 9, 1, 2});
  ExpectSameBits(applied(clip(), {0.5, 9, 1, 0}), Row{0.5, 9, 1, 2});
  ExpectSameBits(applied(clip(), {kNaN, 9, 1, 2}), Row{kNaN, 9, 1, 2});
  EXPECT_EQ(of_a(clip(), kInfinity), 1);
}

TEST(Clip, RefusesLimitsThatDoNotFit) {
  ExpectStepFault(Clip{{0, 1}, {0, 2}, {1, 1}}, "s.lows[1]", "above its high limit");
  ExpectStepFault(Clip{{0}, {kNaN}, {1}}, "s.lows[0]", "finite");
  ExpectStepFault(Clip{{0}, {1}, {kInfinity}}, "s.highs[0]", "finite");
  ExpectStepFault(Clip{{0}, {}, {1}}, "s.lows", "0 values for 1 columns");
  ExpectStepFault(Clip{{0}, {1}, {2, 3}}, "s.highs", "2 values for 1 columns");
  ExpectStepFault(Clip{{2}, {1}, {2}}, "s.columns[0]", "c is a category");
}

// ------------------------------------------------------------------------------------------------ transform

TEST(Transform, TakesTheFunction) {
  EXPECT_EQ(of_a(transform(Function::log, 0.25), 1), 0);
  EXPECT_DOUBLE_EQ(of_a(transform(Function::log, 0.25), 10), 2.302585092994045684);
  EXPECT_DOUBLE_EQ(of_a(transform(Function::log1p, 0), 9), 2.302585092994045684);
  EXPECT_EQ(of_a(transform(Function::sqrt, 0), 9), 3);
}

TEST(Transform, RaisesSmallerValuesToTheFloor) {
  for (double value : {0.0, 0.1, -5.0, -kInfinity}) {
    EXPECT_DOUBLE_EQ(of_a(transform(Function::log, 0.25), value), -1.386294361119890619);
    EXPECT_EQ(of_a(transform(Function::log1p, 0.25), value), of_a(transform(Function::log1p, 0.25), 0.25));
    EXPECT_EQ(of_a(transform(Function::sqrt, 0.25), value), 0.5);
  }
}

TEST(Transform, LeavesMissingMissing) {
  for (Function function : {Function::log, Function::log1p, Function::sqrt})
    EXPECT_TRUE(std::isnan(of_a(transform(function, 1), kNaN)));
}

TEST(Transform, RefusesAFloorOutsideTheDomain) {
  ExpectStepFault(transform(Function::log, 0), "s.floors[0]", "domain");
  ExpectStepFault(transform(Function::log, -1), "s.floors[0]", "domain");
  ExpectStepFault(transform(Function::log1p, -1), "s.floors[0]", "domain");
  ExpectStepFault(transform(Function::sqrt, -5e-324), "s.floors[0]", "domain");
  ExpectStepFault(transform(Function::sqrt, kNaN), "s.floors[0]", "finite");
  ExpectStepFault(Transform{Function::sqrt, {0}, {}}, "s.floors", "0 values for 1 columns");
  ExpectStepFault(Transform{Function::sqrt, {2}, {0}}, "s.columns[0]", "c is a category");
}

// ---------------------------------------------------------------------------------------------------- power

TEST(Power, IsBoxCox) {
  EXPECT_DOUBLE_EQ(of_a(power_of(PowerFamily::box_cox, 2, 1, 9), 3), 4);      // (9 - 1) / 2
  EXPECT_DOUBLE_EQ(of_a(power_of(PowerFamily::box_cox, -1, 1, 9), 4), 0.75);  // 1 - 1/4
  EXPECT_DOUBLE_EQ(of_a(power_of(PowerFamily::box_cox, 0, 1, 9), 4), 1.386294361119890619);
  EXPECT_EQ(of_a(power_of(PowerFamily::box_cox, 1e-300, 1, 9), 4),
            of_a(power_of(PowerFamily::box_cox, 0, 1, 9), 4));
  EXPECT_TRUE(std::isnan(of_a(power_of(PowerFamily::box_cox, 2, 1, 9), kNaN)));
}

TEST(Power, IsYeoJohnson) {
  const auto of = [](double lambda, double x) {
    return of_a(power_of(PowerFamily::yeo_johnson, lambda, -100, 100), x);
  };
  EXPECT_DOUBLE_EQ(of(2, 2), 4);      // (3^2 - 1) / 2
  EXPECT_DOUBLE_EQ(of(0, -2), -4);    // -(3^2 - 1) / 2
  EXPECT_DOUBLE_EQ(of(1, 7.5), 7.5);  // no change
  EXPECT_DOUBLE_EQ(of(1, -7.5), -7.5);
  EXPECT_DOUBLE_EQ(of(0, 3), 1.386294361119890619);
  EXPECT_DOUBLE_EQ(of(2, -3), -1.386294361119890619);
  EXPECT_EQ(of(0.5, 0), 0);
  EXPECT_TRUE(std::isnan(of(0.5, kNaN)));
}

TEST(Power, StopsAtItsLimits) {
  const Power step = power_of(PowerFamily::box_cox, -8, 0.5, 9);
  for (double value : {0.0, -3.0, 0.4, -kHuge}) EXPECT_EQ(of_a(step, value), of_a(step, 0.5));
  EXPECT_EQ(of_a(step, kHuge), of_a(step, 9));
  EXPECT_TRUE(std::isfinite(of_a(step, 0)));
}

TEST(Power, RefusesWhatDoesNotFit) {
  ExpectStepFault(power_of(PowerFamily::box_cox, 1, 0, 9), "s.lows[0]", "above 0");
  ExpectStepFault(power_of(PowerFamily::box_cox, 1, 2, 1), "s.lows[0]", "above its high limit");
  ExpectStepFault(power_of(PowerFamily::box_cox, kNaN, 1, 2), "s.lambdas[0]", "finite");
  ExpectStepFault(power_of(PowerFamily::box_cox, 1, 1, kInfinity), "s.highs[0]", "finite");
  ExpectStepFault(power_of(PowerFamily::box_cox, 1000, 1, 9), "s.lambdas[0]", "infinity");
  ExpectStepFault(power_of(PowerFamily::box_cox, -1000, 0.1, 9), "s.lambdas[0]", "infinity");
  ExpectStepFault(power_of(PowerFamily::yeo_johnson, -1000, -9, 9), "s.lambdas[0]", "infinity");
  ExpectStepFault(power_of(PowerFamily::yeo_johnson, kHuge, 0, 9), "s.lambdas[0]", "infinity");
  ExpectStepFault(Power{PowerFamily::box_cox, {0}, {}, {1}, {2}}, "s.lambdas", "0 values for 1 columns");
  ExpectStepFault(Power{PowerFamily::box_cox, {2}, {1}, {1}, {2}}, "s.columns[0]", "c is a category");
}

// --------------------------------------------------------------------------------------------- quantile_map

TEST(QuantileMap, GivesTheShare) {
  // Column a: 10, 20 and 40 stand for the shares 0.01, 0.5 and 0.99.
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), 10), 0.01);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), 15), 0.255);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), 20), 0.5);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), 30), 0.745);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), 40), 0.99);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), -kInfinity), 0.01);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(), kHuge), 0.99);
  EXPECT_TRUE(std::isnan(of_a(quantile_map(), kNaN)));
}

TEST(QuantileMap, GivesTheMiddleOfEqualQuantiles) {
  const QuantileMap ties{Shape::uniform, {0}, {5}, {0, 0, 0, 8, 8}};  // shares .01 .255 .5 .745 .99
  EXPECT_DOUBLE_EQ(of_a(ties, 0), 0.255);
  EXPECT_DOUBLE_EQ(of_a(ties, 8), 0.8675);
  EXPECT_DOUBLE_EQ(of_a(ties, 4), 0.6225);
  const QuantileMap constant{Shape::normal, {0}, {2}, {7, 7}};
  EXPECT_NEAR(of_a(constant, 7), 0.0, 1e-15);
}

TEST(QuantileMap, GivesTheNormalQuantileOfTheShare) {
  EXPECT_NEAR(of_a(quantile_map(Shape::normal), 20), 0.0, 1e-15);
  EXPECT_DOUBLE_EQ(of_a(quantile_map(Shape::normal), 99), 2.326347874040840768);
}

TEST(QuantileMap, StaysFiniteBetweenFarAndNearQuantiles) {
  EXPECT_DOUBLE_EQ(of_a(QuantileMap{Shape::uniform, {0}, {2}, {-1e299, 1e299}}, 0), 0.5);
  EXPECT_DOUBLE_EQ(of_a(QuantileMap{Shape::uniform, {0}, {2}, {-5e-324, 5e-324}}, 0), 0.5);
}

TEST(QuantileMap, RefusesWhatDoesNotFit) {
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {1}, {1}}, "s.counts[0]", "from 2 to 100");
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {101}, {}}, "s.counts[0]", "from 2 to 100");
  ExpectStepFault(QuantileMap{Shape::uniform, {0, 1}, {2}, {1, 2}}, "s.counts", "do not fit");
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {2}, {1, 2, 3}}, "s.counts", "do not fit");
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {3}, {1, 3, 2}}, "s.quantiles[2]", "above the one before");
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {2}, {1, kNaN}}, "s.quantiles[1]", "finite");
  ExpectStepFault(QuantileMap{Shape::uniform, {0}, {2}, {-kHuge, kHuge}}, "s.quantiles[1]", "too far");
  ExpectStepFault(QuantileMap{Shape::uniform, {2}, {2}, {1, 2}}, "s.columns[0]", "c is a category");
}

// ------------------------------------------------------------------------------------------------------ bin

TEST(Bin, GivesTheNumberOfEdgesAtOrBelow) {
  const double expected[][2] = {{-kInfinity, 0}, {9.99, 0}, {10, 1}, {19, 1}, {20, 2}, {kHuge, 2}};
  for (const auto& [value, index] : expected) EXPECT_EQ(of_a(bin(), value), index);
  ExpectSameBits(applied(bin(), {kNaN, 9, 1, 5}), Row{kNaN, 0, 1, 1});
}

TEST(Bin, MakesCategories) {
  const Columns out = columns_after(bin());
  EXPECT_EQ(out[0].levels, 3u);
  EXPECT_TRUE(out[0].may_be_missing);
  EXPECT_EQ(out[1].levels, 1u);
  EXPECT_EQ(out[2].levels, 3u);
  EXPECT_EQ(out[3].levels, 2u);
  EXPECT_TRUE(columns_through({bin(), Impute{Statistic::most_frequent, {0}, {2}}, OneHot{{0, 1}, {3, 1}}},
                              four_columns(), "steps"));
}

TEST(Bin, RefusesWhatDoesNotFit) {
  ExpectStepFault(Bin{{2}, {1}, {1}}, "s.columns[0]", "c is a category");
  ExpectStepFault(Bin{{0}, {256}, {}}, "s.counts[0]", "from 0 to 255");
  ExpectStepFault(Bin{{0}, {}, {}}, "s.counts", "do not fit");
  ExpectStepFault(Bin{{0, 1}, {1, 2}, {5, 1, 1}}, "s.edges[2]", "above the one before");
  ExpectStepFault(Bin{{0, 1}, {1, 2}, {5, 1, 0}}, "s.edges[2]", "above the one before");
  ExpectStepFault(Bin{{0}, {2}, {5, kInfinity}}, "s.edges[1]", "finite");
  ExpectStepFault(Bin{{0}, {2}, {5}}, "s.counts", "do not fit");
  ExpectStepFault(Bin{{0}, {0}, {5}}, "s.counts", "do not fit");
}

// --------------------------------------------------------------------------------------------------- spline

TEST(Spline, AppendsTwoColumnsFewerThanKnots) {
  const Columns out = columns_after(spline());
  std::vector<std::string> names;
  for (const Column& column : out) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c", "d", "b'", "d'", "d''"}));
  EXPECT_EQ(out[4].predictor, 1u);
  EXPECT_EQ(out[6].predictor, 3u);
  EXPECT_EQ(out[6].levels, 0u);
  EXPECT_FALSE(out[6].may_be_missing);
}

TEST(Spline, IsHarrellsFormula) {
  // Knots 0, 1, 2: [x^3 - 2 (x - 1)^3 + (x - 2)^3] / 4, each part only above its knot.
  const double expected[][2] = {{-7, 0},        {0, 0},   {0.5, 0.03125}, {1, 0.25},
                                {1.5, 0.78125}, {2, 1.5}, {3, 3},         {4, 4.5}};
  for (const auto& [x, value] : expected) EXPECT_DOUBLE_EQ(applied(spline(), {0, x, 0, 0})[4], value) << x;
  // Knots 0, 1, 2, 4: second column [(x - 1)^3 - 3/2 (x - 2)^3 + 1/2 (x - 4)^3] / 16.
  const double second[][2] = {{1, 0}, {1.5, 0.0078125}, {2, 0.0625}, {3, 0.40625}, {4, 0.9375}, {6, 2.0625}};
  for (const auto& [x, value] : second) EXPECT_DOUBLE_EQ(applied(spline(), {0, 0, 0, x})[6], value) << x;
}

TEST(Spline, IsAStraightLineFarOutside) {
  // 1.5 (x - 2) + 1.5; the formula's cubes would keep no digit of it.
  EXPECT_DOUBLE_EQ(applied(spline(), {0, 1e15, 0, 0})[4], 1.5e15 - 1.5);
  EXPECT_DOUBLE_EQ(applied(spline(), {0, kHuge, 0, 0})[4], 5e299);  // the line stops growing
  EXPECT_EQ(applied(spline(), {0, -kHuge, 0, 0})[4], 0.0);
}

TEST(Spline, StaysFiniteBetweenNearKnots) {
  const Spline near{{1}, {3}, {0, 1, 1 + 0x1p-52}};
  for (double x : {0.5, 1.0, 1 + 0x1p-52, 2.0, 1e10})
    EXPECT_TRUE(std::isfinite(applied(near, {0, x, 0, 0})[4])) << x;
  // Above the last knot 3 (x − t) is infinite where its factor is 0.
  const Spline far{{1}, {4}, {-kHuge, -kHuge + 1e295, -kHuge + 2e295, -kHuge + 1e299}};
  for (double x : {-kHuge, 0.0, kHuge}) {
    for (std::size_t i : {4u, 5u}) EXPECT_TRUE(std::isfinite(applied(far, {0, x, 0, 0})[i])) << x;
  }
  const Spline small{{1}, {3}, {0, 5e-324, 1e-323}};
  for (double x : {5e-324, 1e-323, 1.0}) EXPECT_TRUE(std::isfinite(applied(small, {0, x, 0, 0})[4])) << x;
}

TEST(Spline, HandsBackToItsColumn) {
  const Row row{1, 2, 1, 4};
  const Row out = applied(spline(), row);
  Row back(4);
  hand_back(spline(), row, out, Row{1, 2, 3, 4, 10, 20, 30}, back);
  EXPECT_EQ(back, (Row{1, 12, 3, 54}));
}

TEST(Spline, RefusesWhatDoesNotFit) {
  ExpectStepFault(Spline{{0}, {3}, {0, 1, 2}}, "s.columns[0]", "a may be missing; impute it first");
  ExpectStepFault(Spline{{2}, {3}, {0, 1, 2}}, "s.columns[0]", "c is a category");
  ExpectStepFault(Spline{{1}, {2}, {0, 1}}, "s.counts[0]", "from 3 to 16");
  ExpectStepFault(Spline{{1}, {17}, {0, 1}}, "s.counts[0]", "from 3 to 16");
  ExpectStepFault(Spline{{1}, {}, {}}, "s.counts", "do not fit");
  ExpectStepFault(Spline{{1}, {3}, {0, 1}}, "s.counts", "do not fit");
  ExpectStepFault(Spline{{1}, {3}, {0, 1, 1}}, "s.knots[2]", "above the one before");
  ExpectStepFault(Spline{{1}, {3}, {0, kNaN, 1}}, "s.knots[1]", "finite");
  ExpectStepFault(Spline{{1}, {3}, {-kHuge, 0, kHuge}}, "s.knots[1]", "too far");
}

TEST(Spline, StopsAtTheLimitOfColumns) {
  Columns wide;
  Spline step;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    wide.push_back({"c", i, 0, false});
    step.columns.push_back(i);
    step.counts.push_back(kMaxKnots);
    for (std::uint32_t knot = 0; knot < kMaxKnots; ++knot) step.knots.push_back(knot);
  }
  ExpectFault(columns_out(step, wide, "s"), ErrorCode::bad_model_file, "s", "65,536");
}

// ----------------------------------------------------------------------------------------------- all of them

TEST(ShapeSteps, RefuseIndicesThatAreOutsideDescendOrRepeat) {
  for (const Step& good : all_steps()) {
    Step step = good;
    std::visit(
        [&](auto& s) {
          SCOPED_TRACE(s.kName);
          ASSERT_TRUE(columns_out(good, four_columns(), "s"));
          const std::size_t last = s.columns.size() - 1;
          s.columns[last] = 4;
          ExpectStepFault(step, "s.columns[" + std::to_string(last) + "]", "row has 4 columns");
          if (last == 0) return;
          s.columns[last] = s.columns[last - 1];
          ExpectStepFault(step, "s.columns[" + std::to_string(last) + "]", "ascending");
        },
        step);
  }
}

TEST(ShapeSteps, HandEverythingBack) {
  for (const Step& step : all_steps()) ExpectHandsEverythingBack(step);
}

TEST(ShapeSteps, MakeNothingInfiniteOfFiniteValues) {
  for (const Step& step : all_steps()) {
    for (double value : {0.0, -0.0, 5e-324, 1.0, 1e15, kHuge, -1.0, -1e15, -kHuge}) {
      for (double made : applied(step, {value, value, 0, value})) EXPECT_TRUE(std::isfinite(made)) << value;
    }
  }
}

// ------------------------------------------------------------------------- what an imputation after them
// says

/// The fill that a prediction reports where glucose is missing, and `step` stands before its imputation.
double reported_fill(const Step& step, double fill) {
  ModelFile file = small_model_file();
  const bool category = std::holds_alternative<Bin>(step);
  file.steps = {step, Impute{category ? Statistic::most_frequent : Statistic::median, {kGlucose}, {fill}},
                Impute{Statistic::most_frequent, {kStage}, {1.0}}};
  std::vector<std::uint32_t> categories{kStage};
  std::vector<std::uint32_t> levels{3};
  if (category) {
    categories = {kGlucose, kStage};
    levels = {3, 3};
  }
  file.steps.push_back(OneHot{categories, levels});
  const std::size_t columns = category ? 8 : 6;
  file.model = LogisticRegression{0.0, Row(columns, 0.5), Row(columns, 0.0)};
  const auto engine = Engine::assemble(file);
  EXPECT_TRUE(engine) << engine.error().text();
  if (!engine) return kNaN;
  Workspace workspace = engine->workspace();
  set_typical_record(workspace.record);
  workspace.record.kinds[kGlucose] = CellKind::absent;
  engine->predict(workspace);
  for (const Issue& issue : workspace.issues)
    if (issue.code == IssueCode::imputed && issue.predictor == kGlucose) return issue.limit;
  ADD_FAILURE() << "no word about the fill";
  return kNaN;
}

TEST(ShapeSteps, LetAPersonKnowWhatWasFilledIn) {
  EXPECT_EQ(reported_fill(Rescale{Rescaling::robust, {kGlucose}, {100}, {20}}, 0.5), 110);
  EXPECT_EQ(reported_fill(Clip{{kGlucose}, {50}, {200}}, 110), 110);
  EXPECT_NEAR(reported_fill(Transform{Function::log, {kGlucose}, {1}}, std::log(110)), 110, 1e-12);
  EXPECT_NEAR(reported_fill(Transform{Function::log1p, {kGlucose}, {0}}, std::log1p(110)), 110, 1e-12);
  EXPECT_NEAR(reported_fill(Transform{Function::sqrt, {kGlucose}, {0}}, std::sqrt(110)), 110, 1e-12);
  for (double lambda : {-1.0, 0.0, 0.5, 2.0, 3.0}) {
    for (PowerFamily family : {PowerFamily::box_cox, PowerFamily::yeo_johnson}) {
      const double filled = power(family, 110, lambda);
      EXPECT_NEAR(reported_fill(Power{family, {kGlucose}, {lambda}, {8}, {512}}, filled), 110, 1e-10);
    }
  }
  // No x gives 5 where λ is −1: Box-Cox stays below 1.
  EXPECT_EQ(reported_fill(Power{PowerFamily::box_cox, {kGlucose}, {-1}, {8}, {512}}, 5), 8);
  EXPECT_EQ(reported_fill(QuantileMap{Shape::uniform, {kGlucose}, {3}, {80, 110, 200}}, 0.5), 110);
  EXPECT_EQ(reported_fill(QuantileMap{Shape::normal, {kGlucose}, {3}, {80, 110, 200}}, 0.1), 110);
  EXPECT_EQ(reported_fill(Bin{{kGlucose}, {2}, {100, 140}}, 0), 100);
  EXPECT_EQ(reported_fill(Bin{{kGlucose}, {2}, {100, 140}}, 1), 100);
  EXPECT_EQ(reported_fill(Bin{{kGlucose}, {2}, {100, 140}}, 2), 140);
}

}  // namespace
}  // namespace nearside
