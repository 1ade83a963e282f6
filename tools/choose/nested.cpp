// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/nested.h"

#include <algorithm>
#include <limits>
#include <mutex>

#include "tools/choose/jobs.h"

namespace nearside {

Result<Nested> cross_validate_choice(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                     const CalibrationPlan& plan,
                                     const std::vector<std::string>& family_names, const ChoiceData& data,
                                     const Folds& folds, const ChoiceOptions& options) {
  const std::size_t each = recipe.outcome.outputs();
  const std::vector<double> none(data.rows.rows() * each, std::numeric_limits<double>::quiet_NaN());
  Nested nested{none, std::vector<std::vector<double>>(family_names.size(), none), 0, {}};
  nested.choices.resize(folds.count);
  std::vector<std::optional<Error>> errors(folds.count);
  std::mutex shared;

  const bool in_turn = one_by_one(candidates, data.rows);
  run_jobs(folds.count, options.threads, in_turn, [&](std::size_t job, std::size_t own) {
    const auto fold = static_cast<std::uint32_t>(job);
    if (folds.forward && fold == 0) return;
    if (options.stop && options.stop()) return;
    const FoldRows rows = rows_of_fold(folds, fold);
    const std::vector<std::size_t>& held_out = rows.held_out;
    const ChoiceRows inside = rows_of(data, rows.fitted);
    ChoiceOptions inner = options;
    inner.threads = own;
    inner.seed = seed_of_fold(options.seed, fold);
    const auto fail = [&](Error error) {
      error.path = "fold " + std::to_string(fold) + (error.path.empty() ? "" : ", " + error.path);
      errors[fold] = std::move(error);
    };
    const auto choices = choose(recipe, candidates, plan, inside.data(), inner);
    // A fold whose time was up would measure another procedure; it is left out, and is no fault.
    const bool stopped = choices ? !choices->complete : options.stop && options.stop();
    if (stopped) return;
    if (!choices) return fail(choices.error());
    const auto predict = [&](const Choice& choice) -> Result<std::vector<double>> {
      const auto pipeline = fit_choice(recipe, candidates[choice.candidate], choice, inside.data(), own);
      if (!pipeline) return pipeline.error();
      return predict_rows(*pipeline, data.rows.of(held_out));
    };
    const auto place = [&](const std::vector<double>& outputs, std::vector<double>& into) {
      for (std::size_t i = 0; i < outputs.size(); ++i)
        into[held_out[i / each] * each + i % each] = outputs[i];
    };
    for (const Choice& choice : choices->of_families) {
      const bool is_chosen = choice.candidate == choices->chosen.candidate;
      const auto name =
          std::find(family_names.begin(), family_names.end(), candidates[choice.candidate].family);
      if (!is_chosen && name == family_names.end()) continue;
      const auto outputs = predict(choice);
      const std::lock_guard lock(shared);
      if (!outputs) {
        if (is_chosen) fail(outputs.error());
        continue;
      }
      if (is_chosen) place(*outputs, nested.outputs);
      if (name != family_names.end())
        place(*outputs, nested.of_families[static_cast<std::size_t>(name - family_names.begin())]);
      if (options.told) options.told();
    }
    const std::lock_guard lock(shared);
    ++nested.folds_done;
    nested.choices[fold] =
        FoldChoice{choices->chosen.candidate, choices->chosen.calibration, choices->calibration_failures};
  });
  for (const auto& error : errors) {
    if (error) return *error;
  }
  return nested;
}

}  // namespace nearside
