// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <memory>

#include "core/base/utf8.h"
#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/report.h"
#include "tools/profile/infer.h"
#include "tools/table/file.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

struct InitArguments {
  std::string data;
  std::string outcome;
  std::string positive;
  std::string id;
  std::string recipe;
  std::string delimiter = ",";
  bool force = false;
};

void run(const InitArguments& arguments) {
  namespace fs = std::filesystem;
  const bool named = is_named(arguments.data);
  if (!named && arguments.recipe.empty())
    throw CommandFailed{"the table comes through a pipe, without a name; name the recipe with -o"};
  const fs::path target = arguments.recipe.empty()
                              ? fs::path(arguments.data).replace_extension(".recipe.json")
                              : fs::path(arguments.recipe);
  if (replaces_a_file(target.string()) && !arguments.force) {
    throw CommandFailed{target.string() + " exists already; give another name with -o, or --force"};
  }
  succeed_or_fail(check_output(target.string(), {arguments.data}));
  succeed_or_fail(check_standard_output({arguments.data}, {target.string()}));
  Recipe recipe = value_or_fail(
      infer_recipe(value_or_fail(open_input(arguments.data)),
                   {arguments.outcome, arguments.positive, arguments.id, arguments.delimiter.at(0)}));
  const fs::path folder(folder_of(target.string()));
  if (!is_utf8(arguments.data))
    throw CommandFailed{arguments.data +
                        ": has a name that is not UTF-8, which a recipe can't hold; rename it"};
  std::error_code error;
  const fs::path beside = fs::proximate(arguments.data, folder.empty() ? "." : folder, error);
  if (named && error)
    throw CommandFailed{arguments.data + ": can't be found from the recipe's folder: " + error.message()};
  // A recipe reads the table without a name from where it came: train's standard input.
  recipe.data.file = named ? beside.generic_string() : "-";
  for (Predictor& predictor : recipe.predictors) {
    if (predictor.column == predictor.id) predictor.column.clear();  // that is what it means
  }
  succeed_or_fail(write_file(target.string(), printable(to_short_json(recipe)), Contents::of_nobody));

  std::FILE* const to = notes_beside({target.string()});
  print(observed_table(recipe.observed) + "\n", to);
  print_line("Wrote " + target.string() + ": " + std::to_string(recipe.predictors.size()) +
                 " predictors of \"" + recipe.outcome.column + "\" = \"" + recipe.outcome.positive + "\".",
             to);
  print_line(
      "Edit labels in it, add units, ranges and a card (nearside document recipe tells all fields), then: "
      "nearside train " +
          target.string() + " -o MODEL.nsm" + (named ? "" : " with the table as its standard input"),
      to);
}

}  // namespace

void add_init(Command& program) {
  auto arguments = std::make_shared<InitArguments>();
  Command command = program.command("init", "Look at a table and write a recipe to edit");
  command.option("data", arguments->data, "CSV file with a header").required();
  command.option("--outcome", arguments->outcome, "Column to predict; it must have two classes").required();
  command.option("--positive", arguments->positive, "Class whose probability is wanted");
  command.option("--id", arguments->id, "The model's id; default: from the file's name");
  command.option("--delimiter", arguments->delimiter, "Character between fields")
      .delimiter()
      .with_default_in_help();
  command.option("-o,--output", arguments->recipe,
                 "Recipe to write; default: DATA.recipe.json beside the table");
  command.flag("--force", arguments->force, "Overwrite the recipe if it exists");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
