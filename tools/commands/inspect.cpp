// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"
#include "core/data/table_text.h"
#include "core/engine.h"
#include "core/model_file/json.h"
#include "tools/commands/commands.h"
#include "tools/commands/fail.h"
#include "tools/commands/print.h"
#include "tools/commands/report.h"
#include "tools/explain/written_equation.h"
#include "tools/explain/written_model.h"
#include "tools/table/file.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

struct InspectArguments {
  std::string model;
  bool json = false;
  std::vector<std::string> with;
};

/// Why a text is no value of the predictor; empty for issues of values.
std::string unreadable(const Predictor& predictor, IssueCode code) {
  if (code == IssueCode::not_a_number) return "is not a number";
  if (code == IssueCode::not_an_integer) return "is not a whole number";
  if (code != IssueCode::unknown_level) return "";
  std::vector<std::string_view> levels;
  for (const Level& level : predictor.levels) levels.push_back(level.id);
  return "is not among its levels" + suggestion("", levels);
}

/// The record that `--with age=55 sex=female` describes, and what the engine makes of it, term by term.
std::string worked_text(const Engine& engine, const std::vector<std::string>& with) {
  const auto* equation = std::get_if<Equation>(&engine.model_file().model);
  if (equation == nullptr)
    throw CommandFailed{"--with works out a published equation; this is another model"};
  const Schema& schema = engine.model_file().schema;
  Workspace workspace = engine.workspace();
  for (std::size_t e = 0; e < schema.exclusions.size(); ++e)
    workspace.record.set_boolean(schema.predictors.size() + e, !schema.exclusions[e].refuse_if);
  std::vector<std::string> texts(schema.predictors.size());
  std::vector<std::string_view> ids;
  for (const Predictor& predictor : schema.predictors) ids.push_back(predictor.id);
  for (const std::string& given : with) {
    const std::size_t sign = given.find('=');
    if (sign == std::string::npos) throw CommandFailed{"--with: \"" + given + "\" is not id=value"};
    const std::string id = given.substr(0, sign);
    const auto found = std::find(ids.begin(), ids.end(), id);
    if (found == ids.end())
      throw CommandFailed{"--with: \"" + id + "\" is no predictor" + suggestion(id, ids)};
    const auto p = static_cast<std::size_t>(found - ids.begin());
    texts[p] = given.substr(sign + 1);
    set_from_table(schema.predictors[p], p, texts[p], workspace.record);
  }
  engine.predict(workspace);
  for (const Issue& issue : workspace.issues) {
    if (issue.predictor >= schema.predictors.size()) continue;
    const std::string complaint = unreadable(schema.predictors[issue.predictor], issue.code);
    if (complaint.empty()) continue;
    throw CommandFailed{"--with: " + schema.predictors[issue.predictor].id + ": \"" + texts[issue.predictor] +
                        "\" " + complaint};
  }
  std::string text;
  for (const Issue& issue : workspace.issues) {
    if (issue.predictor >= schema.predictors.size()) continue;
    text += "  " + printable_line(schema.predictors[issue.predictor].id) + ": " +
            std::string(enum_name(issue.code));
    if (!std::isnan(issue.seen)) text += ", seen " + number_text(issue.seen);
    if (!std::isnan(issue.limit)) text += ", limit " + number_text(issue.limit);
    text += "\n";
  }
  if (workspace.refused && !text.empty()) return text + "  The record is refused.\n";
  return text + written_equation(engine, *equation, workspace);
}

void run(const InspectArguments& arguments) {
  succeed_or_fail(check_standard_output({arguments.model}));
  const std::string content = value_or_fail(read_file(arguments.model));
  const Engine engine = value_or_fail(load_engine(arguments.model, content));
  if (!arguments.with.empty()) return print(worked_text(engine, arguments.with));
  print(arguments.json ? to_json(engine.model_file()) : model_text(engine, content.size()));
}

}  // namespace

void add_inspect(Command& program) {
  auto arguments = std::make_shared<InspectArguments>();
  Command command = program.command("inspect", "Show all that is in a model file");
  command.option("model", arguments->model, "Model file").required();
  const Option json = command.flag("--json", arguments->json, "As JSON");
  command
      .option("--with", arguments->with,
              "Work a published equation out for these values: age=55 sex=female …; the questions of fit "
              "count as answered so that it fits")
      .excludes(json);
  command.run([arguments] { run(*arguments); });
}

}  // namespace nearside
