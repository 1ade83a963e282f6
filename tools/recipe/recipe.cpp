// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/recipe.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/base/closest_name.h"
#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "core/model_file/json.h"
#include "core/models/linear.h"
#include "tools/recipe/analytes.h"
#include "tools/recipe/model_id.h"
#include "tools/table/formula_cell.h"

namespace nearside {
namespace {

Status check_classes(const Outcome& outcome) {
  if (!outcome.positive.empty() || !outcome.negative.empty())
    return bad_recipe("outcome", "has `positive` or `negative` and `classes`; give one of the two");
  if (outcome.classes.size() < 3 || outcome.classes.size() > LinearModel::kMaxClasses)
    return bad_recipe("outcome.classes", "must be 3 to 250, found " + std::to_string(outcome.classes.size()));
  std::set<std::string_view> ids;
  std::set<std::string_view> texts;
  for (std::size_t k = 0; k < outcome.classes.size(); ++k) {
    const ClassRequest& one = outcome.classes[k];
    const std::string here = "outcome.classes[" + std::to_string(k) + "]";
    if (one.id.empty()) return bad_recipe(here + ".id", "a class needs an id");
    if (!one.values.empty()) {  // else the id is a text of the table
      if (auto ok = check_beginning(one.id, here + ".id"); !ok) return ok;
    }
    if (!ids.insert(one.id).second) return bad_recipe(here + ".id", "\"" + one.id + "\" stands twice");
    if (one.values.empty() && !texts.insert(one.id).second)
      return bad_recipe(here + ".id", "\"" + one.id + "\" is a value of another class");
    for (const std::string& value : one.values) {
      if (!texts.insert(value).second) return bad_recipe(here + ".values", "\"" + value + "\" stands twice");
    }
  }
  return {};
}

Status check_time_to_event(const Outcome& outcome) {
  if (outcome.time.empty())
    return bad_recipe("outcome.time", "names no column; a time to an event needs one");
  if (!(outcome.years_per_unit > 0.0) || !std::isfinite(outcome.years_per_unit))
    return bad_recipe("outcome.years_per_unit",
                      "must be above 0, found " + number_text(outcome.years_per_unit));
  if (outcome.horizons.empty())
    return bad_recipe("outcome.horizons", "names no horizon, such as [5] for the risk within five years");
  for (std::size_t h = 0; h < outcome.horizons.size(); ++h) {
    const double before = h == 0 ? 0.0 : outcome.horizons[h - 1];
    if (!(outcome.horizons[h] > before) || !std::isfinite(outcome.horizons[h])) {
      return bad_recipe(
          "outcome.horizons[" + std::to_string(h) + "]",
          "must be above " + number_text(before) + ", found " + number_text(outcome.horizons[h]));
    }
  }
  return {};
}

/// What belongs to another kind of outcome must not stand there: it would be passed over without a word.
Status check_kind(const Outcome& outcome) {
  const OutcomeKind kind = outcome.which();
  const std::string of_kind = "belongs to another kind of outcome than " + std::string(enum_name(kind));
  const bool several = kind == OutcomeKind::classes || kind == OutcomeKind::ordered;
  const bool timed = kind == OutcomeKind::time_to_event;
  const bool number = outcome.is_number();
  if (several && outcome.classes.empty()) return bad_recipe("outcome.classes", "names no class");
  if (!several && !outcome.classes.empty()) return bad_recipe("outcome.classes", of_kind);
  if (number && !outcome.positive.empty()) return bad_recipe("outcome.positive", of_kind);
  if ((number || timed) && !outcome.negative.empty()) return bad_recipe("outcome.negative", of_kind);
  if (!timed && !outcome.censored.empty()) return bad_recipe("outcome.censored", of_kind);
  if (!timed && !outcome.time.empty()) return bad_recipe("outcome.time", of_kind);
  if (!timed && !outcome.horizons.empty()) return bad_recipe("outcome.horizons", of_kind);
  if (!timed && !outcome.competing.empty()) return bad_recipe("outcome.competing", of_kind);
  if (!number && !outcome.unit.empty()) return bad_recipe("outcome.unit", of_kind);
  if (outcome.decimals > 6)
    return bad_recipe("outcome.decimals", "must be 0 to 6, found " + std::to_string(outcome.decimals));
  return timed ? check_time_to_event(outcome) : Status();
}

/// No text of the column means two things.
Status check_texts(const Outcome& outcome) {
  const bool rest =
      std::find(outcome.censored.begin(), outcome.censored.end(), Outcome::kRest) != outcome.censored.end();
  if (rest && !outcome.takes_rest())
    return bad_recipe("outcome.censored", "`rest` means every other text; it stands alone");
  const auto& negative = outcome.negative_values;
  if (std::find(negative.begin(), negative.end(), Outcome::kRest) != negative.end())
    return bad_recipe("outcome.negative_values",
                      "`rest` means every other text; it stands in outcome.negative");
  std::map<std::string_view, std::string> meant;
  const auto take = [&](const std::vector<std::string>& texts, const std::string& list) -> Status {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string here = list + "[" + std::to_string(i) + "]";
      const auto [known, is_new] = meant.try_emplace(texts[i], here);
      if (!is_new) return bad_recipe(here, "\"" + texts[i] + "\" stands in " + known->second + ", too");
    }
    return {};
  };
  if (outcome.positive_values.empty() && !outcome.positive.empty())
    meant[outcome.positive] = "outcome.positive";
  if (auto ok = take(outcome.positive_values, "outcome.positive_values"); !ok) return ok;
  if (outcome.negative_values.empty() && !outcome.negative.empty() && !outcome.takes_rest())
    meant[outcome.negative] = "outcome.negative";
  if (auto ok = take(outcome.negative_values, "outcome.negative_values"); !ok) return ok;
  if (!outcome.takes_rest()) {
    if (auto ok = take(outcome.censored, "outcome.censored"); !ok) return ok;
  }
  if (auto ok = take(outcome.competing, "outcome.competing"); !ok) return ok;
  return take(outcome.missing_markers, "outcome.missing_markers");
}

Status check_outcome(const Recipe& recipe) {
  const Outcome& outcome = recipe.outcome;
  if (outcome.column.empty()) return bad_recipe("outcome.column", "names no column");
  if (auto ok = check_kind(outcome); !ok) return ok;
  const bool number = outcome.is_number();
  if (!outcome.classes.empty()) {
    if (auto ok = check_classes(outcome); !ok) return ok;
  } else if (outcome.positive.empty() && !number) {
    return bad_recipe("outcome.positive", "names no class");
  }
  if (outcome.positive.empty() && !outcome.positive_values.empty())
    return bad_recipe("outcome.positive_values", "mean no class; `positive` names it");
  if (!outcome.positive.empty() && outcome.positive == outcome.negative)
    return bad_recipe("outcome.negative", "is the same as outcome.positive");
  if (!outcome.negative.empty() && outcome.is_positive(outcome.negative))
    return bad_recipe("outcome.negative", "is one of outcome.positive_values");
  if (!outcome.negative_values.empty() && (outcome.negative.empty() || outcome.takes_rest()))
    return bad_recipe("outcome.negative_values", "mean no class; `negative` names it");
  if (auto ok = check_texts(outcome); !ok) return ok;
  if (!outcome.positive_values.empty()) {
    if (auto ok = check_beginning(outcome.positive, "outcome.positive"); !ok) return ok;
  }
  if (outcome.id.empty()) return bad_recipe("outcome.id", "an output needs an id");
  if (auto ok = check_beginning(outcome.id, "outcome.id"); !ok) return ok;
  if (outcome.id == "issues")
    return bad_recipe("outcome.id", "\"issues\" is the name of another column of predictions");
  for (std::size_t i = 0; i < recipe.predictors.size(); ++i) {
    const std::string_view source = recipe.predictors[i].source_column();
    if (source == outcome.column || (!outcome.time.empty() && source == outcome.time)) {
      return bad_recipe("predictors[" + std::to_string(i) + "]",
                        "\"" + std::string(source) + "\" is the outcome; it can't predict itself");
    }
  }
  return {};
}

bool is_among(std::string_view name, const std::vector<std::string_view>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Status check_columns(const std::vector<std::string>& columns, const KnownNames& names,
                     const std::string& path) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string here = path + "[" + std::to_string(i) + "]";
    if (!is_among(columns[i], names.known)) {
      if (is_among(columns[i], names.later))
        return bad_recipe(here, "\"" + columns[i] + "\" is created by a later step");
      return bad_recipe(here,
                        "there is no predictor \"" + columns[i] + "\"" + suggestion(columns[i], names.known));
    }
    if (!seen.insert(columns[i]).second) return bad_recipe(here, "\"" + columns[i] + "\" stands twice");
  }
  return {};
}

