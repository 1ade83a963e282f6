// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/telling_records.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/engine.h"
#include "tools/fit/test_vectors.h"

namespace nearside {
namespace {

constexpr std::size_t kMostDrawn = 100'000;
constexpr std::array<double, 2> kChanges{1.001, 0.999};

/// Draws records that an equation accepts; one number in three lies at or beside a constant of a formula.
class Drawer {
 public:
  Drawer(const ModelFile& file, std::uint64_t seed) : schema_(file.schema), random_(seed) {
    for (const Step& step : file.steps) {
      if (const auto* formula = std::get_if<Formula>(&step))
        edges_.insert(edges_.end(), formula->numbers.begin(), formula->numbers.end());
    }
  }

  Record draw() {
    Record record(schema_.cells());
    for (std::size_t p = 0; p < schema_.predictors.size(); ++p) {
      if (schema_.predictors[p].required || random_.uniform() >= 0.15) draw(p, record);
    }
    for (std::size_t e = 0; e < schema_.exclusions.size(); ++e)
      record.set_boolean(schema_.predictors.size() + e, !schema_.exclusions[e].refuse_if);
    return record;
  }

 private:
  void draw(std::size_t p, Record& record) {
    const Predictor& predictor = schema_.predictors[p];
    if (!is_number(predictor.kind))
      return record.set_level(p, static_cast<std::uint32_t>(random_.below(predictor.levels.size())));
    const Range range = predictor.hard.value_or(Range{0.0, 100.0});
    double value = range.low + (range.high - range.low) * random_.uniform();
    if (!edges_.empty() && random_.uniform() < 0.33) {
      const double edge = edges_[random_.below(edges_.size())];
      const double beside = predictor.kind == Kind::integer
                                ? static_cast<double>(random_.below(3)) - 1.0
                                : edge * 0.0005 * (static_cast<double>(random_.below(3)) - 1.0);
      if (edge + beside >= range.low && edge + beside <= range.high) value = edge + beside;
    }
    // Short values make a small file; some limits lie between two of them.
    if (random_.uniform() < 0.5) value = short_value(value, range.high - range.low);
    value = std::min(std::max(value, range.low), range.high);
    if (predictor.kind == Kind::integer) {
      value = std::min(std::max(std::round(value), std::ceil(range.low)), std::floor(range.high));
    }
    record.set_number(p, value);
  }

  const Schema& schema_;
  Random random_;
  std::vector<double> edges_;
};

bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return (std::isnan(x) && std::isnan(y)) || std::memcmp(&x, &y, sizeof x) == 0;
  });
}

/// A record with the outputs that the right equation gives.
struct Known {
  Record record;
  std::vector<double> outputs;
};

class Chooser {
 public:
  Chooser(const ModelFile& file, const Engine& engine, std::span<const Record> given, std::uint64_t seed)
      : file_(file), engine_(engine), workspace_(engine.workspace()), drawer_(file, seed) {
    for (const Record& record : given) telling_.push_back(known(record));
    given_ = telling_.size();
  }

  /// Makes sure that some record tells the constant; false where none does.
  bool tell(const Constant& constant) {
    bool told = false;
    for (const double change : kChanges) told = tell(constant, change) || told;
    return told;
  }

  std::vector<Record> chosen() const {
    std::vector<Record> records;
    for (std::size_t i = given_; i < telling_.size(); ++i) records.push_back(telling_[i].record);
    return records;
  }

 private:
  Known known(const Record& record) {
    workspace_.record = record;
    engine_.predict(workspace_);
    return {record, workspace_.outputs};
  }

  bool tell(const Constant& constant, double change) {
    ModelFile changed = file_;
    constant.in(changed) *= change;
    auto engine = Engine::assemble(std::move(changed));
    if (!engine) return true;  // it would not even load
    Workspace workspace = engine->workspace();
    const auto tells = [&](const Known& candidate) {
      workspace.record = candidate.record;
      engine->predict(workspace);
      return !same_bits(workspace.outputs, candidate.outputs);
    };
    if (std::any_of(telling_.begin(), telling_.end(), tells)) return true;
    for (std::size_t i = 0; i < kMostDrawn; ++i) {
      if (i == drawn_.size()) drawn_.push_back(known(drawer_.draw()));
      if (!tells(drawn_[i])) continue;
      telling_.push_back(drawn_[i]);
      return true;
    }
    return false;
  }

