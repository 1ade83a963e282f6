// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/form.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/builders.h"

namespace nearside {
namespace {

Form form() {
  return {{{"blood", {"Blood", ""}, {}, {"glucose"}}, {"you", {"You", ""}, {}, {"smoker", "age"}}}};
}

void ExpectFormFault(const Form& form, const std::string& path, const std::string& words) {
  ExpectFault(check(form, small_predictors(), "form"), ErrorCode::bad_model_file, path, words);
}

TEST(FormCheck, AcceptsGroupsThatLeavePredictorsOut) {
  EXPECT_TRUE(check(Form{}, small_predictors(), "form"));
  EXPECT_TRUE(check(form(), small_predictors(), "form"));
}

TEST(FormCheck, RefusesIdsThatAreEmptyOrStandTwice) {
  Form bad = form();
  bad.groups[0].id = "";
  ExpectFormFault(bad, "form.groups[0].id", "a group needs an id");
  bad.groups[0].id = "you";
  ExpectFormFault(bad, "form.groups[1].id", "\"you\" stands twice");
}

TEST(FormCheck, RefusesAGroupWithoutTitleOrPredictors) {
  Form bad = form();
  bad.groups[1].title.en = "";
  ExpectFormFault(bad, "form.groups[1].title.en", "needs a title");
  bad = form();
  bad.groups[1].predictors.clear();
  ExpectFormFault(bad, "form.groups[1].predictors", "names no predictor");
}

TEST(FormCheck, RefusesPredictorsThatAreUnknownOrAskedTwice) {
  Form bad = form();
  bad.groups[1].predictors[1] = "weight";
  ExpectFormFault(bad, "form.groups[1].predictors[1]", "there is no predictor \"weight\"");
  bad.groups[1].predictors[1] = "glucose";
  ExpectFormFault(bad, "form.groups[1].predictors[1]", "\"glucose\" stands twice");
}

}  // namespace
}  // namespace nearside
