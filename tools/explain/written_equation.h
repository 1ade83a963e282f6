// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/engine.h"
#include "core/models/equation.h"

namespace nearside {

/// A published equation line by line, so that a reader can hold it against the paper: the quantities, then
/// for each output its cases with intercept, coefficients and link.
std::string written_equation(const Engine& engine, const Equation& equation);

/// The same for one record that was predicted: every quantity and term with its numbers filled in, and of
/// each output only the case that was used, so that a reader can compute it again by hand.
std::string written_equation(const Engine& engine, const Equation& equation, const Workspace& workspace);

}  // namespace nearside
