// SPDX-License-Identifier: Apache-2.0
#include "core/models/one_vs_rest.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/base/numerics.h"
#include "core/models/model.h"
#include "core/outcome/explain.h"
#include "tests/core/builders.h"

namespace nearside {
namespace {

OneVsRest three_classes() {
  return {{{0.0, {1.0, 0.0}, {0.5, 0.0}}, {-1.0, {0.0, 2.0}, {0.0, 0.25}}, {0.5, {-1.0, 1.0}, {1.0, 1.0}}}};
}

Columns two_columns() {
  return {{"a", 0, 0, false}, {"b", 1, 0, false}};
}

TEST(OneVsRest, HasAMarginAndAnOutputForEachClass) {
  const Model model = three_classes();
  EXPECT_EQ(margin_count(model), 3u);
  EXPECT_EQ(output_count(model), 3u);
  EXPECT_EQ(explained_margins(model), 3u);
  EXPECT_TRUE(check(model, two_columns(), "model"));
}

TEST(OneVsRest, DividesTheProbabilitiesByTheirSum) {
  std::vector<double> margins(3);
  score(three_classes(), std::vector<double>{2.0, 0.5}, margins);
  ExpectSameBits(margins, std::vector<double>{2.0, 0.0, -1.0});  // 2; −1 + 1; 0.5 − 2 + 0.5
  std::vector<double> outputs(3);
  link(three_classes(), margins, outputs);
  const double sum = numerics::logistic(2.0) + 0.5 + numerics::logistic(-1.0);
  EXPECT_DOUBLE_EQ(outputs[0], numerics::logistic(2.0) / sum);
  EXPECT_DOUBLE_EQ(outputs[1], 0.5 / sum);
  EXPECT_DOUBLE_EQ(outputs[2], numerics::logistic(-1.0) / sum);
}

TEST(OneVsRest, GivesEqualSharesWhereEveryClassIsImpossible) {
  std::vector<double> outputs(3);
  link(three_classes(), std::vector<double>{-800.0, -900.0, -1000.0}, outputs);
  ExpectSameBits(outputs, std::vector<double>(3, 1.0 / 3.0));
}

TEST(OneVsRest, ExplainsEachClassByItself) {
  const Model model = three_classes();
  std::vector<double> parts(2);
  column_contributions(model, 2, std::vector<double>{3.0, 0.0}, parts);
  ExpectSameBits(parts, std::vector<double>{-2.0, -1.0});  // −1 · (3 − 1), 1 · (0 − 1)
  ExpectSameBits(typical_margins(model), std::vector<double>{0.5, -0.5, 0.5});
}

TEST(OneVsRest, IsCheckedClassByClass) {
  OneVsRest model = three_classes();
  model.classes[1].coefficients.pop_back();
  ExpectFault(check(Model(model), two_columns(), "model"), ErrorCode::bad_model_file,
              "model.one_vs_rest.classes[1].coefficients", "");
  model.classes.resize(2);
  ExpectFault(check(Model(model), two_columns(), "model"), ErrorCode::bad_model_file,
              "model.one_vs_rest.classes", "must be 3 to 250, found 2");
}

}  // namespace
}  // namespace nearside
