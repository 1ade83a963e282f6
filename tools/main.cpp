// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "tools/commands/commands.h"

int main(int argc, char** argv) {
  CLI::App app{
      "Nearside: clinical prediction models that run on a person's own device.\n"
      "For information and research; not a diagnosis; a clinician decides."};
  app.set_version_flag("--version", "nearside " NEARSIDE_VERSION);
  app.require_subcommand(1);
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
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (const nearside::CommandFailed& failure) {
    std::fprintf(stderr, "nearside: %s\n", failure.sentence.c_str());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nearside: %s\n", error.what());
    return 1;
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::fprintf(stderr, "nearside: standard output can't be written\n");
    return 1;
  }
  return 0;
}
