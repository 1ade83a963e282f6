// SPDX-License-Identifier: Apache-2.0
// What JavaScript can call. One instance of the module holds one model and one workspace. Only whole numbers
// cross in a call. A text crosses once, in `describe`, as JSON in the instance's memory, ended by a 0; a
// prediction crosses as arrays there, at the addresses that `layout` gives.
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine.h"
#include "core/model_file/archive.h"
#include "wasm/description_sink.h"

namespace nearside {

/// The page tells only how many there are.
template <>
void write(ValueSink& sink, const TestVectors& vectors) {
  sink.begin_map();
  sink.key("count");
  sink.unsigned_integer(vectors.count);
  sink.end_map();
}

namespace {

struct Session {
  std::unique_ptr<std::uint8_t[]> file;
  std::size_t file_size = 0;
  std::string text;               ///< what was last answered in words
  std::vector<double> fractions;  ///< of the description
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

std::uint32_t address(const void* place) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(place));
}

/// The address of the text, which holds until the next is answered.
std::uint32_t answer(DescriptionSink& sink) {
  session().text = sink.take();
  return address(session().text.c_str());
}

std::uint32_t failure(const Error& error) {
  DescriptionSink sink;
  sink.begin_map();
  sink.key("code");
  sink.text(name_of(error.code));
  sink.key("path");
  sink.text(error.path);
  sink.key("message");
  sink.text(error.message);
  sink.end_map();
  return answer(sink);
}

/// Makes room for a model file of `size` bytes and returns its address; 0 where it is too large.
std::uint32_t reserve_file(std::uint32_t size) {
  if (size == 0 || size > kMaxModelFileBytes) return 0;
  Session& s = session();
  s.file.reset(new std::uint8_t[size]);
  s.file_size = size;
  return address(s.file.get());
}

/// Loads the model file whose bytes were put into the reserved place. 0, or the address of what is wrong:
/// `{code, path, message}`.
std::uint32_t load() {
  Session& s = session();
  auto engine = Engine::load({s.file.get(), s.file_size});
  s.file.reset();
  s.file_size = 0;
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
  return 0;
}

/// Writes a model file's fields for a page, whose scripts are told no person's values: of a step, a model or
/// a calibration that holds development rows, or extremes, percentiles and cuts, which are single people's
/// values, the name alone.
struct DescriptionArchive {
  ValueSink& sink;

  template <class T>
  void field(std::string_view key, const T& value, Unspoken meaning) {
    WriteArchive<ValueSink>{sink}.field(key, value, meaning);
  }
  template <class T>
  void optional(std::string_view key, const T& value, Unspoken meaning) {
    field(key, value, meaning);
  }
  template <class T>
  void since(std::uint32_t /*version*/, std::string_view key, const T& value, Unspoken meaning) {
    field(key, value, meaning);
  }
  void field(std::string_view key, const std::vector<Step>& steps, Unspoken /*meaning*/) {
    sink.key(key);
    sink.begin_array(steps.size());
    for (const Step& step : steps)
      tell_if<FlagMissing, Impute, OneHot, Standardise, GroupLevels, Formula, Interact, Select, Project,
              NormaliseRow, Transform, Power>(step);
    sink.end_array();
  }
  void field(std::string_view key, const Model& model, Unspoken /*meaning*/) {
    sink.key(key);
    tell_if<Equation, LinearModel, LogisticRegression, CoxRegression>(model);
  }
  void field(std::string_view key, const Calibrations& calibrations, Unspoken /*meaning*/) {
    sink.key(key);
    sink.begin_map();
    sink.key("outputs");
    sink.begin_array(calibrations.outputs.size());
    for (const Calibration& calibration : calibrations.outputs) {
      sink.begin_map();
      sink.key("method");
      sink.text(enum_name(calibration.method));
      sink.end_map();
    }
    sink.end_array();
    sink.end_map();
  }

