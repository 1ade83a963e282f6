// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"
#include "tools/explain/cells.h"
#include "tools/explain/column_names.h"
#include "tools/explain/written_equation.h"
#include "tools/explain/written_shapes.h"
#include "tools/explain/written_steps.h"
#include "tools/explain/written_trees.h"
#include "tools/table/printable.h"
#include "tools/table/value_text.h"

namespace nearside {
namespace {

using cells::brief;
using cells::joined;
using cells::percent;
using cells::row;

std::string written_name(const Measure& measure) {
  if (measure.name == "auroc") return "AUROC";
  std::string name = measure.name;
  const std::string balanced = "balanced_accuracy";
  if (name.starts_with(balanced)) name.insert(balanced.size(), " (argmax of p / share)");
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string both(const Localised& text) {
  return printable_line(text.zh.empty() ? text.en : text.en + " / " + text.zh);
}

std::string range_text(const Predictor& predictor, const std::optional<Range>& range) {
  if (!range) return "-";
  if (predictor.kind != Kind::date) return brief(range->low) + " to " + brief(range->high);
  return limit_text(predictor, range->low, true) + " to " + limit_text(predictor, range->high, false);
}

std::string answers(const Predictor& predictor) {
  std::vector<std::string> parts;
  for (const Unit& unit : predictor.units) parts.push_back(unit.ucum);
  for (const Level& level : predictor.levels) parts.push_back(level.id);
  return parts.empty() ? "-" : joined(parts);
}

std::string predictor_lines(const Engine& engine) {
  const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
  const std::vector<std::size_t> widths{16, 13, 28, 26, 26, 10};
  std::string text =
      row({"id", "kind", "units or levels", "hard range", "development range", "without a value"}, widths);
  for (std::size_t i = 0; i < predictors.size(); ++i) {
    const Predictor& p = predictors[i];
    const bool imputed = !engine.filled_by(i).empty();
    text += row({p.id, std::string(enum_name(p.kind)), answers(p), range_text(p, p.hard),
                 range_text(p, p.development),
                 p.required ? "refused"
                 : imputed  ? "imputed"
                            : "missing"},
                widths);
    if (p.label.en != p.id || !p.label.zh.empty()) text += "    " + both(p.label) + "\n";
    if (!p.loinc.empty()) text += "    LOINC " + printable_line(p.loinc) + "\n";
  }
  return text;
}

std::string model_lines(const LogisticRegression& model, const std::vector<std::string>& columns) {
  const std::vector<std::size_t> widths{28, 12};
  std::string text = "logistic regression, log odds for each standard unit\n";
  text += row({"intercept", brief(model.intercept)}, widths);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    text += row({columns[i], brief(model.coefficients[i])}, widths);
  }
  return text;
}

std::string model_lines(const Engine& engine, const LogisticRegression& model) {
  return "  " + model_lines(model, readable_names(engine.columns(), engine.model_file().schema.predictors));
}

/// What the output is of the linear predictors.
std::string_view words_for(LinearLink link) {
  switch (link) {
    case LinearLink::identity:
      return "linear regression";
    case LinearLink::exp:
      return "log-linear regression: the output is e to this sum";
    case LinearLink::softmax:
      return "multinomial regression: e to each class's sum, divided by the sum of all";
    case LinearLink::cumulative_logistic:
      return "ordinal regression, proportional odds: log odds of a higher class";
  }
  return "";
}

std::string model_lines(const Engine& engine, const LinearModel& model) {
  const std::vector<Output>& outputs = engine.model_file().outputs;
  const bool several = model.margins() > 1;
  std::vector<std::size_t> widths{28};
  std::vector<std::string> head{""};
  std::vector<std::string> intercepts{"intercept"};
  for (std::size_t k = 0; k < model.margins(); ++k) {
    widths.push_back(12);
    head.push_back(outputs[k].positive);
    intercepts.push_back(brief(model.intercepts[k]));
  }
  std::string text = "  " + std::string(words_for(model.link_function)) + "\n";
  if (several) text += row(head, widths);
  if (model.thresholds.empty()) text += row(intercepts, widths);
  for (std::size_t k = 0; k < model.thresholds.size(); ++k)
    text += row({outputs[k].positive + " | " + outputs[k + 1].positive, brief(model.thresholds[k])}, widths);
  const std::vector<std::string> names =
      readable_names(engine.columns(), engine.model_file().schema.predictors);
  for (std::size_t j = 0; j < names.size(); ++j) {
    std::vector<std::string> cells{names[j]};
    for (std::size_t k = 0; k < model.margins(); ++k) cells.push_back(brief(model.coefficients_of(k)[j]));
    text += row(cells, widths);
  }
  return text;
}

std::string model_lines(const Engine& engine, const CoxRegression& model) {
  const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
  const std::vector<std::string> names = readable_names(engine.columns(), predictors);
  const std::vector<std::size_t> widths{28, 14, 14, 12};
  std::string text =
      "  Cox regression: risk = 1 - exp(-H exp(lp)), lp = sum of coefficient * (column - mean)\n";
  text += row({"column", "log hazard", "hazard ratio", "mean"}, widths);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (model.stratum == i) continue;
    const double coefficient = model.coefficients[i];
    text += row({names[i], brief(coefficient), brief(std::exp(coefficient)), brief(model.means[i])}, widths);
  }
  text += "  cumulative hazard H and risk of a person whose columns have their means\n";
  for (std::size_t s = 0; s < model.strata(); ++s) {
    std::string stratum;
    if (model.stratum && engine.columns()[*model.stratum].predictor != kCreated) {
      const std::vector<Level>& levels = predictors[engine.columns()[*model.stratum].predictor].levels;
      stratum = names[*model.stratum] + " " + (s < levels.size() ? levels[s].id : std::to_string(s)) + ", ";
    }
    for (std::size_t h = 0; h < model.horizons.size(); ++h) {
      const double hazard = model.baseline[s * model.horizons.size() + h];
      text +=
          row({stratum + brief(model.horizons[h]) + " years", brief(hazard), percent(-std::expm1(-hazard))},
              widths);
    }
  }
  return text;
}

/// The support vectors are people's, and stay unsaid.
std::string model_lines(const Engine& /*engine*/, const SupportVectorMachine& model) {
  std::string text = "  support vector machine, kernel " + std::string(enum_name(model.kernel));
  if (model.kernel != Kernel::linear) text += ", gamma " + brief(model.gamma);
  if (model.coef0 != 0.0) text += ", coef0 " + brief(model.coef0);
  if (model.kernel == Kernel::polynomial) text += ", degree " + std::to_string(model.degree);
  text +=
      "\n  " + std::to_string(model.development_rows()) + " support vectors, rho " + brief(model.rho) + "\n";
  if (model.platt.empty()) return text + "  the output is the decision value\n";
  return text + "  log odds " + brief(model.platt[0]) + " + " + brief(model.platt[1]) +
         " * decision value (Platt)\n";
}

std::string model_lines(const Engine& /*engine*/, const NearestNeighbours& model) {
  return "  the share of each class among the " + std::to_string(model.neighbours) + " nearest of " +
         std::to_string(model.development_rows()) + " development rows\n";
}

std::string model_lines(const Engine& engine, const NaiveBayes& model) {
  const std::vector<Output>& outputs = engine.model_file().outputs;
  const std::vector<std::string> names =
      readable_names(engine.columns(), engine.model_file().schema.predictors);
  const std::size_t classes = model.log_priors.size();
  std::vector<std::size_t> widths{28};
  std::vector<std::string> head{""};
  std::vector<std::string> shares{"share"};
  for (std::size_t k = 0; k < classes; ++k) {
    widths.push_back(22);
    head.push_back(classes > 2 ? outputs[k].positive : k == 0 ? outputs[0].negative : outputs[0].positive);
    shares.push_back(percent(std::exp(model.log_priors[k])));
  }
  std::string text = "  Gaussian naive Bayes: mean (standard deviation) in each class\n";
  text += row(head, widths) + row(shares, widths);
  for (std::size_t j = 0; j < names.size(); ++j) {
    std::vector<std::string> cells{names[j]};
    for (std::size_t k = 0; k < classes; ++k) {
      const std::size_t at = k * names.size() + j;
      cells.push_back(brief(model.means[at]) + " (" + brief(std::sqrt(model.variances[at])) + ")");
    }
    text += row(cells, widths);
  }
  return text;
}

std::string model_lines(const Engine& engine, const Trees& model) {
  return written_trees(engine, model);
}

std::string model_lines(const Engine& engine, const Additive& model) {
  return model.is_score() ? points_card(engine, model) : written_shapes(engine, model);
}

std::string model_lines(const Engine& engine, const Equation& equation) {
  return written_equation(engine, equation);
}

std::string exclusion_lines(const std::vector<Exclusion>& exclusions) {
  std::string text;
  for (const Exclusion& exclusion : exclusions) {
    text += row({exclusion.id, std::string(exclusion.refuse_if ? "yes" : "no") + " is refused"}, {16});
    text += "    " + both(exclusion.question) + "\n    " + both(exclusion.reason) + "\n";
  }
  return text;
}

std::string form_lines(const Form& form) {
  std::string text;
  for (const FormGroup& group : form.groups) {
    text += row({group.id, joined(group.predictors)}, {16}) + "    " + both(group.title) + "\n";
  }
  return text;
}

std::string card_lines(const ModelCard& card) {
  std::string text;
  const auto line = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += "  " + name + ": " + printable_line(value) + "\n";
  };
  line("intended use", both(card.intended_use));
  line("population", both(card.population));
  line("exclusions", both(card.exclusions));
  line("limits", both(card.limits));
  for (const Localised& sentence : card.does_not_tell) line("does not tell", both(sentence));
  line("data", card.data_source);
  line("licence of the data", card.data_licence);
  line("licence of the model", card.model_licence);
  line("contact", card.contact);
  line("date", card.date);
  for (const std::string& source : card.sources) line("source", source);
  line("permission", card.permission);
  if (card.terms == Terms::unconfirmed) line("terms", "unconfirmed: not shown by default");
  line("replaced by", card.replaced_by);
  for (const std::string& what : card.unconfirmed) line("unconfirmed", what);
  return text;
}

