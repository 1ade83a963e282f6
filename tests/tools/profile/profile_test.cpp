// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/profile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/model_file/json.h"
#include "tools/fixtures.h"
#include "tools/profile/profile_text.h"
#include "tools/shared_data.h"

namespace nearside {
namespace {

using Cells = std::function<std::string(std::size_t)>;

/// A table of `rows` rows; each column is its name and what stands in row i, from 0.
std::string csv(std::size_t rows, const std::vector<std::pair<std::string, Cells>>& columns) {
  std::string text;
  for (std::size_t c = 0; c < columns.size(); ++c) text += (c == 0 ? "" : ",") + columns[c].first;
  text += "\n";
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c) text += (c == 0 ? "" : ",") + columns[c].second(i);
    text += "\n";
  }
  return text;
}

Cells number(std::function<double(std::size_t)> value) {
  return [value](std::size_t i) { return number_text(value(i)); };
}

/// Numbers from 50.5 to 149.5 in no order that means anything: 37 and 100 have no common divisor.
double some(std::size_t i) {
  return 50.5 + static_cast<double>((i * 37) % 100);
}

Cells somehow() {
  return number(some);
}

std::string other(std::size_t i) {
  return std::to_string((i * 7919) % 1000);
}

Profile profiled(const std::string& path, const ProfileOptions& options = {}) {
  auto profile = profile_table(path, options);
  EXPECT_TRUE(profile) << text_of(profile);
  return profile ? std::move(*profile) : Profile();
}

Profile profile_of(const std::string& text, const ProfileOptions& options = {}) {
  const TempFolder folder;
  return profiled(folder.with("table.csv", text), options);
}

ProfileOptions outcome(const std::string& column) {
  ProfileOptions options;
  options.outcome = column;
  return options;
}

std::vector<Finding> found(const Profile& profile, FindingKind kind, const std::string& column = "") {
  std::vector<Finding> findings;
  for (const Finding& finding : profile.findings) {
    const auto& columns = finding.columns;
    const bool about = column.empty() || std::find(columns.begin(), columns.end(), column) != columns.end();
    if (finding.kind == kind && about) findings.push_back(finding);
  }
  return findings;
}

std::vector<std::uint64_t> rows_of(const Finding& finding) {
  std::vector<std::uint64_t> rows;
  for (const RowValue& example : finding.examples) rows.push_back(example.row);
  return rows;
}

std::string lines_of(const Finding& finding) {
  std::string lines;
  for (const Proposal& proposal : finding.proposals) lines += proposal.place + ": " + proposal.lines + "\n";
  return lines;
}

// ------------------------------------------------------------------------------------------ single columns

TEST(Profile, TakesZerosThatStandApartForMissing) {
  const Profile profile = profile_of(
      csv(100, {{"x", [](std::size_t i) { return i % 4 == 0 ? "0" : number_text(some(i)); }}, {"y", other}}));
  const auto zeros = found(profile, FindingKind::suspicious_zeros);
  ASSERT_EQ(zeros.size(), 1u);
  EXPECT_EQ(zeros[0].count, 25u);
  EXPECT_EQ(zeros[0].sentence, "25 zeros in x look like missing values; the next value is 51.5.");
  EXPECT_EQ(lines_of(zeros[0]),
            "predictors: {\"id\": \"x\", \"kind\": \"numeric\", \"required\": false, \"missing_markers\": "
            "[\"0\"]}\n");
}

TEST(Profile, NamesEveryTextInWhichAZeroStands) {
  const Profile profile = profile_of(csv(100, {{"x",
                                                [](std::size_t i) {
                                                  if (i == 3) return std::string("0.0");
                                                  return i == 4 ? std::string("0") : number_text(some(i));
                                                }},
                                               {"y", other}}));
  const auto zeros = found(profile, FindingKind::suspicious_zeros);
  ASSERT_EQ(zeros.size(), 1u);
  EXPECT_NE(lines_of(zeros[0]).find("\"missing_markers\": [\"0.0\", \"0\"]"), std::string::npos);
}

TEST(Profile, FindsCodesWithTheirRows) {
  const Profile profile = profile_of(csv(
      60,
      {{"x", [](std::size_t i) { return i == 5 || i == 9 ? "999" : number_text(some(i)); }}, {"y", other}}));
  const auto codes = found(profile, FindingKind::suspicious_code);
  ASSERT_EQ(codes.size(), 1u);
  EXPECT_EQ(rows_of(codes[0]), (std::vector<std::uint64_t>{7, 11}));  // the header is row 1
}

