// SPDX-License-Identifier: Apache-2.0
#include "core/models/additive.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "tools/fit/boosting.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Two columns that may act together.
struct Pair {
  std::uint32_t first;
  std::uint32_t second;
};

/// The one column that holds a predictor.
Result<std::uint32_t> column_of(const std::string& id, const ModelData& data, const std::string& path) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t c = 0; c < data.columns.size(); ++c) {
    const std::uint32_t p = data.columns[c].predictor;
    if (p != kCreated && data.predictors[p].id == id) found.push_back(c);
  }
  if (found.size() == 1) return found[0];
  return Error{ErrorCode::bad_recipe, path,
               "\"" + id + "\" reaches the model as " + std::to_string(found.size()) +
                   " columns; a pair needs one of each, so leave out the steps that flag or encode it"};
}

Result<std::vector<Pair>> pairs_of(const AdditiveRequest& request, const ModelData& data) {
  std::vector<Pair> pairs;
  for (std::size_t p = 0; p < request.pairs.size(); ++p) {
    const std::string here = "model.additive.pairs[" + std::to_string(p) + "]";
    auto first = column_of(request.pairs[p][0], data, here);
    if (!first) return first.error();
    auto second = column_of(request.pairs[p][1], data, here);
    if (!second) return second.error();
    pairs.push_back({std::min(*first, *second), std::max(*first, *second)});
  }
  return pairs;
}

/// Where a direction is assumed, whether a value is missing is a feature of its own: routed with the numbers
/// alone, it could not lie outside them.
Features additive_features(const ModelData& data, const std::vector<int>& directions) {
  Features features = features_of(data.columns, data.predictors);
  for (std::uint32_t c = 0; c < data.columns.size(); ++c) {
    if (directions[c] == 0 || !data.columns[c].may_be_missing) continue;
    features.columns.push_back(c);
    features.parts.push_back(feature::kIsMissing);
  }
  return features;
}

/// The features of each column, and those of each pair.
std::vector<std::vector<std::uint32_t>> groups_of(const Features& features, std::size_t columns,
                                                  const std::vector<Pair>& pairs) {
  std::vector<std::vector<std::uint32_t>> groups(columns);
  for (std::uint32_t f = 0; f < features.size(); ++f) groups[features.columns[f]].push_back(f);
  for (const auto& [first, second] : pairs) {
    std::vector<std::uint32_t> both = groups[first];
    both.insert(both.end(), groups[second].begin(), groups[second].end());
    groups.push_back(std::move(both));
  }
  return groups;
}

/// One turn on the way to a leaf.
struct Turn {
  std::uint32_t column;
  std::uint32_t part;
  float cut;
  bool missing_left;
  bool left;
};

/// A leaf and the way to it: it counts where every turn is taken. Two leaves of one tree may lie behind
/// different pairs, so that leaves, not trees, are what is sorted.
struct Path {
  std::vector<Turn> turns;
  double leaf = 0.0;

  /// For a row of which only two columns matter.
  double value(std::uint32_t first, double first_value, double second_value) const {
    for (const Turn& turn : turns) {
      const float seen = feature::of(turn.column == first ? first_value : second_value, turn.part);
      const bool left = std::isnan(seen) ? turn.missing_left : seen < turn.cut;
      if (left != turn.left) return 0.0;
    }
    return leaf;
  }
};

std::vector<Path> paths_of(const ForestTree& tree, const Features& features) {
  struct Open {
    std::uint32_t node;
    std::vector<Turn> turns;
  };
  std::vector<Path> paths;
  std::vector<Open> open{{0, {}}};
  while (!open.empty()) {
    const Open here = std::move(open.back());
    open.pop_back();
    const ForestNode& node = tree[here.node];
    if (node.left == 0) {
      paths.push_back({here.turns, static_cast<double>(static_cast<float>(node.share))});
      continue;
    }
    for (const bool left : {false, true}) {
      Open next{left ? node.left : node.right, here.turns};
      next.turns.push_back({features.columns[node.column], features.parts[node.column],
                            static_cast<float>(node.cut), node.missing_left, left});
      open.push_back(std::move(next));
    }
  }
  return paths;
}

/// A value in this bin; NaN in the one for missing values.
double value_in(const ShapeAxis& axis, std::size_t bin) {
  if (bin == axis.bins()) return kMissing;
  if (axis.levels > 0) return static_cast<double>(bin);
  if (axis.cuts.empty()) return 0.0;
  if (bin > 0) return static_cast<double>(axis.cuts[bin - 1]);
  return static_cast<double>(std::nextafter(axis.cuts[0], -std::numeric_limits<float>::infinity()));
}

