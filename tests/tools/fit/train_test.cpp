// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/train.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/base/sha256.h"
#include "core/engine.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

Recipe mixed_recipe() {
  return inferred(mixed_csv(), "event");
}

Trained trained(const Recipe& recipe, const std::string& data, const TrainOptions& options = {}) {
  auto result = train(recipe, data, options);
  EXPECT_TRUE(result) << text_of(result);
  return result ? std::move(*result) : Trained();
}

const PredictorSummary& summary_of(const Trained& model, const std::string& id) {
  for (const PredictorSummary& summary : model.model_file.development.predictors) {
    if (summary.predictor == id) return summary;
  }
  ADD_FAILURE() << id;
  return model.model_file.development.predictors.front();
}

const Predictor& predictor_of(const Trained& model, const std::string& id) {
  for (const Predictor& predictor : model.model_file.schema.predictors) {
    if (predictor.id == id) return predictor;
  }
  ADD_FAILURE() << id;
  return model.model_file.schema.predictors.front();
}

/// 40 rows, x = 0 … 39, events more likely where x is large; row `changed` of the file reads `by`.
std::string table(std::size_t changed = 0, const std::string& by = "") {
  std::string text = "x,y\n";
  for (std::size_t i = 0; i < 40; ++i) {
    const std::string row = std::to_string(i) + (i % 3 == 0 || i > 30 ? ",yes\n" : ",no\n");
    text += i + 2 == changed ? by + "\n" : row;
  }
  return text;
}

Recipe table_recipe() {
  Recipe recipe;
  recipe.id = "table";
  recipe.outcome.column = "y";
  recipe.outcome.positive = "yes";
  recipe.outcome.negative = "no";
  recipe.predictors = {numeric("x")};
  recipe.steps = {StandardiseRequest{}};
  return recipe;
}

/// The error of training on the table with one row changed.
std::string complaint(std::size_t changed, const std::string& by, const Recipe& recipe = table_recipe()) {
  const TempFolder folder;
  const std::string path = folder.with("table.csv", table(changed, by));
  const auto model = after_name(path, train(recipe, path, {}));
  if (model) return "ok";
  EXPECT_EQ(model.error().code, ErrorCode::bad_data);
  return model.error().text();
}

// --------------------------------------------------------------------------------------------------- the
// file

TEST(Train, MakesAFileThatLoads) {
  const Trained model = trained(mixed_recipe(), mixed_csv());
  const auto engine = Engine::load(model.bytes);
  ASSERT_TRUE(engine) << text_of(engine);
  EXPECT_EQ(engine->hash(), model.hash);
  EXPECT_EQ(engine->model_file().id, "mixed");
  EXPECT_EQ(model.model_file.test_vectors.count, engine->model_file().test_vectors.count);
  EXPECT_EQ(encode(model.model_file), model.bytes);
}

TEST(Train, GivesTheSameBytesTwice) {
  EXPECT_EQ(trained(mixed_recipe(), mixed_csv()).bytes, trained(mixed_recipe(), mixed_csv()).bytes);
}

TEST(Train, GivesTheSameBytesWithAnyNumberOfThreads) {
  const Trained one = trained(mixed_recipe(), mixed_csv(), {"", 1, {}});
#ifdef __EMSCRIPTEN__
  EXPECT_EQ(trained(mixed_recipe(), mixed_csv(), {"", 1, {}}).bytes, one.bytes);
#else
  for (std::size_t threads : {2u, 3u, 8u}) {
    const Trained several = trained(mixed_recipe(), mixed_csv(), {"", threads, {}});
    EXPECT_EQ(several.bytes, one.bytes) << threads;
    EXPECT_EQ(several.out_of_fold, one.out_of_fold) << threads;
  }
#endif
}

// Recorded. It holds natively and as wasm: training in either gives the same file. It changes with anything
// that a model file holds, on purpose.
TEST(Train, GivesTheSameBytesOnEveryTarget) {
  EXPECT_EQ(hex(sha256(trained(mixed_recipe(), mixed_csv()).bytes)),
            "4d4232ab4515113e3fd181846cb53687369951fc6a93893a0a127e9fb8c727df");
}

