// SPDX-License-Identifier: Apache-2.0
// What JavaScript can call. One instance of the module holds one model and one workspace. Strings cross once,
// in `describe`; a prediction crosses as arrays in the instance's memory, at the addresses that `layout`
// gives.
#include <emscripten/bind.h>

#include <optional>
#include <string>
#include <vector>

#include "core/engine.h"
#include "core/model_file/archive.h"
#include "wasm/val_sink.h"

namespace nearside {
namespace {

using emscripten::val;

struct Session {
  std::vector<std::uint8_t> file;
  std::optional<Engine> engine;
  std::optional<Workspace> workspace;
  std::vector<std::uint32_t> issue_predictors;
  std::vector<std::uint8_t> issue_codes;
  std::vector<double> issue_seen;
  std::vector<double> issue_limits;
  std::vector<std::uint8_t> absences;
  std::vector<std::uint32_t> absence_predictors;
  std::vector<double> absence_seen;
  std::vector<double> absence_limits;
};

Session& session() {
  static Session instance;
  return instance;
}

template <class T>
std::uint32_t address(const std::vector<T>& array) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(array.data()));
}

val failure(const Error& error) {
  val fault = val::object();
  fault.set("code", std::string(name_of(error.code)));
  fault.set("path", error.path);
  fault.set("message", error.message);
  val result = val::object();
  result.set("ok", false);
  result.set("error", fault);
  return result;
}

/// Makes room for a model file of `size` bytes and returns its address; 0 where it is too large.
std::uint32_t reserve_file(std::uint32_t size) {
  if (size == 0 || size > kMaxModelFileBytes) return 0;
  session().file.assign(size, 0);
  return address(session().file);
}

/// Loads the model file whose bytes were put into the reserved place: `{ok, error?}`.
val load() {
  Session& s = session();
  auto engine = Engine::load(s.file);
  s.file = {};
  if (!engine) return failure(engine.error());
  s.engine.emplace(std::move(*engine));
  s.workspace.emplace(s.engine->workspace());
  const std::size_t cells = s.engine->model_file().schema.cells();
  s.issue_predictors.assign(cells, 0);
  s.issue_codes.assign(cells, 0);
  s.issue_seen.assign(cells, 0.0);
  s.issue_limits.assign(cells, 0.0);
  const std::size_t outputs = s.engine->model_file().outputs.size();
  s.absences.assign(outputs, 0);
  s.absence_predictors.assign(outputs, 0);
  s.absence_seen.assign(outputs, 0.0);
  s.absence_limits.assign(outputs, 0.0);
  val result = val::object();
  result.set("ok", true);
  return result;
}

val array_of(std::span<const double> numbers) {
  val array = val::array();
  for (const double number : numbers) array.call<void>("push", number);
  return array;
}

/// The loaded model file as a plain object, with `hash`, `typicalMargins`, the names of the `columns` that
/// reach the model, what fills each predictor, how many development rows it holds, and the tables of
/// `issueCodes` and `absences`.
val describe() {
  const Engine& engine = *session().engine;
  ValSink sink;
  write(sink, engine.model_file());
  val model = sink.value();
  model.set("hash", engine.hash());
  model.set("typicalMargins", array_of(engine.typical_margins()));
  val columns = val::array();
  for (const Column& column : engine.columns()) columns.call<void>("push", column.name);
  model.set("columns", columns);
  val filled_by = val::array();
  for (std::size_t p = 0; p < engine.model_file().schema.predictors.size(); ++p)
    filled_by.call<void>("push", std::string(engine.filled_by(p)));
  model.set("filledBy", filled_by);
  double development_rows = 0.0;
  for (const Step& step : engine.model_file().steps) {
    if (const auto* neighbours = std::get_if<ImputeNeighbours>(&step))
      development_rows += static_cast<double>(neighbours->development_rows());
  }
  model.set("developmentRows", development_rows);
  val codes = val::array();
  for (std::size_t i = 0; i < kIssueCodes; ++i) {
    const auto code = static_cast<IssueCode>(i);
    val entry = val::object();
    entry.set("code", std::string(enum_name(code)));
    entry.set("weight", std::string(enum_name(weight_of(code))));
    entry.set("malformed", is_malformed(code));
    codes.call<void>("push", entry);
  }
  model.set("issueCodes", codes);
  val absences = val::array();
  for (const std::string_view name : NamesOf<Absence>::names) absences.call<void>("push", std::string(name));
  model.set("absences", absences);
  return model;
}

