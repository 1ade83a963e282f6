// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/boosting.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "tools/choose/folds.h"
#include "tools/fit/linear/fit_linear.h"

namespace nearside {
namespace {

/// The mean of `value(row)` by the rows' weights.
template <class Value>
double weighted_mean(const Response& response, Value value) {
  double sum = 0.0;
  double weights = 0.0;
  for (std::size_t r = 0; r < response.rows(); ++r) {
    sum += response.weight_of(r) * value(r);
    weights += response.weight_of(r);
  }
  return sum / weights;
}

struct Objective {
  const char* name;
  MarginLink link;
  std::vector<float> bases;
};

Result<Objective> objective_of(const Response& response) {
  Objective objective{"reg:squarederror", MarginLink::identity, {}};
  switch (response.kind) {
    case OutcomeKind::binary:
      objective = {"binary:logistic", MarginLink::logistic, {}};
      objective.bases = {static_cast<float>(numerics::logit(
          weighted_mean(response, [&](std::size_t r) { return static_cast<double>(response.label[r]); })))};
      break;
    case OutcomeKind::classes:
      objective = {"multi:softprob", MarginLink::softmax, {}};
      for (std::size_t k = 0; k < response.classes; ++k) {
        objective.bases.push_back(static_cast<float>(numerics::log(
            weighted_mean(response, [&](std::size_t r) { return response.label[r] == k ? 1.0 : 0.0; }))));
      }
      break;
    default: {
      const double mean = weighted_mean(response, [&](std::size_t r) { return response.value[r]; });
      if (response.kind == OutcomeKind::count) objective = {"count:poisson", MarginLink::exp, {}};
      objective.bases = {
          static_cast<float>(response.kind == OutcomeKind::count ? numerics::log(mean) : mean)};
    }
  }
  for (const float base : objective.bases) {
    if (std::abs(base) <= std::numeric_limits<float>::max()) continue;
    const bool counts = response.kind == OutcomeKind::count;
    if (auto ok = check_response(response, counts ? LossKind::poisson : LossKind::squared); !ok)
      return ok.error();
    return Error{ErrorCode::cannot_fit, "outcome", "is too large for the 32-bit numbers of trees"};
  }
  return objective;
}

std::string list_text(const std::vector<int>& values, char open, char close) {
  std::string text(1, open);
  for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + std::to_string(values[i]);
  return text + close;
}

Booster::Settings settings_of(const GradientBoostingRequest& request, const ModelData& data,
                              const Features& features, const BoostingLimits& limits, const char* objective) {
  constexpr std::uint64_t kMostSeeds = std::uint64_t{1} << 31;
  Booster::Settings settings{
      {"tree_method", "hist"},
      {"objective", objective},
      {"seed", std::to_string(data.seed % kMostSeeds)},
      {"nthread", std::to_string(data.threads)},
      {"eta", number_text(request.eta)},
      {"max_depth", std::to_string(request.depth)},
      {"subsample", number_text(request.subsample)},
      {"colsample_bytree", number_text(request.colsample)},
      {"min_child_weight", number_text(request.min_child_weight)},
      {"lambda", number_text(request.lambda)},
      {"gamma", number_text(request.gamma)},
  };
  if (data.response.kind == OutcomeKind::classes)
    settings.emplace_back("num_class", std::to_string(data.response.classes));
  std::vector<int> of_features;
  for (std::size_t f = 0; f < features.size(); ++f) {
    const bool number = features.parts[f] == feature::kNumber;
    of_features.push_back(number ? limits.directions[features.columns[f]] : 0);
  }
  if (std::any_of(of_features.begin(), of_features.end(), [](int direction) { return direction != 0; }))
    settings.emplace_back("monotone_constraints", list_text(of_features, '(', ')'));
  std::string groups;
  for (const std::vector<std::uint32_t>& group : limits.groups)
    groups += (groups.empty() ? "" : ",") + list_text({group.begin(), group.end()}, '[', ']');
  if (!groups.empty()) settings.emplace_back("interaction_constraints", "[" + groups + "]");
  return settings;
}

/// What XGBoost is to learn from these rows.
Result<BoostedRows> rows_to_learn(const ModelData& data, const Features& features,
                                  std::span<const std::size_t> chosen, const std::vector<float>& bases) {
  std::vector<float> label;
  std::vector<float> weight;
  for (const std::size_t r : chosen) {
    label.push_back(data.response.value.empty() ? static_cast<float>(data.response.label[r])
                                                : static_cast<float>(data.response.value[r]));
    if (!data.response.weight.empty()) weight.push_back(static_cast<float>(data.response.weight[r]));
  }
  return BoostedRows::binned(float_source(data.rows, chosen, features, data.columns), label, weight, bases,
                             data.threads);
}

/// What XGBoost is to be judged by.
Result<BoostedRows> rows_to_judge(const ModelData& data, const Features& features,
                                  std::span<const std::size_t> chosen, const std::vector<float>& bases) {
  auto floats = float_rows(data.rows, chosen, features, data.columns);
  if (!floats) return floats.error();
  return BoostedRows::make(*floats, {}, {}, bases, data.threads);
}

/// How badly the margins fit these rows: the mean loss that boosting minimises.
double loss_of(const Response& response, std::span<const std::size_t> chosen,
               const std::vector<float>& margins, std::size_t each) {
  double sum = 0.0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::size_t r = chosen[i];
    const double margin = margins[i * each];
    double loss = 0.0;
    switch (response.kind) {
      case OutcomeKind::binary:
        loss = numerics::softplus(response.label[r] == 1 ? -margin : margin);
        break;
      case OutcomeKind::classes: {
        const std::vector<double> own(margins.begin() + static_cast<std::ptrdiff_t>(i * each),
                                      margins.begin() + static_cast<std::ptrdiff_t>((i + 1) * each));
        std::vector<double> shares(each);
        link_margins(MarginLink::softmax, own, shares);
        loss = -numerics::log(std::max(shares[response.label[r]], 1e-300));
        break;
      }
      case OutcomeKind::count:
        loss = numerics::exp(margin) - response.value[r] * margin;
        break;
      default:
        loss = (response.value[r] - margin) * (response.value[r] - margin);
    }
    sum += response.weight_of(r) * loss;
  }
  return sum;
}

/// After how many rounds the loss on held-out rows was lowest: on a fifth of them, of the groups, or on the
/// latest.
Result<std::uint32_t> best_rounds(const GradientBoostingRequest& request, const ModelData& data,
                                  const Features& features, const Objective& objective,
                                  const Booster::Settings& settings) {
  constexpr std::uint32_t kParts = 5;
  const Response& response = data.response;
  auto folds = folds_of(response, kParts, data.seed);
  if (!folds) return Error{ErrorCode::cannot_fit, "early_stopping", folds.error().message};
  const std::uint32_t judged = folds->forward ? kParts - 1 : 0;
  std::vector<std::size_t> fitted;
  std::vector<std::size_t> held_out;
  for (std::size_t r = 0; r < response.rows(); ++r)
    (folds->of_row[r] == judged ? held_out : fitted).push_back(r);
  auto rows = rows_to_learn(data, features, fitted, objective.bases);
  if (!rows) return rows.error();
  auto judging = rows_to_judge(data, features, held_out, objective.bases);
  if (!judging) return judging.error();
  auto booster = Booster::begin({&*rows, &*judging}, settings);
  if (!booster) return booster.error();
  std::uint32_t best = 1;
  double lowest = std::numeric_limits<double>::infinity();
  for (std::uint32_t round = 1; round <= request.rounds && round - best <= request.early_stopping; ++round) {
    if (auto ok = booster->round(*rows); !ok) return ok.error();
    const auto margins = booster->margins(*judging);
    if (!margins) return margins.error();
    const double loss = loss_of(response, held_out, *margins, objective.bases.size());
    if (!(loss < lowest)) continue;
    lowest = loss;
    best = round;
  }
  return best;
}

}  // namespace

