// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/choose.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/numerics.h"
#include "tools/choose/censoring.h"
#include "tools/choose/grouped_mean.h"

namespace nearside {
namespace {

constexpr double kLeast = 1e-15;

double log_loss(double probability_of_what_happened) {
  return -numerics::log(std::max(probability_of_what_happened, kLeast));
}

Estimate paired_difference(const Choice& a, const Choice& b, std::span<const std::uint32_t> group) {
  std::vector<double> differences(a.row_losses.size());
  for (std::size_t r = 0; r < differences.size(); ++r) differences[r] = a.row_losses[r] - b.row_losses[r];
  return grouped_mean(differences, group);
}

/// The response that a fit sees: with balanced classes each class weighs the same.
Response for_fitting(const Recipe& recipe, const Response& response) {
  if (recipe.class_weight == ClassWeight::none || !response.has_classes()) return response;
  Response balanced = response;
  std::vector<double> in_class(response.classes, 0.0);
  for (std::size_t r = 0; r < response.rows(); ++r) in_class[response.label[r]] += response.weight_of(r);
  const double all = numerics::sum(in_class);
  balanced.weight.resize(response.rows());
  for (std::size_t r = 0; r < response.rows(); ++r) {
    const double share = in_class[response.label[r]] / all;
    balanced.weight[r] = response.weight_of(r) / (share * static_cast<double>(response.classes));
  }
  return balanced;
}

class Chooser {
 public:
  Chooser(const Recipe& recipe, const std::vector<Candidate>& candidates, const CalibrationPlan& plan,
          const ChoiceData& data, const ChoiceOptions& options)
      : recipe_(recipe), candidates_(candidates), plan_(plan), data_(data), options_(options) {}

