// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/train.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "core/model_file/json.h"
#include "tools/choose/candidates.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/recipe_source.h"
#include "tools/commands/report.h"
#include "tools/explain/written_model.h"
#include "tools/profile/infer.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

struct TrainArguments {
  std::string source;
  std::string outcome;
  std::string positive;
  std::string id;
  std::string delimiter = ",";
  std::string model;
  std::string data_dir;
  std::string folds_file;
  std::string out_of_fold;
  std::string choice_losses;
  std::vector<std::string> models;
  std::string search;
  std::optional<std::uint32_t> folds;
  std::optional<std::uint32_t> repeats;
  std::optional<std::uint32_t> seed;
  std::optional<double> budget;
  std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  bool allow_development_rows = false;
  bool allow_no_better = false;
  bool json = false;
};

struct Source {
  Recipe recipe;
  Input table;
};

/// Refuses, before anything is read twice or fitted, an output that would take the place of an input.
Source open_source(const TrainArguments& arguments) {
  std::vector<std::string> inputs{arguments.source};
  if (!arguments.folds_file.empty()) inputs.push_back(arguments.folds_file);
  const auto check_outputs = [&] {
    succeed_or_fail(check_output(arguments.model, inputs));
    succeed_or_fail(
        check_standard_output(inputs, {arguments.model, arguments.out_of_fold, arguments.choice_losses}));
    std::vector<std::string> taken{arguments.model};
    for (const std::string& table : {arguments.out_of_fold, arguments.choice_losses}) {
      if (table.empty()) continue;
      succeed_or_fail(check_output(table, inputs));
      succeed_or_fail(check_output(table, taken));
      taken.push_back(table);
    }
  };
  check_outputs();
  const int streams = static_cast<int>(arguments.json) +
                      static_cast<int>(is_standard_output(arguments.model)) +
                      static_cast<int>(is_standard_output(arguments.out_of_fold)) +
                      static_cast<int>(is_standard_output(arguments.choice_losses));
  if (streams > 1) throw CommandFailed{"of the files and --json, only one can go to standard output"};
  if (arguments.outcome.empty()) {
    auto [recipe, data_path] = open_recipe(arguments.source, arguments.data_dir);
    inputs.push_back(data_path);
    check_outputs();
    return {std::move(recipe), value_or_fail(open_input(data_path))};
  }
  Input table = value_or_fail(open_input(arguments.source));
  Recipe recipe = value_or_fail(
      infer_recipe(table, {arguments.outcome, arguments.positive, arguments.id, arguments.delimiter.at(0)}));
  return {std::move(recipe), std::move(table)};
}

/// Set by Ctrl-C: no further fit begins, and what is there is finished and written.
volatile std::sig_atomic_t interrupted = 0;

extern "C" void interrupt(int /*signal*/) {
  // The second time the person means it.
  if (interrupted != 0) {
    remove_partial_files();
    std::_Exit(130);
  }
  interrupted = 1;
}

Stop stop_after(std::optional<double> minutes) {
  std::signal(SIGINT, interrupt);
  const auto start = std::chrono::steady_clock::now();
  return [start, minutes] {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    return interrupted != 0 || (minutes && passed.count() > 60.0 * *minutes);
  };
}

/// A line that counts the finished fits, on a terminal only.
Progress progress_line() {
  if (!progress_is_seen()) return {};
  const auto start = std::chrono::steady_clock::now();
  return [start](std::size_t done, std::size_t total) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    const double left = passed.count() / static_cast<double>(done) * static_cast<double>(total - done);
    std::array<char, 120> line{};
    std::snprintf(line.data(), line.size(), "Fitted %zu of %zu, %.1f s passed, about %.1f s left ", done,
                  total, passed.count(), left);
    show_progress(done == total ? "" : line.data());
  };
}

std::string out_of_fold_csv(const Trained& trained) {
  const std::vector<Output>& outputs = trained.model_file.outputs;
  std::string text = "row";
  for (const Output& output : outputs) text += "," + csv_field(output.id, ',');
  text += "\n";
  for (std::size_t r = 0; r < trained.row_numbers.size(); ++r) {
    text += std::to_string(trained.row_numbers[r]);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      const double value = trained.out_of_fold[r * outputs.size() + o];
      text += "," + (std::isnan(value) ? std::string() : number_text(value));
    }
    text += "\n";
  }
  return text;
}

