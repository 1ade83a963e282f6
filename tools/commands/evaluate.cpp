// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/evaluate.h"

#include <cstdio>
#include <memory>

#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/recipe_source.h"
#include "tools/commands/report.h"
#include "tools/explain/written_model.h"
#include "tools/table/file.h"
#include "tools/table/outcome_codes.h"

namespace nearside {
namespace {

struct EvaluateArguments {
  std::string model;
  std::string table;
  std::string recipe;
  std::string delimiter = ",";
  ObservedOutcome observed;
  std::vector<std::string> codes;
  bool json = false;
};

/// What `evaluate` prints with --json.
struct EvaluateReport {
  std::string model;
  std::string hash;
  std::string table;
  std::uint64_t rows_without_outcome = 0;
  std::uint64_t rows_without_prediction = 0;
  Performance performance;
  std::vector<CalibrationGroup> calibration;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("model", self.model, "path of the model file");
    archive.field("hash", self.hash, "its SHA-256");
    archive.field("table", self.table, "path of the table");
    archive.field("rows_without_outcome", self.rows_without_outcome, "rows left out");
    archive.field("rows_without_prediction", self.rows_without_prediction,
                  "rows left out: the model refused them or has no output for them");
    archive.field("performance", self.performance, "of the other rows");
    archive.field("calibration", self.calibration, "fifths by predicted risk");
  }
};

/// How the table says what became of its people, in the model file's texts or the recipe's.
Recipe reading_without_codes(const EvaluateArguments& arguments, const ModelFile& file) {
  if (!arguments.recipe.empty()) return open_recipe(arguments.recipe, "").recipe;
  if (arguments.observed.column.empty())
    throw CommandFailed{"where is the outcome? --outcome names its column, or --recipe a recipe that does"};
  Recipe recipe = value_or_fail(reading_of(file, arguments.observed));
  recipe.data.delimiter = arguments.delimiter;
  return recipe;
}

Recipe reading(const EvaluateArguments& arguments, const ModelFile& file) {
  Recipe recipe = reading_without_codes(arguments, file);
  recipe.outcome = value_or_fail(in_codes(std::move(recipe.outcome), arguments.codes));
  return recipe;
}

void run(const EvaluateArguments& arguments) {
  succeed_or_fail(check_standard_output({arguments.model, arguments.table, arguments.recipe}));
  const Engine engine =
      value_or_fail(load_engine(arguments.model, value_or_fail(read_file(arguments.model))));
  const Evaluated evaluated =
      value_or_fail(evaluate(engine, reading(arguments, engine.model_file()),
                             value_or_fail(open_input(arguments.table)), arguments.observed.output));
  if (arguments.json) {
    const EvaluateReport report{arguments.model,
                                engine.hash(),
                                arguments.table,
                                evaluated.rows_without_outcome,
                                evaluated.rows_without_prediction,
                                evaluated.performance,
                                evaluated.calibration};
    print(to_json(report));
    return;
  }
  if (evaluated.rows_without_outcome > 0)
    print_line(std::to_string(evaluated.rows_without_outcome) + " rows without an outcome were left out.");
  if (evaluated.rows_without_prediction > 0) {
    print_line(std::to_string(evaluated.rows_without_prediction) +
               " rows without a prediction were left out; `nearside predict` says why.");
  }
  print("Performance\n" + performance_lines(evaluated.performance));
  print(calibration_lines(evaluated.calibration));
}

}  // namespace

void add_evaluate(Command& program) {
  auto arguments = std::make_shared<EvaluateArguments>();
  Command command = program.command("evaluate", "Measure a model file on a table whose outcome is known");
  command.option("model", arguments->model, "Model file").required();
  command.option("table", arguments->table, "CSV file with a header: the predictors and the outcome")
      .required();
  const Option recipe = command.option("--recipe", arguments->recipe,
                                       "Read rows and outcome as this recipe's data and outcome say");
  command.option("--outcome", arguments->observed.column, "Or: the column with the outcome").excludes(recipe);
  command.option("--positive", arguments->observed.positive,
                 "Its text that means the event; default: as in the model file");
  command
      .option("--outcome-codes", arguments->codes,
              "What the texts of this table's outcome mean, where another hospital writes others: "
              "1=yes,2=no,9= (nothing: unknown); a class as the model file calls it, or censored. Every "
              "text must be named")
      .separated_by(',');
  command
      .option("--group", arguments->observed.group,
              "Columns that say which rows belong together, to one person or hospital: intervals then count "
              "each group as one; with --recipe its own")
      .separated_by(',')
      .excludes(recipe);
  const Option time =
      command.option("--time", arguments->observed.time,
                     "The column with the time of observation, where the outcome is an event in time");
  command
      .option("--years-per-unit", arguments->observed.years_per_unit,
              "Years in one unit of that column; days: 0.0027379070069885")
      .above_zero()
      .needs(time)
      .with_default_in_help();
  command.option("--output", arguments->observed.output, "Measure this output of the model alone, by its id");
  command.option("--delimiter", arguments->delimiter, "Character between fields; with --recipe its own")
      .delimiter()
      .with_default_in_help();
  command.flag("--json", arguments->json, "Print the result as JSON");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
