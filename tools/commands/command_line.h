// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// What the commands need of CLI11. Its headers, compiled into each command, took longer than the commands.
namespace nearside {

/// A named argument of a command, or one without a name. What is given against a condition below ends the
/// program with a sentence and exit code 2, before the command runs.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option& required();
  /// Not both may be given.
  Option& excludes(const Option& other);
  /// Means nothing without the other.
  Option& needs(const Option& other);
  /// A character between a table's fields; "tab" and "\t" mean a tab.
  Option& delimiter();
  Option& one_of(std::vector<std::string> texts);
  Option& above_zero();
  /// Both ends count.
  Option& between(int least, int most);
  /// One text holds several values.
  Option& separated_by(char character);
  /// The help tells the value that the variable has now.
  Option& with_default_in_help();

 private:
  CLI::Option* option_;
};

/// A command. The variables keep what is given; they must live until `run`.
class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  /// A command of this one.
  Command command(const std::string& name, const std::string& help);
  /// Demands that one of its commands is given.
  void demand_command();

  /// `names` is "-o,--output", or a bare name for what stands by its place. Texts must not be empty; numbers
  /// are decimal, as in tables: 010 is ten.
  Option option(const std::string& names, std::string& value, const std::string& help);
  Option option(const std::string& names, std::vector<std::string>& values, const std::string& help);
  Option option(const std::string& names, double& value, const std::string& help);
  Option option(const std::string& names, std::size_t& value, const std::string& help);
  Option option(const std::string& names, std::optional<double>& value, const std::string& help);
  Option option(const std::string& names, std::optional<std::uint32_t>& value, const std::string& help);
  Option flag(const std::string& names, bool& value, const std::string& help);

  /// Called when the command was given and everything in it could be read.
  void run(std::function<void()> work);

 private:
  CLI::App* app_;
};

/// The program itself: demands one of its commands.
class Program {
 public:
  Program(const std::string& description, const std::string& version);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Command& commands() { return commands_; }

  /// Does what the arguments say: runs a command, whose exceptions pass through, or prints help or version.
  /// False, after a sentence on standard error, if they can't be read.
  bool run(int argc, const char* const* argv);

 private:
  std::unique_ptr<CLI::App> app_;
  Command commands_;
};

}  // namespace nearside
