// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace nearside {

struct OneHotRequest {
  static constexpr std::string_view kName = "one_hot";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of categorical predictors; empty: all");
  }
};

/// Ordered categories to their place among the levels, 0 for the first.
struct OrdinalRequest {
  static constexpr std::string_view kName = "encode_ordinal";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of categorical predictors; empty: all that are `ordered`");
  }
};

/// Categories to the share that each level has in the development data.
struct FrequencyRequest {
  static constexpr std::string_view kName = "encode_frequency";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "columns", self.columns,
        "ids of categorical predictors; empty: all. Levels of fewer than 10 rows share one number");
  }
};

/// Categories to the smoothed share of people with the outcome.
struct TargetRequest {
  static constexpr std::string_view kName = "encode_target";
  static constexpr bool kCrossFitted = true;
  double smoothing = 10.0;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "smoothing", self.smoothing,
        "m in (rows with the outcome + m × share of all) / (rows + m); levels of fewer than 10 rows get "
        "the share of all");
    archive.optional(
        "columns", self.columns,
        "ids of categorical predictors; empty: all. While fitting, a row's own outcome never enters its "
        "number: five folds");
  }

  Status check(const std::string& path) const {
    if (smoothing >= 0.0 && smoothing <= 1e9) return {};
    return Error{ErrorCode::bad_recipe, path + ".smoothing", "must be from 0 to 1e9"};
  }
};

/// Levels that few people have become one.
struct GroupRareRequest {
  static constexpr std::string_view kName = "group_rare";
  double min_share = 0.01;
  std::uint32_t min_rows = 10;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("min_share", self.min_share, "levels below this share of the known values are rare");
    archive.optional("min_rows", self.min_rows, "levels of fewer rows are rare, too");
    archive.optional(
        "columns", self.columns,
        "ids of categorical predictors; empty: all. Two or more rare levels become the last group; a "
        "single one is left alone");
  }

  Status check(const std::string& path) const {
    if (min_share >= 0.0 && min_share <= 0.5) return {};
    return Error{ErrorCode::bad_recipe, path + ".min_share", "must be from 0 to 0.5"};
  }
};

}  // namespace nearside
