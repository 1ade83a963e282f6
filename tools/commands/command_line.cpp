// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "tools/commands/print.h"
#include "tools/table/printable.h"

namespace nearside {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::one_character() {
  // What a check returns is the complaint.
  option_->check([](const std::string& text) { return text.size() == 1 ? "" : "must be one character"; });
  return *this;
}

Option& Option::one_of(std::vector<std::string> texts) {
  option_->check(CLI::IsMember(std::move(texts)));
  return *this;
}

Option& Option::above_zero() {
  const auto complaint = [](std::string& text) -> std::string {
    double number = 0.0;
    if (CLI::detail::lexical_cast(text, number) && number > 0.0) return "";
    return "must be a number above zero, not \"" + text + "\"";
  };
  option_->check(CLI::Validator(complaint, "POSITIVE"));
  return *this;
}

Option& Option::between(int least, int most) {
  option_->check(CLI::Range(least, most));
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
  return Option(app_->add_option(names, value, help));
}

Option Command::option(const std::string& names, std::vector<std::string>& values, const std::string& help) {
  return Option(app_->add_option(names, values, help));
}

Option Command::option(const std::string& names, double& value, const std::string& help) {
  return Option(app_->add_option(names, value, help));
}

Option Command::option(const std::string& names, std::size_t& value, const std::string& help) {
  return Option(app_->add_option(names, value, help));
}

Option Command::option(const std::string& names, std::optional<double>& value, const std::string& help) {
  return Option(app_->add_option(names, value, help));
}

Option Command::option(const std::string& names, std::optional<std::uint32_t>& value,
                       const std::string& help) {
  return Option(app_->add_option(names, value, help));
}

void Command::flag(const std::string& names, bool& value, const std::string& help) {
  app_->add_flag(names, value, help);
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
