// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/import.h"

#include <algorithm>
#include <cmath>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"
#include "core/engine.h"
#include "tools/fit/test_vectors.h"
#include "tools/importers/equation/dependencies.h"
#include "tools/importers/equation/source.h"
#include "tools/importers/equation/telling_records.h"
#include "tools/recipe/bound_formula.h"

namespace nearside {
namespace {

constexpr std::uint64_t kSeed = 2023;

/// Turns the parts of an equation into steps and rules, one after the other.
class Builder {
 public:
  Builder(const EquationSource& source, const ReadOther& read_other)
      : source_(source), read_other_(read_other), columns_(columns_of(source.predictors)) {
    for (std::size_t p = 0; p < columns_.size(); ++p) needed_.push_back({{static_cast<std::uint32_t>(p)}});
    for (const QuantitySource& quantity : source.quantities) later_.push_back(quantity.name);
  }

  Result<ModelFile> build() {
    for (std::size_t c = 0; c < source_.chain.size(); ++c) {
      if (auto ok = add_chain(source_.chain[c], indexed("chain", c)); !ok) return ok.error();
    }
    for (std::size_t q = 0; q < source_.quantities.size(); ++q) {
      const QuantitySource& quantity = source_.quantities[q];
      const std::string path = indexed("quantities", q);
      later_.erase(later_.begin());
      if (auto ok = add_formula(quantity.formula, quantity.name, {}, path + ".formula"); !ok)
        return ok.error();
      add_label(quantity.label, quantity.unit);
    }
    for (std::size_t o = 0; o < source_.outputs.size(); ++o) {
      if (auto ok = add_output(source_.outputs[o], indexed("outputs", o)); !ok) return ok.error();
    }
    ModelFile file;
    file.id = source_.id;
    file.version = source_.version;
    file.title = source_.title;
    file.standing = Standing::published_equation;
    file.audience = source_.audience;
    file.schema = {source_.predictors, source_.exclusions};
    file.form = source_.form;
    file.steps = std::move(steps_);
    file.model = std::move(equation_);
    file.outputs = std::move(outputs_);
    file.card = source_.card;
    return file;
  }

 private:
  /// Names of another equation's quantities, as they are called here.
  using Renamed = std::vector<std::pair<std::string, std::string>>;

  std::optional<std::uint32_t> place_of(std::string_view name) const {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (columns_[c].name == name) return static_cast<std::uint32_t>(c);
    }
    return std::nullopt;
  }

  std::vector<std::string_view> known_names() const {
    std::vector<std::string_view> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return names;
  }

  Status check_names(const FormulaText& parsed, const std::string& name, const std::string& path) const {
    for (const FormulaText::Name& used : parsed.names) {
      if (place_of(used.text)) continue;
      const std::string what = "at character " + std::to_string(used.character) + ": \"" + used.text + "\"";
      if (used.text == name) return bad_recipe(path, what + " can't use itself");
      if (std::find(later_.begin(), later_.end(), used.text) != later_.end())
        return bad_recipe(path, what + " is defined later");
      return bad_recipe(path,
                        what + " is no predictor and no quantity" + suggestion(used.text, known_names()));
    }
    return {};
  }

  /// Appends the column `name`; after it, `columns_.back()` is that column.
  Status add_formula(const std::string& expression, const std::string& name, const Renamed& renamed,
                     const std::string& path) {
    auto parsed = parse_formula(expression, path);
    if (!parsed) return parsed.error();
    for (FormulaText::Name& used : parsed->names) {
      for (const auto& [from, to] : renamed) {
        if (used.text == from) {
          used.text = to;
          break;
        }
      }
    }
    if (auto ok = check_names(*parsed, name, path); !ok) return ok;
    auto formula = bound_formula(std::move(*parsed), name, expression, columns_, source_.predictors);
    if (!formula) return bad_recipe(path, formula.error().message);
    auto columns = formula->columns_out(columns_, path);
    if (!columns) return bad_recipe(path, columns.error().message);
    columns_ = std::move(*columns);
    needed_.push_back(needed_by(*formula, needed_));
    steps_.emplace_back(std::move(*formula));
    return {};
  }

