// SPDX-License-Identifier: Apache-2.0
#include "core/steps/interact.h"

#include <algorithm>

#include "tools/fit/steps/chosen.h"
#include "tools/recipe/steps/interact.h"

namespace nearside {
namespace {

using Factors = std::vector<std::uint32_t>;

Error fault_of(const std::string& name, const std::string& message) {
  return {ErrorCode::cannot_fit, "column " + name, message};
}

/// The column of that name, or the one_hot columns of the category of that name.
Result<Factors> columns_named(const std::string& name, const StepData& data) {
  Factors levels;
  for (std::uint32_t i = 0; i < data.columns.size(); ++i) {
    const Column& column = data.columns[i];
    if (column.name == name) {
      if (column.levels > 0) return fault_of(name, "is a category; one_hot comes before its products");
      return Factors{i};
    }
    if (column.predictor != kCreated && data.predictors[column.predictor].id == name &&
        column.name.rfind(name + "=", 0) == 0) {
      levels.push_back(i);
    }
  }
  if (levels.empty()) return fault_of(name, "does not reach this step: an earlier one has dropped it");
  return levels;
}

/// A 0/1 column times itself is itself, and two levels of one category never stand together.
bool says_nothing(std::uint32_t a, std::uint32_t b, const StepData& data) {
  const Column& first = data.columns[a];
  const Column& second = data.columns[b];
  if (is_number(first, data.predictors) || is_number(second, data.predictors)) return false;
  return a == b || first.predictor == second.predictor;
}

void append(Interact& interact, const Factors& product) {
  interact.lengths.push_back(static_cast<std::uint32_t>(product.size()));
  interact.factors.insert(interact.factors.end(), product.begin(), product.end());
}

/// Replaces the factors' columns by places in the ascending list of all that take part.
Step finished(Interact interact) {
  interact.columns = interact.factors;
  std::sort(interact.columns.begin(), interact.columns.end());
  interact.columns.erase(std::unique(interact.columns.begin(), interact.columns.end()),
                         interact.columns.end());
  for (std::uint32_t& factor : interact.factors) {
    const auto place = std::lower_bound(interact.columns.begin(), interact.columns.end(), factor);
    factor = static_cast<std::uint32_t>(place - interact.columns.begin());
  }
  return Step(std::move(interact));
}

}  // namespace

Result<Step> fit(const InteractRequest& request, const StepData& data) {
  Interact interact;
  for (const std::vector<std::string>& pair : products_of(request)) {
    const auto left = columns_named(pair[0], data);
    if (!left) return left.error();
    const auto right = columns_named(pair[1], data);
    if (!right) return right.error();
    for (const std::uint32_t a : *left) {
      for (const std::uint32_t b : *right) {
        if (!says_nothing(a, b, data)) append(interact, {a, b});
      }
    }
  }
  return finished(std::move(interact));
}

Result<Step> fit(const PolynomialRequest& request, const StepData& data) {
  Interact interact;
  for (const std::vector<std::string>& names : products_of(request)) {
    Factors product;
    for (const std::string& name : names) {
      const auto columns = columns_named(name, data);
      if (!columns) return columns.error();
      if (columns->size() != 1 || !is_number(data.columns[columns->front()], data.predictors))
        return fault_of(name, "is not a number; polynomial takes numbers, interact the others too");
      product.push_back(columns->front());
    }
    append(interact, product);
  }
  return finished(std::move(interact));
}

}  // namespace nearside
