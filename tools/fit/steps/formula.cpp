// SPDX-License-Identifier: Apache-2.0
#include "core/steps/formula.h"

#include "tools/fit/steps.h"
#include "tools/recipe/bound_formula.h"

namespace nearside {

Result<Step> fit(const FormulaRequest& request, const StepData& data) {
  auto parsed = parse_formula(request.expression, "formula " + request.name);
  if (!parsed) return parsed.error();
  auto formula =
      bound_formula(std::move(*parsed), request.name, request.expression, data.columns, data.predictors);
  if (!formula) return formula.error();
  return Step(std::move(*formula));
}

}  // namespace nearside