std::string choice_losses_csv(const Trained& trained) {
  std::string text = "row";
  for (const LeaderboardRow& row : trained.leaderboard) text += "," + row.family;
  text += "\n";
  for (std::size_t r = 0; r < trained.row_numbers.size(); ++r) {
    text += std::to_string(trained.row_numbers[r]);
    for (const std::vector<double>& losses : trained.choice_losses)
      text += "," + (std::isnan(losses[r]) ? std::string() : number_text(losses[r]));
    text += "\n";
  }
  return text;
}

/// Whether who has the model file has people's rows.
bool holds_development_rows(const ModelFile& file) {
  const auto holds = [](const Step& step) { return std::holds_alternative<ImputeNeighbours>(step); };
  return development_rows(file.model) > 0 || std::any_of(file.steps.begin(), file.steps.end(), holds);
}

constexpr const char* kStoppedEarly =
    "Stopped early: not every candidate was tried or not every fold measured; the model file says so.\n";

/// All that training found.
std::string lines_of(const Trained& trained, const Recipe& recipe) {
  const Development& development = trained.model_file.development;
  std::string text = cleaning_lines(trained.cleaning, recipe) + sample_size_line(trained.sample_size) +
                     leaderboard_table(trained.leaderboard, trained.failures, trained.calibration_notes) +
                     "Cross-validated performance\n" + performance_lines(development.performance);
  // Where it is not, the method says so.
  if (trained.against_null && trained.against_null->is_clearly_better())
    text += "  " + in_words(*trained.against_null) + "\n";
  return text + (development.complete ? "" : kStoppedEarly) +
         proportionality_lines(trained.proportional_hazards) + unused_line(trained.unused);
}

void run(const TrainArguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  Source source = open_source(arguments);
  if (arguments.folds) source.recipe.validation.folds = *arguments.folds;
  if (arguments.seed) source.recipe.validation.seed = *arguments.seed;
  if (arguments.repeats) source.recipe.validation.repeats = *arguments.repeats;
  if (!arguments.models.empty() || !arguments.search.empty()) {
    if (!source.recipe.search) source.recipe.search = Search{};
    if (!arguments.models.empty()) source.recipe.search->models = arguments.models;
    if (!arguments.search.empty()) source.recipe.search->method = *enum_named<SearchMethod>(arguments.search);
  }
  auto result = train(source.recipe, source.table,
                      {arguments.folds_file, arguments.threads, progress_line(),
                       arguments.allow_development_rows, stop_after(arguments.budget)});
  if (!result && interrupted != 0)
    throw CommandFailed{"Ctrl-C: " + result.error().text() + "; nothing was written"};
  const Trained trained = value_or_fail(std::move(result));
  std::FILE* const to = notes_beside({arguments.model, arguments.out_of_fold, arguments.choice_losses});
  if (trained.against_null && !trained.against_null->is_better() && !arguments.allow_no_better) {
    if (!arguments.json) print(lines_of(trained, source.recipe), to);
    throw CommandFailed{"the model predicts no better than the average for everybody " +
                        figures_of(*trained.against_null) +
                        "; nothing was written, --allow-no-better writes it nevertheless"};
  }
  if (!arguments.choice_losses.empty() && trained.choice_losses.empty())
    throw CommandFailed{"--choice-losses: one model without a calibration leaves nothing to choose"};
  // No model takes its place without the other files that were asked for.
  FileWriter model = value_or_fail(
      FileWriter::open(arguments.model, holds_development_rows(trained.model_file) ? Contents::of_people
                                                                                   : Contents::of_nobody));
  succeed_or_fail(model.write(
      std::string_view(reinterpret_cast<const char*>(trained.bytes.data()), trained.bytes.size())));
  if (!arguments.out_of_fold.empty())
    succeed_or_fail(write_file(arguments.out_of_fold, out_of_fold_csv(trained), Contents::of_people));
  if (!arguments.choice_losses.empty())
    succeed_or_fail(write_file(arguments.choice_losses, choice_losses_csv(trained), Contents::of_people));
  succeed_or_fail(model.commit());

  const Development& development = trained.model_file.development;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (arguments.json) {
    const TrainReport report{arguments.model,
                             trained.hash,
                             trained.bytes.size(),
                             development.rows,
                             development.events,
                             development.rows_without_outcome,
                             trained.unused,
                             trained.cleaning,
                             development.performance,
                             development.complete,
                             trained.leaderboard,
                             trained.failures,
                             trained.calibration_notes,
                             trained.sample_size,
                             trained.proportional_hazards,
                             trained.against_null,
                             seconds.count()};
    print(to_json(report));
    return;
  }
  print(lines_of(trained, source.recipe), to);
  print_line("Wrote " + arguments.model + " (" + std::to_string(trained.bytes.size()) + " bytes, " +
                 std::to_string(trained.model_file.test_vectors.count) + " test vectors, SHA-256 " +
                 trained.hash.substr(0, 12) + "…)",
             to);
}

