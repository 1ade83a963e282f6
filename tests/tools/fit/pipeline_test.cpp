// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/pipeline.h"

#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "core/engine.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

using Outcomes = std::vector<std::uint8_t>;
constexpr double kNone = kMissingValue;

/// A number that may be missing and a stage.
struct Example {
  Recipe recipe;
  Matrix rows = matrix({{50, 0}, {kNone, 1}, {70, 2}, {60, 1}, {80, 2}, {40, 0}});
  Outcomes outcome{0, 1, 1, 0, 1, 0};

  explicit Example(std::vector<StepRequest> steps) {
    recipe.predictors = {numeric("age", false), with_levels("stage", Kind::categorical, {"I", "II", "III"})};
    recipe.steps = std::move(steps);
  }
  Result<Pipeline> fit() const { return fit_pipeline(recipe, rows, binary_response(outcome)); }
};

const StepRequest kImpute = ImputeRequest{Statistic::median, {}};
const StepRequest kMostFrequent = ImputeRequest{Statistic::most_frequent, {}};

TEST(FitPipeline, FitsEachStepToWhatTheStepsBeforeItMade) {
  const auto pipeline = Example({FlagMissingRequest{}, kImpute, OneHotRequest{}, StandardiseRequest{}}).fit();
  ASSERT_TRUE(pipeline) << text_of(pipeline);
  ASSERT_EQ(pipeline->steps.size(), 4u);
  EXPECT_EQ(pipeline->widths, (std::vector<std::size_t>{3, 3, 5, 5}));
  const auto& scale = std::get<Standardise>(pipeline->steps[3]);
  EXPECT_EQ(scale.columns.size(), 5u);
  EXPECT_EQ(scale.means[0], 60.0);              // 50, the median 60, 70, 60, 80, 40
  EXPECT_DOUBLE_EQ(scale.means[4], 1.0 / 6.0);  // one age in six is missing
  EXPECT_EQ(std::get<LogisticRegression>(pipeline->model).coefficients.size(), 5u);
}

TEST(FitPipeline, LeavesStepsAwayThatHaveNothingToDo) {
  const auto pipeline = Example({kImpute, kMostFrequent, OneHotRequest{}}).fit();
  ASSERT_TRUE(pipeline) << text_of(pipeline);
  ASSERT_EQ(pipeline->steps.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<Impute>(pipeline->steps[0]));
  EXPECT_TRUE(std::holds_alternative<OneHot>(pipeline->steps[1]));
}

TEST(FitPipeline, NeedsAnImputationForWhatMayBeMissing) {
  const auto pipeline = Example({OneHotRequest{}}).fit();
  ASSERT_FALSE(pipeline);
  EXPECT_EQ(pipeline.error().code, ErrorCode::bad_recipe);
  EXPECT_EQ(pipeline.error().text(),
            "steps: \"age\" may be missing and no step fills it; add {\"impute\": …} before the model");
}

TEST(FitPipeline, NeedsOneHotForACategory) {
  const auto pipeline = Example({kImpute}).fit();
  ASSERT_FALSE(pipeline);
  EXPECT_EQ(pipeline.error().code, ErrorCode::bad_recipe);
  EXPECT_EQ(pipeline.error().text(),
            "steps: \"stage\" is a category; add {\"one_hot\": {}} before the model");
}

TEST(FitPipeline, PassesOnWhatAStepCantFit) {
  Example example({kImpute, OneHotRequest{}});
  for (std::size_t r = 0; r < example.rows.rows(); ++r) example.rows.row(r)[0] = kNone;
  EXPECT_EQ(text_of(example.fit()),
            "column age: has no value in the rows that it is fitted on; leave it out of the predictors");
}

TEST(FitPipeline, PassesOnWhatTheModelCantFit) {
  Example example({kImpute, OneHotRequest{}});
  example.outcome.assign(6, 1);
  EXPECT_EQ(text_of(example.fit()), "outcome: only one class is present in the rows that are fitted");
}

TEST(FitPipeline, TakesThePenaltyOfTheRecipe) {
  Example example({kImpute, OneHotRequest{}, StandardiseRequest{}});
  const auto weak = example.fit();
  example.recipe.model = LogisticRequest{0.01};
  const auto strong = example.fit();
  ASSERT_TRUE(weak && strong);
  EXPECT_LT(std::abs(std::get<LogisticRegression>(strong->model).coefficients[0]),
            std::abs(std::get<LogisticRegression>(weak->model).coefficients[0]));
}

TEST(PredictRows, GivesTheBitsThatTheEngineGives) {
  const Example example({FlagMissingRequest{}, kImpute, OneHotRequest{}, StandardiseRequest{}});
  const auto pipeline = example.fit();
  ASSERT_TRUE(pipeline) << text_of(pipeline);
  ModelFile file;
  file.id = "example";
  file.schema.predictors = example.recipe.predictors;
  file.steps = pipeline->steps;
  file.model = pipeline->model;
  file.outputs = {{"risk", OutputKind::probability, {}, "yes", "no", {}}};
  const auto engine = Engine::assemble(file);
  ASSERT_TRUE(engine) << text_of(engine);
  Workspace workspace = engine->workspace();
  const std::vector<double> risks = predict_rows(*pipeline, example.rows);
  ASSERT_EQ(risks.size(), 6u);
  for (std::size_t r = 0; r < risks.size(); ++r) {
    workspace.wipe();
    const auto row = example.rows.row(r);
    if (!std::isnan(row[0])) workspace.record.set_number(0, row[0]);
    workspace.record.set_level(1, static_cast<std::uint32_t>(row[1]));
    engine->predict(workspace);
    EXPECT_EQ(risks[r], workspace.outputs[0]) << r;
  }
}

TEST(FitPipeline, StandardisesEveryColumnBeforeAModelOfDistancesOnly) {
  Example example({kImpute, OneHotRequest{}, StandardiseRequest{{}, StandardisedColumns::by_model}});
  const std::vector<double> once = example.rows.values;
  const Outcomes outcome = example.outcome;
  example.rows.values.insert(example.rows.values.end(), once.begin(), once.end());
  example.outcome.insert(example.outcome.end(), outcome.begin(), outcome.end());
  const auto columns = [&]() -> std::size_t {
    const auto pipeline = example.fit();
    EXPECT_TRUE(pipeline) << text_of(pipeline);
    return pipeline ? std::get<Standardise>(pipeline->steps.back()).columns.size() : 0;
  };
  EXPECT_EQ(columns(), 1u);
  example.recipe.model = NearestNeighboursRequest{.neighbours = 2};
  EXPECT_EQ(columns(), 4u);
  example.recipe.model = SvmLinearRequest{};
  EXPECT_EQ(columns(), 1u);
}

}  // namespace
}  // namespace nearside
