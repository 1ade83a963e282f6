// SPDX-License-Identifier: Apache-2.0

#include "tools/commands/commands.h"
#include "tools/commands/print.h"
#include "tools/documentation/pages.h"
#include "tools/recipe/analytes.h"

namespace nearside {

void add_document(Command& program) {
  Command command = program.command("document", "Print the documentation of a format");
  command.demand_command();
  command.command("model-file", "models/FORMAT.md").run([] { print(model_file_page()); });
  command.command("recipe", "tools/RECIPE.md").run([] { print(recipe_page()); });
  command.command("equation", "tools/EQUATION.md").run([] { print(equation_page()); });
  command.command("analytes", "tools/ANALYTES.md").run([] { print(analytes_page()); });
}

}  // namespace nearside
