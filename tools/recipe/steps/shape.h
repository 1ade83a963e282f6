// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/shape.h"

namespace nearside {

struct ClipRequest {
  static constexpr std::string_view kName = "clip";
  std::vector<std::string> columns;
  double low_quantile = 0.01;
  double high_quantile = 0.99;
  std::optional<double> low;
  std::optional<double> high;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns,
                     "names of columns; empty: all numbers, not flags nor one-hot columns");
    archive.optional("low_quantile", self.low_quantile,
                     "the share of the development values below the low limit; 0: the smallest value; 0.01 "
                     "where it is left out");
    archive.optional("high_quantile", self.high_quantile, "the same for the high limit; 0.99");
    archive.optional("low", self.low, "the low limit itself, for named columns");
    archive.optional("high", self.high, "the high limit itself, for named columns");
  }

  Status check(const std::string& path) const {
    const auto fault = [&](const char* field, const char* why) {
      return Error{ErrorCode::bad_recipe, path + field, why};
    };
    if (!(low_quantile >= 0.0 && low_quantile < 1.0))
      return fault(".low_quantile", "must be from 0 to below 1");
    if (!(high_quantile <= 1.0 && high_quantile > low_quantile))
      return fault(".high_quantile", "must be above low_quantile and at most 1");
    if ((low || high) && columns.empty())
      return fault(".columns", "a limit belongs to one measurement; name the columns");
    if ((low && !std::isfinite(*low)) || (high && !std::isfinite(*high)))
      return fault(".low", "limits must be finite");
    if (low && high && *low >= *high) return fault(".low", "must be below high");
    return {};
  }
};

struct TransformRequest {
  static constexpr std::string_view kName = "transform";
  Function function = Function::log;
  std::vector<std::string> columns;
  std::optional<double> floor;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("function", self.function, "`log`: natural logarithm, `log1p`: log(1 + x), `sqrt`: root");
    archive.field("columns", self.columns, "names of columns");
    archive.optional(
        "floor", self.floor,
        "smaller values count as this one, such as a detection limit; left out: 0, and for `log` the power "
        "of "
        "two at or below the smallest development value; values below those then can't be fitted");
  }

  Status check(const std::string& path) const {
    if (columns.empty()) return Error{ErrorCode::bad_recipe, path + ".columns", "names no column"};
    if (!floor) return {};
    const bool inside = function == Function::log     ? *floor > 0.0
                        : function == Function::log1p ? *floor > -1.0
                                                      : *floor >= 0.0;
    if (inside && std::isfinite(*floor)) return {};
    return Error{ErrorCode::bad_recipe, path + ".floor", "is outside the function's domain"};
  }
};

struct PowerRequest {
  static constexpr std::string_view kName = "power";
  PowerFamily family = PowerFamily::yeo_johnson;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("family", self.family, "`box_cox`, for values above 0, or `yeo_johnson`, for all");
    archive.optional(
        "columns", self.columns,
        "names of columns, each of which gets the power that makes it most nearly normal; empty: "
        "all numbers, not flags nor one-hot columns");
  }
};

struct QuantileMapRequest {
  static constexpr std::string_view kName = "quantile_map";
  Shape shape = Shape::uniform;
  std::uint32_t quantiles = kMaxQuantiles;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("shape", self.shape, "the distribution that comes out");
    archive.optional(
        "quantiles", self.quantiles,
        "the number of quantiles that are kept, 2 to 100 (100 where it is left out), and at most "
        "one for every 10 people, so that no single person's value stands in the model file");
    archive.optional("columns", self.columns,
                     "names of columns; empty: all numbers, not flags nor one-hot columns");
  }

  Status check(const std::string& path) const {
    if (quantiles >= 2 && quantiles <= kMaxQuantiles) return {};
    return Error{ErrorCode::bad_recipe, path + ".quantiles",
                 "must be from 2 to 100, found " + std::to_string(quantiles)};
  }
};

}  // namespace nearside
