// SPDX-License-Identifier: Apache-2.0
#include "core/engine.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/numerics.h"
#include "core/base/sha256.h"
#include "core/model_file/archive.h"
#include "core/outcome/explain.h"

namespace nearside {
namespace {

/// Little-endian, and every NaN as one. In pieces of 64 values, because a call for each is slow in the
/// browser.
void update(Sha256& hash, std::span<const double> values) {
  static_assert(std::endian::native == std::endian::little);
  std::array<std::uint64_t, 64> piece;
  while (!values.empty()) {
    const std::size_t count = std::min(values.size(), piece.size());
    std::uint64_t* const bits = piece.data();
    for (std::size_t i = 0; i < count; ++i)
      bits[i] = std::isnan(values[i]) ? 0x7FF8000000000000u : __builtin_bit_cast(std::uint64_t, values[i]);
    hash.update({reinterpret_cast<const std::uint8_t*>(bits), count * sizeof(double)});
    values = values.subspan(count);
  }
}

/// A sink of `write` (archive.h) that takes the floats and the packed integers and bytes (a tree's splits),
/// and nothing else, into a hash. Rounding hides the last bits of a coefficient from a few dozen test
/// vectors, and most splits are on none's way, but not so for every person.
class FloatSink final : public ValueSink {
 public:
  explicit FloatSink(Sha256& hash) : hash_(hash) {}
  void number(double value) override { update(hash_, std::span(&value, 1)); }
  void numbers(std::span<const double> values) override { update(hash_, values); }
  void floats(std::span<const float> values) override { all_of(values); }
  void packed(std::span<const std::uint32_t> values) override { all_of(values); }
  void null() override {}
  void boolean(bool) override {}
  void unsigned_integer(std::uint64_t) override {}
  void text(std::string_view) override {}
  void bytes(std::span<const std::uint8_t> values) override { all_of(values); }
  void integers(std::span<const std::uint32_t>) override {}
  void begin_array(std::size_t) override {}
  void end_array() override {}
  void begin_map() override {}
  void key(std::string_view) override {}
  void end_map() override {}

 private:
  template <class T>
  void all_of(std::span<const T> values) {
    for (const T value : values) number(static_cast<double>(value));
  }
  Sha256& hash_;
};

/// The columns of a step that imputes, or that changes values and can undo it; none of any other.
std::span<const std::uint32_t> columns_that_matter_to_fills(const Step& step) {
  return std::visit(
      [](const auto& s) -> std::span<const std::uint32_t> {
        if constexpr (
            requires { s.typical_fill(0); } || requires { s.undo(0, 0.0); })
          return s.columns;
        return {};
      },
      step);
}

/// What an imputation puts into its column `i` when nothing else is known; NaN of any other step.
double typical_fill(const Step& step, std::size_t i) {
  return std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.typical_fill(i); }) return s.typical_fill(i);
        return kNoNumber;
      },
      step);
}

/// The variance of what an imputation puts into its column `i`, given the row that enters it; NaN of any
/// other step.
double fill_variance(const Step& step, std::span<const double> in, std::size_t i) noexcept {
  return std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.fill_variance(in, i); }) return s.fill_variance(in, i);
        return kNoNumber;
      },
      step);
}

/// By how much `undone` stretches differences in column `i`; NaN where that depends on the value.
double stretch(const Step& step, std::size_t i) noexcept {
  return std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.stretch(i); }) return s.stretch(i);
        return kNoNumber;
      },
      step);
}

/// The value that column `i` of a step had before it.
double undone(const Step& step, std::size_t i, double value) noexcept {
  return std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.undo(i, value); }) return s.undo(i, value);
        return value;
      },
      step);
}

}  // namespace

