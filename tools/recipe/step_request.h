// SPDX-License-Identifier: Apache-2.0
#pragma once
// The steps that a recipe can ask for. They carry the names of the steps in the model file (core/steps), and
// say how to find what those hold. `columns` names predictors by their ids, or columns that an earlier step
// created.
#include <variant>

#include "tools/recipe/steps/bin.h"
#include "tools/recipe/steps/encode.h"
#include "tools/recipe/steps/formula.h"
#include "tools/recipe/steps/impute.h"
#include "tools/recipe/steps/interact.h"
#include "tools/recipe/steps/project.h"
#include "tools/recipe/steps/scale.h"
#include "tools/recipe/steps/select.h"
#include "tools/recipe/steps/shape.h"
#include "tools/recipe/steps/spline.h"

namespace nearside {

/// A request is a struct with `kName`, `columns` and `describe`. Where it can be wrong by itself it has
/// `Status check(const std::string& path) const`; where it creates columns, `std::vector<std::string>
/// created() const` names them for the requests after it.
using StepRequest =
    std::variant<FlagMissingRequest, ImputeRequest, OneHotRequest, StandardiseRequest, OrdinalRequest,
                 FrequencyRequest, TargetRequest, GroupRareRequest, FormulaRequest, InteractRequest,
                 PolynomialRequest, SelectRequest, SelectL1Request, SelectRecursiveRequest,
                 SelectStableRequest, SelectMrmrRequest, SelectForestRequest, DropCorrelatedRequest,
                 DropCollinearRequest, ImputeNormalRequest, ImputeNeighboursRequest, PcaRequest, SvdRequest,
                 RescaleRequest, NormaliseRowRequest, ClipRequest, TransformRequest, PowerRequest,
                 QuantileMapRequest, BinRequest, SplineRequest>;

}  // namespace nearside
