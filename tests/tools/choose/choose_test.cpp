// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/choose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "tools/choose/censoring.h"
#include "tools/choose/grouped_mean.h"
#include "tools/choose/measures.h"
#include "tools/choose/nested.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// 200 invented rows: one number that tells something, nine that tell nothing.
struct Example {
  Example() {
    Random random(17);
    rows.columns = 10;
    for (std::size_t p = 0; p < 10; ++p) recipe.predictors.push_back(numeric("x" + std::to_string(p)));
    recipe.steps = {StandardiseRequest{}};
    recipe.search = Search{};
    for (std::size_t r = 0; r < 200; ++r) {
      const double signal = random.normal();
      rows.values.push_back(signal);
      for (int i = 0; i < 9; ++i) rows.values.push_back(random.normal());
      response.label.push_back(signal + random.normal() > 0.0 ? 1 : 0);
    }
  }
  ChoiceData data() const { return {rows, response}; }
  std::vector<Candidate> candidates() const {
    auto all = candidates_of(recipe, 1);
    EXPECT_TRUE(all) << text_of(all);
    return all ? *all : std::vector<Candidate>();
  }
  Choices choices(const ChoiceOptions& options = {}) const {
    auto found = choose(recipe, candidates(), plan(), data(), options);
    EXPECT_TRUE(found) << text_of(found);
    return found ? *found : Choices();
  }
  CalibrationPlan plan(const std::vector<Folds>& outer = {}) const {
    auto made = plan_calibrations(recipe, candidates(), data(), outer, 0);
    EXPECT_TRUE(made) << text_of(made);
    return made ? *made : CalibrationPlan();
  }
  Recipe recipe;
  Matrix rows;
  Response response;
};

double c_of(const Candidate& candidate) {
  return std::get<LogisticRequest>(candidate.model).c;
}

TEST(Candidates, OfARecipeWithoutSearchAreItsOwnModel) {
  Example example;
  example.recipe.search.reset();
  const auto all = example.candidates();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].family, "logistic");
  EXPECT_EQ(all[0].steps.size(), 1u);
}

TEST(Candidates, HoldTheRecipesOwnSettingsOnceAndTheList) {
  Example example;
  const std::size_t in_list = example.candidates().size();  // C = 1 stands in the list
  example.recipe.model = LogisticRequest{0.7};
  const auto all = example.candidates();
  EXPECT_EQ(all.size(), in_list + 1);
  EXPECT_EQ(c_of(all[0]), 0.7);
}

TEST(Candidates, DrawnAtRandomAreTheSameFromTheSameSeed) {
  Example example;
  example.recipe.search->method = SearchMethod::random;
  example.recipe.search->draws = 7;
  const auto first = candidates_of(example.recipe, 5);
  const auto again = candidates_of(example.recipe, 5);
  const auto other = candidates_of(example.recipe, 6);
  ASSERT_EQ(first->size(), 8u);
  for (std::size_t i = 1; i < 8; ++i) {
    EXPECT_EQ(c_of((*first)[i]), c_of((*again)[i]));
    EXPECT_NE(c_of((*first)[i]), c_of((*other)[i]));
    EXPECT_GE(c_of((*first)[i]), 1e-3);
    EXPECT_LE(c_of((*first)[i]), 1e2);
  }
}

// "Of every column" for distances and "of the numbers" else are different steps, fitted for themselves.
TEST(Candidates, SayWhichColumnsTheirFamilyStandardises) {
  Example example;
  example.recipe.steps = {StandardiseRequest{{}, StandardisedColumns::by_model}};
  example.recipe.search->models = {"logistic", "svm", "nearest_neighbours"};
  for (const Candidate& candidate : example.candidates()) {
    EXPECT_EQ(std::get<StandardiseRequest>(candidate.steps[0]).which, candidate.family == "logistic"
                                                                          ? StandardisedColumns::numbers
                                                                          : StandardisedColumns::every_column)
        << candidate.family;
  }
}

TEST(Candidates, LetLeavesOfARareClassBeSmall) {
  for (const ModelRequest& family :
       {ModelRequest(GradientBoostingRequest{}), ModelRequest(AdditiveRequest{})}) {
    std::set<double> weights;
    for (const ModelRequest& model : families()[family_of(family)].grid(OutcomeKind::classes)) {
      if (const auto* boosting = std::get_if<GradientBoostingRequest>(&model))
        weights.insert(boosting->min_child_weight);
      if (const auto* additive = std::get_if<AdditiveRequest>(&model))
        weights.insert(additive->min_child_weight);
    }
    EXPECT_EQ(weights, (std::set<double>{1.0, 5.0}));
  }
}

