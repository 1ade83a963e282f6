// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <sstream>

#include "tools/commands/commands.h"
#include "tools/commands/print.h"
#include "tools/table/printable.h"

int main(int argc, char** argv) {
  CLI::App app{
      "Nearside: clinical prediction models that run on a person's own device.\n"
      "For information and research; not a diagnosis; a clinician decides."};
  app.set_version_flag("--version", "nearside " NEARSIDE_VERSION);
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return nearside::printable_line(error.what()) + "\nRun with --help for more information.\n";
  });
  nearside::add_init(app);
  nearside::add_train(app);
  nearside::add_predict(app);
  nearside::add_evaluate(app);
  nearside::add_inspect(app);
  nearside::add_document(app);
  nearside::add_profile(app);
  nearside::add_prepare(app);
  nearside::add_import(app);
  nearside::add_catalogue(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream complaint;
    const int code = app.exit(error, out, complaint);
    nearside::print(out.str());
    nearside::print(complaint.str(), stderr);
    if (code != 0) return 2;
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
