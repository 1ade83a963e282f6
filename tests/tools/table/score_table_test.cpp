// SPDX-License-Identifier: Apache-2.0
#include "tools/table/score_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/utf8.h"
#include "tools/fixtures.h"

namespace nearside {
namespace {

/// Age is required, 0 to 120, usual from 20 to 80; sex may be missing and counts as F. The log odds are 0 for
/// F and log 3 for M: risks of 0.5 and 0.75.
ModelFile example_file() {
  ModelFile file;
  file.id = "example";
  Predictor age = numeric("age");
  age.kind = Kind::integer;
  age.hard = Range{0, 120};
  age.development = Range{20, 80};
  Predictor sex = with_levels("sex", Kind::categorical, {"F", "M"}, false);
  sex.missing_markers = {"NA"};
  file.schema.predictors = {age, sex};
  file.steps = {Impute{Statistic::most_frequent, {1}, {0.0}}, OneHot{{1}, {2}}};
  file.model = LogisticRegression{0.0, {0.0, 0.0, std::log(3.0)}, {50.0, 0.5, 0.5}};
  file.outputs = {{"risk", OutputKind::probability, {"Event", ""}, "yes", "no", {}}};
  return file;
}

Engine example() {
  auto engine = Engine::assemble(example_file());
  EXPECT_TRUE(engine) << text_of(engine);
  return std::move(*engine);
}

/// The same, but not for people on dialysis.
ModelFile excluding_file() {
  ModelFile file = example_file();
  file.schema.exclusions = {{"dialysis", {"Are you on dialysis?", ""}, {}, true, {"Because", ""}}};
  return file;
}

struct Scored {
  std::string text;
  std::string error;
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  std::vector<std::string> absent_columns;
  std::vector<std::string> renamed;
  std::vector<std::string> unasked;
};

Scored scored(const std::vector<std::string>& pieces, char delimiter = ',', ModelFile file = example_file(),
              TableScorer::Unasked unasked = TableScorer::Unasked::caution) {
  const auto engine = Engine::assemble(std::move(file));
  EXPECT_TRUE(engine) << text_of(engine);
  Scored result;
  const auto write = [&](std::string_view text) -> Status {
    result.text += text;
    return {};
  };
  TableScorer scorer(*engine, delimiter, write, unasked);
  Status status;
  for (const std::string& piece : pieces) {
    // A copy that is freed at once, so that the sanitizers catch a view that outlived it.
    if (status) status = scorer.feed(std::string(piece));
  }
  if (status) status = scorer.finish();
  result.error = text_of(status);
  result.rows = scorer.rows();
  result.refused = scorer.refused();
  result.absent_columns = scorer.absent_columns();
  result.renamed = scorer.renamed();
  result.unasked = scorer.unasked();
  return result;
}

std::string output_of(const std::string& text) {
  const Scored result = scored({text});
  EXPECT_EQ(result.error, "");
  return result.text;
}

/// What follows `row` on its line.
std::string verdict(const std::string& row) {
  const std::string text = output_of("age,sex\n" + row + "\n");
  const std::size_t line = text.find('\n') + 1;
  EXPECT_EQ(text.substr(line, row.size()), row);
  return text.substr(line + row.size(), text.size() - line - row.size() - 1);
}

TEST(ScoreTable, AppendsOutputsAndIssues) {
  EXPECT_EQ(output_of("age,sex\n50,F\n"), "age,sex,risk,issues\n50,F,0.5,\n");
}

TEST(ScoreTable, PredictsWhatTheModelSays) {
  const std::string text = verdict("50,M");
  EXPECT_NEAR(parse_number(text.substr(1, text.size() - 2)).value_or(0), 0.75, 1e-15) << text;
}

TEST(ScoreTable, FindsColumnsInAnyOrderAmongOthers) {
  EXPECT_EQ(output_of("name,sex,weight,age\nAda,F,60,50\n"),
            "name,sex,weight,age,risk,issues\nAda,F,60,50,0.5,\n");
}

TEST(ScoreTable, RepeatsEveryLineAsItStood) {
  EXPECT_EQ(output_of("\"age\",note,sex\n\"50\",\"a, \"\"b\"\"\nc\",F\n 50 ,  d , F\n"),
            "\"age\",note,sex,risk,issues\n\"50\",\"a, \"\"b\"\"\nc\",F,0.5,\n 50 ,  d , F,0.5,\n");
}

TEST(ScoreTable, KeepsLineEndingsAndTheByteOrderMark) {
  EXPECT_EQ(output_of("\xEF\xBB\xBF"
                      "age,sex\r\n50,F\r\n"),
            "\xEF\xBB\xBF"
            "age,sex,risk,issues\r\n50,F,0.5,\r\n");
}

TEST(ScoreTable, EndsTheLastLine) {
  EXPECT_EQ(output_of("age,sex\n50,F"), "age,sex,risk,issues\n50,F,0.5,\n");
}

TEST(ScoreTable, OfAHeaderAloneIsAHeader) {
  const Scored result = scored({"age,sex\n"});
  EXPECT_EQ(result.text, "age,sex,risk,issues\n");
  EXPECT_EQ(result.rows, 0u);
}

TEST(ScoreTable, SeparatesWithTheTablesDelimiter) {
  const Scored result = scored({"age;sex\n50;F\n"}, ';');
  EXPECT_EQ(result.text, "age;sex;risk;issues\n50;F;0.5;\n");
}

// ------------------------------------------------------------------------------------------------ the issues

TEST(ScoreTable, LeavesOutputsOfARefusedRowEmptyAndSaysWhy) {
  EXPECT_EQ(verdict(",F"), ",,age missing_required");
  EXPECT_EQ(verdict("121,F"), ",,age outside_hard_range 121 limit 120");
  EXPECT_EQ(verdict("-1,F"), ",,age outside_hard_range -1 limit 0");
  EXPECT_EQ(verdict("old,F"), ",,\"age not_a_number \"\"old\"\"\"");
  EXPECT_EQ(verdict("50.5,F"), ",,\"age not_an_integer \"\"50.5\"\"\"");
  EXPECT_EQ(verdict("50,W"), ",,\"sex unknown_level \"\"W\"\"\"");
}

// OWASP, "CSV Injection": names of added columns and issues begin with ids, and a stranger may have made the
// model.
TEST(ScoreTable, RefusesAModelWhoseIdsASpreadsheetWouldRun) {
  const auto said = [](const ModelFile& file) { return scored({"age,sex\n50,F\n"}, ',', file).error; };
  const std::string why =
      ": begins with = + - @, a tab or a line break: a spreadsheet would run it as a formula";
  for (const char* const bad : {"=1+1", "+x", "-x", "@sum", "\tx", "\rx", "\nx"}) {
    ModelFile file = example_file();
    file.outputs[0].id = bad;
    EXPECT_EQ(said(file), "the model's outputs[0].id" + why);
  }
  ModelFile file = example_file();
  file.schema.predictors[1].column = "sex";
  file.schema.predictors[1].id = "=sex";
  EXPECT_EQ(said(file), "the model's predictors[1].id" + why);
  file = excluding_file();
  file.schema.exclusions[0].id = "@dialysis";
  EXPECT_EQ(said(file), "the model's exclusions[0].id" + why);
  file = example_file();
  file.outputs[0].id = "risk=1-@";
  EXPECT_EQ(said(file), "");
}

TEST(ScoreTable, GoesOnPastALongTextThatNobodyUses) {
  const std::string note(1'000'000, 'n');
  EXPECT_EQ(output_of("note,age,sex\n" + note + ",50,F\nshort,50,F\n"),
            "note,age,sex,risk,issues\n" + note + ",50,F,0.5,\nshort,50,F,0.5,\n");
}

TEST(ScoreTable, RefusesTheRowWithALongTextInAColumnThatIsUsed) {
  const std::string text(1'000'000, '7');
  const std::string shown = "\"\"" + std::string(60, '7') + "\"\"\"";
  EXPECT_EQ(verdict(text + ",F"), ",,\"age not_a_number " + shown);
  EXPECT_EQ(verdict("50," + text), ",,\"sex unknown_level " + shown);
}

TEST(ScoreTable, SaysWhatToReadWithCareBesideTheOutputs) {
  EXPECT_EQ(verdict("81,F"), ",0.5,age outside_development_range 81 limit 80");
  EXPECT_EQ(verdict("19,F"), ",0.5,age outside_development_range 19 limit 20");
  EXPECT_EQ(verdict("50,"), ",0.5,sex imputed F");
  EXPECT_EQ(verdict("50,NA"), ",0.5,sex imputed F");
}

// A truth value that is filled with its conditional mean is neither of its levels.
TEST(ScoreTable, SaysAShareWhereATruthValueWasFilledWithOne) {
  ModelFile file = example_file();
  file.schema.predictors[1] = with_levels("sex", Kind::boolean, {"F", "M"}, false);
  file.steps = {ImputeNormal{{1}, {0.375}, {0.25}, {0}, {1}}};
  file.model = LogisticRegression{0.0, {0.0, 0.0}, {50.0, 0.5}};
  EXPECT_EQ(scored({"age,sex\n50,\n"}, ',', file).text,
            "age,sex,risk,issues\n50,,0.5,sex imputed 0.375 sd 0.5\n");
}

TEST(ScoreTable, ListsAllIssuesOfARow) {
  EXPECT_EQ(verdict("81,"), ",0.5,age outside_development_range 81 limit 80; sex imputed F");
}

TEST(ScoreTable, CountsRowsAndRefusals) {
  const Scored result = scored({"age,sex\n50,F\n,F\n200,M\n50,M\n"});
  EXPECT_EQ(result.rows, 4u);
  EXPECT_EQ(result.refused, 2u);
}

// A quoted text was once cut at 60 bytes, through a character, and made the output unreadable as UTF-8.
TEST(ScoreTable, ShowsTheBeginningOfALongTextInWholeCharacters) {
  std::string heart;
  for (int i = 0; i < 40; ++i) heart += "\xE5\xBF\x83";
  const std::string text = verdict("a" + heart + ",F");
  EXPECT_TRUE(is_utf8(text));
  EXPECT_EQ(text, ",,\"age not_a_number \"\"a" + heart.substr(0, 57) + "\"\"\"");
}

TEST(ScoreTable, DoesNotRememberTheRowBefore) {
  EXPECT_EQ(output_of("age,sex\n,F\n50,F\n50,\n50,F\n"),
            "age,sex,risk,issues\n,F,,age missing_required\n50,F,0.5,\n50,,0.5,sex imputed F\n50,F,0.5,\n");
}

// ------------------------------------------------------------------------------------------------ its
// columns

TEST(ScoreTable, TakesAnAbsentOptionalColumnForMissingAndSaysSo) {
  const Scored result = scored({"age\n50\n"});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.text, "age,risk,issues\n50,0.5,sex imputed F\n");
  EXPECT_EQ(result.absent_columns, std::vector<std::string>{"sex"});
  EXPECT_TRUE(scored({"age,sex\n50,F\n"}).absent_columns.empty());
}

TEST(ScoreTable, RefusesATableWithoutARequiredColumn) {
  const Scored result = scored({"Age,sex\n50,F\n"});
  EXPECT_EQ(result.error, "has no column \"age\"; did you mean \"Age\"?");
  EXPECT_EQ(result.text, "");
}

TEST(ScoreTable, KeepsAColumnNamedLikeOneOfItsOwnUnderAnotherName) {
  const Scored result = scored({"\"age\",risk,sex,issues\n\"50\", 1 ,F,none\n"});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.text, "age,risk_given,sex,issues_given,risk,issues\n\"50\", 1 ,F,none,0.5,\n");
  EXPECT_EQ(result.renamed, (std::vector<std::string>{"risk", "issues"}));
  EXPECT_TRUE(scored({"age,sex\n50,F\n"}).renamed.empty());
}