TEST(Candidates, PruneDeepTreesOfClassesButNotOfAQuantityWhoseUnitIsUnknown) {
  for (const OutcomeKind kind : {OutcomeKind::binary, OutcomeKind::classes, OutcomeKind::quantity}) {
    std::size_t pruned = 0;
    for (const ModelRequest& model : families()[family_of(DecisionTreeRequest{})].grid(kind))
      pruned += std::get<DecisionTreeRequest>(model).gamma > 0.0 ? 1u : 0u;
    EXPECT_EQ(pruned, kind == OutcomeKind::quantity ? 0u : 5u);
  }
}

TEST(Candidates, DrawAdditiveModelsThatGoFarEnoughForManyPredictors) {
  Example example;
  example.recipe.search = Search{.models = {"additive"}, .method = SearchMethod::random, .draws = 200};
  const auto candidates = candidates_of(example.recipe, 1);
  ASSERT_TRUE(candidates) << text_of(candidates);
  double shortest = 1e9;
  double farthest = 0.0;
  for (const Candidate& candidate : *candidates) {
    const auto* drawn = std::get_if<AdditiveRequest>(&candidate.model);
    ASSERT_NE(drawn, nullptr);
    shortest = std::min(shortest, drawn->rounds * drawn->eta);
    farthest = std::max(farthest, drawn->rounds * drawn->eta);
  }
  // 5 was best for Pima's 8 predictors, 30 for the 65 of NHANES.
  EXPECT_LT(shortest, 5.0);
  EXPECT_GT(farthest, 30.0);
}

TEST(Candidates, NameTheNearestFamily) {
  Example example;
  example.recipe.search->models = {"logistik"};
  const std::string text = text_of(candidates_of(example.recipe, 0));
  EXPECT_EQ(text.find("search.models[0]: there is no family \"logistik\"; did you mean \"logistic\"?"), 0u)
      << text;
}

TEST(Candidates, KnowFamiliesByShorterNamesAndByNamesWithHyphens) {
  Example example;
  for (const auto& [said, family] :
       std::vector<std::pair<std::string, std::string>>{{"tree", "decision_tree"},
                                                        {"forest", "random_forest"},
                                                        {"boosting", "gradient_boosting"},
                                                        {"svm", "svm_rbf"},
                                                        {"svm-linear", "svm_linear"},
                                                        {"naive-bayes", "naive_bayes"}}) {
    example.recipe.search->models = {said};
    const auto candidates = candidates_of(example.recipe, 0);
    ASSERT_TRUE(candidates) << text_of(candidates);
    EXPECT_EQ(candidates->front().family, family);
  }
}

TEST(Choose, TakesTheCandidateWithTheLeastLoss) {
  const Example example;
  const auto candidates = example.candidates();
  const Choices found = example.choices();
  ASSERT_EQ(found.of_families.size(), 1u);
  // Each candidate alone, over the same folds.
  const auto folds = folds_of(example.response, 5, 0);
  std::vector<double> losses;
  for (const Candidate& candidate : candidates) {
    const auto outputs = cross_validate(with_candidate(example.recipe, candidate), example.rows,
                                        example.response, *folds, 1, {});
    ASSERT_TRUE(outputs) << text_of(outputs);
    const auto of_rows = row_losses(example.recipe.outcome, *outputs, example.response);
    losses.push_back(std::accumulate(of_rows.begin(), of_rows.end(), 0.0) / 200.0);
  }
  const auto least = std::min_element(losses.begin(), losses.end());
  EXPECT_EQ(found.chosen.candidate, static_cast<std::size_t>(least - losses.begin()));
  EXPECT_NEAR(found.chosen.loss, *least, 1e-12);
}

TEST(Choose, GivesTheSameWithAnyNumberOfThreads) {
  const Example example;
  ChoiceOptions one;
  const Choices alone = example.choices(one);
#ifndef __EMSCRIPTEN__
  one.threads = 4;
#endif
  const Choices four = example.choices(one);
  EXPECT_EQ(alone.chosen.candidate, four.chosen.candidate);
  EXPECT_EQ(alone.chosen.row_losses, four.chosen.row_losses);
}

