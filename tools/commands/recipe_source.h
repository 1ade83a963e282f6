// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tools/recipe/recipe.h"

namespace nearside {

/// A recipe and where its table lies.
struct RecipeSource {
  Recipe recipe;
  std::string data_path;
};

/// Reads the recipe at `path`; its table is looked for in `data_dir`, or beside the recipe where that is
/// empty. Ends the command with a sentence where the file is no recipe, or a faulty one.
RecipeSource open_recipe(const std::string& path, const std::string& data_dir);

}  // namespace nearside
