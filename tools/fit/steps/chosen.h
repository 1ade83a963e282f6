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

/// The columns that a step for measured numbers works on: those with these names; where there are none, every
/// numeric predictor's own column and every number made from several, but no flag, truth value or one-hot
/// column. A named category is among them: the step refuses it.
std::vector<std::uint32_t> chosen_numbers(const std::vector<std::string>& names, const StepData& data);

/// The values of a column that are not missing, in the order of the rows.
std::vector<double> known_values(const Matrix& rows, std::uint32_t column);

/// The same, ascending. Errors: `cannot_fit` where there is none.
Result<std::vector<double>> sorted_values(const StepData& data, std::uint32_t column);

/// `cannot_fit` for a column.
Error cannot_fit(const Column& column, std::string why);

}  // namespace nearside