 private:
  /// What is not among `Told` is named alone: a step that is new in the list, too.
  template <class... Told, class Variant>
  void tell_if(const Variant& value) {
    if ((std::holds_alternative<Told>(value) || ...)) return write(sink, value);
    sink.begin_map();
    sink.key(std::visit([](const auto& one) { return one.kName; }, value));
    sink.begin_map();
    sink.end_map();
    sink.end_map();
  }
};

/// The address of `{model, issueCodes, absences, fractions}`: the loaded model file as a plain object, with
/// what the engine knows of it; the tables of the issues' codes and of the absences; and the address of the
/// numbers that are not whole.
std::uint32_t describe() {
  Session& s = session();
  const Engine& engine = *s.engine;
  std::vector<std::string> columns;
  for (const Column& column : engine.columns()) columns.push_back(column.name);
  std::vector<std::string> filled_by;
  for (std::size_t p = 0; p < engine.model_file().schema.predictors.size(); ++p)
    filled_by.emplace_back(engine.filled_by(p));
  std::size_t development_rows = nearside::development_rows(engine.model_file().model);
  for (const Step& step : engine.model_file().steps) {
    if (const auto* neighbours = std::get_if<ImputeNeighbours>(&step))
      development_rows += neighbours->development_rows();
  }

  DescriptionSink sink;
  sink.begin_map();
  sink.key("model");
  sink.begin_map();
  DescriptionArchive archive{sink};
  ModelFile::describe(archive, engine.model_file());
  sink.key("hash");
  sink.text(engine.hash());
  sink.key("typical_margins");
  sink.numbers(engine.typical_margins());
  sink.key("columns");
  write<ValueSink>(sink, columns);
  sink.key("filled_by");
  write<ValueSink>(sink, filled_by);
  sink.key("development_rows");
  sink.unsigned_integer(development_rows);
  sink.end_map();
  sink.key("issue_codes");
  sink.begin_array(kIssueCodes);
  for (std::size_t i = 0; i < kIssueCodes; ++i) {
    const auto code = static_cast<IssueCode>(i);
    sink.begin_map();
    sink.key("code");
    sink.text(enum_name(code));
    sink.key("weight");
    sink.text(enum_name(weight_of(code)));
    sink.key("malformed");
    sink.boolean(is_malformed(code));
    sink.end_map();
  }
  sink.end_array();
  sink.key("absences");
  sink.begin_array(NamesOf<Absence>::names.size());
  for (const std::string_view name : NamesOf<Absence>::names) sink.text(name);
  sink.end_array();
  s.fractions = sink.fractions();
  sink.key("fractions");
  sink.unsigned_integer(address(s.fractions.data()));
  sink.end_map();
  return answer(sink);
}

/// The address of the addresses of the workspace's arrays, in bytes. Those hold until the instance is
/// discarded.
std::uint32_t layout() {
  const Session& s = session();
  const Workspace& w = *s.workspace;
  DescriptionSink sink;
  const auto put = [&](std::string_view name, const auto& array) {
    sink.key(name);
    sink.unsigned_integer(address(array.data()));
  };
  sink.begin_map();
  put("kinds", w.record.kinds);
  put("numbers", w.record.numbers);
  put("units", w.record.units);
  put("levels", w.record.levels);
  put("outputs", w.outputs);
  put("contributions", w.contributions);
  put("margins", w.margins);
  put("issue_predictors", s.issue_predictors);
  put("issue_codes", s.issue_codes);
  put("issue_seen", s.issue_seen);
  put("issue_limits", s.issue_limits);
  put("columns", w.columns);
  put("absences", s.absences);
  put("absence_predictors", s.absence_predictors);
  put("absence_seen", s.absence_seen);
  put("absence_limits", s.absence_limits);
  sink.end_map();
  return answer(sink);
}

/// Makes room for the text of a cell, `size` bytes of UTF-8, and returns its address; 0 where there is no
/// such cell. The cell's kind is set beside it.
std::uint32_t reserve_text(std::uint32_t cell, std::uint32_t size) {
  std::vector<std::string>& texts = session().workspace->record.texts;
  if (cell >= texts.size()) return 0;
  texts[cell].resize(size);
  return address(texts[cell].data());
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

/// Embind's own list names thirty types, with four kinds of strings; a first visit would download what each
/// of them needs. These three cross here.
EMSCRIPTEN_BINDINGS(types) {
  using namespace emscripten::internal;
  using Limits = std::numeric_limits<std::int32_t>;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_integer(TypeID<std::int32_t>::get(), "int", 4, Limits::min(), Limits::max());
  _embind_register_integer(TypeID<std::uint32_t>::get(), "unsigned int", 4, 0, 0xFFFFFFFF);
}

/// Embind asks for it before it complains of a type that is not in the list above.
extern "C" EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const void* /*type*/) {
  return "a type that does not cross";
}

EMSCRIPTEN_BINDINGS(nearside) {
  using namespace emscripten;
  function("reserveFile", &nearside::reserve_file);
  function("load", &nearside::load);
  function("describe", &nearside::describe);
  function("layout", &nearside::layout);
  function("reserveText", &nearside::reserve_text);
  function("predict", &nearside::predict);
  function("wipe", &nearside::wipe);
}
