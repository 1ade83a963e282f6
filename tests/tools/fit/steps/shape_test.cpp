// SPDX-License-Identifier: Apache-2.0
// Rescaling, shape, bins and splines beside scikit-learn and NumPy; tests/fixtures/shape/README.md says how.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "tools/fit/steps.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Values = std::vector<double>;
constexpr double kNone = kMissingValue;

const std::array<const char*, 9> kNames{"pregnant", "glucose",  "pressure", "triceps", "insulin",
                                        "mass",     "pedigree", "age",      "shifted"};

/// The Pima table with a ninth column, pressure − 70, and its outcome.
struct Pima {
  std::vector<Predictor> predictors;
  Matrix rows;
  std::vector<std::uint8_t> outcome;

  Pima() {
    rows.columns = kNames.size();
    std::vector<Values> columns;
    for (const char* name : kNames) {
      const bool shifted = name == std::string("shifted");
      Values column = numbers_in(pima_csv(), shifted ? "pressure" : name);
      if (shifted)
        for (double& value : column) value -= 70.0;
      const bool complete =
          std::none_of(column.begin(), column.end(), [](double v) { return std::isnan(v); });
      predictors.push_back(numeric(name, complete));
      columns.push_back(std::move(column));
    }
    for (std::size_t r = 0; r < columns[0].size(); ++r)
      for (const Values& column : columns) rows.values.push_back(column[r]);
    auto status = read_csv_text(content_of(pima_csv()), [&](const CsvRow& row) -> Status {
      if (row.number > 1) outcome.push_back(row.fields.back() == "pos" ? 1 : 0);
      return {};
    });
    EXPECT_TRUE(status);
    EXPECT_EQ(outcome.size(), rows.rows());
  }
};

const Pima& pima() {
  static const Pima table;
  return table;
}

template <class T>
T fitted(const StepRequest& request) {
  const Columns columns = columns_of(pima().predictors);
  auto step = fit(request, StepData{pima().rows, columns, pima().predictors, pima().outcome, 0});
  EXPECT_TRUE(step) << text_of(step);
  return step ? std::get<T>(*step) : T();
}

/// Column `column` of every eighth row after the step.
Values made(const Step& step, std::size_t column) {
  const auto out = columns_out(step, columns_of(pima().predictors), "s");
  EXPECT_TRUE(out) << text_of(out);
  Values values;
  if (!out) return values;
  Values next(out->size());
  for (std::size_t r = 0; r < pima().rows.rows(); r += 8) {
    apply(step, pima().rows.row(r), next);
    values.push_back(next[column]);
  }
  return values;
}

Values reference(const std::string& column) {
  return numbers_in(in_repository("tests/fixtures/shape/values.csv"), column);
}
Values parameters(const std::string& what) {
  return numbers_in(in_repository("tests/fixtures/shape/parameters.csv"), "value", what);
}
std::size_t place(const std::string& name) {
  return static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
}

/// The same values missing, and the others within `tolerance` of the larger of 1 and the reference.
void ExpectNear(const Values& seen, const Values& expected, double tolerance) {
  ASSERT_EQ(seen.size(), expected.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    ASSERT_EQ(std::isnan(seen[i]), std::isnan(expected[i])) << i;
    if (std::isnan(seen[i])) continue;
    largest = std::max(largest, std::abs(seen[i] - expected[i]) / std::max(1.0, std::abs(expected[i])));
  }
  EXPECT_LE(largest, tolerance);
  ::testing::Test::RecordProperty("largest_difference", number_text(largest));
}

// Rounding in another order: a few ulps of numbers about 1.
constexpr double kRounding = 1e-14;

TEST(FitRescale, FindsWhatScikitLearnFinds) {
  for (Rescaling method : {Rescaling::robust, Rescaling::min_max, Rescaling::max_abs}) {
    const std::string name(enum_name(method));
    const Rescale step = fitted<Rescale>(RescaleRequest{method, {"insulin"}});
    EXPECT_EQ(step.columns, std::vector<std::uint32_t>{4});
    EXPECT_EQ((Values{step.offsets[0], step.scales[0]}), parameters(name));
    ExpectNear(made(step, 4), reference(name), kRounding);
  }
}