TEST(Profile, FindsAgesThatNobodyReaches) {
  const Profile profile = profile_of(
      csv(60, {{"age", [](std::size_t i) { return i == 5 ? "455" : number_text(some(i) / 2.0 + 0.5); }},
               {"y", other}}));
  const auto ages = found(profile, FindingKind::impossible);
  ASSERT_EQ(ages.size(), 1u);
  EXPECT_EQ(rows_of(ages[0]), std::vector<std::uint64_t>{7});
  EXPECT_EQ(ages[0].examples[0].value, "455");
  EXPECT_NE(lines_of(ages[0]).find(
                "\"hard\": {\"low\": 0, \"high\": 120}, \"impossible\": \"missing\", \"required\": false"),
            std::string::npos)
      << lines_of(ages[0]);
  EXPECT_TRUE(found(profile, FindingKind::outliers).empty()) << "it is set aside already";
}

TEST(Profile, ListsTextsAmongNumbers) {
  const std::vector<std::string> texts{"<50", "not done", "72 mg", "\"80,5\""};
  const Profile profile = profile_of(
      csv(60, {{"x", [&](std::size_t i) { return i < 4 ? texts[i] : number_text(some(i)); }}, {"y", other}}));
  const auto mixed = found(profile, FindingKind::mixed_types);
  ASSERT_EQ(mixed.size(), 1u);
  EXPECT_EQ(mixed[0].count, 4u);
  EXPECT_EQ(rows_of(mixed[0]), (std::vector<std::uint64_t>{2, 3, 4, 5}));
  EXPECT_NE(mixed[0].sentence.find("\"<50\" 1 time (a limit of measurement)"), std::string::npos)
      << mixed[0].sentence;
  EXPECT_NE(mixed[0].sentence.find("\"72 mg\" 1 time (a number with a unit or a remark)"), std::string::npos);
  EXPECT_NE(mixed[0].sentence.find("\"80,5\" 1 time (a decimal comma or thousands separator)"),
            std::string::npos);
  EXPECT_NE(lines_of(mixed[0]).find("\"missing_markers\": [\"not done\"]"), std::string::npos)
      << "only words may mean missing";
  ASSERT_TRUE(profile.columns[0].numbers);
  EXPECT_EQ(profile.columns[0].numbers->count, 56u);
}

TEST(Profile, FindsSpellingsThatDifferByCaseAndSpaces) {
  const std::vector<std::string> texts{"Type 1", "type 1", "type1", "Type 2"};
  const Profile profile =
      profile_of(csv(40, {{"x", [&](std::size_t i) { return texts[i % 4]; }}, {"y", other}}));
  const auto spellings = found(profile, FindingKind::spellings);
  ASSERT_EQ(spellings.size(), 1u);
  EXPECT_EQ(spellings[0].count, 20u);  // beyond the most frequent spelling
}

TEST(ProfileProposals, MakeSpellingsAliases) {
  const std::vector<std::string> texts{"Type 1", "Type 1", "type 1", "type1", "Type 2"};
  const auto column = [&](std::size_t i) { return texts[i % 5]; };
  const TempFolder folder;
  const std::string path = folder.with("a.csv", csv(100, {{"x", column}, {"y", other}}));
  const auto spellings = found(profiled(path, {}), FindingKind::spellings);
  ASSERT_EQ(spellings.size(), 1u);
  EXPECT_EQ(lines_of(spellings[0]),
            "predictors: {\"id\": \"x\", \"kind\": \"categorical\", \"levels\": [{\"id\": \"Type 1\", "
            "\"aliases\": [\"type 1\", \"type1\"]}, {\"id\": \"Type 2\"}], \"required\": true}\n");

  Recipe recipe;
  recipe.predictors = {*from_json<Predictor>(spellings[0].proposals[0].lines)};
  ProfileOptions with_recipe;
  with_recipe.recipe = recipe;
  EXPECT_TRUE(found(profiled(path, with_recipe), FindingKind::spellings).empty()) << "the aliases mend it";
  EXPECT_TRUE(found(profiled(path, with_recipe), FindingKind::unknown_level).empty());

  ProfileOptions no_values;
  no_values.values = false;
  EXPECT_FALSE(found(profiled(path, no_values), FindingKind::spellings)[0].proposals.empty());
  const std::string rare = folder.with(
      "b.csv",
      csv(100, {{"x", [&](std::size_t i) { return i == 50 ? "TYPE 2" : column(i); }}, {"y", other}}));
  const auto kept_back = found(profiled(rare, no_values), FindingKind::spellings);
  ASSERT_EQ(kept_back.size(), 1u);
  EXPECT_TRUE(kept_back[0].proposals.empty()) << "one person's spelling";
}

