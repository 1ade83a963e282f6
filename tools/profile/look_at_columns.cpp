// SPDX-License-Identifier: Apache-2.0
// Column by column: its kind, and what its numbers or texts show.
#include "tools/profile/infer.h"
#include "tools/profile/looked_at.h"

namespace nearside {
namespace {

void look_at_kind(LookedAt& at, std::size_t c) {
  const ColumnProfile& profile = at.table.columns[c].profile;
  const std::uint64_t known = profile.rows - profile.missing;
  const std::string why(why_left_out(profile.kind));
  switch (profile.kind) {
    case ColumnKind::identifier: {
      if (at.holds_numbers(c)) break;
      Finding& finding = at.find(FindingKind::identifier, {c}, known,
                                 (profile.name.empty() ? "The column without a name" : profile.name) +
                                     " looks like an identifier: every value is different.");
      at.propose_leaving_out(finding, c, why);
      break;
    }
    case ColumnKind::constant: {
      Finding& finding =
          at.find(FindingKind::constant, {c}, known,
                  profile.name + (known == 0 ? " holds no value at all." : " has only one value."));
      at.propose_leaving_out(finding, c, why);
      break;
    }
    case ColumnKind::text:
    case ColumnKind::date: {
      if (at.holds_numbers(c)) break;
      Finding& finding = at.find(
          FindingKind::not_a_predictor, {c}, known,
          profile.name + (profile.kind == ColumnKind::date
                              ? " holds dates; a date is no number, an age or an interval is."
                              : " holds free text, or " + grouped(profile.distinct) + " different answers."));
      at.propose_leaving_out(finding, c, why);
      break;
    }
    default:
      break;
  }
  const bool repeats = profile.kind == ColumnKind::integer || profile.kind == ColumnKind::text;
  constexpr std::uint64_t kFewest = 20;
  if (repeats && !profile.name.empty() && is_named_as_identifier(profile.name) &&
      profile.distinct >= kFewest && profile.distinct < known && 2 * profile.distinct >= known) {
    Finding& finding = at.find(FindingKind::repeated_identifier, {c}, known - profile.distinct,
                               profile.name + " is named like an identifier, but " +
                                   counted(known - profile.distinct, "row repeats", "rows repeat") +
                                   " an earlier one: the same person more than once?");
    at.propose_leaving_out(finding, c, "named like an identifier");
  }
}

void look_for_mostly_missing(LookedAt& at) {
  std::vector<std::size_t> columns;
  std::string list;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    const ColumnProfile& profile = at.table.columns[c].profile;
    if (c == at.outcome || profile.kind == ColumnKind::constant || 2 * profile.missing < profile.rows)
      continue;
    columns.push_back(c);
    list += (list.empty() ? "" : ", ") + profile.name + " " +
            percent(static_cast<double>(profile.missing) / static_cast<double>(profile.rows));
  }
  if (columns.empty()) return;
  Finding& finding = at.find(FindingKind::mostly_missing, columns, at.table.rows,
                             "Missing in at least half of the rows: " + list + ".");
  for (std::size_t c : columns) at.propose_leaving_out(finding, c, "missing in at least half of the rows");
}

}  // namespace

void look_at_columns(LookedAt& at) {
  const std::size_t columns = at.table.columns.size();
  at.set_aside.resize(columns);
  at.changed.resize(columns);
  at.left_out.resize(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    const Predictor* from_recipe = at.in_recipe(c);
    std::vector<std::string> markers;
    if (from_recipe != nullptr) markers = from_recipe->missing_markers;
    const bool recipe_outcome = at.options.recipe && at.options.recipe->outcome.column == at.name(c);
    if (recipe_outcome) markers = at.options.recipe->outcome.missing_markers;
    bool of_numbers = from_recipe != nullptr && is_number(from_recipe->kind);
    if (recipe_outcome) of_numbers = at.options.recipe->outcome.is_number();
    CompactColumn& column = at.table.columns[c];
    column.judge(markers, of_numbers);
    at.predictors.push_back(from_recipe != nullptr ? *from_recipe : predictor_from(column.profile));
    const ColumnKind kind = column.profile.kind;
    at.numeric.push_back(column.profile.is_number && at.predictors[c].levels.empty() &&
                         kind != ColumnKind::identifier && kind != ColumnKind::constant);
    if (c != at.outcome) look_for_mixed_types(at, c);

    ColumnReport report;
    report.name = column.profile.name;
    report.kind = column.profile.is_number || !at.holds_numbers(c) ? name_of(column.profile.kind)
                                                                   : enum_name(at.predictors[c].kind);
    report.missing = column.profile.missing;
    report.share_missing =
        at.table.rows == 0 ? 0.0 : static_cast<double>(report.missing) / static_cast<double>(at.table.rows);
    report.missing_markers = column.profile.markers;
    report.distinct = column.profile.distinct;
    look_at_kind(at, c);
    hold_against_levels(at, c);
    if (at.holds_numbers(c)) {
      look_at_numbers(at, c, report);
    } else {
      look_for_spellings(at, c);
      count_levels(at, c, report);
    }
    at.profile.columns.push_back(std::move(report));
  }
  look_for_mostly_missing(at);
}

}  // namespace nearside