// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/number_text.h"
#include "tools/fit/boosting.h"
#include "tools/fit/model.h"

namespace nearside {
namespace {

/// How the trees of a forest are grown.
struct Growth {
  std::uint32_t trees = 1;
  bool bootstrapped = false;
  double columns_at_split = 1.0;
  DecisionTreeRequest tree{};
};

/// Trees of which each leaf is the mean of `target` among its rows. Without shrinkage and penalty XGBoost's
/// leaf is Σ weight × target / Σ weight; each tree has a booster of its own, which knows of no other.
class MeanTrees {
 public:
  MeanTrees(const Growth& growth, const ModelData& data, const Features& features, const BoostedRows& rows)
      : growth_(growth), data_(data), features_(features), rows_(rows) {}

  Result<ForestTree> grow(std::span<const double> target, std::uint64_t seed) const {
    const std::size_t n = target.size();
    Random random(seed);
    std::vector<std::uint32_t> times(n, 1);
    if (growth_.bootstrapped) times = bootstrap(n, random);
    std::vector<float> gradients(n);
    std::vector<float> weights(n);
    for (std::size_t r = 0; r < n; ++r) {
      const double weight = times[r] * data_.response.weight_of(r);
      weights[r] = static_cast<float>(weight);
      gradients[r] = static_cast<float>(-weight * target[r]);
    }
    auto booster = Booster::begin({&rows_}, settings(seed));
    if (!booster) return booster.error();
    if (auto ok = booster->round(rows_, gradients, weights); !ok) return ok.error();
    const auto json = booster->json();
    if (!json) return json.error();
    auto forest = read_forest(*json, features_.size());
    if (!forest) return forest.error();
    return std::move(forest->at(0));
  }

 private:
  Booster::Settings settings(std::uint64_t seed) const {
    return {{"tree_method", "hist"},
            {"base_score", "0"},
            {"eta", "1"},
            {"lambda", "0"},
            {"max_delta_step", "0"},
            {"seed", std::to_string(seed >> 33)},
            {"nthread", std::to_string(data_.threads)},
            {"gamma", number_text(growth_.tree.gamma)},
            {"max_depth", std::to_string(growth_.tree.depth)},
            {"min_child_weight", number_text(growth_.tree.rows_at_leaf)},
            {"colsample_bynode", number_text(growth_.columns_at_split)}};
  }

  const Growth& growth_;
  const ModelData& data_;
  const Features& features_;
  const BoostedRows& rows_;
};

double mean_of(std::span<const double> target, const Response& response) {
  double sum = 0.0;
  double weights = 0.0;
  for (std::size_t r = 0; r < target.size(); ++r) {
    sum += response.weight_of(r) * target[r];
    weights += response.weight_of(r);
  }
  return sum / weights;
}

/// What each tree is to say of a row: of a class whether it is the row's, else the number.
std::vector<double> target_of(const Response& response, std::size_t k) {
  if (!response.has_classes()) return response.value;
  const std::size_t wanted = response.kind == OutcomeKind::binary ? 1 : k;
  std::vector<double> target;
  for (const std::uint8_t label : response.label) target.push_back(label == wanted ? 1.0 : 0.0);
  return target;
}

Result<Model> fit_means(const Growth& growth, const ModelData& data) {
  const Features features = features_of(data.columns, data.predictors);
  std::vector<std::size_t> all(data.response.rows());
  std::iota(all.begin(), all.end(), std::size_t{0});
  auto rows =
      BoostedRows::binned(float_source(data.rows, all, features, data.columns), {}, {}, {}, data.threads);
  if (!rows) return rows.error();
  const std::size_t margins = data.response.kind == OutcomeKind::classes ? data.response.classes : 1;
  const MeanTrees maker(growth, data, features, *rows);
  const std::vector<std::uint64_t> seeds = tree_seeds(data.seed, growth.trees * margins);
  std::vector<ForestTree> forest(seeds.size());
  std::vector<float> bases(margins, 0.0f);
  for (std::size_t k = 0; k < margins; ++k) {
    std::vector<double> target = target_of(data.response, k);
    const double mean = mean_of(target, data.response);
    // A quantity far from 0 would lose its last digits to 32-bit sums.
    const double centre = data.response.has_classes() ? 0.0 : mean;
    for (double& value : target) value -= centre;
    bases[k] = static_cast<float>(centre);
    for (std::size_t t = k; t < forest.size(); t += margins) {
      auto tree = maker.grow(target, seeds[t]);
      if (!tree) return tree.error();
      const double m = growth.tree.smoothing;
      for (ForestNode& node : *tree) {
        const double smoothed = (node.share * node.rows + m * (mean - centre)) / (node.rows + m);
        node.share = smoothed / static_cast<double>(growth.trees);
      }
      forest[t] = std::move(*tree);
    }
  }
  const MarginLink link = data.response.has_classes() ? MarginLink::share : MarginLink::identity;
  return Model(trees_of(forest, features, std::move(bases), link));
}

}  // namespace

Result<Model> fit(const DecisionTreeRequest& request, const ModelData& data) {
  return fit_means({1, false, 1.0, request}, data);
}

Result<Model> fit(const RandomForestRequest& request, const ModelData& data) {
  const auto features = static_cast<double>(features_of(data.columns, data.predictors).size());
  // XGBoost takes the whole part of share × columns; the half keeps it clear of rounding.
  const double drawn = request.columns_at_split > 0.0 ? std::round(request.columns_at_split * features)
                                                      : std::floor(std::sqrt(features));
  const double share = std::min(1.0, (std::max(drawn, 1.0) + 0.5) / features);
  return fit_means(
      {request.trees, true, share, {request.depth, request.rows_at_leaf, request.gamma, request.smoothing}},
      data);
}

Result<Model> fit(const GradientBoostingRequest& request, const ModelData& data) {
  auto directions = directions_of(request.monotone, data, "model.gradient_boosting.monotone");
  if (!directions) return directions.error();
  const Features features = features_of(data.columns, data.predictors);
  auto boosted = boost(request, data, features, {std::move(*directions), {}});
  if (!boosted) return boosted.error();
  return Model(trees_of(boosted->trees, features, std::move(boosted->bases), boosted->link));
}

}  // namespace nearside