TEST(Train, GivesOtherVectorsAndFoldsFromAnotherSeed) {
  Recipe recipe = mixed_recipe();
  const Trained one = trained(recipe, mixed_csv());
  recipe.validation.seed = 1;
  const Trained other = trained(recipe, mixed_csv());
  EXPECT_NE(one.out_of_fold, other.out_of_fold);
  EXPECT_NE(one.model_file.test_vectors.numbers, other.model_file.test_vectors.numbers);
}

TEST(Train, TakesWordsFromTheRecipeAndIdsWhereItHasNone) {
  Recipe recipe = mixed_recipe();
  recipe.version = "2.1.0";
  recipe.title = {"Invented events", "\xE5\xBF\x83"};
  recipe.standing = Standing::site_approved;
  recipe.audience = Audience::patient;
  recipe.card.limits.en = "Nobody in it ever lived.";
  recipe.predictors[3].label = {};
  recipe.outcome.id = "event_risk";
  recipe.outcome.label = {};
  const ModelFile file = trained(recipe, mixed_csv()).model_file;
  EXPECT_EQ(file.version, "2.1.0");
  EXPECT_EQ(file.title.zh, "\xE5\xBF\x83");
  EXPECT_EQ(file.standing, Standing::site_approved);
  EXPECT_EQ(file.audience, Audience::patient);
  EXPECT_EQ(file.card.limits.en, "Nobody in it ever lived.");
  EXPECT_EQ(file.schema.predictors[3].label.en, "age");
  ASSERT_EQ(file.outputs.size(), 1u);
  EXPECT_EQ(file.outputs[0].id, "event_risk");
  EXPECT_EQ(file.outputs[0].label.en, "event");
  EXPECT_EQ(file.outputs[0].positive, "yes");
  EXPECT_EQ(file.outputs[0].negative, "no");
}

TEST(Train, TellsHowFarItIs) {
  std::vector<std::pair<std::size_t, std::size_t>> told;
  trained(mixed_recipe(), mixed_csv(),
          {"", 1, [&](std::size_t done, std::size_t total) { told.emplace_back(done, total); }});
  ASSERT_EQ(told.size(), 6u);
  for (std::size_t i = 0; i < told.size(); ++i) EXPECT_EQ(told[i], std::make_pair(i + 1, std::size_t{6}));
}

// --------------------------------------------------------------------------------------------------
// performance

TEST(Train, MeasuresOnRowsThatItHasNotSeen) {
  const Trained model = trained(mixed_recipe(), mixed_csv());
  const Performance& performance = model.model_file.development.performance;
  EXPECT_EQ(performance.method,
            "stratified cross-validation, 5 folds; every step fitted inside each fold; measured on the "
            "pooled out-of-fold probabilities; intervals are for the procedure at 4/5 of the rows, refitting "
            "left out" +
                (model.against_null->is_clearly_better() ? "" : "; " + in_words(*model.against_null)));
  EXPECT_EQ(performance.rows, 120u);
  EXPECT_EQ(performance.events, 34u);
  ASSERT_EQ(performance.measures.size(), 6u);
  for (const Measure& measure : performance.measures) {
    EXPECT_LT(measure.low, measure.value) << measure.name;
    EXPECT_LT(measure.value, measure.high) << measure.name;
  }
  EXPECT_LE(performance.measures[0].high, 1.0);
}

TEST(Train, KeepsTheIntervalOfTheAurocBelowOne) {
  const TempFolder folder;
  std::string text = "x,y\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + (i >= 20 || i == 17 ? ",yes\n" : ",no\n");
  const Measure auroc =
      trained(table_recipe(), folder.with("table.csv", text)).model_file.development.performance.measures[0];
  EXPECT_EQ(auroc.name, "auroc");
  EXPECT_GT(auroc.value, 0.98);  // 17 stands below 18 and 19: 2 of 21 × 19 pairs, and a few across folds
  EXPECT_LT(auroc.value, 1.0);
  EXPECT_GT(auroc.high, 0.995);
  EXPECT_LT(auroc.high, 1.0);  // on the log odds' scale nothing reaches beyond
}

TEST(Train, SaysThatTheFoldsWereGiven) {
  const Trained model =
      trained(mixed_recipe(), mixed_csv(), {in_repository("tests/fixtures/mixed/folds_s0.csv"), 1, {}});
  EXPECT_EQ(model.model_file.development.performance.method.find("cross-validation over given folds, 5"), 0u);
}

