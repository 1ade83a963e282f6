// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/recipe_source.h"

#include <filesystem>

#include "tools/commands/fail.h"
#include "tools/table/file.h"

namespace nearside {

namespace {

/// The first character that is neither space nor byte-order mark; NUL for none.
char first_character(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first == std::string_view::npos ? '\0' : text[first];
}

}  // namespace

RecipeSource open_recipe(const Input& source, const std::string& data_dir) {
  namespace fs = std::filesystem;
  const std::string& path = source.path;
  const std::string text = value_or_fail(read_file(source));
  if (first_character(text) != '{')
    throw CommandFailed{path + " is not a recipe; `nearside init` makes one from a table"};
  auto recipe = parse_recipe(text);
  if (!recipe) throw CommandFailed{path + ": " + recipe.error().text()};
  const fs::path folder(data_dir.empty() ? folder_of(path) : data_dir);
  const std::string& file = recipe->data.file;
  const std::string data_path = file == "-" ? file : (folder / file).string();
  return {std::move(*recipe), data_path};
}

bool is_recipe(const Input& input) {
  char first = '\0';
  // Any error ends the reading; one of the file itself comes again when it is read for its content.
  const Status stopped = read_pieces(input, [&](std::string_view piece) -> Status {
    first = first_character(piece);
    if (first == '\0') return {};
    return Error{ErrorCode::bad_recipe, "", "enough"};
  });
  return !stopped && first == '{';
}

}  // namespace nearside
