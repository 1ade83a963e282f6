// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Appends products of columns: interactions (a × b), powers (a^2), or both (a^2 × b). Missing where a factor
/// is; a product that is too large for a double is the largest double.
struct Interact {
  static constexpr std::string_view kName = "interact";
  static constexpr std::size_t kMaxProducts = 1'000;
  static constexpr std::uint32_t kMaxFactors = 5;
  std::vector<std::uint32_t> columns;
  std::vector<std::uint32_t> lengths;
  std::vector<std::uint32_t> factors;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that take part, ascending");
    archive.field("lengths", self.lengths, "for each product the number of its factors, 2 to 5");
    archive.field("factors", self.factors,
                  "the factors of the first product, then those of the next: places in `columns`, from 0");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;

  /// A product's contribution is shared equally among its factors: two thirds of a^2 × b are a's.
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

/// The name of a product: `a × b`, `a^2 × b`. Equal neighbours are counted.
std::string product_name(const std::vector<std::string_view>& factors);

}  // namespace nearside
