// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "tools/commands/commands.h"
#include "tools/commands/print.h"
#include "tools/documentation/pages.h"
#include "tools/recipe/analytes.h"

namespace nearside {

void add_document(CLI::App& app) {
  CLI::App* command = app.add_subcommand("document", "Print the documentation of a format");
  command->require_subcommand(1);
  command->add_subcommand("model-file", "models/FORMAT.md")->callback([] { print(model_file_page()); });
  command->add_subcommand("recipe", "tools/RECIPE.md")->callback([] { print(recipe_page()); });
  command->add_subcommand("equation", "tools/EQUATION.md")->callback([] { print(equation_page()); });
  command->add_subcommand("analytes", "tools/ANALYTES.md")->callback([] { print(analytes_page()); });
}

}  // namespace nearside