TEST(ProfileProposals, ClipOutliers) {
  const Profile profile = profile_of(
      csv(100, {{"x", [](std::size_t i) { return i == 7 ? "90000" : number_text(some(i)); }}, {"y", other}}));
  const auto outliers = found(profile, FindingKind::outliers);
  ASSERT_EQ(outliers.size(), 1u);
  ASSERT_EQ(outliers[0].proposals.size(), 1u);
  EXPECT_EQ(outliers[0].proposals[0].place, "steps");
  const auto step = from_json<StepRequest>(outliers[0].proposals[0].lines);
  ASSERT_TRUE(step) << outliers[0].proposals[0].lines;
  const auto& clip = std::get<ClipRequest>(*step);
  EXPECT_EQ(clip.columns, std::vector<std::string>{"x"});
  EXPECT_LT(*clip.low, 50.0);
  EXPECT_GT(*clip.high, 150.0);
  EXPECT_LT(*clip.high, 1000.0);
  ASSERT_EQ(profile.proposed.size(), 1u);
  EXPECT_EQ(profile.proposed[0].lines, outliers[0].proposals[0].lines);
}

TEST(ProfileProposals, AdviseOnEqualRowsWithoutALine) {
  const auto equal = found(profile_of("a,b,c\n1,2,3\n1,2,3\n4,5,6\n"), FindingKind::duplicate_rows);
  ASSERT_EQ(equal.size(), 1u);
  EXPECT_NE(equal[0].sentence.find("\"drop_equal_rows\": true in the recipe's data keeps the first of each. "
                                   "Different people can have equal rows"),
            std::string::npos)
      << equal[0].sentence;
  EXPECT_TRUE(equal[0].proposals.empty());
}

TEST(Profile, FindsWhatCantPredict) {
  const Profile profile = profile_of(
      csv(40, {{"patient_id", [](std::size_t i) { return "P" + std::to_string(i); }},
               {"site", [](std::size_t) { return "A"; }},
               {"visit", [](std::size_t i) { return "2026-01-" + std::to_string(10 + i % 20); }},
               {"note", [](std::size_t i) { return "text " + std::to_string(i / 2 * 2 + (i > 35)); }},
               {"y", other}}));
  EXPECT_EQ(found(profile, FindingKind::identifier, "patient_id").size(), 1u);
  EXPECT_EQ(found(profile, FindingKind::constant, "site").size(), 1u);
  EXPECT_EQ(found(profile, FindingKind::not_a_predictor, "visit").size(), 1u);
  for (const Proposal& proposal : profile.proposed) EXPECT_EQ(proposal.place, "observed");
}

TEST(Profile, FindsIdentifiersThatRepeat) {
  const Profile profile = profile_of(csv(
      40, {{"patient_id", [](std::size_t i) { return std::to_string(1000 + 7 * (i % 38)); }}, {"y", other}}));
  const auto repeated = found(profile, FindingKind::repeated_identifier);
  ASSERT_EQ(repeated.size(), 1u);
  EXPECT_EQ(repeated[0].count, 2u);
}

TEST(Profile, FindsOutliersMostExtremeFirst) {
  const Profile profile = profile_of(
      csv(100, {{"x",
                 [](std::size_t i) {
                   return number_text(i == 50 ? 700.0 : i == 60 ? 900.0 : i == 70 ? -800.0 : some(i));
                 }},
                {"y", other}}));
  const auto outliers = found(profile, FindingKind::outliers, "x");
  ASSERT_EQ(outliers.size(), 1u);
  EXPECT_EQ(outliers[0].count, 3u);
  EXPECT_EQ(rows_of(outliers[0]), (std::vector<std::uint64_t>{62, 52, 72}));
  EXPECT_EQ(profile.columns[0].outside_bins, 3u);
}

