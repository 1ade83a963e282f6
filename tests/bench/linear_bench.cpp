// SPDX-License-Identifier: Apache-2.0
// Fits linear models to a table of invented rows and says how long each took, for linear.mjs:
//   linear_bench TABLE.bin ROWS COLUMNS THREADS
// TABLE.bin holds little-endian doubles: the rows, then for each row a class of two, of three, and a number.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tools/fit/linear/fit_linear.h"

namespace {

using namespace nearside;

std::vector<double> numbers(std::FILE* file, std::size_t count) {
  std::vector<double> values(count);
  if (std::fread(values.data(), sizeof(double), count, file) != count) std::exit(2);
  return values;
}

Response classes(const std::vector<double>& values, OutcomeKind kind, std::size_t count) {
  Response response{kind, count};
  for (const double value : values) response.label.push_back(static_cast<std::uint8_t>(value));
  return response;
}

/// The best of three, and the intercept and the first coefficient.
void measure(const char* name, const LinearFit& wish, const Matrix& rows, const Response& response) {
  double best = 1e9;
  double intercept = 0.0;
  double first = 0.0;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const auto fit = fit_linear(wish, rows, response);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!fit) {
      std::fprintf(stderr, "%s: %s\n", name, fit.error().text().c_str());
      std::exit(1);
    }
    if (took.count() < best) best = took.count();
    intercept = fit->intercepts[0];
    first = fit->coefficients[0];
  }
  std::printf("%s,%.4f,%.9g,%.9g\n", name, best, intercept, first);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const std::size_t n = std::strtoull(arguments[2], nullptr, 10);
  const std::size_t p = std::strtoull(arguments[3], nullptr, 10);
  std::FILE* file = std::fopen(arguments[1], "rb");
  if (file == nullptr) return 2;
  const Matrix rows{p, numbers(file, n * p)};
  const Response two = classes(numbers(file, n), OutcomeKind::binary, 2);
  const Response three = classes(numbers(file, n), OutcomeKind::classes, 3);
  Response quantity{OutcomeKind::quantity};
  quantity.value = numbers(file, n);
  std::fclose(file);
  LinearFit wish{LossKind::logistic, 1.0};
  wish.words = {"model", "separate the classes", "C above 0"};
  wish.threads = std::strtoull(arguments[4], nullptr, 10);
  measure("logistic newton", wish, rows, two);
  wish.optimiser.method = Optimiser::lbfgs;
  measure("logistic lbfgs", wish, rows, two);
  wish.optimiser.method = Optimiser::automatic;
  wish.ridge = 0.0;
  wish.l1 = 0.01 * static_cast<double>(n);
  measure("logistic lasso", wish, rows, two);
  wish.loss = LossKind::softmax;
  wish.ridge = 1.0;
  wish.l1 = 0.0;
  measure("multinomial", wish, rows, three);
  wish.loss = LossKind::squared;
  wish.ridge = 0.01 * static_cast<double>(n);
  measure("ridge", wish, rows, quantity);
}