TEST(Choose, ByHalvingEndsWithFewerCandidatesOnAllRows) {
  Example example;
  std::size_t all_fits = 0;
  ChoiceOptions options;
  options.told = [&] { ++all_fits; };
  const Choices grid = example.choices(options);
  const std::size_t of_grid = all_fits;
  all_fits = 0;
  example.recipe.search->method = SearchMethod::halving;
  const Choices halving = example.choices(options);
  EXPECT_GT(all_fits, of_grid);  // in number; most of them on a quarter of the rows
  EXPECT_EQ(halving.chosen.row_losses.size(), 200u);
  EXPECT_NEAR(halving.chosen.loss, grid.chosen.loss, 0.01);
}

TEST(Choose, ByHalvingKeepsEveryClassInEachRound) {
  Example example;
  std::fill(example.response.label.begin(), example.response.label.end(), std::uint8_t{0});
  for (std::size_t r = 0; r < 22; ++r)
    example.response.label[r * 9] = 1;  // a quarter of these: six for five folds
  example.recipe.search->method = SearchMethod::halving;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    ChoiceOptions options;
    options.seed = seed;
    const auto found = choose(example.recipe, example.candidates(), example.plan(), example.data(), options);
    EXPECT_TRUE(found) << seed << text_of(found);
  }
}

TEST(Choose, StopsBeforeTheNextFitAndSaysSo) {
  const Example example;
  std::size_t fits = 0;
  ChoiceOptions options;
  options.told = [&] { ++fits; };
  options.stop = [&] { return fits >= 5 * 11 - 3; };  // in the last fold
  const Choices found = example.choices(options);
  EXPECT_FALSE(found.complete);
  options.stop = [] { return true; };
  EXPECT_EQ(text_of(choose(example.recipe, example.candidates(), example.plan(), example.data(), options)),
            "the training was stopped before the first model had been tried");
}

TEST(Choose, CalibratesOutOfFoldWhereItIsAskedTo) {
  Example example;
  example.recipe.search.reset();
  example.recipe.model = LogisticRequest{0.005};  // shrunk so far that every risk is near the mean
  example.recipe.calibration = {CalibrationMethod::none, CalibrationMethod::platt};
  const Choices found = example.choices();
  EXPECT_EQ(found.chosen.calibration, CalibrationMethod::platt);
  ASSERT_EQ(found.chosen.fitted.outputs.size(), 1u);
  EXPECT_GT(found.chosen.fitted.outputs[0].parameters[1], 2.0);
  const auto pipeline = fit_choice(example.recipe, example.candidates()[0], found.chosen, example.data(), 1);
  ASSERT_TRUE(pipeline);
  const std::vector<double> risks = predict_rows(*pipeline, example.rows);
  EXPECT_LT(*std::min_element(risks.begin(), risks.end()), 0.2);
  EXPECT_GT(*std::max_element(risks.begin(), risks.end()), 0.8);
}

/// About one row in eight has the outcome, and each class counts the same in the fit.
Example balanced_example() {
  Example example;
  for (std::size_t r = 0; r < 200; ++r) {
    if (r % 4 != 0) example.response.label[r] = 0;
  }
  example.recipe.search.reset();
  example.recipe.class_weight = ClassWeight::balanced;
  return example;
}

TEST(Choose, BringsBalancedClassesBackToTheDatasShares) {
  for (const bool weighted : {false, true}) {
    Example example = balanced_example();
    for (std::size_t r = 0; weighted && r < 200; ++r)
      example.response.weight.push_back(r % 3 == 0 ? 2.0 : 0.5);
    double events = 0.0;
    double all = 0.0;
    for (std::size_t r = 0; r < 200; ++r) {
      events += example.response.label[r] * example.response.weight_of(r);
      all += example.response.weight_of(r);
    }
    const auto held_out = cross_validate(example.recipe, example.candidates(), example.rows, example.response,
                                         *inner_folds(example.recipe, example.data(), 0), 1, {}, {});
    const auto fitted =
        fit_calibrations(CalibrationMethod::none, true, example.recipe.outcome, held_out[0].outputs,
                         example.response, *inner_folds(example.recipe, example.data(), 0));
    ASSERT_TRUE(fitted) << text_of(fitted);
    double risks = 0.0;
    for (std::size_t r = 0; r < 200; ++r) {
      double risk = held_out[0].outputs[r];
      fitted->apply(std::span(&risk, 1));
      risks += risk * example.response.weight_of(r);
    }
    EXPECT_NEAR(risks / all, events / all, 1e-9);
    const Choices found = example.choices();
    ASSERT_EQ(found.chosen.fitted.intercepts.size(), 1u);
    EXPECT_LT(found.chosen.fitted.intercepts[0], -1.0);
    const auto pipeline =
        fit_choice(example.recipe, example.candidates()[0], found.chosen, example.data(), 1);
    ASSERT_TRUE(pipeline);
    Pipeline uncalibrated = *pipeline;
    uncalibrated.calibration = {};
    const auto mean = [&](const Pipeline& of) {
      const auto outputs = predict_rows(of, example.rows);
      return std::accumulate(outputs.begin(), outputs.end(), 0.0) / 200.0;
    };
    EXPECT_GT(mean(uncalibrated), 0.3);
    EXPECT_NEAR(mean(*pipeline), events / all, 0.05);
  }
}

