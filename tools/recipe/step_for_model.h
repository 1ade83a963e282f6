// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tools/recipe/model_request.h"
#include "tools/recipe/step_request.h"

namespace nearside {

/// What a step that goes `by_model` does before this model; any other step as it is.
StepRequest for_model(StepRequest step, const ModelRequest& model);

}  // namespace nearside