TEST(Train, GivesOutOfFoldRisksWithTheRowsTheyBelongTo) {
  const TempFolder folder;
  const Trained model = trained(table_recipe(), folder.with("table.csv", table(4, "2,")));
  ASSERT_EQ(model.out_of_fold.size(), 39u);
  ASSERT_EQ(model.row_numbers.size(), 39u);
  EXPECT_EQ(model.row_numbers[1], 2u);
  EXPECT_EQ(model.row_numbers[2], 4u);  // row 3 after the header has no outcome
}

TEST(Train, CountsRowsWithoutAnOutcome) {
  const TempFolder folder;
  const Development& development =
      trained(table_recipe(), folder.with("table.csv", table(4, "2,"))).model_file.development;
  EXPECT_EQ(development.rows, 39u);
  EXPECT_EQ(development.rows_without_outcome, 1u);
}

// ------------------------------------------------------------------------------------- the development
// summary

TEST(TrainSummary, KeepsBackWhatIsTrueOfFewerThanTenPeople) {
  const Trained model = trained(mixed_recipe(), mixed_csv());
  EXPECT_TRUE(std::isnan(summary_of(model, "smoker").share_missing));   // 5 people
  EXPECT_TRUE(std::isnan(summary_of(model, "stage").level_shares[3]));  // stage IV: 9 people
  EXPECT_EQ(summary_of(model, "stage").level_shares[2], 22.0 / 120.0);
  EXPECT_EQ(summary_of(model, "crp").share_missing, 22.0 / 120.0);
  EXPECT_TRUE(summary_of(model, "crp").percentiles.empty());  // 98 values
  EXPECT_EQ(summary_of(model, "age").percentiles.size(), 7u);
}

TEST(TrainSummary, GivesTheDevelopmentRange) {
  const Trained model = trained(mixed_recipe(), mixed_csv());
  const PredictorSummary& summary = summary_of(model, "age");
  ASSERT_TRUE(predictor_of(model, "age").development);
  EXPECT_EQ(predictor_of(model, "age").development->low, summary.percentiles.front());
  EXPECT_EQ(predictor_of(model, "age").development->high, summary.percentiles.back());
  EXPECT_FALSE(predictor_of(model, "crp").development);
  EXPECT_FALSE(predictor_of(model, "sex").development);
}

TEST(TrainSummary, LeavesADevelopmentRangeOfTheRecipeAlone) {
  Recipe recipe = mixed_recipe();
  recipe.predictors[3].development = Range{45, 55};
  const Trained model = trained(recipe, mixed_csv());
  EXPECT_EQ(predictor_of(model, "age").development->low, 45.0);
  EXPECT_EQ(predictor_of(model, "age").development->high, 55.0);
}

// ------------------------------------------------------------------------------------------------------
// errors

TEST(TrainErrors, StopAtAFileOfAnotherHash) {
  Recipe recipe = mixed_recipe();
  const std::string right = recipe.data.sha256;
  recipe.data.sha256[0] = right[0] == '0' ? '1' : '0';
  const auto model = train(recipe, mixed_csv(), {});
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::bad_data);
  EXPECT_EQ(model.error().text(),
            mixed_csv() + ": has SHA-256 " + right + ", the recipe's data.sha256 says " + recipe.data.sha256);
  recipe.data.sha256.clear();
  EXPECT_TRUE(train(recipe, mixed_csv(), {}));
}

TEST(TrainErrors, NameRowAndColumn) {
  EXPECT_EQ(complaint(12, "ten,no"),
            "row 12, column x: \"ten\" is not a number; if it means `missing`, add it to missing_markers");
  EXPECT_EQ(complaint(12, "10,maybe"), "row 12, column y: \"maybe\" is neither \"yes\" nor \"no\"");
  EXPECT_EQ(complaint(12, ",no"),
            "row 12, column x: no value, but the recipe says that x is required; set \"required\": false to "
            "impute it");
  Recipe recipe = table_recipe();
  recipe.predictors[0].hard = Range{0, 39};
  EXPECT_EQ(complaint(12, "39,no", recipe), "ok");
  EXPECT_EQ(complaint(12, "39.5,no", recipe),
            "row 12, column x: \"39.5\" is outside the hard range (limit 39)");
}

