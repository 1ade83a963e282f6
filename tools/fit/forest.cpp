// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/forest.h"

#include <algorithm>
#include <array>

#include "core/base/numerics.h"
#include "core/model_file/json.h"

namespace nearside {
namespace {

Error unreadable(std::size_t tree, std::string why) {
  return {ErrorCode::cannot_fit, "trees[" + std::to_string(tree) + "]",
          "of XGBoost's model can't be read: " + std::move(why)};
}

/// The child below `parent`, or 0 where there is none. Children stand after their parents, so that no walk
/// goes round.
bool read_child(double child, std::size_t parent, std::size_t nodes, std::uint32_t& into) {
  if (child == -1.0) return true;
  if (!(child > static_cast<double>(parent) && child < static_cast<double>(nodes))) return false;
  into = static_cast<std::uint32_t>(child);
  return true;
}

Result<ForestTree> read_tree(const JsonNode& node, std::size_t t, std::size_t columns) {
  constexpr std::array<const char*, 7> kNames{"left_children",    "right_children", "split_indices",
                                              "split_conditions", "loss_changes",   "sum_hessian",
                                              "default_left"};
  std::array<std::vector<double>, 7> lists;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const auto list = node.find(kNames[i]);
    if (!list || !list->numbers(lists[i]) || lists[i].empty() || lists[i].size() != lists[0].size())
      return unreadable(t, std::string(kNames[i]) + " is no list of one number a node");
  }
  const auto& [lefts, rights, splits, conditions, gains, rows, defaults] = lists;
  ForestTree tree(lefts.size());
  for (std::size_t n = 0; n < tree.size(); ++n) {
    ForestNode& made = tree[n];
    if (!read_child(lefts[n], n, tree.size(), made.left) ||
        !read_child(rights[n], n, tree.size(), made.right) || (made.left == 0) != (made.right == 0))
      return unreadable(t, "node " + std::to_string(n) + " has children that are not there");
    made.rows = rows[n];
    if (made.left == 0) {
      made.share = conditions[n];
      continue;
    }
    if (!(splits[n] >= 0.0 && splits[n] < static_cast<double>(columns)))
      return unreadable(t, "node " + std::to_string(n) + " splits a column that is not there");
    made.column = static_cast<std::uint32_t>(splits[n]);
    made.cut = conditions[n];
    made.gain = gains[n];
    made.missing_left = defaults[n] != 0.0;
  }
  return tree;
}

double squared_miss(double share, std::uint8_t outcome) {
  return (share - outcome) * (share - outcome);
}

}  // namespace

Matrix ranked(const Matrix& rows, std::span<const std::uint32_t> columns) {
  Matrix ranks{columns.size(), std::vector<double>(rows.rows() * columns.size())};
  for (std::size_t j = 0; j < columns.size(); ++j) {
    std::vector<double> distinct;
    for (std::size_t r = 0; r < rows.rows(); ++r) distinct.push_back(rows.row(r)[columns[j]]);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (std::size_t r = 0; r < rows.rows(); ++r) {
      const auto place = std::lower_bound(distinct.begin(), distinct.end(), rows.row(r)[columns[j]]);
      ranks.row(r)[j] = static_cast<double>(place - distinct.begin());
    }
  }
  return ranks;
}

std::vector<std::uint64_t> tree_seeds(std::uint64_t seed, std::size_t trees) {
  Random random(seed);
  std::vector<std::uint64_t> seeds(trees);
  for (std::uint64_t& of_tree : seeds) of_tree = random.next();
  return seeds;
}

std::vector<std::uint32_t> bootstrap(std::size_t rows, Random& random) {
  std::vector<std::uint32_t> times(rows, 0);
  for (std::size_t draw = 0; draw < rows; ++draw) ++times[static_cast<std::size_t>(random.below(rows))];
  return times;
}

Result<std::vector<ForestTree>> read_forest(std::string_view model, std::size_t columns) {
  const auto document = JsonDocument::parse(model);
  if (!document) return document.error();
  std::optional<JsonNode> node = document->root();
  for (const char* name : {"learner", "gradient_booster", "model", "trees"}) {
    node = node->kind() == NodeKind::map ? node->find(name) : std::nullopt;
    if (!node) return unreadable(0, std::string(name) + " is missing");
  }
  if (node->kind() != NodeKind::array) return unreadable(0, "trees is no list");
  std::vector<ForestTree> forest;
  for (std::size_t t = 0; t < node->size(); ++t) {
    if (node->item(t).kind() != NodeKind::map) return unreadable(t, "it is no object");
    auto tree = read_tree(node->item(t), t, columns);
    if (!tree) return tree.error();
    forest.push_back(std::move(*tree));
  }
  return forest;
}

double share_of(const ForestTree& tree, std::span<const double> row) noexcept {
  const ForestNode* node = &tree[0];
  while (node->left != 0) node = &tree[row[node->column] < node->cut ? node->left : node->right];
  return node->share;
}

std::vector<double> impurity_importance(const std::vector<ForestTree>& forest, std::size_t columns) {
  // Squared distance of 0/1 outcomes is half of Gini's impurity, the same shares of a sum.
  std::vector<double> importance(columns, 0.0);
  for (const ForestTree& tree : forest) {
    for (const ForestNode& node : tree) {
      if (node.left != 0) importance[node.column] += node.gain;
    }
  }
  const double all = numerics::sum(importance);
  if (all > 0.0) {
    for (double& value : importance) value /= all;
  }
  return importance;
}

std::vector<double> permutation_importance(const std::vector<ForestTree>& forest, const Matrix& ranks,
                                           std::span<const std::uint8_t> outcome, std::uint64_t seed) {
  std::vector<double> importance(ranks.columns, 0.0);
  const std::vector<std::uint64_t> seeds = tree_seeds(seed, forest.size());
  std::vector<double> row(ranks.columns);
  double judging = 0.0;  // trees that left out a row
  for (std::size_t t = 0; t < forest.size(); ++t) {
    Random random(seeds[t]);
    const std::vector<std::uint32_t> times = bootstrap(outcome.size(), random);
    std::vector<std::size_t> unseen;
    for (std::size_t r = 0; r < times.size(); ++r) {
      if (times[r] == 0) unseen.push_back(r);
    }
    if (unseen.empty()) continue;
    judging += 1.0;
    std::vector<std::uint8_t> is_used(ranks.columns, 0);
    for (const ForestNode& node : forest[t]) {
      if (node.left != 0) is_used[node.column] = 1;
    }
    for (std::size_t j = 0; j < ranks.columns; ++j) {
      if (is_used[j] == 0) continue;
      std::vector<std::size_t> donors = unseen;
      random.shuffle(std::span(donors));
      double worse = 0.0;
      for (std::size_t i = 0; i < unseen.size(); ++i) {
        const auto known = ranks.row(unseen[i]);
        row.assign(known.begin(), known.end());
        const double miss = squared_miss(share_of(forest[t], row), outcome[unseen[i]]);
        row[j] = ranks.row(donors[i])[j];
        worse += squared_miss(share_of(forest[t], row), outcome[unseen[i]]) - miss;
      }
      importance[j] += worse / static_cast<double>(unseen.size());
    }
  }
  if (judging > 0.0) {
    for (double& value : importance) value /= judging;
  }
  return importance;
}

}  // namespace nearside
