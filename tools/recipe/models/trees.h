// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// In which direction a prediction may move with a predictor.
enum class Direction : std::uint8_t { increasing, decreasing };
template <>
struct NamesOf<Direction> {
  static constexpr std::array<std::string_view, 2> names{"increasing", "decreasing"};
};

/// By a predictor's id.
using Directions = std::map<std::string, Direction>;

namespace tree_settings {

/// Whether a setting lies where it must; the error says where that is. `open`: the low end is not in it.
Status check(const std::string& path, std::string_view name, double value, double low, double high,
             bool open = false);

inline constexpr const char* kMonotone =
    "predictors with which the prediction may only rise (`increasing`) or only fall (`decreasing`), such as "
    "{\"age\": \"increasing\"}: numbers, truth values and `ordered` categories. A missing value stands "
    "outside. It is an assumption, and the model card says so";
inline constexpr const char* kMinChildWeight =
    "smallest sum of curvatures in a leaf: for a quantity its weighted rows, for a risk p the sum of p (1 - "
    "p)";

}  // namespace tree_settings

/// One tree whose leaves are the shares of the development data with the outcome, or its mean.
struct DecisionTreeRequest {
  static constexpr std::string_view kName = "decision_tree";
  static constexpr bool kTakesMissing = true;
  static constexpr bool kTakesCategories = true;
  static constexpr bool kUsesThreads = true;
  std::uint32_t depth = 4;
  double rows_at_leaf = 20.0;
  double gamma = 0.0;
  double smoothing = 1.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("depth", self.depth, "splits from the root to a leaf, at most; 1 to 30");
    archive.optional("rows_at_leaf", self.rows_at_leaf, "fewest rows of a leaf, by their weights");
    archive.optional(
        "gamma", self.gamma,
        "a split stays only if it takes more than this from the summed squared distance (several "
        "classes: of each class's 0 and 1 in its own tree): prunes the tree");
    archive.optional(
        "smoothing", self.smoothing,
        "m in a leaf's (sum of outcomes + m × mean of all) / (rows + m), so that no risk is 0 or 1");
  }
  static constexpr bool takes(OutcomeKind kind) {
    return kind == OutcomeKind::binary || kind == OutcomeKind::classes || kind == OutcomeKind::quantity;
  }
  Status check(const std::string& path) const;
};

/// Many such trees, each of its own bootstrap and of columns drawn at each split; the mean of them all.
struct RandomForestRequest {
  static constexpr std::string_view kName = "random_forest";
  static constexpr bool kTakesMissing = true;
  static constexpr bool kTakesCategories = true;
  static constexpr bool kUsesThreads = true;
  std::uint32_t trees = 200;
  std::uint32_t depth = 10;
  double rows_at_leaf = 5.0;
  double columns_at_split = 0.0;
  double gamma = 0.0;
  double smoothing = 1.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("trees", self.trees, "how many; with several classes for each of them. 1 to 5000");
    archive.optional("depth", self.depth, "splits from the root to a leaf, at most; 1 to 30");
    archive.optional("rows_at_leaf", self.rows_at_leaf, "fewest drawn rows of a leaf, by their weights");
    archive.optional(
        "columns_at_split", self.columns_at_split,
        "share of the columns that are drawn for each split; 0: the square root of their number");
    archive.optional("gamma", self.gamma, "as in `decision_tree`");
    archive.optional("smoothing", self.smoothing, "as in `decision_tree`");
  }
  static constexpr bool takes(OutcomeKind kind) { return DecisionTreeRequest::takes(kind); }
  Status check(const std::string& path) const;
};

/// Trees that are grown one after the other, each on what the ones before it left over.
struct GradientBoostingRequest {
  static constexpr std::string_view kName = "gradient_boosting";
  static constexpr bool kTakesMissing = true;
  static constexpr bool kTakesCategories = true;
  static constexpr bool kUsesThreads = true;
  std::uint32_t rounds = 200;
  double eta = 0.05;
  std::uint32_t depth = 3;
  double subsample = 0.5;
  double colsample = 0.5;
  double min_child_weight = 5.0;
  double lambda = 1.0;
  double gamma = 0.0;
  std::uint32_t early_stopping = 0;
  Directions monotone{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("rounds", self.rounds, "trees (of each class), at most; 1 to 5000");
    archive.optional("eta", self.eta, "how much of each tree is added, above 0 to 1");
    archive.optional("depth", self.depth, "splits from the root to a leaf, at most; 1 to 12");
    archive.optional("subsample", self.subsample, "share of the rows that each tree sees, drawn at random");
    archive.optional("colsample", self.colsample, "share of the columns that each tree may split");
    archive.optional("min_child_weight", self.min_child_weight, tree_settings::kMinChildWeight);
    archive.optional("lambda", self.lambda, "L2 penalty on the leaves");
    archive.optional("gamma", self.gamma, "a split stays only if it lowers the loss by more than this");
    archive.optional("early_stopping", self.early_stopping,
                     "0: never. Else a fifth of the rows is held out first, and the rounds are those after "
                     "which the loss there was not beaten for so many; then all rows are fitted with them");
    archive.optional("monotone", self.monotone, tree_settings::kMonotone);
  }
  static constexpr bool takes(OutcomeKind kind) {
    return DecisionTreeRequest::takes(kind) || kind == OutcomeKind::count;
  }
  Status check(const std::string& path) const;
};

}  // namespace nearside
