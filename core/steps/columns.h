// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string>
#include <string_view>
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

/// The list is strictly ascending and inside the row, so that no column is used twice. `path` leads to the
/// step or model, whose `columns` they are.
Status check_indices(std::span<const std::uint32_t> indices, const Columns& in, const std::string& path);

/// The same, at most `most` of them, and none a category.
Status check_few_numbers(std::span<const std::uint32_t> indices, const Columns& in, std::size_t most,
                         const std::string& path);

/// The name, at `path.field`, is not empty, not too long, and no column of `in` has it.
Status check_new_name(const std::string& name, const Columns& in, const std::string& path,
                      std::string_view field);

/// As many values as columns, each finite; they are `path.field`.
Status check_values(std::span<const double> values, std::size_t columns, const std::string& path,
                    std::string_view field);

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

/// check_indices, and each of these columns is a number; where they must be complete, none may be missing.
/// `path` leads to the step, whose `columns` they are.
enum class Missing : bool { allowed, refused };
Status check_numbers(std::span<const std::uint32_t> indices, const Columns& in, Missing missing,
                     const std::string& path);

/// As many values as columns, each finite and, where that is asked for, above 0. The list is `path.list`.
Status check_list(std::span<const double> values, std::size_t columns, const std::string& path,
                  std::string_view list, bool above_zero = false);

/// `values` holds one list a column, one after the other: one count a column, all from `least` to `most`,
/// values finite and ascending inside each list, at most 1e300 from first to last; `strictly`: no two equal.
/// They are `path.counts` and `path.list`.
Status check_lists(std::span<const std::uint32_t> counts, std::span<const double> values, std::size_t columns,
                   std::uint32_t least, std::uint32_t most, bool strictly, const std::string& path,
                   std::string_view list);

/// `in` itself, unless its check failed: the columns of a step that changes values only.
Result<Columns> unchanged(const Columns& in, const Status& check);

/// Begins a row with the one before it.
void copy_row(std::span<const double> in, std::span<double> out) noexcept;

/// What has grown beyond ±1e300 stops there, so that no step makes infinity from a finite value.
inline double capped(double value) noexcept {
  if (value > 1e300) return 1e300;
  return value < -1e300 ? -1e300 : value;
}

}  // namespace nearside
