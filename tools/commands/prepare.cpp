// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>
#include <memory>

#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/recipe_source.h"
#include "tools/commands/report.h"
#include "tools/explain/written_steps.h"
#include "tools/fit/pipeline.h"
#include "tools/fit/steps.h"
#include "tools/table/file.h"
#include "tools/table/prepared_table.h"

namespace nearside {
namespace {

struct PrepareArguments {
  std::string recipe;
  std::string data_dir;
  std::string output = "-";
};

void run(const PrepareArguments& arguments) {
  const auto [recipe, data_path] = open_recipe(arguments.recipe, arguments.data_dir);
  succeed_or_fail(check_output(arguments.output, {arguments.recipe, data_path}));
  const DevelopmentTable table = value_or_fail(read_development_table(recipe, data_path));
  if (table.number.empty()) throw CommandFailed{data_path + ": has no row with a known outcome"};
  const FittedSteps fitted = value_or_fail(fit_steps(recipe, table.rows, table.response));
  FileWriter writer = value_or_fail(FileWriter::open(arguments.output, Contents::of_people));
  succeed_or_fail(
      write_prepared_table(recipe, table, fitted, [&](std::string_view text) { return writer.write(text); }));
  succeed_or_fail(writer.commit());
  print(cleaning_lines(table.cleaning, recipe) + steps_text(fitted.steps, recipe.predictors) +
            std::to_string(table.number.size()) + " rows of " + std::to_string(fitted.columns.size()) +
            " columns.\n",
        stderr);
}

}  // namespace

void add_prepare(Command& program) {
  auto arguments = std::make_shared<PrepareArguments>();
  Command command = program.command(
      "prepare", "Clean a table and extract features by a recipe, and write what a model would see");
  command.option("recipe", arguments->recipe, "Recipe").required();
  command.option("-o,--output", arguments->output, "CSV file to write; default: standard output");
  command.option("--data-dir", arguments->data_dir,
                 "Folder of the recipe's table; default: the recipe's own");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
