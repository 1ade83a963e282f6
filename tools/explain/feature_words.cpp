// SPDX-License-Identifier: Apache-2.0
#include "tools/explain/feature_words.h"

#include <cstdio>

#include "tools/table/printable.h"

namespace nearside {
namespace {

/// The predictor whose own column it is; nullptr where a step made it.
const Predictor* predictor_of(const Engine& engine, std::uint32_t column) {
  const Column& known = engine.columns()[column];
  if (known.predictor == kCreated) return nullptr;
  const Predictor& predictor = engine.model_file().schema.predictors[known.predictor];
  return known.name == predictor.id ? &predictor : nullptr;
}

}  // namespace

std::string words_of_column(const Engine& engine, std::uint32_t column) {
  const Predictor* predictor = predictor_of(engine, column);
  if (predictor == nullptr) return printable_line(engine.columns()[column].name);
  std::string words = predictor->label.en.empty() ? predictor->id : predictor->label.en;
  if (!predictor->units.empty()) words += " [" + predictor->units[0].ucum + "]";
  return printable_line(words);
}

std::string words_of_level(const Engine& engine, std::uint32_t column, std::uint32_t level) {
  const Predictor* predictor = predictor_of(engine, column);
  if (predictor == nullptr || level >= predictor->levels.size()) return "level " + std::to_string(level);
  const Level& known = predictor->levels[level];
  return printable_line(known.label.en.empty() ? known.id : known.label.en);
}

bool is_truth_value(const Engine& engine, std::uint32_t column) {
  const Predictor* predictor = predictor_of(engine, column);
  return predictor != nullptr && predictor->kind == Kind::boolean;
}

std::string words_of_cut(float cut) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7g", static_cast<double>(cut));
  return text;
}

std::string in_width(std::string text, std::size_t width) {
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  text.append(characters + 2 < width ? width - characters : 2, ' ');
  return text;
}

}  // namespace nearside
