// SPDX-License-Identifier: Apache-2.0
#pragma once
// A random forest (Breiman, Random Forests, Machine Learning 45, 2001) that tells what columns are worth.
// XGBoost grows the trees; which rows each tree sees, and what is made of the trees, is ours.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "tools/table/matrix.h"

namespace nearside {

#ifdef __EMSCRIPTEN__
inline constexpr bool kForestsGrow = false;
#else
inline constexpr bool kForestsGrow = true;  ///< XGBoost is there; it is not in wasm
#endif

struct ForestShape {
  std::uint32_t trees = 0;
  std::uint32_t depth = 0;            ///< splits from the root to a leaf, at most
  std::uint32_t rows_at_leaf = 0;     ///< drawn rows, one drawn twice counted twice
  std::uint32_t columns_at_node = 0;  ///< drawn at random, of which the best one splits
};

/// A node of a tree. A row whose value is smaller than the cut goes left; one that is missing where it says.
struct ForestNode {
  std::uint32_t left = 0;  ///< 0: a leaf
  std::uint32_t right = 0;
  std::uint32_t column = 0;
  double cut = 0.0;
  double gain = 0.0;   ///< how much the split takes from the summed squared distance of the drawn outcomes
  double rows = 0.0;   ///< drawn rows
  double share = 0.0;  ///< at a leaf: of the drawn rows with the outcome; in general what it adds
  bool missing_left = false;
};

using ForestTree = std::vector<ForestNode>;  ///< the root is the first

/// Each value's place among its column's distinct values, from 0: trees only compare, XGBoost's 32-bit
/// numbers hold these exactly, and none is too large.
Matrix ranked(const Matrix& rows, std::span<const std::uint32_t> columns);

/// A seed a tree.
std::vector<std::uint64_t> tree_seeds(std::uint64_t seed, std::size_t trees);

/// How often each row is drawn: as many draws as rows, with replacement. `random` begins with the tree's
/// seed.
std::vector<std::uint32_t> bootstrap(std::size_t rows, Random& random);

/// Grows a forest and gives XGBoost's model in JSON, to the byte the same on each run. Each tree sees its
/// bootstrap; a leaf is the share with the outcome. Errors: `cannot_fit`, and always where `kForestsGrow` is
/// false.
Result<std::string> grow_forest(const Matrix& ranks, std::span<const std::uint8_t> outcome,
                                const ForestShape& shape, std::uint64_t seed);

/// The trees of XGBoost's model in JSON.
Result<std::vector<ForestTree>> read_forest(std::string_view model, std::size_t columns);

/// The share at the leaf where a row arrives.
double share_of(const ForestTree& tree, std::span<const double> row) noexcept;

/// What a column's splits take from the impurity (Gini's), summed over the trees, as shares of what all
/// columns take: they sum to 1, or are all 0 where nothing was split.
std::vector<double> impurity_importance(const std::vector<ForestTree>& forest, std::size_t columns);

/// How much worse a tree's Brier score becomes on the rows that it did not see when a column's values are
/// shuffled among them; the mean over the trees. A column of no tree is worth 0; noise may be below.
std::vector<double> permutation_importance(const std::vector<ForestTree>& forest, const Matrix& ranks,
                                           std::span<const std::uint8_t> outcome, std::uint64_t seed);

}  // namespace nearside
