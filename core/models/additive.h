// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/margin_link.h"
#include "core/steps/columns.h"

namespace nearside {

/// How a column is divided: a category by its levels, a number by cuts. What is missing stands after the last
/// of these bins.
struct ShapeAxis {
  std::uint32_t column = 0;
  std::uint32_t levels = 0;
  std::vector<float> cuts;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("column", self.column, "after the last step");
    archive.field("levels", self.levels, "of a category, each a bin; 0: a number");
    archive.field("cuts", self.cuts,
                  "of a number, ascending: a value that, rounded to 32 bits, is a cut or above lies to its "
                  "right");
  }

  std::size_t bins() const { return levels > 0 ? levels : cuts.size() + 1; }
  /// The value's bin; `bins()` where it is missing.
  std::size_t bin_of(double value) const noexcept;
};

/// What one column adds to the margin.
struct ShapeFunction {
  ShapeAxis axis;
  std::vector<double> values;
  double mean = 0.0;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("axis", self.axis, "how the column is divided");
    archive.field("values", self.values, "of each bin, then of a missing value");
    archive.field("mean", self.mean, "in the development data: contributions are counted from it");
  }
};

/// What two columns add together, beyond what each adds by itself.
struct PairShape {
  ShapeAxis first;
  ShapeAxis second;
  std::vector<double> values;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("first", self.first, "how the one column is divided");
    archive.field("second", self.second, "how the other is");
    archive.field("values", self.values,
                  "of each bin of the first and then missing, those of each bin of the second and then "
                  "missing; their means along either axis are 0 in the development data");
  }
};

/// A sum of functions of one column each, and of a few declared pairs: the whole model can be drawn (Lou,
/// Caruana and Gehrke, Intelligible Models for Classification and Regression, KDD 2012). With `per_point` it
/// is a score: the values are whole points, and the margin is intercept + per_point × their total.
struct Additive {
  static constexpr std::string_view kName = "additive";
  MarginLink to_output = MarginLink::logistic;
  double intercept = 0.0;
  double per_point = 0.0;
  std::vector<ShapeFunction> shapes;
  std::vector<PairShape> pairs;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("link", self.to_output, "`identity`, `exp` or `logistic`, as in `trees`");
    archive.field("intercept", self.intercept, "the margin begins here");
    archive.field("per_point", self.per_point,
                  "of a score: the values are whole points, and the margin is intercept + per_point × their "
                  "total, which is a second margin; 0: the values add to the margin themselves");
    archive.field("shapes", self.shapes, "what each column adds, in the order of the sum");
    archive.field("pairs", self.pairs, "what pairs of columns add, after these");
  }

  bool is_score() const { return per_point != 0.0; }
  std::size_t margins() const { return is_score() ? 2 : 1; }
  static constexpr std::size_t outputs() { return 1; }
  static constexpr std::size_t explained() { return 1; }
  Status check(const Columns& columns, const std::string& path) const;
  /// The margin; of a score then the points.
  void score(std::span<const double> row, std::span<double> margins) const noexcept;
  void link(std::span<const double> margins, std::span<double> outputs) const noexcept;
  /// How much each column moves the margin from where `typical_margin` is; a pair's share is halved between
  /// its two.
  void contribute(std::span<const double> row, std::span<double> contributions) const noexcept;
  /// The margin where every column adds what it does on average.
  double typical_margin() const noexcept;
};

}  // namespace nearside