  void add_label(const Localised& label, const std::string& unit) {
    if (label.en.empty()) return;
    equation_.quantities.push_back({static_cast<std::uint32_t>(columns_.size() - 1), label, unit});
  }

  Status check_shared(const Predictor& theirs, const std::string& path) const {
    const auto is_it = [&](const Predictor& predictor) { return predictor.id == theirs.id; };
    const auto ours = std::find_if(source_.predictors.begin(), source_.predictors.end(), is_it);
    if (ours == source_.predictors.end())
      return bad_recipe(path, "needs the predictor \"" + theirs.id + "\", which this equation does not have");
    const auto unit_of = [](const Predictor& p) { return p.units.empty() ? std::string() : p.units[0].ucum; };
    const auto same_id = [](const Level& a, const Level& b) { return a.id == b.id; };
    const bool same_levels = std::equal(ours->levels.begin(), ours->levels.end(), theirs.levels.begin(),
                                        theirs.levels.end(), same_id);
    if (is_number(ours->kind) != is_number(theirs.kind) || unit_of(*ours) != unit_of(theirs) || !same_levels)
      return bad_recipe(path, "\"" + theirs.id + "\" has another kind, unit or answers there");
    return {};
  }

  Status add_chain(const ChainSource& chain, const std::string& path) {
    auto text = read_other_(chain.file);
    if (!text) return text.error();
    auto other = parse_equation(*text);
    if (!other)
      return Error{other.error().code, chain.file + ", " + other.error().path, other.error().message};
    const EquationSource& theirs = other->source;
    if (!theirs.chain.empty()) return bad_recipe(path, chain.file + " itself uses another equation");
    const auto is_it = [&](const OutputSource& output) { return output.id == chain.output; };
    const auto output = std::find_if(theirs.outputs.begin(), theirs.outputs.end(), is_it);
    if (output == theirs.outputs.end()) {
      std::vector<std::string_view> ids;
      for (const OutputSource& one : theirs.outputs) ids.push_back(one.id);
      return bad_recipe(path + ".output", chain.file + " has no output \"" + chain.output + "\"" +
                                              suggestion(chain.output, ids));
    }
    for (const Predictor& predictor : theirs.predictors) {
      if (auto ok = check_shared(predictor, path); !ok) return ok;
    }
    Renamed renamed;
    for (const QuantitySource& quantity : theirs.quantities) {
      const std::string name = chain.name + " " + quantity.name;
      if (auto ok = add_formula(quantity.formula, name, renamed, path); !ok) return ok;
      add_label(quantity.label, quantity.unit);
      renamed.emplace_back(quantity.name, name);
    }
    if (auto ok = add_formula(formula_of(*output), chain.name, renamed, path); !ok) return ok;
    add_label(chain.label, output->unit);
    return {};
  }

  /// An output before rounding, as one formula.
  static std::string formula_of(const OutputSource& output) {
    std::string branches;
    for (const CaseSource& part : output.cases) {
      std::string lp = number_text(part.intercept);
      for (const TermSource& term : part.terms)
        lp += " + " + number_text(term.coefficient) + " * `" + term.of + "`";
      if (output.cases.size() == 1 && part.when.empty() && part.intercept == 0.0 && part.terms.size() == 1 &&
          part.terms[0].coefficient == 1.0) {
        lp = "`" + part.terms[0].of + "`";
      }
      const std::string value = linked(output.link, part, lp);
      if (part.when.empty()) {
        branches = branches.empty() ? value : "if(" + branches + ", " + value + ")";
        return clamped(output, branches);
      }
      branches += (branches.empty() ? "" : ", ") + part.when + ", " + value;
    }
    return clamped(output, "if(" + branches + ", 0 / 0)");  // no case holds: no value
  }

  static std::string linked(Link link, const CaseSource& part, const std::string& lp) {
    const std::string hazard = "exp(" + lp + " - (" + number_text(part.centre) + "))";
    switch (link) {
      case Link::identity:
        return lp;
      case Link::exp:
        return "exp(" + lp + ")";
      case Link::logistic:
        return "1 / (1 + exp(-(" + lp + ")))";
      case Link::cox:
        return "1 - " + number_text(part.baseline_survival) + " ^ " + hazard;
      case Link::cox_recalibrated:
        return "1 - exp(-exp(" + number_text(part.scale1) + " + " + number_text(part.scale2) +
               " * log(-log(" + number_text(part.baseline_survival) + ") * " + hazard + ")))";
    }
    return lp;
  }

