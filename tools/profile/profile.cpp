// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/profile.h"

#include <algorithm>
#include <filesystem>

#include "tools/profile/looked_at.h"
#include "tools/table/table_columns.h"

namespace nearside {
namespace {

Status find_columns(LookedAt& at) {
  std::vector<std::string> header;
  for (const CompactColumn& column : at.table.columns) header.push_back(column.profile.name);
  for (const auto& name : at.options.key) {
    if (const auto place = place_of(header, name); !place) return place.error();
  }
  if (!at.options.outcome_date.empty()) {
    if (const auto place = place_of(header, at.options.outcome_date); !place) return place.error();
  }
  if (at.options.recipe) {
    for (const Predictor& predictor : at.options.recipe->predictors) {
      if (const auto place = place_of(header, predictor.source_column()); !place) return place.error();
    }
  }
  if (at.options.outcome.empty()) return {};
  const auto place = place_of(header, at.options.outcome);
  if (!place) return place.error();
  at.outcome = *place;
  at.profile.outcome = at.options.outcome;
  return {};
}

Status check_outcome_date(const LookedAt& at) {
  if (at.options.outcome_date.empty()) return {};
  const ColumnProfile& column = at.table.columns[at.table.place_of_name(at.options.outcome_date)].profile;
  if (column.kind == ColumnKind::date) return {};
  return Error{ErrorCode::bad_data, "column " + column.name,
               "is to hold the outcome's date, but is " + std::string(name_of(column.kind))};
}

/// One entry a column: what all findings together would have.
void merge_proposals(LookedAt& at) {
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    if (at.changed[c] && at.left_out[c].empty()) {
      at.profile.proposed.push_back({"predictors", predictor_line(at.predictors[c])});
    }
  }
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    if (!at.left_out[c].empty()) {
      at.profile.proposed.push_back({"observed", left_out_line(at.table.columns[c].profile, at.left_out[c])});
    }
  }
  for (const Finding& finding : at.profile.findings) {
    if (finding.kind == FindingKind::outliers &&
        !at.left_out[at.table.place_of_name(finding.columns[0])].empty())
      continue;
    if (finding.kind != FindingKind::missing_by_outcome && finding.kind != FindingKind::outliers) continue;
    at.profile.proposed.insert(at.profile.proposed.end(), finding.proposals.begin(), finding.proposals.end());
  }
}

void add_rules(Profile& profile) {
  for (std::size_t i = 0; i < NamesOf<FindingKind>::names.size(); ++i) {
    const auto kind = static_cast<FindingKind>(i);
    profile.rules.push_back({kind, std::string(rule_of(kind))});
  }
}

}  // namespace

std::string_view rule_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::impossible:
      return "By the column's name: an age outside 0 to 120 years (or as many months, weeks, days), a "
             "height_cm "
             "outside 10 to 280, a weight_kg outside 0 to 650, a temperature_c outside 10 to 48, a "
             "saturation "
             "outside 0 to 100.";
    case FindingKind::outside_hard_range:
      return "Outside the range that the recipe calls hard.";
    case FindingKind::suspicious_zeros:
      return "No number is below 0, and the smallest above it is at least five times the typical gap between "
             "the "
             "ten next ones (their median) and a tenth of the median of all above 0.";
    case FindingKind::suspicious_code:
      return "-1, -7, -8, -9, 9 (among at most ten answers), 77, 88, 99 or these with repeated digits, at "
             "the end of "
             "the range: below 0 where no other number is, or as far from the rest as the rest spans.";
    case FindingKind::mixed_types:
      return "At least half of the values are numbers, five of them different, and some are not.";
    case FindingKind::spellings:
      return "Texts that are equal but for spaces and the case of the letters a to z. Spaces around a value "
             "never "
             "count.";
    case FindingKind::unknown_level:
      return "Texts that the recipe's list of levels lacks.";
    case FindingKind::leakage:
      return "The column alone has an AUROC of at least 0.90 for a class of the outcome, in either "
             "direction, with "
             "10 rows of the class and 10 others. Levels are ordered by their share of the class, those with "
             "fewer "
             "than 10 rows taken together.";
    case FindingKind::leakage_by_presence:
      return "Of the rows with a value (or of those without), 20 or more, at least 99 % have one class that "
             "at most "
             "half of all rows have; or being there at all has an AUROC of at least 0.90.";
    case FindingKind::leakage_by_level:
      return "Of the rows with one value (a level, or one of at most ten whole numbers), 20 or more, at "
             "least 99 % "
             "have one class that at most half of all rows have.";
    case FindingKind::after_outcome:
      return "A date later than the one in the outcome's date column, in any row. Dates such as 11/12/2026 "
             "are not "
             "compared.";
    case FindingKind::duplicate_rows:
      return "Rows that equal an earlier row in every column, spaces around values aside.";
    case FindingKind::duplicate_keys:
      return "Keys, as named with --key, that stand in more than one row. Keys with a missing part are not "
             "compared.";
    case FindingKind::near_duplicates:
      return "Rows that equal another row in all columns but one. Sought among the first 20 million cells.";
    case FindingKind::identifier:
      return "Every value is different, in 20 rows or more: texts, or whole numbers that are consecutive or "
             "whose "
             "column is named like an identifier.";
    case FindingKind::repeated_identifier:
      return "Named like an identifier, at least 20 different values, and at least half as many as rows.";
    case FindingKind::constant:
      return "No value or only one.";
    case FindingKind::not_a_predictor:
      return "Dates, free text, or more than 30 different answers.";
    case FindingKind::mirrors_missing:
      return "A column of two answers that are never missing, one in every row where another column has a "
             "value "
             "and the other in every row where it has none, 20 rows of each.";
    case FindingKind::mostly_missing:
      return "Missing in at least half of the rows.";
    case FindingKind::missing_by_outcome:
      return "The share missing differs between a class of the outcome and the rest by at least 5 percentage "
             "points, "
             "with |z| ≥ 4 (two proportions, pooled), 20 rows missing and 20 known.";
    case FindingKind::correlated:
      return "Pearson's |r| ≥ 0.9 over the rows where both are known, 30 or more; without values that the "
             "findings set aside. A group is the column that is least often missing and those alike to it. "
             "At most 200 "
             "columns.";
    case FindingKind::outliers:
      return "More than three interquartile ranges below the first or above the third quartile (type 7), "
             "without values set aside; 20 numbers or more, more than ten different, quartiles not equal. "
             "Where more "
             "than one in 20 would be, that is the column's shape and no finding. Unusual is not wrong: a "
             "hard "
             "range belongs only where a reason gives one.";
  }
  return "";
}

Result<Profile> profile_table(const Input& data, const ProfileOptions& options) {
  auto table = read_compact_table(data, options.delimiter, options.progress);
  if (!table) return in_file(data, table.error());
  LookedAt at{std::move(*table), options};
  at.profile.file = is_named(data.path) ? std::filesystem::path(data.path).filename().string() : data.path;
  at.profile.rows = at.table.rows;
  at.profile.values_shown = options.values;
  if (auto found = find_columns(at); !found) return in_file(data, found.error());
  look_at_columns(at);
  if (auto dated = check_outcome_date(at); !dated) return in_file(data, dated.error());
  look_at_outcome(at);
  look_for_correlations(at);
  look_for_leakage(at);
  look_at_missingness(at);
  if (auto key = look_at_key(at); !key) return in_file(data, key.error());
  look_for_duplicates(at);
  merge_proposals(at);
  add_rules(at.profile);
  std::stable_sort(at.profile.findings.begin(), at.profile.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
  return std::move(at.profile);
}

}  // namespace nearside
