// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns a request means, and what is known of them.
#include <functional>
#include <span>
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

/// What imputers fill from each other: numbers, truth values and encoded categories, but no missing flags,
/// which would foretell exactly what nobody knows. Empty where none of them may be missing. Errors: a
/// category that is named, a column without any value, more than `most` columns.
Result<std::vector<std::uint32_t>> columns_that_inform(const std::vector<std::string>& names,
                                                       const StepData& data, std::size_t most);

/// The mean; 0 of nothing.
double mean_of(const std::vector<double>& values);

/// Whether the values differ by rounding alone: by at most 1e-12 of the largest magnitude. True for none.
bool is_constant(std::span<const double> values);

/// The standard deviation, divisor n; 1 of a constant column.
double deviation_of(const std::vector<double>& values);

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
