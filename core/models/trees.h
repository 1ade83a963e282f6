// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/packed_integers.h"
#include "core/models/margin_link.h"
#include "core/steps/columns.h"

namespace nearside {

/// What a tree asks of a column: the number itself, whether it is missing (1 or 0), or whether it is a
/// category's level (1 or 0, missing where the answer is).
namespace feature {
inline constexpr std::uint32_t kNumber = 0;
inline constexpr std::uint32_t kIsMissing = 1;
inline constexpr std::uint32_t kFirstLevel = 2;  ///< this and above: level (part − 2)

/// The feature's value in a row, as the 32-bit number that trees compare.
float of(double value, std::uint32_t part) noexcept;
}  // namespace feature

/// A decision tree, a random forest or boosted trees. A margin is the sum of a base and of a leaf a tree, in
/// 32-bit numbers and in the trees' order, as XGBoost sums it (version 1.7): equal to its margin to the last
/// bit. The links are computed in 64 bits from there on.
///
/// Trees are written without pointers: the splits of a tree stand in preorder (a split, all that is left of
/// it, all that is right of it), its leaves from left to right. A split knows how many splits lie left of it;
/// whatever number below that of its own subtree stands there, the walk stays inside the tree and ends.
struct Trees {
  static constexpr std::string_view kName = "trees";
  static constexpr std::uint32_t kMaxDepth = 200;

  MarginLink to_output = MarginLink::logistic;
  std::vector<float> bases;
  PackedIntegers columns;
  PackedIntegers parts;
  PackedIntegers cut_counts;
  std::vector<float> cuts;
  PackedIntegers splits;
  PackedIntegers left_splits;
  PackedIntegers features;
  PackedIntegers cut_places;
  std::vector<std::uint8_t> missing_left;
  std::vector<float> leaves;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("link", self.to_output,
                  "`identity`; `exp`: e^margin; `logistic`: 1 / (1 + e^-margin); `softmax`: e^margin of each "
                  "class divided by their sum; `share`: the margin from 0 to 1, of several classes divided "
                  "by their sum");
    archive.field("bases", self.bases,
                  "where each margin begins; tree t adds to margin t modulo their number");
    archive.field("columns", self.columns, "of each feature the column after the last step");
    archive.field("parts", self.parts,
                  "what of this column: 0 the number, 1 whether it is missing, 2 + l whether it is level l");
    archive.field("cut_counts", self.cut_counts, "how many cuts each feature has");
    archive.field("cuts", self.cuts, "feature after feature, ascending: smaller values go left");
    archive.field("splits", self.splits, "how many splits each tree has; it has one leaf more");
    archive.field("left_splits", self.left_splits,
                  "of each split, tree after tree in preorder: how many splits lie left of it");
    archive.field("features", self.features, "of each split");
    archive.field("cut_places", self.cut_places, "of each split: the place among its feature's cuts");
    archive.field("missing_left", self.missing_left,
                  "a bit a split, the lowest first: 1 where a missing value goes left");
    archive.field("leaves", self.leaves, "tree after tree, from left to right");
  }

  std::size_t margins() const { return bases.size(); }
  std::size_t outputs() const { return bases.size(); }
  static constexpr std::size_t explained() { return 0; }
  Status check(const Columns& columns, const std::string& path) const;
  /// Lays the trees out for walking: after `check`, before `score`.
  void prepare();
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;

 private:
  /// A split whose left child is the next node, or a leaf.
  struct Node {
    float value = 0.0f;       ///< cut, or the leaf
    std::uint32_t right = 0;  ///< how many nodes further the right child stands; 0: a leaf
    std::uint32_t column = 0;
    std::uint32_t part = 0;  ///< the highest bit: a missing value goes left
  };
  static float leaf_of(const Node* node, const double* row) noexcept;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
};

}  // namespace nearside
