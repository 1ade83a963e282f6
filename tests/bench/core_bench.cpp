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
#include "tools/fit/boosting.h"
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

template <class T>
T value_of(nearside::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().text().c_str());
    std::abort();
  }
  return std::move(*result);
}

/// 500 boosted trees of depth 6, grown on 20,000 rows of 50 columns of which a tenth is missing.
struct GrownTrees {
  static constexpr std::size_t kRows = 20'000;
  static constexpr std::size_t kTrees = 500;
  nearside::FloatRows floats{50, {}};
  nearside::Matrix rows{50, {}};
  std::vector<float> label;
  std::vector<float> base{0.0f};
  nearside::BoostedRows grown_from = draw();
  nearside::Booster booster = grow();
  nearside::Trees trees = read();

  nearside::BoostedRows draw() {
    nearside::Random random(3);
    for (std::size_t r = 0; r < kRows; ++r) {
      double sum = 0.0;
      for (std::size_t c = 0; c < floats.columns; ++c) {
        const double value = random.uniform() < 0.1 ? std::nan("") : std::floor(1000.0 * random.uniform());
        if (c < 10 && !std::isnan(value)) sum += c % 2 == 0 ? value : -value;
        rows.values.push_back(value);
        floats.values.push_back(static_cast<float>(value));
      }
      label.push_back(sum + 500.0 * random.normal() > 0.0 ? 1.0f : 0.0f);
    }
    return value_of(nearside::BoostedRows::make(floats, label, {}, base));
  }
  nearside::Booster grow() {
    auto grown = value_of(nearside::Booster::begin(
        {&grown_from},
        {{"tree_method", "hist"}, {"objective", "binary:logistic"}, {"max_depth", "6"}, {"eta", "0.1"}}));
    for (std::size_t round = 0; round < kTrees; ++round) {
      if (!grown.round(grown_from)) std::abort();
    }
    return grown;
  }
  nearside::Trees read() {
    nearside::Columns columns;
    for (std::size_t c = 0; c < rows.columns; ++c) columns.push_back({std::to_string(c), 0, 0, true});
    const nearside::Features features = nearside::features_of(columns, {nearside::Predictor()});
    const auto forest = value_of(nearside::read_forest(value_of(booster.json()), features.size()));
    auto made = nearside::trees_of(forest, features, base, nearside::MarginLink::logistic);
    if (!made.check(columns, "trees")) std::abort();
    made.prepare();
    return made;
  }
};

GrownTrees& grown_trees() {
  static GrownTrees grown;
  return grown;
}

/// Items are rows × trees; compare with the next one, in one thread: OMP_NUM_THREADS=1.
void trees_ours(benchmark::State& state) {
  const GrownTrees& grown = grown_trees();
  std::vector<double> margin(1);
  for (auto _ : state) {
    for (std::size_t r = 0; r < GrownTrees::kRows; ++r) {
      grown.trees.score(grown.rows.row(r), margin);
      benchmark::DoNotOptimize(margin.data());
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(GrownTrees::kRows * GrownTrees::kTrees));
}
void trees_xgboost(benchmark::State& state) {
  GrownTrees& grown = grown_trees();
  for (auto _ : state) {
    state.PauseTiming();  // it keeps the margins of rows that it has seen
    const auto fresh = value_of(nearside::BoostedRows::make(grown.floats, {}, {}, grown.base));
    state.ResumeTiming();
    benchmark::DoNotOptimize(value_of(grown.booster.margins(fresh)).data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(GrownTrees::kRows * GrownTrees::kTrees));
}
BENCHMARK(trees_ours)->Unit(benchmark::kMillisecond);
BENCHMARK(trees_xgboost)->Unit(benchmark::kMillisecond);

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
