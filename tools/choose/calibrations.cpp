// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/calibrations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "tools/fit/calibrate.h"
#include "tools/fit/intercepts.h"

namespace nearside {
namespace {

bool can_be_calibrated(OutcomeKind kind) {
  return kind == OutcomeKind::binary || kind == OutcomeKind::classes;
}

/// Whether a fit by maximum likelihood is calibrated by itself.
bool is_calibrated_by_itself(const ModelRequest& model) {
  return std::holds_alternative<LogisticRequest>(model);
}

/// What a candidate may choose among where there are rows enough.
std::vector<CalibrationMethod> wanted_methods(const Recipe& recipe, const Candidate& candidate) {
  const OutcomeKind kind = recipe.outcome.which();
  if (!can_be_calibrated(kind)) return {CalibrationMethod::none};
  if (!recipe.calibration.empty()) return recipe.calibration;
  const bool weighted = recipe.class_weight != ClassWeight::none;
  if (is_calibrated_by_itself(candidate.model) && !weighted) return {CalibrationMethod::none};
  if (kind == OutcomeKind::classes) return {CalibrationMethod::none, CalibrationMethod::platt};
  return {CalibrationMethod::none, CalibrationMethod::platt, CalibrationMethod::beta,
          CalibrationMethod::isotonic};
}

/// Rows that folds predict, of folds that may calibrate fold `f`; all where `f` is no fold.
std::vector<std::size_t> predicted_rows(const Folds& folds, std::uint32_t f) {
  std::vector<std::size_t> rows;
  for (std::size_t r = 0; r < folds.of_row.size(); ++r) {
    if (folds.is_predicted(r) && folds.is_fitted(r, f)) rows.push_back(r);
  }
  return rows;
}

/// The fewest rows of each class that any calibration is fitted to.
class SmallestPart {
 public:
  explicit SmallestPart(std::size_t classes) : fewest_(classes, std::numeric_limits<std::uint64_t>::max()) {}

  void look_at(const Response& response, const Folds& inner) {
    for (std::uint32_t fold = 0; fold < inner.count; ++fold) {
      const std::vector<std::size_t> others = predicted_rows(inner, fold);
      if (others.empty()) continue;
      std::vector<std::uint64_t> rows(fewest_.size(), 0);
      for (const std::size_t r : others) ++rows[response.label[r]];
      for (std::size_t k = 0; k < rows.size(); ++k) fewest_[k] = std::min(fewest_[k], rows[k]);
    }
  }

  /// Why a method can't be fitted there; empty: it can.
  std::string why_not(CalibrationMethod method) const {
    if (method == CalibrationMethod::none) return "";
    const std::string name(enum_name(method));
    // Of two classes one is calibrated, of several each.
    const auto first = fewest_.begin() + (fewest_.size() == 2 ? 1 : 0);
    const std::uint64_t events = *std::min_element(first, fewest_.end());
    if (method == CalibrationMethod::isotonic && events < kLeastEventsOfIsotonic) {
      return name + " needs " + std::to_string(kLeastEventsOfIsotonic) + " events, found " +
             std::to_string(events) + " in the smallest part of the rows that it is fitted to";
    }
    if (*std::min_element(fewest_.begin(), fewest_.end()) == 0)
      return name +
             " needs rows of every class, and one is absent from a part of the rows that it is fitted to";
    return "";
  }

