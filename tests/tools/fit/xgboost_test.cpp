// SPDX-License-Identifier: Apache-2.0
// Rows handed to XGBoost some at a time grow the trees that rows handed over at once grow.
#include "tools/fit/xgboost.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/random.h"
#include "tools/fit/forest.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

class BinnedRows : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!kForestsGrow) GTEST_SKIP() << "XGBoost is native only";
  }
};

struct Invented {
  FloatRows rows;
  std::vector<float> label;
  std::vector<float> weight;
};

/// A continuous column, whole numbers, a flag, a constant, one that is never known and one that often is not.
Invented invented(std::size_t count) {
  Random random(11);
  Invented made{{6, {}}, {}, {}};
  for (std::size_t r = 0; r < count; ++r) {
    const auto continuous = static_cast<float>(random.normal());
    const auto whole = static_cast<float>(std::floor(90.0 * random.uniform()));
    const float flag = random.uniform() < 0.02 ? 1.0f : 0.0f;
    const float often = random.uniform() < 0.4 ? kMissing : static_cast<float>(random.uniform());
    made.rows.values.insert(made.rows.values.end(), {continuous, whole, flag, 3.5f, kMissing, often});
    const double sum = continuous + whole / 40.0 + 2.0 * flag + (std::isnan(often) ? 0.5 : often);
    made.label.push_back(sum + random.normal() > 2.0 ? 1.0f : 0.0f);
    made.weight.push_back(0.25f + static_cast<float>(r % 7));
  }
  return made;
}

FloatRowSource source_of(const FloatRows& rows) {
  return {rows.rows(), rows.columns, [&rows](std::size_t first, std::span<float> values) -> Status {
            std::copy_n(rows.values.begin() + static_cast<std::ptrdiff_t>(first * rows.columns),
                        values.size(), values.begin());
            return {};
          }};
}

std::string grown_from(const Result<BoostedRows>& rows) {
  if (!rows) return text_of(rows);
  auto booster = Booster::begin({&*rows}, {{"tree_method", "hist"},
                                           {"objective", "binary:logistic"},
                                           {"max_depth", "5"},
                                           {"subsample", "0.8"},
                                           {"seed", "3"}});
  if (!booster) return text_of(booster);
  for (int round = 0; round < 30; ++round) {
    if (auto ok = booster->round(*rows); !ok) return text_of(ok);
  }
  auto json = booster->json();
  return json ? *json : text_of(json);
}

// Fewer rows than are handed over at once, several times as many, and just so many.
TEST_F(BinnedRows, GrowTheTreesOfWholeRows) {
  for (const std::size_t count : {700u, 8192u, 20'001u}) {
    const Invented made = invented(count);
    for (const std::vector<float>& weight : {std::vector<float>(), made.weight}) {
      const std::vector<float> base{-0.375f};
      const std::string whole = grown_from(BoostedRows::make(made.rows, made.label, weight, base));
      const auto forest = read_forest(whole, made.rows.columns);
      ASSERT_TRUE(forest) << text_of(forest);
      EXPECT_GT(forest->front().size(), 10u);
      EXPECT_EQ(grown_from(BoostedRows::binned(source_of(made.rows), made.label, weight, base)), whole);
      EXPECT_EQ(grown_from(BoostedRows::binned(source_of(made.rows), made.label, weight, base, 3)), whole);
    }
  }
}

// What a source has to say reaches the user, whichever rows it says it of.
TEST_F(BinnedRows, AreRefusedWithTheFaultOfTheirSource) {
  const Invented made = invented(9000);
  for (const std::size_t bad : {0u, 4096u, 8999u}) {
    FloatRowSource source = source_of(made.rows);
    source.fill = [bad, whole = source.fill](std::size_t first, std::span<float> values) -> Status {
      if (bad >= first && bad < first + values.size() / 6)
        return Error{ErrorCode::cannot_fit, "row " + std::to_string(bad), "is not to be had"};
      return whole(first, values);
    };
    const auto rows = BoostedRows::binned(source, made.label, {}, {});
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().text(), "row " + std::to_string(bad) + ": is not to be had");
  }
}

}  // namespace
}  // namespace nearside