TEST(TrainErrors, SayThatNoRowHasAnOutcome) {
  const TempFolder folder;
  const std::string path = folder.with("table.csv", "x,y\n1,\n2,\n");
  EXPECT_EQ(text_of(train(table_recipe(), path, {})), path + ": has no row with a known outcome");
}

TEST(TrainErrors, SayThatEveryRowWeighsNothing) {
  const TempFolder folder;
  Recipe recipe = table_recipe();
  recipe.data.weight = "w";
  const std::string path = folder.with("table.csv", "x,y,w\n1,yes,0\n2,no,0\n");
  EXPECT_EQ(text_of(train(recipe, path, {})), "column w: is 0 in every row with a known outcome");
}

TEST(TrainErrors, NameTheClassWithoutRows) {
  const TempFolder folder;
  EXPECT_EQ(text_of(train(table_recipe(), folder.with("table.csv", "x,y\n1,yes\n2,yes\n"), {})),
            "column y: none of the 2 rows has \"no\"; there must be rows of every class");
  EXPECT_EQ(text_of(train(table_recipe(), folder.with("table.csv", "x,y\n1,no\n2,no\n"), {})),
            "column y: none of the 2 rows has \"yes\"; there must be rows of every class");
}

TEST(TrainErrors, NameThePredictorThatNobodyHas) {
  const TempFolder folder;
  Recipe recipe = table_recipe();
  recipe.predictors[0].required = false;
  EXPECT_EQ(text_of(train(recipe, folder.with("table.csv", "x,y\n,yes\n,no\n"), {})),
            "column x: has a value in none of the 2 rows; leave it out of the predictors");
}

TEST(TrainErrors, SayThatThereAreFewerRowsThanFolds) {
  const TempFolder folder;
  const std::string path = folder.with("table.csv", "x,y\n1,yes\n2,no\n3,yes\n4,no\n");
  EXPECT_EQ(text_of(train(table_recipe(), path, {})),
            "validation.folds: 5 folds, but only 2 rows with the outcome");
}

TEST(TrainErrors, NameTheFoldThatCantBeFitted) {
  const TempFolder folder;
  Recipe recipe = table_recipe();
  recipe.model = LogisticRequest{0.0};
  std::string text = "x,y\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + (i < 20 ? ",no\n" : ",yes\n");
  const auto model = train(recipe, folder.with("table.csv", text), {});
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::cannot_fit);
  EXPECT_EQ(model.error().text().find("fold 0, logistic_regression: the coefficients do not settle: "), 0u);
}

TEST(TrainErrors, PassOnWhatIsWrongWithTheFoldsFile) {
  EXPECT_FALSE(
      train(mixed_recipe(), mixed_csv(), {in_repository("tests/fixtures/pima/folds_s0.csv"), 1, {}}));
}

TEST(Train, LeavesOutPredictorsThatTheStepsDrop) {
  Recipe recipe = inferred(pima_csv(), "diabetes");
  recipe.form.groups = {{"first", {"First", ""}, {}, {"glucose", "triceps"}},
                        {"second", {"Second", ""}, {}, {"insulin"}}};
  recipe.steps.push_back(SelectRequest{Worth::anova, {}, 3, 10, {}});
  const Trained model = trained(recipe, pima_csv());
  EXPECT_EQ(model.unused,
            (std::vector<std::string>{"pregnant", "pressure", "triceps", "insulin", "pedigree"}));
  std::vector<std::string> asked;
  for (const Predictor& predictor : model.model_file.schema.predictors) asked.push_back(predictor.id);
  EXPECT_EQ(asked, (std::vector<std::string>{"glucose", "mass", "age"}));
  ASSERT_EQ(model.model_file.development.predictors.size(), 3u);
  EXPECT_EQ(model.model_file.development.predictors[1].predictor, "mass");
  ASSERT_EQ(model.model_file.form.groups.size(), 1u);
  EXPECT_EQ(model.model_file.form.groups[0].predictors, std::vector<std::string>{"glucose"});
  const auto engine = Engine::load(model.bytes);
  ASSERT_TRUE(engine) << text_of(engine);
  EXPECT_TRUE(trained(inferred(pima_csv(), "diabetes"), pima_csv()).unused.empty());
}

