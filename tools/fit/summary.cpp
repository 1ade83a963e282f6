// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/summary.h"

#include <algorithm>
#include <cmath>

#include "tools/fit/quantile.h"

namespace nearside {
namespace {

constexpr std::size_t kSmallestCell = 10;
constexpr std::size_t kFewestForPercentiles = 100;

/// A share that does not give away fewer than ten people.
double share(std::size_t count, std::size_t total) {
  if (total == 0) return 0.0;
  if (count > 0 && count < kSmallestCell) return std::nan("");
  return static_cast<double>(count) / static_cast<double>(total);
}

}  // namespace

std::vector<PredictorSummary> summarise(const std::vector<Predictor>& predictors, const Matrix& rows) {
  std::vector<PredictorSummary> summaries;
  for (std::size_t p = 0; p < predictors.size(); ++p) {
    std::vector<double> known;
    for (std::size_t r = 0; r < rows.rows(); ++r) {
      const double value = rows.row(r)[p];
      if (!std::isnan(value)) known.push_back(value);
    }
    PredictorSummary summary;
    summary.predictor = predictors[p].id;
    summary.share_missing = share(rows.rows() - known.size(), rows.rows());
    std::sort(known.begin(), known.end());
    for (std::size_t level = 0; level < predictors[p].levels.size(); ++level) {
      const auto count = std::count(known.begin(), known.end(), static_cast<double>(level));
      summary.level_shares.push_back(share(static_cast<std::size_t>(count), known.size()));
    }
    if (predictors[p].levels.empty() && known.size() >= kFewestForPercentiles) {
      for (double wanted : kSummaryPercentiles) summary.percentiles.push_back(quantile(known, wanted));
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::optional<Range> development_range(const PredictorSummary& summary) {
  if (summary.percentiles.empty()) return std::nullopt;
  return Range{summary.percentiles.front(), summary.percentiles.back()};
}

}  // namespace nearside