TEST(CalibrationPlan, DecidesFromTheSmallestPartOfAllFolds) {
  Example example = balanced_example();
  example.recipe.class_weight = ClassWeight::none;
  example.rows.values.clear();
  example.response.label.clear();
  Random random(4);
  for (std::size_t r = 0; r < 3200; ++r) {
    for (int i = 0; i < 10; ++i) example.rows.values.push_back(random.normal());
    example.response.label.push_back(r % 2 == 0 ? 1 : 0);  // 1,600 events
  }
  example.recipe.calibration = {CalibrationMethod::isotonic, CalibrationMethod::platt};
  // Four of five inner folds: 1,280. Four of five of four of five outer folds: 1,024; of three of four: 960.
  EXPECT_EQ(example.plan().of_candidate[0], example.recipe.calibration);
  const auto five = stratified_folds(example.response.label, 5, 2);
  EXPECT_EQ(example.plan({*five}).of_candidate[0], example.recipe.calibration);
  const auto four = stratified_folds(example.response.label, 4, 2);
  EXPECT_EQ(example.plan({*four, *five}).of_candidate[0], std::vector{CalibrationMethod::platt});
  const CalibrationPlan fewer = example.plan({*five, *four});
  EXPECT_EQ(fewer.of_candidate[0], std::vector{CalibrationMethod::platt});
  ASSERT_EQ(fewer.left_out.size(), 1u);
  EXPECT_EQ(fewer.left_out[0],
            "calibration: isotonic needs 1000 events, found 960 in the smallest part of the rows that it is "
            "fitted to; it is not tried");
  example.recipe.calibration = {CalibrationMethod::isotonic};
  EXPECT_EQ(text_of(plan_calibrations(example.recipe, example.candidates(), example.data(), {*four}, 0)),
            "calibration: isotonic needs 1000 events, found 960 in the smallest part of the rows that it is "
            "fitted to");
  example.recipe.calibration.clear();
  example.recipe.model = GradientBoostingRequest{};
  const std::vector<CalibrationMethod> by_default{CalibrationMethod::none, CalibrationMethod::platt,
                                                  CalibrationMethod::beta};
  EXPECT_EQ(example.plan({*four}).of_candidate[0], by_default);
  EXPECT_TRUE(example.plan({*four}).left_out.empty());  // nobody has asked for it
  EXPECT_EQ(example.plan({*five}).of_candidate[0].size(), 4u);
}

TEST(Choose, SaysWhichCalibrationCouldNotBeFittedAndFailsWithoutAnother) {
  Example example;
  example.recipe.search.reset();
  example.recipe.model = LogisticRequest{0.1};
  for (std::size_t r = 0; r < 200; ++r) {  // parted
    example.response.label[r] = example.rows.values[r * 10] > 0.0 ? 1 : 0;
    example.rows.values[r * 10] += example.response.label[r] == 1 ? 1.0 : -1.0;
  }
  example.recipe.calibration = {CalibrationMethod::beta, CalibrationMethod::platt};
  const Choices found = example.choices();
  EXPECT_EQ(found.chosen.calibration, CalibrationMethod::platt);
  ASSERT_EQ(found.calibration_failures.size(), 1u);
  EXPECT_EQ(found.calibration_failures[0].family, "logistic");
  EXPECT_EQ(found.calibration_failures[0].method, CalibrationMethod::beta);
  EXPECT_EQ(found.calibration_failures[0].why, "does not settle: the probabilities part the classes");
  example.recipe.calibration = {CalibrationMethod::beta};
  EXPECT_EQ(text_of(choose(example.recipe, example.candidates(), example.plan(), example.data(), {})),
            "logistic: calibration: does not settle: the probabilities part the classes");
}

