// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/column_profile.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/data/csv.h"

namespace nearside {
namespace {

using Texts = std::vector<std::string>;

ColumnProfile judged(const Texts& fields, const std::string& name = "x") {
  ColumnProfile column(name);
  for (const std::string& field : fields) column.add(field);
  column.judge();
  return column;
}

std::string kind_of(const Texts& fields, const std::string& name = "x") {
  return std::string(name_of(judged(fields, name).kind));
}

/// `count` texts: prefix and a number from `first` on.
Texts counted(std::size_t count, const std::string& prefix = "", std::size_t first = 1,
              std::size_t step = 1) {
  Texts texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back(prefix + std::to_string(first + i * step));
  return texts;
}

TEST(ColumnProfile, TakesNoAnswerFromAColumnWithALongText) {
  const std::string longest(kMaxFieldBytes, 'x');
  EXPECT_EQ(kind_of({"yes, often", longest}), "categorical");
  const ColumnProfile column = judged({"yes, often", longest + "x", longest + "y", longest + "x"});
  EXPECT_EQ(column.kind, ColumnKind::text);
  EXPECT_EQ(column.distinct, 3u);
  EXPECT_TRUE(column.levels.empty());
}

TEST(ColumnProfile, KeepsOfALongTextItsBeginningItsSizeAndItsHash) {
  // printf 'x%.0s' $(seq 70000) | sha256sum
  const std::string hash = "bca09f4a757d5571c7d9f3341d4301f3c391c090826acc1a3013c6bcb7c01722";
  EXPECT_EQ(stand_in(std::string(70'000, 'x')),
            std::string(40, 'x') + "... (70000 bytes, SHA-256 " + hash + ")");
  EXPECT_EQ(judged({"1", std::string(70'000, 'x')}).two_values[1], stand_in(std::string(70'000, 'x')));
}

TEST(ColumnProfile, TakesFractionsForNumeric) {
  const ColumnProfile column = judged({"1", "2.5", "-3e1", ".5"});
  EXPECT_EQ(column.kind, ColumnKind::numeric);
  EXPECT_TRUE(column.is_number);
  EXPECT_EQ(column.minimum, -30.0);
  EXPECT_EQ(column.maximum, 2.5);
  EXPECT_EQ(column.distinct, 4u);
  EXPECT_TRUE(column.levels.empty());
}

TEST(ColumnProfile, TakesWholeNumbersForInteger) {
  EXPECT_EQ(kind_of({"1", "2", "3"}), "integer");
  EXPECT_EQ(kind_of({"1.0", "2.0", "3.0"}), "integer");
}

TEST(ColumnProfile, TakesPairsOfYesAndNoForBooleanNoFirst) {
  const std::vector<Texts> pairs{{"no", "yes"}, {"no", "Yes"}, {"No", "Yes"},    {"N", "Y"},
                                 {"0", "1"},    {"F", "T"},    {"FALSE", "TRUE"}};
  for (const Texts& pair : pairs) {
    const ColumnProfile column = judged({pair[1], pair[0], pair[1], pair[1]});
    EXPECT_EQ(column.kind, ColumnKind::boolean) << pair[0];
    EXPECT_EQ(column.levels, pair);
    EXPECT_FALSE(column.is_number);
  }
}

TEST(ColumnProfile, TakesOtherTwoNumbersForInteger) {
  const ColumnProfile column = judged({"1", "2", "1"});
  EXPECT_EQ(column.kind, ColumnKind::integer);
  EXPECT_EQ(column.two_values, (Texts{"1", "2"}));
}

TEST(ColumnProfile, TakesOtherTextsForCategoricalInAscendingOrder) {
  const ColumnProfile column = judged({"III", "I", "II", "I"});
  EXPECT_EQ(column.kind, ColumnKind::categorical);
  EXPECT_EQ(column.levels, (Texts{"I", "II", "III"}));
  EXPECT_EQ(kind_of({"yes", "no", "maybe"}), "categorical");
  EXPECT_EQ(kind_of({"1", "2", "three"}), "categorical");
}

TEST(ColumnProfile, TakesMoreThanThirtyAnswersForText) {
  Texts fields = counted(30, "answer ");
  fields.push_back("answer 1");
  EXPECT_EQ(kind_of(fields), "categorical");
  fields.push_back("another");
  EXPECT_EQ(kind_of(fields), "text");
}

TEST(ColumnProfile, TakesDifferentTextsForIdentifierFromTwentyRowsOn) {
  EXPECT_EQ(kind_of(counted(20, "P")), "identifier");
  EXPECT_EQ(kind_of(counted(19, "P")), "categorical");
}

TEST(ColumnProfile, TakesDifferentWholeNumbersForIdentifierByTheirName) {
  const Texts fields = counted(20, "", 1000, 7);
  for (const char* name : {"id", "ID", "patient_id", "SubjectID", "mrn", "SEQN", ""}) {
    EXPECT_EQ(kind_of(fields, name), "identifier") << name;
  }
  EXPECT_EQ(kind_of(fields, "platelets"), "integer");
}

TEST(ColumnProfile, TakesConsecutiveWholeNumbersForIdentifierInAnyOrder) {
  Texts fields = counted(20, "", 501);
  std::swap(fields.front(), fields.back());
  EXPECT_EQ(kind_of(fields, "no"), "identifier");
  fields[3] = "700";
  EXPECT_EQ(kind_of(fields, "no"), "integer");
}

TEST(ColumnProfile, TakesRepeatedNumbersForNumbersWhateverTheirName) {
  Texts fields = counted(20, "", 501);
  fields.push_back("501");
  EXPECT_EQ(kind_of(fields, "id"), "integer");
}

TEST(ColumnProfile, TakesDatesForDates) {
  EXPECT_EQ(kind_of({"2026-11-22", "2025-01-01"}), "date");
  EXPECT_EQ(kind_of({"2026-11-22T08:00:00", "2025-01-01 09:30"}), "date");
  EXPECT_EQ(kind_of({"22/11/2026", "01/01/2025"}), "date");
  EXPECT_EQ(kind_of({"22.11.2026", "01.01.2025"}), "date");
  Texts different;
  for (int i = 10; i < 40; ++i) different.push_back("20" + std::to_string(i) + "-01-01");
  EXPECT_EQ(kind_of(different), "date");
  EXPECT_EQ(kind_of({"2026-11-22", "soon"}), "categorical");
  EXPECT_EQ(kind_of({"2026-11-2", "2026-11-3"}), "categorical");
}

TEST(ColumnProfile, TakesNoOrOneValueForConstant) {
  EXPECT_EQ(kind_of({}), "constant");
  EXPECT_EQ(kind_of({"", "", ""}), "constant");
  EXPECT_EQ(kind_of({"5", "5", "", "NA"}), "constant");
}

TEST(ColumnProfile, CountsEmptyFieldsAndMarkersAsMissing) {
  const ColumnProfile column =
      judged({"1", "", " ", "NA", "N/A", "NaN", "nan", "NULL", "null", "?", ".", "2.5", "7"});
  EXPECT_EQ(column.kind, ColumnKind::numeric);
  EXPECT_EQ(column.rows, 13u);
  EXPECT_EQ(column.missing, 10u);
  EXPECT_EQ(column.markers, (Texts{"NA", "N/A", "NaN", "nan", "NULL", "null", "?", "."}));
  EXPECT_EQ(column.distinct, 3u);
}

TEST(ColumnProfile, TakesMarkersAmongWordsToo) {
  const ColumnProfile column = judged({"no", "yes", "NA", "no"});
  EXPECT_EQ(column.kind, ColumnKind::boolean);
  EXPECT_EQ(column.missing, 1u);
  EXPECT_EQ(column.markers, Texts{"NA"});
}

TEST(ColumnProfile, TakesNoneAndADashForMissingOnlyAmongNumbers) {
  const ColumnProfile numbers = judged({"1", "2", "None", "none", "-", "3"});
  EXPECT_EQ(numbers.kind, ColumnKind::integer);
  EXPECT_EQ(numbers.missing, 3u);
  EXPECT_EQ(numbers.markers, (Texts{"None", "none", "-"}));
  const ColumnProfile words = judged({"mild", "None", "severe"});
  EXPECT_EQ(words.kind, ColumnKind::categorical);
  EXPECT_EQ(words.missing, 0u);
  EXPECT_EQ(words.levels, (Texts{"None", "mild", "severe"}));
  EXPECT_EQ(judged({"1", "None", "severe"}).levels, (Texts{"1", "None", "severe"}));
}

TEST(ColumnProfile, NeverTakesACodeForMissing) {
  const ColumnProfile column = judged({"-9", "999", "41"});
  EXPECT_EQ(column.missing, 0u);
  EXPECT_TRUE(column.markers.empty());
}

TEST(ColumnProfile, DropsSurroundingSpaces) {
  const ColumnProfile column = judged({" yes", "no\t", "yes "});
  EXPECT_EQ(column.levels, (Texts{"no", "yes"}));
}

// The count of different values stops at 100,000; a marker that came later was once taken for a word, and the
// whole column for an identifier.
TEST(ColumnProfile, FindsAMarkerAfterMoreValuesThanItCounts) {
  ColumnProfile column("lactate");
  for (std::size_t i = 0; i <= ColumnProfile::kMaxDistinct; ++i) column.add(std::to_string(i) + ".5");
  column.add("NA");
  column.add("None");
  column.judge();
  EXPECT_EQ(column.kind, ColumnKind::numeric);
  EXPECT_EQ(column.missing, 2u);
  EXPECT_EQ(column.markers, (Texts{"NA", "None"}));
  EXPECT_EQ(column.distinct, ColumnProfile::kMaxDistinct);
}

TEST(IdentifierNames, EndInIdAsAWord) {
  for (const char* name : {"id", "ID", "patient_id", "patient id", "patientId", "patientID", "MRId",
                           "visit-ID", "PATIENT_ID", "MRN", "USUBJID", ""}) {
    EXPECT_TRUE(is_named_as_identifier(name)) << name;
  }
  for (const char* name : {"uric_acid", "URIC_ACID", "Fluid", "fluid", "covid", "lipid", "Steroid", "idx"}) {
    EXPECT_FALSE(is_named_as_identifier(name)) << name;
  }
}

}  // namespace
}  // namespace nearside
