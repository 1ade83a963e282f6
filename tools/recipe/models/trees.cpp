// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/models/trees.h"

#include <cmath>
#include <set>

#include "core/base/number_text.h"
#include "tools/recipe/models/additive.h"

namespace nearside {
namespace {

constexpr double kMuch = 1e9;

/// What boosted trees have in common.
template <class Request>
Status check_boosting(const Request& request, const std::string& path, double deepest) {
  struct Setting {
    std::string_view name;
    double value;
    double low;
    double high;
    bool open = false;
  };
  const Setting settings[] = {{"rounds", static_cast<double>(request.rounds), 1.0, 5000.0},
                              {"eta", request.eta, 0.0, 1.0, true},
                              {"depth", static_cast<double>(request.depth), 1.0, deepest},
                              {"subsample", request.subsample, 0.0, 1.0, true},
                              {"colsample", request.colsample, 0.0, 1.0, true},
                              {"min_child_weight", request.min_child_weight, 0.0, kMuch},
                              {"lambda", request.lambda, 0.0, kMuch},
                              {"gamma", request.gamma, 0.0, kMuch},
                              {"early_stopping", static_cast<double>(request.early_stopping), 0.0, 5000.0}};
  for (const auto& [name, value, low, high, open] : settings) {
    if (auto ok = tree_settings::check(path, name, value, low, high, open); !ok) return ok;
  }
  return {};
}

}  // namespace

Status tree_settings::check(const std::string& path, std::string_view name, double value, double low,
                            double high, bool open) {
  if (std::isfinite(value) && value <= high && (open ? value > low : value >= low)) return {};
  return Error{ErrorCode::bad_recipe, path + "." + std::string(name),
               (open ? "must be above " : "must be from ") + number_text(low) +
                   (open ? " and at most " : " to ") + number_text(high) + ", found " + number_text(value)};
}

Status DecisionTreeRequest::check(const std::string& path) const {
  if (auto ok = tree_settings::check(path, "depth", depth, 1.0, 30.0); !ok) return ok;
  if (auto ok = tree_settings::check(path, "rows_at_leaf", rows_at_leaf, 1.0, kMuch); !ok) return ok;
  if (auto ok = tree_settings::check(path, "gamma", gamma, 0.0, kMuch); !ok) return ok;
  return tree_settings::check(path, "smoothing", smoothing, 0.0, kMuch, true);
}

Status RandomForestRequest::check(const std::string& path) const {
  if (auto ok = tree_settings::check(path, "trees", trees, 1.0, 5000.0); !ok) return ok;
  if (auto ok = tree_settings::check(path, "columns_at_split", columns_at_split, 0.0, 1.0); !ok) return ok;
  return DecisionTreeRequest{depth, rows_at_leaf, gamma, smoothing}.check(path);
}

Status GradientBoostingRequest::check(const std::string& path) const {
  return check_boosting(*this, path, 12.0);
}

Status AdditiveRequest::check(const std::string& path) const {
  if (auto ok = check_boosting(*this, path, 6.0); !ok) return ok;
  constexpr std::size_t kMostPairs = 10;
  if (pairs.size() > kMostPairs) {
    return Error{ErrorCode::bad_recipe, path + ".pairs",
                 "are at most " + std::to_string(kMostPairs) + ", found " + std::to_string(pairs.size())};
  }
  if (!pairs.empty() && depth < 2)
    return Error{ErrorCode::bad_recipe, path + ".depth", "must be 2 or more where there are pairs"};
  std::set<std::set<std::string>> seen;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::string here = path + ".pairs[" + std::to_string(p) + "]";
    const std::set<std::string> both(pairs[p].begin(), pairs[p].end());
    if (pairs[p].size() != 2 || both.size() != 2)
      return Error{ErrorCode::bad_recipe, here, "must name two different predictors"};
    if (!seen.insert(both).second) return Error{ErrorCode::bad_recipe, here, "stands twice"};
  }
  return {};
}

Status PointsRequest::check(const std::string& path) const {
  if (auto ok = tree_settings::check(path, "predictors", predictors, 1.0, 30.0); !ok) return ok;
  if (auto ok = tree_settings::check(path, "bins", bins, 2.0, 10.0); !ok) return ok;
  return tree_settings::check(path, "most_points", most_points, 1.0, 100.0);
}

}  // namespace nearside
