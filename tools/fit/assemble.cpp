// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/assemble.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "tools/choose/measures.h"
#include "tools/fit/summary.h"

namespace nearside {
namespace {

Localised or_else(const Localised& text, const std::string& fallback) {
  return text.en.empty() ? Localised{fallback, text.zh} : text;
}

/// The form without the questions for other predictors, nor groups that are then empty.
Form form_for(Form form, const std::vector<Predictor>& predictors) {
  for (FormGroup& group : form.groups) {
    std::erase_if(group.predictors, [&](const std::string& id) {
      return std::none_of(predictors.begin(), predictors.end(),
                          [&](const Predictor& predictor) { return predictor.id == id; });
    });
  }
  std::erase_if(form.groups, [](const FormGroup& group) { return group.predictors.empty(); });
  return form;
}

/// The output of one horizon: `risk_5y`, "Stroke, next 5 years".
Output output_at(const Outcome& outcome, double years) {
  const std::string number = number_text(years);
  const std::string in_words = number + (years == 1.0 ? " year" : " years");
  Localised label = or_else(outcome.label, outcome.column);
  label.en += ", next " + in_words;
  if (!label.zh.empty()) label.zh += "（今后 " + number + " 年）";
  Localised clause = outcome.clause;
  if (!clause.en.empty()) clause.en += " in the next " + in_words;
  if (!clause.zh.empty()) clause.zh = "在今后 " + number + " 年内" + clause.zh;
  Output output{outcome.id + "_" + number + "y",
                OutputKind::probability,
                label,
                outcome.positive,
                "not " + outcome.positive,
                clause};
  output.horizon_years = years;
  return output;
}

std::vector<Output> outputs_of(const Outcome& outcome, const DevelopmentTable& table) {
  std::vector<Output> outputs;
  switch (outcome.which()) {
    case OutcomeKind::binary:
      return {{outcome.id, OutputKind::probability, or_else(outcome.label, outcome.column), outcome.positive,
               table.name_of_other(outcome), outcome.clause}};
    case OutcomeKind::quantity:
    case OutcomeKind::count: {
      Output one{outcome.id, OutputKind::quantity, or_else(outcome.label, outcome.column), "", "", {}};
      one.unit = outcome.unit;
      one.decimals = outcome.decimals;
      return {one};
    }
    case OutcomeKind::time_to_event:
      for (const double years : outcome.horizons) outputs.push_back(output_at(outcome, years));
      return outputs;
    case OutcomeKind::classes:
    case OutcomeKind::ordered:
      break;
  }
  for (const ClassRequest& one : outcome.classes) {
    outputs.push_back({outcome.id + "_" + one.id, OutputKind::probability, or_else(one.label, one.id), one.id,
                       "not " + one.id, one.clause});
  }
  return outputs;
}

/// The predictor's label; of answers also which is the lowest and which the highest.
Localised with_order(const Predictor& predictor) {
  Localised label = or_else(predictor.label, predictor.id);
  if (label.zh.empty()) label.zh = label.en;
  if (predictor.levels.empty()) return label;
  const Localised first = or_else(predictor.levels.front().label, predictor.levels.front().id);
  const Localised last = or_else(predictor.levels.back().label, predictor.levels.back().id);
  label.en += " from " + first.en + " to " + last.en;
  label.zh +=
      "（从" + (first.zh.empty() ? first.en : first.zh) + "到" + (last.zh.empty() ? last.en : last.zh) + "）";
  return label;
}

/// Directions are assumed, not learnt: the model card says so.
void declare_directions(const Recipe& recipe, ModelCard& card) {
  const Directions directions = declared_directions(recipe.model);
  if (directions.empty()) return;
  Localised rises;
  Localised falls;
  for (const auto& one : directions) {
    const std::string& id = one.first;
    const auto found = std::find_if(recipe.predictors.begin(), recipe.predictors.end(),
                                    [&](const Predictor& predictor) { return predictor.id == id; });
    if (found == recipe.predictors.end()) continue;  // the recipe was checked
    const Localised label = with_order(*found);
    Localised& list = one.second == Direction::increasing ? rises : falls;
    list.en += (list.en.empty() ? "" : "; ") + label.en;
    list.zh += (list.zh.empty() ? "" : "、") + label.zh;
  }
  std::string en = "Assumed, not learnt from the data.";
  std::string zh = "以下为假设，并非由数据得出。";
  if (!rises.en.empty()) {
    en += " As these rise, the result never falls: " + rises.en + ".";
    zh += "下列各项升高时结果不会减小：" + rises.zh + "。";
  }
  if (!falls.en.empty()) {
    en += " As these rise, the result never rises: " + falls.en + ".";
    zh += "下列各项升高时结果不会增大：" + falls.zh + "。";
  }
  const bool translated = !card.limits.zh.empty() || card.limits.en.empty();
  card.limits.en += (card.limits.en.empty() ? "" : " ") + en;
  if (translated) card.limits.zh += zh;
}

}  // namespace

ModelFile assemble_file(const Recipe& recipe, Pruned pruned, Pipeline pipeline, const DevelopmentTable& table,
                        Performance performance, bool complete) {
  ModelFile file;
  file.id = recipe.id;
  file.version = recipe.version;
  file.title = or_else(recipe.title, recipe.id);
  file.standing = recipe.standing;
  file.audience = recipe.audience;
  const std::vector<PredictorSummary> summaries = summarise(recipe.predictors, table.rows);
  for (const std::uint32_t p : pruned.predictors) {
    file.schema.predictors.push_back(recipe.predictors[p]);
    file.development.predictors.push_back(summaries[p]);
  }
  file.schema.exclusions = recipe.exclusions;
  file.form = form_for(recipe.form, file.schema.predictors);
  file.steps = std::move(pruned.steps);
  file.model = std::move(pipeline.model);
  file.calibration = std::move(pipeline.calibration);
  file.outputs = outputs_of(recipe.outcome, table);
  file.development.rows = static_cast<std::uint32_t>(table.response.rows());
  file.development.events = events_in(table.response);
  file.development.rows_without_outcome = static_cast<std::uint32_t>(table.cleaning.rows_without_outcome);
  file.development.performance = std::move(performance);
  file.development.complete = complete;
  file.card = recipe.card;
  declare_directions(recipe, file.card);
  for (std::size_t p = 0; p < file.schema.predictors.size(); ++p) {
    Predictor& predictor = file.schema.predictors[p];
    predictor.label = or_else(predictor.label, predictor.id);
    if (!predictor.development) predictor.development = development_range(file.development.predictors[p]);
  }
  return file;
}

}  // namespace nearside