TEST(CrossCalibrated, NeverLetsARowCalibrateItself) {
  Example example;
  const auto folds = stratified_folds(example.response.label, 4, 2);
  Random random(3);
  std::vector<double> outputs;
  for (std::size_t r = 0; r < 200; ++r) outputs.push_back(random.uniform());
  const auto calibrated = [&](CalibrationMethod method, bool undo) {
    auto after = cross_calibrated(method, undo, example.recipe.outcome, outputs, example.response, *folds);
    EXPECT_TRUE(after) << text_of(after);
    return after ? *after : std::vector<double>(200);
  };
  for (const bool undo : {false, true}) {
    const auto method = undo ? CalibrationMethod::none : CalibrationMethod::platt;
    const std::vector<double> before = calibrated(method, undo);
    example.response.label[10] = 1 - example.response.label[10];
    const std::vector<double> after = calibrated(method, undo);
    example.response.label[10] = 1 - example.response.label[10];
    for (std::size_t r = 0; r < 200; ++r)
      EXPECT_EQ(before[r] == after[r], folds->of_row[r] == folds->of_row[10]) << r;
  }
}

TEST(Choose, BalancesTheWeightsOfSampledRows) {
  // Rows that weigh two are two rows.
  Example once = balanced_example();
  once.recipe.model = LogisticRequest{1e6};
  Example twice = once;
  for (std::size_t r = 0; r < 200; ++r) {
    const bool two = r % 3 == 0;
    once.response.weight.push_back(two ? 2.0 : 1.0);
    if (!two) continue;
    const auto row = once.rows.row(r);
    twice.rows.values.insert(twice.rows.values.end(), row.begin(), row.end());
    twice.response.label.push_back(once.response.label[r]);
  }
  const auto coefficients = [](const Example& of) {
    Choice plain;
    Recipe recipe = of.recipe;
    recipe.steps.clear();
    const Candidate candidate("logistic", recipe.model, {});
    const auto pipeline = fit_choice(recipe, candidate, plain, of.data(), 1);
    EXPECT_TRUE(pipeline) << text_of(pipeline);
    return pipeline ? std::get<LogisticRegression>(pipeline->model).coefficients : std::vector<double>(10);
  };
  const std::vector<double> weighted = coefficients(once);
  const std::vector<double> repeated = coefficients(twice);
  for (std::size_t j = 0; j < 10; ++j) EXPECT_NEAR(weighted[j], repeated[j], 1e-5) << j;
}

// Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, section 3.4.3, over
// families.
TEST(Choose, TakesTheSimplestFamilyWithinOneStandardErrorOfTheBest) {
  std::size_t simpler = 0;
  std::size_t other = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Example example;
    example.recipe.search->models = {"logistic", "svm_linear"};
    Random random(seed + 100);
    for (std::size_t r = 0; r < 200; ++r) {  // the more the seed, the more the hinge is right
      const double x = example.rows.row(r)[0];
      const double push = static_cast<double>(seed) * (x > 0.0 ? 1.0 : -1.0);
      example.response.label[r] = x + push + 2.0 * random.normal() > 0.0 ? 1 : 0;
    }
    const Choices found = example.choices();
    ASSERT_EQ(found.of_families.size(), 2u);
    const Choice& first = found.of_families[0];
    const Choice& second = found.of_families[1];
    std::vector<double> worse(200);
    for (std::size_t r = 0; r < 200; ++r) worse[r] = first.row_losses[r] - second.row_losses[r];
    double mean = 0.0;
    for (const double one : worse) mean += one / 200.0;
    double squares = 0.0;
    for (const double one : worse) squares += (one - mean) * (one - mean);
    const bool within = mean <= std::sqrt(squares / 199.0 / 200.0);
    EXPECT_EQ(found.chosen.candidate, within ? first.candidate : second.candidate) << seed;
    if (mean > 0.0) (within ? simpler : other) += 1;
    example.recipe.search->one_standard_error = false;
    const Choices least = example.choices();
    EXPECT_EQ(least.chosen.candidate, mean <= 0.0 ? first.candidate : second.candidate) << seed;
  }
  EXPECT_GT(simpler, 0u) << "no seed in which the rule matters";
}

