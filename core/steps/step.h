// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/steps/encode.h"
#include "core/steps/formula.h"
#include "core/steps/impute.h"
#include "core/steps/impute_neighbours.h"
#include "core/steps/impute_normal.h"
#include "core/steps/interact.h"
#include "core/steps/project.h"
#include "core/steps/scale.h"
#include "core/steps/select.h"

namespace nearside {

/// Every step that stands between a bound row and the model. The list is closed by the file format.
/// A step is a struct with `columns_out`, which checks all its indices and sizes once, and `apply` and
/// `hand_back`, which then can't fail. `kColumnByColumn` stands for a `hand_back` that gives each column its
/// own. An imputation has `typical_fill(i)`: what it puts into its column i of somebody of whom nothing else
/// is known. A step that may stand before an imputation and that changes a column's values has `undo(i,
/// value)`, the value that its column i had before, so that a person is told of fills in the model's unit.
using Step = std::variant<FlagMissing, Impute, OneHot, Standardise, EncodeLevels, GroupLevels, Formula,
                          Interact, Select, ImputeNormal, ImputeNeighbours, Project>;

/// The columns that leave `step` when `in` enters it, or why it can't take them. `path` begins the error's
/// path.
Result<Columns> columns_out(const Step& step, const Columns& in, const std::string& path);

/// Turns one row into the next. `out` is as long as `columns_out` said; NaN is missing.
void apply(const Step& step, std::span<const double> in, std::span<double> out) noexcept;

/// The way back: what each column that left the step contributed to the margin is handed to the columns that
/// it was made from. `in` and `out` are the rows that `apply` saw; the sum stays the same, but for rounding.
/// A column made from several shares its contribution among them equally, unless its step knows better.
void hand_back(const Step& step, std::span<const double> in, std::span<const double> out,
               std::span<const double> given, std::span<double> back) noexcept;

/// The columns before the first step, between the steps, and after the last.
Result<std::vector<Columns>> columns_through(const std::vector<Step>& steps, Columns in,
                                             const std::string& path);

}  // namespace nearside