TEST(FitRescale, LeavesAConstantColumnItsScale) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b")};
  const Columns columns = columns_of(predictors);
  const Matrix rows = matrix({{7, 0}, {7, 0}, {7, 0}, {7, 1}, {7, 0}});
  const StepData data{rows, columns, predictors, {}, 0};
  for (Rescaling method : {Rescaling::robust, Rescaling::min_max, Rescaling::max_abs}) {
    const auto step = fit(StepRequest(RescaleRequest{method, {}}), data);
    ASSERT_TRUE(step);
    const auto& rescale = std::get<Rescale>(*step);
    EXPECT_EQ(rescale.scales, (Values{method == Rescaling::max_abs ? 7.0 : 1.0, 1.0}));
  }
}

TEST(FitNormaliseRow, MakesWhatScikitLearnMakes) {
  for (Norm norm : {Norm::l1, Norm::l2, Norm::max}) {
    const NormaliseRow step =
        fitted<NormaliseRow>(NormaliseRowRequest{norm, {"age", "pedigree", "pregnant"}});
    EXPECT_EQ(step.columns, (std::vector<std::uint32_t>{0, 6, 7}));
    for (const char* name : {"pregnant", "pedigree", "age"})
      ExpectNear(made(step, place(name)), reference(std::string(enum_name(norm)) + "_" + name), kRounding);
  }
}

TEST(FitClip, FindsThePercentiles) {
  const Clip step = fitted<Clip>(ClipRequest{{"insulin"}, 0.01, 0.99, {}, {}});
  ExpectNear({step.lows[0], step.highs[0]}, parameters("clip"), kRounding);
  ExpectNear(made(step, 4), reference("clip"), kRounding);
}

TEST(FitClip, TakesGivenLimits) {
  const Clip step = fitted<Clip>(ClipRequest{{"insulin", "glucose"}, 0.01, 0.99, 100.0, 150.0});
  EXPECT_EQ(step.columns, (std::vector<std::uint32_t>{1, 4}));
  EXPECT_EQ(step.lows, (Values{100, 100}));
  EXPECT_EQ(step.highs, (Values{150, 150}));
}

TEST(FitTransform, MakesWhatNumPyMakes) {
  const Transform log = fitted<Transform>(TransformRequest{Function::log, {"insulin"}, {}});
  EXPECT_EQ(log.floors, Values{8});  // the smallest value is 14
  ExpectNear(made(log, 4), reference("log"), kRounding);
  ExpectNear(made(fitted<Transform>(TransformRequest{Function::log1p, {"pregnant"}, {}}), 0),
             reference("log1p"), kRounding);
  ExpectNear(made(fitted<Transform>(TransformRequest{Function::sqrt, {"pedigree"}, {}}), 6),
             reference("sqrt"), kRounding);
}

TEST(FitTransform, NeedsAFloorForValuesOutsideTheDomain) {
  const Columns columns = columns_of(pima().predictors);
  const StepData data{pima().rows, columns, pima().predictors, pima().outcome, 0};
  EXPECT_EQ(text_of(fit(StepRequest(TransformRequest{Function::log, {"pregnant"}, {}}), data)),
            "column pregnant: has values at or below 0; give a \"floor\", or use log1p");
  EXPECT_EQ(text_of(fit(StepRequest(TransformRequest{Function::sqrt, {"shifted"}, {}}), data)),
            "column shifted: has values below 0; give a \"floor\"");
  const Transform step = fitted<Transform>(TransformRequest{Function::log, {"pregnant"}, 0.5});
  EXPECT_EQ(step.floors, Values{0.5});
}

TEST(FitPower, FindsScikitLearnsLambdas) {
  for (const auto& [family, name] :
       std::vector<std::pair<PowerFamily, std::string>>{{PowerFamily::box_cox, "insulin"},
                                                        {PowerFamily::box_cox, "mass"},
                                                        {PowerFamily::box_cox, "pedigree"},
                                                        {PowerFamily::yeo_johnson, "insulin"},
                                                        {PowerFamily::yeo_johnson, "shifted"},
                                                        {PowerFamily::yeo_johnson, "pregnant"}}) {
    SCOPED_TRACE(name);
    const std::string what = std::string(enum_name(family)) + "_" + name;
    Power step = fitted<Power>(PowerRequest{family, {name}});
    // The likelihood is flat at its top: rounding in it moves λ by about 1e-8, and scipy's search stops
    // there.
    ExpectNear(step.lambdas, parameters(what), 1e-6);
    ExpectNear(made(step, place(name)), reference(what), 1e-5);
    step.lambdas = parameters(what);
    // The same λ: a few ulps of e^(λ log x), over a small λ.
    ExpectNear(made(step, place(name)), reference(what), 2e-14);
  }
}

