// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/steps/formula.h"
#include "tools/recipe/formula_text.h"

namespace nearside {

/// A parsed formula whose names become `columns` and whose answers in quotes become places in the predictors'
/// lists of levels. Errors: `cannot_fit`, such as a name that no column has, or an answer that is not listed.
Result<Formula> bound_formula(FormulaText parsed, const std::string& name, const std::string& expression,
                              const Columns& columns, const std::vector<Predictor>& predictors);

}  // namespace nearside
