// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns a request means, and what is known of them.
#include <functional>
#include <string>
#include <vector>

#include "tools/fit/steps.h"

namespace nearside {

/// A number of the person's, not a truth value nor a category: its column, or one that a step created.
bool is_number(const Column& column, const std::vector<Predictor>& predictors);

/// Indices of the columns that are named, by their predictor's id or by their own name (all where none is
/// named), and that satisfy `fits`.
std::vector<std::uint32_t> chosen(const std::vector<std::string>& names, const StepData& data,
                                  const std::function<bool(const Column&)>& fits);

/// The values of a column that are not missing, in the order of the rows.
std::vector<double> known_values(const Matrix& rows, std::uint32_t column);

}  // namespace nearside