TEST(Profile, TakesALongTailForAShape) {
  const Profile profile = profile_of(
      csv(200, {{"x", [](std::size_t i) { return number_text(i % 10 == 0 ? 1000.0 + some(i) : some(i)); }},
                {"y", other}}));
  EXPECT_TRUE(found(profile, FindingKind::outliers, "x").empty());
}

// ------------------------------------------------------------------------------------------------- leakage

std::string half(std::size_t i) {
  return i % 2 == 0 ? "no" : "yes";
}

TEST(ProfileLeakage, FindsAColumnThatTellsTheOutcomeAlone) {
  const Profile profile =
      profile_of(csv(100, {{"x", [](std::size_t i) { return number_text(some(i) + (i % 2 ? 200.0 : 0.0)); }},
                           {"z", somehow()},
                           {"y", half}}),
                 outcome("y"));
  ASSERT_EQ(found(profile, FindingKind::leakage).size(), 1u);
  EXPECT_EQ(found(profile, FindingKind::leakage)[0].columns, std::vector<std::string>{"x"});
  EXPECT_EQ(profile.columns[0].auroc, 1.0);
  EXPECT_LT(*profile.columns[1].auroc, 0.6);
}

TEST(ProfileLeakage, SuspectsFromAnAurocOfNineTenthsOn) {
  // Of 50 rows with the outcome all but `below` have larger numbers than the 50 without: (50 - below) / 50.
  const auto profile_with = [](std::size_t below) {
    return profile_of(csv(100, {{"x",
                                 [below](std::size_t i) {
                                   const double number = static_cast<double>(i / 2);
                                   if (i % 2 == 0) return number_text(number);
                                   return number_text(i / 2 < below ? -100.0 - number : 200.0 + number);
                                 }},
                                {"z", somehow()},
                                {"y", half}}),
                      outcome("y"));
  };
  const Profile suspect = profile_with(4);
  EXPECT_DOUBLE_EQ(*suspect.columns[0].auroc, 0.92);
  EXPECT_EQ(found(suspect, FindingKind::leakage).size(), 1u);
  const Profile plain = profile_with(6);
  EXPECT_DOUBLE_EQ(*plain.columns[0].auroc, 0.88);
  EXPECT_TRUE(found(plain, FindingKind::leakage).empty());
}

TEST(ProfileLeakage, FindsAColumnThatIsThereOnlyWithTheOutcome) {
  const Profile profile =
      profile_of(csv(200, {{"x", [](std::size_t i) { return i % 4 == 1 ? number_text(some(i)) : ""; }},
                           {"z", somehow()},
                           {"y", half}}),
                 outcome("y"));
  const auto leaks = found(profile, FindingKind::leakage_by_presence);
  ASSERT_EQ(leaks.size(), 1u);
  EXPECT_EQ(leaks[0].sentence, "x has a value only where y = \"yes\": 50 of 50 rows with it.");
}

TEST(ProfileLeakage, FindsALevelThatDecides) {
  const Profile profile = profile_of(
      csv(200,
          {{"x", [](std::size_t i) { return std::string(i % 8 == 1   ? "treated"
                                                        : i % 3 == 0 ? "a"
                                                                     : "b"); }},
           {"z", somehow()},
           {"y", half}}),
      outcome("y"));
  const auto leaks = found(profile, FindingKind::leakage_by_level);
  ASSERT_EQ(leaks.size(), 1u);
  EXPECT_EQ(leaks[0].sentence,
            "x: one value decides the outcome. 25 of 25 rows with \"treated\" have y = \"yes\".");
}

TEST(ProfileLeakage, FindsDatesAfterTheOutcome) {
  ProfileOptions options = outcome("y");
  options.outcome_date = "died";
  const Profile profile =
      profile_of(csv(40, {{"seen", [](std::size_t i) { return i == 3 ? "2026-03-01" : "2025-12-31"; }},
                          {"told", [](std::size_t i) { return i % 2 ? "11/12/2026" : "12/12/2026"; }},
                          {"died", [](std::size_t i) { return i % 2 ? "2026-02-01" : "01.02.2026"; }},
                          {"y", half}}),
                 options);
  const auto after = found(profile, FindingKind::after_outcome);
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].count, 1u);
  EXPECT_EQ(rows_of(after[0]), std::vector<std::uint64_t>{5});
  ASSERT_EQ(profile.notes.size(), 1u);
  EXPECT_EQ(profile.notes[0].find("told and died were not compared"), 0u);
}

