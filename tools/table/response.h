// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "tools/recipe/outcome_kind.h"

namespace nearside {

/// What was observed of each row: the response that a model is fitted to.
struct Response {
  OutcomeKind kind = OutcomeKind::binary;
  std::size_t classes = 2;
  /// 1 with the positive class or the event; of several classes the class's index. Empty for numbers.
  std::vector<std::uint8_t> label{};
  /// The number; with `time_to_event` the years until the event or the end of observation. Else empty.
  std::vector<double> value{};
  /// How much a row counts, their mean 1; empty: all the same.
  std::vector<double> weight{};
  /// Rows with the same number belong together, to one person (data.key) or one hospital (validation.group):
  /// no split parts them. May be empty.
  std::vector<std::uint32_t> group{};
  /// When the row was: the past predicts the future. May be empty.
  std::vector<double> order{};

  std::size_t rows() const { return label.empty() ? value.size() : label.size(); }
  double weight_of(std::size_t row) const { return weight.empty() ? 1.0 : weight[row]; }
  /// Whether rows fall into classes: then folds are stratified and outputs are probabilities of classes.
  bool has_classes() const {
    return kind == OutcomeKind::binary || kind == OutcomeKind::classes || kind == OutcomeKind::ordered;
  }
  /// The response of these rows, in their order.
  Response of(std::span<const std::size_t> chosen) const;
};

/// A response of two classes.
inline Response binary_response(std::vector<std::uint8_t> label) {
  return {OutcomeKind::binary, 2, std::move(label)};
}

}  // namespace nearside