TEST(ScoreTable, RefusesATableThatHasThatNameToo) {
  EXPECT_EQ(scored({"age,sex,risk,risk_given\n50,F,1,2\n"}).error,
            "has a column \"risk\", to be written as \"risk_given\", which is there as well; rename "
            "one first");
}

// A model may call its outcome as the table calls a predictor.
TEST(ScoreTable, ReadsAColumnThatItRenames) {
  ModelFile file = example_file();
  file.outputs[0].id = "sex";
  EXPECT_EQ(scored({"age,sex\n50,F\n50,W\n"}, ',', file).text,
            "age,sex_given,sex,issues\n50,F,0.5,\n50,W,,\"sex unknown_level \"\"W\"\"\"\n");
}

// ----------------------------------------------------------------------------------------------- the
// plumbing

TEST(ScoreTable, GivesTheSameBytesInAnyPieces) {
  const std::string text =
      "\xEF\xBB\xBF"
      "\"age\",note,sex\r\n50,\"a \"\"b\"\",\r\nc\",F\r\n,x,M\r\n81,\xE5\xBF\x83,NA\r\n9,y,W";
  const std::string whole = output_of(text);
  std::vector<std::string> bytes;
  for (char c : text) bytes.emplace_back(1, c);
  EXPECT_EQ(scored(bytes).text, whole);
  Random random(3);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = static_cast<std::size_t>(random.below(12));
      pieces.push_back(text.substr(at, size));
      at += pieces.back().size();
    }
    ASSERT_EQ(scored(pieces).text, whole) << trial;
  }
}