TEST(ProfileLeakage, FindsMissingnessThatGoesWithTheOutcome) {
  const Profile profile = profile_of(csv(400, {{"x",
                                                [](std::size_t i) {
                                                  const bool missing = i % 2 ? i % 10 < 5 : i % 10 < 1;
                                                  return missing ? "" : number_text(some(i));
                                                }},
                                               {"y", half}}),
                                     outcome("y"));
  ASSERT_EQ(profile.missing_by_outcome.size(), 1u);
  EXPECT_EQ(profile.missing_by_outcome[0].share, 0.4);
  EXPECT_EQ(profile.missing_by_outcome[0].share_of_rest, 0.2);
  EXPECT_EQ(lines_of(found(profile, FindingKind::missing_by_outcome)[0]),
            "steps: {\"flag_missing\": {\"columns\": [\"x\"]}}\n");
}

TEST(ProfileLeakage, HandlesOutcomesOfSeveralClasses) {
  const Profile profile = profile_of(
      csv(300, {{"x", [](std::size_t i) { return number_text(some(i) + (i % 3 == 2 ? 500.0 : 0.0)); }},
                {"y", [](std::size_t i) { return std::string(1, static_cast<char>('a' + i % 3)); }}}),
      outcome("y"));
  const auto leaks = found(profile, FindingKind::leakage);
  ASSERT_EQ(leaks.size(), 1u);
  EXPECT_NE(leaks[0].sentence.find("y = \"c\""), std::string::npos);
}

TEST(ProfileLeakage, SaysThatAnOutcomeOfManyValuesIsNotSearchedFor) {
  const Profile profile = profile_of(csv(100, {{"x", other}, {"y", somehow()}}), outcome("y"));
  ASSERT_EQ(profile.notes.size(), 1u);
  EXPECT_EQ(profile.notes[0],
            "y has 100 different values: leakage is sought for outcomes of 2 to 20 classes.");
}

// NumPy and scikit-learn, tests/fixtures/profile; 1e-12: sums in another order.
TEST(Profile, AgreesWithNumpyAndScikitLearn) {
  const Profile profile = profiled(pima_csv(), outcome("diabetes"));
  const std::string reference = in_repository("tests/fixtures/profile/reference.csv");
  for (const ColumnReport& column : profile.columns) {
    if (column.name == "diabetes") continue;
    const auto expect = [&](const char* what, double ours) {
      const auto theirs = numbers_in(reference, what, column.name);
      ASSERT_EQ(theirs.size(), 1u) << column.name;
      EXPECT_NEAR(ours, theirs[0], 1e-12 * std::max(1.0, std::abs(theirs[0]))) << column.name << " " << what;
    };
    ASSERT_TRUE(column.numbers && column.auroc) << column.name;
    expect("q1", column.numbers->q1);
    expect("median", column.numbers->median);
    expect("q3", column.numbers->q3);
    expect("p1", column.numbers->p1);
    expect("p99", column.numbers->p99);
    expect("mean", column.numbers->mean);
    expect("sd", column.numbers->sd);
    expect("auroc", *column.auroc);
  }
}

// ------------------------------------------------------------------------------------------ the whole table

TEST(ProfileRepeats, CountsEqualRowsAndNamesTheFirst) {
  const Profile profile = profile_of("a,b,c,d\n1,x,5,8\n2,y,6,9\n1,x,5,8\n1,x, 5 ,8\n3,z,7,1\n");
  EXPECT_EQ(profile.duplicates.rows, 2u);
  EXPECT_EQ(profile.duplicates.groups, 1u);
  const auto equal = found(profile, FindingKind::duplicate_rows);
  ASSERT_EQ(equal.size(), 1u);
  EXPECT_EQ(rows_of(equal[0]), (std::vector<std::uint64_t>{4, 5}));
  EXPECT_EQ(equal[0].examples[0].value, "equals row 2");
}

TEST(ProfileRepeats, SaysWhatRemovingEqualRowsWouldDo) {
  const Profile profile = profile_of("a,b,y\n1,x,no\n1,x,no\n1,x,no\n2,z,yes\n", outcome("y"));
  EXPECT_NE(
      found(profile, FindingKind::duplicate_rows)[0].sentence.find("y = \"yes\" would go from 25 % to 50 %"),
      std::string::npos);
}

