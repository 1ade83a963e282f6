// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

/// `PC1`, `PC2`, … for the prefix `PC`.
inline std::vector<std::string> numbered_names(const std::string& prefix, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t k = 1; k <= count; ++k) names.push_back(prefix + std::to_string(k));
  return names;
}

inline Status check_prefix(const std::string& prefix, const std::string& path) {
  if (!prefix.empty() && prefix.size() <= 100) return {};
  return Error{ErrorCode::bad_recipe, path + ".prefix", "must be 1 to 100 bytes long"};
}

/// No more components than a row may have columns (kMaxPredictors is far below).
inline constexpr std::uint32_t kMostComponents = 4096;

/// Principal components, by count or by share of the variance.
struct PcaRequest {
  static constexpr std::string_view kName = "pca";
  std::uint32_t count = 0;
  double share = 0.0;
  bool whiten = false;
  std::string prefix = "PC";
  std::vector<std::string> columns{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("count", self.count, "how many components; 0: by `share`");
    archive.optional("share", self.share,
                     "as many components as carry more than this share of the columns' variance, above 0 and "
                     "below 1; their names are then not known to the steps after this one. 0: by `count`");
    archive.optional("whiten", self.whiten, "divide each component by its standard deviation");
    archive.optional("prefix", self.prefix, "the components are called this, with their number");
    archive.optional("columns", self.columns,
                     "ids of predictors, replaced by the components; empty: every column that is a number, "
                     "flags and one-hot columns too. Standardise them before, or the largest unit rules");
  }

  Status check(const std::string& path) const {
    if (!(share >= 0.0 && share < 1.0)) {
      return Error{ErrorCode::bad_recipe, path + ".share", "must be above 0 and below 1"};
    }
    if ((count == 0) == (share == 0.0)) {
      return Error{ErrorCode::bad_recipe, path,
                   "needs either a `count` of components or a `share` of variance"};
    }
    if (count > kMostComponents) return Error{ErrorCode::bad_recipe, path + ".count", "must be at most 4096"};
    return check_prefix(prefix, path);
  }
  std::vector<std::string> created() const { return numbered_names(prefix, count); }
};

/// Truncated singular value decomposition: like principal components, but nothing is subtracted.
struct SvdRequest {
  static constexpr std::string_view kName = "svd";
  std::uint32_t count = 0;
  std::string prefix = "SV";
  std::vector<std::string> columns{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("count", self.count, "how many components");
    archive.optional("prefix", self.prefix, "the components are called this, with their number");
    archive.optional("columns", self.columns,
                     "ids of predictors, replaced by the components; empty: every column that is a number, "
                     "flags and one-hot columns too");
  }

  Status check(const std::string& path) const {
    if (count < 1 || count > kMostComponents)
      return Error{ErrorCode::bad_recipe, path + ".count", "must be from 1 to 4096"};
    return check_prefix(prefix, path);
  }
  std::vector<std::string> created() const { return numbered_names(prefix, count); }
};

}  // namespace nearside
