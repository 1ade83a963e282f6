// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/models/trees.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// Boosted trees of one predictor each, collapsed into a shape function a predictor.
struct AdditiveRequest {
  static constexpr std::string_view kName = "additive";
  static constexpr bool kTakesMissing = true;
  static constexpr bool kTakesCategories = true;
  static constexpr bool kUsesThreads = true;
  std::uint32_t rounds = 300;
  double eta = 0.03;
  std::uint32_t depth = 2;
  double subsample = 0.5;
  double colsample = 0.5;
  double min_child_weight = 5.0;
  double lambda = 1.0;
  double gamma = 0.0;
  std::uint32_t early_stopping = 0;
  Directions monotone{};
  std::vector<std::vector<std::string>> pairs{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("rounds", self.rounds, "trees, at most; 1 to 5000. Too many overfit small data");
    archive.optional("eta", self.eta, "how much of each tree is added, above 0 to 1");
    archive.optional("depth", self.depth, "splits from the root to a leaf, at most; 1 to 6");
    archive.optional("subsample", self.subsample, "share of the rows that each tree sees, drawn at random");
    archive.optional("colsample", self.colsample, "share of the columns that each tree may split");
    archive.optional("min_child_weight", self.min_child_weight, tree_settings::kMinChildWeight);
    archive.optional("lambda", self.lambda, "L2 penalty on the leaves");
    archive.optional("gamma", self.gamma, "a split stays only if it lowers the loss by more than this");
    archive.optional("early_stopping", self.early_stopping, "as in `gradient_boosting`");
    archive.optional("monotone", self.monotone, tree_settings::kMonotone);
    archive.optional("pairs", self.pairs,
                     "lists of two predictors that may also act together, at most 10, such as [[\"age\", "
                     "\"sex\"]]; needs a depth of 2 or more");
  }
  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::quantity || kind == OutcomeKind::count;
  }
  Status check(const std::string& path) const;
  /// As boosting without limits on what a tree may split.
  GradientBoostingRequest boosting() const {
    return {rounds,           eta,    depth, subsample,      colsample,
            min_child_weight, lambda, gamma, early_stopping, monotone};
  }
};

/// A score of few whole points, for paper. Predictors are chosen by a group lasso: all bins of one come in
/// together.
struct PointsRequest {
  static constexpr std::string_view kName = "points";
  static constexpr bool kTakesMissing = true;
  static constexpr bool kTakesCategories = true;
  std::uint32_t predictors = 8;
  std::uint32_t bins = 4;
  std::uint32_t most_points = 5;
  Directions monotone{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "predictors", self.predictors,
        "how many it uses, at most; 1 to 30. A group lasso chooses them, all bins of one together");
    archive.optional(
        "bins", self.bins,
        "of each number, at most, about equally many rows each; 2 to 10. Cuts are short numbers");
    archive.optional("most_points", self.most_points, "of the answer that counts most; 1 to 100");
    archive.optional("monotone", self.monotone,
                     "predictors whose points may only rise (`increasing`) or only fall (`decreasing`): "
                     "neighbouring bins that would not are made one. The model card says so. Of others too "
                     "neighbours that go against the predictor's own course are made one, unless the step "
                     "between them is clear (above 1.96 standard errors)");
  }
  static constexpr bool takes(OutcomeKind kind) { return kind == OutcomeKind::binary; }
  Status check(const std::string& path) const;
};

}  // namespace nearside
