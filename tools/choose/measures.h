// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/card.h"
#include "tools/recipe/recipe.h"
#include "tools/table/response.h"

namespace nearside {

/// Rows with the outcome; with several classes those outside the most frequent one; of numbers 0.
std::uint32_t events_in(const Response& response);

/// The figures of a model card from out-of-fold `outputs` (row by row; rows with NaN were not predicted and
/// are left out). `how` says how they were obtained. Weighted rows: weighted figures besides. Errors: a class
/// without rows, an outcome that does not vary.
Result<Performance> performance_of(const Outcome& outcome, std::span<const double> outputs,
                                   const Response& response, const std::string& how);

/// The means of the figures of repeated cross-validations, and of the ends of their intervals: a repeat tells
/// little that is new about other people, so the interval is not made narrower.
/// A repeat without a figure
/// counts for nothing in it.
Performance mean_performance(const std::vector<Performance>& repeats);

}  // namespace nearside