void Workspace::wipe() noexcept {
  record.wipe();
  refused = false;
  for (auto* values : {&outputs, &contributions, &margins, &columns})
    std::fill(values->begin(), values->end(), kNoNumber);
  std::fill(states.begin(), states.end(), OutputState{});
  for (auto* values : {&rows, &given, &back}) std::fill(values->begin(), values->end(), 0.0);
  issues.assign(issues.capacity(), Issue{});  // an earlier prediction may have had more of them
  issues.clear();
}

Result<Engine> Engine::load(std::span<const std::uint8_t> bytes, std::size_t max_bytes) {
  auto decoded = decode(bytes, max_bytes);
  if (!decoded) return decoded.error();
  auto engine = assemble(std::move(decoded->model_file));
  if (!engine) return engine;
  engine->hash_ = hex(decoded->sha256);
  engine->format_version_ = decoded->format_version;
  if (auto ok = engine->replay(); !ok) return ok.error();
  return engine;
}

Result<Engine> Engine::assemble(ModelFile model_file) {
  Engine engine;
  engine.model_file_ = std::move(model_file);
  if (auto ok = engine.check(); !ok) return ok.error();
  return engine;
}

Status Engine::check() {
  const std::vector<Predictor>& predictors = model_file_.schema.predictors;
  if (model_file_.id.empty()) return bad_model("id", "a model needs an id");
  if (auto ok = nearside::check(predictors, "schema.predictors"); !ok) return ok;
  if (auto ok = nearside::check(model_file_.schema.exclusions, predictors, "schema.exclusions"); !ok)
    return ok;
  if (auto ok = nearside::check(model_file_.form, predictors, "form"); !ok) return ok;
  auto stages = columns_through(model_file_.steps, columns_of(predictors), "steps");
  if (!stages) return stages.error();
  if (auto ok = nearside::check(model_file_.model, stages->back(), "model"); !ok) return ok;
  prepare(model_file_.model);
  const std::size_t given = output_count(model_file_.model);
  if (auto ok = nearside::check(model_file_.outputs, given, predictors, stages->back(), "outputs"); !ok)
    return ok;

  if (auto ok = model_file_.calibration.check(given, "calibration"); !ok) return ok;
  for (const Columns& columns : *stages) widths_.push_back(columns.size());
  columns_ = stages->back();
  typical_margins_ = nearside::typical_margins(model_file_.model);
  applicability_ = Applicability(model_file_.outputs, predictors);

  find_fills(*stages);
  return {};
}

/// Looks for the first imputation of each predictor's own column, and for the steps before it that changed
/// the values.
void Engine::find_fills(const std::vector<Columns>& stages) {
  fills_.assign(stages[0].size(), kNoNumber);
  filled_.resize(stages[0].size());
  std::size_t next_row = 0;
  for (std::size_t s = 0; s < model_file_.steps.size(); ++s) {
    const Step& step = model_file_.steps[s];
    next_row += widths_[s];
    const std::span<const std::uint32_t> columns = columns_that_matter_to_fills(step);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Column& column = stages[s][columns[i]];
      const std::uint32_t p = column.predictor;
      if (!column.may_be_missing || p == kCreated || column.name != stages[0][p].name) continue;
      const double fill = typical_fill(step, i);
      if (std::isnan(fill)) {
        filled_[p].undo.push_back({s, i});
      } else {
        filled_[p].place = next_row + columns[i];
        filled_[p].row = next_row - widths_[s];
        filled_[p].by = {s, i};
        fills_[p] = in_models_unit(filled_[p], fill);
      }
    }
  }
}

double Engine::in_models_unit(const Fill& fill, double value) const noexcept {
  for (std::size_t u = fill.undo.size(); u-- > 0;)
    value = undone(model_file_.steps[fill.undo[u].step], fill.undo[u].place, value);
  return value;
}

std::string_view Engine::filled_by(std::size_t predictor) const {
  if (std::isnan(fills_[predictor])) return {};
  return std::visit(
      [](const auto& s) {
        if constexpr (requires { s.statistic; }) return enum_name(s.statistic);
        return s.kName;
      },
      model_file_.steps[filled_[predictor].by.step]);
}

