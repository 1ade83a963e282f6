// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/interact.h"

#include <algorithm>

#include "core/base/closest_name.h"
#include "core/steps/interact.h"

namespace nearside {
namespace {

bool is_full(const Products& products) {
  return products.size() > Interact::kMaxProducts;
}

/// Appends every product of `left` more factors, none before place `from` in `columns`.
void append(Products& products, const std::vector<std::string>& columns, std::vector<std::string>& product,
            std::size_t from, std::uint32_t left) {
  if (left == 0) return products.push_back(product);
  for (std::size_t i = from; i < columns.size() && !is_full(products); ++i) {
    product.push_back(columns[i]);
    append(products, columns, product, i, left - 1);
    product.pop_back();
  }
}

std::vector<std::string> names_of(const Products& products) {
  std::vector<std::string> names;
  if (is_full(products)) return names;  // refused by `check`
  for (const auto& product : products) names.push_back(product_name({product.begin(), product.end()}));
  return names;
}

Status check_number(const Products& products, const std::string& path) {
  if (is_full(products)) return bad_recipe(path, "makes more than 1,000 columns; name fewer");
  if (products.empty()) return bad_recipe(path, "makes no column; name at least two");
  return {};
}

}  // namespace

Products products_of(const InteractRequest& request) {
  if (!request.pairs.empty()) return request.pairs;
  Products products;
  const auto& columns = request.columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = request.with_squares ? i : i + 1; j < columns.size() && !is_full(products); ++j) {
      products.push_back({columns[i], columns[j]});
    }
  }
  return products;
}

Products products_of(const PolynomialRequest& request) {
  Products products;
  std::vector<std::string> product;
  for (std::uint32_t degree = 2; degree <= request.degree; ++degree) {
    append(products, request.columns, product, 0, degree);
  }
  return products;
}

Status InteractRequest::check(const std::string& path, const KnownNames& names) const {
  if (columns.empty() == pairs.empty()) {
    return bad_recipe(
        path, (pairs.empty() ? "give one of " : "give only one of ") + std::string("columns and pairs"));
  }
  if (with_squares && !pairs.empty())
    return bad_recipe(path + ".with_squares", "goes with columns; name a square as a pair of the same");
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string here = path + ".pairs[" + std::to_string(i) + "]";
    if (pairs[i].size() != 2)
      return bad_recipe(here, "must be two names, found " + std::to_string(pairs[i].size()));
    for (const std::string& name : pairs[i]) {
      const auto is_in = [&](const auto& list) {
        return std::find(list.begin(), list.end(), name) != list.end();
      };
      if (is_in(names.known)) continue;
      if (is_in(names.later)) return bad_recipe(here, "\"" + name + "\" is created by a later step");
      return bad_recipe(here, "there is no predictor \"" + name + "\"" + suggestion(name, names.known));
    }
  }
  return check_number(products_of(*this), path);
}

std::vector<std::string> InteractRequest::created() const {
  return names_of(products_of(*this));
}

Status PolynomialRequest::check(const std::string& path) const {
  if (degree < 2 || degree > Interact::kMaxFactors)
    return bad_recipe(path + ".degree", "must be from 2 to 5, found " + std::to_string(degree));
  return check_number(products_of(*this), path);
}

std::vector<std::string> PolynomialRequest::created() const {
  if (degree > Interact::kMaxFactors) return {};
  return names_of(products_of(*this));
}

}  // namespace nearside
