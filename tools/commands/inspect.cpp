// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "core/engine.h"
#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/report.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

struct InspectArguments {
  std::string model;
  bool json = false;
};

void run(const InspectArguments& arguments) {
  const std::string content = value_or_fail(read_file(arguments.model));
  const Engine engine = value_or_fail(load_engine(arguments.model, content));
  const std::string text = arguments.json ? to_json(engine.model_file()) : model_text(engine, content.size());
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_inspect(CLI::App& app) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = app.add_subcommand("inspect", "Show all that is in a model file");
  command->add_option("model", arguments->model, "Model file")->required();
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments] { run(*arguments); });
}

}  // namespace nearside
