// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/import.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/engine.h"
#include "tests/tools/importers/equation/written_equation.h"

namespace nearside {
namespace {

/// What is said about these quantities; the last one, `q`, is the term.
std::string of_quantities(const std::string& quantities) {
  WrittenEquation written;
  written.quantities = quantities;
  written.terms = term("q");
  return complaint(written.text());
}

std::string of_formula(const std::string& formula) {
  return of_quantities(quantity("q", formula));
}

double risk(const ImportedEquation& equation, double age) {
  const auto engine = Engine::load(equation.bytes);
  EXPECT_TRUE(engine) << engine.error().text();
  Workspace workspace = engine->workspace();
  workspace.record.set_number(0, age);
  workspace.record.set_level(3, 1);
  workspace.record.set_level(4, 0);
  engine->predict(workspace);
  return workspace.outputs[0];
}

TEST(ImportEquation, MakesAModelFileThatProvesItself) {
  const auto equation = imported(WrittenEquation{}.text());
  ASSERT_TRUE(equation) << equation.error().text();
  EXPECT_EQ(equation->model_file.id, "small");
  EXPECT_EQ(enum_name(equation->model_file.standing), "published_equation");
  EXPECT_EQ(equation->hash.size(), 64u);
  EXPECT_NEAR(risk(*equation, 70), 1 / (1 + std::exp(0.5)), 1e-15);  // −1 + 0.5 · (70 − 60) / 10
}

TEST(ImportEquation, GivesTheSameBytesAgain) {
  const auto once = imported(WrittenEquation{}.text());
  const auto again = imported(WrittenEquation{}.text());
  ASSERT_TRUE(once && again);
  EXPECT_EQ(once->bytes, again->bytes);
}

// Quantities.

TEST(ImportEquation, ComputesQuantitiesFromEarlierOnes) {
  EXPECT_EQ(of_quantities(quantity("p", "age / 100") + "," + quantity("q", "p * p")), "ok");
}

TEST(ImportEquation, NamesWhatAFormulaDoesNotKnow) {
  EXPECT_EQ(of_formula("1 + agee"),
            "quantities[0].formula: at character 5: \"agee\" is no predictor and no quantity; did you mean "
            "\"age\"?");
  EXPECT_EQ(of_formula("q + age"), "quantities[0].formula: at character 1: \"q\" can't use itself");
  EXPECT_EQ(of_quantities(quantity("p", "q + age") + "," + quantity("q", "age")),
            "quantities[0].formula: at character 1: \"q\" is defined later");
  EXPECT_EQ(of_formula("age +"),
            "quantities[0].formula: at character 6: expected a number, a name or \"(\", found the end");
}

TEST(ImportEquation, KnowsTheAnswersOfACategory) {
  EXPECT_EQ(of_formula("if(sex == 'female', 1, 2)"), "ok");
  EXPECT_EQ(of_formula("sex == 'femal'"),
            "quantities[0].formula: at character 8: \"femal\" is no answer of sex; did you mean \"female\"?");
  EXPECT_EQ(of_formula("age == 'old'").find("quantities[0].formula: at character 8: \"age\" is no category"),
            0u);
}

TEST(ImportEquation, ComputesWithAnOrderedCategoryOnly) {
  EXPECT_EQ(of_formula("stage * 2"), "ok");
  EXPECT_EQ(of_formula("sex * 2"),
            "quantities[0].formula: \"sex\" is a category; formulas compute with numbers, or compare: sex == "
            "'an answer'");
}

TEST(ImportEquation, RefusesANameThatIsTaken) {
  EXPECT_NE(of_quantities(quantity("age", "age + 1") + "," + quantity("q", "age"))
                .find("there is a column \"age\" already"),
            std::string::npos);
  EXPECT_NE(of_quantities(quantity("q", "age") + "," + quantity("q", "ldl")).find("\"q\""),
            std::string::npos);
}

// Terms.

TEST(ImportEquation, SumsPredictorsAndQuantities) {
  WrittenEquation written;
  written.terms = term("age") + "," + term("age_10") + "," + term("stage");
  EXPECT_EQ(complaint(written.text()), "ok");
}

TEST(ImportEquation, NamesTheTermThatItDoesNotKnow) {
  WrittenEquation written;
  written.terms = term("age_10") + "," + term("age_01");
  EXPECT_EQ(complaint(written.text()),
            "outputs[0].cases[0].terms[1].of: \"age_01\" is no predictor and no quantity; did you mean "
            "\"age_10\"?");
  written.terms = term("sex");
  EXPECT_EQ(
      complaint(written.text()),
      "outputs[0].cases[0].terms[0].of: \"sex\" is a category; make a quantity of it, such as sex == 'an "
      "answer'");
}

TEST(ImportEquation, TellsTheConstantThatChangesNothing) {
  WrittenEquation written;
  written.quantities = quantity("age_10", "max(age / 10, 0.5)");
  EXPECT_EQ(complaint(written.text()).find("quantity age_10, 0.5: no record within the hard ranges tells"),
            0u)
      << complaint(written.text());
}

// What an output needs.

std::string needs_of(const std::string& formula) {
  WrittenEquation written;
  written.quantities = quantity("q", formula);
  written.terms = term("q");
  const auto equation = imported(written.text());
  if (!equation) return equation.error().text();
  std::string text;
  for (const Need& need : equation->model_file.outputs[0].needs) {
    if (!text.empty()) text += " & ";
    for (const std::string& id : need.any_of) text += (&id == &need.any_of[0] ? "" : "|") + id;
  }
  return text;
}

TEST(ImportEquation, KnowsWhatAnOutputNeeds) {
  EXPECT_EQ(needs_of("age"), "");
  EXPECT_EQ(needs_of("age * ldl"), "ldl");
  EXPECT_EQ(needs_of("hdl / ldl"), "ldl & hdl");
  EXPECT_EQ(needs_of("first_known(hdl, ldl)"), "ldl|hdl");
  EXPECT_EQ(needs_of("first_known(ldl, age)"), "") << "age is required";
  EXPECT_EQ(needs_of("first_known(ldl, hdl) * ldl"), "ldl");
}

TEST(ImportEquation, NeedsWhatAConditionNeeds) {
  std::string json = WrittenEquation{}.text();
  const std::string cases = R"("cases": [{"intercept": -1,)";
  json.replace(json.find(cases), cases.size(), R"("cases": [{"when": "ldl > 2", "intercept": -1,)");
  const auto equation = imported(json);
  ASSERT_TRUE(equation) << equation.error().text();
  ASSERT_EQ(equation->model_file.outputs[0].needs.size(), 1u);
  EXPECT_EQ(equation->model_file.outputs[0].needs[0].any_of, std::vector<std::string>{"ldl"});
}

// Ranges of quantities.

std::string only_for(const std::string& quantity, const std::string& range) {
  return R"(, "applies_computed": [{"quantity": ")" + quantity + "\", " + range + "}]";
}

TEST(ImportEquation, AppliesToARangeOfAQuantity) {
  WrittenEquation written;
  written.output = only_for("age_10", R"("low": -1, "high": 1.5, "reason": {"en": "Ages 50 to 75 only."})");
  const auto equation = imported(written.text());
  ASSERT_TRUE(equation) << equation.error().text();
  const AppliesComputed& range = equation->model_file.outputs[0].applies_computed.at(0);
  EXPECT_EQ(range.column, 5u);
  EXPECT_EQ(range.reason.en, "Ages 50 to 75 only.");
  for (const double age : {49.0, 76.0}) EXPECT_TRUE(std::isnan(risk(*equation, age))) << age;
  for (const double age : {50.0, 75.0}) EXPECT_FALSE(std::isnan(risk(*equation, age))) << age;
}

TEST(ImportEquation, NeedsWhatARangeNeeds) {
  WrittenEquation written;
  written.quantities += "," + quantity("ratio", "ldl / hdl");
  written.output = only_for("ratio", R"("low": 1, "high": 8)");
  const auto equation = imported(written.text());
  ASSERT_TRUE(equation) << equation.error().text();
  EXPECT_EQ(equation->model_file.outputs[0].needs.size(), 2u);
}

TEST(ImportEquation, TellsTheEndsOfARangeOfAQuantity) {
  WrittenEquation written;
  written.output = only_for("age_10", R"("low": -1, "high": 9)");
  EXPECT_EQ(complaint(written.text()).find("output risk, computed range 9: no record"), 0u)
      << complaint(written.text());
}

TEST(ImportEquation, NamesTheQuantityOfARangeThatItDoesNotKnow) {
  WrittenEquation written;
  written.output = only_for("age_01", R"("low": -1, "high": 1)");
  EXPECT_EQ(complaint(written.text()),
            "outputs[0].applies_computed[0].quantity: \"age_01\" is no quantity; did you mean \"age_10\"?");
  written.output = only_for("age", R"("low": 50, "high": 70)");
  EXPECT_EQ(
      complaint(written.text()),
      "outputs[0].applies_computed[0].quantity: \"age\" is a predictor: its range belongs to `applies`");
}

// Chains.

std::string other_equation() {
  WrittenEquation other;
  other.id = "other";
  return other.text();
}

std::string chain_of(const std::string& file, const std::string& output) {
  WrittenEquation written;
  written.more =
      R"("chain": [{"file": ")" + file + R"(", "output": ")" + output + R"(", "name": "other_risk"}],)";
  written.terms = term("age_10") + "," + term("other_risk");
  return written.text();
}

TEST(ImportEquation, UsesAnotherEquationsResult) {
  const auto other = imported(other_equation());
  const auto equation = imported(chain_of("other.json", "risk"), other_equation());
  ASSERT_TRUE(equation) << equation.error().text();
  ASSERT_TRUE(other);
  for (const double age : {40.0, 63.0, 79.0}) {
    const double lp = -1.0 + 0.5 * (age - 60) / 10 + 0.5 * risk(*other, age);
    EXPECT_NEAR(risk(*equation, age), 1 / (1 + std::exp(-lp)), 1e-14);
  }
}

TEST(ImportEquation, NamesWhatIsWrongWithAChain) {
  EXPECT_EQ(complaint(chain_of("absent.json", "risk"), other_equation()), "absent.json: can't be opened");
  EXPECT_EQ(complaint(chain_of("other.json", "risc"), other_equation()),
            "chain[0].output: other.json has no output \"risc\"; did you mean \"risk\"?");
  EXPECT_EQ(complaint(chain_of("other.json", "risk"), chain_of("other.json", "risk")),
            "chain[0]: other.json itself uses another equation");
  EXPECT_EQ(complaint(chain_of("other.json", "risk"), "{}").find("other.json, "), 0u);
}

std::string other_with(const std::string& what, const std::string& by) {
  std::string other = other_equation();
  return other.replace(other.find(what), what.size(), by);
}

TEST(ImportEquation, SharesItsPredictorsWithAChain) {
  const std::string more = R"({"id": "bmi", "kind": "numeric", "hard": {"low": 10, "high": 60}},)";
  const std::string age = R"({"id": "age", "kind": "integer",)";
  EXPECT_EQ(complaint(chain_of("other.json", "risk"), other_with(age, more + age)),
            "chain[0]: needs the predictor \"bmi\", which this equation does not have");
  const std::string differs = "\" has another kind, unit or answers there";
  EXPECT_EQ(complaint(chain_of("other.json", "risk"), other_with("mmol/L", "mg/dL")),
            "chain[0]: \"ldl" + differs);
  EXPECT_EQ(complaint(chain_of("other.json", "risk"), other_with("\"female\"", "\"woman\"")),
            "chain[0]: \"sex" + differs);
}

// Worked examples.

std::string example(const std::string& record, const std::string& expect, const std::string& within) {
  WrittenEquation written;
  written.more = R"("examples": [{"source": "table 2", "record": {)" + record + R"(}, "expect": {)" + expect +
                 R"(}, "within": )" + within + "}],";
  return complaint(written.text());
}
const std::string kSixty = R"("age": 60, "sex": "male", "stage": "II")";  // 1 / (1 + e) = 0.26894

TEST(ImportEquation, ReproducesItsExamples) {
  EXPECT_EQ(example(kSixty, R"("risk": 0.269)", "0.0005"), "ok");
  EXPECT_EQ(example(kSixty, R"("risk": 0.28)", "0.0005")
                .find("examples[0].expect.risk: the source prints 0.28, the equation gives 0.26894"),
            0u);
  EXPECT_EQ(example(R"("sex": "male", "stage": "II")", R"("risk": 0.28)", "1"),
            "examples[0].expect.risk: the source prints 0.28, the equation gives none");
}

TEST(ImportEquation, NamesWhatAnExampleDoesNotKnow) {
  EXPECT_EQ(example(R"("aeg": 60)", R"("risk": 0.5)", "1"), "examples[0].record: \"aeg\" is no predictor");
  EXPECT_EQ(example(kSixty, R"("risc": 0.5)", "1"), "examples[0].expect: \"risc\" is no output");
  EXPECT_EQ(example(R"("age": 60, "sex": "man")", R"("risk": 0.5)", "1"),
            "examples[0].record.sex: \"man\" is no answer of it");
}

}  // namespace
}  // namespace nearside