Result<BoostedTrees> boost(const GradientBoostingRequest& request, const ModelData& data,
                           const Features& features, const BoostingLimits& limits) {
  const auto objective = objective_of(data.response);
  if (!objective) return objective.error();
  const Booster::Settings settings = settings_of(request, data, features, limits, objective->name);
  std::uint32_t rounds = request.rounds;
  if (request.early_stopping > 0) {
    const auto best = best_rounds(request, data, features, *objective, settings);
    if (!best) return best.error();
    rounds = *best;
  }
  std::vector<std::size_t> all(data.response.rows());
  std::iota(all.begin(), all.end(), std::size_t{0});
  auto rows = rows_to_learn(data, features, all, objective->bases);
  if (!rows) return rows.error();
  auto booster = Booster::begin({&*rows}, settings);
  if (!booster) return booster.error();
  for (std::uint32_t round = 0; round < rounds; ++round) {
    if (auto ok = booster->round(*rows); !ok) return ok.error();
  }
  auto json = booster->json();
  if (!json) return json.error();
  auto trees = read_forest(*json, features.size());
  if (!trees) return trees.error();
  return BoostedTrees{std::move(*trees), objective->bases, objective->link};
}

Trees trees_of(const std::vector<ForestTree>& forest, const Features& features, std::vector<float> bases,
               MarginLink link) {
  std::vector<std::vector<float>> cuts(features.size());
  const auto each_node = [&](const auto& visit) {
    for (const ForestTree& tree : forest) {
      // The right child waits while everything left of it is visited: preorder.
      std::vector<std::uint32_t> open{0};
      while (!open.empty()) {
        const ForestNode& node = tree[open.back()];
        open.pop_back();
        visit(tree, node);
        if (node.left == 0) continue;
        open.push_back(node.right);
        open.push_back(node.left);
      }
    }
  };
  each_node([&](const ForestTree&, const ForestNode& node) {
    if (node.left != 0) cuts[node.column].push_back(static_cast<float>(node.cut));
  });
  Trees trees;
  trees.to_output = link;
  trees.bases = std::move(bases);
  std::vector<std::uint32_t> places(features.size());
  for (std::size_t f = 0; f < features.size(); ++f) {
    std::sort(cuts[f].begin(), cuts[f].end());
    cuts[f].erase(std::unique(cuts[f].begin(), cuts[f].end()), cuts[f].end());
    if (cuts[f].empty()) continue;
    places[f] = static_cast<std::uint32_t>(trees.columns.size());
    trees.columns.push_back(features.columns[f]);
    trees.parts.push_back(features.parts[f]);
    trees.cut_counts.push_back(static_cast<std::uint32_t>(cuts[f].size()));
    trees.cuts.insert(trees.cuts.end(), cuts[f].begin(), cuts[f].end());
  }
  const std::function<std::uint32_t(const ForestTree&, std::uint32_t)> splits_below =
      [&](const ForestTree& tree, std::uint32_t n) -> std::uint32_t {
    const ForestNode& node = tree[n];
    if (node.left == 0) return 0;
    return 1 + splits_below(tree, node.left) + splits_below(tree, node.right);
  };
  for (const ForestTree& tree : forest) trees.splits.push_back(splits_below(tree, 0));
  each_node([&](const ForestTree& tree, const ForestNode& node) {
    if (node.left == 0) {
      trees.leaves.push_back(static_cast<float>(node.share));
      return;
    }
    const std::vector<float>& own = cuts[node.column];
    const auto place = std::lower_bound(own.begin(), own.end(), static_cast<float>(node.cut)) - own.begin();
    const std::size_t split = trees.left_splits.size();
    trees.left_splits.push_back(splits_below(tree, node.left));
    trees.features.push_back(places[node.column]);
    trees.cut_places.push_back(static_cast<std::uint32_t>(place));
    if (split % 8 == 0) trees.missing_left.push_back(0);
    if (node.missing_left) trees.missing_left.back() |= static_cast<std::uint8_t>(1u << split % 8);
  });
  return trees;
}

}  // namespace nearside
