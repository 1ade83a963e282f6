// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/App.hpp>

// Each adds one command to the command line. A command that fails throws CommandFailed.
namespace nearside {

/// Ends the program with this sentence on standard error and exit code 1.
struct CommandFailed {
  std::string sentence;
};

void add_init(CLI::App& app);
void add_train(CLI::App& app);
void add_predict(CLI::App& app);
void add_evaluate(CLI::App& app);
void add_inspect(CLI::App& app);
void add_document(CLI::App& app);
void add_profile(CLI::App& app);
void add_prepare(CLI::App& app);
void add_import(CLI::App& app);
void add_catalogue(CLI::App& app);

}  // namespace nearside
