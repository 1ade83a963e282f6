// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/how_measured.h"

#include <algorithm>

namespace nearside {

std::string how_measured(const Recipe& recipe, bool given_folds, bool calibrated, const Response& response,
                         const Folds& folds, std::uint32_t done) {
  const std::uint32_t wanted = folds.forward ? folds.count - 1 : folds.count;
  const std::uint32_t repeats = recipe.validation.repeats;
  std::string how =
      done < wanted ? "stopped after " + std::to_string(done) + " of " + std::to_string(wanted) + " folds; "
                    : "";
  how += recipe.search ? "nested " : "";
  how += given_folds               ? "cross-validation over given folds, "
         : folds.forward           ? "validation on later rows than those fitted to, "
         : !response.group.empty() ? "cross-validation that keeps the rows of a group together, "
         : response.label.empty()  ? "cross-validation, "
                                   : "stratified cross-validation, ";
  how += std::to_string(folds.count) + " folds";
  if (repeats > 1) how += ", " + std::to_string(repeats) + " times with other folds";
  how += recipe.search
             ? "; every step, the choice of the model, its settings and its calibration inside each fold"
         : calibrated ? "; every step and the calibration fitted inside each fold"
                      : "; every step fitted inside each fold";
  how += "; measured on the pooled out-of-fold ";
  how += response.value.empty() ? "probabilities" : "predictions";
  how += folds.forward ? "; intervals are for the procedure at earlier rows"
                       : "; intervals are for the procedure at " + std::to_string(folds.count - 1) + "/" +
                             std::to_string(folds.count) + " of the rows";
  return how + ", refitting left out";
}

std::string how_often_chosen(const std::vector<Candidate>& candidates, const CalibrationPlan& plan,
                             const Choice& chosen, const std::vector<FoldChoice>& of_folds) {
  const bool families = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& one) {
    return one.family != candidates.front().family;
  });
  const bool methods = std::any_of(plan.of_candidate.begin(), plan.of_candidate.end(),
                                   [](const auto& one) { return one.size() > 1; });
  if (of_folds.empty() || !(families || methods)) return "";
  const std::string& family = candidates[chosen.candidate].family;
  const auto same = std::count_if(of_folds.begin(), of_folds.end(), [&](const FoldChoice& one) {
    return candidates[one.candidate].family == family && one.calibration == chosen.calibration;
  });
  return "; " + std::to_string(same) + " of " + std::to_string(of_folds.size()) + " folds chose " +
         (families ? family : "") + (families && methods ? ", " : "") +
         (methods ? "calibration " + std::string(enum_name(chosen.calibration)) : "") + ", which ships";
}

std::string how_undone(const CalibrationPlan& plan, const Choice& chosen, std::size_t rows) {
  if (!plan.undoes_balance) return "";
  const std::size_t intercepts = chosen.fitted.intercepts.size();
  std::string how =
      "; balanced classes undone by " +
      (intercepts == 1 ? std::string("an intercept") : std::to_string(intercepts - 1) + " intercepts") +
      " fitted out of fold";
  if (chosen.held_inside > 0) {
    how += ", " + std::to_string(chosen.held_inside) + " of " +
           std::to_string(rows * std::max<std::size_t>(intercepts, 1)) +
           " probabilities first held inside 1e-6 and 1 - 1e-6";
  }
  return how;
}

std::vector<std::string> calibration_notes(const CalibrationPlan& plan, const Choices& choices,
                                           const std::vector<FoldChoice>& of_folds) {
  std::vector<std::string> notes = plan.left_out;
  struct Failed {
    CalibrationFailure first;
    std::size_t folds = 0;
  };
  std::vector<Failed> failed;
  for (const FoldChoice& fold : of_folds) {
    for (const CalibrationFailure& one : fold.calibration_failures) {
      const auto known = std::find_if(failed.begin(), failed.end(), [&](const Failed& other) {
        return other.first.family == one.family && other.first.method == one.method;
      });
      if (known == failed.end()) {
        failed.push_back({one, 1});
      } else {
        ++known->folds;
      }
    }
  }
  const auto sentence = [](const CalibrationFailure& one, const std::string& where) {
    return "calibration: " + std::string(enum_name(one.method)) + " of " + one.family +
           " could not be fitted " + where + " (" + one.why + ")";
  };
  for (const CalibrationFailure& one : choices.calibration_failures)
    notes.push_back(sentence(one, "to all rows"));
  for (const Failed& one : failed) {
    notes.push_back(sentence(
        one.first, "in " + std::to_string(one.folds) + " of " + std::to_string(of_folds.size()) + " folds"));
  }
  return notes;
}

}  // namespace nearside