TEST(ProfileRepeats, FindsRowsThatDifferInOneColumn) {
  const Profile profile = profile_of("a,b,c\n1,x,5\n1,x,6\n2,y,7\n3,z,8\n");
  EXPECT_EQ(profile.duplicates.rows, 0u);
  EXPECT_EQ(profile.duplicates.near_rows, 2u);
  const auto near = found(profile, FindingKind::near_duplicates);
  ASSERT_EQ(near.size(), 1u);
  EXPECT_EQ(near[0].examples[0].value, "like row 3 but for c: \"5\" and \"6\"");
}

TEST(ProfileRepeats, ComparesByKey) {
  ProfileOptions options;
  options.key = {"hospital", "patient"};
  const Profile profile =
      profile_of("hospital,patient,x\nA,1,5\nA,2,6\nB,1,7\nA,1,8\nB,1,7\n,1,9\n,1,9\n", options);
  ASSERT_EQ(profile.keys.size(), 1u);
  EXPECT_EQ(profile.keys[0].repeated_keys, 2u);
  EXPECT_EQ(profile.keys[0].rows, 2u);
  EXPECT_EQ(profile.keys[0].differing, 1u);
  EXPECT_EQ(profile.keys[0].missing, 2u);
  EXPECT_EQ(found(profile, FindingKind::duplicate_keys)[0].examples[0].value, "A, 1 in rows 2 and 5");
}

TEST(Profile, CountsPatternsOfMissingness) {
  const Profile profile = profile_of("a,b,c\n1,,3\n1,NA,4\n1,2,5\n,,6\n");
  EXPECT_EQ(profile.patterns, 3u);
  ASSERT_EQ(profile.missing_patterns.size(), 3u);
  EXPECT_EQ(profile.missing_patterns[0].missing, std::vector<std::string>{"b"});
  EXPECT_EQ(profile.missing_patterns[0].rows, 2u);
  EXPECT_TRUE(profile.missing_patterns[1].missing.empty());
  EXPECT_EQ(profile.missing_patterns[2].missing, (std::vector<std::string>{"a", "b"}));
}

TEST(Profile, FindsColumnsThatSayWhetherAnotherHasAValue) {
  const Profile profile =
      profile_of(csv(90, {{"TSH", [](std::size_t i) { return i % 3 == 0 ? "" : number_text(some(i)); }},
                          {"TSH_measured", [](std::size_t i) { return i % 3 == 0 ? "f" : "t"; }},
                          {"nearly", [](std::size_t i) { return i % 3 == 0 || i == 4 ? "f" : "t"; }}}));
  const auto mirrors = found(profile, FindingKind::mirrors_missing);
  ASSERT_EQ(mirrors.size(), 1u);
  EXPECT_EQ(mirrors[0].sentence, "TSH_measured says just whether TSH has a value.");
}

TEST(Profile, GroupsColumnsAlikeUnderTheMostComplete) {
  const Profile profile = profile_of(
      csv(100, {{"a", [](std::size_t i) { return i % 10 == 0 ? "" : number_text(some(i)); }},
                {"b", somehow()},
                {"c", [](std::size_t i) { return number_text(-3.0 * some(i) + static_cast<double>(i % 7)); }},
                {"d", [](std::size_t i) { return number_text(static_cast<double>((i * 61) % 97) + 0.5); }}}));
  const auto alike = found(profile, FindingKind::correlated);
  ASSERT_EQ(alike.size(), 1u);
  EXPECT_EQ(alike[0].sentence, "a and c say nearly the same as b.");
  ASSERT_EQ(profile.correlated_pairs.size(), 3u);
  EXPECT_EQ(profile.correlated_pairs[0].first, "a");
  EXPECT_EQ(profile.correlated_pairs[0].second, "b");
  EXPECT_NEAR(profile.correlated_pairs[0].r, 1.0, 1e-12);
  EXPECT_EQ(profile.correlated_pairs[0].rows, 90u);
  EXPECT_LT(profile.correlated_pairs[1].r, -0.99);
}

TEST(Profile, MeasuresCorrelationWithoutWhatItSetAside) {
  const Profile profile = profile_of(
      csv(100, {{"age", [](std::size_t i) { return number_text(i == 7 ? 65511.0 : some(i) - 40.0); }},
                {"b", somehow()}}));
  ASSERT_EQ(profile.correlated_pairs.size(), 1u);
  EXPECT_EQ(profile.correlated_pairs[0].rows, 99u);
}

