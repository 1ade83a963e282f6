// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/families.h"

#include <algorithm>
#include <array>

#include "core/base/numerics.h"

namespace nearside {
namespace {

/// 10 to a power between the two, each as likely as the others.
double log_uniform(Random& random, double low_power, double high_power) {
  constexpr double kLn10 = 2.302585092994046;
  return numerics::exp(kLn10 * (low_power + random.uniform() * (high_power - low_power)));
}

template <class Request>
bool is(const ModelRequest& model) {
  return std::holds_alternative<Request>(model);
}

Family logistic() {
  return {
      .name = "logistic",
      .explainable = "coefficients",
      .owns = is<LogisticRequest>,
      .grid =
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const double c : {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0})
              grid.emplace_back(LogisticRequest{c});
            return grid;
          },
      .draw = [](OutcomeKind,
                 Random& random) { return ModelRequest(LogisticRequest{log_uniform(random, -3.0, 2.0)}); }};
}

Family cox() {
  return {.name = "cox",
          .explainable = "coefficients",
          .owns = is<CoxRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double lambda : {0.3, 0.1, 0.03, 0.01, 0.003, 0.001}) {
                  for (const double alpha : {1.0, 0.0})
                    grid.emplace_back(CoxRequest{Ties::efron, lambda, alpha, "", true});
                }
                grid.emplace_back(CoxRequest{});
                return grid;
              },
          .draw =
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

Family points() {
  return {.name = "points",
          .explainable = "a card with whole points",
          .owns = is<PointsRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const std::uint32_t predictors : {4u, 6u, 8u, 12u})
                  grid.emplace_back(PointsRequest{.predictors = predictors});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(
                    PointsRequest{.predictors = whole(random, 3, 15), .bins = whole(random, 2, 6)});
              }};
}

/// A split by chance takes a few times p (1 - p) from the summed squared distance of 0 and 1, however many
/// the rows: trees that are grown deep and pruned by a little less or more.
constexpr std::array<double, 5> kPrunings{8.0, 4.0, 2.0, 1.0, 0.5};

Family decision_tree() {
  return {.name = "decision_tree",
          .explainable = "a tree",
          .owns = is<DecisionTreeRequest>,
          .grid =
              [](OutcomeKind kind) {
                std::vector<ModelRequest> grid;
                for (const std::uint32_t depth : {2u, 3u, 4u, 6u})
                  grid.emplace_back(DecisionTreeRequest{.depth = depth});
                if (kind == OutcomeKind::quantity) return grid;  // its unit is not known
                for (const double gamma : kPrunings)
                  grid.emplace_back(DecisionTreeRequest{.depth = 10, .gamma = gamma});
                return grid;
              },
          .draw =
              [](OutcomeKind kind, Random& random) {
                DecisionTreeRequest drawn{.depth = whole(random, 2, 8),
                                          .rows_at_leaf = log_uniform(random, 0.7, 2.0)};
                if (kind != OutcomeKind::quantity && random.below(2) == 1) {
                  drawn.depth = 10;
                  drawn.gamma = log_uniform(random, -0.5, 1.0);
                }
                return ModelRequest(drawn);
              }};
}

// Where one of several classes is rare, 5 leaves it no leaf of its own.
constexpr std::array<double, 2> kChildWeights{5.0, 1.0};

Family additive() {
  return {.name = "additive",
          .explainable = "a shape a predictor",
          .owns = is<AdditiveRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const std::uint32_t rounds : {150u, 300u, 600u}) {
                  for (const double weight : kChildWeights)
                    grid.emplace_back(AdditiveRequest{.rounds = rounds, .min_child_weight = weight});
                }
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                // A tree has one predictor: the more predictors, the more trees. What matters is how far they
                // go together, rounds × eta: 5 was best for 8 predictors of 768 people, 30 for 65 of 11,769.
                const double eta = log_uniform(random, -2.0, -1.0);
                const double rounds = log_uniform(random, 0.5, 1.6) / eta;
                return ModelRequest(
                    AdditiveRequest{.rounds = static_cast<std::uint32_t>(std::clamp(rounds, 50.0, 2000.0)),
                                    .eta = eta,
                                    .depth = whole(random, 1, 2),
                                    .min_child_weight = log_uniform(random, 0.0, 1.5)});
              }};
}

