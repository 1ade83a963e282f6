// SPDX-License-Identifier: Apache-2.0
// The reference is scikit-learn; tests/fixtures/project/README.md says how.
#include "core/steps/project.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/tools/fit/steps/fitted.h"

namespace nearside {
namespace {

const std::string kReference = in_repository("tests/fixtures/project/components.csv");
constexpr double kNone = kMissingValue;

std::vector<Predictor> complete_predictors() {
  std::vector<Predictor> predictors;
  for (const std::string& name : kPimaNames) predictors.push_back(numeric(name));
  return predictors;
}

/// Pima with medians for gaps, standardised or not.
Matrix complete_rows(bool standardised) {
  const std::vector<Predictor> predictors = pima_predictors();
  Matrix rows = pima_rows();
  const Step impute = fitted_as<Impute>(ImputeRequest{Statistic::median, {}}, predictors, rows);
  rows = rows_after(impute, rows, columns_of(predictors));
  if (!standardised) return rows;
  const Step scale = fitted_as<Standardise>(StandardiseRequest{}, complete_predictors(), rows);
  return rows_after(scale, rows, columns_of(complete_predictors()));
}

/// The reference's rows of one case, each as long as `width`.
std::vector<double> reference(const std::string& name, std::size_t width) {
  std::vector<std::vector<double>> columns;
  for (std::size_t i = 0; i < width; ++i)
    columns.push_back(numbers_in(kReference, "v" + std::to_string(i), name));
  std::vector<double> values;
  for (std::size_t r = 0; r < columns[0].size(); ++r) {
    for (std::size_t i = 0; i < width; ++i) values.push_back(columns[i][r]);
  }
  return values;
}

/// Loadings, shares and the first 20 rows as scikit-learn has them. It takes the singular values of the rows,
/// we the eigenvalues of their products: that costs a few more digits, of values up to 900.
void ExpectReferencesComponents(const StepRequest& request, const Matrix& rows, const std::string& name) {
  const auto step = fitted_as<Project>(request, complete_predictors(), rows);
  const std::size_t count = step.names.size();
  const double of_loadings = largest_difference(step.loadings, reference(name + "_loadings", 8));
  const double of_shares = largest_difference(step.shares, reference(name + "_shares", count));
  std::vector<double> components = rows_after(step, rows, columns_of(complete_predictors())).values;
  components.resize(20 * count);
  const double of_rows = largest_difference(components, reference(name + "_rows", count));
  ::testing::Test::RecordProperty("loadings", number_text(of_loadings));
  ::testing::Test::RecordProperty("shares", number_text(of_shares));
  ::testing::Test::RecordProperty("rows", number_text(of_rows));
  EXPECT_LT(of_loadings, 1e-10);
  EXPECT_LT(of_shares, 1e-12);
  EXPECT_LT(of_rows, 1e-9);
}

TEST(FitPca, FindsTheReferencesComponentsOfRawColumns) {
  ExpectReferencesComponents(PcaRequest{3}, complete_rows(false), "raw");
}

TEST(FitPca, FindsTheReferencesComponentsOfStandardisedColumns) {
  ExpectReferencesComponents(PcaRequest{8}, complete_rows(true), "standardised");
}

TEST(FitPca, WhitensAsTheReferenceDoes) {
  ExpectReferencesComponents(PcaRequest{4, 0.0, true}, complete_rows(true), "whitened");
}

TEST(FitPca, TakesAsManyComponentsAsTheReferenceForAShareOfTheVariance) {
  for (const char* share : {"0.3", "0.8", "0.95"}) {
    const auto step = fitted_as<Project>(PcaRequest{0, parse_number(share).value()}, complete_predictors(),
                                         complete_rows(true));
    const auto expected = reference("count_for_" + std::string(share), 1);
    EXPECT_EQ(static_cast<double>(step.names.size()), expected.at(0)) << share;
  }
}

TEST(FitSvd, FindsTheReferencesComponents) {
  ExpectReferencesComponents(SvdRequest{3}, complete_rows(false), "svd");
}

TEST(FitPca, TurnsTheLargestLoadingUp) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b")};
  const auto step = fitted_as<Project>(PcaRequest{2}, predictors, matrix({{0, 0}, {1, -3}, {2, -6.5}}));
  EXPECT_LT(step.loadings[0], 0);
  EXPECT_GT(step.loadings[1], 0);
  EXPECT_EQ(step.names, (std::vector<std::string>{"PC1", "PC2"}));
}

TEST(FitSvd, SubtractsNothing) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b")};
  const auto step = fitted_as<Project>(SvdRequest{1, "S"}, predictors, matrix({{3, 4}, {6, 8}}));
  EXPECT_EQ(step.centres, (std::vector<double>{0, 0}));
  EXPECT_EQ(step.means, (std::vector<double>{4.5, 6}));
  EXPECT_NEAR(step.loadings[0], 0.6, 1e-15);
  EXPECT_NEAR(step.loadings[1], 0.8, 1e-15);
  EXPECT_NEAR(step.shares[0], 1, 1e-15);
  EXPECT_EQ(step.names, std::vector<std::string>{"S1"});
}

TEST(FitPca, RefusesWhatHasNoComponents) {
  const std::vector<Predictor> predictors{numeric("a"), numeric("b", false)};
  const auto complaint = [&](const StepRequest& request, const Matrix& rows) {
    return text_of(fitted_step(request, predictors, rows));
  };
  EXPECT_EQ(complaint(PcaRequest{1}, matrix({{1, kNone}, {2, 3}})),
            "column b: may be missing, and components need every value; impute it before");
  EXPECT_EQ(complaint(SvdRequest{1, "SV", {"b"}}, matrix({{1, kNone}, {2, 3}})),
            "column b: may be missing, and components need every value; impute it before");
  EXPECT_EQ(complaint(PcaRequest{2, 0.0, false, "PC", {"a"}}, matrix({{1, 1}, {2, 3}})),
            "components: the columns vary in 1 directions; 2 components were asked for");
  EXPECT_EQ(complaint(PcaRequest{0, 0.5, false, "PC", {"a"}}, matrix({{1, 1}, {1, 3}})),
            "components: none of the columns varies");
  EXPECT_EQ(text_of(fitted_step(PcaRequest{1}, {with_levels("sex", Kind::categorical, {"F", "M"})},
                                matrix({{0}, {1}}))),
            "steps: there is no number to make components of");
}

}  // namespace
}  // namespace nearside