/// Addresses of the arrays of the workspace, in bytes. They hold until the instance is discarded.
val layout() {
  const Session& s = session();
  const Workspace& w = *s.workspace;
  val addresses = val::object();
  addresses.set("kinds", address(w.record.kinds));
  addresses.set("numbers", address(w.record.numbers));
  addresses.set("units", address(w.record.units));
  addresses.set("levels", address(w.record.levels));
  addresses.set("outputs", address(w.outputs));
  addresses.set("contributions", address(w.contributions));
  addresses.set("margins", address(w.margins));
  addresses.set("issuePredictors", address(s.issue_predictors));
  addresses.set("issueCodes", address(s.issue_codes));
  addresses.set("issueSeen", address(s.issue_seen));
  addresses.set("issueLimits", address(s.issue_limits));
  addresses.set("columns", address(w.columns));
  addresses.set("absences", address(s.absences));
  addresses.set("absencePredictors", address(s.absence_predictors));
  addresses.set("absenceSeen", address(s.absence_seen));
  addresses.set("absenceLimits", address(s.absence_limits));
  return addresses;
}

/// The text of a cell; its kind is set beside it.
void set_text(std::uint32_t cell, const std::string& text) {
  std::vector<std::string>& texts = session().workspace->record.texts;
  if (cell < texts.size()) texts[cell] = text;
}

/// Predicts for the record in the workspace. Returns the number of issues, as −1 − n where the record is
/// refused.
std::int32_t predict() {
  Session& s = session();
  Workspace& w = *s.workspace;
  s.engine->predict(w);
  for (std::size_t i = 0; i < w.issues.size(); ++i) {
    s.issue_predictors[i] = w.issues[i].predictor;
    s.issue_codes[i] = static_cast<std::uint8_t>(w.issues[i].code);
    s.issue_seen[i] = w.issues[i].seen;
    s.issue_limits[i] = w.issues[i].limit;
  }
  for (std::size_t o = 0; o < w.states.size(); ++o) {
    s.absences[o] = static_cast<std::uint8_t>(w.states[o].absence);
    s.absence_predictors[o] = w.states[o].predictor;
    s.absence_seen[o] = w.states[o].seen;
    s.absence_limits[o] = w.states[o].limit;
  }
  const auto count = static_cast<std::int32_t>(w.issues.size());
  return w.refused ? -1 - count : count;
}

/// Overwrites everything that came from a person.
void wipe() {
  Session& s = session();
  if (!s.workspace) return;
  s.workspace->wipe();
  std::fill(s.issue_predictors.begin(), s.issue_predictors.end(), 0u);
  std::fill(s.issue_codes.begin(), s.issue_codes.end(), std::uint8_t{0});
  std::fill(s.issue_seen.begin(), s.issue_seen.end(), 0.0);
  std::fill(s.issue_limits.begin(), s.issue_limits.end(), 0.0);
  std::fill(s.absences.begin(), s.absences.end(), std::uint8_t{0});
  std::fill(s.absence_predictors.begin(), s.absence_predictors.end(), 0u);
  std::fill(s.absence_seen.begin(), s.absence_seen.end(), 0.0);
  std::fill(s.absence_limits.begin(), s.absence_limits.end(), 0.0);
}

}  // namespace
}  // namespace nearside

EMSCRIPTEN_BINDINGS(nearside) {
  using namespace emscripten;
  function("reserveFile", &nearside::reserve_file);
  function("load", &nearside::load);
  function("describe", &nearside::describe);
  function("layout", &nearside::layout);
  function("setText", &nearside::set_text);
  function("predict", &nearside::predict);
  function("wipe", &nearside::wipe);
}
