// SPDX-License-Identifier: Apache-2.0
// Group lasso paths: tests/fixtures/points, and the conditions of an optimum.
#include "tools/fit/linear/group_path.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/dense.h"
#include "core/base/numerics.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// Invented patients: 0/1 columns of five predictors.
struct PointsTable {
  Matrix rows;
  std::vector<std::uint32_t> group{0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 4};
  Response response;
};

std::vector<double> column(const std::string& name) {
  return numbers_in(in_repository("tests/fixtures/points/table.csv"), name);
}

PointsTable points_table(bool weighted = false) {
  constexpr std::array<const char*, 13> kNames{
      "glucose_2", "glucose_3", "glucose_4", "glucose_missing", "mass_2",  "mass_3", "site_b",
      "site_c",    "site_d",    "smoker",    "noise_2",         "noise_3", "noise_4"};
  PointsTable table;
  const std::vector<double> outcome = column("outcome");
  table.rows = {kNames.size(), std::vector<double>(outcome.size() * kNames.size())};
  for (std::size_t j = 0; j < kNames.size(); ++j) {
    const std::vector<double> values = column(kNames[j]);
    for (std::size_t r = 0; r < values.size(); ++r) table.rows.row(r)[j] = values[r];
  }
  table.response = binary_response({outcome.begin(), outcome.end()});
  if (weighted) table.response.weight = column("weight");
  return table;
}

std::vector<double> numbers_of(const GroupLogistic& fitted) {
  std::vector<double> numbers{fitted.intercept()};
  for (const double one : fitted.coefficients()) numbers.push_back(one);
  return numbers;
}

/// Σ weight × (outcome − risk) × value / Σ weight, of centred columns: minus the gradient of the mean loss.
/// And the columns' covariance.
struct Conditions {
  double of_intercept = 0.0;
  std::vector<double> gradient;
  std::vector<double> covariance;
};

Conditions conditions_of(const GroupLogistic& fitted, const PointsTable& table) {
  const std::size_t k = table.rows.columns;
  const std::vector<double> coefficients = fitted.coefficients();
  std::vector<double> means(k, 0.0);
  double total = 0.0;
  for (std::size_t r = 0; r < table.rows.rows(); ++r) {
    total += table.response.weight_of(r);
    for (std::size_t j = 0; j < k; ++j) means[j] += table.response.weight_of(r) * table.rows.row(r)[j];
  }
  for (double& mean : means) mean /= total;
  Conditions found{0.0, std::vector<double>(k, 0.0), std::vector<double>(k * k, 0.0)};
  for (std::size_t r = 0; r < table.rows.rows(); ++r) {
    const auto row = table.rows.row(r);
    double odds = fitted.intercept();
    for (std::size_t j = 0; j < k; ++j) odds += coefficients[j] * row[j];
    const double weight = table.response.weight_of(r) / total;
    const double left = weight * (table.response.label[r] - 1.0 / (1.0 + std::exp(-odds)));
    found.of_intercept += left;
    for (std::size_t j = 0; j < k; ++j) {
      found.gradient[j] += left * (row[j] - means[j]);
      for (std::size_t i = 0; i < k; ++i)
        found.covariance[j * k + i] += weight * (row[j] - means[j]) * (row[i] - means[i]);
    }
  }
  return found;
}

TEST(GroupLogistic, AgreesWithProximalGradients) {
  const std::string path = in_repository("tests/fixtures/points/reference.csv");
  for (const bool weighted : {false, true}) {
    const PointsTable table = points_table(weighted);
    const std::string which = weighted ? "1" : "0";
    const std::vector<double> penalties = numbers_in(path, "penalty", which);
    const std::vector<double> coefficients = numbers_in(path, "coefficient", which);
    ASSERT_EQ(coefficients.size(), 5u * 14u);
    GroupLogistic fitted(table.rows, table.group, table.response);
    for (std::size_t begin = 0; begin < coefficients.size(); begin += 14) {
      ASSERT_TRUE(fitted.solve(penalties[begin]));
      const auto from = coefficients.begin() + static_cast<std::ptrdiff_t>(begin);
      const std::vector<double> expected(from, from + 14);
      const std::vector<double> seen = numbers_of(fitted);
      EXPECT_LT(largest_difference(seen, expected), 1e-9) << penalties[begin];
      for (std::size_t j = 0; j < 14; ++j) EXPECT_EQ(seen[j] == 0.0, expected[j] == 0.0) << j;
    }
  }
}

// Yuan and Lin, equations 2.2 and 2.3: of a group with coefficients the gradient is λ √size × the slope of
// the length √(b′Sb), of another it is no longer than λ √size, measured by S⁻¹.
TEST(GroupLogistic, MeetsTheConditionsOfAnOptimum) {
  for (const bool weighted : {false, true}) {
    const PointsTable table = points_table(weighted);
    GroupLogistic fitted(table.rows, table.group, table.response);
    const std::size_t k = table.rows.columns;
    for (const double share : {0.95, 0.5, 0.2, 0.05, 0.001}) {
      const double penalty = share * fitted.largest_penalty();
      ASSERT_TRUE(fitted.solve(penalty));
      const Conditions found = conditions_of(fitted, table);
      EXPECT_NEAR(found.of_intercept, 0.0, 1e-12);
      const std::vector<double> b = fitted.coefficients();
      for (std::size_t from = 0; from < k;) {
        std::size_t until = from;
        while (until < k && table.group[until] == table.group[from]) ++until;
        const std::size_t size = until - from;
        const double most = penalty * std::sqrt(static_cast<double>(size));
        std::vector<double> covariance;
        std::vector<double> turned;  // S b
        double square = 0.0;
        for (std::size_t i = from; i < until; ++i) {
          turned.push_back(0.0);
          for (std::size_t j = from; j < until; ++j) {
            covariance.push_back(found.covariance[i * k + j]);
            turned.back() += covariance.back() * b[j];
          }
          square += b[i] * turned.back();
        }
        if (square > 0.0) {
          for (std::size_t i = 0; i < size; ++i)
            EXPECT_NEAR(found.gradient[from + i], most * turned[i] / std::sqrt(square), 1e-11) << from + i;
        } else {
          std::vector<double> solved(found.gradient.begin() + static_cast<std::ptrdiff_t>(from),
                                     found.gradient.begin() + static_cast<std::ptrdiff_t>(until));
          ASSERT_TRUE(solve_positive_definite(covariance, solved));
          double length = 0.0;
          for (std::size_t i = 0; i < size; ++i) length += solved[i] * found.gradient[from + i];
          EXPECT_LE(std::sqrt(length), most * (1.0 + 1e-9)) << from;
        }
        from = until;
      }
    }
  }
}

