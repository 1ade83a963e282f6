// SPDX-License-Identifier: Apache-2.0
#pragma once
// A recipe is how a person tells `nearside train` what to make: JSON, written by `nearside init`, edited by
// hand. tools/RECIPE.md documents it, made from the descriptions below.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/data/schema.h"
#include "core/model_file/card.h"
#include "core/model_file/form.h"
#include "tools/recipe/model_request.h"
#include "tools/recipe/outcome_kind.h"
#include "tools/recipe/search.h"
#include "tools/recipe/step_request.h"

namespace nearside {

/// What becomes of rows whose key stood in an earlier row.
enum class Repeated : std::uint8_t { refuse, first, last, all };
template <>
struct NamesOf<Repeated> {
  static constexpr std::array<std::string_view, 4> names{"refuse", "first", "last", "all"};
};

/// Which rows of the table are used: a number in a range, or one of several texts.
struct RowFilter {
  std::string column;
  std::optional<double> low;
  std::optional<double> high;
  std::vector<std::string> values;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "column of the table");
    archive.optional("low", self.low, "smallest number that is used");
    archive.optional("high", self.high, "largest number that is used");
    archive.optional("values", self.values,
                     "texts that are used, instead of a range; 1.0 is 1 where all are whole numbers");
  }
};

struct DataSource {
  std::string file;
  std::string sha256;
  std::string delimiter = ",";
  std::vector<RowFilter> only{};
  std::vector<std::string> key{};
  Repeated repeated = Repeated::refuse;
  bool drop_equal_rows = false;
  std::string weight{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("file", self.file, "the table, as a path from the recipe's folder; `-`: standard input");
    archive.optional("sha256", self.sha256, "of that file; training stops if it differs. Empty: not checked");
    archive.optional("delimiter", self.delimiter, "the character between fields");
    archive.optional(
        "only", self.only,
        "rows that are used, such as adults: all of these hold. A row without the value is not used");
    archive.optional(
        "key", self.key,
        "columns that name the person (or the visit) of a row; empty: rows are not compared by key");
    archive.optional(
        "repeated", self.repeated,
        "what becomes of rows with the same key: `refuse` stops, `first` and `last` keep one, `all` keeps "
        "them all and never splits them between folds");
    archive.optional(
        "drop_equal_rows", self.drop_equal_rows,
        "true: of rows that are equal in every column only the first is kept. Equal rows may well be "
        "different people");
    archive.optional(
        "weight", self.weight,
        "column of sample weights, such as a survey's; they are divided by their mean. Rows that "
        "weigh 0 are left out and counted. The model and its calibration use them, and each measure that has "
        "a "
        "meaning in the population they stand for is given with them and without; the steps before the model "
        "do not. Empty: every row counts the same");
  }
};

/// One of more than two classes.
struct ClassRequest {
  std::string id;
  std::vector<std::string> values;
  Localised label;
  Localised clause;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the class; its output is called by the outcome's id, `_` and this");
    archive.optional("values", self.values,
                     "texts of the column that mean it; empty: its id. In one class `*` stands for all "
                     "others but those that read as missing, as NA does");
    archive.optional("label", self.label, "the class in words");
    archive.optional("clause", self.clause, "as the outcome's");
  }
};

/// What is predicted: one column, `positive` against the others or several `classes`, a number, or the time
/// until an event.
struct Outcome {
  std::string column;
  std::optional<OutcomeKind> kind;
  std::string positive;
  std::string negative;
  std::string id = "risk";
  Localised label;
  Localised clause;
  std::vector<std::string> missing_markers;
  std::vector<ClassRequest> classes{};
  std::string time{};
  double years_per_unit = 1.0;
  std::vector<double> horizons{};
  std::vector<std::string> competing{};
  bool competing_as_censored = false;
  std::string unit{};
  std::uint32_t decimals = 1;
  std::vector<std::string> positive_values{};
  std::vector<std::string> negative_values{};
  std::vector<std::string> censored{};

  /// What `negative` and `censored` say where they mean everything else.
  static constexpr std::string_view kRest = "rest";