/// The standard deviation of a fill in the model's unit; NaN where it is not known.
double Engine::deviation(const Fill& fill, std::span<const double> rows) const noexcept {
  const std::span<const double> row = rows.subspan(fill.row, widths_[fill.by.step]);
  double deviation = std::sqrt(fill_variance(model_file_.steps[fill.by.step], row, fill.by.place));
  for (const Undo& undo : fill.undo) deviation *= stretch(model_file_.steps[undo.step], undo.place);
  return std::isfinite(deviation) ? std::fabs(deviation) : kNoNumber;
}

Workspace Engine::workspace() const {
  const std::size_t predictors = model_file_.schema.predictors.size();
  Workspace workspace(model_file_.schema.cells());
  workspace.outputs.assign(model_file_.outputs.size(), kNoNumber);
  workspace.states.resize(model_file_.outputs.size());
  workspace.contributions.assign(predictors * explained_margins(model_file_.model), kNoNumber);
  workspace.columns.assign(columns_.size(), kNoNumber);
  workspace.margins.assign(margin_count(model_file_.model), kNoNumber);
  workspace.issues.reserve(model_file_.schema.cells());
  std::size_t columns = 0;
  std::size_t widest = 0;
  for (const std::size_t width : widths_) {
    columns += width;
    widest = std::max(widest, width);
  }
  workspace.rows.assign(columns, 0.0);
  workspace.given.assign(widest, 0.0);
  workspace.back.assign(widest, 0.0);
  return workspace;
}

void Engine::predict(Workspace& w) const noexcept {
  const std::vector<Predictor>& predictors = model_file_.schema.predictors;
  std::span<double> row = std::span(w.rows).first(predictors.size());
  w.issues.clear();
  const bool usable = bind_record(predictors, w.record, row, w.issues, fills_);
  const bool fits = bind_exclusions(model_file_.schema.exclusions, w.record, predictors.size(), w.issues);
  if (usable && fits) {
    applicability_.judge(row, w.states);
  } else {
    std::fill(w.states.begin(), w.states.end(), OutputState{Absence::refused, 0, kNoNumber, kNoNumber});
  }
  const auto is_present = [](const OutputState& state) { return state.absence == Absence::present; };
  w.refused = std::none_of(w.states.begin(), w.states.end(), is_present);
  if (!w.refused) compute(w, row);
  // The model itself may have none of them.
  w.refused = std::none_of(w.states.begin(), w.states.end(), is_present);
  if (!w.refused) return;
  for (auto* values : {&w.outputs, &w.contributions, &w.margins, &w.columns})
    std::fill(values->begin(), values->end(), kNoNumber);
}

void Engine::compute(Workspace& w, std::span<double> row) const noexcept {
  for (std::size_t s = 0; s < model_file_.steps.size(); ++s) {
    const std::span<double> next(row.data() + row.size(), widths_[s + 1]);
    apply(model_file_.steps[s], row, next);
    row = next;
  }
  for (Issue& issue : w.issues) {
    if (issue.code != IssueCode::imputed) continue;
    const Fill& fill = filled_[issue.predictor];
    issue.limit = in_models_unit(fill, w.rows[fill.place]);
    issue.seen = deviation(fill, w.rows);
  }
  std::copy(row.begin(), row.end(), w.columns.begin());
  score(model_file_.model, row, w.margins);
  link(model_file_.model, w.margins, w.outputs);
  model_file_.calibration.apply(w.outputs);
  applicability_.judge_computed(row, w.states);
  for (std::size_t o = 0; o < w.outputs.size(); ++o) {
    OutputState& state = w.states[o];
    if (state.absence == Absence::present && !std::isfinite(w.outputs[o]))
      state = {Absence::no_result, 0, kNoNumber, kNoNumber};
    if (state.absence != Absence::present) w.outputs[o] = kNoNumber;
  }
  for (std::size_t m = 0; m < typical_margins_.size(); ++m) explain(w, m, row);
}