std::string development_lines(const Development& development, const std::vector<Predictor>& predictors) {
  const std::vector<std::size_t> widths{16, 12, 12};
  std::string text =
      row({"predictor", "missing", "1 %, 5 %, 25 %, 50 %, 75 %, 95 %, 99 % or share of levels"}, {16, 12});
  for (const PredictorSummary& summary : development.predictors) {
    const auto is_it = [&](const Predictor& predictor) { return predictor.id == summary.predictor; };
    const auto found = std::find_if(predictors.begin(), predictors.end(), is_it);
    const bool is_date = found != predictors.end() && found->kind == Kind::date;
    std::vector<std::string> numbers;
    for (double value : summary.percentiles)
      numbers.push_back(is_date ? value_text(*found, value) : brief(value));
    for (double share : summary.level_shares) numbers.push_back(percent(share));
    text += row({summary.predictor, percent(summary.share_missing), joined(numbers)}, widths);
  }
  return text;
}

/// How the model's probabilities become the outputs; empty where nothing is calibrated.
std::string calibration_lines(const ModelFile& file) {
  std::string text;
  for (std::size_t o = 0; o < file.calibration.intercepts.size(); ++o)
    text += row(
        {file.outputs[o].id, "intercept " + brief(file.calibration.intercepts[o]) + ", undoes class weights"},
        {28});
  for (std::size_t o = 0; o < file.calibration.outputs.size(); ++o) {
    const Calibration& one = file.calibration.outputs[o];
    std::string line = std::string(enum_name(one.method));
    for (const double parameter : one.parameters) line += " " + brief(parameter);
    if (!one.from.empty()) line += ", " + std::to_string(one.from.size()) + " points";
    text += row({file.outputs[o].id, line}, {28});
  }
  return text.empty() ? text : "\nCalibration of the probabilities\n" + text;
}

}  // namespace