  /// Whether everything else is the other class, or censored.
  bool takes_rest() const {
    return which() == OutcomeKind::time_to_event ? censored.size() == 1 && censored[0] == kRest
                                                 : negative == kRest;
  }
  /// Whether the recipe leaves out what the other class, or censored, is called.
  bool leaves_out_other() const {
    return which() == OutcomeKind::time_to_event ? censored.empty() : negative.empty();
  }
  /// Whether a text of the column means the other class, or that the row was censored.
  bool is_other(std::string_view text) const {
    if (which() != OutcomeKind::time_to_event && negative_values.empty()) return text == negative;
    const auto& texts = which() == OutcomeKind::time_to_event ? censored : negative_values;
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  }
  /// What the other class of two is called.
  std::string name_of_other() const {
    return negative.empty() || negative == kRest ? "not " + positive : negative;
  }
  /// Whether a text of the column means the positive class or the event.
  bool is_positive(std::string_view text) const {
    if (positive_values.empty()) return text == positive;
    return std::find(positive_values.begin(), positive_values.end(), text) != positive_values.end();
  }
  /// The kind, where the recipe says none from what else it says.
  OutcomeKind which() const {
    if (kind) return *kind;
    return classes.empty() ? OutcomeKind::binary : OutcomeKind::classes;
  }
  /// Whether a number is predicted, not a class nor a time.
  bool is_number() const { return which() == OutcomeKind::quantity || which() == OutcomeKind::count; }
  /// Two, or more where `classes` names them.
  std::size_t class_count() const { return classes.empty() ? 2 : classes.size(); }
  /// How many numbers a prediction gives.
  std::size_t outputs() const {
    if (which() == OutcomeKind::time_to_event) return horizons.size();
    return classes.empty() ? 1 : classes.size();
  }

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column,
                  "the column that is predicted; with `time_to_event` the one that says how it ended");
    archive.optional(
        "kind", self.kind,
        "`binary`: positive or not; `classes`; `ordered`: classes from the lowest to the highest; "
        "`quantity`: a number; `count`: whole numbers from 0; `time_to_event`: how long until "
        "`positive`. Left out: `classes` where they stand, else `binary`");
    archive.optional("positive", self.positive,
                     "the class whose probability the model gives; left out where `classes` stands");
    archive.optional("positive_values", self.positive_values,
                     "texts of the column that mean `positive`, such as several grades; empty: itself");
    archive.optional(
        "negative", self.negative,
        "the other class; any third is an error. `rest`: every other text but those that read as "
        "missing, as NA does. Empty: the one other text of the column, where it has one");
    archive.optional("negative_values", self.negative_values,
                     "texts of the column that mean `negative`; empty: itself");
    archive.optional(
        "censored", self.censored,
        "with `time_to_event`: texts of the column that mean that observation ended without the "
        "event; `[\"rest\"]`: every other text but those that read as missing. Empty: the one other "
        "text of the column, where it has one");
    archive.optional("id", self.id, "name of the output in predictions");
    archive.optional("label", self.label, "the outcome in words");
    archive.optional(
        "clause", self.clause,
        "the end of the sentence `About 15 in 100 people like you …`, without a full stop; empty: "
        "made from the label");
    archive.optional(
        "missing_markers", self.missing_markers,
        "texts that mean `unknown`, besides the empty field, of a number by its value; such rows are left "
        "out and counted. Where all texts of the column that the recipe names are whole numbers, 1.0 is 1");
    archive.optional("classes", self.classes,
                     "three classes or more, instead of `positive`; of kind `ordered` from the lowest");
    archive.optional("time", self.time, "with `time_to_event`: the column with the time of observation");
    archive.optional("years_per_unit", self.years_per_unit,
                     "how many years one unit of that column is; days: 0.0027379070069885");
    archive.optional("horizons", self.horizons,
                     "with `time_to_event`: years within which the risk is given, ascending; each an output, "
                     "called by the outcome's id, `_` and the years, `y`");
    archive.optional("competing", self.competing,
                     "texts of the column that mean an event after which `positive` can't happen any more");
    archive.optional(
        "competing_as_censored", self.competing_as_censored,
        "true: such rows count as censored, and the risk is that of a world without these events. "
        "Without it they are refused");
    archive.optional("unit", self.unit, "of a quantity: UCUM code");
    archive.optional("decimals", self.decimals,
                     "of a quantity: digits after the point that people are shown");
  }
};

