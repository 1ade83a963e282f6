// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/candidates.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "core/base/closest_name.h"
#include "core/model_file/json.h"
#include "tools/recipe/step_for_model.h"

namespace nearside {
namespace {

template <class Request, class... Others>
constexpr bool is_one_of = (std::is_same_v<Request, Others> || ...);

/// A step that a model which takes missing values can do without.
bool is_for_complete_columns(const StepRequest& step) {
  return std::visit(
      [](const auto& request) {
        using Request = std::decay_t<decltype(request)>;
        return is_one_of<Request, FlagMissingRequest, ImputeRequest, ImputeNormalRequest,
                         ImputeNeighboursRequest, StandardiseRequest, RescaleRequest>;
      },
      step);
}

/// A step that a model which takes categories can do without.
bool is_for_numbers(const StepRequest& step) {
  return std::holds_alternative<OneHotRequest>(step);
}

/// A step that leaves missing values what they are.
bool passes_missing_on(const StepRequest& step) {
  return std::visit(
      [](const auto& request) {
        using Request = std::decay_t<decltype(request)>;
        return is_one_of<Request, OneHotRequest, OrdinalRequest, FrequencyRequest, GroupRareRequest,
                         FormulaRequest, ClipRequest>;
      },
      step);
}

std::vector<StepRequest> steps_for(const ModelRequest& model, std::vector<StepRequest> steps) {
  for (StepRequest& step : steps) step = for_model(std::move(step), model);
  const bool takes_missing = std::visit([](const auto& request) { return request.kTakesMissing; }, model);
  const bool all_known = std::all_of(steps.begin(), steps.end(), [](const StepRequest& step) {
    return is_for_complete_columns(step) || passes_missing_on(step);
  });
  const bool takes_categories = std::visit(
      [](const auto& request) {
        return requires {
          request.kTakesCategories;
        };
      },
      model);
  if (!takes_missing || !all_known) return steps;
  std::vector<StepRequest> left;
  for (const StepRequest& step : steps) {
    const bool spare = is_for_complete_columns(step) || (takes_categories && is_for_numbers(step));
    if (!spare) left.push_back(step);
  }
  return left;
}

bool takes(const ModelRequest& model, OutcomeKind kind) {
  return std::visit([&](const auto& request) { return request.takes(kind); }, model);
}

/// A setting with what the recipe's own model assumes or declares: that is not for a search to find.
ModelRequest with_declared(ModelRequest model, const ModelRequest& own) {
  std::visit(
      [](auto& one, const auto& declared) {
        if constexpr (requires { one.monotone = declared.monotone; }) one.monotone = declared.monotone;
        if constexpr (requires { one.pairs = declared.pairs; }) one.pairs = declared.pairs;
        if constexpr (requires { one.stratum = declared.stratum; }) {
          one.stratum = declared.stratum;
          one.ties = declared.ties;
          one.censor_at_last_horizon = declared.censor_at_last_horizon;
        }
      },
      model, own);
  return model;
}

std::vector<ModelRequest> settings_of(const Family& family, const Recipe& recipe, Random& random) {
  const OutcomeKind kind = recipe.outcome.which();
  std::vector<ModelRequest> settings;
  if (recipe.search->method == SearchMethod::random) {
    for (std::uint32_t i = 0; i < recipe.search->draws; ++i) settings.push_back(family.draw(kind, random));
  } else {
    settings = family.grid(kind);
  }
  for (ModelRequest& one : settings) one = with_declared(std::move(one), recipe.model);
  return settings;
}

/// The family's name as it is written here, of shorter names and of ones with hyphens.
std::string family_name(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  constexpr std::array<std::array<std::string_view, 2>, 4> kShort{{{"tree", "decision_tree"},
                                                                   {"forest", "random_forest"},
                                                                   {"boosting", "gradient_boosting"},
                                                                   {"svm", "svm_rbf"}}};
  for (const auto& [shorter, whole] : kShort) {
    if (name == shorter) return std::string(whole);
  }
  return name;
}

/// Which families a search names, one flag each.
Result<std::vector<bool>> wanted_families(const Recipe& recipe) {
  const OutcomeKind kind = recipe.outcome.which();
  std::vector<bool> wanted(families().size(), false);
  if (recipe.search->models.empty()) wanted[family_of(recipe.model)] = true;
  std::vector<std::string_view> names{"auto"};
  for (const Family& family : families()) names.push_back(family.name);
  for (std::size_t i = 0; i < recipe.search->models.size(); ++i) {
    const std::string name = family_name(recipe.search->models[i]);
    const std::string here = "search.models[" + std::to_string(i) + "]";
    if (name == "auto") {
      for (std::size_t e = 0; e < families().size(); ++e) {
        const Family& family = families()[e];
        if (family.automatic && takes(family.grid(kind).front(), kind)) wanted[e] = true;
      }
      continue;
    }
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      std::string list;
      for (const std::string_view one : names) list += (list.empty() ? "" : ", ") + std::string(one);
      return Error{ErrorCode::bad_recipe, here,
                   "there is no family \"" + name + "\"" + suggestion(name, names) + "; there are " + list};
    }
    const auto e = static_cast<std::size_t>(found - names.begin()) - 1;
    if (!takes(families()[e].grid(kind).front(), kind)) {
      return Error{ErrorCode::bad_recipe, here,
                   name + " can't predict an outcome of kind " + std::string(enum_name(kind))};
    }
    wanted[e] = true;
  }
  return wanted;
}

}  // namespace

Candidate::Candidate() = default;
Candidate::Candidate(std::string its_family, ModelRequest its_model, std::vector<StepRequest> its_steps)
    : family(std::move(its_family)), model(std::move(its_model)), steps(std::move(its_steps)) {}
Candidate::Candidate(const Candidate&) = default;
Candidate::Candidate(Candidate&&) noexcept = default;
Candidate& Candidate::operator=(const Candidate&) = default;
Candidate& Candidate::operator=(Candidate&&) noexcept = default;
Candidate::~Candidate() = default;

Result<std::vector<Candidate>> candidates_of(const Recipe& recipe, std::uint64_t seed) {
  const std::size_t own = family_of(recipe.model);
  Candidate as_it_stands{std::string(families()[own].name), recipe.model, recipe.steps};
  for (StepRequest& step : as_it_stands.steps) step = for_model(std::move(step), recipe.model);
  if (!recipe.search) return std::vector<Candidate>{as_it_stands};
  auto wanted = wanted_families(recipe);
  if (!wanted) return wanted.error();
  Random random(seed);
  std::vector<Candidate> candidates;
  for (std::size_t e = 0; e < families().size(); ++e) {
    if (!(*wanted)[e]) continue;
    if (e == own) candidates.push_back(as_it_stands);
    for (const ModelRequest& model : settings_of(families()[e], recipe, random)) {
      if (to_json(model) == to_json(recipe.model)) continue;
      candidates.push_back({std::string(families()[e].name), model, steps_for(model, recipe.steps)});
    }
  }
  return candidates;
}

Recipe with_candidate(const Recipe& recipe, const Candidate& candidate) {
  Recipe one = recipe;
  one.steps = candidate.steps;
  one.model = candidate.model;
  one.search.reset();
  return one;
}

}  // namespace nearside
