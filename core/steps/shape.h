// SPDX-License-Identifier: Apache-2.0
#pragma once
// Steps that bend a column's scale without changing the order of its values. Missing stays missing.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/names_of.h"
#include "core/steps/columns.h"

namespace nearside {

/// Winsorising: what lies below `lows` or above `highs` is moved to that limit.
struct Clip {
  static constexpr std::string_view kName = "clip";
  static constexpr bool kColumnByColumn = true;
  std::vector<std::uint32_t> columns;
  std::vector<double> lows;
  std::vector<double> highs;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that are clipped, ascending");
    archive.field("lows", self.lows, "what is smaller is raised to this");
    archive.field("highs", self.highs, "what is larger is lowered to this");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t /*i*/, double value) const noexcept { return value; }
};

enum class Function : std::uint8_t { log, log1p, sqrt };
template <>
struct NamesOf<Function> {
  static constexpr std::array<std::string_view, 3> names{"log", "log1p", "sqrt"};
};

/// The logarithm or the root of each listed column. A value below the column's floor counts as the floor, so
/// that no measured value ends outside the function's domain.
struct Transform {
  static constexpr std::string_view kName = "transform";
  static constexpr bool kColumnByColumn = true;
  Function function = Function::log;
  std::vector<std::uint32_t> columns;
  std::vector<double> floors;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("function", self.function, "`log`: natural logarithm, `log1p`: log(1 + x), `sqrt`: root");
    archive.field("columns", self.columns, "columns that are transformed, ascending");
    archive.field("floors", self.floors,
                  "a smaller value is raised to this first; above 0 for `log`, above −1 for `log1p`, from 0 "
                  "for `sqrt`");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept;
};

enum class PowerFamily : std::uint8_t { box_cox, yeo_johnson };
template <>
struct NamesOf<PowerFamily> {
  static constexpr std::array<std::string_view, 2> names{"box_cox", "yeo_johnson"};
};

/// A power of each listed column that makes it nearly normal. Box-Cox (J. R. Statist. Soc. B 26, 1964,
/// 211–252), for values above 0: (x^λ − 1) / λ, or log x where λ is 0. Yeo-Johnson (Biometrika 87, 2000,
/// 954–959), for all: Box-Cox of x + 1 from 0 on, below 0 the negative of Box-Cox of 1 − x with 2 − λ.
/// A value outside `lows` and `highs` counts as the limit, so that every result is finite.
struct Power {
  static constexpr std::string_view kName = "power";
  static constexpr bool kColumnByColumn = true;
  PowerFamily family = PowerFamily::yeo_johnson;
  std::vector<std::uint32_t> columns;
  std::vector<double> lambdas;
  std::vector<double> lows;
  std::vector<double> highs;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field(
        "family", self.family,
        "`box_cox`: (x^λ − 1) / λ, log x where λ is 0; `yeo_johnson`: for x from 0 Box-Cox of x + 1, "
        "below 0 minus Box-Cox of 1 − x with 2 − λ");
    archive.field("columns", self.columns, "columns that are transformed, ascending");
    archive.field("lambdas", self.lambdas, "λ of each");
    archive.field("lows", self.lows, "a smaller value is raised to this first; above 0 for `box_cox`");
    archive.field("highs", self.highs, "a larger value is lowered to this first");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept;
};

/// Power's function of one value inside its limits.
double power(PowerFamily family, double value, double lambda) noexcept;

enum class Shape : std::uint8_t { uniform, normal };
template <>
struct NamesOf<Shape> {
  static constexpr std::array<std::string_view, 2> names{"uniform", "normal"};
};

/// Each value becomes its share in the development data (`uniform`), or the normal quantile of that share
/// (`normal`): linear between the column's quantiles, which are spaced evenly from the 1st to the 99th
/// percentile; below and above those it stops at 0.01 and 0.99. A value that equals several quantiles gets
/// the middle of their shares.
struct QuantileMap {
  static constexpr std::string_view kName = "quantile_map";
  static constexpr bool kColumnByColumn = true;
  Shape shape = Shape::uniform;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> counts;
  std::vector<double> quantiles;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("shape", self.shape,
                  "`uniform`: the share, 0.01 … 0.99; `normal`: the normal quantile of the share");
    archive.field("columns", self.columns, "columns that are mapped, ascending");
    archive.field("counts", self.counts, "the number of quantiles of each, 2 to 100");
    archive.field(
        "quantiles", self.quantiles,
        "the quantiles of the columns, one column after the other, ascending; of a column's n the i-th "
        "(from 0) stands for the share 0.01 + 0.98 i / (n − 1)");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  double undo(std::size_t i, double value) const noexcept;
};
inline constexpr std::uint32_t kMaxQuantiles = 100;

}  // namespace nearside
