// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a published equation is written down, to be read beside its paper: models/<id>/equation.json.
// tools/EQUATION.md documents it, made from the descriptions below.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/data/record.h"
#include "core/data/schema.h"
#include "core/model_file/card.h"
#include "core/model_file/form.h"
#include "core/models/equation.h"
#include "core/outcome/output.h"

namespace nearside {

/// Another equation's result as a quantity of this one.
struct ChainSource {
  std::string file;
  std::string output;
  std::string name;
  Localised label;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("file", self.file, "the other equation.json, as a path from this one's folder");
    archive.field("output", self.output, "id of its output, taken before any rounding");
    archive.field("name", self.name, "what it is called here");
    archive.optional("label", self.label, "what a reader sees");
  }
};

struct QuantitySource {
  std::string name;
  std::string formula;
  Localised label;
  std::string unit;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("name", self.name, "what it is called in later formulas and terms");
    archive.field("formula", self.formula,
                  "from predictors and earlier quantities, in the language of a recipe's step `formula`");
    archive.optional("label", self.label, "what the paper calls it; a reader sees it");
    archive.optional("unit", self.unit, "UCUM code; empty: none");
  }
};

struct TermSource {
  std::string of;
  double coefficient = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("of", self.of, "a quantity, or a predictor that is a number, a boolean or ordered");
    archive.field("coefficient", self.coefficient, "its coefficient");
  }
};

struct CaseSource {
  std::string when;
  double intercept = 0.0;
  double baseline_survival = 0.5;
  double centre = 0.0;
  double scale1 = 0.0;
  double scale2 = 1.0;
  std::vector<TermSource> terms;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("when", self.when, "a formula such as `sex == 'female'`; empty: always");
    archive.optional("intercept", self.intercept, "linear predictor where every term is 0");
    archive.optional("baseline_survival", self.baseline_survival,
                     "S0, of the links cox and cox_recalibrated");
    archive.optional("centre", self.centre, "linear predictor that S0 belongs to");
    archive.optional("scale1", self.scale1, "of the link cox_recalibrated");
    archive.optional("scale2", self.scale2, "of the link cox_recalibrated");
    archive.field("terms", self.terms, "summed in this order");
  }
};

/// A range of a quantity that an output holds for.
struct AppliesComputedSource {
  std::string quantity;
  double low = 0.0;
  double high = 0.0;
  Localised reason;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("quantity", self.quantity, "name of a quantity, or of a result of another equation");
    archive.field("low", self.low, "smallest value, in the quantity's unit");
    archive.field("high", self.high, "largest value, in the quantity's unit");
    archive.optional("reason", self.reason, "why there is nothing outside, in a sentence for people");
  }
};

struct OutputSource {
  std::string id;
  OutputKind kind = OutputKind::probability;
  std::string unit;
  std::string loinc;
  double horizon_years = 0.0;
  std::uint32_t decimals = 0;
  Localised label;
  Localised clause;
  Link link = Link::identity;
  std::optional<Range> clamp;
  bool round = false;
  std::vector<Applies> applies;
  std::vector<AppliesComputedSource> applies_computed;
  std::vector<RiskGroup> groups;
  std::vector<CaseSource> cases;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "its name in predictions and in the columns of scored tables");
    archive.field("kind", self.kind, "`probability`, `quantity` or `score`");
    archive.optional("unit", self.unit, "UCUM code of a quantity");
    archive.optional("loinc", self.loinc, "LOINC code of the result");
    archive.optional("horizon_years", self.horizon_years, "within how many years; 0: no time");
    archive.optional("decimals", self.decimals, "digits after the point that people are shown");
    archive.field("label", self.label, "the outcome in words");
    archive.optional("clause", self.clause, "the end of the sentence `About 15 in 100 people like you …`");
    archive.optional("link", self.link, "from the sum to the output, see the model `equation` in FORMAT.md");
    archive.optional("clamp", self.clamp, "the output's smallest and largest value");
    archive.optional("round", self.round, "true: rounded half up to `decimals`");
    archive.optional("applies", self.applies, "outside any of these ranges it is absent, with the reason");
    archive.optional("applies_computed", self.applies_computed, "the same of quantities");
    archive.optional("groups", self.groups, "groups that the source itself defines");
    archive.field("cases", self.cases, "the first one whose `when` holds is used");
  }
};

/// A published equation.
struct EquationSource {
  std::uint32_t version_of_form = 1;
  std::string id;
  std::string version = "1.0.0";
  Localised title;
  Audience audience = Audience::clinician;
  std::vector<Predictor> predictors;
  std::vector<Exclusion> exclusions;
  Form form;
  std::vector<ChainSource> chain;
  std::vector<QuantitySource> quantities;
  std::vector<OutputSource> outputs;
  ModelCard card;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("nearside_equation", self.version_of_form, "version of this form; 1");
    archive.field("id", self.id, "the model's name: lower-case letters, digits, hyphens");
    archive.optional("version", self.version, "the model's version");
    archive.field("title", self.title, "the question it answers");
    archive.field("audience", self.audience, "for whom its words are written");
    archive.field("predictors", self.predictors, "the inputs, in their order");
    archive.optional("exclusions", self.exclusions, "questions about whether it fits the person");
    archive.optional("form", self.form, "how a person is asked");
    archive.optional("chain", self.chain, "results of other equations that this one uses");
    archive.optional("quantities", self.quantities, "what the terms are made of, in their order");
    archive.field("outputs", self.outputs, "what comes out");
    archive.field("card", self.card, "the model card, with sources and permission");
  }
};

/// One value of a worked example, as it is written.
struct ExampleValue {
  std::string name;
  std::string text;  ///< of an answer
  double number = 0.0;
  bool is_text = false;
};

/// A worked example that the source prints.
struct Example {
  std::string source;
  std::vector<ExampleValue> record;
  std::vector<ExampleValue> expect;
  double within = 0.0;
};

struct ReadEquation {
  EquationSource source;
  std::vector<Example> examples;
};

/// Reads an equation.json with its `examples`: a list of `{"source", "record": {id: value}, "expect":
/// {output: value}, "within"}`. Errors carry the path of the fault.
Result<ReadEquation> parse_equation(std::string_view json);

}  // namespace nearside
