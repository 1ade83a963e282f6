// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/steps/bin.h"
#include "core/steps/encode.h"
#include "core/steps/formula.h"
#include "core/steps/impute.h"
#include "core/steps/impute_neighbours.h"
#include "core/steps/impute_normal.h"
#include "core/steps/interact.h"
#include "core/steps/project.h"
#include "core/steps/scale.h"
#include "core/steps/select.h"
#include "core/steps/shape.h"
#include "core/steps/spline.h"

namespace nearside {

/// Every step that stands between a bound row and the model. The list is closed by the file format.
/// A step is a struct with `columns_out`, which checks all its indices and sizes once, and `apply` and
/// `hand_back`, which then can't fail. `kColumnByColumn` stands for a `hand_back` that gives each column its
/// own. A step that changes single columns in place, and lets missing values pass, has `undo`: it turns what
/// an imputation after it puts into its columns (one value each, NaN for none) back into what a person is
/// told; where that is a multiple and an offset, the multiple is its `stretch`. An imputation that knows how
/// sure its fills are has `fill_variance`.
using Step = std::variant<FlagMissing, Impute, OneHot, Standardise, EncodeLevels, GroupLevels, Formula,
                          Interact, Select, ImputeNormal, ImputeNeighbours, Project, Rescale, NormaliseRow,
                          Clip, Transform, Power, QuantileMap, Bin, Spline>;

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