class Collapse {
 public:
  Collapse(const BoostedTrees& boosted, const Features& features, const std::vector<Pair>& pairs,
           const ModelData& data)
      : boosted_(boosted), features_(features), pairs_(pairs), data_(data) {}

  Result<Model> additive() {
    model_.to_output = boosted_.link;
    model_.intercept = static_cast<double>(boosted_.bases[0]);
    if (auto ok = sort_leaves(); !ok) return ok.error();
    make_shapes();
    for (std::size_t p = 0; p < pairs_.size(); ++p) make_pair(p);
    for (ShapeFunction& shape : model_.shapes) centre(shape);
    for (ShapeFunction& shape : model_.shapes) merge(shape);
    std::erase_if(model_.shapes, [](const ShapeFunction& shape) {
      return std::all_of(shape.values.begin(), shape.values.end(), [](double value) { return value == 0.0; });
    });
    return Model(std::move(model_));
  }

 private:
  /// To each leaf its column or its pair.
  Status sort_leaves() {
    of_column_.resize(data_.columns.size());
    of_pair_.resize(pairs_.size());
    for (const ForestTree& tree : boosted_.trees) {
      for (Path& path : paths_of(tree, features_)) {
        std::set<std::uint32_t> columns;
        for (const Turn& turn : path.turns) columns.insert(turn.column);
        if (columns.empty()) model_.intercept += path.leaf;
        if (columns.size() == 1) of_column_[*columns.begin()].push_back(std::move(path));
        if (columns.size() < 2) continue;
        const auto is_it = [&](const Pair& pair) {
          return columns == std::set<std::uint32_t>{pair.first, pair.second};
        };
        const auto pair = std::find_if(pairs_.begin(), pairs_.end(), is_it);
        if (pair == pairs_.end())
          return Error{ErrorCode::cannot_fit, "additive", "a tree splits columns that were not to meet"};
        of_pair_[static_cast<std::size_t>(pair - pairs_.begin())].push_back(std::move(path));
      }
    }
    return {};
  }

  static void add_cuts(std::uint32_t column, const std::vector<Path>& paths, std::set<float>& cuts) {
    for (const Path& path : paths) {
      for (const Turn& turn : path.turns) {
        if (turn.column == column && turn.part == feature::kNumber) cuts.insert(turn.cut);
      }
    }
  }

  ShapeAxis axis_of(std::uint32_t column, const std::set<float>& cuts) const {
    ShapeAxis axis{column, data_.columns[column].levels, {}};
    if (axis.levels == 0) axis.cuts.assign(cuts.begin(), cuts.end());
    return axis;
  }

  void make_shapes() {
    for (std::uint32_t c = 0; c < data_.columns.size(); ++c) {
      std::set<float> cuts;
      add_cuts(c, of_column_[c], cuts);
      for (const std::vector<Path>& paths : of_pair_) add_cuts(c, paths, cuts);
      ShapeFunction shape{axis_of(c, cuts), {}, 0.0};
      for (std::size_t bin = 0; bin <= shape.axis.bins(); ++bin) {
        double sum = 0.0;
        for (const Path& path : of_column_[c]) sum += path.value(c, value_in(shape.axis, bin), kMissing);
        shape.values.push_back(sum);
      }
      model_.shapes.push_back(std::move(shape));
    }
  }

  void make_pair(std::size_t p) {
    const auto& [first, second] = pairs_[p];
    std::set<float> first_cuts;
    std::set<float> second_cuts;
    add_cuts(first, of_pair_[p], first_cuts);
    add_cuts(second, of_pair_[p], second_cuts);
    PairShape pair{axis_of(first, first_cuts), axis_of(second, second_cuts), {}};
    const std::size_t rows = pair.first.bins() + 1;
    const std::size_t columns = pair.second.bins() + 1;
    for (std::size_t a = 0; a < rows; ++a) {
      for (std::size_t b = 0; b < columns; ++b) {
        double sum = 0.0;
        for (const Path& path : of_pair_[p])
          sum += path.value(first, value_in(pair.first, a), value_in(pair.second, b));
        pair.values.push_back(sum);
      }
    }
    std::vector<double> weights(rows * columns, 0.0);
    for (std::size_t r = 0; r < data_.rows.rows(); ++r) {
      const auto row = data_.rows.row(r);
      weights[pair.first.bin_of(row[first]) * columns + pair.second.bin_of(row[second])] +=
          data_.response.weight_of(r);
    }
    purify(pair, weights);
    model_.pairs.push_back(std::move(pair));
  }