/// A column that `init` looked at: what it saw. For the person who edits; training does not read it.
struct ObservedColumn {
  std::string column;
  std::string kind;
  std::uint64_t rows = 0;
  std::uint64_t missing = 0;
  double share_missing = 0.0;
  std::uint64_t distinct = 0;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::string left_out;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "name in the table");
    archive.field("kind", self.kind,
                  "numeric, integer, boolean, categorical, identifier, date, text or constant");
    archive.optional("rows", self.rows, "rows looked at");
    archive.optional("missing", self.missing, "of these without a value");
    archive.optional("share_missing", self.share_missing, "missing / rows");
    archive.optional("distinct", self.distinct, "different values (counted up to 100,000)");
    archive.optional("minimum", self.minimum, "smallest number");
    archive.optional("maximum", self.maximum, "largest number");
    archive.optional("left_out", self.left_out, "why it is not among the predictors; empty: it is");
  }
};

struct Validation {
  std::uint32_t folds = 5;
  std::uint32_t seed = 0;
  std::uint32_t repeats = 1;
  std::vector<std::string> group{};
  std::string order{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("folds", self.folds, "number of folds of the stratified cross-validation, 2 to 100");
    archive.optional("seed", self.seed, "fixes the folds and the made-up test vectors");
    archive.optional("repeats", self.repeats,
                     "how often the whole cross-validation is done, each time with other folds; the figures "
                     "are means. 1 to 100");
    archive.optional("group", self.group,
                     "columns that name a hospital, or a survey's sampling unit, in every row: rows of one "
                     "group are never split between folds");
    archive.optional("order", self.order,
                     "column of numbers or of ISO dates, not of both: each fold is predicted from rows "
                     "before it only; the first of the folds is predicted by nobody");
  }
};

struct Recipe {
  std::uint32_t version_of_recipe = 1;
  std::string id;
  std::string version = "0.1.0";
  Localised title;
  Standing standing = Standing::demonstration;
  Audience audience = Audience::clinician;
  DataSource data;
  Outcome outcome;
  std::vector<Predictor> predictors;
  std::vector<Exclusion> exclusions;
  Form form;
  std::vector<StepRequest> steps;
  ModelRequest model;
  std::optional<Search> search;
  std::vector<CalibrationMethod> calibration;
  ClassWeight class_weight = ClassWeight::none;
  Validation validation;
  ModelCard card;
  std::vector<ObservedColumn> observed;

  // Made, copied and destroyed in recipe.cpp alone: else every file that holds one compiles all its kinds of
  // steps and models again.
  Recipe();
  Recipe(const Recipe&);
  Recipe(Recipe&&) noexcept;
  Recipe& operator=(const Recipe&);
  Recipe& operator=(Recipe&&) noexcept;
  ~Recipe();

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("nearside_recipe", self.version_of_recipe, "version of this form; 1");
    archive.field("id", self.id, "the model's name: lower-case letters, digits, hyphens");
    archive.optional("version", self.version, "the model's version; a changed prediction is a new version");
    archive.optional("title", self.title, "what a person reads as its name");
    archive.optional("status", self.standing, "where it stands on its way to patients");
    archive.optional("audience", self.audience, "for whom its words are written");
    archive.field("data", self.data, "the development data");
    archive.field("outcome", self.outcome, "what is predicted");
    archive.field("predictors", self.predictors, "the inputs, in their order");
    archive.optional("exclusions", self.exclusions,
                     "questions about whether the model fits the person. Training does not read them");
    archive.optional("form", self.form, "how a person is asked");
    archive.field("steps", self.steps, "preprocessing, in its order; every step is fitted inside each fold");
    archive.field("model", self.model,
                  "the algorithm and its settings; with `search` one of those that are tried");
    archive.optional("search", self.search, "how the model and its settings are chosen; null: they stand");
    archive.optional(
        "calibration", self.calibration,
        "ways to calibrate, fitted out of fold; of several the one with the least loss. Which of them have "
        "rows enough is decided once, from the smallest part that one is fitted to. Empty: `none` for a "
        "logistic "
        "regression without class weights, else all that have enough rows");
    archive.optional(
        "class_weight", self.class_weight,
        "`balanced`: each class counts the same in the fit, and intercepts fitted out of fold bring the "
        "probabilities back to the data's shares, before any other calibration. As a rule it is better to "
        "move "
        "the decision threshold");
    archive.optional("validation", self.validation, "how performance is estimated");
    archive.optional("card", self.card, "the model card");
    archive.optional("observed", self.observed, "what `init` saw, for the person who edits");
  }
};

/// Reads and validates a recipe. Errors carry the path of the fault, such as `predictors[3].hard.low`.
Result<Recipe> parse_recipe(std::string_view json);

}  // namespace nearside
