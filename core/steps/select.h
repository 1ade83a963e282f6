// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/steps/columns.h"

namespace nearside {

/// Keeps the listed columns in their order and drops the others. A dropped column contributes nothing.
struct Select {
  static constexpr std::string_view kName = "select";
  std::vector<std::uint32_t> columns;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "columns that are kept, ascending");
  }

  Result<Columns> columns_out(const Columns& in, const std::string& path) const;
  void apply(std::span<const double> in, std::span<double> out) const noexcept;
  void hand_back(std::span<const double> in, std::span<const double> out, std::span<const double> given,
                 std::span<double> back) const noexcept;
};

}  // namespace nearside
