// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/profile.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/recipe_source.h"
#include "tools/profile/profile_text.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

struct ProfileArguments {
  std::string source;
  std::string outcome;
  std::string outcome_date;
  std::vector<std::string> key;
  std::string delimiter = ",";
  std::string data_dir;
  std::string page;
  bool json = false;
  bool no_values = false;
};

/// A line that counts the bytes read of a file that takes a while, on a terminal only.
std::function<void(std::uint64_t)> progress_line(const std::string& path) {
  constexpr std::uintmax_t kLarge = 4u << 20;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size < kLarge || !progress_is_seen()) return {};
  return [size](std::uint64_t bytes) {
    std::array<char, 64> line{};
    std::snprintf(line.data(), line.size(), "Read %.1f of %.1f MB ", static_cast<double>(bytes) / 1e6,
                  static_cast<double>(size) / 1e6);
    show_progress(bytes >= size ? "Looking …" : line.data());
  };
}

void run(const ProfileArguments& arguments) {
  ProfileOptions options;
  options.delimiter = arguments.delimiter.at(0);
  options.outcome = arguments.outcome;
  options.outcome_date = arguments.outcome_date;
  options.key = arguments.key;
  options.values = !arguments.no_values;
  if (!arguments.page.empty()) succeed_or_fail(check_output(arguments.page, {arguments.source}));
  succeed_or_fail(check_standard_output({arguments.source}, {arguments.page}));
  if (arguments.json && is_standard_output(arguments.page))
    throw CommandFailed{"of the page and --json, only one can go to standard output"};
  Input table = value_or_fail(open_input(arguments.source));
  if (is_recipe(table)) {
    auto [recipe, data_path] = open_recipe(table, arguments.data_dir);
    table = Input(data_path);
    if (!arguments.page.empty()) succeed_or_fail(check_output(arguments.page, {data_path}));
    succeed_or_fail(check_standard_output({data_path}));
    options.delimiter = recipe.data.delimiter.at(0);
    if (options.outcome.empty()) options.outcome = recipe.outcome.column;
    options.recipe = std::move(recipe);
  }
  options.progress = progress_line(table.path);
  const auto profile = profile_table(table, options);
  if (options.progress) show_progress("");
  if (!profile) throw CommandFailed{profile.error().text()};
  if (!arguments.page.empty()) {
    succeed_or_fail(write_file(arguments.page, profile_html(*profile),
                               options.values ? Contents::of_people : Contents::of_nobody));
  }
  if (arguments.page.empty() || arguments.json) {
    print(arguments.json ? to_json(*profile) : profile_text(*profile));
  } else if (!is_standard_output(arguments.page)) {
    print_line("Wrote " + arguments.page + ": " + std::to_string(profile->findings.size()) + " findings in " +
               std::to_string(profile->columns.size()) + " columns.");
  }
}

}  // namespace

void add_profile(Command& program) {
  auto arguments = std::make_shared<ProfileArguments>();
  Command command =
      program.command("profile", "Look at a table: what is wrong in it, and recipe lines that would mend it");
  command.option("source", arguments->source, "CSV file with a header, or a recipe").required();
  command.option("--outcome", arguments->outcome, "Column to predict; columns that know it are named");
  command.option("--outcome-date", arguments->outcome_date,
                 "Column with the outcome's date; later dates are named");
  command.option("--key", arguments->key, "Columns that together name a row").separated_by(',');
  command.option("--delimiter", arguments->delimiter, "Character between fields")
      .delimiter()
      .with_default_in_help();
  command.option("--data-dir", arguments->data_dir,
                 "Folder of the recipe's table; default: the recipe's own");
  command.option("-o,--output", arguments->page, "Write the report as one HTML page instead");
  command.flag("--json", arguments->json, "Print everything as JSON");
  command.flag("--no-values", arguments->no_values, "Leave out values of single people, and counts under 10");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
