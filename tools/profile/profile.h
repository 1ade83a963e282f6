// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `nearside profile` says about a table: columns, findings, duplicates, missingness, correlations, and
// the recipe lines it proposes. It changes nothing.
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"
#include "tools/recipe/recipe.h"
#include "tools/table/file.h"

namespace nearside {

/// The kinds of finding, each with a stated rule (`rule_of`).
enum class FindingKind : std::uint8_t {
  impossible,
  outside_hard_range,
  suspicious_zeros,
  suspicious_code,
  mixed_types,
  spellings,
  unknown_level,
  leakage,
  leakage_by_presence,
  leakage_by_level,
  after_outcome,
  duplicate_rows,
  duplicate_keys,
  near_duplicates,
  identifier,
  repeated_identifier,
  constant,
  not_a_predictor,
  mirrors_missing,
  mostly_missing,
  missing_by_outcome,
  correlated,
  outliers,
};

template <>
struct NamesOf<FindingKind> {
  static constexpr std::array<std::string_view, 23> names{"impossible",
                                                          "outside_hard_range",
                                                          "suspicious_zeros",
                                                          "suspicious_code",
                                                          "mixed_types",
                                                          "spellings",
                                                          "unknown_level",
                                                          "leakage",
                                                          "leakage_by_presence",
                                                          "leakage_by_level",
                                                          "after_outcome",
                                                          "duplicate_rows",
                                                          "duplicate_keys",
                                                          "near_duplicates",
                                                          "identifier",
                                                          "repeated_identifier",
                                                          "constant",
                                                          "not_a_predictor",
                                                          "mirrors_missing",
                                                          "mostly_missing",
                                                          "missing_by_outcome",
                                                          "correlated",
                                                          "outliers"};
};

/// The rule by which findings of this kind are made, in one or two sentences.
std::string_view rule_of(FindingKind kind);

/// A single value with the row it stands in; the header is row 1.
struct RowValue {
  std::uint64_t row = 0;
  std::string value;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("row", self.row, "the header is row 1");
    archive.field("value", self.value, "as it stands there");
  }
};

/// Lines for a recipe.
struct Proposal {
  std::string place;
  std::string lines;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("place", self.place, "the recipe's list they belong to: predictors, observed or steps");
    archive.field("lines", self.lines, "JSON of one entry of that list");
  }
};

struct Finding {
  FindingKind kind = FindingKind::outliers;
  std::vector<std::string> columns;
  std::uint64_t count = 0;
  std::string sentence;
  std::vector<RowValue> examples;
  std::vector<Proposal> proposals;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("kind", self.kind, "what was found; `rules` says how");
    archive.field("columns", self.columns, "the columns it is about; empty: the whole table");
    archive.field("count", self.count, "rows it is about");
    archive.field("sentence", self.sentence, "for people");
    archive.field("examples", self.examples, "single values; empty with --no-values");
    archive.field("proposals", self.proposals, "recipe lines, to be judged by a person");
  }
};

struct HistogramBin {
  double low = 0.0;
  double high = 0.0;
  std::uint64_t count = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("low", self.low, "from");
    archive.field("high", self.high, "to; included among whole numbers, and in the last bin");
    archive.field("count", self.count, "rows");
  }
};

struct LevelCount {
  std::string text;
  std::uint64_t count = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("text", self.text, "the value as it stands");
    archive.field("count", self.count, "rows");
  }
};

struct NumberSummary {
  std::uint64_t count = 0;
  std::optional<double> minimum;
  std::optional<double> maximum;
  double p1 = 0.0;
  double q1 = 0.0;
  double median = 0.0;
  double q3 = 0.0;
  double p99 = 0.0;
  double mean = 0.0;
  double sd = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("count", self.count, "numbers");
    archive.field("minimum", self.minimum, "null with --no-values");
    archive.field("maximum", self.maximum, "null with --no-values");
    archive.field("p1", self.p1, "1st percentile (quantiles of type 7)");
    archive.field("q1", self.q1, "25th percentile");
    archive.field("median", self.median, "50th percentile");
    archive.field("q3", self.q3, "75th percentile");
    archive.field("p99", self.p99, "99th percentile");
    archive.field("mean", self.mean, "mean");
    archive.field("sd", self.sd, "standard deviation, n − 1");
  }
};

struct ColumnReport {
  std::string name;
  std::string kind;
  std::uint64_t missing = 0;
  double share_missing = 0.0;
  std::vector<std::string> missing_markers;
  std::uint64_t distinct = 0;
  std::optional<NumberSummary> numbers;
  std::vector<HistogramBin> bins;
  std::uint64_t outside_bins = 0;
  std::vector<LevelCount> levels;
  std::uint64_t other_levels = 0;
  std::uint64_t other_rows = 0;
  std::optional<double> auroc;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("name", self.name, "from the header");
    archive.field("kind", self.kind,
                  "numeric, integer, boolean, categorical, identifier, date, text or constant");
    archive.field("missing", self.missing, "rows without a value");
    archive.field("share_missing", self.share_missing, "missing / rows");
    archive.field("missing_markers", self.missing_markers,
                  "texts counted as missing, besides the empty field");
    archive.field("distinct", self.distinct, "different values");
    archive.field("numbers", self.numbers, "null where the column holds no numbers");
    archive.field("bins", self.bins,
                  "the histogram, without what the findings set aside and outliers; with "
                  "--no-values from the 1st to the 99th percentile");
    archive.field("outside_bins", self.outside_bins, "numbers left out of it");
    archive.field("levels", self.levels, "the most frequent values of a column that is no number");
    archive.field("other_levels", self.other_levels, "values not among them");
    archive.field("other_rows", self.other_rows, "rows with these");
    archive.field("auroc", self.auroc,
                  "how well the column alone tells the outcome's class, 0.5 to 1; null: not measured");
  }
};