  /// Moves what each column of the pair does alone, on average over the people with its value, to its own
  /// shape, until nothing is left to move (Lengerich et al., Purifying Interaction Effects with the
  /// Functional ANOVA, AISTATS 2020).
  void purify(PairShape& pair, const std::vector<double>& weights) {
    constexpr int kMostTurns = 2000;
    constexpr double kNothing = 1e-13;
    const std::size_t rows = pair.first.bins() + 1;
    const std::size_t columns = pair.second.bins() + 1;
    std::vector<double> of_first(rows, 0.0);
    std::vector<double> of_second(columns, 0.0);
    const auto move_means = [&](std::size_t count, std::size_t across, auto cell, std::vector<double>& to) {
      double largest = 0.0;
      for (std::size_t i = 0; i < count; ++i) {
        double sum = 0.0;
        double weight = 0.0;
        for (std::size_t j = 0; j < across; ++j) {
          sum += weights[cell(i, j)] * pair.values[cell(i, j)];
          weight += weights[cell(i, j)];
        }
        if (weight == 0.0) continue;
        const double mean = sum / weight;
        for (std::size_t j = 0; j < across; ++j) pair.values[cell(i, j)] -= mean;
        to[i] += mean;
        largest = std::max(largest, std::abs(mean));
      }
      return largest;
    };
    for (int turn = 0; turn < kMostTurns; ++turn) {
      const double by_row = move_means(
          rows, columns, [&](std::size_t i, std::size_t j) { return i * columns + j; }, of_first);
      const double by_column = move_means(
          columns, rows, [&](std::size_t i, std::size_t j) { return j * columns + i; }, of_second);
      if (std::max(by_row, by_column) < kNothing) break;
    }
    add(pair.first, of_first);
    add(pair.second, of_second);
  }

  void add(const ShapeAxis& axis, const std::vector<double>& values) {
    ShapeFunction& shape = model_.shapes[axis.column];
    for (std::size_t bin = 0; bin <= shape.axis.bins(); ++bin)
      shape.values[bin] += values[axis.bin_of(value_in(shape.axis, bin))];
  }

  /// The mean goes into the intercept.
  void centre(ShapeFunction& shape) {
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t r = 0; r < data_.rows.rows(); ++r) {
      const double weight = data_.response.weight_of(r);
      sum += weight * shape.values[shape.axis.bin_of(data_.rows.row(r)[shape.axis.column])];
      weights += weight;
    }
    const double mean = sum / weights;
    for (double& value : shape.values) value -= mean;
    // No one may lack this value: the bin is never reached.
    if (!data_.columns[shape.axis.column].may_be_missing) shape.values.back() = 0.0;
    model_.intercept += mean;
  }

  /// Neighbouring bins with one value become one.
  static void merge(ShapeFunction& shape) {
    for (std::size_t c = shape.axis.cuts.size(); c-- > 0;) {
      if (shape.values[c] != shape.values[c + 1]) continue;
      shape.axis.cuts.erase(shape.axis.cuts.begin() + static_cast<std::ptrdiff_t>(c));
      shape.values.erase(shape.values.begin() + static_cast<std::ptrdiff_t>(c));
    }
  }

  const BoostedTrees& boosted_;
  const Features& features_;
  const std::vector<Pair>& pairs_;
  const ModelData& data_;
  std::vector<std::vector<Path>> of_column_;
  std::vector<std::vector<Path>> of_pair_;
  Additive model_;
};

}  // namespace

Result<Model> fit(const AdditiveRequest& request, const ModelData& data) {
  auto directions = directions_of(request.monotone, data, "model.additive.monotone");
  if (!directions) return directions.error();
  auto pairs = pairs_of(request, data);
  if (!pairs) return pairs.error();
  const Features features = additive_features(data, *directions);
  auto groups = groups_of(features, data.columns.size(), *pairs);
  const auto boosted = boost(request.boosting(), data, features, {std::move(*directions), std::move(groups)});
  if (!boosted) return boosted.error();
  return Collapse(*boosted, features, *pairs, data).additive();
}

}  // namespace nearside
