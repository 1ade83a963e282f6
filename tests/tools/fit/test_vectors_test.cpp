// SPDX-License-Identifier: Apache-2.0
#include "tools/fit/test_vectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/fit/train.h"
#include "tools/fixtures.h"
#include "tools/table/development_table.h"

namespace nearside {
namespace {

/// The mixed table's model with a limit on each number: age from 18 to 110, crp from 0 to 500, in two units.
Recipe limited() {
  Recipe recipe = inferred(mixed_csv(), "event");
  recipe.predictors[3].hard = Range{18, 110};
  recipe.predictors[4].hard = Range{0, 500};
  recipe.predictors[4].development = Range{0.2, 20};
  recipe.predictors[4].units = {{"mg/L", 1, 0, ""}, {"mg/dL", 10, 0, ""}};
  return recipe;
}

ModelFile trained(const Recipe& recipe) {
  auto model = train(recipe, mixed_csv(), {});
  EXPECT_TRUE(model) << text_of(model);
  return model ? model->model_file : ModelFile();
}

/// One replayed record.
struct Replayed {
  bool refused;
  std::vector<Issue> issues;
  double risk;
  bool has(IssueCode code, std::uint32_t predictor, double seen) const {
    return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) {
      return issue.code == code && issue.predictor == predictor && issue.seen == seen;
    });
  }
};

std::vector<Replayed> replayed(const ModelFile& file) {
  auto engine = Engine::assemble(file);
  EXPECT_TRUE(engine) << text_of(engine);
  Workspace workspace = engine->workspace();
  std::vector<Replayed> all;
  for (std::uint32_t v = 0; v < file.test_vectors.count; ++v) {
    set_record(file.test_vectors, v, workspace.record);
    engine->predict(workspace);
    all.push_back({workspace.refused, workspace.issues, workspace.outputs[0]});
  }
  return all;
}

template <class Test>
auto count_if(const std::vector<Replayed>& records, Test test) {
  return std::count_if(records.begin(), records.end(), test);
}

TEST(MadeTestVectors, AreThirtyTwoWithEveryCell) {
  const TestVectors vectors = trained(limited()).test_vectors;
  EXPECT_EQ(vectors.count, 32u);
  EXPECT_EQ(vectors.kinds.size(), 32u * 5u);
  EXPECT_EQ(vectors.outputs.size(), 32u);
}

TEST(MadeTestVectors, AreTheSameFromTheSameSeed) {
  const auto engine = Engine::assemble(trained(limited()));
  ASSERT_TRUE(engine);
  const TestVectors one = make_test_vectors(*engine, 7);
  const TestVectors again = make_test_vectors(*engine, 7);
  const TestVectors other = make_test_vectors(*engine, 8);
  EXPECT_EQ(one.kinds, again.kinds);
  EXPECT_EQ(one.numbers, again.numbers);
  EXPECT_EQ(one.digest, again.digest);
  EXPECT_NE(one.numbers, other.numbers);
  EXPECT_NE(one.digest, other.digest);
}

TEST(MadeTestVectors, BeginWithNothingAtAll) {
  const TestVectors vectors = trained(limited()).test_vectors;
  for (std::size_t p = 0; p < 5; ++p) {
    EXPECT_EQ(vectors.kinds[p], static_cast<std::uint8_t>(CellKind::absent)) << p;
  }
}

TEST(MadeTestVectors, HoldRefusedCautiousAndCleanRecords) {
  for (const Recipe& recipe : {limited(), inferred(mixed_csv(), "event")}) {
    const std::vector<Replayed> records = replayed(trained(recipe));
    EXPECT_GE(count_if(records, [](const Replayed& r) { return r.refused; }), 1);
    EXPECT_GE(count_if(records, [](const Replayed& r) { return !r.refused && !r.issues.empty(); }), 1);
    EXPECT_GE(count_if(records, [](const Replayed& r) { return r.issues.empty() && !std::isnan(r.risk); }),
              1);
    EXPECT_GE(count_if(records, [](const Replayed& r) { return !r.refused; }), 16);
  }
}

TEST(MadeTestVectors, NameEveryFillOfAnOptionalPredictor) {
  const std::vector<Replayed> records = replayed(trained(limited()));
  for (std::uint32_t predictor : {1u, 4u}) {
    EXPECT_GE(count_if(records,
                       [&](const Replayed& r) {
                         return std::any_of(r.issues.begin(), r.issues.end(), [&](const Issue& issue) {
                           return issue.code == IssueCode::imputed && issue.predictor == predictor;
                         });
                       }),
              1)
        << predictor;
  }
}

