// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/steps/step.h"
#include "tools/recipe/recipe.h"
#include "tools/table/matrix.h"

namespace nearside {

/// Fits one wished step to the rows that reach it. `columns` are theirs; `predictors` tell the kinds. A step
/// that has nothing to do (no predictor may be missing) comes out with no columns; the pipeline leaves it
/// away. Errors: `cannot_fit`, such as a column without any value.
Result<Step> fit(const StepRequest& request, const Matrix& rows, const Columns& columns,
                 const std::vector<Predictor>& predictors);

/// Quantile of type 7 (Hyndman and Fan, The American Statistician 50 (1996) 361–365): linear between order
/// statistics, the default of R and NumPy. `sorted` ascending and not empty; `share` from 0 to 1.
double quantile(const std::vector<double>& sorted, double share);

}  // namespace nearside