// ------------------------------------------------------------------------------------------------- recipes

TEST(ProfileProposals, AreEntriesThatARecipeTakes) {
  const TempFolder folder;
  std::string zeros = content_of(pima_csv());
  for (std::size_t at = 0; (at = zeros.find(",,", at)) != std::string::npos;) zeros.insert(at + 1, "0");
  const std::string path = folder.with("pima.csv", zeros);
  const Profile profile = profiled(path, outcome("diabetes"));
  ASSERT_GE(profile.proposed.size(), 5u);
  Recipe recipe = inferred(path, "diabetes");
  for (const Proposal& proposal : profile.proposed) {
    if (proposal.place == "predictors") {
      auto predictor = from_json<Predictor>(proposal.lines);
      ASSERT_TRUE(predictor) << text_of(predictor) << proposal.lines;
      for (Predictor& entry : recipe.predictors) {
        if (entry.id == predictor->id) entry = *predictor;
      }
    } else if (proposal.place == "observed") {
      ASSERT_TRUE(from_json<ObservedColumn>(proposal.lines)) << proposal.lines;
    } else {
      const auto step = from_json<StepRequest>(proposal.lines);
      ASSERT_TRUE(step) << proposal.lines;
      recipe.steps.insert(recipe.steps.begin(), *step);
    }
  }
  const auto parsed = parse_recipe(to_json(recipe));
  ASSERT_TRUE(parsed) << text_of(parsed);
  ProfileOptions options;
  options.recipe = *parsed;
  EXPECT_TRUE(found(profiled(path, options), FindingKind::suspicious_zeros).empty()) << "the markers mend it";
}

TEST(ProfileOfARecipe, HoldsTheTableAgainstLevelsAndHardRanges) {
  const TempFolder folder;
  const std::string path =
      folder.with("a.csv", csv(40, {{"x", somehow()},
                                    {"g", [](std::size_t i) { return i == 3  ? "c"
                                                                     : i % 2 ? "a"
                                                                             : "b"; }},
                                    {"y", half}}));
  ProfileOptions options;
  options.recipe = inferred(path, "y");
  options.recipe->predictors[0].hard = Range{60.0, 200.0};
  options.recipe->predictors[1].levels.pop_back();
  const Profile profile = profiled(path, options);
  ASSERT_EQ(found(profile, FindingKind::outside_hard_range).size(), 1u);
  const auto levels = found(profile, FindingKind::unknown_level);
  ASSERT_EQ(levels.size(), 1u);
  EXPECT_EQ(rows_of(levels[0]), std::vector<std::uint64_t>{5});
}

TEST(ProfileOfARecipe, CountsItsMarkersAsMissing) {
  const TempFolder folder;
  const std::string path = folder.with(
      "a.csv",
      csv(40, {{"x", [](std::size_t i) { return i < 3 ? "-9" : number_text(some(i)); }}, {"y", half}}));
  ProfileOptions options;
  options.recipe = inferred(path, "y");
  options.recipe->predictors[0].missing_markers = {"-9"};
  const Profile profile = profiled(path, options);
  EXPECT_EQ(profile.columns[0].missing, 3u);
  EXPECT_TRUE(found(profile, FindingKind::suspicious_code).empty());
}

// ------------------------------------------------------------------------------------------ single people

TEST(ProfileWithoutValues, HoldsNoSinglePersonsValue) {
  const std::string text =
      csv(200, {{"age", [](std::size_t i) { return i == 5 ? "45511" : number_text(some(i) / 2.0); }},
                {"x", [](std::size_t i) { return i == 9 ? "7771.5" : number_text(some(i)); }},
                {"mixed", [](std::size_t i) { return i == 8 ? "seldomword" : number_text(some(i + 3)); }},
                {"g", [](std::size_t i) { return i == 4 ? "rareanswer" : half(i); }},
                {"y", half}});
  ProfileOptions options = outcome("y");
  options.key = {"x"};
  const Profile open = profile_of(text, options);
  options.values = false;
  const Profile closed = profile_of(text, options);
  for (const char* value : {"45511", "7771.5", "seldomword", "rareanswer"}) {
    EXPECT_NE(to_json(open).find(value), std::string::npos) << value;
    EXPECT_EQ(to_json(closed).find(value), std::string::npos) << value;
    EXPECT_EQ(profile_html(closed).find(value), std::string::npos) << value;
    EXPECT_EQ(profile_text(closed).find(value), std::string::npos) << value;
  }
  for (const Finding& finding : closed.findings) EXPECT_TRUE(finding.examples.empty()) << finding.sentence;
  EXPECT_EQ(open.findings.size(), closed.findings.size());
}

