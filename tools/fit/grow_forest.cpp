// SPDX-License-Identifier: Apache-2.0
#include "core/base/number_text.h"
#include "tools/fit/forest.h"
#include "tools/fit/xgboost.h"

namespace nearside {
namespace {

/// No shrinkage, no penalty, no chance but ours: a leaf is then Σ drawn outcomes / Σ drawn rows.
Booster::Settings settings_of(const ForestShape& shape, std::size_t columns) {
  // XGBoost takes the whole part of share × columns; the half keeps it clear of rounding.
  const double share = std::min(1.0, (shape.columns_at_node + 0.5) / static_cast<double>(columns));
  return {
      {"tree_method", "exact"},
      {"base_score", "0"},
      {"eta", "1"},
      {"lambda", "0"},
      {"alpha", "0"},
      {"gamma", "0"},
      {"max_delta_step", "0"},
      {"max_depth", std::to_string(shape.depth)},
      {"min_child_weight", std::to_string(shape.rows_at_leaf)},
      {"colsample_bynode", number_text(share)},
  };
}

}  // namespace

Result<std::string> grow_forest(const Matrix& ranks, std::span<const std::uint8_t> outcome,
                                const ForestShape& shape, std::uint64_t seed) {
  constexpr std::size_t kMostRows = std::size_t{1} << 24;  // their ranks are 32-bit numbers' whole numbers
  if (outcome.size() > kMostRows) {
    return Error{ErrorCode::cannot_fit, "forest",
                 std::to_string(outcome.size()) + " rows; it takes at most " + std::to_string(kMostRows)};
  }
  auto rows = BoostedRows::make({ranks.columns, {ranks.values.begin(), ranks.values.end()}}, {}, {}, {});
  if (!rows) return rows.error();
  auto booster = Booster::begin({&*rows}, settings_of(shape, ranks.columns));
  if (!booster) return booster.error();
  // A boosting round with gradients that do not know of earlier rounds is a tree of a forest.
  std::vector<float> gradients(outcome.size());
  std::vector<float> weights(outcome.size());
  for (const std::uint64_t tree_seed : tree_seeds(seed, shape.trees)) {
    Random random(tree_seed);
    const std::vector<std::uint32_t> times = bootstrap(outcome.size(), random);
    for (std::size_t r = 0; r < outcome.size(); ++r) {
      weights[r] = static_cast<float>(times[r]);
      gradients[r] = outcome[r] == 1 ? -weights[r] : 0.0f;
    }
    // XGBoost draws a node's columns itself, from this seed.
    if (auto ok = booster->set("seed", std::to_string(tree_seed >> 33)); !ok) return ok.error();
    if (auto ok = booster->round(*rows, gradients, weights); !ok) return ok.error();
  }
  return booster->json();
}

}  // namespace nearside