std::string performance_lines(const Performance& performance) {
  std::string text = "  " + std::to_string(performance.rows) + " rows";
  if (performance.events > 0) text += ", " + std::to_string(performance.events) + " with the outcome";
  text += "; " + printable_line(performance.method) + "\n";
  std::size_t width = 28;
  for (const Measure& m : performance.measures) width = std::max(width, written_name(m).size() + 1);
  for (const Measure& m : performance.measures) {
    char numbers[96];
    if (std::isnan(m.value)) {
      std::snprintf(numbers, sizeof numbers, "      -  (no figure)");
    } else if (std::isnan(m.low)) {
      std::snprintf(numbers, sizeof numbers, "%7.4f  (no interval)", m.value);
    } else {
      std::snprintf(numbers, sizeof numbers, "%7.4f  (95 %% CI %.4f to %.4f)", m.value, m.low, m.high);
    }
    text += row({written_name(m), numbers}, {width});
  }
  return text;
}

std::string model_text(const Engine& engine, std::size_t file_bytes) {
  const ModelFile& file = engine.model_file();
  std::string text = both(file.title) + "\n";
  text += "  " + printable_line(file.id + " " + file.version) + ", " + std::string(enum_name(file.standing)) +
          ", for the " + std::string(enum_name(file.audience)) + "\n";
  text += "  SHA-256 " + engine.hash() + ", " + std::to_string(file_bytes) + " bytes, format " +
          std::to_string(engine.format_version()) + "\n";
  text += "  " + std::to_string(file.test_vectors.count) + " test vectors replayed: every bit as expected\n";
  text += "\nOutputs\n";
  for (const Output& output : file.outputs) {
    std::string line = output.id + ": " + std::string(enum_name(output.kind));
    if (!output.positive.empty())
      line += " of \"" + output.positive + "\" (otherwise \"" + output.negative + "\")";
    if (!output.unit.empty()) line += " in " + output.unit;
    text += "  " + printable_line(line) + ", " + both(output.label) + "\n";
  }
  text += "\nPredictors\n" + predictor_lines(engine);
  if (!file.schema.exclusions.empty()) {
    text += "\nQuestions of fit\n" + exclusion_lines(file.schema.exclusions);
  }
  if (!file.form.groups.empty()) text += "\nForm\n" + form_lines(file.form);
  if (!std::holds_alternative<Equation>(file.model)) {
    text += "\nSteps\n" + steps_text(file.steps, file.schema.predictors);
  }
  text += "\nModel\n" + std::visit([&](const auto& m) { return model_lines(engine, m); }, file.model);
  text += calibration_lines(file);
  if (file.standing != Standing::published_equation) {
    text += "\nPerformance\n" + performance_lines(file.development.performance);
    text += "\nDevelopment data\n  " + std::to_string(file.development.rows) + " rows, " +
            std::to_string(file.development.rows_without_outcome) + " left out without an outcome\n" +
            development_lines(file.development, file.schema.predictors);
  }
  if (!file.development.complete) {
    text += "\nIncomplete: training was stopped before every candidate was tried and every fold measured.\n";
  }
  text += "\nModel card\n" + card_lines(file.card);
  const auto add_privacy = [&](std::size_t development_rows) {
    if (development_rows == 0) return;
    text += "  privacy: the file holds " + std::to_string(development_rows) +
            " development rows, people's own values; give it only to who may see them\n";
  };
  for (const Step& step : file.steps) {
    if (const auto* neighbours = std::get_if<ImputeNeighbours>(&step))
      add_privacy(neighbours->development_rows());
  }
  add_privacy(development_rows(file.model));
  text += "\nFor information and research; not a diagnosis; a clinician decides.\n";
  return text;
}

}  // namespace nearside
