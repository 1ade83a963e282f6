// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/steps/impute.h"
#include "core/steps/impute_neighbours.h"

namespace nearside {

struct FlagMissingRequest {
  static constexpr std::string_view kName = "flag_missing";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns, "ids of predictors; empty: all that may be missing");
  }
};

struct ImputeRequest {
  static constexpr std::string_view kName = "impute";
  Statistic statistic = Statistic::median;
  std::vector<std::string> columns;
  std::optional<double> value{};
  std::string level{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("statistic", self.statistic, "what stands in for a missing value");
    archive.optional(
        "columns", self.columns,
        "ids of predictors; empty: all that may be missing and fit, numbers for `median` and `mean`, the "
        "others for `most_frequent`. `constant` needs them named");
    archive.optional("value", self.value, "for `constant`: what numbers and truth values (0 or 1) get");
    archive.optional("level", self.level,
                     "for `constant`: what categories and truth values get, a level's id");
  }

  Status check(const std::string& path) const {
    const bool constant = statistic == Statistic::constant;
    if (constant && columns.empty())
      return Error{ErrorCode::bad_recipe, path + ".columns", "a constant needs its columns named"};
    if (constant && value.has_value() != level.empty())
      return Error{ErrorCode::bad_recipe, path, "a constant is either a `value` or a `level`"};
    if (value && !std::isfinite(*value))
      return Error{ErrorCode::bad_recipe, path + ".value", "must be a finite number"};
    if (!constant && (value || !level.empty())) {
      return Error{ErrorCode::bad_recipe, path + (value ? ".value" : ".level"),
                   "goes with the statistic \"constant\" only"};
    }
    return {};
  }
};

/// What ImputeNormal needs.
struct ImputeNormalRequest {
  static constexpr std::string_view kName = "impute_conditional_normal";
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns,
                     "ids of predictors that are filled from each other, at most 64 columns, no categories "
                     "(impute or encode "
                     "those before); empty: every number, truth value and encoded category. Missing flags "
                     "never take part");
  }
};

/// What ImputeNeighbours needs.
struct ImputeNeighboursRequest {
  static constexpr std::string_view kName = "impute_neighbours";
  bool allow_development_rows = false;
  std::uint32_t neighbours = 5;
  NeighbourWeights weights = NeighbourWeights::uniform;
  std::vector<std::string> columns{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("allow_development_rows", self.allow_development_rows,
                  "must be true: people's own values go into the model file, and to whoever gets it");
    archive.optional("neighbours", self.neighbours, "how many rows are averaged, 1 to 64");
    archive.optional("weights", self.weights, "whether a nearer row weighs more");
    archive.optional(
        "columns", self.columns,
        "ids of predictors that are filled and compared, at most 64 columns, no categories (impute or encode "
        "those before); empty: every number, truth value and encoded category. Missing flags never take "
        "part");
  }

  Status check(const std::string& path) const {
    if (!allow_development_rows) {
      return Error{ErrorCode::bad_recipe, path + ".allow_development_rows",
                   "neighbours are rows of the development data, which this step would write into the model "
                   "file; set it to true if these people's values may leave, and train with "
                   "--allow-development-rows"};
    }
    if (neighbours < 1 || neighbours > ImputeNeighbours::kMostNeighbours) {
      return Error{ErrorCode::bad_recipe, path + ".neighbours",
                   "must be from 1 to 64, found " + std::to_string(neighbours)};
    }
    return {};
  }
};

}  // namespace nearside
