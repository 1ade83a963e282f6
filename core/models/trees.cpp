// SPDX-License-Identifier: Apache-2.0
#include "core/models/trees.h"

#include <cmath>
#include <limits>

#include "core/base/numerics.h"

namespace nearside {
namespace {

constexpr std::uint32_t kMissingLeft = 0x80000000u;

std::uint64_t sum_of(const PackedIntegers& counts) {
  std::uint64_t sum = 0;
  for (const std::uint32_t count : counts.values) sum += count;
  return sum;
}

Status check_features(const Trees& trees, const Columns& columns, const std::string& path) {
  const std::size_t features = trees.columns.size();
  if (trees.parts.size() != features || trees.cut_counts.size() != features)
    return bad_model(path, "columns, parts and cut_counts must be one a feature");
  if (sum_of(trees.cut_counts) != trees.cuts.size())
    return bad_model(path, "cut_counts", "do not sum to the number of cuts");
  std::size_t next = 0;
  for (std::size_t f = 0; f < features; ++f) {
    if (trees.columns[f] >= columns.size()) return bad_model(path, "columns", f, "is beyond the row");
    const std::uint32_t part = trees.parts[f];
    if (part >= feature::kFirstLevel && part - feature::kFirstLevel >= columns[trees.columns[f]].levels)
      return bad_model(path, "parts", f, "is a level that the column does not have");
    for (std::uint32_t c = 0; c < trees.cut_counts[f]; ++c, ++next) {
      if (!std::isfinite(trees.cuts[next]) || (c > 0 && trees.cuts[next] <= trees.cuts[next - 1]))
        return bad_model(path, "cuts", next, "must be finite and above the one before it");
    }
  }
  return {};
}

/// Every split leaves fewer splits to its left than its subtree has besides itself, and no path is too long.
Status check_shape(const Trees& trees, const std::string& path) {
  struct Subtree {
    std::uint32_t splits;
    std::uint32_t depth;
  };
  std::vector<Subtree> open;
  std::size_t next = 0;
  for (const std::uint32_t splits : trees.splits.values) {
    if (splits > 0) open.push_back({splits, 1});
    while (!open.empty()) {
      const Subtree subtree = open.back();
      open.pop_back();
      const std::uint32_t left = trees.left_splits[next];
      const auto fault = [&](const char* what) { return bad_model(path, "left_splits", next, what); };
      if (left >= subtree.splits) return fault("leaves the tree");
      if (subtree.depth > Trees::kMaxDepth) return fault("lies more than 200 splits below its root");
      if (left + 1 < subtree.splits) open.push_back({subtree.splits - left - 1, subtree.depth + 1});
      if (left > 0) open.push_back({left, subtree.depth + 1});
      ++next;
    }
  }
  return {};
}

Status check_splits(const Trees& trees, const std::string& path) {
  const std::uint64_t splits = sum_of(trees.splits);
  if (trees.left_splits.size() != splits || trees.features.size() != splits ||
      trees.cut_places.size() != splits)
    return bad_model(path, "left_splits, features and cut_places must be one a split");
  if (trees.leaves.size() != splits + trees.splits.size())
    return bad_model(path, "leaves", "must be one more than the splits in each tree");
  const auto bits = static_cast<std::size_t>(splits);
  if (trees.missing_left.size() != (bits + 7) / 8)
    return bad_model(path, "missing_left", "must be a bit a split");
  if (bits % 8 != 0 && trees.missing_left.back() >> bits % 8 != 0)
    return bad_model(path, "missing_left", "has a bit beyond the last split");
  for (std::size_t s = 0; s < bits; ++s) {
    if (trees.features[s] >= trees.columns.size()) return bad_model(path, "features", s, "is no feature");
    if (trees.cut_places[s] >= trees.cut_counts[trees.features[s]])
      return bad_model(path, "cut_places", s, "is beyond the feature's cuts");
  }
  for (const float leaf : trees.leaves) {
    if (!std::isfinite(leaf)) return bad_model(path, "leaves", "must be finite");
  }
  return check_shape(trees, path);
}

}  // namespace

float feature::of(double value, std::uint32_t part) noexcept {
  if (part == kNumber) return static_cast<float>(value);
  if (part == kIsMissing) return std::isnan(value) ? 1.0f : 0.0f;
  if (std::isnan(value)) return std::numeric_limits<float>::quiet_NaN();
  return value == static_cast<double>(part - kFirstLevel) ? 1.0f : 0.0f;
}

Status Trees::check(const Columns& row, const std::string& path) const {
  if (!takes(to_output, bases.size()))
    return bad_model(path, "bases", "are " + std::to_string(bases.size()) + ", which the link can't take");
  for (const float base : bases) {
    if (!std::isfinite(base)) return bad_model(path, "bases", "must be finite");
  }
  if (splits.size() % bases.size() != 0)
    return bad_model(path, "splits", "must be as many trees for each margin as for the others");
  if (auto ok = check_features(*this, row, path); !ok) return ok;
  return check_splits(*this, path);
}

void Trees::prepare() {
  nodes_.clear();
  roots_.clear();
  nodes_.reserve(left_splits.size() + leaves.size());
  std::vector<std::uint32_t> cut_begins;
  std::uint32_t begin = 0;
  for (const std::uint32_t count : cut_counts.values) {
    cut_begins.push_back(begin);
    begin += count;
  }
  std::size_t split = 0;
  std::size_t leaf = 0;
  std::vector<std::uint32_t> open;  // splits of the subtrees that are still to be laid out, 0 for a leaf
  for (const std::uint32_t of_tree : splits.values) {
    roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    open.push_back(of_tree);
    while (!open.empty()) {
      const std::uint32_t left_out = open.back();
      open.pop_back();
      if (left_out == 0) {
        nodes_.push_back({leaves[leaf++], 0, 0, 0});
        continue;
      }
      const std::uint32_t left = left_splits[split];
      const std::uint32_t f = features[split];
      const bool to_left = (missing_left[split / 8] >> split % 8 & 1) != 0;
      nodes_.push_back({cuts[cut_begins[f] + cut_places[split]], 2 * left + 2, columns[f],
                        parts[f] | (to_left ? kMissingLeft : 0u)});
      open.push_back(left_out - left - 1);
      open.push_back(left);
      ++split;
    }
  }
}

float Trees::leaf_of(const Node* node, const double* row) noexcept {
  while (node->right != 0) {
    const float value = feature::of(row[node->column], node->part & ~kMissingLeft);
    const bool left = std::isnan(value) ? (node->part & kMissingLeft) != 0 : value < node->value;
    node += left ? 1 : node->right;
  }
  return node->value;
}

void Trees::score(std::span<const double> row, std::span<double> margins) const noexcept {
  const std::size_t count = bases.size();
  for (std::size_t k = 0; k < count; ++k) {
    float sum = bases[k];
    for (std::size_t t = k; t < roots_.size(); t += count) sum += leaf_of(&nodes_[roots_[t]], row.data());
    margins[k] = static_cast<double>(sum);
  }
}

void Trees::link(std::span<const double> margins, std::span<double> outputs) const noexcept {
  link_margins(to_output, margins, outputs);
}

}  // namespace nearside
