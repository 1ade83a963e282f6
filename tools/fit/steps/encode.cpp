// SPDX-License-Identifier: Apache-2.0
#include "core/steps/encode.h"

#include <algorithm>
#include <cmath>

#include "tools/fit/steps/chosen.h"

namespace nearside {
namespace {

/// Levels of fewer rows get no number of their own: it would tell of few people.
constexpr std::uint64_t kFewestRowsOfLevel = 10;

/// How many rows each level of a category has, and how many of these have the outcome.
struct LevelCounts {
  std::vector<std::uint64_t> rows;
  std::vector<std::uint64_t> events;
  std::uint64_t known = 0;
};

LevelCounts count_levels(std::uint32_t column, const StepData& data) {
  const std::uint32_t levels = data.columns[column].levels;
  LevelCounts counts{std::vector<std::uint64_t>(levels), std::vector<std::uint64_t>(levels), 0};
  for (std::size_t r = 0; r < data.rows.rows(); ++r) {
    const double value = data.rows.row(r)[column];
    if (std::isnan(value)) continue;
    const auto level = static_cast<std::size_t>(value);
    ++counts.rows[level];
    ++counts.known;
    if (!data.outcome.empty() && data.outcome[r] == 1) ++counts.events[level];
  }
  return counts;
}

std::vector<std::uint32_t> chosen_categories(const std::vector<std::string>& names, const StepData& data) {
  return chosen(names, data, [](const Column& c) { return c.levels > 0; });
}

/// An encoding whose numbers `numbers_of` finds, a level a number.
template <class NumbersOf>
EncodeLevels encoded(LevelNumbers numbers, std::vector<std::uint32_t> columns, const StepData& data,
                     NumbersOf numbers_of) {
  EncodeLevels step;
  step.numbers = numbers;
  step.columns = std::move(columns);
  for (std::uint32_t column : step.columns) {
    step.levels.push_back(data.columns[column].levels);
    const std::vector<double> values = numbers_of(column);
    step.values.insert(step.values.end(), values.begin(), values.end());
  }
  return step;
}

}  // namespace

Result<Step> fit(const OneHotRequest& request, const StepData& data) {
  OneHot encode;
  encode.columns = chosen_categories(request.columns, data);
  for (std::uint32_t column : encode.columns) encode.levels.push_back(data.columns[column].levels);
  return Step(std::move(encode));
}

Result<Step> fit(const OrdinalRequest& request, const StepData& data) {
  std::vector<std::uint32_t> columns = chosen(request.columns, data, [&](const Column& c) {
    const bool ordered = c.predictor != kCreated && data.predictors[c.predictor].ordered;
    return c.levels > 0 && (ordered || !request.columns.empty());
  });
  for (std::uint32_t column : columns) {
    const Column& c = data.columns[column];
    if (c.predictor != kCreated && data.predictors[c.predictor].ordered) continue;
    return Error{
        ErrorCode::bad_recipe, "steps",
        "\"" + c.name + "\" has no order; set \"ordered\": true at the predictor if its levels stand in one"};
  }
  return Step(encoded(LevelNumbers::ordinal, std::move(columns), data, [&](std::uint32_t column) {
    std::vector<double> places;
    for (std::uint32_t level = 0; level < data.columns[column].levels; ++level) places.push_back(level);
    return places;
  }));
}

Result<Step> fit(const FrequencyRequest& request, const StepData& data) {
  return Step(encoded(LevelNumbers::frequency, chosen_categories(request.columns, data), data,
                      [&](std::uint32_t column) {
                        const LevelCounts counts = count_levels(column, data);
                        std::uint64_t few_rows = 0;
                        std::uint64_t few_levels = 0;
                        for (std::uint64_t rows : counts.rows) {
                          if (rows >= kFewestRowsOfLevel) continue;
                          few_rows += rows;
                          ++few_levels;
                        }
                        const double known = static_cast<double>(std::max<std::uint64_t>(counts.known, 1));
                        std::vector<double> shares;
                        for (std::uint64_t rows : counts.rows) {
                          const double own = static_cast<double>(rows);
                          const double few = static_cast<double>(few_rows) / static_cast<double>(few_levels);
                          shares.push_back((rows >= kFewestRowsOfLevel ? own : few) / known);
                        }
                        return shares;
                      }));
}

Result<Step> fit(const TargetRequest& request, const StepData& data) {
  const double all = static_cast<double>(data.outcome.size());
  const double share = static_cast<double>(std::count(data.outcome.begin(), data.outcome.end(), 1)) / all;
  return Step(encoded(
      LevelNumbers::target, chosen_categories(request.columns, data), data, [&](std::uint32_t column) {
        const LevelCounts counts = count_levels(column, data);
        std::vector<double> shares;
        for (std::size_t level = 0; level < counts.rows.size(); ++level) {
          const double rows = static_cast<double>(counts.rows[level]);
          const double events = static_cast<double>(counts.events[level]);
          const double smoothed = (events + request.smoothing * share) / (rows + request.smoothing);
          shares.push_back(counts.rows[level] < kFewestRowsOfLevel ? share : smoothed);
        }
        return shares;
      }));
}

Result<Step> fit(const GroupRareRequest& request, const StepData& data) {
  GroupLevels step;
  for (std::uint32_t column : chosen_categories(request.columns, data)) {
    const LevelCounts counts = count_levels(column, data);
    const auto is_rare = [&](std::uint64_t rows) {
      return rows < request.min_rows ||
             static_cast<double>(rows) < request.min_share * static_cast<double>(counts.known);
    };
    const auto rare = std::count_if(counts.rows.begin(), counts.rows.end(), is_rare);
    if (rare < 2) continue;
    const auto kept = static_cast<std::uint32_t>(counts.rows.size() - static_cast<std::size_t>(rare));
    std::uint32_t next = 0;
    for (std::uint64_t rows : counts.rows) step.groups.push_back(is_rare(rows) ? kept : next++);
    step.columns.push_back(column);
    step.levels.push_back(data.columns[column].levels);
    step.group_counts.push_back(kept + 1);
  }
  return Step(std::move(step));
}

}  // namespace nearside