  static std::string clamped(const OutputSource& output, const std::string& value) {
    if (!output.clamp) return value;
    return "min(max(" + value + ", " + number_text(output.clamp->low) + "), " +
           number_text(output.clamp->high) + ")";
  }

  Result<std::uint32_t> condition(const std::string& when, const std::string& path) {
    if (const auto place = place_of(when)) return *place;
    if (auto ok = add_formula(when, when, {}, path); !ok) return ok.error();
    return static_cast<std::uint32_t>(columns_.size() - 1);
  }

  Result<std::uint32_t> term(const TermSource& term, const std::string& path) const {
    const auto place = place_of(term.of);
    if (!place)
      return bad_recipe(
          path, "\"" + term.of + "\" is no predictor and no quantity" + suggestion(term.of, known_names()));
    if (columns_[*place].levels > 0 && !source_.predictors[columns_[*place].predictor].ordered)
      return bad_recipe(path, "\"" + term.of + "\" is a category; make a quantity of it, such as " + term.of +
                                  " == 'an answer'");
    return *place;
  }

  Result<std::uint32_t> quantity(const std::string& name, const std::string& path) const {
    const auto place = place_of(name);
    if (!place) return bad_recipe(path, "\"" + name + "\" is no quantity" + suggestion(name, known_names()));
    if (*place < source_.predictors.size())
      return bad_recipe(path, "\"" + name + "\" is a predictor: its range belongs to `applies`");
    return *place;
  }

  Status add_output(const OutputSource& source, const std::string& path) {
    if (source.cases.empty()) return bad_recipe(path + ".cases", "an output needs a case");
    EquationRule rule;
    rule.link = source.link;
    rule.clamp = source.clamp;
    if (source.round) rule.round_to = source.decimals;
    Dependencies needed;
    for (std::size_t c = 0; c < source.cases.size(); ++c) {
      const CaseSource& part = source.cases[c];
      const std::string here = path + "." + indexed("cases", c);
      EquationCase added;
      if (!part.when.empty()) {
        auto when = condition(part.when, here + ".when");
        if (!when) return when.error();
        added.when = *when;
        needed = needed_by_both(needed, needed_[*when]);
      }
      for (std::size_t t = 0; t < part.terms.size(); ++t) {
        auto column = term(part.terms[t], here + "." + indexed("terms", t) + ".of");
        if (!column) return column.error();
        added.columns.push_back(*column);
        added.coefficients.push_back(part.terms[t].coefficient);
        needed = needed_by_both(needed, needed_[*column]);
      }
      added.intercept = part.intercept;
      added.baseline_survival = part.baseline_survival;
      added.centre = part.centre;
      added.scale1 = part.scale1;
      added.scale2 = part.scale2;
      rule.cases.push_back(std::move(added));
    }
    std::vector<AppliesComputed> computed;
    for (std::size_t r = 0; r < source.applies_computed.size(); ++r) {
      const AppliesComputedSource& range = source.applies_computed[r];
      auto column = quantity(range.quantity, path + "." + indexed("applies_computed", r) + ".quantity");
      if (!column) return column.error();
      computed.push_back({*column, range.low, range.high, range.reason});
      needed = needed_by_both(needed, needed_[*column]);
    }
    equation_.rules.push_back(std::move(rule));
    outputs_.push_back(output_of(source, needed));
    outputs_.back().applies_computed = std::move(computed);
    return {};
  }

  Output output_of(const OutputSource& source, const Dependencies& needed) const {
    Output output;
    output.id = source.id;
    output.kind = source.kind;
    output.label = source.label;
    output.clause = source.clause;
    output.unit = source.unit;
    output.loinc = source.loinc;
    output.horizon_years = source.horizon_years;
    output.decimals = source.decimals;
    output.applies = source.applies;
    output.groups = source.groups;
    for (const auto& any_of : needed) {
      const auto is_required = [&](std::uint32_t p) { return source_.predictors[p].required; };
      if (std::any_of(any_of.begin(), any_of.end(), is_required)) continue;  // a record without it is refused
      Need& need = output.needs.emplace_back();
      for (const std::uint32_t p : any_of) need.any_of.push_back(source_.predictors[p].id);
    }
    return output;
  }

