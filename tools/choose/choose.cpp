// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/choose.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/numerics.h"
#include "tools/choose/censoring.h"
#include "tools/fit/calibrate.h"

namespace nearside {
namespace {

constexpr double kLeast = 1e-15;

double log_loss(double probability_of_what_happened) {
  return -numerics::log(std::max(probability_of_what_happened, kLeast));
}

bool can_be_calibrated(OutcomeKind kind) {
  return kind == OutcomeKind::binary || kind == OutcomeKind::classes;
}

/// Whether a fit by maximum likelihood is calibrated by itself.
bool is_calibrated_by_itself(const ModelRequest& model) {
  return std::holds_alternative<LogisticRequest>(model);
}

std::vector<CalibrationMethod> methods_for(const Recipe& recipe, const Candidate& candidate,
                                           const Response& response) {
  const OutcomeKind kind = recipe.outcome.which();
  if (!can_be_calibrated(kind)) return {CalibrationMethod::none};
  if (!recipe.calibration.empty()) return recipe.calibration;
  const bool weighted = recipe.class_weight != ClassWeight::none;
  if (is_calibrated_by_itself(candidate.model) && !weighted) return {CalibrationMethod::none};
  std::vector<CalibrationMethod> methods{CalibrationMethod::platt};
  if (!weighted) methods.insert(methods.begin(), CalibrationMethod::none);
  if (kind == OutcomeKind::binary) methods.push_back(CalibrationMethod::beta);
  const auto events = static_cast<std::size_t>(std::count(response.label.begin(), response.label.end(), 1));
  if (kind == OutcomeKind::binary && events >= kLeastEventsOfIsotonic)
    methods.push_back(CalibrationMethod::isotonic);
  return methods;
}

/// The calibrations of all outputs from predicted rows that `use` names.
Result<Calibrations> fit_calibrations(CalibrationMethod method, const Outcome& outcome,
                                      std::span<const double> outputs, const Response& response,
                                      const std::vector<std::size_t>& use) {
  if (method == CalibrationMethod::none) return Calibrations{};
  const std::size_t each = outcome.outputs();
  Calibrations all;
  all.divide_by_sum = each > 1;
  for (std::size_t k = 0; k < each; ++k) {
    std::vector<double> p;
    std::vector<std::uint8_t> happened;
    std::vector<double> weight;
    for (const std::size_t r : use) {
      p.push_back(outputs[r * each + k]);
      happened.push_back(each == 1 ? response.label[r] : (response.label[r] == k ? 1 : 0));
      if (!response.weight.empty()) weight.push_back(response.weight[r]);
    }
    auto one = fit_calibration(method, p, happened, weight);
    if (!one) return one.error();
    all.outputs.push_back(std::move(*one));
  }
  return all;
}

/// Rows that folds predict, of folds that may calibrate fold `f`; all where `f` is no fold.
std::vector<std::size_t> predicted_rows(const Folds& folds, std::uint32_t f) {
  std::vector<std::size_t> rows;
  for (std::size_t r = 0; r < folds.of_row.size(); ++r) {
    if (folds.is_predicted(r) && folds.is_fitted(r, f)) rows.push_back(r);
  }
  return rows;
}

/// Outputs calibrated by what the other folds say, so that no row calibrates itself.
Result<std::vector<double>> cross_calibrated(CalibrationMethod method, const Outcome& outcome,
                                             const std::vector<double>& outputs, const Response& response,
                                             const Folds& folds) {
  if (method == CalibrationMethod::none) return outputs;
  const std::size_t each = outcome.outputs();
  std::vector<double> calibrated = outputs;
  for (std::uint32_t fold = 0; fold < folds.count; ++fold) {
    const std::vector<std::size_t> others = predicted_rows(folds, fold);
    if (others.empty()) continue;  // in the order of time the first has none before it
    auto fitted = fit_calibrations(method, outcome, outputs, response, others);
    if (!fitted) return fitted.error();
    for (std::size_t r = 0; r < folds.of_row.size(); ++r) {
      if (folds.of_row[r] == fold && folds.is_predicted(r))
        fitted->apply(std::span(calibrated).subspan(r * each, each));
    }
  }
  return calibrated;
}

struct Mean {
  double value = 0.0;
  double standard_error = 0.0;
};

/// Of the numbers that are there.
Mean mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  double count = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    count += 1.0;
  }
  const double mean = sum / count;
  double squares = 0.0;
  for (const double value : values) {
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  }
  return {mean, std::sqrt(squares / (count - 1.0) / count)};
}

