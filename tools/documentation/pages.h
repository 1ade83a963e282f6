// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace nearside {

/// models/FORMAT.md: the model file, field by field.
std::string model_file_page();

/// tools/RECIPE.md: the recipe, field by field.
std::string recipe_page();

/// tools/EQUATION.md: an equation.json, field by field.
std::string equation_page();

}  // namespace nearside
