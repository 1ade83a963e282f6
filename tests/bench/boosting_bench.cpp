// SPDX-License-Identifier: Apache-2.0
// Fits boosted trees to a table of invented rows and says how long it took and how much memory, for
// training.mjs:
//   boosting_bench TABLE.bin ROWS COLUMNS THREADS [read]
// TABLE.bin holds little-endian doubles: the rows, then for each row a class of two. With `read` nothing is
// fitted: what the program needs before.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/numerics.h"
#include "tools/fit/model.h"
#include "tools/table/large_table.h"

namespace {

using namespace nearside;

std::vector<double> numbers(std::FILE* file, std::size_t count) {
  std::vector<double> values(count);
  if (std::fread(values.data(), sizeof(double), count, file) != count) std::exit(2);
  return values;
}

/// Of the rows that were fitted.
double log_loss(const Model& model, const Matrix& rows, const Response& response) {
  double sum = 0.0;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    double margin = 0.0;
    score(model, rows.row(r), std::span(&margin, 1));
    sum += numerics::softplus(response.label[r] == 1 ? -margin : margin);
  }
  return sum / static_cast<double>(rows.rows());
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return 2;
  const std::size_t n = std::strtoull(arguments[2], nullptr, 10);
  const std::size_t p = std::strtoull(arguments[3], nullptr, 10);
  std::FILE* file = std::fopen(arguments[1], "rb");
  if (file == nullptr) return 2;
  const Matrix rows{p, numbers(file, n * p)};
  Response response{OutcomeKind::binary, 2};
  for (const double value : numbers(file, n)) response.label.push_back(static_cast<std::uint8_t>(value));
  std::fclose(file);
  if (is_large(rows)) return_freed_blocks();  // as training does
  if (count > 5) {
    std::printf("0,%.1f,0\n", peak_megabytes());
    return 0;
  }
  std::vector<Predictor> predictors(p);
  for (std::size_t j = 0; j < p; ++j) predictors[j].id = "x" + std::to_string(j);
  const Columns columns = columns_of(predictors);
  const Outcome outcome{};
  const GradientBoostingRequest request{
      .rounds = 100, .eta = 0.3, .depth = 6, .subsample = 1.0, .colsample = 1.0, .min_child_weight = 1.0};
  const ModelData data{
      rows, columns, predictors, outcome, response, 0, std::strtoull(arguments[4], nullptr, 10)};
  const auto start = std::chrono::steady_clock::now();
  auto model = fit(request, data);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().text().c_str());
    return 1;
  }
  const double peak = peak_megabytes();
  prepare(*model);
  std::printf("%.4f,%.1f,%.6f\n", took.count(), peak, log_loss(*model, rows, response));
}
