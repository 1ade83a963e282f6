// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>

#include "tools/commands/commands.h"
#include "tools/commands/print.h"

int main(int argc, char** argv) {
  nearside::Program program(
      "Nearside: clinical prediction models that run on a person's own device.\n"
      "For information and research; not a diagnosis; a clinician decides.",
      "nearside " NEARSIDE_VERSION);
  nearside::Command& commands = program.commands();
  nearside::add_init(commands);
  nearside::add_train(commands);
  nearside::add_predict(commands);
  nearside::add_evaluate(commands);
  nearside::add_inspect(commands);
  nearside::add_document(commands);
  nearside::add_profile(commands);
  nearside::add_prepare(commands);
  nearside::add_import(commands);
  nearside::add_catalogue(commands);
  try {
    if (!program.run(argc, argv)) return 2;
  } catch (const nearside::CommandFailed& failure) {
    nearside::print_failure(failure.sentence);
    return 1;
  } catch (const std::exception& error) {
    nearside::print_failure(error.what());
    return 1;
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    nearside::print_failure("standard output can't be written");
    return 1;
  }
  return 0;
}