/// The names of the columns that a step creates.
std::vector<std::string> created_by(const StepRequest& step) {
  return std::visit(
      [](const auto& request) -> std::vector<std::string> {
        if constexpr (requires { request.created(); }) return request.created();
        return {};
      },
      step);
}

/// Whether fitting the step reads the outcome; it then knows two classes only.
bool reads_outcome(const StepRequest& step) {
  return std::visit(
      [](const auto& request) {
        using Request = std::decay_t<decltype(request)>;
        if constexpr (std::is_same_v<Request, SelectRequest>) return request.by != Worth::variance;
        if constexpr (std::is_same_v<Request, BinRequest>) return request.method == Binning::supervised;
        return std::is_same_v<Request, TargetRequest> || std::is_same_v<Request, SelectL1Request> ||
               std::is_same_v<Request, SelectRecursiveRequest> ||
               std::is_same_v<Request, SelectStableRequest> || std::is_same_v<Request, SelectMrmrRequest> ||
               std::is_same_v<Request, SelectForestRequest> || std::is_same_v<Request, DropCorrelatedRequest>;
      },
      step);
}

/// As the recipe names it.
template <class Request>
std::string name_of(const Request& request) {
  return std::string(std::visit([](const auto& one) -> std::string_view { return one.kName; }, request));
}