TEST(GroupLogistic, HasNoCoefficientFromTheLargestPenaltyOn) {
  const PointsTable table = points_table();
  GroupLogistic fitted(table.rows, table.group, table.response);
  const double largest = fitted.largest_penalty();
  ASSERT_TRUE(fitted.solve(largest * 1.0001));
  EXPECT_EQ(fitted.active(), (std::vector<std::uint32_t>{}));
  ASSERT_TRUE(fitted.solve(largest * 0.9999));
  EXPECT_EQ(fitted.active().size(), 1u);
}

TEST(GroupLogistic, CountsWeightsAsRows) {
  const PointsTable table = points_table();
  PointsTable weighted = table;
  PointsTable twice = table;
  for (std::size_t r = 0; r < table.rows.rows(); ++r) {
    weighted.response.weight.push_back(r % 3 == 0 ? 2.0 : 1.0);
    if (r % 3 != 0) continue;
    const auto row = table.rows.row(r);
    twice.rows.values.insert(twice.rows.values.end(), row.begin(), row.end());
    twice.response.label.push_back(table.response.label[r]);
  }
  GroupLogistic one(weighted.rows, table.group, weighted.response);
  GroupLogistic other(twice.rows, table.group, twice.response);
  EXPECT_NEAR(one.largest_penalty(), other.largest_penalty(), 1e-15);
  ASSERT_TRUE(one.solve(0.01) && other.solve(0.01));
  EXPECT_LT(largest_difference(numbers_of(one), numbers_of(other)), 1e-10);
}

// Bins as steps (at or above a cut) or each by itself: the same groups with the same log odds.
TEST(GroupLogistic, DoesNotDependOnHowAGroupIsCoded) {
  const PointsTable steps = points_table();
  PointsTable single = steps;
  for (std::size_t r = 0; r < single.rows.rows(); ++r) {
    const auto row = single.rows.row(r);
    for (const std::size_t j : {0u, 1u, 4u, 10u, 11u}) row[j] -= row[j + 1];
  }
  GroupLogistic one(steps.rows, steps.group, steps.response);
  GroupLogistic other(single.rows, single.group, single.response);
  for (const double penalty : {0.04, 0.01, 0.001}) {
    ASSERT_TRUE(one.solve(penalty) && other.solve(penalty));
    EXPECT_EQ(one.active(), other.active());
    std::vector<double> expected = numbers_of(one);
    for (const std::size_t j : {2u, 3u, 6u, 12u, 13u}) expected[j] += expected[j - 1];
    EXPECT_LT(largest_difference(numbers_of(other), expected), 1e-9);
  }
}

TEST(GroupLogistic, LeavesColumnsOutThatAreSumsOfOthers) {
  const PointsTable table = points_table();
  Matrix more{15, {}};
  for (std::size_t r = 0; r < table.rows.rows(); ++r) {
    const auto row = table.rows.row(r);
    more.values.insert(more.values.end(), row.begin(), row.end());
    more.values.insert(more.values.end(), {row[4] - row[5], 7.0});  // mass between its cuts; a constant
  }
  std::vector<std::uint32_t> group = table.group;
  group.insert(group.end(), {1, 5});
  GroupLogistic plain(table.rows, table.group, table.response);
  GroupLogistic fitted(more, group, table.response);
  EXPECT_EQ(fitted.size_of(1), 2u);
  EXPECT_EQ(fitted.size_of(5), 0u);
  ASSERT_TRUE(plain.solve(0.005) && fitted.solve(0.005));
  std::vector<double> expected = numbers_of(plain);
  expected.insert(expected.end(), {0.0, 0.0});
  EXPECT_LT(largest_difference(numbers_of(fitted), expected), 1e-12);
}

TEST(FirstOnGroupPath, HasAtMostSoManyGroupsAndKeepsTheFirst) {
  const PointsTable table = points_table();
  std::vector<std::uint32_t> before;
  for (std::size_t most = 1; most <= 6; ++most) {
    const auto chosen = first_on_group_path(table.rows, table.group, table.response, most);
    EXPECT_EQ(chosen.size(), std::min<std::size_t>(most, 5));
    EXPECT_TRUE(std::includes(chosen.begin(), chosen.end(), before.begin(), before.end())) << most;
    before = chosen;
  }
}

TEST(FirstOnGroupPath, IsEmptyWhereNothingVaries) {
  const Matrix rows = matrix({{1.0, 2.0}, {1.0, 2.0}, {1.0, 2.0}});
  const std::vector<std::uint32_t> group{0, 1};
  EXPECT_TRUE(first_on_group_path(rows, group, binary_response({0, 1, 1}), 2).empty());
}

}  // namespace
}  // namespace nearside
