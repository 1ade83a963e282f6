// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model_file/model_file.h"
#include "tools/table/development_table.h"

namespace nearside {

/// Percentiles and shares of each predictor in the development data, counts of 1 to 9 people kept back.
std::vector<PredictorSummary> summarise(const std::vector<Predictor>& predictors, const Matrix& rows);

/// The 1st to 99th percentile of a summary; nothing where it has none.
std::optional<Range> development_range(const PredictorSummary& summary);

}  // namespace nearside