  const ModelFile& file_;
  const Engine& engine_;
  Workspace workspace_;
  Drawer drawer_;
  std::vector<Known> telling_;
  std::vector<Known> drawn_;
  std::size_t given_ = 0;
};

/// Whether a number of a formula is the place of an answer: it stands right behind a category that it is
/// compared with.
bool is_answer(const Formula& formula, std::size_t number, const Columns& columns) {
  std::size_t next_number = 0;
  std::size_t next_input = 0;
  std::optional<std::uint32_t> before;
  for (const Operation operation : formula.operations) {
    if (operation == Operation::number && next_number++ == number)
      return before && columns[*before].levels > 0;
    before.reset();
    if (operation == Operation::column) before = formula.columns[formula.inputs[next_input++]];
  }
  return false;
}

}  // namespace

std::vector<Constant> constants_of(const ModelFile& file) {
  std::vector<Constant> constants;
  Columns columns = columns_of(file.schema.predictors);
  for (std::size_t s = 0; s < file.steps.size(); ++s) {
    const auto* formula = std::get_if<Formula>(&file.steps[s]);
    if (formula == nullptr) continue;
    for (std::size_t n = 0; n < formula->numbers.size(); ++n) {
      if (formula->numbers[n] == 0.0 || is_answer(*formula, n, columns)) continue;
      constants.push_back(
          {"quantity " + formula->name + ", " + number_text(formula->numbers[n]),
           [s, n](ModelFile& f) -> double& { return std::get<Formula>(f.steps[s]).numbers[n]; }});
    }
    columns.push_back({formula->name, kCreated, 0, true});
  }
  const auto& rules = std::get<Equation>(file.model).rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    const auto add = [&](const std::string& what, double value, auto place) {
      if (value == 0.0) return;
      constants.push_back(
          {"output " + file.outputs[r].id + ", " + what + " " + number_text(value),
           [r, place](ModelFile& f) -> double& { return place(std::get<Equation>(f.model).rules[r]); }});
    };
    for (std::size_t c = 0; c < rules[r].cases.size(); ++c) {
      const EquationCase& part = rules[r].cases[c];
      add("intercept", part.intercept,
          [c](EquationRule& rule) -> double& { return rule.cases[c].intercept; });
      for (std::size_t t = 0; t < part.coefficients.size(); ++t) {
        add("coefficient", part.coefficients[t],
            [c, t](EquationRule& rule) -> double& { return rule.cases[c].coefficients[t]; });
      }
      if (rules[r].link == Link::cox || rules[r].link == Link::cox_recalibrated) {
        add("baseline survival", part.baseline_survival,
            [c](EquationRule& rule) -> double& { return rule.cases[c].baseline_survival; });
        add("centre", part.centre, [c](EquationRule& rule) -> double& { return rule.cases[c].centre; });
      }
      if (rules[r].link == Link::cox_recalibrated) {
        add("scale1", part.scale1, [c](EquationRule& rule) -> double& { return rule.cases[c].scale1; });
        add("scale2", part.scale2, [c](EquationRule& rule) -> double& { return rule.cases[c].scale2; });
      }
    }
    // An end that is rounded to the same number all the same can't be told, and does not matter.
    const auto is_hidden = [&](double end) {
      if (!rules[r].round_to) return false;
      const auto rounded = [&](double value) { return rounded_half_up(value, *rules[r].round_to); };
      return rounded(end * kChanges[0]) == rounded(end) && rounded(end * kChanges[1]) == rounded(end);
    };
    if (rules[r].clamp && !is_hidden(rules[r].clamp->low)) {
      add("clamp from", rules[r].clamp->low, [](EquationRule& rule) -> double& { return rule.clamp->low; });
    }
    if (rules[r].clamp && !is_hidden(rules[r].clamp->high)) {
      add("clamp to", rules[r].clamp->high, [](EquationRule& rule) -> double& { return rule.clamp->high; });
    }
  }
  return constants;
}

Result<std::vector<Record>> telling_records(const ModelFile& model_file, std::span<const Record> given,
                                            std::uint64_t seed) {
  auto engine = Engine::assemble(model_file);
  if (!engine) return engine.error();
  Chooser chooser(model_file, *engine, given, seed);
  for (const Constant& constant : constants_of(model_file)) {
    if (chooser.tell(constant)) continue;
    return Error{ErrorCode::cannot_fit, constant.path,
                 "no record within the hard ranges tells a change of 0.1 % in it; does it matter?"};
  }
  return chooser.chosen();
}

}  // namespace nearside