Family random_forest() {
  return {.name = "random_forest",
          .explainable = "many trees",
          .owns = is<RandomForestRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double rows : {20.0, 10.0, 5.0})
                  grid.emplace_back(RandomForestRequest{.rows_at_leaf = rows});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(RandomForestRequest{.depth = whole(random, 4, 14),
                                                        .rows_at_leaf = log_uniform(random, 0.3, 1.7),
                                                        .columns_at_split = tenths(random, 1, 6)});
              }};
}

Family gradient_boosting() {
  return {
      .name = "gradient_boosting",
      .explainable = "many trees",
      .owns = is<GradientBoostingRequest>,
      .grid =
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t depth : {2u, 3u, 4u}) {
              for (const std::uint32_t rounds : {150u, 400u}) {
                for (const double weight : kChildWeights) {
                  grid.emplace_back(GradientBoostingRequest{
                      .rounds = rounds, .eta = 0.03, .depth = depth, .min_child_weight = weight});
                }
              }
            }
            return grid;
          },
      .draw =
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

Family linear() {
  return {.name = "linear",
          .explainable = "coefficients",
          .owns = is<LinearRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double lambda : kLambdas) grid.emplace_back(LinearRequest{.lambda = lambda});
                grid.emplace_back(LinearRequest{});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(LinearRequest{.lambda = log_uniform(random, -4.0, 0.5)});
              }};
}

Family poisson() {
  return {.name = "poisson",
          .explainable = "coefficients",
          .owns = is<PoissonRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double lambda : kLambdas) grid.emplace_back(PoissonRequest{.lambda = lambda});
                grid.emplace_back(PoissonRequest{});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(PoissonRequest{.lambda = log_uniform(random, -4.0, 0.5)});
              }};
}

Family ordinal() {
  return {.name = "ordinal",
          .explainable = "coefficients",
          .owns = is<ProportionalOddsRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double c : {0.001, 0.01, 0.1, 1.0, 10.0, 100.0})
                  grid.emplace_back(ProportionalOddsRequest{.c = c});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(ProportionalOddsRequest{.c = log_uniform(random, -3.0, 2.0)});
              }};
}

constexpr std::array<double, 4> kCosts{0.01, 0.1, 1.0, 10.0};

Family svm_linear() {
  return {.name = "svm_linear",
          .explainable = "coefficients",
          .automatic = false,
          .owns = is<SvmLinearRequest>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double c : kCosts) grid.emplace_back(SvmLinearRequest{.c = c});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(SvmLinearRequest{.c = log_uniform(random, -3.0, 1.5)});
              }};
}

/// A machine with a kernel: its file holds development rows, so it is tried only by name.
template <class Request>
Family svm_with_kernel() {
  return {.name = Request::kName,
          .explainable = "nothing",
          .automatic = false,
          .owns = is<Request>,
          .grid =
              [](OutcomeKind) {
                std::vector<ModelRequest> grid;
                for (const double c : kCosts) grid.emplace_back(Request{.c = c});
                return grid;
              },
          .draw =
              [](OutcomeKind, Random& random) {
                Request drawn;
                drawn.c = log_uniform(random, -2.0, 2.0);
                drawn.gamma = log_uniform(random, -3.0, 0.0);
                return ModelRequest(drawn);
              }};
}

Family naive_bayes() {
  return {.name = "naive_bayes",
          .explainable = "a mean and a spread a class",
          .baseline = true,
          .owns = is<NaiveBayesRequest>,
          .grid = [](OutcomeKind) { return std::vector<ModelRequest>{NaiveBayesRequest{}}; },
          .draw =
              [](OutcomeKind, Random& random) {
                return ModelRequest(NaiveBayesRequest{log_uniform(random, -9.0, -1.0)});
              }};
}

Family nearest_neighbours() {
  return {
      .name = "nearest_neighbours",
      .explainable = "other people's rows",
      .automatic = false,
      .baseline = true,
      .owns = is<NearestNeighboursRequest>,
      .grid =
          [](OutcomeKind) {
            std::vector<ModelRequest> grid;
            for (const std::uint32_t count : {100u, 50u, 25u, 10u})
              grid.emplace_back(NearestNeighboursRequest{count});
            return grid;
          },
      .draw = [](OutcomeKind,
                 Random& random) { return ModelRequest(NearestNeighboursRequest{whole(random, 5, 100)}); }};
}

}  // namespace

const std::vector<Family>& families() {
  static const std::vector<Family> all{naive_bayes(),
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

std::size_t family_of(const ModelRequest& model) {
  const auto found = std::find_if(families().begin(), families().end(),
                                  [&](const Family& family) { return family.owns(model); });
  return static_cast<std::size_t>(found - families().begin());
}

}  // namespace nearside
