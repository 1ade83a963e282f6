// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/recipe_source.h"

#include <filesystem>

#include "tools/commands/fail.h"
#include "tools/table/file.h"

namespace nearside {

RecipeSource open_recipe(const std::string& path, const std::string& data_dir) {
  namespace fs = std::filesystem;
  const std::string text = value_or_fail(read_file(path));
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos || text[first] != '{') {
    throw CommandFailed{path + " is not a recipe; `nearside init` makes one from a table"};
  }
  auto recipe = parse_recipe(text);
  if (!recipe) throw CommandFailed{path + ": " + recipe.error().text()};
  const fs::path folder = data_dir.empty() ? fs::path(path).parent_path() : fs::path(data_dir);
  const std::string data_path = (folder / recipe->data.file).string();
  return {std::move(*recipe), data_path};
}

}  // namespace nearside
