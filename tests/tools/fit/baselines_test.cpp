// SPDX-License-Identifier: Apache-2.0
// What scikit-learn's GaussianNB and KNeighborsClassifier say; tests/fixtures/svm/README.md says how.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tools/svm_table.h"

namespace nearside {
namespace {

Model fitted(const ModelRequest& request, const SvmTable& table) {
  const auto model = fit(request, table.data());
  EXPECT_TRUE(model) << text_of(model);
  if (!model) return Model();
  EXPECT_TRUE(check(*model, table.columns, "model"));
  return *model;
}

void ExpectReference(const std::vector<double>& seen, const std::string& column, std::size_t first,
                     std::size_t stride, double tolerance) {
  const std::vector<double> expected = numbers_in(kSvmReference, column);
  ASSERT_EQ(seen.size(), expected.size() * stride);
  for (std::size_t r = 0; r < expected.size(); ++r)
    EXPECT_NEAR(seen[r * stride + first], expected[r], tolerance) << column << ", row " << r;
}

TEST(NaiveBayesFit, GivesScikitLearnsLogOdds) {
  SvmTable table = svm_table("label");
  table.response.weight = numbers_in(kSvmTable, "weight");
  // scikit-learn takes the floor from unweighted variances, we from weighted ones: next to none.
  const Model model = fitted(NaiveBayesRequest{1e-15}, table);
  std::vector<double> odds(1);
  std::vector<double> seen;
  for (std::size_t r = 0; r < table.rows.rows(); ++r) {
    score(model, table.rows.row(r), odds);
    seen.push_back(odds[0]);
  }
  ExpectReference(seen, "bayes", 0, 1, 1e-12);
}

TEST(NaiveBayesFit, GivesScikitLearnsProbabilitiesOfSeveralClasses) {
  const SvmTable table = svm_table("kind");
  const std::vector<double> seen = outputs_of(fitted(NaiveBayesRequest{0.01}, table), table.rows);
  for (std::size_t k = 0; k < 3; ++k) ExpectReference(seen, "bayes_kind_" + std::to_string(k), k, 3, 1e-12);
}

TEST(NaiveBayesFit, KeepsEveryVarianceAboveZero) {
  SvmTable table = svm_table("label");
  for (std::size_t r = 0; r < table.rows.rows(); ++r) table.rows.row(r)[1] = 3.0;
  const Model made = fitted(NaiveBayesRequest{0.01}, table);
  const auto& model = std::get<NaiveBayes>(made);
  EXPECT_GT(model.variances[1], 0.0);
  EXPECT_EQ(model.variances[1], model.variances[4]);
}

TEST(NaiveBayesFit, RefusesWhatItCanNotTellApart) {
  SvmTable table = svm_table("label");
  for (double& value : table.rows.values) value = 3.0;
  EXPECT_EQ(text_of(fit(NaiveBayesRequest{}, table.data())), "naive_bayes: no column varies");
  SvmTable one = svm_table("label");
  one.response.label.assign(one.response.label.size(), 1);
  EXPECT_EQ(text_of(fit(NaiveBayesRequest{}, one.data())), "naive_bayes: class 1 has no rows");
  EXPECT_EQ(text_of(NaiveBayesRequest{0.0}.check("m")), "m.variance_floor: must be above 0");
}

TEST(NearestNeighboursFit, GivesScikitLearnsShares) {
  const SvmTable table = svm_table("label");
  for (const std::uint32_t count : {1u, 15u}) {
    const std::vector<double> seen = outputs_of(fitted(NearestNeighboursRequest{count}, table), table.rows);
    ExpectReference(seen, "near_" + std::to_string(count), 0, 1, 1e-15);
  }
}

TEST(NearestNeighboursFit, GivesScikitLearnsSharesOfSeveralClasses) {
  const SvmTable table = svm_table("kind");
  const std::vector<double> seen = outputs_of(fitted(NearestNeighboursRequest{15}, table), table.rows);
  for (std::size_t k = 0; k < 3; ++k) ExpectReference(seen, "near_kind_" + std::to_string(k), k, 3, 1e-15);
}

TEST(NearestNeighboursFit, SaysWhatItCanNotTake) {
  SvmTable table = svm_table("label");
  EXPECT_EQ(text_of(fit(NearestNeighboursRequest{200}, table.data())),
            "nearest_neighbours: 200 neighbours, but only 150 rows");
  table.response.weight = numbers_in(kSvmTable, "weight");
  EXPECT_EQ(text_of(fit(NearestNeighboursRequest{5}, table.data())),
            "nearest_neighbours: counts rows, and takes no weights of them");
  EXPECT_EQ(text_of(NearestNeighboursRequest{251}.check("m")), "m.neighbours: must be from 1 to 250");
}

}  // namespace
}  // namespace nearside
