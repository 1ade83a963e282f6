// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests that end in the step `select`: which columns stay is found in the development data, inside each
// fold.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/base/result.h"

namespace nearside {

/// What a column is worth by itself.
enum class Worth : std::uint8_t { variance, correlation, chi_squared, anova, mutual_information };
template <>
struct NamesOf<Worth> {
  static constexpr std::array<std::string_view, 5> names{"variance", "correlation", "chi_squared", "anova",
                                                         "mutual_information"};
};

/// Each column is judged by itself.
struct SelectRequest {
  static constexpr std::string_view kName = "select";
  Worth by = Worth::variance;
  std::optional<double> threshold;
  std::optional<std::uint32_t> count;
  std::uint32_t bins = 10;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "by", self.by,
        "what a column is worth: its variance (divisor n); its correlation with the outcome, sign aside; "
        "chi-squared "
        "of its sums in the two classes (not negative: counts and 0/1 columns); F, the analysis of variance "
        "between the classes; or its mutual information with the outcome in nats, binned");
    archive.optional("threshold", self.threshold, "columns that are worth more stay. Give this or `count`");
    archive.optional("count", self.count, "so many columns stay, those of most worth, of equals the first");
    archive.optional("bins", self.bins,
                     "for mutual_information: a column with more distinct values is cut at its quantiles, 2 "
                     "to 100");
    archive.optional("columns", self.columns,
                     "columns that are judged, the others stay; empty: all. They must be complete numbers: "
                     "impute and one_hot come before");
  }

  Status check(const std::string& path) const;
};

/// The columns with a coefficient in a logistic regression with an L1 penalty.
struct SelectL1Request {
  static constexpr std::string_view kName = "select_l1";
  std::optional<std::uint32_t> count;
  std::optional<double> c;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional(
        "count", self.count,
        "the penalty is relaxed along its path until so many columns have a coefficient. Give this or `C`");
    archive.optional(
        "C", self.c,
        "the columns stay that have a coefficient where Σ abs(coefficient) + C × summed log loss is "
        "smallest, columns standardised, intercept free");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

/// Recursive elimination: a logistic regression is fitted, the weakest column leaves, and so on.
struct SelectRecursiveRequest {
  static constexpr std::string_view kName = "select_recursive";
  std::uint32_t count = 0;
  std::uint32_t at_once = 1;
  double c = 1.0;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("count", self.count, "so many columns stay");
    archive.optional(
        "at_once", self.at_once,
        "how many leave after each fit: those with the smallest coefficients, sign aside, per standard "
        "deviation, of equals the last");
    archive.optional("C", self.c, "as for the model logistic_regression; above 0");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

/// Stability selection: which columns are chosen again and again from halves of the rows.
struct SelectStableRequest {
  static constexpr std::string_view kName = "select_stable";
  double threshold = 0.75;
  std::uint32_t chosen_each_time = 0;
  std::uint32_t samples = 100;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("threshold", self.threshold,
                     "columns stay that are chosen in this share of the samples or more; above 0.5, to 1");
    archive.optional(
        "chosen_each_time", self.chosen_each_time,
        "q: so many columns are chosen from each sample, the first on the L1 path; 0: the largest whole "
        "number to √(0.8 × number of columns). At most q² / ((2 × threshold − 1) × columns) of those that "
        "stay are expected to be noise");
    archive.optional("samples", self.samples, "random halves of the rows, 10 to 1,000");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

/// What a random forest says that a column is worth.
enum class ForestWorth : std::uint8_t { impurity, permutation };
template <>
struct NamesOf<ForestWorth> {
  static constexpr std::array<std::string_view, 2> names{"impurity", "permutation"};
};

/// The columns that are worth most to a random forest.
struct SelectForestRequest {
  static constexpr std::string_view kName = "select_forest";
  ForestWorth by = ForestWorth::permutation;
  std::optional<double> threshold;
  std::optional<std::uint32_t> count;
  std::uint32_t trees = 500;
  std::uint32_t depth = 10;
  std::uint32_t rows_at_leaf = 5;
  std::uint32_t columns_at_node = 0;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "by", self.by,
        "what a column is worth: `impurity`, what its splits take from Gini's impurity, as a share of what "
        "all columns take (columns of many values are flattered); or `permutation`, how much a tree's Brier "
        "score grows on the rows that it did not see when the column is shuffled among them, mean over the "
        "trees (columns that say the same share their worth)");
    archive.optional("threshold", self.threshold, "columns that are worth more stay. Give this or `count`");
    archive.optional("count", self.count, "so many columns stay, those of most worth, of equals the first");
    archive.optional("trees", self.trees,
                     "10 to 10,000, each on its own bootstrap of the rows, drawn from the seed");
    archive.optional("depth", self.depth, "splits from the root to a leaf, at most; 1 to 30");
    archive.optional("rows_at_leaf", self.rows_at_leaf,
                     "drawn rows at a leaf, at least; 1 or more, one drawn twice counted twice");
    archive.optional(
        "columns_at_node", self.columns_at_node,
        "columns drawn at each node, of which the best one splits; 0: the largest whole number to √columns");
    archive.optional("columns", self.columns,
                     "columns that are judged, the others stay; empty: all. They must be complete numbers");
  }

  Status check(const std::string& path) const;
};

/// Of columns that say the same, one stays.
struct DropCorrelatedRequest {
  static constexpr std::string_view kName = "drop_correlated";
  double threshold = 0.9;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("threshold", self.threshold,
                     "the correlation, sign aside, from which two columns say the same; the column with the "
                     "AUROC farthest from 0.5 "
                     "stays, what says the same as it leaves, and so on down; above 0, to 1");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

/// Columns that the others together explain.
struct DropCollinearRequest {
  static constexpr std::string_view kName = "drop_collinear";
  double threshold = 10.0;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("threshold", self.threshold,
                     "the column with the largest variance inflation factor 1 / (1 − R²) leaves, until none "
                     "is above this; 1 or more. Of equals the last leaves");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

/// Most relevance, least redundancy.
struct SelectMrmrRequest {
  static constexpr std::string_view kName = "select_mrmr";
  std::uint32_t count = 0;
  std::uint32_t bins = 10;
  std::vector<std::string> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("count", self.count,
                  "so many columns stay, taken one after the other: next comes the one with the largest "
                  "mutual information with the outcome less its mean one with those already taken");
    archive.optional("bins", self.bins,
                     "a column with more distinct values is cut at its quantiles, 2 to 100");
    archive.optional("columns", self.columns, "columns that are judged, the others stay; empty: all");
  }

  Status check(const std::string& path) const;
};

}  // namespace nearside
