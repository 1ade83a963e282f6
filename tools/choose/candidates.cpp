// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <type_traits>

#include "core/base/closest_name.h"
#include "core/base/numerics.h"
#include "core/model_file/json.h"

namespace nearside {
namespace {

/// 10 to a power between the two, each as likely as the others.
double log_uniform(Random& random, double low_power, double high_power) {
  constexpr double kLn10 = 2.302585092994046;
  return numerics::exp(kLn10 * (low_power + random.uniform() * (high_power - low_power)));
}

struct Entry {
  Family family;
  std::function<bool(const ModelRequest&)> owns;
  /// The list of settings, from the simplest model to the most flexible one.
  std::function<std::vector<ModelRequest>(OutcomeKind)> grid;
  std::function<ModelRequest(OutcomeKind, Random&)> draw;
};

template <class Request>
bool is(const ModelRequest& model) {
  return std::holds_alternative<Request>(model);
}

Entry logistic() {
  return {{"logistic", "coefficients"},
          is<LogisticRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double c : {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0})
              grid.emplace_back(LogisticRequest{c});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(LogisticRequest{log_uniform(random, -3.0, 2.0)});
          }};
}

Entry cox() {
  return {{"cox", "coefficients"},
          is<CoxRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double lambda : {0.3, 0.1, 0.03, 0.01, 0.003, 0.001}) {
              for (const double alpha : {1.0, 0.0})
                grid.emplace_back(CoxRequest{Ties::efron, lambda, alpha, "", true});
            }
            grid.emplace_back(CoxRequest{});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            CoxRequest drawn;
            drawn.lambda = log_uniform(random, -3.5, -0.5);
            drawn.alpha = random.uniform();
            return ModelRequest(drawn);
          }};
}

/// A share from `low` to `high`, in steps of a tenth.
double tenths(Random& random, std::uint64_t low, std::uint64_t high) {
  return static_cast<double>(low + random.below(high - low + 1)) / 10.0;
}

std::uint32_t whole(Random& random, std::uint32_t low, std::uint32_t high) {
  return low + static_cast<std::uint32_t>(random.below(high - low + 1));
}

Entry points() {
  return {
      {"points", "a card with whole points"},
      is<PointsRequest>,
      [](OutcomeKind) {
        std::vector<ModelRequest> grid;
        for (const std::uint32_t predictors : {4u, 6u, 8u, 12u})
          grid.emplace_back(PointsRequest{.predictors = predictors});
        return grid;
      },
      [](OutcomeKind, Random& random) {
        return ModelRequest(PointsRequest{.predictors = whole(random, 3, 15), .bins = whole(random, 2, 6)});
      }};
}

Entry decision_tree() {
  return {{"decision_tree", "a tree"},
          is<DecisionTreeRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t depth : {2u, 3u, 4u, 6u})
              grid.emplace_back(DecisionTreeRequest{.depth = depth});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(DecisionTreeRequest{.depth = whole(random, 2, 8),
                                                    .rows_at_leaf = log_uniform(random, 0.7, 2.0)});
          }};
}

Entry additive() {
  return {{"additive", "a shape a predictor"},
          is<AdditiveRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t rounds : {150u, 300u, 600u})
              grid.emplace_back(AdditiveRequest{.rounds = rounds});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            // A tree has one predictor: the more predictors, the more trees. What matters is how far they go
            // together, rounds × eta: 5 was best for 8 predictors of 768 people, 30 for 65 of 11,769.
            const double eta = log_uniform(random, -2.0, -1.0);
            const double rounds = log_uniform(random, 0.5, 1.6) / eta;
            return ModelRequest(
                AdditiveRequest{.rounds = static_cast<std::uint32_t>(std::clamp(rounds, 50.0, 2000.0)),
                                .eta = eta,
                                .depth = whole(random, 1, 2),
                                .min_child_weight = log_uniform(random, 0.0, 1.5)});
          }};
}

Entry random_forest() {
  return {{"random_forest", "many trees"},
          is<RandomForestRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double rows : {20.0, 10.0, 5.0})
              grid.emplace_back(RandomForestRequest{.rows_at_leaf = rows});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(RandomForestRequest{.depth = whole(random, 4, 14),
                                                    .rows_at_leaf = log_uniform(random, 0.3, 1.7),
                                                    .columns_at_split = tenths(random, 1, 6)});
          }};
}

Entry gradient_boosting() {
  return {{"gradient_boosting", "many trees"},
          is<GradientBoostingRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t depth : {2u, 3u, 4u}) {
              for (const std::uint32_t rounds : {150u, 400u})
                grid.emplace_back(GradientBoostingRequest{.rounds = rounds, .eta = 0.03, .depth = depth});
            }
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(GradientBoostingRequest{.rounds = whole(random, 10, 60) * 10,
                                                        .eta = log_uniform(random, -2.0, -0.7),
                                                        .depth = whole(random, 2, 6),
                                                        .subsample = tenths(random, 4, 10),
                                                        .colsample = tenths(random, 3, 10),
                                                        .min_child_weight = log_uniform(random, 0.0, 1.5)});
          }};
}

constexpr std::array<double, 7> kLambdas{1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001};

Entry linear() {
  return {{"linear", "coefficients"},
          is<LinearRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double lambda : kLambdas) grid.emplace_back(LinearRequest{.lambda = lambda});
            grid.emplace_back(LinearRequest{});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(LinearRequest{.lambda = log_uniform(random, -4.0, 0.5)});
          }};
}

Entry poisson() {
  return {{"poisson", "coefficients"},
          is<PoissonRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double lambda : kLambdas) grid.emplace_back(PoissonRequest{.lambda = lambda});
            grid.emplace_back(PoissonRequest{});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(PoissonRequest{.lambda = log_uniform(random, -4.0, 0.5)});
          }};
}

