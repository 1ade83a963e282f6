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

/// What else is known of rows that were predicted out of fold; each list has an entry a row, or is empty.
struct OutOfFold {
  std::span<const std::uint32_t> fold{};
  std::span<const double> average{};  ///< what the average for everybody predicts them (null_model.h)
};

/// The figures of a model card from `outputs` (row by row; rows with NaN were not predicted and are left
/// out). `how` says how they were obtained. Weighted rows: weighted figures besides.
///
/// Intervals hold 95 %: of shares and AUROCs on the logit scale, of ratios on the logarithm's, of others as
/// they are; NaN where a share is 0 or 1. Where rows belong to groups they are cluster-robust, with quantiles
/// of t from fewer than 30 groups, and NaN from fewer than 10; the method says so. Errors: a class without
/// rows, an outcome that does not vary.
Result<Performance> performance_of(const Outcome& outcome, std::span<const double> outputs,
                                   const Response& response, const std::string& how,
                                   const OutOfFold& beside = {});

/// The means of the figures of repeated cross-validations, and of the ends of their intervals: a repeat tells
/// little that is new about other people, so the interval is not made narrower. A repeat without a figure
/// counts for nothing in it.
Performance mean_performance(const std::vector<Performance>& repeats);

}  // namespace nearside