TEST(CrossCalibrated, LeavesOutRowsThatNoEarlierFoldCalibrates) {
  Example example;
  std::vector<double> moment(200);
  std::iota(moment.begin(), moment.end(), 0.0);
  const auto folds = forward_folds(moment, 4);
  std::vector<double> outputs(200, 0.25);
  for (std::size_t r = 0; r < 50; ++r) outputs[r] = std::nan("");
  for (const CalibrationMethod method : {CalibrationMethod::none, CalibrationMethod::platt}) {
    const auto after =
        cross_calibrated(method, false, example.recipe.outcome, outputs, example.response, *folds);
    ASSERT_TRUE(after) << text_of(after);
    for (std::size_t r = 0; r < 200; ++r) EXPECT_EQ(std::isnan((*after)[r]), r < 100) << r;
  }
}

TEST(NestedCrossValidation, ChoosesWithoutTheFoldItPredicts) {
  Example example;
  const auto folds = stratified_folds(example.response.label, 4, 2);
  const auto run = [&] {
    auto nested = cross_validate_choice(example.recipe, example.candidates(), example.plan(), {"logistic"},
                                        example.data(), *folds, {});
    EXPECT_TRUE(nested) << text_of(nested);
    return nested ? *nested : Nested();
  };
  const Nested before = run();
  EXPECT_EQ(before.folds_done, 4u);
  EXPECT_EQ(before.of_families[0], before.outputs);  // one family: its best is what is chosen
  // Another outcome in one row changes nothing in its own fold.
  example.response.label[10] = 1 - example.response.label[10];
  const Nested after = run();
  std::size_t changed = 0;
  for (std::size_t r = 0; r < 200; ++r) {
    if (folds->of_row[r] == folds->of_row[10]) {
      EXPECT_EQ(before.outputs[r], after.outputs[r]) << r;
    } else {
      if (before.outputs[r] != after.outputs[r]) ++changed;
    }
  }
  EXPECT_GT(changed, 100u);
}

TEST(NestedCrossValidation, LeavesOutTheFoldsThatWereStopped) {
  const Example example;
  const auto folds = stratified_folds(example.response.label, 4, 2);
  for (const std::size_t fits :
       {std::size_t{0}, std::size_t{1}, std::size_t{30}, std::size_t{60}, std::size_t{130}}) {
    std::size_t done = 0;
    ChoiceOptions options;
    options.told = [&] { ++done; };
    options.stop = [&] { return done >= fits; };
    const auto nested = cross_validate_choice(example.recipe, example.candidates(), example.plan(),
                                              {"logistic"}, example.data(), *folds, options);
    ASSERT_TRUE(nested) << fits << text_of(nested);
    EXPECT_EQ(nested->folds_done, fits / 56) << fits;  // 11 candidates in 5 folds, then the chosen one
    std::size_t predicted = 0;
    for (const double output : nested->outputs) predicted += std::isnan(output) ? 0u : 1u;
    EXPECT_EQ(predicted, 50 * nested->folds_done) << fits;
  }
}

TEST(NestedCrossValidation, PredictsLaterFromEarlierRows) {
  Example example;
  std::vector<double> moment(200);
  std::iota(moment.begin(), moment.end(), 0.0);
  example.response.order = moment;
  const ChoiceData data{example.rows, example.response};
  const auto folds = folds_of(example.response, 4, 0);
  ASSERT_TRUE(folds) << text_of(folds);
  EXPECT_EQ(folds->of_row[49], 0u);
  EXPECT_EQ(folds->of_row[50], 1u);
  example.recipe.search.reset();
  const auto nested =
      cross_validate_choice(example.recipe, example.candidates(), example.plan(), {}, data, *folds, {});
  ASSERT_TRUE(nested) << text_of(nested);
  EXPECT_EQ(nested->folds_done, 3u);
  for (std::size_t r = 0; r < 200; ++r) EXPECT_EQ(std::isnan(nested->outputs[r]), r < 50) << r;
}

