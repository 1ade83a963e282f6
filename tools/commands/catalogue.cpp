// SPDX-License-Identifier: Apache-2.0
#include "tools/documentation/catalogue.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/report.h"
#include "tools/table/file.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

namespace fs = std::filesystem;

struct CatalogueArguments {
  std::vector<std::string> models;
  std::string output;
};

void run(const CatalogueArguments& arguments) {
  succeed_or_fail(check_output(arguments.output, arguments.models));
  succeed_or_fail(check_standard_output(arguments.models, {arguments.output}));
  const fs::path folder = fs::absolute(folder_of(arguments.output) + "index.json").parent_path();
  std::vector<CatalogueEntry> entries;
  for (const std::string& path : arguments.models) {
    const std::string content = value_or_fail(read_file(path));
    const Engine engine = value_or_fail(load_engine(path, content));
    const std::string file = fs::absolute(path).lexically_relative(folder).generic_string();
    entries.push_back(catalogue_entry(engine, file, content.size()));
  }
  const Catalogue catalogue = value_or_fail(catalogue_of(std::move(entries)));
  succeed_or_fail(write_file(arguments.output, printable(to_json(catalogue)), Contents::of_nobody));
  print_line("Wrote " + arguments.output + ": " + std::to_string(catalogue.models.size()) + " models",
             notes_beside({arguments.output}));
}

}  // namespace

void add_catalogue(Command& program) {
  auto arguments = std::make_shared<CatalogueArguments>();
  Command command = program.command("catalogue", "List model files for a page that offers them");
  command.option("models", arguments->models, "Model files").required();
  command.option("-o,--output", arguments->output, "index.json to write").required();
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