Status check_steps(const Recipe& recipe) {
  std::vector<std::vector<std::string>> created;
  for (const StepRequest& step : recipe.steps) created.push_back(created_by(step));
  for (std::size_t s = 0; s < recipe.steps.size(); ++s) {
    KnownNames names;
    for (const Predictor& predictor : recipe.predictors) names.known.push_back(predictor.id);
    for (std::size_t other = 0; other < created.size(); ++other) {
      if (other == s) continue;
      auto& list = other < s ? names.known : names.later;
      list.insert(list.end(), created[other].begin(), created[other].end());
    }
    const std::string here = "steps[" + std::to_string(s) + "]." + name_of(recipe.steps[s]);
    for (const std::string& name : created[s]) {
      if (auto ok = check_beginning(name, here); !ok) return ok;
    }
    if (recipe.outcome.which() != OutcomeKind::binary && reads_outcome(recipe.steps[s])) {
      return bad_recipe(here,
                        "reads the outcome and knows two classes only; this recipe has " +
                            (recipe.outcome.classes.empty()
                                 ? "an outcome of kind " + std::string(enum_name(recipe.outcome.which()))
                                 : std::to_string(recipe.outcome.classes.size())));
    }
    const auto check_own = [&](const auto& request) -> Status {
      if constexpr (requires { request.columns; }) {
        if (auto ok = check_columns(request.columns, names, here + ".columns"); !ok) return ok;
      }
      if constexpr (requires { request.check(here); }) {
        if (auto ok = request.check(here); !ok) return ok;
      }
      if constexpr (requires { request.check(here, names); }) {
        if (auto ok = request.check(here, names); !ok) return ok;
      }
      return {};
    };
    if (auto ok = std::visit(check_own, recipe.steps[s]); !ok) return ok;
    for (const std::string& name : created[s]) {
      if (is_among(name, names.known)) {
        return bad_recipe(here, "would create \"" + name + "\", which there is already");
      }
      names.known.push_back(name);  // one step may not create it twice either
    }
  }
  return {};
}