Entry ordinal() {
  return {{"ordinal", "coefficients"},
          is<ProportionalOddsRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double c : {0.001, 0.01, 0.1, 1.0, 10.0, 100.0})
              grid.emplace_back(ProportionalOddsRequest{.c = c});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(ProportionalOddsRequest{.c = log_uniform(random, -3.0, 2.0)});
          }};
}

constexpr std::array<double, 4> kCosts{0.01, 0.1, 1.0, 10.0};

Entry svm_linear() {
  return {{.name = "svm_linear", .explainable = "coefficients", .automatic = false},
          is<SvmLinearRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double c : kCosts) grid.emplace_back(SvmLinearRequest{.c = c});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(SvmLinearRequest{.c = log_uniform(random, -3.0, 1.5)});
          }};
}

/// A machine with a kernel: its file holds development rows, so it is tried only by name.
template <class Request>
Entry svm_with_kernel() {
  return {{.name = Request::kName, .explainable = "nothing", .automatic = false},
          is<Request>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double c : kCosts) grid.emplace_back(Request{.c = c});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            Request drawn;
            drawn.c = log_uniform(random, -2.0, 2.0);
            drawn.gamma = log_uniform(random, -3.0, 0.0);
            return ModelRequest(drawn);
          }};
}

Entry naive_bayes() {
  return {{.name = "naive_bayes", .explainable = "a mean and a spread a class", .baseline = true},
          is<NaiveBayesRequest>,
          [](OutcomeKind) { return std::vector<ModelRequest>{NaiveBayesRequest{}}; },
          [](OutcomeKind, Random& random) {
            return ModelRequest(NaiveBayesRequest{log_uniform(random, -9.0, -1.0)});
          }};
}

Entry nearest_neighbours() {
  return {{.name = "nearest_neighbours",
           .explainable = "other people's rows",
           .automatic = false,
           .baseline = true},
          is<NearestNeighboursRequest>,
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t count : {100u, 50u, 25u, 10u})
              grid.emplace_back(NearestNeighboursRequest{count});
            return grid;
          },
          [](OutcomeKind, Random& random) {
            return ModelRequest(NearestNeighboursRequest{whole(random, 5, 100)});
          }};
}

/// The simplest first.
const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{naive_bayes(),
                                      points(),
                                      decision_tree(),
                                      logistic(),
                                      linear(),
                                      ordinal(),
                                      poisson(),
                                      cox(),
                                      svm_linear(),
                                      additive(),
                                      gradient_boosting(),
                                      random_forest(),
                                      svm_with_kernel<SvmPolynomialRequest>(),
                                      svm_with_kernel<SvmSigmoidRequest>(),
                                      svm_with_kernel<SvmRbfRequest>(),
                                      nearest_neighbours()};
  return all;
}

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

std::vector<StepRequest> steps_for(const ModelRequest& model, const std::vector<StepRequest>& steps) {
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

std::vector<ModelRequest> settings_of(const Entry& entry, const Recipe& recipe, Random& random) {
  const OutcomeKind kind = recipe.outcome.which();
  std::vector<ModelRequest> settings;
  if (recipe.search->method == SearchMethod::random) {
    for (std::uint32_t i = 0; i < recipe.search->draws; ++i) settings.push_back(entry.draw(kind, random));
  } else {
    settings = entry.grid(kind);
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
  std::vector<bool> wanted(entries().size(), false);
  if (recipe.search->models.empty()) wanted[family_of(recipe.model)] = true;
  std::vector<std::string_view> names{"auto"};
  for (const Entry& entry : entries()) names.push_back(entry.family.name);
  for (std::size_t i = 0; i < recipe.search->models.size(); ++i) {
    const std::string name = family_name(recipe.search->models[i]);
    const std::string here = "search.models[" + std::to_string(i) + "]";
    if (name == "auto") {
      for (std::size_t e = 0; e < entries().size(); ++e) {
        const Entry& entry = entries()[e];
        if (entry.family.automatic && takes(entry.grid(kind).front(), kind)) wanted[e] = true;
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
    if (!takes(entries()[e].grid(kind).front(), kind)) {
      return Error{ErrorCode::bad_recipe, here,
                   name + " can't predict an outcome of kind " + std::string(enum_name(kind))};
    }
    wanted[e] = true;
  }
  return wanted;
}

}  // namespace

const std::vector<Family>& families() {
  static const std::vector<Family> all = [] {
    std::vector<Family> list;
    for (const Entry& entry : entries()) list.push_back(entry.family);
    return list;
  }();
  return all;
}

std::size_t family_of(const ModelRequest& model) {
  const auto found =
      std::find_if(entries().begin(), entries().end(), [&](const Entry& entry) { return entry.owns(model); });
  return static_cast<std::size_t>(found - entries().begin());
}

Result<std::vector<Candidate>> candidates_of(const Recipe& recipe, std::uint64_t seed) {
  const std::size_t own = family_of(recipe.model);
  const Candidate as_it_stands{std::string(families()[own].name), recipe.model, recipe.steps};
  if (!recipe.search) return std::vector<Candidate>{as_it_stands};
  auto wanted = wanted_families(recipe);
  if (!wanted) return wanted.error();
  Random random(seed);
  std::vector<Candidate> candidates;
  for (std::size_t e = 0; e < entries().size(); ++e) {
    if (!(*wanted)[e]) continue;
    if (e == own) candidates.push_back(as_it_stands);
    for (const ModelRequest& model : settings_of(entries()[e], recipe, random)) {
      if (to_json(model) == to_json(recipe.model)) continue;
      candidates.push_back({std::string(entries()[e].family.name), model, steps_for(model, recipe.steps)});
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
