// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "core/data/date.h"

namespace nearside {

/// A text in the languages of the page. Where `zh` is empty the page shows `en`.
struct Localised {
  std::string en;
  std::string zh;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("en", self.en, "English");
    archive.optional("zh", self.zh, "Simplified Chinese; empty: English is shown");
  }
};

enum class Kind : std::uint8_t { numeric, integer, boolean, categorical, date };
template <>
struct NamesOf<Kind> {
  static constexpr std::array<std::string_view, 5> names{"numeric", "integer", "boolean", "categorical",
                                                         "date"};
};

/// A number: also a date, which counts days from 1970-01-01.
constexpr bool is_number(Kind kind) {
  return kind == Kind::numeric || kind == Kind::integer || kind == Kind::date;
}

template <>
struct NamesOf<DateOrder> {
  static constexpr std::array<std::string_view, 3> names{"ymd", "dmy", "mdy"};
};

/// How the values of a predictor are written in tables, where that is not plain.
struct Written {
  std::string decimal_mark = ".";
  std::string thousands;
  bool unit_follows = false;
  DateOrder date_order = DateOrder::ymd;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("decimal_mark", self.decimal_mark, "`.` or `,`");
    archive.optional("thousands", self.thousands,
                     "what stands between groups of three digits: `,`, `.`, `'`, a space; empty: nothing");
    archive.optional(
        "unit_follows", self.unit_follows,
        "true: a listed unit may follow the number, as in `5.2 mmol/L`; without one it is the first");
    archive.optional("date_order", self.date_order, "the order of year, month and day in a date");
  }
};

/// What a table's answer that is not listed counts as.
enum class Unlisted : std::uint8_t { refuse, missing, level };
template <>
struct NamesOf<Unlisted> {
  static constexpr std::array<std::string_view, 3> names{"refuse", "missing", "level"};
};

/// What a table's value outside the hard range counts as. A person who types one is always asked again.
enum class Impossible : std::uint8_t { refuse, missing };
template <>
struct NamesOf<Impossible> {
  static constexpr std::array<std::string_view, 2> names{"refuse", "missing"};
};

/// A unit in which a predictor may be given: value in the model's unit = factor * value + offset.
struct Unit {
  std::string ucum;
  double factor = 1.0;
  double offset = 0.0;
  std::string source;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("ucum", self.ucum, "UCUM code, e.g. `mg/dL`");
    archive.optional("factor", self.factor,
                     "value in the model's unit = factor × value + offset; 1 for the first unit");
    archive.optional("offset", self.offset, "see factor; 0 for the first unit");
    archive.optional("source", self.source, "where the factor comes from");
  }
};

/// One answer of a categorical or boolean predictor.
struct Level {
  std::string id;
  Localised label;
  std::vector<std::string> aliases{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the text that stands in the data");
    archive.optional("label", self.label, "what a person reads");
    archive.since(3, "aliases", self.aliases, "other texts in a table that mean it");
  }
};

/// Closed: both ends belong to it. In the model's unit.
struct Range {
  double low = 0.0;
  double high = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("low", self.low, "smallest value that belongs to the range, in the model's unit");
    archive.field("high", self.high, "largest value that belongs to the range, in the model's unit");
  }
};

/// Where a person finds a value.
enum class Obtained : std::uint8_t { asked, measured_at_home, laboratory, clinician };
template <>
struct NamesOf<Obtained> {
  static constexpr std::array<std::string_view, 4> names{"asked", "measured_at_home", "laboratory",
                                                         "clinician"};
};

/// What words are shown with: a plain sentence, or one followed by whom to call.
enum class CareKind : std::uint8_t { advice, crisis };
template <>
struct NamesOf<CareKind> {
  static constexpr std::array<std::string_view, 2> names{"advice", "crisis"};
};

/// Words that are shown as soon as a value is given, whatever the result and also where it is refused.
struct Care {
  std::optional<double> from;
  std::optional<double> to;
  CareKind kind = CareKind::advice;
  Localised text;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("from", self.from,
                     "smallest value that they are for, in the model's unit; of a category the place of the "
                     "answer, from 0; null: no smallest");
    archive.optional("to", self.to, "largest value; null: no largest");
    archive.optional("kind", self.kind, "`crisis`: shown with whom to call");
    archive.field("text", self.text, "the words");
  }
};

