// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <memory>

#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/importers/equation/import.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

struct ImportArguments {
  std::string source;
  std::string model;
};

void run(const ImportArguments& arguments) {
  succeed_or_fail(check_output(arguments.model, {arguments.source}));
  succeed_or_fail(check_standard_output({arguments.source}, {arguments.model}));
  const std::filesystem::path folder(folder_of(arguments.source));
  std::vector<std::string> others;
  const auto read_other = [&](const std::string& file) {
    others.push_back((folder / file).string());
    return read_file(others.back());
  };
  auto imported = import_equation(value_or_fail(read_file(arguments.source)), read_other);
  if (!imported) throw CommandFailed{arguments.source + ": " + imported.error().text()};
  succeed_or_fail(check_output(arguments.model, others));
  succeed_or_fail(check_standard_output(others));
  succeed_or_fail(write_file(
      arguments.model,
      std::string_view(reinterpret_cast<const char*>(imported->bytes.data()), imported->bytes.size()),
      Contents::of_nobody));
  std::FILE* const to = notes_beside({arguments.model});
  print_line("Wrote " + arguments.model + " (" + std::to_string(imported->bytes.size()) + " bytes, SHA-256 " +
                 imported->hash.substr(0, 12) + "…)",
             to);
  print("  " + std::to_string(imported->model_file.outputs.size()) + " outputs, " +
            std::to_string(imported->examples) + " worked examples reproduced\n  " +
            std::to_string(imported->model_file.test_vectors.count) +
            " test vectors: they tell a change of 0.1 % in each of its " +
            std::to_string(imported->constants) + " constants\n",
        to);
}

}  // namespace

void add_import(Command& program) {
  Command import = program.command("import", "Take in a model that was made elsewhere");
  import.demand_command();
  auto arguments = std::make_shared<ImportArguments>();
  Command equation =
      import.command("equation", "A published risk equation, written down as an equation.json");
  equation.option("source", arguments->source, "equation.json").required();
  equation.option("-o,--output", arguments->model, "Model file to write").required();
  equation.run([arguments] { run(*arguments); });
}

}  // namespace nearside
