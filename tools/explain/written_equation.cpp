// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_equation.h"

#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "tools/explain/written_formula.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

/// Writes one equation, with the values of `workspace` where there is one.
class EquationWriter {
 public:
  EquationWriter(const Engine& engine, const Equation& equation, const Workspace* workspace)
      : file_(engine.model_file()), equation_(equation), columns_(engine.columns()), workspace_(workspace) {}

  std::string text() {
    // Of a refused record there are no values.
    const bool refused = workspace_ != nullptr && workspace_->refused;
    for (const Step& step : file_.steps) {
      if (refused) break;
      if (const auto* formula = std::get_if<Formula>(&step)) quantity(*formula);
    }
    for (std::size_t o = 0; o < equation_.rules.size(); ++o) output(o);
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += "  " + printable_line(text) + "\n"; }

  const std::vector<Level>* levels_of(std::uint32_t column) const {
    if (columns_[column].levels == 0) return nullptr;
    return &file_.schema.predictors[columns_[column].predictor].levels;
  }

  std::string value_of(std::uint32_t column) const {
    const double value = workspace_->columns[column];
    if (std::isnan(value)) return "missing";
    const std::vector<Level>* levels = levels_of(column);
    if (levels == nullptr) return number_text(value + 0.0);  // −0 is written as 0
    const bool ordered = file_.schema.predictors[columns_[column].predictor].ordered;
    return ordered ? number_text(value) : "'" + (*levels)[static_cast<std::size_t>(value)].id + "'";
  }

  std::string label_of(std::uint32_t column) const {
    for (const EquationQuantity& quantity : equation_.quantities) {
      if (quantity.column != column) continue;
      return quantity.unit.empty() ? quantity.label.en : quantity.label.en + " [" + quantity.unit + "]";
    }
    return "";
  }

  std::uint32_t place_of(const std::string& name) const {
    std::uint32_t place = 0;
    while (columns_[place].name != name) ++place;  // an equation's steps only append
    return place;
  }

  void quantity(const Formula& formula) {
    if (formula.name == formula.expression) return;  // a condition, written with its case
    std::vector<std::string> names;
    std::vector<std::string> values;
    std::vector<std::vector<std::string>> answers;
    for (const std::uint32_t column : formula.columns) {
      names.push_back(columns_[column].name);
      if (workspace_ != nullptr) values.push_back(value_of(column));
      const std::vector<Level>* levels = levels_of(column);
      answers.emplace_back();
      const bool compared = levels != nullptr && !file_.schema.predictors[columns_[column].predictor].ordered;
      for (std::size_t l = 0; compared && l < levels->size(); ++l) answers.back().push_back((*levels)[l].id);
    }
    const std::uint32_t place = place_of(formula.name);
    std::string text = formula.name + " = " + written(formula, names, answers);
    const std::string label = label_of(place);
    line(label.empty() ? text : text + "    (" + label + ")");
    if (workspace_ != nullptr) line("    = " + written(formula, values, answers) + " = " + value_of(place));
  }

  void output(std::size_t o) {
    const Output& output = file_.outputs[o];
    const EquationRule& rule = equation_.rules[o];
    text_ += "\n";
    line(output.id + ", " + output.label.en);
    if (workspace_ == nullptr) {
      for (const EquationCase& part : rule.cases) a_case(rule, part);
      if (rule.clamp) {
        line("  not below " + number_text(rule.clamp->low) + ", not above " + number_text(rule.clamp->high));
      }
      if (rule.round_to) line("  rounded half up, " + std::to_string(*rule.round_to) + " decimals");
      for (const Applies& range : output.applies) only_for(range.predictor, range);
      for (const AppliesComputed& range : output.applies_computed)
        only_for(columns_[range.column].name, range);
      return;
    }
    const OutputState& state = workspace_->states[o];
    if (state.absence != Absence::present) return absent(state);
    const auto used = static_cast<std::size_t>(workspace_->margins[equation_.rules.size() + o]);
    a_case(rule, rule.cases[used]);
    line("  lp = " + number_text(workspace_->margins[o]));
    line("  " + output.id + " = " + link(rule, rule.cases[used], number_text(workspace_->margins[o])) +
         " = " + number_text(workspace_->outputs[o]));
  }

  template <class R>
  void only_for(const std::string& name, const R& range) {
    line("  only for " + name + " from " + number_text(range.low) + " to " + number_text(range.high));
  }

  void absent(const OutputState& state) {
    // A predictor's column stands at its own index.
    const std::string& id = columns_[state.predictor].name;
    switch (state.absence) {
      case Absence::needs_value:
        return line("  absent: " + id + " is missing");
      case Absence::does_not_apply:
      case Absence::computed_does_not_apply:
        return line("  absent: " + id + " is " + number_text(state.seen) + ", the limit is " +
                    number_text(state.limit));
      case Absence::refused:
        return line("  absent: the record is refused");
      case Absence::no_result:
      case Absence::present:
        return line("  absent: the equation gives no number for these values");
    }
  }

  void a_case(const EquationRule& rule, const EquationCase& part) {
    if (part.when) line("  where " + columns_[*part.when].name);
    line("  lp = " + number_text(part.intercept));
    for (std::size_t t = 0; t < part.columns.size(); ++t) {
      const std::uint32_t column = part.columns[t];
      const double coefficient = part.coefficients[t];
      std::string text = std::string(coefficient < 0.0 ? "     - " : "     + ") +
                         number_text(std::abs(coefficient)) + " * " + columns_[column].name;
      if (workspace_ != nullptr) {
        text += "    = " + number_text(coefficient) + " * " + value_of(column) + " = " +
                number_text(coefficient * workspace_->columns[column]);
      } else if (const std::string label = label_of(column); !label.empty()) {
        text += "    (" + label + ")";
      }
      line(text);
    }
    if (workspace_ == nullptr) line("  result = " + link(rule, part, "lp"));
  }

  std::string link(const EquationRule& rule, const EquationCase& part, const std::string& lp) const {
    std::string text;
    const std::string centred = part.centre == 0.0 ? lp : lp + " - " + number_text(part.centre);
    switch (rule.link) {
      case Link::identity:
        text = lp;
        break;
      case Link::exp:
        text = "exp(" + lp + ")";
        break;
      case Link::logistic:
        text = "1 / (1 + exp(-(" + lp + ")))";
        break;
      case Link::cox:
        text = "1 - " + number_text(part.baseline_survival) + " ^ exp(" + centred + ")";
        break;
      case Link::cox_recalibrated:
        text = "1 - exp(-exp(" + number_text(part.scale1) + " + " + number_text(part.scale2) +
               " * log(-log(" + number_text(part.baseline_survival) + ") * exp(" + centred + "))))";
        break;
    }
    if (workspace_ == nullptr) return text;
    if (rule.clamp) {
      text = "min(max(" + text + ", " + number_text(rule.clamp->low) + "), " + number_text(rule.clamp->high) +
             ")";
    }
    if (rule.round_to) text += ", rounded half up to " + std::to_string(*rule.round_to) + " decimals,";
    return text;
  }

  const ModelFile& file_;
  const Equation& equation_;
  const Columns& columns_;
  const Workspace* workspace_;
  std::string text_;
};

}  // namespace

std::string written_equation(const Engine& engine, const Equation& equation) {
  return EquationWriter(engine, equation, nullptr).text();
}

std::string written_equation(const Engine& engine, const Equation& equation, const Workspace& workspace) {
  return EquationWriter(engine, equation, &workspace).text();
}

}  // namespace nearside
