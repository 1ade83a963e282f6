// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>
#include <memory>

#include "core/engine.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/report.h"
#include "tools/table/file.h"
#include "tools/table/score_table.h"

namespace nearside {
namespace {

struct PredictArguments {
  std::string model;
  std::string data = "-";
  std::string output = "-";
  std::string delimiter = ",";
  bool strict = false;
};

/// Whether a value stands in for the column's predictor where it is missing.
bool is_filled(const Engine& engine, const std::string& column) {
  const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
  for (std::size_t p = 0; p < predictors.size(); ++p) {
    if (predictors[p].source_column() == column) return !std::isnan(engine.fills()[p]);
  }
  return false;
}

void run(const PredictArguments& arguments) {
  succeed_or_fail(check_output(arguments.output, {arguments.model, arguments.data}));
  const Engine engine =
      value_or_fail(load_engine(arguments.model, value_or_fail(read_file(arguments.model))));
  FileWriter writer = value_or_fail(FileWriter::open(arguments.output, Contents::of_people));
  TableScorer scorer(
      engine, arguments.delimiter.at(0), [&](std::string_view text) { return writer.write(text); },
      arguments.strict ? TableScorer::Unasked::refuse : TableScorer::Unasked::caution);
  Status status = read_pieces(arguments.data, [&](std::string_view piece) { return scorer.feed(piece); });
  if (status) status = scorer.finish();
  if (!status) throw CommandFailed{in_file(arguments.data, status.error()).text()};
  succeed_or_fail(writer.commit());
  const auto note = [](const std::string& sentence) { print_line(sentence, stderr); };
  for (const std::string& column : scorer.renamed())
    note("The table's own column \"" + column + "\" is written as \"" + column + "_given\".");
  for (const std::string& column : scorer.absent_columns()) {
    note("The table has no column \"" + column +
         "\": " + (is_filled(engine, column) ? "imputed" : "missing") + " in every row.");
  }
  for (const std::string& exclusion : scorer.unasked()) {
    note("The table has no column \"" + exclusion + "\": whether the model fits was not asked" +
         (arguments.strict ? "; every row is refused." : "; see the issues."));
  }
  note("Predicted " + std::to_string(scorer.rows() - scorer.refused()) + " of " +
       std::to_string(scorer.rows()) + " rows, " + std::to_string(scorer.refused()) + " refused.");
}

}  // namespace

void add_predict(Command& program) {
  auto arguments = std::make_shared<PredictArguments>();
  Command command = program.command("predict", "Score a table with a model file");
  command.option("model", arguments->model, "Model file").required();
  command.option("data", arguments->data, "CSV file with a header; - or nothing: standard input");
  command.option("-o,--output", arguments->output, "CSV file to write; default: standard output");
  command.option("--delimiter", arguments->delimiter, "Character between fields")
      .delimiter()
      .with_default_in_help();
  command.flag("--strict", arguments->strict,
               "Refuse every row if the table lacks the answer to a question of fit");
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
