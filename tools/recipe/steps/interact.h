// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/recipe/steps/known_names.h"

namespace nearside {

/// Products of two columns.
struct InteractRequest {
  static constexpr std::string_view kName = "interact";
  std::vector<std::string> columns;
  bool with_squares = false;
  std::vector<std::vector<std::string>> pairs;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.optional("columns", self.columns,
                     "every pair of these is multiplied into a column such as `age × crp`. Give these or "
                     "`pairs`. A category takes part with each of its one_hot columns");
    archive.optional("with_squares", self.with_squares,
                     "the square of each number of `columns` too, such as `age^2`");
    archive.optional("pairs", self.pairs, "lists of two names; these pairs and no others");
  }

  Status check(const std::string& path, const KnownNames& names) const;
  std::vector<std::string> created() const;
};

/// All products of columns up to a degree, powers too.
struct PolynomialRequest {
  static constexpr std::string_view kName = "polynomial";
  std::vector<std::string> columns;
  std::uint32_t degree = 2;

  template <class Archive>
  static void describe(Archive& archive, auto& self) {
    archive.field("columns", self.columns, "numbers");
    archive.optional("degree", self.degree,
                     "the most factors of a product, 2 to 5: 2 makes `a^2`, `a × b`, `b^2`");
  }

  Status check(const std::string& path) const;
  std::vector<std::string> created() const;
};

using Products = std::vector<std::vector<std::string>>;

/// The products that a request means, each a list of names. More than `Interact::kMaxProducts` are cut off
/// after one too many.
Products products_of(const InteractRequest& request);
Products products_of(const PolynomialRequest& request);

}  // namespace nearside
