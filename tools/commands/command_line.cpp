// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <limits>
#include <sstream>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "tools/commands/print.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

// What a check returns is the complaint; empty is none.

std::string not_empty(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}

std::string in_quotes(const std::string& text) {
  return "\"" + text + "\"";
}

/// CLI11 would read 010 as eight, and 0x10.
template <class Whole>
std::string whole_number(std::string& text) {
  const std::size_t first = std::min(text.find_first_not_of('0'), text.size());
  const std::string digits = first == text.size() && !text.empty() ? "0" : text.substr(first);
  const std::string most = std::to_string(std::numeric_limits<Whole>::max());
  const bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  if (!whole) return "must be a whole number from 0, not " + in_quotes(text);
  if (digits.size() > most.size() || (digits.size() == most.size() && digits > most))
    return "must be at most " + most + ", not " + in_quotes(text);
  text = digits;
  return "";
}

std::string real_number(std::string& text) {
  const std::optional<double> number = parse_number(text);
  if (!number) return "must be a number, not " + in_quotes(text);
  text = number_text(*number);
  return "";
}

/// Why the first words name no command, or no option of one; empty where they do.
std::string unknown_word(const CLI::App* app, int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::vector<const CLI::App*> commands = app->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty()) return "";
    const std::string word = argv[i];
    std::vector<std::string_view> names;
    const CLI::App* named = nullptr;
    for (const CLI::App* command : commands) {
      names.push_back(command->get_name());
      if (command->get_name() == word) named = command;
    }
    if (named == nullptr) {
      if (!word.starts_with("-")) return "there is no command " + in_quotes(word) + suggestion(word, names);
      return app->get_option_no_throw(word) == nullptr ? "there is no option " + in_quotes(word) : "";
    }
    app = named;
  }
  return "";
}

}  // namespace

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

Option& Option::delimiter() {
  const auto complaint = [](std::string& text) -> std::string {
    if (text == "tab" || text == "\\t") text = "\t";
    if (text.size() == 1 && can_separate(text[0])) return "";
    return "must be " + std::string(kWhatSeparates) + ", not " + in_quotes(text);
  };
  option_->transform(CLI::Validator(complaint, ""));
  return *this;
}

Option& Option::one_of(std::vector<std::string> texts) {
  option_->check(CLI::IsMember(std::move(texts)));
  return *this;
}

Option& Option::above_zero() {
  const auto complaint = [](const std::string& text) -> std::string {
    return parse_number(text).value_or(0.0) > 0.0 ? ""
                                                  : "must be a number above zero, not " + in_quotes(text);
  };
  option_->transform(CLI::Validator(complaint, "POSITIVE"));  // which comes before the check of any number
  return *this;
}

Option& Option::between(int least, int most) {
  const std::string range = std::to_string(least) + " to " + std::to_string(most);
  const auto complaint = [least, most, range](const std::string& text) -> std::string {
    const double number = parse_number(text).value_or(-1.0);
    return number >= least && number <= most ? "" : "must be " + range + ", not " + in_quotes(text);
  };
  option_->check(CLI::Validator(complaint, range));
  return *this;
}

Option& Option::separated_by(char character) {
  option_->delimiter(character);
  return *this;
}

Option& Option::with_default_in_help() {
  option_->capture_default_str();
  return *this;
}

Command Command::command(const std::string& name, const std::string& help) {
  return Command(app_->add_subcommand(name, help));
}

void Command::demand_command() {
  app_->require_subcommand(1);
}

Option Command::option(const std::string& names, std::string& value, const std::string& help) {
  return Option(app_->add_option(names, value, help)->check(not_empty));
}

Option Command::option(const std::string& names, std::vector<std::string>& values, const std::string& help) {
  return Option(app_->add_option(names, values, help)->check(not_empty));
}

Option Command::option(const std::string& names, double& value, const std::string& help) {
  return Option(app_->add_option(names, value, help)->transform(CLI::Validator(real_number, "")));
}

Option Command::option(const std::string& names, std::size_t& value, const std::string& help) {
  return Option(
      app_->add_option(names, value, help)->transform(CLI::Validator(whole_number<std::size_t>, "")));
}

Option Command::option(const std::string& names, std::optional<double>& value, const std::string& help) {
  return Option(app_->add_option(names, value, help)->transform(CLI::Validator(real_number, "")));
}

Option Command::option(const std::string& names, std::optional<std::uint32_t>& value,
                       const std::string& help) {
  return Option(
      app_->add_option(names, value, help)->transform(CLI::Validator(whole_number<std::uint32_t>, "")));
}

Option Command::flag(const std::string& names, bool& value, const std::string& help) {
  return Option(app_->add_flag(names, value, help));
}

void Command::run(std::function<void()> work) {
  app_->callback(std::move(work));
}

Program::Program(const std::string& description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description)), commands_(app_.get()) {
  app_->set_version_flag("--version", version);
  app_->require_subcommand(1);
  app_->failure_message([](const CLI::App*, const CLI::Error& error) {
    return printable_line(error.what()) + "\nRun with --help for more information.\n";
  });
}

Program::~Program() = default;

bool Program::run(int argc, const char* const* argv) {
  if (const std::string complaint = unknown_word(app_.get(), argc, argv); !complaint.empty()) {
    print_line(complaint, stderr);
    print("Run with --help for more information.\n", stderr);
    return false;
  }
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // also what --help and --version end with
    std::ostringstream out;
    std::ostringstream complaint;
    const int code = app_->exit(error, out, complaint);
    print(out.str());
    print(complaint.str(), stderr);
    return code == 0;
  }
  return true;
}

}  // namespace nearside