std::string family_help() {
  std::string list = "auto";
  for (const Family& family : families()) list += ", " + std::string(family.name);
  return "Choose among these families, their settings tuned inside each fold: " + list +
         "; also tree, forest, boosting and svm for decision_tree, random_forest, gradient_boosting and "
         "svm_rbf";
}

template <class Enum>
std::vector<std::string> names_of() {
  return {NamesOf<Enum>::names.begin(), NamesOf<Enum>::names.end()};
}

}  // namespace

void add_train(Command& program) {
  auto arguments = std::make_shared<TrainArguments>();
  Command command = program.command("train", "Fit, cross-validate and write a model file");
  command.option("source", arguments->source, "Recipe, or with --outcome a CSV file").required();
  command.option("-o,--output", arguments->model, "Model file to write").required();
  command.option("--outcome", arguments->outcome, "Train straight from a CSV file: the column to predict");
  command.option("--positive", arguments->positive, "With --outcome: class whose probability is wanted");
  command.option("--id", arguments->id, "With --outcome: the model's id");
  command.option("--delimiter", arguments->delimiter, "With --outcome: character between fields")
      .delimiter()
      .with_default_in_help();
  command.option("--data-dir", arguments->data_dir,
                 "Folder of the recipe's table; default: the recipe's own");
  command.option("--models", arguments->models, family_help()).separated_by(',');
  command.option("--search", arguments->search, "How settings are searched: grid, random or halving")
      .one_of(names_of<SearchMethod>());
  command
      .option("--budget", arguments->budget,
              "Minutes after which no further fit begins; what is there is finished and marked")
      .above_zero();
  command
      .option("--repeats", arguments->repeats,
              "Repeat the cross-validation with other folds; default: the recipe's")
      .between(1, 100);
  command.option("--folds", arguments->folds, "Number of folds; default: the recipe's").between(2, 100);
  command.option("--folds-file", arguments->folds_file,
                 "CSV file with the column `fold`, from 0, one row a row");
  command.option("--seed", arguments->seed, "Seed of folds and test vectors; default: the recipe's");
  command.option("--out-of-fold", arguments->out_of_fold,
                 "Write the out-of-fold probabilities to this CSV file");
  command.option(
      "--choice-losses", arguments->choice_losses,
      "Write what the best setting of each family loses on each row, out of fold, to this CSV file: "
      "the choice between families follows from it");
  command
      .option("--threads", arguments->threads,
              "Threads. They change nothing in the result; of trees that is certain with 1 only, though none "
              "was seen that several had changed")
      .between(1, 1024)
      .with_default_in_help();
  command.flag("--allow-development-rows", arguments->allow_development_rows,
               "Let a step write people's rows into the model file, if the recipe wants it");
  command.flag("--allow-no-better", arguments->allow_no_better,
               "Write the model file even where it predicts no better than the average for everybody");
  command.flag("--json", arguments->json, "Print the result as JSON");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