/// A model that may only rise or fall with a predictor needs one whose values have an order.
Status check_monotone(const Directions& monotone, const Recipe& recipe, const std::string& path) {
  std::vector<std::string_view> ids;
  for (const Predictor& predictor : recipe.predictors) ids.push_back(predictor.id);
  for (const auto& one : monotone) {
    const std::string& id = one.first;
    const std::string here = path + "." + id;
    const auto found = std::find_if(recipe.predictors.begin(), recipe.predictors.end(),
                                    [&](const Predictor& predictor) { return predictor.id == id; });
    if (found == recipe.predictors.end())
      return bad_recipe(here, "there is no predictor \"" + id + "\"" + suggestion(id, ids));
    if (found->kind == Kind::categorical && !found->ordered)
      return bad_recipe(here, "its levels have no order; say `ordered` if they stand from least to most");
    if (recipe.outcome.which() == OutcomeKind::classes)
      return bad_recipe(here, "with several classes no direction is defined");
  }
  return {};
}

Status check_pairs(const std::vector<std::vector<std::string>>& pairs, const Recipe& recipe,
                   const std::string& path) {
  std::vector<std::string_view> ids;
  for (const Predictor& predictor : recipe.predictors) ids.push_back(predictor.id);
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    for (const std::string& id : pairs[p]) {
      if (!is_among(id, ids))
        return bad_recipe(path + "[" + std::to_string(p) + "]",
                          "there is no predictor \"" + id + "\"" + suggestion(id, ids));
    }
  }
  return {};
}

Status check_model(const Recipe& recipe) {
  const std::string here = "model." + name_of(recipe.model);
  const OutcomeKind kind = recipe.outcome.which();
  if (!std::visit([&](const auto& request) { return request.takes(kind); }, recipe.model))
    return bad_recipe(here, "can't predict an outcome of kind " + std::string(enum_name(kind)));
  return std::visit(
      [&](const auto& request) -> Status {
        if (auto ok = request.check(here); !ok) return ok;
        if constexpr (requires { request.monotone; }) {
          if (auto ok = check_monotone(request.monotone, recipe, here + ".monotone"); !ok) return ok;
        }
        if constexpr (requires { request.pairs; }) {
          if (auto ok = check_pairs(request.pairs, recipe, here + ".pairs"); !ok) return ok;
        }
        return {};
      },
      recipe.model);
}

Status check_search(const Recipe& recipe) {
  const OutcomeKind kind = recipe.outcome.which();
  const bool classes = kind == OutcomeKind::binary || kind == OutcomeKind::classes;
  if (!recipe.calibration.empty() && !classes)
    return bad_recipe("calibration",
                      "is for probabilities of classes, not for " + std::string(enum_name(kind)));
  const bool unchanged = std::find(recipe.calibration.begin(), recipe.calibration.end(),
                                   CalibrationMethod::none) != recipe.calibration.end();
  if (recipe.class_weight != ClassWeight::none && classes && unchanged)
    return bad_recipe("calibration",
                      "`none` beside `class_weight: balanced` would give risks of a population in which all "
                      "classes are equally frequent; leave it out: intercepts bring them back to the data's "
                      "shares, and other methods come after these");
  if (recipe.class_weight != ClassWeight::none && !classes)
    return bad_recipe("class_weight",
                      "needs classes; the outcome is of kind " + std::string(enum_name(kind)));
  if (!recipe.validation.order.empty() && !recipe.validation.group.empty())
    return bad_recipe("validation", "has `order` and `group`; give one of the two");
  if (!recipe.search) return {};
  if (recipe.search->folds < 2 || recipe.search->folds > 20)
    return bad_recipe("search.folds", "must be from 2 to 20, found " + std::to_string(recipe.search->folds));
  if (recipe.search->draws < 1 || recipe.search->draws > 1000)
    return bad_recipe("search.draws",
                      "must be from 1 to 1000, found " + std::to_string(recipe.search->draws));
  return {};
}

}  // namespace