TEST(GroupedMean, OfRowsThatStandFourTimesHasTheErrorOfTheRows) {
  Random random(8);
  std::vector<double> once;
  std::vector<double> four_times;
  std::vector<std::uint32_t> group;
  for (std::uint32_t g = 0; g < 50; ++g) {
    once.push_back(random.normal());
    for (int i = 0; i < 4; ++i) {
      four_times.push_back(once.back());
      group.push_back(g);
    }
  }
  four_times.push_back(std::nan(""));
  group.push_back(50);
  const Estimate of_rows = grouped_mean(once, {});
  const Estimate of_groups = grouped_mean(four_times, group);
  EXPECT_NEAR(of_groups.value, of_rows.value, 1e-15);
  EXPECT_NEAR(of_groups.standard_error, of_rows.standard_error, 1e-15);
  EXPECT_NEAR(grouped_mean(four_times, {}).standard_error, 0.4962 * of_rows.standard_error, 1e-3);
  // 1, 2, 3, 4: a deviation of √(5/3), over √4.
  EXPECT_NEAR(grouped_mean(std::vector<double>{1, 2, 3, 4}, {}).standard_error, std::sqrt(5.0 / 12.0), 1e-15);
}

TEST(Choose, ByHalvingKeepsGroupsWhole) {
  Example example;
  example.recipe.search->method = SearchMethod::halving;
  for (std::uint32_t r = 0; r < 200; ++r) example.response.group.push_back(r / 4);
  std::size_t parted = 0;
  for (const double share : {0.25, 0.5}) {
    std::map<std::uint32_t, std::size_t> rows;
    for (const std::size_t r : sample_rows(example.response, share, 3)) ++rows[example.response.group[r]];
    EXPECT_GE(rows.size(), static_cast<std::size_t>(50 * share));
    for (const auto& one : rows) parted += one.second != 4 ? 1u : 0u;
  }
  EXPECT_EQ(parted, 0u);
}

TEST(MeanPerformance, AveragesEachFigureOverTheRepeatsThatHaveIt) {
  const Performance first{"how", 10, 3, {{"a", 1.0, 0.0, 2.0}, {"b", 5.0, 4.0, 6.0}}};
  const Performance second{"how", 10, 3, {{"b", 7.0, 6.0, 8.0}}};
  const Performance none{"stopped", 0, 0, {}};
  const Performance mean = mean_performance({none, first, second, none});
  ASSERT_EQ(mean.measures.size(), 2u);
  EXPECT_EQ(mean.method, "how");
  EXPECT_EQ(mean.measures[0].value, 1.0);
  EXPECT_EQ(mean.measures[1].value, 6.0);
  EXPECT_EQ(mean.measures[1].low, 5.0);
  EXPECT_EQ(mean.measures[1].high, 7.0);
  EXPECT_EQ(mean_performance({none}).method, "stopped");
}

TEST(RowLosses, AreWhatEachKindOfOutcomeCosts) {
  Outcome outcome;
  Response response = binary_response({1, 0});
  response.weight = {2.0, 1.0};
  const auto binary = row_losses(outcome, std::vector<double>{0.8, 0.3}, response);
  EXPECT_NEAR(binary[0], -2.0 * std::log(0.8), 1e-15);
  EXPECT_NEAR(binary[1], -std::log(0.7), 1e-15);
  outcome.kind = OutcomeKind::quantity;
  EXPECT_EQ(row_losses(outcome, std::vector<double>{3.0}, {OutcomeKind::quantity, 2, {}, {5.0}})[0], 4.0);
  outcome.kind = OutcomeKind::count;
  const auto count =
      row_losses(outcome, std::vector<double>{2.0, 2.0}, {OutcomeKind::count, 2, {}, {0.0, 4.0}});
  EXPECT_NEAR(count[0], 2.0, 1e-15);
  EXPECT_NEAR(count[1], 4.0 * std::log(2.0) - 2.0, 1e-15);
}

TEST(CensoringWeights, GiveTheLostRowsWeightToThoseStillObserved) {
  // Of four still observed one is lost at 2: the later ones stand for 4/3 of a row each.
  const auto weights =
      censoring_weights(std::vector<double>{1, 2, 3, 6, 5}, std::vector<std::uint8_t>{1, 0, 1, 0, 0}, 4.0);
  EXPECT_EQ(weights[0], 1.0);
  EXPECT_EQ(weights[1], 0.0);
  EXPECT_DOUBLE_EQ(weights[2], 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(weights[3], 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(weights[4], 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(std::accumulate(weights.begin(), weights.end(), 0.0), 5.0);
}

}  // namespace
}  // namespace nearside
