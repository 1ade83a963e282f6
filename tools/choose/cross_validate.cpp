// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/cross_validate.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>

#include "core/model_file/json.h"
#include "tools/choose/jobs.h"
#include "tools/fit/pipeline.h"

namespace nearside {
namespace {

/// Of a fold the places of the rows, and of those that are fitted the response.
struct Split {
  std::vector<std::size_t> fitted;
  Response response;
  std::vector<std::size_t> held_out;
};

Split split(const Response& response, const Folds& folds, std::uint32_t fold) {
  Split parts;
  for (std::size_t r = 0; r < response.rows(); ++r) {
    if (folds.of_row[r] == fold) {
      parts.held_out.push_back(r);
    } else if (folds.is_fitted(r, fold)) {
      parts.fitted.push_back(r);
    }
  }
  parts.response = response.of(parts.fitted);
  return parts;
}

/// Candidates with the same steps, by their places.
std::vector<std::vector<std::size_t>> by_steps(const std::vector<Candidate>& candidates) {
  std::vector<std::vector<std::size_t>> groups;
  std::vector<std::string> texts;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    const std::string text = to_json(candidates[c].steps);
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end()) {
      texts.push_back(text);
      groups.push_back({c});
    } else {
      groups[static_cast<std::size_t>(found - texts.begin())].push_back(c);
    }
  }
  return groups;
}

}  // namespace

std::vector<HeldOut> cross_validate(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                    const Rows& rows, const Response& response, const Folds& folds,
                                    std::size_t threads, const Stop& stop,
                                    const std::function<void()>& told) {
  const std::size_t each = recipe.outcome.outputs();
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::vector<HeldOut> results(candidates.size());
  for (HeldOut& one : results) one.outputs.assign(rows.rows() * each, kNone);
  std::vector<std::uint32_t> failed_in(candidates.size(), folds.count);
  const auto groups = by_steps(candidates);
  std::mutex shared;

  const auto fail = [&](std::size_t c, std::uint32_t fold, Error error) {
    const std::lock_guard lock(shared);
    if (fold >= failed_in[c]) return;  // of several the first fold's, whichever thread came first
    failed_in[c] = fold;
    error.path = "fold " + std::to_string(fold) + (error.path.empty() ? "" : ", " + error.path);
    results[c].error = std::move(error);
  };
  const bool in_turn = one_by_one(candidates, rows);
  run_jobs(folds.count, threads, in_turn, [&](std::size_t job, std::size_t own) {
    const auto fold = static_cast<std::uint32_t>(job);
    if (folds.forward && fold == 0) return;
    const Split parts = split(response, folds, fold);
    for (const std::vector<std::size_t>& group : groups) {
      const Recipe with_steps = with_candidate(recipe, candidates[group.front()]);
      std::optional<Result<FittedSteps>> steps;
      Matrix held_out;
      for (const std::size_t c : group) {
        if (stop && stop()) {
          const std::lock_guard lock(shared);
          results[c].stopped = true;
          continue;
        }
        if (!steps) {
          steps = fit_steps(with_steps, rows.of(parts.fitted), parts.response);
          if (*steps) held_out = through_steps((*steps)->steps, (*steps)->widths, rows.of(parts.held_out));
        }
        if (!*steps) {
          fail(c, fold, steps->error());
        } else if (auto model = fit_model(candidates[c].model, recipe, **steps, parts.response, own);
                   !model) {
          fail(c, fold, model.error());
        } else {
          const std::vector<double> outputs = outputs_of(*model, held_out);
          for (std::size_t i = 0; i < outputs.size(); ++i)
            results[c].outputs[parts.held_out[i / each] * each + i % each] = outputs[i];
        }
        const std::lock_guard lock(shared);
        if (told) told();
      }
    }
  });
  return results;
}

Result<std::vector<double>> cross_validate(const Recipe& recipe, const Rows& rows, const Response& response,
                                           const Folds& folds, std::size_t threads,
                                           const Progress& progress) {
  std::size_t done = 0;
  const std::vector<Candidate> own{{"", recipe.model, recipe.steps}};
  auto results = cross_validate(recipe, own, rows, response, folds, threads, {}, [&] {
    if (progress) progress(++done, folds.count);
  });
  if (results[0].error) return *results[0].error;
  return std::move(results[0].outputs);
}

}  // namespace nearside