Recipe::Recipe() = default;
Recipe::Recipe(const Recipe&) = default;
Recipe::Recipe(Recipe&&) noexcept = default;
Recipe& Recipe::operator=(const Recipe&) = default;
Recipe& Recipe::operator=(Recipe&&) noexcept = default;
Recipe::~Recipe() = default;

Result<Recipe> parse_recipe(std::string_view json) {
  auto recipe = from_json<Recipe>(json);
  if (!recipe) return recipe;
  if (recipe->version_of_recipe != 1) {
    return bad_recipe("nearside_recipe",
                      "this Nearside reads version 1, found " + std::to_string(recipe->version_of_recipe));
  }
  if (auto ok = check_model_id(recipe->id); !ok) return ok.error();
  if (recipe->data.file.empty()) return bad_recipe("data.file", "names no file");
  const std::string& delimiter = recipe->data.delimiter;
  if (delimiter.size() != 1 || !can_separate(delimiter[0]))
    return bad_recipe("data.delimiter",
                      "must be " + std::string(kWhatSeparates) + ", not \"" + delimiter + "\"");
  for (std::size_t i = 0; i < recipe->data.only.size(); ++i) {
    const RowFilter& filter = recipe->data.only[i];
    const std::string here = "data.only[" + std::to_string(i) + "]";
    if (filter.column.empty()) return bad_recipe(here + ".column", "names no column");
    const bool range = filter.low || filter.high;
    if (range == !filter.values.empty())
      return bad_recipe(here, "needs a range (low, high) or values, not both");
  }
  if (recipe->data.repeated != Repeated::refuse && recipe->data.key.empty()) {
    return bad_recipe("data.repeated", "says what to do with repeated keys, but data.key names no column");
  }
  for (std::size_t p = 0; p < recipe->predictors.size(); ++p) {
    if (recipe->predictors[p].analyte.empty()) continue;
    auto units = units_of_analyte(recipe->predictors[p], "predictors[" + std::to_string(p) + "]");
    if (!units) return units.error();
    recipe->predictors[p].units = std::move(*units);
  }
  if (auto ok = check(recipe->predictors, "predictors"); !ok) {
    return bad_recipe(ok.error().path, ok.error().message);
  }
  if (auto ok = check(recipe->exclusions, recipe->predictors, "exclusions"); !ok) {
    return bad_recipe(ok.error().path, ok.error().message);
  }
  if (auto ok = check_beginnings(recipe->predictors, recipe->exclusions); !ok) return ok.error();
  if (auto ok = check(recipe->form, recipe->predictors, "form"); !ok) {
    return bad_recipe(ok.error().path, ok.error().message);
  }
  if (auto ok = check_outcome(*recipe); !ok) return ok.error();
  if (auto ok = check_steps(*recipe); !ok) return ok.error();
  if (auto ok = check_model(*recipe); !ok) return ok.error();
  if (recipe->validation.folds < 2 || recipe->validation.folds > 100) {
    return bad_recipe("validation.folds",
                      "must be from 2 to 100, found " + std::to_string(recipe->validation.folds));
  }
  if (recipe->validation.repeats < 1 || recipe->validation.repeats > 100) {
    return bad_recipe("validation.repeats",
                      "must be from 1 to 100, found " + std::to_string(recipe->validation.repeats));
  }
  if (auto ok = check_search(*recipe); !ok) return ok.error();
  return recipe;
}

}  // namespace nearside
