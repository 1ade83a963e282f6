// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/written_shapes.h"

#include <algorithm>
#include <cstdio>

#include "core/base/number_text.h"
#include "tools/explain/feature_words.h"

namespace nearside {
namespace {

constexpr std::size_t kWidth = 34;

std::string signed_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.4f", value);
  return text;
}

/// The words of the bins from `first` to `last`, both in it.
std::string words_of_bins(const Engine& engine, const ShapeAxis& axis, std::size_t first, std::size_t last) {
  if (first == axis.bins()) return "not known";
  if (axis.levels > 0) return words_of_level(engine, axis.column, static_cast<std::uint32_t>(first));
  if (axis.cuts.empty()) return "any value";
  if (is_truth_value(engine, axis.column) && axis.cuts.size() == 1)
    return words_of_level(engine, axis.column, static_cast<std::uint32_t>(first));
  if (first == 0) return "below " + words_of_cut(axis.cuts[last]);
  if (last + 1 == axis.bins()) return words_of_cut(axis.cuts[first - 1]) + " and above";
  return words_of_cut(axis.cuts[first - 1]) + " to below " + words_of_cut(axis.cuts[last]);
}

bool may_be_missing(const Engine& engine, const ShapeFunction& shape) {
  return engine.columns()[shape.axis.column].may_be_missing;
}

/// At most so many lines; of a finer function the mean of neighbouring steps.
std::string table_of(const Engine& engine, const ShapeFunction& shape) {
  constexpr std::size_t kMostLines = 12;
  const std::size_t bins = shape.axis.bins();
  const std::size_t lines = shape.axis.levels > 0 ? bins : std::min(bins, kMostLines);
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    const std::size_t first = line * bins / lines;
    const std::size_t last = (line + 1) * bins / lines - 1;
    double sum = 0.0;
    for (std::size_t b = first; b <= last; ++b) sum += shape.values[b];
    text += "    " + in_width(words_of_bins(engine, shape.axis, first, last), kWidth) +
            signed_text(sum / static_cast<double>(last - first + 1)) + "\n";
  }
  if (may_be_missing(engine, shape))
    text += "    " + in_width(words_of_bins(engine, shape.axis, bins, bins), kWidth) +
            signed_text(shape.values[bins]) + "\n";
  return text;
}

/// The fewest and the most points that the column can give.
std::pair<double, double> range_of(const Engine& engine, const ShapeFunction& shape) {
  const auto end = shape.values.end() - (may_be_missing(engine, shape) ? 0 : 1);
  const auto [low, high] = std::minmax_element(shape.values.begin(), end);
  return {*low, *high};
}

}  // namespace

std::string written_shapes(const Engine& engine, const Additive& model) {
  std::string text =
      "  the sum of a function of each predictor, counted from its mean in the development data\n";
  text += "  " + in_width("intercept", kWidth + 2) + signed_text(model.intercept) + "\n";
  for (const ShapeFunction& shape : model.shapes) {
    text += "  " + words_of_column(engine, shape.axis.column);
    if (shape.axis.levels == 0) text += ", " + std::to_string(shape.axis.bins()) + " steps";
    text += "\n" + table_of(engine, shape);
  }
  for (const PairShape& pair : model.pairs) {
    const auto [low, high] = std::minmax_element(pair.values.begin(), pair.values.end());
    text += "  " + words_of_column(engine, pair.first.column) + " with " +
            words_of_column(engine, pair.second.column) + ": " + std::to_string(pair.first.bins()) + " by " +
            std::to_string(pair.second.bins()) + " steps, " + signed_text(*low) + " to " +
            signed_text(*high) + "\n";
  }
  return text;
}

std::string points_card(const Engine& engine, const Additive& model) {
  std::string text = "  Add the points of each line that holds; the total stands for the risk.\n";
  double fewest = 0.0;
  double most = 0.0;
  for (const ShapeFunction& shape : model.shapes) {
    text += "  " + words_of_column(engine, shape.axis.column) + "\n";
    const std::size_t bins = shape.axis.bins() + (may_be_missing(engine, shape) ? 1 : 0);
    for (std::size_t b = 0; b < bins; ++b) {
      text += "    " + in_width(words_of_bins(engine, shape.axis, b, b), kWidth) +
              number_text(shape.values[b]) + "\n";
    }
    const auto [low, high] = range_of(engine, shape);
    fewest += low;
    most += high;
  }
  text += "  " + in_width("Total", kWidth + 2) + "Risk\n";
  for (double total = fewest; total <= most; total += 1.0) {
    const std::vector<double> margins{model.intercept + model.per_point * total, total};
    std::vector<double> risk(1);
    model.link(margins, risk);
    engine.model_file().calibration.apply(risk);
    char percent[32];
    std::snprintf(percent, sizeof percent, "%.1f %%", 100.0 * risk[0]);
    text += "    " + in_width(number_text(total), kWidth) + percent + "\n";
  }
  return text;
}

}  // namespace nearside
