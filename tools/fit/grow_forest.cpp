// SPDX-License-Identifier: Apache-2.0
// The only file that knows XGBoost (1.7, its C interface).
#include "tools/fit/forest.h"

#ifndef __EMSCRIPTEN__
#include <xgboost/c_api.h>

#include <limits>
#include <utility>

#include "core/base/number_text.h"
#endif

namespace nearside {

#ifdef __EMSCRIPTEN__

Result<std::string> grow_forest(const Matrix&, std::span<const std::uint8_t>, const ForestShape&,
                                std::uint64_t) {
  return Error{ErrorCode::cannot_fit, "forest", "XGBoost grows it, which this build lacks; train natively"};
}

#else

namespace {

Error xgboost_fault(const char* where) {
  std::string said = XGBGetLastError();
  return {ErrorCode::cannot_fit, std::string("XGBoost, ") + where, said.substr(0, said.find('\n'))};
}

/// Frees what XGBoost made.
struct Handles {
  DMatrixHandle rows = nullptr;
  BoosterHandle booster = nullptr;
  Handles() = default;
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    if (booster != nullptr) XGBoosterFree(booster);
    if (rows != nullptr) XGDMatrixFree(rows);
  }
};

Status set(BoosterHandle booster, const char* name, const std::string& value) {
  if (XGBoosterSetParam(booster, name, value.c_str()) == 0) return {};
  return xgboost_fault(name);
}

/// No shrinkage, no penalty, no chance but ours: a leaf is then Σ drawn outcomes / Σ drawn rows.
Status set_up(BoosterHandle booster, const ForestShape& shape, std::size_t columns) {
  // XGBoost takes the whole part of share × columns; the half keeps it clear of rounding.
  const double share = std::min(1.0, (shape.columns_at_node + 0.5) / static_cast<double>(columns));
  const std::pair<const char*, std::string> settings[] = {
      {"tree_method", "exact"},
      {"nthread", "1"},
      {"verbosity", "0"},
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
  for (const auto& [name, value] : settings) {
    if (auto ok = set(booster, name, value); !ok) return ok;
  }
  return {};
}

}  // namespace

Result<std::string> grow_forest(const Matrix& ranks, std::span<const std::uint8_t> outcome,
                                const ForestShape& shape, std::uint64_t seed) {
  constexpr std::size_t kMostRows = std::size_t{1} << 24;  // their ranks are 32-bit numbers' whole numbers
  if (outcome.size() > kMostRows) {
    return Error{ErrorCode::cannot_fit, "forest",
                 std::to_string(outcome.size()) + " rows; it takes at most " + std::to_string(kMostRows)};
  }
  Handles made;
  const std::vector<float> values(ranks.values.begin(), ranks.values.end());
  if (XGDMatrixCreateFromMat(values.data(), outcome.size(), ranks.columns,
                             std::numeric_limits<float>::quiet_NaN(), &made.rows) != 0)
    return xgboost_fault("rows");
  if (XGBoosterCreate(&made.rows, 1, &made.booster) != 0) return xgboost_fault("forest");
  if (auto ok = set_up(made.booster, shape, ranks.columns); !ok) return ok.error();
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
    if (auto ok = set(made.booster, "seed", std::to_string(tree_seed >> 33)); !ok) return ok.error();
    if (XGBoosterBoostOneIter(made.booster, made.rows, gradients.data(), weights.data(), outcome.size()) != 0)
      return xgboost_fault("tree");
  }
  bst_ulong length = 0;
  const char* text = nullptr;
  if (XGBoosterSaveModelToBuffer(made.booster, R"({"format":"json"})", &length, &text) != 0)
    return xgboost_fault("model");
  return std::string(text, static_cast<std::size_t>(length));
}

#endif

}  // namespace nearside
