// SPDX-License-Identifier: Apache-2.0
#include "core/steps/interact.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "tools/fit/steps.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// age, crp: numbers; smoker: a truth value; sex: a category's one_hot columns.
const std::vector<Predictor> kPredictors{numeric("age"), numeric("crp"),
                                         with_levels("smoker", Kind::boolean, {"no", "yes"}),
                                         with_levels("sex", Kind::categorical, {"F", "M"})};
const Columns kColumns{{"age", 0, 0, false},
                       {"crp", 1, 0, false},
                       {"smoker", 2, 0, false},
                       {"sex=0", 3, 0, false},
                       {"sex=1", 3, 0, false}};

Result<Step> fit_to(const StepRequest& request, const Columns& columns = kColumns) {
  const Matrix rows{columns.size(), std::vector<double>(columns.size(), 1.0)};
  return fit(request, StepData{rows, columns, kPredictors, {}, 0});
}

/// The names of the columns that are appended, or the error.
std::vector<std::string> created(const StepRequest& request) {
  const auto step = fit_to(request);
  if (!step) return {text_of(step)};
  const auto out = columns_out(*step, kColumns, "s");
  EXPECT_TRUE(out) << text_of(out);
  std::vector<std::string> names;
  for (std::size_t i = kColumns.size(); out && i < out->size(); ++i) names.push_back((*out)[i].name);
  return names;
}

using Names = std::vector<std::string>;

TEST(FitInteract, MultipliesEveryPair) {
  EXPECT_EQ(created(InteractRequest{{"age", "crp", "smoker"}, false, {}}),
            (Names{"age × crp", "age × smoker", "crp × smoker"}));
  EXPECT_EQ(created(InteractRequest{{"crp", "age"}, true, {}}), (Names{"crp^2", "crp × age", "age^2"}));
}

TEST(FitInteract, MultipliesThePairsThatAreNamed) {
  EXPECT_EQ(created(InteractRequest{{}, false, {{"crp", "age"}, {"crp", "crp"}}}),
            (Names{"crp × age", "crp^2"}));
}

TEST(FitInteract, TakesACategoryAsItsOneHotColumns) {
  EXPECT_EQ(created(InteractRequest{{"age", "sex"}, false, {}}), (Names{"age × sex=0", "age × sex=1"}));
}

TEST(FitInteract, LeavesOutProductsThatSayNothing) {
  EXPECT_EQ(created(InteractRequest{{"smoker", "sex"}, true, {}}),
            (Names{"smoker × sex=0", "smoker × sex=1"}))
      << "no smoker^2, no sex=0 × sex=1";
}

TEST(FitInteract, SaysWhatItCantMultiply) {
  EXPECT_EQ(created(PolynomialRequest{{"age", "smoker"}, 2}),
            Names{"column smoker: is not a number; polynomial takes numbers, interact the others too"});
  const Columns raw{{"age", 0, 0, false}, {"sex", 3, 2, false}};
  EXPECT_EQ(text_of(fit_to(InteractRequest{{"age", "sex"}, false, {}}, raw)),
            "column sex: is a category; one_hot comes before its products");
  EXPECT_EQ(text_of(fit_to(InteractRequest{{"age", "crp"}, false, {}}, raw)),
            "column crp: does not reach this step: an earlier one has dropped it");
}

TEST(FitPolynomial, GivesTheNamesOfItsRequest) {
  const PolynomialRequest request{{"crp", "age"}, 3};
  EXPECT_EQ(created(request), request.created());
  EXPECT_EQ(created(request),
            (Names{"crp^2", "crp × age", "age^2", "crp^3", "crp^2 × age", "crp × age^2", "age^3"}));
}

TEST(FitPolynomial, MakesTheProductsOfScikitLearn) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b"), numeric("c")};
  const Columns columns = columns_of(predictors);
  const std::string file = in_repository("tests/fixtures/interact/polynomial_reference.csv");
  Matrix rows{3, {}};
  for (std::size_t r = 0; r < 5; ++r) {
    for (const char* name : {"a", "b", "c"}) rows.values.push_back(numbers_in(file, name)[r]);
  }
  const auto step = fit(PolynomialRequest{{"a", "b", "c"}, 3}, StepData{rows, columns, predictors, {}, 0});
  ASSERT_TRUE(step) << text_of(step);
  const auto out = columns_out(*step, columns, "s");
  ASSERT_TRUE(out) << text_of(out);
  ASSERT_EQ(out->size(), 19u);
  for (std::size_t r = 0; r < 5; ++r) {
    std::vector<double> row(19);
    apply(*step, rows.row(r), row);
    for (std::size_t j = 3; j < row.size(); ++j) {
      std::string name = (*out)[j].name;
      for (std::size_t at = name.find(" × "); at != std::string::npos; at = name.find(" × ")) {
        name.replace(at, std::string(" × ").size(), " ");
      }
      const double expected = numbers_in(file, name)[r];
      // Three factors may be multiplied in another order: two roundings.
      EXPECT_NEAR(row[j], expected, 4.5e-16 * std::abs(expected)) << name << " of row " << r;
    }
  }
}

}  // namespace
}  // namespace nearside
