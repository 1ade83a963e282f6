// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"

namespace nearside {

/// What is known about one column of the row that walks through the steps.
struct Column {
  std::string name;             ///< for people: `glucose`, `sex=0` for its first level, `insulin missing`
  std::uint32_t predictor = 0;  ///< the predictor that it comes from; kCreated for one made from several
  std::uint32_t levels = 0;     ///< above 0: a category's index, below this; 0: a number
  bool may_be_missing = false;  ///< NaN can stand here
};
using Columns = std::vector<Column>;
inline constexpr std::uint32_t kCreated = 0xFFFFFFFFu;

inline constexpr std::size_t kMaxRowWidth = 65'536;
inline constexpr std::size_t kMaxColumnsInAll = 1'000'000;  ///< summed over the rows between all steps

/// The columns that `bind` makes: one a predictor.
Columns columns_of(const std::vector<Predictor>& predictors);

/// The list is strictly ascending and inside the row, so that no column is used twice.
Status check_indices(std::span<const std::uint32_t> indices, const Columns& in, const std::string& path);

/// The same, at most `most` of them, and none a category.
Status check_numbers(std::span<const std::uint32_t> indices, const Columns& in, std::size_t most,
                     const std::string& path);

/// The name is not empty, not too long, and no column of `in` has it.
Status check_new_name(const std::string& name, const Columns& in, const std::string& path);

/// As many values as columns, each finite.
Status check_values(std::span<const double> values, std::size_t columns, const std::string& path);

inline constexpr double kAboveZero = std::numeric_limits<double>::denorm_min();
inline constexpr double kLargestDouble = std::numeric_limits<double>::max();

/// One of a step's lists of numbers: how many there must be, and from where to where. Finite in any case.
struct Numbers {
  std::span<const double> values;
  std::size_t count;
  const char* field;
  double low = -kLargestDouble;
  double high = kLargestDouble;
};

/// Each list as it must be. `path` leads to the step.
Status check_values(std::initializer_list<Numbers> lists, const std::string& path);

}  // namespace nearside