  Result<Choices> run() {
    if (auto only = nothing_to_choose()) return *only;
    std::vector<std::size_t> left(candidates_.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    if (recipe_.search && recipe_.search->method == SearchMethod::halving) {
      for (double share = 0.25; share < 1.0 && left.size() > 4; share *= 2.0) {
        const ChoiceRows sample = rows_of(data_, sample_rows(data_.response, share, options_.seed ^ 0x5A17u));
        auto tried = evaluate(sample.data(), left);
        if (!tried) return tried.error();
        left = better_half(*tried);
      }
    }
    auto tried = evaluate(data_, left);
    if (!tried) return tried.error();
    return pick(std::move(*tried));
  }

 private:
  std::optional<Choices> nothing_to_choose() const {
    if (candidates_.size() != 1 || plan_.calibrates(0)) return std::nullopt;
    Choices choices;
    choices.of_families = {choices.chosen};
    return choices;
  }

  /// The best calibration of each candidate that could be fitted.
  Result<std::vector<Choice>> evaluate(const ChoiceData& data, const std::vector<std::size_t>& places) {
    auto folds = inner_folds(recipe_, data, options_.seed);
    if (!folds) return folds.error();
    std::vector<Choice> tried;
    calibration_failures_.clear();
    // Family by family, so that whoever stops has what is done so far.
    for (std::size_t first = 0; first < places.size();) {
      std::size_t end = first;
      std::vector<Candidate> family;
      while (end < places.size() && candidates_[places[end]].family == candidates_[places[first]].family)
        family.push_back(candidates_[places[end++]]);
      const auto held_out = cross_validate(recipe_, family, data.rows, for_fitting(recipe_, data.response),
                                           *folds, options_.threads, options_.stop, options_.told);
      for (std::size_t i = 0; i < family.size(); ++i) {
        if (held_out[i].stopped) {
          complete_ = false;
        } else if (held_out[i].error) {
          failures_.push_back(family[i].family + ": " + held_out[i].error->text());
        } else {
          auto choice = calibrated(places[first + i], held_out[i].outputs, data.response, *folds);
          if (choice) {
            tried.push_back(std::move(*choice));
          } else {
            failures_.push_back(family[i].family + ": " + choice.error().text());
          }
        }
      }
      first = end;
    }
    if (!tried.empty()) return tried;
    if (!failures_.empty()) return Error{ErrorCode::cannot_fit, "", failures_.front()};
    return Error{ErrorCode::cannot_fit, "", "the training was stopped before the first model had been tried"};
  }

  /// With its best calibration. Errors: none could be fitted.
  Result<Choice> calibrated(std::size_t place, const std::vector<double>& outputs, const Response& response,
                            const Folds& folds) {
    const auto choice_of = [&](CalibrationMethod method, const std::vector<double>& after,
                               Calibrations fitted) {
      Choice choice{place,
                    method,
                    0.0,
                    0.0,
                    row_losses(recipe_.outcome, after, response),
                    std::move(fitted),
                    plan_.undoes_balance ? held_inside(outputs) : 0};
      choice.loss = grouped_mean(choice.row_losses, {}).value;
      return choice;
    };
    if (!plan_.calibrates()) return choice_of(CalibrationMethod::none, outputs, {});
    std::optional<Choice> best;
    std::optional<Error> first_error;
    for (const CalibrationMethod method : plan_.of_candidate[place]) {
      const bool undo = plan_.undoes_balance;
      const auto after = cross_calibrated(method, undo, recipe_.outcome, outputs, response, folds);
      auto fitted = fit_calibrations(method, undo, recipe_.outcome, outputs, response, folds);
      if (!after || !fitted) {
        const Error& error = after ? fitted.error() : after.error();
        if (!first_error) first_error = error;
        note_failure(candidates_[place].family, method, error.message);
        continue;
      }
      Choice choice = choice_of(method, *after, std::move(*fitted));
      if (!best || choice.loss < best->loss) best = std::move(choice);
    }
    if (!best) return *first_error;
    return std::move(*best);
  }

  void note_failure(const std::string& family, CalibrationMethod method, const std::string& why) {
    const auto same = [&](const CalibrationFailure& one) {
      return one.family == family && one.method == method;
    };
    if (std::none_of(calibration_failures_.begin(), calibration_failures_.end(), same))
      calibration_failures_.push_back({family, method, why});
  }

  static std::vector<std::size_t> better_half(std::vector<Choice> tried) {
    std::stable_sort(tried.begin(), tried.end(),
                     [](const Choice& a, const Choice& b) { return a.loss < b.loss; });
    tried.resize((tried.size() + 1) / 2);
    std::vector<std::size_t> places;
    for (const Choice& choice : tried) places.push_back(choice.candidate);
    std::sort(places.begin(), places.end());
    return places;
  }

  Result<Choices> pick(std::vector<Choice> tried) {
    Choices choices;
    choices.complete = complete_;
    choices.failures = failures_;
    choices.calibration_failures = calibration_failures_;
    for (Choice& one : tried) {  // candidates stand family by family
      std::vector<Choice>& best = choices.of_families;
      const bool same =
          !best.empty() && candidates_[best.back().candidate].family == candidates_[one.candidate].family;
      if (!same) {
        best.push_back(std::move(one));
      } else if (one.loss < best.back().loss) {
        best.back() = std::move(one);
      }
    }
    std::vector<Choice>& of_families = choices.of_families;
    const auto may_be_chosen = [&](const Choice& choice) {
      return of_families.size() == 1 || !families()[family_of(candidates_[choice.candidate].model)].baseline;
    };
    const Choice* best = nullptr;
    for (const Choice& one : of_families) {
      if (may_be_chosen(one) && (best == nullptr || one.loss < best->loss)) best = &one;
    }
    if (best == nullptr)
      return Error{ErrorCode::cannot_fit, "search.models", "only baselines could be fitted; none is chosen"};
    const Choice* chosen = nullptr;
    for (Choice& one : of_families) {
      const Estimate worse = paired_difference(one, *best, data_.response.group);
      one.standard_error = &one == best ? 0.0 : worse.standard_error;
      const bool as_good = &one == best || worse.value <= worse.standard_error;
      if (chosen == nullptr && may_be_chosen(one) && as_good) chosen = &one;
    }
    if (recipe_.search && !recipe_.search->one_standard_error) chosen = best;
    choices.chosen = *chosen;
    return choices;
  }

  const Recipe& recipe_;
  const std::vector<Candidate>& candidates_;
  const CalibrationPlan& plan_;
  const ChoiceData& data_;
  const ChoiceOptions& options_;
  std::vector<std::string> failures_;
  std::vector<CalibrationFailure> calibration_failures_;
  bool complete_ = true;
};

}  // namespace

std::vector<double> row_losses(const Outcome& outcome, std::span<const double> outputs,
                               const Response& response) {
  const std::size_t each = outcome.outputs();
  std::vector<double> losses(response.rows());
  std::vector<double> weights;
  if (response.kind == OutcomeKind::time_to_event)
    weights = censoring_weights(response.value, response.label, outcome.horizons.back());
  for (std::size_t r = 0; r < losses.size(); ++r) {
    const double* row = outputs.data() + r * each;
    switch (response.kind) {
      case OutcomeKind::binary:
        losses[r] = log_loss(response.label[r] == 1 ? row[0] : 1.0 - row[0]);
        break;
      case OutcomeKind::classes:
      case OutcomeKind::ordered:
        losses[r] = log_loss(row[response.label[r]]);
        break;
      case OutcomeKind::quantity:
        losses[r] = (response.value[r] - row[0]) * (response.value[r] - row[0]);
        break;
      case OutcomeKind::count: {
        const double y = response.value[r];
        const double mean = std::max(row[0], kLeast);
        losses[r] = (y > 0.0 ? y * numerics::log(y / mean) : 0.0) - (y - mean);
        break;
      }
      case OutcomeKind::time_to_event: {
        const double risk = row[each - 1];
        const bool early = response.label[r] == 1 && response.value[r] <= outcome.horizons.back();
        losses[r] = weights[r] * log_loss(early ? risk : 1.0 - risk);
        break;
      }
    }
    if (std::isnan(row[0])) losses[r] = std::numeric_limits<double>::quiet_NaN();
    losses[r] *= response.weight_of(r);
  }
  return losses;
}

Result<Choices> choose(const Recipe& recipe, const std::vector<Candidate>& candidates,
                       const CalibrationPlan& plan, const ChoiceData& data, const ChoiceOptions& options) {
  return Chooser(recipe, candidates, plan, data, options).run();
}

Result<Pipeline> fit_choice(const Recipe& recipe, const Candidate& candidate, const Choice& choice,
                            const ChoiceData& data, std::size_t threads) {
  auto pipeline =
      fit_pipeline(with_candidate(recipe, candidate), data.rows, for_fitting(recipe, data.response), threads);
  if (pipeline) pipeline->calibration = choice.fitted;
  return pipeline;
}

std::size_t fits_of_choice(const Recipe& recipe, const std::vector<Candidate>& candidates) {
  return candidates.size() * (recipe.search ? recipe.search->folds : 5);
}

}  // namespace nearside
