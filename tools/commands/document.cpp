// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tools/commands/commands.h"
#include "tools/documentation/pages.h"
#include "tools/recipe/analytes.h"

namespace nearside {

void add_document(CLI::App& app) {
  CLI::App* command = app.add_subcommand("document", "Print the documentation of a format");
  command->require_subcommand(1);
  command->add_subcommand("model-file", "models/FORMAT.md")->callback([] {
    std::printf("%s", model_file_page().c_str());
  });
  command->add_subcommand("recipe", "tools/RECIPE.md")->callback([] {
    std::printf("%s", recipe_page().c_str());
  });
  command->add_subcommand("equation", "tools/EQUATION.md")->callback([] {
    std::printf("%s", equation_page().c_str());
  });
  command->add_subcommand("analytes", "tools/ANALYTES.md")->callback([] {
    std::printf("%s", analytes_page().c_str());
  });
}

}  // namespace nearside
