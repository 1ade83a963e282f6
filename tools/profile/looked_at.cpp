// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/looked_at.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"

namespace nearside {

bool LookedAt::is_set_aside(std::size_t column, double number) const {
  const auto& values = set_aside[column];
  return !values.empty() && std::binary_search(values.begin(), values.end(), number);
}

bool LookedAt::may_predict(std::size_t column) const {
  return column != outcome &&
         (holds_numbers(column) || why_left_out(table.columns[column].profile.kind).empty());
}

const Predictor* LookedAt::in_recipe(std::size_t column) const {
  if (!options.recipe) return nullptr;
  for (const Predictor& predictor : options.recipe->predictors) {
    if (predictor.source_column() == name(column)) return &predictor;
  }
  return nullptr;
}

Finding& LookedAt::find(FindingKind kind, std::vector<std::size_t> columns, std::uint64_t count,
                        std::string sentence) {
  Finding finding;
  finding.kind = kind;
  for (std::size_t column : columns) finding.columns.push_back(name(column));
  finding.count = count;
  finding.sentence = std::move(sentence);
  profile.findings.push_back(std::move(finding));
  return profile.findings.back();
}

void LookedAt::propose_predictor(Finding& finding, std::size_t column) {
  if (column == outcome || name(column).empty()) return;
  changed[column] = true;
  finding.proposals.push_back({"predictors", predictor_line(predictors[column])});
}

void LookedAt::propose_leaving_out(Finding& finding, std::size_t column, std::string why) {
  if (column == outcome) return;
  finding.proposals.push_back({"observed", left_out_line(table.columns[column].profile, why)});
  if (left_out[column].empty()) left_out[column] = std::move(why);
}

std::string grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return grouped(count) + " " + std::string(count == 1 ? one : many);
}

std::string brief(double value) {
  if (std::isnan(value)) return "-";
  if (value == std::trunc(value) && std::abs(value) < 1e6) return number_text(value);
  char text[48];
  const bool large = std::abs(value) >= 1e4 && std::abs(value) < 1e15;
  std::snprintf(text, sizeof text, large ? "%.0f" : "%.4g", value);
  return text;
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g %%", 100.0 * share);
  return text;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

namespace {

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + in_quotes(text);
  return "[" + list + "]";
}

std::string range_of(const Range& range) {
  return "{\"low\": " + number_text(range.low) + ", \"high\": " + number_text(range.high) + "}";
}

}  // namespace

void add_markers(Predictor& predictor, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    auto& markers = predictor.missing_markers;
    if (std::find(markers.begin(), markers.end(), text) == markers.end()) markers.push_back(text);
  }
  if (!texts.empty()) predictor.required = false;
}

std::string predictor_line(const Predictor& predictor) {
  std::string line = "{\"id\": " + in_quotes(predictor.id);
  if (!predictor.column.empty() && predictor.column != predictor.id) {
    line += ", \"column\": " + in_quotes(predictor.column);
  }
  line += ", \"kind\": \"" + std::string(enum_name(predictor.kind)) + "\"";
  if (!predictor.levels.empty()) {
    std::string levels;
    for (const Level& level : predictor.levels) {
      levels += (levels.empty() ? "" : ", ") + ("{\"id\": " + in_quotes(level.id));
      if (!level.aliases.empty()) levels += ", \"aliases\": " + list_of(level.aliases);
      levels += "}";
    }
    line += ", \"levels\": [" + levels + "]";
  }
  if (predictor.hard) line += ", \"hard\": " + range_of(*predictor.hard);
  if (predictor.impossible == Impossible::missing) line += ", \"impossible\": \"missing\"";
  if (predictor.development) line += ", \"development\": " + range_of(*predictor.development);
  line += std::string(", \"required\": ") + (predictor.required ? "true" : "false");
  if (!predictor.missing_markers.empty())
    line += ", \"missing_markers\": " + list_of(predictor.missing_markers);
  return line + "}";
}

std::string left_out_line(const ColumnProfile& column, std::string_view why) {
  return "{\"column\": " + in_quotes(column.name) + ", \"kind\": \"" + std::string(name_of(column.kind)) +
         "\", \"left_out\": " + in_quotes(why) + "}";
}

}  // namespace nearside
