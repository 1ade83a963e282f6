// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/steps/encode.h"
#include "core/steps/impute.h"
#include "core/steps/scale.h"

namespace nearside {

/// Every step that stands between a bound row and the model. The list is closed by the file format.
/// A step is a struct with `columns_out`, which checks all its indices and sizes once, and `apply`, which
/// then can't fail.
using Step = std::variant<FlagMissing, Impute, OneHot, Standardise>;

/// The columns that leave `step` when `in` enters it, or why it can't take them. `path` begins the error's
/// path.
Result<Columns> columns_out(const Step& step, const Columns& in, const std::string& path);

/// Turns one row into the next. `out` is as long as `columns_out` said; NaN is missing.
void apply(const Step& step, std::span<const double> in, std::span<double> out) noexcept;

/// The columns before the first step, between the steps, and after the last.
Result<std::vector<Columns>> columns_through(const std::vector<Step>& steps, Columns in,
                                             const std::string& path);

}  // namespace nearside
