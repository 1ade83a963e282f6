// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/telling_records.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <iterator>
#include <optional>
#include <set>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/engine.h"
#include "tools/fit/test_vectors.h"

namespace nearside {
namespace {

constexpr std::size_t kMostDrawn = 100'000;
constexpr std::size_t kPool = 500;  ///< the records that are looked at first
constexpr std::array<double, 2> kChanges{1.001, 0.999};

/// Draws records that an equation accepts; one number in three lies at or beside a constant of a formula.
/// Most numbers are short, as they make a small file.
class Drawer {
 public:
  Drawer(const ModelFile& file, std::uint64_t seed) : schema_(file.schema), random_(seed) {
    std::set<double> numbers;
    for (const Step& step : file.steps) {
      if (const auto* formula = std::get_if<Formula>(&step))
        numbers.insert(formula->numbers.begin(), formula->numbers.end());
    }
    for (const Predictor& predictor : schema_.predictors) {
      std::vector<double>& edges = edges_.emplace_back();
      const Range range = range_of(predictor);
      std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(edges),
                   [&](double number) { return number >= range.low && number <= range.high; });
    }
  }

  Record draw() {
    ++drawn_;
    Record record(schema_.cells());
    for (std::size_t p = 0; p < schema_.predictors.size(); ++p) {
      if (schema_.predictors[p].required || random_.uniform() >= 0.15) draw(p, record);
    }
    for (std::size_t e = 0; e < schema_.exclusions.size(); ++e)
      record.set_boolean(schema_.predictors.size() + e, !schema_.exclusions[e].refuse_if);
    return record;
  }

 private:
  static Range range_of(const Predictor& predictor) { return predictor.hard.value_or(Range{0.0, 100.0}); }

  void draw(std::size_t p, Record& record) {
    const Predictor& predictor = schema_.predictors[p];
    if (!is_number(predictor.kind))
      return record.set_level(p, static_cast<std::uint32_t>(random_.below(predictor.levels.size())));
    const Range range = range_of(predictor);
    const double width = range.high - range.low;
    double value = range.low + width * random_.uniform();
    // Some limits lie between two short values.
    double spread = drawn_ <= kPool ? 32.0 * width : random_.uniform() < 0.5 ? width : 0.0;
    if (!edges_[p].empty() && random_.uniform() < 0.33) {
      const double edge = edges_[p][static_cast<std::size_t>(random_.below(edges_[p].size()))];
      const double beside = predictor.kind == Kind::integer
                                ? static_cast<double>(random_.below(3)) - 1.0
                                : edge * 0.0005 * (static_cast<double>(random_.below(3)) - 1.0);
      if (edge + beside >= range.low && edge + beside <= range.high) {
        value = edge + beside;
        spread = std::min(spread, width);
      }
    }
    value = std::min(std::max(short_value(value, spread), range.low), range.high);
    if (predictor.kind == Kind::integer) {
      value = std::min(std::max(std::round(value), std::ceil(range.low)), std::floor(range.high));
    }
    record.set_number(p, value);
  }

  const Schema& schema_;
  Random random_;
  std::vector<std::vector<double>> edges_;  ///< of each predictor, within its range
  std::size_t drawn_ = 0;
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

/// One constant made larger or smaller by 0.1 %.
struct Change {
  std::size_t constant = 0;
  std::optional<Engine> engine;  ///< none: it would not even load
};

class RecordChooser {
 public:
  RecordChooser(const ModelFile& file, const Engine& engine, std::span<const Record> given,
                std::uint64_t seed)
      : engine_(engine), workspace_(engine.workspace()), drawer_(file, seed) {
    for (const Record& record : given) given_.push_back(known(record));
    for (std::size_t i = 0; i < kPool; ++i) drawn_.push_back(known(drawer_.draw()));
  }

  /// Chooses records that tell all of these changes, but for those that no record tells: first the one that
  /// tells most, then the one that tells most of the others, and so on.
  void choose(std::span<const Change> changes) {
    std::vector<std::vector<bool>> told_by(kPool, std::vector<bool>(changes.size(), false));
    told_.assign(changes.empty() ? 0 : changes.back().constant + 1, false);
    for (std::size_t c = 0; c < changes.size(); ++c) {
      if (!changes[c].engine) told_[changes[c].constant] = true;
      if (!changes[c].engine) continue;
      Workspace workspace = changes[c].engine->workspace();
      const auto tells = [&](const Known& record) { return differs(*changes[c].engine, workspace, record); };
      if (std::any_of(given_.begin(), given_.end(), tells)) {
        told_[changes[c].constant] = true;
        continue;
      }
      left_.push_back(c);
      for (std::size_t i = 0; i < kPool; ++i) told_by[i][c] = tells(drawn_[i]);
    }
    while (true) {
      std::size_t best = 0;
      std::size_t most = 0;
      for (std::size_t i = 0; i < kPool; ++i) {
        const auto told = static_cast<std::size_t>(
            std::count_if(left_.begin(), left_.end(), [&](std::size_t c) { return told_by[i][c]; }));
        if (told <= most) continue;
        best = i;
        most = told;
      }
      if (most == 0) break;
      take(drawn_[best].record, changes, [&](std::size_t c) { return told_by[best][c]; });
    }
    // Of what is left, one direction of each constant is enough.
    const auto is_told = [&](std::size_t c) { return told_[changes[c].constant]; };
    std::erase_if(left_, is_told);
    while (!left_.empty()) {
      search(changes);
      std::erase_if(left_, is_told);
    }
  }