  const EquationSource& source_;
  const ReadOther& read_other_;
  Columns columns_;
  std::vector<Dependencies> needed_;  ///< of each column
  std::vector<std::string> later_;
  std::vector<Step> steps_;
  Equation equation_;
  std::vector<Output> outputs_;
};

/// The cells of a worked example; who it is about fits the equation.
Result<Record> record_of(const Example& example, const Schema& schema, const std::string& path) {
  Record record(schema.cells());
  for (const ExampleValue& value : example.record) {
    std::size_t p = 0;
    while (p < schema.predictors.size() && schema.predictors[p].id != value.name) ++p;
    if (p == schema.predictors.size()) return bad_recipe(path, "\"" + value.name + "\" is no predictor");
    const Predictor& predictor = schema.predictors[p];
    if (is_number(predictor.kind) && !value.is_text) {
      record.set_number(p, value.number);
      continue;
    }
    const std::string text = value.is_text ? value.text : number_text(value.number);
    std::uint32_t level = 0;
    while (level < predictor.levels.size() && predictor.levels[level].id != text) ++level;
    if (level == predictor.levels.size())
      return bad_recipe(path + "." + value.name, "\"" + text + "\" is no answer of it");
    record.set_level(p, level);
  }
  for (std::size_t e = 0; e < schema.exclusions.size(); ++e)
    record.set_boolean(schema.predictors.size() + e, !schema.exclusions[e].refuse_if);
  return record;
}

Status reproduce(const Example& example, const Record& record, const Engine& engine,
                 const std::string& path) {
  Workspace workspace = engine.workspace();
  workspace.record = record;
  engine.predict(workspace);
  const std::vector<Output>& outputs = engine.model_file().outputs;
  for (const ExampleValue& expected : example.expect) {
    std::size_t o = 0;
    while (o < outputs.size() && outputs[o].id != expected.name) ++o;
    if (o == outputs.size()) return bad_recipe(path + ".expect", "\"" + expected.name + "\" is no output");
    const double got = workspace.outputs[o];
    if (std::abs(got - expected.number) <= example.within) continue;
    return bad_recipe(path + ".expect." + expected.name,
                      "the source prints " + number_text(expected.number) + ", the equation gives " +
                          (std::isnan(got) ? std::string("none") : number_text(got)));
  }
  return {};
}

}  // namespace

Result<ImportedEquation> import_equation(std::string_view json, const ReadOther& read_other) {
  auto read = parse_equation(json);
  if (!read) return read.error();
  auto file = Builder(read->source, read_other).build();
  if (!file) return file.error();
  auto draft = Engine::assemble(*file);
  if (!draft) return bad_recipe(draft.error().path, draft.error().message);

  std::vector<Record> chosen;
  for (std::size_t i = 0; i < read->examples.size(); ++i) {
    const std::string path = indexed("examples", i);
    auto record = record_of(read->examples[i], file->schema, path + ".record");
    if (!record) return record.error();
    if (auto ok = reproduce(read->examples[i], *record, *draft, path); !ok) return ok.error();
    chosen.push_back(std::move(*record));
  }
  std::vector<Record> given = records_before_chosen(*draft, kSeed);
  given.insert(given.end(), chosen.begin(), chosen.end());
  auto telling = telling_records(*file, given, kSeed);
  if (!telling) return telling.error();
  chosen.insert(chosen.end(), telling->begin(), telling->end());

  ImportedEquation imported;
  imported.examples = read->examples.size();
  imported.constants = constants_of(*file).size();
  file->test_vectors = make_test_vectors(*draft, kSeed, chosen);
  imported.bytes = encode(*file);
  auto engine = Engine::load(imported.bytes);
  if (!engine) return engine.error();
  imported.hash = engine->hash();
  imported.model_file = std::move(*file);
  return imported;
}

}  // namespace nearside
