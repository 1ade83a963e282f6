// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a model file does with a row before its model, written out for people.
#include <string>
#include <vector>

#include "core/data/schema.h"
#include "core/steps/step.h"

namespace nearside {

/// Fitted steps with the names of their columns, numbered.
std::string steps_text(const std::vector<Step>& steps, const std::vector<Predictor>& predictors);

}  // namespace nearside
