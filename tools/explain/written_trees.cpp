// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_trees.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "tools/explain/cells.h"
#include "tools/explain/feature_words.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

using cells::brief;

std::string what(MarginLink link) {
  switch (link) {
    case MarginLink::identity:
      return "their sum is the number";
    case MarginLink::exp:
      return "their sum is the logarithm of the number";
    case MarginLink::logistic:
      return "their sum is the log odds";
    case MarginLink::softmax:
      return "e to the sum of a class, divided by that of all classes";
    case MarginLink::share:
      return "their sum is the share of rows with the outcome";
  }
  return "";
}

/// Walks the trees in the order of the file.
class TreeWriter {
 public:
  TreeWriter(const Engine& engine, const Trees& trees) : engine_(engine), trees_(trees) {
    std::uint32_t begin = 0;
    for (const std::uint32_t count : trees.cut_counts.values) {
      cut_begins_.push_back(begin);
      begin += count;
    }
  }

  std::string text() {
    constexpr std::size_t kInFull = 64;
    const bool in_full = trees_.left_splits.size() <= kInFull;
    std::string all;
    for (std::size_t t = 0; t < trees_.splits.size(); ++t) {
      std::string lines;
      visit(trees_.splits[t], 1, lines);
      if (trees_.margins() > 1)
        all +=
            "  tree of " + printable_line(engine_.model_file().outputs[t % trees_.margins()].positive) + "\n";
      all += lines;
    }
    std::string summary =
        "  " + std::to_string(trees_.splits.size()) + (trees_.splits.size() == 1 ? " tree, " : " trees, ") +
        std::to_string(trees_.left_splits.size()) + " splits, at most " + std::to_string(deepest_) +
        " from the root to a leaf; " + what(trees_.to_output) + "\n";
    for (std::size_t k = 0; k < trees_.bases.size(); ++k) {
      if (trees_.bases[k] == 0.0f) continue;
      summary += "  " + in_width("begins at", 40) + brief(static_cast<double>(trees_.bases[k])) + "\n";
    }
    return summary + counts() + (in_full ? all : "");
  }

 private:
  std::string question(std::size_t split) const {
    const std::uint32_t f = trees_.features[split];
    const std::uint32_t column = trees_.columns[f];
    const std::uint32_t part = trees_.parts[f];
    const std::string name = words_of_column(engine_, column);
    const float cut = trees_.cuts[cut_begins_[f] + trees_.cut_places[split]];
    if (part == feature::kIsMissing) return name + " is known";
    if (part >= feature::kFirstLevel)
      return name + " is not " + words_of_level(engine_, column, part - feature::kFirstLevel);
    if (is_truth_value(engine_, column)) return name + " is " + words_of_level(engine_, column, 0);
    return name + " below " + words_of_cut(cut);
  }

  void visit(std::uint32_t splits, std::size_t depth, std::string& lines) {
    const std::string indent(2 + 2 * depth, ' ');
    if (splits == 0) {
      lines += indent + brief(static_cast<double>(trees_.leaves[leaf_++])) + "\n";
      return;
    }
    deepest_ = std::max(deepest_, depth);
    const std::size_t split = split_++;
    const bool left = (trees_.missing_left[split / 8] >> split % 8 & 1) != 0;
    const bool may_be_missing = engine_.columns()[trees_.columns[trees_.features[split]]].may_be_missing;
    lines += indent + question(split) + (may_be_missing && left ? ", or missing" : "") + ":\n";
    visit(trees_.left_splits[split], depth + 1, lines);
    lines += indent + "else:\n";
    visit(splits - trees_.left_splits[split] - 1, depth + 1, lines);
  }

  /// How many splits each column has, the most first.
  std::string counts() const {
    std::vector<std::uint32_t> of(engine_.columns().size(), 0);
    for (const std::uint32_t f : trees_.features.values) ++of[trees_.columns[f]];
    std::vector<std::uint32_t> order(of.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return of[a] > of[b]; });
    std::string text;
    for (const std::uint32_t c : order) {
      if (of[c] == 0) continue;
      text += "  " + in_width(words_of_column(engine_, c), 40) + std::to_string(of[c]) + " splits\n";
    }
    std::string unused;
    for (const std::uint32_t c : order) {
      if (of[c] == 0) unused += (unused.empty() ? "" : ", ") + words_of_column(engine_, c);
    }
    if (!unused.empty()) text += "  not split: " + unused + "\n";
    return text;
  }

  const Engine& engine_;
  const Trees& trees_;
  std::vector<std::uint32_t> cut_begins_;
  std::size_t split_ = 0;
  std::size_t leaf_ = 0;
  std::size_t deepest_ = 0;
};

}  // namespace

std::string written_trees(const Engine& engine, const Trees& trees) {
  return TreeWriter(engine, trees).text();
}

}  // namespace nearside
