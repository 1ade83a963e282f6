// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/steps/columns.h"

namespace nearside {

/// Standardisation: (value − mean) / scale, with the development data's mean and standard deviation; at most
/// ±1e300. Missing stays missing.
struct Standardise {
  static constexpr std::string_view kName = "standardise";
  static constexpr bool kColumnByColumn = true;
  std::vector<std::uint32_t> columns;
  std::vector<double> means;
  std::vector<double> scales;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that are standardised, ascending");
    archive.field("means", self.means, "the mean of each, after the steps before this one");
    archive.field("scales", self.scales,
                  "the standard deviation of each (denominator n); 1 for a column that did not vary");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept { return means[i] + scales[i] * value; }
  double stretch(std::size_t i) const noexcept { return scales[i]; }
};

/// How offset and scale were found in the development data.
enum class Rescaling : std::uint8_t { robust, min_max, max_abs };
template <>
struct NamesOf<Rescaling> {
  static constexpr std::array<std::string_view, 3> names{"robust", "min_max", "max_abs"};
};

/// (value − offset) / scale, where one extreme person must not set the scale (`robust`) or where a bounded
/// range is wanted. Not cut off: a value beyond the development data goes beyond the range, at most to
/// ±1e300. Missing stays missing.
struct Rescale {
  static constexpr std::string_view kName = "rescale";
  static constexpr bool kColumnByColumn = true;
  Rescaling method = Rescaling::robust;
  std::vector<std::uint32_t> columns;
  std::vector<double> offsets;
  std::vector<double> scales;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("method", self.method,
                  "`robust`: median and interquartile range; `min_max`: smallest value and range, to 0 … 1; "
                  "`max_abs`: 0 and the largest magnitude, to −1 … 1. The last two hold extreme values, each "
                  "of which may be one person's");
    archive.field("columns", self.columns, "columns that are rescaled, ascending");
    archive.field("offsets", self.offsets, "what is subtracted from each");
    archive.field("scales", self.scales, "what each is then divided by; 1 where the method finds 0");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept { return offsets[i] + scales[i] * value; }
  double stretch(std::size_t i) const noexcept { return scales[i]; }
};

/// The length that a row gets.
enum class Norm : std::uint8_t { l1, l2, max };
template <>
struct NamesOf<Norm> {
  static constexpr std::array<std::string_view, 3> names{"l1", "l2", "max"};
};

/// Divides the listed columns of a row by their common length, which becomes 1. A row of zeros stays.
/// It needs every one of them, so none may be missing. In explanations each column keeps its own
/// contribution, though all the others had a part in its length.
struct NormaliseRow {
  static constexpr std::string_view kName = "normalise_row";
  static constexpr bool kColumnByColumn = true;
  Norm norm = Norm::l2;
  std::vector<std::uint32_t> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("norm", self.norm,
                  "the length: `l1`: sum of magnitudes, `l2`: root of the sum of squares, `max`: largest "
                  "magnitude");
    archive.field("columns", self.columns, "columns that are divided by their common length, ascending");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
};

}  // namespace nearside