 private:
  std::vector<std::uint64_t> fewest_;
};

Result<SmallestPart> smallest_part(const Recipe& recipe, const ChoiceData& data,
                                   const std::vector<Folds>& outer, std::uint64_t seed) {
  SmallestPart part(data.response.classes);
  auto inner = inner_folds(recipe, data, seed);
  if (!inner) return inner.error();
  part.look_at(data.response, *inner);
  for (const Folds& folds : outer) {
    for (std::uint32_t fold = folds.forward ? 1 : 0; fold < folds.count; ++fold) {
      const ChoiceRows inside = rows_of(data, rows_of_fold(folds, fold).fitted);
      inner = inner_folds(recipe, inside.data(), seed_of_fold(seed, fold));
      if (!inner) {
        Error error = inner.error();
        error.path = "fold " + std::to_string(fold) + ", " + error.path;
        return error;
      }
      part.look_at(inside.response, *inner);
    }
  }
  return part;
}

/// The calibrations of all outputs from the rows that `use` names.
Result<Calibrations> fit_to(const std::vector<std::size_t>& use, CalibrationMethod method, bool undo_balance,
                            const Outcome& outcome, const std::vector<double>& outputs,
                            const Response& response) {
  const std::size_t each = outcome.outputs();
  std::vector<double> p;
  std::vector<std::uint8_t> label;
  std::vector<double> weight;
  for (const std::size_t r : use) {
    for (std::size_t k = 0; k < each; ++k) p.push_back(outputs[r * each + k]);
    label.push_back(response.label[r]);
    if (!response.weight.empty()) weight.push_back(response.weight[r]);
  }
  Calibrations all;
  if (undo_balance) {
    auto intercepts = fit_intercepts(p, label, response.classes, weight);
    if (!intercepts) return intercepts.error();
    all.intercepts = std::move(*intercepts);
    for (std::size_t r = 0; r < label.size(); ++r) all.apply(std::span(p).subspan(r * each, each));
  }
  if (method == CalibrationMethod::none) return all;
  all.divide_by_sum = each > 1;
  for (std::size_t k = 0; k < each; ++k) {
    std::vector<double> of_class;
    std::vector<std::uint8_t> happened;
    for (std::size_t r = 0; r < label.size(); ++r) {
      of_class.push_back(p[r * each + k]);
      happened.push_back(each == 1 ? label[r] : (label[r] == k ? 1 : 0));
    }
    auto one = fit_calibration(method, of_class, happened, weight);
    if (!one) return one.error();
    all.outputs.push_back(std::move(*one));
  }
  return all;
}

}  // namespace

bool CalibrationPlan::calibrates(std::size_t candidate) const {
  return undoes_balance || of_candidate[candidate] != std::vector{CalibrationMethod::none};
}

bool CalibrationPlan::calibrates() const {
  for (std::size_t c = 0; c < of_candidate.size(); ++c) {
    if (calibrates(c)) return true;
  }
  return false;
}

Result<CalibrationPlan> plan_calibrations(const Recipe& recipe, const std::vector<Candidate>& candidates,
                                          const ChoiceData& data, const std::vector<Folds>& outer,
                                          std::uint64_t seed) {
  CalibrationPlan plan;
  plan.undoes_balance = recipe.class_weight != ClassWeight::none && can_be_calibrated(recipe.outcome.which());
  for (const Candidate& candidate : candidates)
    plan.of_candidate.push_back(wanted_methods(recipe, candidate));
  if (!plan.calibrates()) return plan;
  const auto part = smallest_part(recipe, data, outer, seed);
  if (!part) return part.error();
  for (std::vector<CalibrationMethod>& methods : plan.of_candidate) {
    std::string first_reason;
    std::vector<CalibrationMethod> left;
    for (const CalibrationMethod method : methods) {
      const std::string why_not = part->why_not(method);
      if (why_not.empty()) {
        left.push_back(method);
        continue;
      }
      if (first_reason.empty()) first_reason = why_not;
      const std::string sentence = "calibration: " + why_not + "; it is not tried";
      const bool said =
          std::find(plan.left_out.begin(), plan.left_out.end(), sentence) != plan.left_out.end();
      if (!recipe.calibration.empty() && !said) plan.left_out.push_back(sentence);
    }
    if (left.empty()) return Error{ErrorCode::cannot_fit, "calibration", first_reason};
    methods = std::move(left);
  }
  return plan;
}

Result<Calibrations> fit_calibrations(CalibrationMethod method, bool undo_balance, const Outcome& outcome,
                                      const std::vector<double>& outputs, const Response& response,
                                      const Folds& folds) {
  return fit_to(predicted_rows(folds, folds.count), method, undo_balance, outcome, outputs, response);
}

Result<std::vector<double>> cross_calibrated(CalibrationMethod method, bool undo_balance,
                                             const Outcome& outcome, const std::vector<double>& outputs,
                                             const Response& response, const Folds& folds) {
  const std::size_t each = outcome.outputs();
  std::vector<double> calibrated = outputs;
  for (std::uint32_t fold = 0; fold < folds.count; ++fold) {
    const std::vector<std::size_t> others = predicted_rows(folds, fold);
    Calibrations fitted;
    if (!others.empty()) {
      auto from_others = fit_to(others, method, undo_balance, outcome, outputs, response);
      if (!from_others) return from_others.error();
      fitted = std::move(*from_others);
    }
    for (std::size_t r = 0; r < folds.of_row.size(); ++r) {
      if (folds.of_row[r] != fold || !folds.is_predicted(r)) continue;
      const auto row = std::span(calibrated).subspan(r * each, each);
      if (others.empty()) {
        std::fill(row.begin(), row.end(), std::numeric_limits<double>::quiet_NaN());
      } else {
        fitted.apply(row);
      }
    }
  }
  return calibrated;
}

std::uint64_t held_inside(const std::vector<double>& outputs) {
  return static_cast<std::uint64_t>(std::count_if(
      outputs.begin(), outputs.end(), [](double p) { return p < kLeastShifted || p > 1.0 - kLeastShifted; }));
}

}  // namespace nearside