TEST(FitPower, KeepsNoPersonsValueAsALimit) {
  const Power positive = fitted<Power>(PowerRequest{PowerFamily::box_cox, {"insulin"}});  // 14 to 846
  EXPECT_EQ((Values{positive.lows[0], positive.highs[0]}), (Values{8, 1024}));
  const Power both = fitted<Power>(PowerRequest{PowerFamily::yeo_johnson, {"shifted"}});  // -46 to 52
  EXPECT_EQ((Values{both.lows[0], both.highs[0]}), (Values{-64, 64}));
  const Power zero = fitted<Power>(PowerRequest{PowerFamily::yeo_johnson, {"pregnant"}});  // 0 to 17
  EXPECT_EQ((Values{zero.lows[0], zero.highs[0]}), (Values{0, 32}));
}

TEST(FitPower, LeavesAConstantColumnAlone) {
  const std::vector<Predictor> predictors{numeric("a")};
  const Columns columns = columns_of(predictors);
  const Matrix rows = matrix({{3}, {3}, {3}});
  const auto step = fit(StepRequest(PowerRequest{}), StepData{rows, columns, predictors, {}, 0});
  ASSERT_TRUE(step);
  EXPECT_EQ(std::get<Power>(*step).lambdas, Values{1});
}

TEST(FitPower, RefusesBoxCoxOfZero) {
  const Columns columns = columns_of(pima().predictors);
  EXPECT_EQ(text_of(fit(StepRequest(PowerRequest{PowerFamily::box_cox, {"pregnant"}}),
                        StepData{pima().rows, columns, pima().predictors, pima().outcome, 0})),
            "column pregnant: has values at or below 0; use yeo_johnson");
}

TEST(FitQuantileMap, MakesWhatScikitLearnMakes) {
  for (const char* name : {"insulin", "pregnant"}) {
    const QuantileMap uniform = fitted<QuantileMap>(QuantileMapRequest{Shape::uniform, 100, {name}});
    ExpectNear(uniform.quantiles, parameters(std::string("quantiles_") + name), kRounding);
    ExpectNear(made(uniform, place(name)), reference(std::string("uniform_") + name), kRounding);
    const QuantileMap normal = fitted<QuantileMap>(QuantileMapRequest{Shape::normal, 100, {name}});
    ExpectNear(made(normal, place(name)), reference(std::string("normal_") + name), 1e-13);
  }
}

TEST(FitQuantileMap, KeepsTenPeopleForEachQuantile) {
  EXPECT_EQ(fitted<QuantileMap>(QuantileMapRequest{Shape::uniform, 100, {"insulin"}}).counts,
            std::vector<std::uint32_t>{39});  // 394 values
  EXPECT_EQ(fitted<QuantileMap>(QuantileMapRequest{Shape::uniform, 11, {"insulin"}}).counts,
            std::vector<std::uint32_t>{11});
  const std::vector<Predictor> predictors{numeric("a")};
  const Columns columns = columns_of(predictors);
  const Matrix rows{1, Values(19, 1.0)};
  EXPECT_EQ(text_of(fit(StepRequest(QuantileMapRequest{}), StepData{rows, columns, predictors, {}, 0})),
            "column a: has 19 values; quantile_map needs 20, ten for each quantile");
}

TEST(FitBin, FindsScikitLearnsEdges) {
  for (Binning method : {Binning::equal_width, Binning::quantile}) {
    for (const char* name : {"age", "pregnant"}) {
      const std::string what = std::string(enum_name(method)) + "_" + name;
      const Bin step = fitted<Bin>(BinRequest{method, 5, {name}});
      ExpectNear(step.edges, parameters(what), kRounding);
      EXPECT_EQ(made(step, place(name)), reference(what));
    }
  }
}

TEST(FitBin, CutsWhereFayyadAndIraniCut) {
  for (const char* name : kNames) {
    SCOPED_TRACE(name);
    ExpectNear(fitted<Bin>(BinRequest{Binning::supervised, 5, {name}}).edges,
               parameters(std::string("supervised_") + name), kRounding);
  }
}

