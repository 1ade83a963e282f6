// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"

namespace nearside {

/// Predictors that are asked together, under one heading.
struct FormGroup {
  std::string id;
  Localised title;
  Localised hint;
  std::vector<std::string> predictors;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the group's name");
    archive.field("title", self.title, "the heading");
    archive.optional("hint", self.hint, "one sentence under the heading");
    archive.field("predictors", self.predictors, "ids of the predictors, in the order of asking");
  }
};

/// How a person is asked. It changes no prediction.
struct Form {
  std::vector<FormGroup> groups;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("groups", self.groups,
                     "the parts of the form, in their order; a predictor of no group is asked at the end");
  }
};

/// Groups have unique ids and titles, and name predictors that exist, each at most once.
Status check(const Form& form, const std::vector<Predictor>& predictors, const std::string& path);

}  // namespace nearside