TEST(ScoreTable, PassesALongTableOnAsItGoes) {
  const Engine engine = example();
  std::size_t writes = 0;
  std::size_t largest = 0;
  TableScorer scorer(engine, ',', [&](std::string_view text) -> Status {
    ++writes;
    largest = std::max(largest, text.size());
    return {};
  });
  ASSERT_TRUE(scorer.feed("age,sex\n"));
  for (int i = 0; i < 30'000; ++i) ASSERT_TRUE(scorer.feed("50,F\n"));
  ASSERT_TRUE(scorer.finish());
  EXPECT_EQ(scorer.rows(), 30'000u);
  EXPECT_GT(writes, 3u);  // 30,000 lines of 10 bytes
  EXPECT_LT(largest, 100'000u);
}

TEST(ScoreTable, StopsWhenItCantWrite) {
  const Engine engine = example();
  TableScorer scorer(engine, ',', [](std::string_view) -> Status {
    return Error{ErrorCode::cannot_write, "out.csv", "can't be written: No space left on device"};
  });
  ASSERT_TRUE(scorer.feed("age,sex\n50,F\n"));
  EXPECT_EQ(text_of(scorer.finish()), "out.csv: can't be written: No space left on device");
}

TEST(ScoreTable, PassesOnWhatIsWrongWithTheTable) {
  EXPECT_EQ(scored({"age,sex\n50\n"}).error, "row 2: has 1 field, the header has 2");
  EXPECT_EQ(scored({""}).error, "row 1: the text is empty; expected a header row");
}

// ----------------------------------------------------------------------------------- outputs that are absent

/// Points: one for each year and each unit of ldl, for ages 40 to 59, or nothing below 2; ratio needs hdl or
/// ldl.
ModelFile equation_file() {
  ModelFile file;
  file.id = "equation";
  Predictor ldl = numeric("ldl");
  Predictor hdl = numeric("hdl");
  ldl.required = hdl.required = false;
  file.schema.predictors = {numeric("age"), ldl, hdl};
  Equation equation;
  EquationRule points;
  points.cases = {EquationCase{{}, 0.0, {0, 1}, {1.0, 1.0}}};
  EquationRule known;
  known.cases = {EquationCase{0, 3.0, {}, {}}};
  equation.rules = {points, known};
  file.model = equation;
  for (const char* id : {"points", "known"}) {
    Output output;
    output.id = id;
    file.outputs.push_back(output);
  }
  file.outputs[0].needs = {{{"ldl"}}};
  file.outputs[0].applies = {{"age", 40, 59, {}}};
  file.outputs[1].needs = {{{"hdl", "ldl"}}};
  return file;
}

std::string absences(const std::string& row, const ModelFile& file = equation_file()) {
  const Scored result = scored({"age,ldl,hdl\n" + row + "\n"}, ',', file);
  EXPECT_EQ(result.error, "");
  const std::size_t line = result.text.find('\n') + 1;
  return result.text.substr(line + row.size(), result.text.size() - line - row.size() - 1);
}

TEST(ScoreTable, SaysWhyAnOutputIsAbsentBesideTheOthers) {
  EXPECT_EQ(absences("50,2,1"), ",52,3,");
  EXPECT_EQ(absences("60,2,1"), ",,3,points absent: age 60 limit 59");
  EXPECT_EQ(absences("39.5,2,1"), ",,3,points absent: age 39.5 limit 40");
  EXPECT_EQ(absences("50,,1"), ",,3,points absent: ldl missing");
}

TEST(ScoreTable, NamesTheQuantityThatWasComputed) {
  ModelFile file = equation_file();
  Formula total;
  total.name = "total";
  total.columns = {1, 2};
  total.inputs = {0, 1};
  total.operations = {Operation::column, Operation::column, Operation::add};
  file.steps = {total};
  file.outputs[0].applies_computed = {{3, 2, 10, {}}};
  EXPECT_EQ(absences("50,2,1", file), ",52,3,");
  EXPECT_EQ(absences("50,9,1.5", file), ",,3,points absent: total 10.5 limit 10");
  EXPECT_EQ(absences("50,1,0.25", file), ",,3,points absent: total 1.25 limit 2");
}

TEST(ScoreTable, SaysWhyAllOutputsAreAbsent) {
  EXPECT_EQ(absences("50,,"), ",,,points absent: ldl missing; known absent: hdl or ldl missing");
  EXPECT_EQ(absences("0,2,1"), ",,,points absent: age 0 limit 40; known absent: no result for these values");
}

TEST(ScoreTable, SaysNothingOfTheOutputsOfARecordThatIsRefused) {
  EXPECT_EQ(absences(",,"), ",,,age missing_required");
}

TEST(ScoreTable, CountsARowWithOneOutputAsPredicted) {
  EXPECT_EQ(scored({"age,ldl,hdl\n60,2,1\n"}, ',', equation_file()).refused, 0u);
  EXPECT_EQ(scored({"age,ldl,hdl\n60,,\n"}, ',', equation_file()).refused, 1u);
}

// ---------------------------------------------------------------------------------- the questions of fit

TEST(ScoreTable, RefusesWhomTheModelWasNotMadeFor) {
  const Scored result =
      scored({"age,sex,dialysis\n50,F,no\n50,F, Yes \n50,F,\n50,F,perhaps\n"}, ',', excluding_file());
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.text,
            "age,sex,dialysis,risk,issues\n"
            "50,F,no,0.5,\n"
            "50,F, Yes ,,dialysis excluded\n"
            "50,F,,,dialysis missing_required\n"
            "50,F,perhaps,,\"dialysis unknown_level \"\"perhaps\"\"\"\n");
  EXPECT_EQ(result.refused, 3u);
  EXPECT_TRUE(result.unasked.empty());
}

TEST(ScoreTable, ScoresAndSaysThatNobodyAskedWhetherTheModelFits) {
  const Scored result = scored({"age,sex\n50,F\n"}, ',', excluding_file());
  EXPECT_EQ(result.text, "age,sex,risk,issues\n50,F,0.5,dialysis exclusion_not_asked\n");
  EXPECT_EQ(result.refused, 0u);
  EXPECT_EQ(result.unasked, std::vector<std::string>{"dialysis"});
}

TEST(ScoreTable, RefusesWhatNobodyAskedWhereItIsStrict) {
  const Scored strict = scored({"age,sex\n50,F\n"}, ',', excluding_file(), TableScorer::Unasked::refuse);
  EXPECT_EQ(strict.text, "age,sex,risk,issues\n50,F,,dialysis exclusion_not_asked\n");
  EXPECT_EQ(strict.refused, 1u);
  const Scored asked =
      scored({"age,sex,dialysis\n50,F,no\n"}, ',', excluding_file(), TableScorer::Unasked::refuse);
  EXPECT_EQ(asked.text, "age,sex,dialysis,risk,issues\n50,F,no,0.5,\n");
}

}  // namespace
}  // namespace nearside