struct OutcomeClass {
  std::string text;
  std::uint64_t rows = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("text", self.text, "the class");
    archive.field("rows", self.rows, "rows of it");
  }
};

struct KeyReport {
  std::vector<std::string> columns;
  std::uint64_t repeated_keys = 0;
  std::uint64_t rows = 0;
  std::uint64_t missing = 0;
  std::uint64_t differing = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "the key");
    archive.field("repeated_keys", self.repeated_keys, "keys that stand in more than one row");
    archive.field("rows", self.rows, "rows beyond the first of their key");
    archive.field("missing", self.missing, "rows whose key lacks a part; not compared");
    archive.field("differing", self.differing, "of the repeated keys, those whose rows are not all equal");
  }
};

struct DuplicateReport {
  std::uint64_t rows = 0;
  std::uint64_t groups = 0;
  std::uint64_t near_rows = 0;
  std::uint64_t near_looked_at = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("rows", self.rows, "rows that equal an earlier row in every column");
    archive.field("groups", self.groups, "different rows that stand more than once");
    archive.field("near_rows", self.near_rows, "rows that differ from some other row in just one column");
    archive.field("near_looked_at", self.near_looked_at,
                  "rows among which these were sought, from the first");
  }
};

struct MissingPattern {
  std::vector<std::string> missing;
  std::uint64_t rows = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("missing", self.missing, "columns without a value; empty: complete rows");
    archive.field("rows", self.rows, "rows with exactly these missing");
  }
};

/// A column that one class of the outcome lacks more, or less, often than the rest.
struct UnequallyMissing {
  std::string column;
  std::string outcome_class;
  double share = 0.0;
  double share_of_rest = 0.0;
  double z = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "what is missing");
    archive.field("class", self.outcome_class, "the class that differs most from the rest");
    archive.field("share", self.share, "missing among its rows");
    archive.field("share_of_rest", self.share_of_rest, "missing among the others");
    archive.field("z", self.z, "of the two proportions");
  }
};

struct CorrelatedPair {
  std::string first;
  std::string second;
  double r = 0.0;
  std::uint64_t rows = 0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("first", self.first, "a column");
    archive.field("second", self.second, "another");
    archive.field("r", self.r, "Pearson's correlation");
    archive.field("rows", self.rows, "rows where both are known");
  }
};

struct RuleText {
  FindingKind kind = FindingKind::outliers;
  std::string rule;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("kind", self.kind, "of finding");
    archive.field("rule", self.rule, "how it is made");
  }
};

/// All that `nearside profile` prints with --json.
struct Profile {
  std::string file;
  std::uint64_t rows = 0;
  bool values_shown = true;
  std::string outcome;
  std::vector<OutcomeClass> classes;
  std::uint64_t rows_without_outcome = 0;
  std::vector<ColumnReport> columns;
  std::vector<Finding> findings;
  DuplicateReport duplicates;
  std::vector<KeyReport> keys;
  std::uint64_t patterns = 0;
  std::vector<MissingPattern> missing_patterns;
  std::vector<UnequallyMissing> missing_by_outcome;
  std::vector<CorrelatedPair> correlated_pairs;
  std::vector<std::string> notes;
  std::vector<Proposal> proposed;
  std::vector<RuleText> rules;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("file", self.file, "the table");
    archive.field("rows", self.rows, "without the header");
    archive.field("values_shown", self.values_shown,
                  "false with --no-values: no single person's value is in here");
    archive.field("outcome", self.outcome, "the outcome's column; empty: none was given");
    archive.field("classes", self.classes, "its classes");
    archive.field("rows_without_outcome", self.rows_without_outcome, "rows where it is missing");
    archive.field("columns", self.columns, "in the table's order");
    archive.field("findings", self.findings, "what a person should look at, the gravest kinds first");
    archive.field("duplicates", self.duplicates, "rows that repeat");
    archive.field("keys", self.keys, "duplicates by key");
    archive.field("patterns", self.patterns, "different sets of missing columns");
    archive.field("missing_patterns", self.missing_patterns, "the ten most frequent of them");
    archive.field("missing_by_outcome", self.missing_by_outcome,
                  "missing unequally often, the most unequal first");
    archive.field("correlated_pairs", self.correlated_pairs, "|r| ≥ 0.9, strongest first, at most 50");
    archive.field("notes", self.notes, "where something was bounded or not looked at");
    archive.field("proposed", self.proposed, "the recipe lines of all findings together, one entry a column");
    archive.field("rules", self.rules, "the rule behind each kind of finding");
  }
};

struct ProfileOptions {
  char delimiter = ',';
  std::string outcome;           ///< empty: none
  std::string outcome_date;      ///< the column that says when the outcome was known; empty: none
  std::vector<std::string> key;  ///< columns that together name a row; empty: none
  bool values = true;            ///< false: leaves out what belongs to a single person
  std::optional<Recipe> recipe;  ///< markers, levels and hard ranges to hold the table against
  std::function<void(std::uint64_t)> progress;  ///< told the bytes read
};

/// Looks at the table at `path`. Findings are no errors; a table that can't be read is, with its row.
Result<Profile> profile_table(const Input& data, const ProfileOptions& options);

}  // namespace nearside