TEST(FitBin, LeavesOneBinWhereNothingIsTold) {
  const std::vector<Predictor> predictors{numeric("noise"), numeric("same")};
  const Columns columns = columns_of(predictors);
  const Matrix rows = matrix({{1, 3}, {2, 3}, {3, 3}, {4, 3}, {5, 3}, {6, 3}});
  const std::vector<std::uint8_t> outcome{0, 1, 0, 1, 0, 1};
  for (Binning method : {Binning::supervised, Binning::quantile, Binning::equal_width}) {
    const auto step =
        fit(StepRequest(BinRequest{method, 2, {}}), StepData{rows, columns, predictors, outcome, 0});
    ASSERT_TRUE(step);
    EXPECT_EQ(std::get<Bin>(*step).counts,
              (std::vector<std::uint32_t>{method == Binning::supervised ? 0u : 1u, 0u}));
  }
}

TEST(FitSpline, MakesHarrellsColumnsForEachNumberOfKnots) {
  for (std::uint32_t knots = 3; knots <= 7; ++knots) {
    SCOPED_TRACE(knots);
    const Spline step = fitted<Spline>(SplineRequest{{"pedigree"}, knots, {}});
    ExpectNear(step.knots, parameters("knots_" + std::to_string(knots)), kRounding);
    for (std::uint32_t j = 0; j + 2 < knots; ++j) {
      ExpectNear(made(step, kNames.size() + j),
                 reference("spline_" + std::to_string(knots) + "_" + std::to_string(j + 1)), kRounding);
    }
  }
}

TEST(FitSpline, TakesGivenKnots) {
  const Spline step = fitted<Spline>(SplineRequest{{"age"}, 4, {30, 45, 60}});
  EXPECT_EQ(step.counts, std::vector<std::uint32_t>{3});
  EXPECT_EQ(step.knots, (Values{30, 45, 60}));
}

TEST(FitSpline, NeedsDifferentKnots) {
  const std::vector<Predictor> predictors{numeric("a")};
  const Columns columns = columns_of(predictors);
  const Matrix rows = matrix({{0}, {0}, {0}, {0}, {1}, {2}});
  const auto step = fit(StepRequest(SplineRequest{{"a"}, 4, {}}), StepData{rows, columns, predictors, {}, 0});
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(
      step.error().text(),
      "column a: has too many equal values for 4 knots; ask for fewer, give them as \"at\", or leave it a "
      "straight line");
}

TEST(FitShapes, NeedAValue) {
  const std::vector<Predictor> predictors{numeric("crp", false)};
  const Columns columns = columns_of(predictors);
  const Matrix rows = matrix({{kNone}, {kNone}});
  for (const StepRequest& request : {StepRequest(RescaleRequest{}), StepRequest(ClipRequest{}),
                                     StepRequest(TransformRequest{Function::log, {"crp"}, {}}),
                                     StepRequest(PowerRequest{}), StepRequest(QuantileMapRequest{}),
                                     StepRequest(BinRequest{}), StepRequest(SplineRequest{{"crp"}, 4, {}})}) {
    EXPECT_EQ(text_of(fit(request, StepData{rows, columns, predictors, {}, 0})),
              "column crp: has no value in the rows that it is fitted on; leave it out of the predictors");
  }
}

TEST(FitShapes, TakeNumbersButNoFlagsTruthValuesNorLevels) {
  const std::vector<Predictor> predictors{numeric("a"), with_levels("b", Kind::boolean, {"no", "yes"}),
                                          with_levels("c", Kind::categorical, {"x", "y"})};
  const Columns columns{{"a", 0, 0, false},
                        {"b", 1, 0, false},
                        {"c=0", 2, 0, false},
                        {"a missing", 0, 0, false},
                        {"a/b", kCreated, 0, false}};
  const Matrix rows = matrix({{1, 0, 1, 0, 5}, {2, 1, 0, 0, 6}});
  const StepData data{rows, columns, predictors, {}, 0};
  const auto columns_of_clip = [&](const std::vector<std::string>& names) {
    const auto step = fit(StepRequest(ClipRequest{names, 0, 1, {}, {}}), data);
    EXPECT_TRUE(step);
    return std::get<Clip>(*step).columns;
  };
  EXPECT_EQ(columns_of_clip({}), (std::vector<std::uint32_t>{0, 4}));
  EXPECT_EQ(columns_of_clip({"a"}), std::vector<std::uint32_t>{0});
  EXPECT_EQ(columns_of_clip({"a/b", "b"}), (std::vector<std::uint32_t>{1, 4}));
}

