// SPDX-License-Identifier: Apache-2.0
// Native speed: ours beside what it stands in for, in one run. tests/bench/run.sh starts it.
//   nearside_bench --model=MODEL.nsm [Google Benchmark's options]
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "core/base/random.h"
#include "core/data/csv.h"
#include "core/engine.h"
#include "tools/table/file.h"
#include "tools/table/score_table.h"

namespace {

std::string model_path;

std::vector<double> inputs(double low, double high) {
  nearside::Random random(1);
  std::vector<double> values(4096);
  for (double& value : values) value = low + (high - low) * random.uniform();
  return values;
}

template <class Function>
void run_function(benchmark::State& state, const std::vector<double>& values, Function function) {
  for (auto _ : state) {
    double sum = 0.0;
    for (double value : values) sum += function(value);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(values.size()));
}

void exp_ours(benchmark::State& state) {
  run_function(state, inputs(-30, 30), nearside::numerics::exp);
}
void exp_libm(benchmark::State& state) {
  run_function(state, inputs(-30, 30), [](double x) { return std::exp(x); });
}
void log_ours(benchmark::State& state) {
  run_function(state, inputs(1e-6, 100), nearside::numerics::log);
}
void log_libm(benchmark::State& state) {
  run_function(state, inputs(1e-6, 100), [](double x) { return std::log(x); });
}
BENCHMARK(exp_ours);
BENCHMARK(exp_libm);
BENCHMARK(log_ours);
BENCHMARK(log_libm);

std::string table_text() {
  nearside::Random random(2);
  std::string text = "pregnant,glucose,pressure,triceps,insulin,mass,pedigree,age\n";
  for (int row = 0; row < 20'000; ++row) {
    text += std::to_string(random.below(10)) + "," + std::to_string(80 + random.below(100)) + ",72," +
            std::to_string(20 + random.below(20)) + ",," +
            nearside::number_text(20.0 + std::floor(200.0 * random.uniform()) / 10.0) + ",0.5," +
            std::to_string(21 + random.below(50)) + "\n";
  }
  return text;
}

void csv_parse(benchmark::State& state) {
  const std::string text = table_text();
  for (auto _ : state) {
    std::size_t fields = 0;
    nearside::CsvParser parser([&](const nearside::CsvRow& row) -> nearside::Status {
      fields += row.fields.size();
      return {};
    });
    if (!parser.feed(text) || !parser.finish()) std::abort();
    benchmark::DoNotOptimize(fields);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size()));
}
BENCHMARK(csv_parse);

nearside::Engine load() {
  const auto content = nearside::read_file(model_path);
  if (!content) std::abort();
  auto engine = nearside::Engine::load(
      std::span(reinterpret_cast<const std::uint8_t*>(content->data()), content->size()));
  if (!engine) std::abort();
  return std::move(*engine);
}

void model_load_and_replay(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load());
}
BENCHMARK(model_load_and_replay);

void predict_one_record(benchmark::State& state) {
  const nearside::Engine engine = load();
  nearside::Workspace workspace = engine.workspace();
  const double values[] = {6, 148, 72, 35, 94, 33.6, 0.627, 50};
  for (std::size_t p = 0; p < 8; ++p) workspace.record.set_number(p, values[p]);
  for (auto _ : state) {
    engine.predict(workspace);
    benchmark::DoNotOptimize(workspace.outputs.data());
  }
}
BENCHMARK(predict_one_record);

void predict_table_rows(benchmark::State& state) {
  const nearside::Engine engine = load();
  const std::string text = table_text();
  std::uint64_t rows = 0;
  for (auto _ : state) {
    nearside::TableScorer scorer(engine, ',', [](std::string_view) { return nearside::Status(); });
    if (!scorer.feed(text) || !scorer.finish()) std::abort();
    rows += scorer.rows();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(rows));
}
BENCHMARK(predict_table_rows);

}  // namespace

int main(int argc, char** argv) {
  constexpr std::string_view kModel = "--model=";
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]).starts_with(kModel)) {
      model_path = std::string(argv[i]).substr(kModel.size());
      argv[i--] = argv[--argc];
    }
  }
  if (model_path.empty()) return std::fprintf(stderr, "usage: nearside_bench --model=MODEL.nsm\n"), 2;
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