Mean paired_difference(const Choice& a, const Choice& b) {
  std::vector<double> differences(a.row_losses.size());
  for (std::size_t r = 0; r < differences.size(); ++r) differences[r] = a.row_losses[r] - b.row_losses[r];
  return mean_of(differences);
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

/// Rows for a round of halving, in their order: of each class the same share, at random.
std::vector<std::size_t> sample_rows(const Response& response, double share, std::uint64_t seed) {
  std::vector<std::vector<std::size_t>> of_class(1);
  for (std::size_t r = 0; r < response.rows(); ++r) {
    const std::size_t k = response.label.empty() ? 0 : response.label[r];
    if (k >= of_class.size()) of_class.resize(k + 1);
    of_class[k].push_back(r);
  }
  Random random(seed);
  std::vector<std::size_t> sample;
  for (std::vector<std::size_t>& rows : of_class) {
    random.shuffle(std::span<std::size_t>(rows));
    const auto count = static_cast<std::ptrdiff_t>(std::ceil(static_cast<double>(rows.size()) * share));
    sample.insert(sample.end(), rows.begin(), rows.begin() + count);
  }
  std::sort(sample.begin(), sample.end());
  return sample;
}

class Chooser {
 public:
  Chooser(const Recipe& recipe, const std::vector<Candidate>& candidates, const ChoiceData& data,
          const ChoiceOptions& options)
      : recipe_(recipe), candidates_(candidates), data_(data), options_(options) {}

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
    if (candidates_.size() != 1) return std::nullopt;
    const auto methods = methods_for(recipe_, candidates_[0], data_.response);
    if (methods.size() != 1 || methods[0] != CalibrationMethod::none) return std::nullopt;
    Choices choices;
    choices.of_families = {choices.chosen};
    return choices;
  }

  /// The best calibration of each candidate that could be fitted.
  Result<std::vector<Choice>> evaluate(const ChoiceData& data, const std::vector<std::size_t>& places) {
    const std::uint32_t count = recipe_.search ? recipe_.search->folds : 5;
    auto folds = folds_for(recipe_, data, count, options_.seed);
    if (!folds) {
      Error error = folds.error();
      error.path = recipe_.search ? "search.folds" : "calibration";  // whose folds these are
      return error;
    }
    std::vector<Choice> tried;
    failures_.clear();
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
          tried.push_back(calibrated(places[first + i], held_out[i].outputs, data.response, *folds));
        }
      }
      first = end;
    }
    if (!tried.empty()) return tried;
    if (!failures_.empty()) return Error{ErrorCode::cannot_fit, "", failures_.front()};
    return Error{ErrorCode::cannot_fit, "", "the training was stopped before the first model had been tried"};
  }

  Choice calibrated(std::size_t place, const std::vector<double>& outputs, const Response& response,
                    const Folds& folds) const {
    std::optional<Choice> best;
    for (const CalibrationMethod method : methods_for(recipe_, candidates_[place], response)) {
      const auto after = cross_calibrated(method, recipe_.outcome, outputs, response, folds);
      auto fitted =
          fit_calibrations(method, recipe_.outcome, outputs, response, predicted_rows(folds, folds.count));
      if (!after || !fitted) continue;
      Choice choice{
          place, method, 0.0, 0.0, row_losses(recipe_.outcome, *after, response), std::move(*fitted)};
      choice.loss = mean_of(choice.row_losses).value;
      if (!best || choice.loss < best->loss) best = std::move(choice);
    }
    if (best) return std::move(*best);
    Choice plain{place, CalibrationMethod::none, 0.0, 0.0, row_losses(recipe_.outcome, outputs, response),
                 {}};
    plain.loss = mean_of(plain.row_losses).value;
    return plain;
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
      const Mean worse = paired_difference(one, *best);
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
  const ChoiceData& data_;
  const ChoiceOptions& options_;
  std::vector<std::string> failures_;
  bool complete_ = true;
};

}  // namespace

ChoiceRows rows_of(const ChoiceData& data, std::span<const std::size_t> chosen) {
  ChoiceRows some{data.rows.matrix(), data.rows.places(chosen), data.response.of(chosen), {}, {}};
  for (const std::size_t r : chosen) {
    if (!data.group.empty()) some.group.push_back(data.group[r]);
    if (!data.order.empty()) some.order.push_back(data.order[r]);
  }
  return some;
}

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

Result<Folds> folds_for(const Recipe& recipe, const ChoiceData& data, std::uint32_t count,
                        std::uint64_t seed) {
  const std::vector<std::uint8_t>& label = data.response.label;
  const bool timed = data.response.kind == OutcomeKind::time_to_event;
  const Needed needed = timed ? Needed::events : Needed::every_class;
  if (!recipe.validation.order.empty()) return forward_folds(data.order, count);
  if (!data.group.empty()) return grouped_folds(label, data.group, count, seed, needed);
  return label.empty() ? random_folds(data.response.rows(), count, seed)
                       : stratified_folds(label, count, seed, needed);
}

Result<Choices> choose(const Recipe& recipe, const std::vector<Candidate>& candidates, const ChoiceData& data,
                       const ChoiceOptions& options) {
  return Chooser(recipe, candidates, data, options).run();
}

Result<Pipeline> fit_choice(const Recipe& recipe, const Candidate& candidate, const Choice& choice,
                            const ChoiceData& data, std::size_t threads) {
  auto pipeline =
      fit_pipeline(with_candidate(recipe, candidate), data.rows, for_fitting(recipe, data.response), threads);
  if (pipeline) pipeline->calibration = choice.fitted;
  return pipeline;
}

bool is_calibrated(const Recipe& recipe, const std::vector<Candidate>& candidates, const Response& response) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    return methods_for(recipe, candidate, response) != std::vector{CalibrationMethod::none};
  });
}

std::size_t fits_of_choice(const Recipe& recipe, const std::vector<Candidate>& candidates) {
  return candidates.size() * (recipe.search ? recipe.search->folds : 5);
}

}  // namespace nearside
