// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tools/commands/command_line.h"

// Each adds one command to the command line. A command that fails throws CommandFailed.
namespace nearside {

/// Ends the program with this sentence on standard error and exit code 1.
struct CommandFailed {
  std::string sentence;
};

void add_init(Command& program);
void add_train(Command& program);
void add_predict(Command& program);
void add_evaluate(Command& program);
void add_inspect(Command& program);
void add_document(Command& program);
void add_profile(Command& program);
void add_prepare(Command& program);
void add_import(Command& program);
void add_catalogue(Command& program);

}  // namespace nearside
