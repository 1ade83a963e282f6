// SPDX-License-Identifier: Apache-2.0
// Makes random records for a model, predicts them natively, and writes records and results as little-endian
// binary for parity.mjs, which repeats them in the shipped wasm. Two programs are linked from this file, with
// core's objects first and last: their output must be equal, too.
//   parity_records MODEL.nsm COUNT OUTPUT.bin
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "core/base/dense.h"
#include "core/base/random.h"
#include "core/engine.h"
#include "tests/parity/eigen_user.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  void u32(std::uint32_t value) {
    for (int i = 0; i < 4; ++i) out_ += static_cast<char>(value >> (8 * i) & 0xFF);
  }
  void f64(double value) {
    const std::uint64_t bits =
        std::isnan(value) ? 0x7FF8000000000000u : __builtin_bit_cast(std::uint64_t, value);
    u32(static_cast<std::uint32_t>(bits));
    u32(static_cast<std::uint32_t>(bits >> 32));
  }

 private:
  std::string& out_;
};

/// Anything a page could put into a cell: mostly usable values, now and then something hostile.
void draw_cell(const Predictor& predictor, std::size_t p, Random& random, Record& record) {
  const double luck = random.uniform();
  record.kinds[p] = CellKind::absent;
  record.numbers[p] = 0.0;
  record.units[p] = 0;
  record.levels[p] = 0;
  if (luck < 0.10) return;
  if (luck < 0.11) {
    record.kinds[p] = static_cast<CellKind>(random.below(kCellKinds));
    if (record.kinds[p] == CellKind::text) record.kinds[p] = CellKind::other;
    record.numbers[p] = random.below(2) == 0 ? kNan : std::numeric_limits<double>::infinity();
    record.units[p] = static_cast<std::uint32_t>(random.below(5));
    record.levels[p] = static_cast<std::uint32_t>(random.below(5));
    return;
  }
  if (!predictor.levels.empty()) {
    record.set_level(p, static_cast<std::uint32_t>(random.below(predictor.levels.size())));
    return;
  }
  const Range range = predictor.hard.value_or(predictor.development.value_or(Range{0.0, 100.0}));
  const double reach = luck < 0.13 ? 1.2 : 1.0;
  double value = range.low + (range.high - range.low) * reach * random.uniform();
  if (predictor.kind == Kind::date) return record.set_date(p, std::floor(value));
  if (predictor.kind == Kind::integer) value = std::floor(value);
  const auto unit =
      static_cast<std::uint32_t>(random.below(std::max<std::size_t>(1, predictor.units.size())));
  if (unit != 0) value = (value - predictor.units[unit].offset) / predictor.units[unit].factor;
  record.set_number(p, value, unit);
}

/// An answer to a question of fit: mostly the one that lets the record through.
void draw_answer(const Exclusion& exclusion, std::size_t cell, Random& random, Record& record) {
  const double luck = random.uniform();
  record.kinds[cell] = CellKind::absent;
  record.numbers[cell] = 0.0;
  record.units[cell] = 0;
  record.levels[cell] = 0;
  if (luck < 0.10) return;
  record.set_boolean(cell, luck < 0.13 ? exclusion.refuse_if : !exclusion.refuse_if);
  if (luck > 0.97) record.kinds[cell] = CellKind::number;
  if (luck > 0.98) record.numbers[cell] = luck;
  if (luck > 0.99) record.kinds[cell] = CellKind::other;
}

/// Bits that depend on Eigen: the solution of a linear system, solved in core and beside it.
double solved_beside_eigen(Random& random) {
  constexpr std::size_t n = 12;
  std::vector<double> a(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      a[i * n + j] = a[j * n + i] = random.normal() + (i == j ? 2.0 * n : 0.0);
  }
  std::vector<double> b(n, 1.0);
  const double beside = eigen_quadratic_form(a, b);
  if (!solve_positive_definite(a, b)) std::abort();
  double sum = beside;
  for (double x : b) sum += x;
  return sum;
}

int run(const std::string& model_path, std::uint32_t count, const std::string& output_path) {
  const auto content = read_file(model_path);
  if (!content) return std::fprintf(stderr, "%s\n", content.error().text().c_str()), 1;
  const auto engine =
      Engine::load(std::span(reinterpret_cast<const std::uint8_t*>(content->data()), content->size()));
  if (!engine) return std::fprintf(stderr, "%s\n", engine.error().text().c_str()), 1;

  const Schema& schema = engine->model_file().schema;
  const std::vector<Predictor>& predictors = schema.predictors;
  Workspace w = engine->workspace();
  Random random(20261122);
  std::string out;
  Writer writer(out);
  writer.u32(count);
  writer.u32(static_cast<std::uint32_t>(predictors.size()));
  writer.u32(static_cast<std::uint32_t>(schema.cells()));
  writer.u32(static_cast<std::uint32_t>(w.outputs.size()));
  for (const auto* values : {&w.margins, &w.contributions, &w.columns})
    writer.u32(static_cast<std::uint32_t>(values->size()));
  writer.f64(solved_beside_eigen(random));
  for (std::uint32_t r = 0; r < count; ++r) {
    for (std::size_t c = 0; c < schema.cells(); ++c) {
      if (c < predictors.size()) {
        draw_cell(predictors[c], c, random, w.record);
      } else {
        draw_answer(schema.exclusions[c - predictors.size()], c, random, w.record);
      }
      writer.u32(static_cast<std::uint32_t>(w.record.kinds[c]));
      writer.f64(w.record.numbers[c]);
      writer.u32(w.record.units[c]);
      writer.u32(w.record.levels[c]);
    }
    engine->predict(w);
    writer.u32(w.refused ? 1 : 0);
    for (double value : w.outputs) writer.f64(value);
    for (const auto* values : {&w.margins, &w.contributions, &w.columns}) {
      for (double value : *values) writer.f64(value);
    }
    for (const OutputState& state : w.states) {
      writer.u32(static_cast<std::uint32_t>(state.absence));
      if (state.absence == Absence::present || state.absence == Absence::refused) continue;
      writer.u32(state.predictor);
      writer.f64(state.seen);
      writer.f64(state.limit);
    }
    writer.u32(static_cast<std::uint32_t>(w.issues.size()));
    for (const Issue& issue : w.issues) {
      writer.u32(issue.predictor);
      writer.u32(static_cast<std::uint32_t>(issue.code));
      writer.f64(issue.seen);
      writer.f64(issue.limit);
    }
  }
  const auto written = write_file(output_path, out, Contents::of_nobody);
  if (!written) return std::fprintf(stderr, "%s\n", written.error().text().c_str()), 1;
  return 0;
}

}  // namespace
}  // namespace nearside

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: parity_records MODEL COUNT OUTPUT\n"), 2;
  return nearside::run(argv[1], static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)), argv[3]);
}