/// One input of a model: what may be typed and what it means.
struct Predictor {
  std::string id;
  std::string column;
  Kind kind = Kind::numeric;
  Localised label;
  Localised hint;
  std::string loinc;
  std::vector<Unit> units;
  std::string analyte;
  std::vector<Level> levels;
  std::optional<Range> hard;
  std::optional<Range> development;
  bool required = true;
  std::vector<std::string> missing_markers;
  bool ordered = false;
  Written written;
  Unlisted unlisted = Unlisted::refuse;
  std::string unlisted_level;
  Impossible impossible = Impossible::refuse;
  Obtained obtained = Obtained::asked;
  std::vector<Care> care{};

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the name used in records and contributions");
    archive.optional("column", self.column, "the column of a table that holds it; empty: the id");
    archive.field("kind", self.kind, "how the value is read");
    archive.optional("label", self.label, "what a person reads beside the field");
    archive.optional("hint", self.hint, "one sentence that helps to find or measure the value");
    archive.optional("loinc", self.loinc, "LOINC code of the observation; empty: none");
    archive.optional("units", self.units,
                     "accepted units, the model's own first; empty: a number without unit");
    archive.since(3, "analyte", self.analyte,
                  "what is measured, from tools/ANALYTES.md: gives the units; empty: none");
    archive.optional("levels", self.levels,
                     "the possible answers; for a boolean exactly two, first the one that means no");
    archive.optional("hard", self.hard, "outside it a record is refused; null: of a number -1e15 to 1e15");
    archive.optional(
        "development", self.development,
        "outside it a prediction carries a caution; null: not checked. Training fills it with the 1st "
        "to 99th percentile where the recipe leaves it out");
    archive.optional("required", self.required, "true: without a value there is no prediction");
    archive.optional(
        "missing_markers", self.missing_markers,
        "texts in a table that mean `missing`, besides the empty field; of a number by its value: -9 is "
        "-9.0");
    archive.since(3, "ordered", self.ordered, "true: the levels stand in their order, from least to most");
    archive.since(3, "written", self.written, "how its values are written in tables");
    archive.since(3, "unlisted", self.unlisted,
                  "what an answer in a table that is no level counts as: `level` for `unlisted_level`");
    archive.since(3, "unlisted_level", self.unlisted_level,
                  "id of a level; only where `unlisted` is `level`");
    archive.since(3, "impossible", self.impossible,
                  "what a value in a table outside the hard range counts as");
    archive.since(4, "obtained", self.obtained,
                  "where a person finds the value: `asked` (they know it), `measured_at_home`, `laboratory`, "
                  "`clinician`");
    archive.since(4, "care", self.care, "words that are shown at once with dangerous values");
  }

  std::string_view source_column() const { return column.empty() ? id : column; }
};

/// A yes-or-no question that decides whether the model was made for this person. Its answer stands in a
/// record, or in the column of a table, under `id`.
struct Exclusion {
  std::string id;
  Localised question;
  Localised hint;
  bool refuse_if = true;
  Localised reason;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("id", self.id, "the name used in records, and the column of a table");
    archive.field("question", self.question, "what a person is asked, to be answered with yes or no");
    archive.optional("hint", self.hint, "one sentence that helps to answer");
    archive.field("refuse_if", self.refuse_if, "the answer that refuses: true for yes, false for no");
    archive.field("reason", self.reason, "why there is no number after that answer");
  }
};

/// What goes into a model. A record has a cell for each predictor, then one for each exclusion.
struct Schema {
  std::vector<Predictor> predictors;
  std::vector<Exclusion> exclusions;

  std::size_t cells() const { return predictors.size() + exclusions.size(); }

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("predictors", self.predictors, "the inputs, in the order of a record's cells");
    archive.since(2, "exclusions", self.exclusions,
                  "questions about whether the model fits the person; their cells follow the predictors'");
  }
};

inline constexpr std::size_t kMaxPredictors = 4096;
inline constexpr std::size_t kMaxExclusions = 64;
inline constexpr std::size_t kMaxLevels = 4096;
inline constexpr std::size_t kMaxUnits = 64;
inline constexpr std::size_t kMaxIdBytes = 200;  ///< of a predictor; its columns repeat it in their names

/// Ids present and unique, levels fit the kind, units and ranges finite and ordered. `path` leads to the list
/// of predictors and begins each error's path.
Status check(const std::vector<Predictor>& predictors, const std::string& path);

/// Ids present, unique and none of the predictors' ids or columns; question and reason present.
Status check(const std::vector<Exclusion>& exclusions, const std::vector<Predictor>& predictors,
             const std::string& path);

}  // namespace nearside