// Several classes.

Recipe three_class_recipe(const std::vector<ClassRequest>& classes) {
  Recipe recipe = table_recipe();
  recipe.outcome.positive.clear();
  recipe.outcome.negative.clear();
  recipe.outcome.classes = classes;
  recipe.validation.folds = 2;
  return recipe;
}

/// 60 rows of the classes a (small x), b and c (large x), which overlap.
std::string three_class_table() {
  std::string text = "x,y\n";
  for (int i = 0; i < 60; ++i) {
    const int shifted = i + (i * 7) % 15;
    text += std::to_string(i) + (shifted < 25 ? ",a\n" : shifted < 48 ? ",b\n" : ",c\n");
  }
  return text;
}

TEST(TrainClasses, AreOneModelWhoseProbabilitiesAddUpToOne) {
  const TempFolder folder;
  const std::string data = folder.with("three.csv", three_class_table());
  const Trained all =
      trained(three_class_recipe({{"a", {}, {}, {}}, {"b", {}, {}, {}}, {"c", {}, {}, {}}}), data);
  EXPECT_EQ(std::get<LinearModel>(all.model_file.model).link_function, LinearLink::softmax);
  ASSERT_EQ(all.out_of_fold.size(), 180u);
  for (std::size_t r = 0; r < 60; ++r) {
    const double* row = all.out_of_fold.data() + r * 3;
    EXPECT_NEAR(row[0] + row[1] + row[2], 1.0, 1e-15);
  }
  const std::vector<Output>& outputs = all.model_file.outputs;
  ASSERT_EQ(outputs.size(), 3u);
  EXPECT_EQ(outputs[1].id, "risk_b");
  EXPECT_EQ(all.model_file.development.performance.measures.size(), 8u);
  EXPECT_EQ(all.model_file.development.performance.measures[5].name, "auroc a");
}

TEST(TrainClasses, TakeSeveralTextsAndAllOthers) {
  const TempFolder folder;
  const std::string data = folder.with("three.csv", three_class_table() + "70,d\n71,d\n72,e\n73,e\n");
  const Trained model = trained(
      three_class_recipe({{"low", {"a"}, {}, {}}, {"middle", {"b"}, {}, {}}, {"high", {"*"}, {}, {}}}), data);
  EXPECT_EQ(model.model_file.development.rows, 64u);
  const auto refused =
      train(three_class_recipe({{"a", {}, {}, {}}, {"b", {}, {}, {}}, {"c", {}, {}, {}}}), data, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(text_of(refused).find("\"d\" is a value of none of outcome.classes"), std::string::npos)
      << text_of(refused);
}

TEST(TrainSearch, TellsOfAssumptionsOnlyWhereTheChosenModelHasThem) {
  Recipe recipe = mixed_recipe();
  AdditiveRequest additive;
  additive.monotone = {{"age", Direction::increasing}};
  recipe.model = additive;
  recipe.search = Search{};
  recipe.search->models = {"logistic"};
  const Trained model = trained(recipe, mixed_csv());
  EXPECT_EQ(model.leaderboard.size(), 1u);
  EXPECT_EQ(model.model_file.card.limits.en.find("Assumed"), std::string::npos)
      << model.model_file.card.limits.en;
}

TEST(TrainSearch, ThatIsStoppedSaysHowManyRowsItWasFittedOn) {
  Recipe recipe = mixed_recipe();
  recipe.search = Search{};
  recipe.validation.repeats = 3;
  TrainOptions options;
  std::size_t asked = 0;
  options.stop = [&] { return ++asked > 130; };  // after all rows' 60 fits, in an outer fold
  const auto stopped = train(recipe, mixed_csv(), options);
  ASSERT_TRUE(stopped) << text_of(stopped);
  const Development& development = stopped->model_file.development;
  EXPECT_FALSE(development.complete);
  EXPECT_EQ(development.rows, stopped->row_numbers.size());
  EXPECT_LT(development.performance.rows, development.rows);
  EXPECT_EQ(development.performance.method.find("stopped after 1 of 5 folds; "), 0u)
      << development.performance.method;
}

}  // namespace
}  // namespace nearside