// A limit that moved by one step must be seen: a record stands just outside each.
TEST(MadeTestVectors, StandJustOutsideEveryLimit) {
  const std::vector<Replayed> records = replayed(trained(limited()));
  const auto seen = [&](IssueCode code, std::uint32_t predictor, double value) {
    return count_if(records, [&](const Replayed& r) { return r.has(code, predictor, value); }) > 0;
  };
  EXPECT_TRUE(seen(IssueCode::outside_hard_range, 3, 17));
  EXPECT_TRUE(seen(IssueCode::outside_hard_range, 3, 111));
  EXPECT_TRUE(seen(IssueCode::outside_hard_range, 4, std::nextafter(0.0, -1.0)));
  EXPECT_TRUE(seen(IssueCode::outside_hard_range, 4, std::nextafter(500.0, 501.0)));
  EXPECT_TRUE(seen(IssueCode::outside_development_range, 4, std::nextafter(0.2, 0.0)));
  EXPECT_TRUE(seen(IssueCode::outside_development_range, 4, std::nextafter(20.0, 21.0)));
}

TEST(MadeTestVectors, PutAFractionIntoAWholeNumber) {
  const std::vector<Replayed> records = replayed(trained(limited()));
  EXPECT_GE(count_if(records,
                     [](const Replayed& r) {
                       return std::any_of(r.issues.begin(), r.issues.end(), [](const Issue& issue) {
                         return issue.code == IssueCode::not_an_integer && issue.predictor == 3;
                       });
                     }),
            1);
}

TEST(MadeTestVectors, UseEveryUnitAndEveryLevel) {
  const TestVectors vectors = trained(limited()).test_vectors;
  std::set<std::uint32_t> units;
  std::vector<std::set<std::uint32_t>> levels(5);
  for (std::size_t cell = 0; cell < vectors.kinds.size(); ++cell) {
    const auto kind = static_cast<CellKind>(vectors.kinds[cell]);
    if (kind == CellKind::number && cell % 5 == 4) units.insert(vectors.units[cell]);
    if (kind == CellKind::level) levels[cell % 5].insert(vectors.levels[cell]);
  }
  EXPECT_EQ(units, (std::set<std::uint32_t>{0, 1}));
  EXPECT_EQ(levels[0].size(), 2u);
  EXPECT_EQ(levels[1].size(), 2u);
  EXPECT_EQ(levels[2].size(), 4u);
}

TEST(MadeTestVectors, AskAndDoNotAskAndRefuseForEachExclusion) {
  Recipe recipe = inferred(pima_csv(), "diabetes");
  recipe.exclusions = {{"dialysis", {"?", ""}, {}, true, {"!", ""}},
                       {"adult", {"?", ""}, {}, false, {"!", ""}}};
  auto model = train(recipe, pima_csv(), {});
  ASSERT_TRUE(model) << text_of(model);
  const TestVectors& vectors = model->model_file.test_vectors;
  const std::size_t cells = recipe.predictors.size() + 2;
  ASSERT_EQ(vectors.kinds.size(), vectors.count * cells);
  std::map<std::pair<std::uint32_t, std::uint8_t>, int> seen;
  for (std::size_t i = 0; i < vectors.issue_codes.size(); ++i) {
    ++seen[{vectors.issue_predictors[i], vectors.issue_codes[i]}];
  }
  for (const auto cell : {static_cast<std::uint32_t>(cells - 2), static_cast<std::uint32_t>(cells - 1)}) {
    EXPECT_EQ((seen[{cell, static_cast<std::uint8_t>(IssueCode::excluded)}]), 1);
    EXPECT_EQ((seen[{cell, static_cast<std::uint8_t>(IssueCode::exclusion_not_asked)}]), 2);
  }
  const auto predicted = std::count_if(vectors.outputs.begin(), vectors.outputs.end(),
                                       [](double output) { return !std::isnan(output); });
  EXPECT_GT(predicted, 10);
}

/// No record of `file` that can be read says what a row of the table says.
void ExpectNoRowOfTheTable(const Recipe& recipe, const std::string& data) {
  auto model = train(recipe, data, {});
  ASSERT_TRUE(model) << text_of(model);
  const auto table = read_development_table(recipe, data);
  ASSERT_TRUE(table);
  const TestVectors& vectors = model->model_file.test_vectors;
  const std::size_t predictors = recipe.predictors.size();
  Record record(predictors);
  std::vector<double> bound(predictors);
  std::vector<Issue> issues;
  issues.reserve(predictors);
  for (std::uint32_t v = 0; v < vectors.count; ++v) {
    set_record(vectors, v, record);
    issues.clear();
    bind_record(recipe.predictors, record, bound, issues);
    for (std::size_t r = 0; r < table->rows.rows(); ++r) {
      const auto row = table->rows.row(r);
      const bool same = std::equal(row.begin(), row.end(), bound.begin(), [](double a, double b) {
        return a == b || (std::isnan(a) && std::isnan(b));
      });
      EXPECT_FALSE(same) << "record " << v << " is row " << table->number[r];
    }
  }
}

TEST(MadeTestVectors, AreNobodysRow) {
  ExpectNoRowOfTheTable(inferred(mixed_csv(), "event"), mixed_csv());
  ExpectNoRowOfTheTable(inferred(pima_csv(), "diabetes"), pima_csv());
}

}  // namespace
}  // namespace nearside
