// SPDX-License-Identifier: Apache-2.0
#pragma once
// What trees see of the columns that reach a model.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/fit/model.h"
#include "tools/fit/xgboost.h"

namespace nearside {

/// In the words of core/models/trees.h: of each feature its column, and what of it.
struct Features {
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> parts;

  std::size_t size() const { return columns.size(); }
};

/// A number, a truth value and an `ordered` category give one feature; of any other category each level does.
Features features_of(const Columns& columns, const std::vector<Predictor>& predictors);

/// The features of the chosen rows, from these as long as they stand. Errors: a value too large for 32 bits.
FloatRowSource float_source(const Rows& rows, std::span<const std::size_t> chosen, const Features& features,
                            const Columns& columns);

/// The same, all at once.
Result<FloatRows> float_rows(const Rows& rows, std::span<const std::size_t> chosen, const Features& features,
                             const Columns& columns);

/// Of each column 1 where the prediction may only rise with it, −1 where it may only fall, else 0. Errors:
/// `bad_recipe` where a predictor's own numbers do not reach the model any more. `path` leads to `monotone`.
Result<std::vector<int>> directions_of(const Directions& monotone, const ModelData& data,
                                       const std::string& path);

}  // namespace nearside
