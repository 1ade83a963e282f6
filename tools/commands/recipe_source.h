// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tools/recipe/recipe.h"
#include "tools/table/file.h"

namespace nearside {

/// A recipe and where its table lies.
struct RecipeSource {
  Recipe recipe;
  std::string data_path;
};

/// Reads a recipe; its table is looked for in `data_dir`, or where that is empty beside the recipe (of one
/// from a pipe, in the current folder). Ends the command with a sentence where the file is no recipe, or a
/// faulty one.
RecipeSource open_recipe(const Input& recipe, const std::string& data_dir);

/// Whether the content begins as a recipe does. Of a file it reads the beginning only: tables are large.
bool is_recipe(const Input& input);

}  // namespace nearside
