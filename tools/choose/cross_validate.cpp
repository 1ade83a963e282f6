// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/cross_validate.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "tools/fit/pipeline.h"

namespace nearside {
namespace {

struct Split {
  Matrix fitted;
  Response response;
  Matrix held_out;
  std::vector<std::size_t> places;
};

Split split(const Matrix& rows, const Response& response, const Folds& folds, std::uint32_t fold) {
  Split parts;
  std::vector<std::size_t> fitted;
  parts.fitted.columns = parts.held_out.columns = rows.columns;
  for (std::size_t r = 0; r < rows.rows(); ++r) {
    const auto row = rows.row(r);
    const bool out = folds.of_row[r] == fold;
    Matrix& part = out ? parts.held_out : parts.fitted;
    part.values.insert(part.values.end(), row.begin(), row.end());
    (out ? parts.places : fitted).push_back(r);
  }
  parts.response = response.of(fitted);
  return parts;
}

/// Runs `job(0) … job(count − 1)`, each once, on up to `threads` threads.
void run_jobs(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& job) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) job(i);
  };
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < std::min(threads, count); ++t) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

}  // namespace

Result<std::vector<double>> cross_validate(const Recipe& recipe, const Matrix& rows,
                                           const Response& response, const Folds& folds, std::size_t threads,
                                           const Progress& progress) {
  const std::size_t each = recipe.outcome.outputs();
  std::vector<double> risks(rows.rows() * each);
  std::vector<std::optional<Error>> errors(folds.count);
  std::mutex told;
  std::size_t done = 0;
  run_jobs(folds.count, threads, [&](std::size_t fold) {
    const Split parts = split(rows, response, folds, static_cast<std::uint32_t>(fold));
    auto pipeline = fit_pipeline(recipe, parts.fitted, parts.response);
    if (pipeline) {
      const std::vector<double> held_out = predict_rows(*pipeline, parts.held_out);
      for (std::size_t i = 0; i < held_out.size(); ++i)
        risks[parts.places[i / each] * each + i % each] = held_out[i];
    } else {
      errors[fold] = pipeline.error();
    }
    const std::lock_guard lock(told);
    if (progress) progress(++done, folds.count);
  });
  for (std::size_t fold = 0; fold < errors.size(); ++fold) {
    if (!errors[fold]) continue;
    Error error = *errors[fold];
    error.path = "fold " + std::to_string(fold) + (error.path.empty() ? "" : ", " + error.path);
    return error;
  }
  return risks;
}

}  // namespace nearside
