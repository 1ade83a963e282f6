// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/test_vectors.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/builders.h"

namespace nearside {
namespace {

/// Two records of two predictors, one output, one issue (of the second record).
TestVectors two_vectors() {
  TestVectors vectors;
  vectors.count = 2;
  vectors.kinds = {1, 2, 3, 0};
  vectors.numbers = {1.5, 0.0, 1.0, 0.0};
  vectors.units = {1, 0, 0, 0};
  vectors.levels = {0, 2, 0, 0};
  vectors.outputs = {0.25, kNaN};
  vectors.issue_counts = {0, 1};
  vectors.issue_codes = {0};
  vectors.issue_predictors = {1};
  vectors.issue_seen = {kNaN};
  vectors.issue_limits = {kNaN};
  return vectors;
}

template <class Change>
void ExpectVectorsFault(Change change, const std::string& field, const std::string& words) {
  TestVectors vectors = two_vectors();
  change(vectors);
  ExpectFault(check(vectors, 2, 1, "v"), ErrorCode::bad_model_file, "v." + field, words);
}

TEST(TestVectorsCheck, AcceptsVectorsThatFit) {
  const Status status = check(two_vectors(), 2, 1, "v");
  EXPECT_TRUE(status) << status.error().text();
}

TEST(TestVectorsCheck, RefusesNone) {
  ExpectVectorsFault([](TestVectors& v) { v = {}; }, "count", "needs test vectors");
}

TEST(TestVectorsCheck, RefusesMoreThanTheLimit) {
  ExpectVectorsFault([](TestVectors& v) { v.count = 4097; }, "count", "4096");
  ExpectVectorsFault([](TestVectors& v) { v.count = 0xFFFFFFFFu; }, "count", "4096");
}

TEST(TestVectorsCheck, RefusesListsOfTheWrongLength) {
  const std::string cell = "every cell of every record";
  ExpectVectorsFault([](TestVectors& v) { v.kinds.pop_back(); }, "kinds", cell);
  ExpectVectorsFault([](TestVectors& v) { v.kinds.push_back(0); }, "kinds", cell);
  ExpectVectorsFault([](TestVectors& v) { v.numbers.pop_back(); }, "numbers", cell);
  ExpectVectorsFault([](TestVectors& v) { v.units.pop_back(); }, "units", cell);
  ExpectVectorsFault([](TestVectors& v) { v.levels.pop_back(); }, "levels", cell);
  ExpectVectorsFault([](TestVectors& v) { v.outputs.pop_back(); }, "outputs", "every output");
  ExpectVectorsFault([](TestVectors& v) { v.issue_counts.pop_back(); }, "issue_counts", "every record");
  ExpectVectorsFault([](TestVectors& v) { v.issue_codes.pop_back(); }, "issue_codes", "fit the counts");
  ExpectVectorsFault([](TestVectors& v) { v.issue_predictors.pop_back(); }, "issue_predictors",
                     "fit the counts");
  ExpectVectorsFault([](TestVectors& v) { v.issue_seen.pop_back(); }, "issue_seen", "fit the counts");
  ExpectVectorsFault([](TestVectors& v) { v.issue_limits.pop_back(); }, "issue_limits", "fit the counts");
  ExpectVectorsFault([](TestVectors& v) { v.issue_limits.push_back(0); }, "issue_limits", "fit the counts");
}

TEST(TestVectorsCheck, RefusesMoreIssuesThanCells) {
  ExpectVectorsFault([](TestVectors& v) { v.issue_counts[0] = 3; }, "issue_counts", "more issues than cells");
  // Added up in 32 bits these would be 0.
  ExpectVectorsFault(
      [](TestVectors& v) {
        v.issue_counts = {0xFFFFFFFFu, 1};
      },
      "issue_counts", "more issues");
}

TEST(TestVectorsCheck, RefusesKindsAndCodesThatDoNotExist) {
  ExpectVectorsFault([](TestVectors& v) { v.kinds[3] = kCellKinds; }, "kinds", "unknown kind");
  ExpectVectorsFault([](TestVectors& v) { v.issue_codes[0] = kIssueCodes; }, "issue_codes", "unknown code");
}

TEST(SetRecord, PutsOneVectorIntoTheRecord) {
  Record record(2);
  record.set_text(1, "from before");
  set_record(two_vectors(), 0, record);
  EXPECT_EQ(record.kinds, (std::vector<CellKind>{CellKind::number, CellKind::level}));
  ExpectSameBits(record.numbers, std::vector<double>{1.5, 0.0});
  EXPECT_EQ(record.units, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(record.levels, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(record.texts[1], "");
  set_record(two_vectors(), 1, record);
  EXPECT_EQ(record.kinds, (std::vector<CellKind>{CellKind::boolean, CellKind::absent}));
}

}  // namespace
}  // namespace nearside
