// SPDX-License-Identifier: Apache-2.0
#include "tools/table/rows.h"

#include <gtest/gtest.h>

#include "tools/fit/model.h"
#include "tools/fit/pipeline.h"
#include "tools/svm_table.h"

namespace nearside {
namespace {

TEST(Rows, AreAllOrSomeOfAMatrix) {
  const Matrix table = matrix({{1, 2}, {3, 4}, {5, 6}, {7, 8}});
  const Rows all = table;
  EXPECT_EQ(all.rows(), 4u);
  EXPECT_TRUE(all.are_all());
  const std::vector<std::size_t> places{3, 1};
  const Rows some(table, places);
  EXPECT_EQ(some.rows(), 2u);
  EXPECT_EQ(some.columns(), 2u);
  EXPECT_FALSE(some.are_all());
  EXPECT_EQ(some.row(0)[0], 7.0);
  EXPECT_EQ(some.copied().values, (std::vector<double>{7, 8, 3, 4}));
  const std::vector<std::size_t> second{1};
  EXPECT_EQ(some.of(second).values, (std::vector<double>{3, 4}));
  EXPECT_EQ(some.places(second), (std::vector<std::size_t>{1}));
}

TEST(Rows, NoneOfAMatrixAreNotAllOfIt) {
  const Matrix table = matrix({{1, 2}, {3, 4}});
  const std::vector<std::size_t> none;
  const Rows nothing(table, none);
  EXPECT_EQ(nothing.rows(), 0u);
  EXPECT_FALSE(nothing.are_all());
  EXPECT_TRUE(nothing.copied().values.empty());
}

TEST(ContiguousRows, AreTheMatrixItselfOrACopyOfSome) {
  const Matrix table = matrix({{1}, {2}, {3}});
  EXPECT_EQ(&*ContiguousRows(table), &table);
  const std::vector<std::size_t> places{2, 0};
  const Rows some(table, places);
  EXPECT_EQ((*ContiguousRows(some)).values, (std::vector<double>{3, 1}));
}

/// Fitted to every second row where it stands, a model is the one fitted to a copy of these rows.
void ExpectTheModelOfACopy(const SvmTable& table, const ModelRequest& request) {
  std::vector<std::size_t> places;
  for (std::size_t r = 0; r < table.rows.rows(); r += 2) places.push_back(r);
  const Response response = table.response.of(places);
  const Matrix copy = table.rows.of(places);
  const auto here =
      fit(request, {Rows(table.rows, places), table.columns, table.predictors, table.outcome, response, 7});
  const auto there = fit(request, {copy, table.columns, table.predictors, table.outcome, response, 7});
  const auto name = std::visit([](const auto& one) { return std::string(one.kName); }, request);
  ASSERT_TRUE(here) << name << ": " << text_of(here);
  ASSERT_TRUE(there) << name << ": " << text_of(there);
  EXPECT_EQ(outputs_of(*here, table.rows), outputs_of(*there, table.rows)) << name;
}

TEST(Rows, AreFittedWhereTheyStand) {
  const SvmTable classes = svm_table("label");
  for (const ModelRequest& request :
       {ModelRequest(LogisticRequest()), ModelRequest(PointsRequest()), ModelRequest(SvmLinearRequest()),
        ModelRequest(NaiveBayesRequest()), ModelRequest(NearestNeighboursRequest())})
    ExpectTheModelOfACopy(classes, request);
  ExpectTheModelOfACopy(svm_table("value"), LinearRequest());
#ifndef __EMSCRIPTEN__  // these need XGBoost and LIBSVM
  for (const ModelRequest& request :
       {ModelRequest(DecisionTreeRequest()), ModelRequest(RandomForestRequest{.trees = 10}),
        ModelRequest(GradientBoostingRequest()), ModelRequest(AdditiveRequest()),
        ModelRequest(SvmRbfRequest())})
    ExpectTheModelOfACopy(classes, request);
#endif
}

}  // namespace
}  // namespace nearside