// ---------------------------------------------------------------------------------------------- their recipe

std::string complaint(const std::string& steps) {
  return text_of(parse_recipe(R"({"nearside_recipe": 1, "id": "a", "data": {"file": "a.csv"},
      "outcome": {"column": "y", "positive": "1", "negative": "0"},
      "predictors": [{"id": "age", "kind": "numeric"}, {"id": "crp", "kind": "numeric"}],
      "steps": [)" + steps + R"(], "model": {"logistic_regression": {}}})"));
}

TEST(ShapeRecipe, IsReadInFull) {
  EXPECT_EQ(complaint(R"({"rescale": {"method": "robust"}}, {"normalise_row": {}}, {"clip": {}},
                         {"clip": {"columns": ["age"], "low": 20, "high_quantile": 0.95}},
                         {"transform": {"function": "log", "columns": ["crp"], "floor": 0.1}},
                         {"power": {"family": "yeo_johnson"}}, {"quantile_map": {"shape": "normal"}},
                         {"spline": {"columns": ["age"]}}, {"clip": {"columns": ["age''"]}},
                         {"bin": {"method": "supervised"}})"),
            "");
}

TEST(ShapeRecipe, SaysWhatIsWrong) {
  EXPECT_EQ(complaint(R"({"rescal": {"method": "robust"}})"),
            "steps[0]: \"rescal\" is not known; did you mean \"rescale\"?");
  EXPECT_EQ(complaint(R"({"rescale": {"method": "minmax"}})"),
            "steps[0].rescale.method: \"minmax\" is not known; did you mean \"min_max\"?");
  EXPECT_EQ(complaint(R"({"clip": {"low_quantile": 0.5, "high_quantile": 0.5}})"),
            "steps[0].clip.high_quantile: must be above low_quantile and at most 1");
  EXPECT_EQ(complaint(R"({"clip": {"low_quantile": -0.1}})"),
            "steps[0].clip.low_quantile: must be from 0 to below 1");
  EXPECT_EQ(complaint(R"({"clip": {"low": 3}})"),
            "steps[0].clip.columns: a limit belongs to one measurement; name the columns");
  EXPECT_EQ(complaint(R"({"clip": {"columns": ["age"], "low": 3, "high": 3}})"),
            "steps[0].clip.low: must be below high");
  EXPECT_EQ(complaint(R"({"transform": {"function": "log", "columns": []}})"),
            "steps[0].transform.columns: names no column");
  EXPECT_EQ(complaint(R"({"transform": {"function": "log", "columns": ["crp"], "floor": 0}})"),
            "steps[0].transform.floor: is outside the function's domain");
  EXPECT_EQ(complaint(R"({"quantile_map": {"quantiles": 101}})"),
            "steps[0].quantile_map.quantiles: must be from 2 to 100, found 101");
  EXPECT_EQ(complaint(R"({"bin": {"method": "quantile", "bins": 1}})"),
            "steps[0].bin.bins: must be from 2 to 100, found 1");
  EXPECT_EQ(complaint(R"({"spline": {"columns": []}})"), "steps[0].spline.columns: names no column");
  EXPECT_EQ(complaint(R"({"spline": {"columns": ["age"], "knots": 8}})"),
            "steps[0].spline.knots: must be from 3 to 7, found 8");
  EXPECT_EQ(complaint(R"({"spline": {"columns": ["age"], "at": [1, 2]}})"),
            "steps[0].spline.at: must be 3 to 16 knots, found 2");
  EXPECT_EQ(complaint(R"({"spline": {"columns": ["age"], "at": [1, 3, 2]}})"),
            "steps[0].spline.at: the knots must be finite and ascending");
  EXPECT_EQ(complaint(R"({"spline": {"columns": ["age", "crp"], "at": [1, 2, 3]}})"),
            "steps[0].spline.at: belongs to one column");
  EXPECT_EQ(complaint(R"({"spline": {"columns": ["age"]}}, {"spline": {"columns": ["age"], "knots": 3}})"),
            "steps[1].spline: would create \"age'\", which there is already");
}

}  // namespace
}  // namespace nearside
