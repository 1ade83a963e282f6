// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "core/data/schema.h"
#include "core/steps/columns.h"

namespace nearside {

enum class OutputKind : std::uint8_t { probability, quantity, score };
template <>
struct NamesOf<OutputKind> {
  static constexpr std::array<std::string_view, 3> names{"probability", "quantity", "score"};
};

/// A range of one predictor, both ends in it, that something holds for.
struct Applies {
  std::string predictor;
  double low = 0.0;
  double high = 0.0;
  Localised reason;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("predictor", self.predictor, "id of a predictor that is a number");
    archive.field("low", self.low, "smallest value, in the model's unit");
    archive.field("high", self.high, "largest value, in the model's unit");
    archive.optional("reason", self.reason, "why there is nothing outside, in a sentence for people");
  }
};

/// A range of something that the steps compute, both ends in it, that an output holds for.
struct AppliesComputed {
  std::uint32_t column = 0;
  double low = 0.0;
  double high = 0.0;
  Localised reason;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "a column after the last step");
    archive.field("low", self.low, "smallest value, in that column's unit");
    archive.field("high", self.high, "largest value, in that column's unit");
    archive.field("reason", self.reason, "why there is nothing outside, in a sentence for people");
  }
};

/// Predictors of which one must be known.
struct Need {
  std::vector<std::string> any_of;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("any_of", self.any_of, "ids of predictors; one of them must have a value");
  }
};

/// A group that the source of a model itself puts results into.
struct RiskGroup {
  double from = 0.0;
  bool above = false;
  Localised label;
  Localised meaning;
  std::string source;
  std::vector<Applies> only;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("from", self.from,
                  "smallest value of the group: a value is in the last group that it reaches");
    archive.optional("above", self.above, "true: `from` itself is not in it");
    archive.field("label", self.label, "what the source calls it");
    archive.optional("meaning", self.meaning, "what the source says of it, in a sentence");
    archive.field("source", self.source, "where it is defined for this very model");
    archive.optional("only", self.only, "for whom it holds, all of these; empty: for everyone");
  }
};

/// One number that a prediction gives.
struct Output {
  std::string id;
  OutputKind kind = OutputKind::probability;
  Localised label;
  std::string positive;
  std::string negative;
  Localised clause;
  std::string unit{};
  std::string loinc{};
  double horizon_years = 0.0;
  std::uint32_t decimals = 0;
  std::vector<Need> needs{};
  std::vector<Applies> applies{};
  std::vector<AppliesComputed> applies_computed{};
  std::vector<RiskGroup> groups{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "its name in predictions and in the columns of scored tables");
    archive.field(
        "kind", self.kind,
        "what the number is; `probability`: of the positive class, 0 to 1; `quantity`: in its unit; "
        "`score`: points");
    archive.field("label", self.label, "the outcome in words");
    archive.field("positive", self.positive, "the class of the outcome column whose probability this is");
    archive.field("negative", self.negative, "the other class");
    archive.since(
        2, "clause", self.clause,
        "the end of the sentence `About 15 in 100 people like you …`, without a full stop; empty: made "
        "from the label");
    archive.since(4, "unit", self.unit, "UCUM code of a quantity; empty: none");
    archive.since(4, "loinc", self.loinc, "LOINC code of the result; empty: none");
    archive.since(4, "horizon_years", self.horizon_years, "within how many years; 0: at present, or no time");
    archive.since(4, "decimals", self.decimals, "digits after the point that people are shown");
    archive.since(4, "needs", self.needs, "what must be known, or this output is absent");
    archive.since(4, "applies", self.applies, "outside any of these ranges this output is absent");
    archive.since(5, "applies_computed", self.applies_computed,
                  "the same of what the steps compute, such as a quantity of an equation");
    archive.since(4, "groups", self.groups, "groups of results, ascending; empty: none are defined");
  }
};

/// Ids present and unique, as many outputs as the model gives; ranges name predictors and `columns` (those
/// after the last step) that are numbers, needs name predictors, groups ascend.
Status check(const std::vector<Output>& outputs, std::size_t given, const std::vector<Predictor>& predictors,
             const Columns& columns, const std::string& path);

}  // namespace nearside