// -------------------------------------------------------------------------------------------------- errors

TEST(ProfileErrors, SuggestTheNearestColumn) {
  const TempFolder folder;
  const std::string path = folder.with("a.csv", "age,event\n1,no\n2,yes\n");
  ProfileOptions options;
  options.outcome = "Event";
  EXPECT_EQ(text_of(profile_table(path, options)),
            path + ": has no column \"Event\"; did you mean \"event\"?");
  options = {};
  options.key = {"ag"};
  EXPECT_EQ(text_of(profile_table(path, options)), path + ": has no column \"ag\"; did you mean \"age\"?");
  options = {};
  options.outcome_date = "age";
  EXPECT_EQ(text_of(profile_table(path, options)),
            path + ": column age: is to hold the outcome's date, but is integer");
}

TEST(Profile, CopesWithTablesOfNothing) {
  EXPECT_EQ(profile_of("a,b\n").rows, 0u);
  EXPECT_EQ(profile_of("a,b\n,\n,\n").columns[0].missing, 2u);
  EXPECT_EQ(profile_of("a\n1\n").columns.size(), 1u);
  EXPECT_FALSE(profile_html(profile_of("a,b\n")).empty());
  EXPECT_FALSE(profile_text(profile_of("a,b\n")).empty());
  EXPECT_EQ(profile_of("y,b\n1,1\n", outcome("y")).classes.size(), 0u);
}

TEST(ProfileHtml, EscapesWhatTheTableSays) {
  const std::string html = profile_html(profile_of("<b>a</b>,\"x\"\"y\"\n<script>,1\n<i>,2\n"));
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>a"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
}

TEST(ProfileHtml, AsksForNothing) {
  const std::string html = profile_html(profiled(mixed_csv(), outcome("event")));
  for (const char* outside : {"http:", "https:", "url(", "src=", "@import", "<script", "<link"}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
}

TEST(Sparkline, ShowsWhatIsThereEvenIfItIsLittle) {
  EXPECT_EQ(sparkline({0.0, 0.001, 0.5, 1.0}), " ▁▅█");
  EXPECT_EQ(sparkline({}), "");
}

TEST(Profile, SeesTheZerosOfPima) {
  // As the table first went round: 0 where nothing was measured.
  std::string table = content_of(pima_csv());
  for (std::size_t at = 0; (at = table.find(",,", at)) != std::string::npos;) table.insert(at + 1, "0");
  const Profile profile = profile_of(table, outcome("diabetes"));
  EXPECT_EQ(found(profile, FindingKind::suspicious_zeros).size(), 5u);
  EXPECT_EQ(found(profile, FindingKind::suspicious_zeros, "insulin")[0].count, 374u);
}

// --------------------------------------------------------------------------------------- tables of others

TEST(ProfileSharedData, SeesTheAgesOfTheThyroidTable) {
  NEEDS_SHARED(path, "thyroid_garvan_0387.csv");
  const Profile profile = profiled(path, outcome("diagnosis_group"));
  const auto ages = found(profile, FindingKind::impossible, "age");
  ASSERT_EQ(ages.size(), 1u);
  std::vector<std::string> values;
  for (const RowValue& example : ages[0].examples) values.push_back(example.value);
  EXPECT_EQ(values, (std::vector<std::string>{"455", "65511", "65512", "65526"}));
}

TEST(ProfileSharedData, SeesThatTheAgeOfDiabetesTellsDiabetes) {
  NEEDS_SHARED(path, "nhanes_2009_2012_raw.csv");
  const Profile profile = profiled(path, outcome("Diabetes"));
  EXPECT_EQ(found(profile, FindingKind::leakage_by_presence, "DiabetesAge").size(), 1u);
}

TEST(ProfileSharedData, CountsTheEqualRowsOfBrfss) {
  NEEDS_SHARED(path, "brfss2015_diabetes_253k.csv");
  const Profile profile = profiled(path, outcome("Diabetes_binary"));
  EXPECT_EQ(profile.rows, 253'680u);
  EXPECT_EQ(profile.duplicates.rows, 24'206u);
}

}  // namespace
}  // namespace nearside