void Engine::explain(Workspace& w, std::size_t margin, std::span<const double> row) const noexcept {
  column_contributions(model_file_.model, margin, row, std::span(w.given).first(row.size()));
  for (std::size_t s = model_file_.steps.size(); s-- > 0;) {
    const std::span<const double> before(row.data() - widths_[s], widths_[s]);
    hand_back(model_file_.steps[s], before, row, std::span(w.given).first(row.size()),
              std::span(w.back).first(before.size()));
    std::swap(w.given, w.back);
    row = before;
  }
  // 0 + −0 is 0: no contribution is written as a negative zero.
  const std::size_t predictors = model_file_.schema.predictors.size();
  double* contributions = w.contributions.data() + margin * predictors;
  for (std::size_t p = 0; p < predictors; ++p) contributions[p] = 0.0 + w.given[p];
}

void predict_test_vectors(const Engine& engine, TestVectors& vectors) {
  Workspace workspace = engine.workspace();
  Sha256 digest;
  FloatSink floats(digest);
  write<ValueSink>(floats, engine.model_file().steps);
  write<ValueSink>(floats, engine.model_file().model);
  write<ValueSink>(floats, engine.model_file().calibration);
  vectors.outputs.clear();
  vectors.issue_counts.clear();
  vectors.issue_codes.clear();
  vectors.issue_predictors.clear();
  vectors.issue_seen.clear();
  vectors.issue_limits.clear();
  for (std::uint32_t v = 0; v < vectors.count; ++v) {
    set_record(vectors, v, workspace.record);
    engine.predict(workspace);
    vectors.outputs.insert(vectors.outputs.end(), workspace.outputs.begin(), workspace.outputs.end());
    vectors.issue_counts.push_back(static_cast<std::uint32_t>(workspace.issues.size()));
    for (const Issue& issue : workspace.issues) {
      vectors.issue_codes.push_back(static_cast<std::uint8_t>(issue.code));
      vectors.issue_predictors.push_back(issue.predictor);
      vectors.issue_seen.push_back(issue.seen);
      vectors.issue_limits.push_back(issue.limit);
    }
    update(digest, workspace.margins);
    update(digest, workspace.contributions);
  }
  vectors.digest = digest.finish();
}

Status Engine::replay() const {
  const TestVectors& expected = model_file_.test_vectors;
  const std::string path = "test_vectors";
  const std::size_t cells = model_file_.schema.cells();
  if (auto ok = nearside::check(expected, cells, model_file_.outputs.size(), path); !ok) return ok;

  TestVectors actual = expected;
  predict_test_vectors(*this, actual);
  const auto differ = [&](const std::string& what) {
    return Error{ErrorCode::replay_failed, path,
                 what + " differs from what the file expects; the model does not predict here"};
  };
  for (std::size_t i = 0; i < expected.outputs.size(); ++i) {
    if (!same_bits(actual.outputs[i], expected.outputs[i])) {
      return differ("output " + std::to_string(i % model_file_.outputs.size()) + " of record " +
                    std::to_string(i / model_file_.outputs.size()));
    }
  }
  const auto same_list = [](const auto& a, const auto& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  const bool same_issues = same_list(actual.issue_counts, expected.issue_counts) &&
                           same_list(actual.issue_codes, expected.issue_codes) &&
                           same_list(actual.issue_predictors, expected.issue_predictors) &&
                           std::equal(actual.issue_seen.begin(), actual.issue_seen.end(),
                                      expected.issue_seen.begin(), same_bits) &&
                           std::equal(actual.issue_limits.begin(), actual.issue_limits.end(),
                                      expected.issue_limits.begin(), same_bits);
  if (!same_issues) return differ("an issue");
  if (actual.digest != expected.digest) return differ("the steps, the model, a margin or a contribution");
  return {};
}

}  // namespace nearside