  /// Whether a change of the constant is told, or is one that would not even load.
  bool told(std::size_t constant) const { return told_[constant]; }
  const std::vector<Record>& chosen() const { return chosen_; }

 private:
  Known known(const Record& record) {
    workspace_.record = record;
    engine_.predict(workspace_);
    return {record, workspace_.outputs};
  }

  static bool differs(const Engine& changed, Workspace& workspace, const Known& record) {
    workspace.record = record.record;
    changed.predict(workspace);
    return !same_bits(workspace.outputs, record.outputs);
  }

  template <class Tells>
  void take(const Record& record, std::span<const Change> changes, Tells tells) {
    chosen_.push_back(record);
    std::erase_if(left_, [&](std::size_t c) {
      if (!tells(c)) return false;
      told_[changes[c].constant] = true;
      return true;
    });
  }

  /// Draws on until a record tells the first change that is left.
  void search(std::span<const Change> changes) {
    const std::size_t first = left_[0];
    Workspace workspace = changes[first].engine->workspace();
    std::size_t i = kPool;
    while (i < kMostDrawn) {
      if (i == drawn_.size()) drawn_.push_back(known(drawer_.draw()));
      if (differs(*changes[first].engine, workspace, drawn_[i])) break;
      ++i;
    }
    if (i == kMostDrawn) {
      left_.erase(left_.begin());
      return;
    }
    take(drawn_[i].record, changes, [&](std::size_t c) {
      Workspace other = changes[c].engine->workspace();
      return differs(*changes[c].engine, other, drawn_[i]);
    });
  }

  const Engine& engine_;
  Workspace workspace_;
  Drawer drawer_;
  std::vector<Known> given_;
  std::vector<Known> drawn_;
  std::vector<Record> chosen_;
  std::vector<bool> told_;         ///< of each constant
  std::vector<std::size_t> left_;  ///< changes that are not told yet
};

/// Whether a number of a formula is the place of an answer: it stands right behind a category that it is
/// compared with.
bool is_answer(const Formula& formula, std::size_t number, const Columns& columns) {
  std::size_t next_number = 0;
  std::size_t next_input = 0;
  bool behind_category = false;
  for (const Operation operation : formula.operations) {
    if (operation == Operation::number && next_number++ == number) return behind_category;
    behind_category =
        operation == Operation::column && columns[formula.columns[formula.inputs[next_input++]]].levels > 0;
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
    for (std::size_t i = 0; i < file.outputs[r].applies_computed.size(); ++i) {
      for (double AppliesComputed::*end : {&AppliesComputed::low, &AppliesComputed::high}) {
        const double value = file.outputs[r].applies_computed[i].*end;
        if (value == 0.0) continue;
        constants.push_back(
            {"output " + file.outputs[r].id + ", computed range " + number_text(value),
             [r, i, end](ModelFile& f) -> double& { return f.outputs[r].applies_computed[i].*end; }});
      }
    }
  }
  return constants;
}

Result<std::vector<Record>> telling_records(const ModelFile& model_file, std::span<const Record> given,
                                            std::uint64_t seed) {
  auto engine = Engine::assemble(model_file);
  if (!engine) return engine.error();
  const std::vector<Constant> constants = constants_of(model_file);
  std::vector<Change> changes;
  for (std::size_t c = 0; c < constants.size(); ++c) {
    for (const double change : kChanges) {
      ModelFile changed = model_file;
      constants[c].in(changed) *= change;
      auto other = Engine::assemble(std::move(changed));
      changes.push_back({c, other ? std::optional<Engine>(std::move(*other)) : std::nullopt});
    }
  }
  RecordChooser chooser(model_file, *engine, given, seed);
  chooser.choose(changes);
  for (std::size_t c = 0; c < constants.size(); ++c) {
    if (chooser.told(c)) continue;
    return Error{ErrorCode::cannot_fit, constants[c].path,
                 "no record within the hard ranges tells a change of 0.1 % in it; does it matter?"};
  }
  return chooser.chosen();
}

}  // namespace nearside
