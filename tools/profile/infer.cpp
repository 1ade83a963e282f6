// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/infer.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "tools/profile/column_profile.h"
#include "tools/table/formula_cell.h"
#include "tools/table/lower_case.h"
#include "tools/table/missing_text.h"
#include "tools/table/read_table.h"
#include "tools/table/table_columns.h"

namespace nearside {
namespace {

Result<std::vector<ColumnProfile>> profile_columns(const Input& data, char delimiter) {
  std::vector<ColumnProfile> columns;
  auto read = read_table(data, delimiter, [&](const CsvRow& row) -> Status {
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      if (row.number == 1) {
        columns.emplace_back(std::string(row.fields[i]));
      } else {
        columns[i].add(row.fields[i]);
      }
    }
    return {};
  });
  if (!read) return in_file(data, read.error());
  for (ColumnProfile& column : columns) column.judge();
  return columns;
}

std::string id_from(const std::string& path) {
  std::string id;
  for (char c : std::filesystem::path(path).stem().string()) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) id += c;
    if (!kept && !id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.empty() ? "model" : id;
}

ObservedColumn observed(const ColumnProfile& column) {
  ObservedColumn seen;
  seen.column = column.name;
  seen.kind = name_of(column.kind);
  seen.rows = column.rows;
  seen.missing = column.missing;
  seen.share_missing =
      column.rows == 0 ? 0.0 : static_cast<double>(column.missing) / static_cast<double>(column.rows);
  seen.distinct = column.distinct;
  if (column.is_number) {
    seen.minimum = column.minimum;
    seen.maximum = column.maximum;
  }
  seen.left_out = why_left_out(column.kind);
  if (column.name.empty() && seen.left_out.empty()) seen.left_out = "has no name";
  if (column.name.size() > kMaxIdBytes && seen.left_out.empty()) {
    seen.left_out =
        "has a name of more than " + std::to_string(kMaxIdBytes) + " bytes; shorten it, or write `id`";
  }
  return seen;
}

/// 1 means yes beside 0 only: where the classes are 1 and 2, either may be the event.
bool means_yes(std::string_view text, std::string_view other) {
  const auto number = parse_number(text);
  if (number) return *number == 1.0 && parse_number(other) == 0.0;
  static constexpr std::array<std::string_view, 13> kWords{
      "yes", "y", "true", "t", "pos", "positive", "present", "event", "dead", "died", "disease", "case", "+"};
  return std::find(kWords.begin(), kWords.end(), lower_case(text)) != kWords.end();
}

Result<Outcome> outcome_from(const ColumnProfile& column, const std::string& wanted) {
  std::vector<std::string> classes = column.levels.empty() ? column.two_values : column.levels;
  std::vector<std::string> markers = column.markers;
  for (const std::string& name : classes) {
    if (reads_as_missing(name)) markers.push_back(name);
  }
  std::erase_if(classes, [](const std::string& name) { return reads_as_missing(name); });
  std::string list;
  for (const std::string& name : classes) list += (list.empty() ? "\"" : ", \"") + name + "\"";
  const bool named = std::find(classes.begin(), classes.end(), wanted) != classes.end();
  if (classes.size() > 2 && named) {
    Outcome against_the_rest;
    against_the_rest.column = column.name;
    against_the_rest.positive = wanted;
    against_the_rest.negative = Outcome::kRest;
    against_the_rest.label = {column.name, ""};
    against_the_rest.missing_markers = markers;
    return against_the_rest;
  }
  if (classes.size() > 2 && !wanted.empty()) {
    return Error{ErrorCode::bad_data, "column " + column.name,
                 "has no class \"" + wanted + "\"; it has " + list};
  }
  if (classes.size() != 2) {
    return Error{
        ErrorCode::bad_data, "column " + column.name,
        "an outcome needs two classes, this column is " + std::string(name_of(column.kind)) + " with " +
            std::to_string(column.distinct) + " different values" +
            (list.empty() ? "" : ": " + list + "; name one as --positive to predict it against the rest")};
  }
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < 2; ++i) {
    if (wanted.empty() ? means_yes(classes[i], classes[1 - i]) : classes[i] == wanted) fitting.push_back(i);
  }
  if (fitting.empty() && !wanted.empty()) {
    return Error{ErrorCode::bad_data, "column " + column.name,
                 "has no class \"" + wanted + "\"; it has " + list};
  }
  if (fitting.size() != 1) {
    return Error{ErrorCode::bad_data, "column " + column.name,
                 "which of " + list + " is the outcome? Say it with --positive"};
  }
  Outcome outcome;
  outcome.column = column.name;
  outcome.positive = classes[fitting[0]];
  outcome.negative = classes[1 - fitting[0]];
  outcome.label.en = column.name;
  outcome.missing_markers = markers;
  return outcome;
}

}  // namespace

Predictor predictor_from(const ColumnProfile& column) {
  Predictor predictor;
  predictor.id = begins_like_formula(column.name) ? "_" + column.name : column.name;
  predictor.column = column.name;
  predictor.label.en = column.name;
  switch (column.kind) {
    case ColumnKind::integer:
      predictor.kind = Kind::integer;
      break;
    case ColumnKind::boolean:
      predictor.kind = Kind::boolean;
      break;
    case ColumnKind::categorical:
      predictor.kind = Kind::categorical;
      break;
    default:
      predictor.kind = Kind::numeric;
      break;
  }
  for (const std::string& level : column.levels) predictor.levels.push_back({level, {level, ""}});
  predictor.required = column.missing == 0;
  predictor.missing_markers = column.markers;
  return predictor;
}

Result<Recipe> infer_recipe(const Input& data, const InferOptions& options) {
  const std::string& path = data.path;
  if (options.id.empty() && !is_named(path)) {
    return Error{ErrorCode::bad_data, "",
                 "the table comes through a pipe, without a name; say the model's id with --id"};
  }
  auto columns = profile_columns(data, options.delimiter);
  if (!columns) return columns.error();
  auto hash = sha256_of_file(data);
  if (!hash) return hash.error();
  std::vector<std::string> header;
  for (const ColumnProfile& column : *columns) header.push_back(column.name);
  auto place = place_of(header, options.outcome);
  if (!place) return in_file(data, place.error());

  Recipe recipe;
  recipe.id = options.id.empty() ? id_from(path) : options.id;
  recipe.title.en = recipe.id;
  recipe.data = {path, *hash, std::string(1, options.delimiter)};
  bool categories = false;
  bool levels = false;
  for (std::size_t i = 0; i < columns->size(); ++i) {
    const ColumnProfile& column = (*columns)[i];
    recipe.observed.push_back(observed(column));
    if (i == *place) {
      auto outcome = outcome_from(column, options.positive);
      if (!outcome) return in_file(data, outcome.error());
      recipe.outcome = std::move(*outcome);
      recipe.observed.back().left_out = "the outcome";
    } else if (recipe.observed.back().left_out.empty()) {
      recipe.predictors.push_back(predictor_from(column));
      categories = categories || column.kind == ColumnKind::categorical;
      levels = levels || !column.levels.empty();
    }
  }
  if (recipe.predictors.empty())
    return Error{ErrorCode::bad_data, shown_name(data), "has no column that can serve as a predictor"};
  recipe.steps.push_back(ImputeRequest{Statistic::median, {}});
  if (levels) recipe.steps.push_back(ImputeRequest{Statistic::most_frequent, {}});
  if (categories) recipe.steps.push_back(OneHotRequest{});
  recipe.steps.push_back(StandardiseRequest{{}, StandardisedColumns::by_model});
  return recipe;
}

}  // namespace nearside
