// SPDX-License-Identifier: Apache-2.0
// The texts of a column: words among numbers, spellings, levels.
#include <algorithm>
#include <cmath>
#include <map>

#include "tools/profile/looked_at.h"
#include "tools/table/lower_case.h"

namespace nearside {
namespace {

constexpr std::size_t kMostLevelsShown = 10;

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What a text among numbers may be.
std::string_view likely_meaning(std::string_view text) {
  const auto comma = text.find(',');
  if (text.starts_with('<') || text.starts_with('>')) return "a limit of measurement";
  if (comma != std::string_view::npos && has_digit(text)) return "a decimal comma or thousands separator";
  if (has_digit(text) && text[0] >= '0' && text[0] <= '9') return "a number with a unit or a remark";
  return "";
}

/// Lower case without any space.
std::string spelling_apart(std::string_view text) {
  std::string plain;
  for (char c : lower_case(text)) {
    if (c != ' ' && c != '\t') plain += c;
  }
  return plain;
}

bool means(const Level& level, const std::string& text) {
  return level.id == text ||
         std::find(level.aliases.begin(), level.aliases.end(), text) != level.aliases.end();
}

/// Whether the recipe takes all of these texts for one level.
bool are_one_level(const Predictor* predictor, const CompactColumn& column,
                   const std::vector<std::size_t>& codes) {
  if (predictor == nullptr) return false;
  return std::any_of(predictor->levels.begin(), predictor->levels.end(), [&](const Level& level) {
    return std::all_of(codes.begin(), codes.end(),
                       [&](std::size_t code) { return means(level, column.texts[code]); });
  });
}

/// Makes the level of the first text mean the other texts, too, which are then no levels. False where they
/// are no levels.
bool take_for_one(std::vector<Level>& levels, const CompactColumn& column,
                  const std::vector<std::size_t>& codes) {
  const auto level_of = [&](std::size_t code) {
    return std::find_if(levels.begin(), levels.end(),
                        [&](const Level& level) { return means(level, column.texts[code]); });
  };
  for (std::size_t code : codes) {
    if (level_of(code) == levels.end()) return false;
  }
  for (std::size_t i = 1; i < codes.size(); ++i) {
    const auto other = level_of(codes[i]);
    if (other == level_of(codes[0])) continue;
    std::vector<std::string> texts = std::move(other->aliases);
    texts.insert(texts.begin(), other->id);
    levels.erase(other);
    auto& aliases = level_of(codes[0])->aliases;
    aliases.insert(aliases.end(), texts.begin(), texts.end());
  }
  return true;
}

}  // namespace

void look_for_mixed_types(LookedAt& at, std::size_t c) {
  CompactColumn& column = at.table.columns[c];
  const ColumnKind kind = column.profile.kind;
  // A column of many different numbers and a few words is no identifier, unless it is called one.
  const bool may_be = kind == ColumnKind::text || kind == ColumnKind::categorical ||
                      (kind == ColumnKind::identifier && !is_named_as_identifier(column.profile.name));
  if (column.profile.is_number || !may_be) return;
  std::uint64_t known = 0;
  std::uint64_t of_texts = 0;
  std::size_t different_numbers = 0;
  std::vector<std::size_t> texts;
  bool whole = true;
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] != 0 || column.counts[code] == 0) continue;
    known += column.counts[code];
    if (std::isnan(column.text_numbers[code])) {
      texts.push_back(code);
      of_texts += column.counts[code];
    } else {
      ++different_numbers;
      whole = whole && column.text_numbers[code] == std::trunc(column.text_numbers[code]);
    }
  }
  if (column.as_numbers) known = at.table.rows - column.profile.missing;
  constexpr std::size_t kFewestNumbers = 5;
  if ((different_numbers < kFewestNumbers && !column.as_numbers) || of_texts == 0 || 2 * of_texts > known)
    return;
  std::stable_sort(texts.begin(), texts.end(),
                   [&](std::size_t a, std::size_t b) { return column.counts[a] > column.counts[b]; });
  std::string list;
  std::vector<std::string> markers;
  std::size_t named = 0;
  for (std::size_t code : texts) {
    const bool may_show = at.options.values || column.counts[code] >= kFewestShown;
    if (!may_show) continue;
    if (!has_digit(column.texts[code])) markers.push_back(column.texts[code]);
    if (++named > kMostExamples) continue;
    const std::string_view meaning = likely_meaning(column.texts[code]);
    list += (list.empty() ? ": " : ", ") + in_quotes(column.texts[code]) + " " +
            counted(column.counts[code], "time", "times");
    if (!meaning.empty()) list += " (" + std::string(meaning) + ")";
  }
  if (texts.size() > std::min(named, kMostExamples)) {
    list += std::string(list.empty() ? ": " : " and ") +
            counted(texts.size() - std::min(named, kMostExamples), "text", "texts") +
            (list.empty() ? "" : " more");
  }
  Predictor& predictor = at.predictors[c];
  predictor.kind = whole && !column.as_numbers ? Kind::integer : Kind::numeric;
  predictor.levels.clear();
  at.numeric[c] = true;
  add_markers(predictor, markers);
  Finding& finding = at.find(FindingKind::mixed_types, {c}, of_texts,
                             at.name(c) + ": " + counted(of_texts, "value is", "values are") +
                                 " text among " + counted(known - of_texts, "number", "numbers") + list +
                                 ". Markers can say that a word means missing; mend the rest in the table.");
  finding.examples = at.rows_where(c, 2 * kMostExamples, [&](std::size_t row) {
    const std::uint32_t code = column.code(row);
    return code != CompactColumn::kNoCode && column.text_missing[code] == 0 &&
           std::isnan(column.text_numbers[code]);
  });
  at.propose_predictor(finding, c);
}

void look_for_spellings(LookedAt& at, std::size_t c) {
  const CompactColumn& column = at.table.columns[c];
  if (column.as_numbers || column.profile.is_number || column.profile.kind == ColumnKind::date) return;
  std::map<std::string, std::vector<std::size_t>> spelled;
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] == 0 && column.counts[code] > 0) {
      spelled[spelling_apart(column.texts[code])].push_back(code);
    }
  }
  std::string list;
  std::uint64_t rows = 0;
  std::size_t groups = 0;
  std::vector<Level> levels = at.predictors[c].levels;
  bool may_propose = true;
  for (auto& [plain, codes] : spelled) {
    if (codes.size() < 2 || are_one_level(at.in_recipe(c), column, codes)) continue;
    ++groups;
    std::stable_sort(codes.begin(), codes.end(),
                     [&](std::size_t a, std::size_t b) { return column.counts[a] > column.counts[b]; });
    may_propose = take_for_one(levels, column, codes) && may_propose;
    std::string group;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      rows += i == 0 ? 0 : column.counts[codes[i]];
      if (!at.options.values && column.counts[codes[i]] < kFewestShown) continue;
      group += (group.empty() ? "" : ", ") + in_quotes(column.texts[codes[i]]) + " " +
               counted(column.counts[codes[i]], "time", "times");
    }
    if (groups <= kMostExamples && !group.empty()) list += (list.empty() ? ": " : "; ") + group;
  }
  if (groups == 0) return;
  if (groups > kMostExamples) list += "; and so on";
  Finding& finding =
      at.find(FindingKind::spellings, {c}, rows,
              at.name(c) + ": " + counted(groups, "answer is", "answers are") +
                  " spelt in several ways that differ by case or spaces only" + list +
                  ". Each is a level of its own; write them alike in the table, or make them aliases.");
  // The line lists all levels: without single values, none may be rare.
  for (std::size_t code = 0; code < column.texts.size() && !at.options.values; ++code) {
    const bool is_rare = column.counts[code] > 0 && column.counts[code] < kFewestShown;
    may_propose = may_propose && (column.text_missing[code] != 0 || !is_rare);
  }
  if (!may_propose || levels.size() < 2) return;
  at.predictors[c].levels = std::move(levels);
  at.propose_predictor(finding, c);
}

void hold_against_levels(LookedAt& at, std::size_t c) {
  const Predictor* predictor = at.in_recipe(c);
  if (predictor == nullptr || predictor->levels.empty()) return;
  const CompactColumn& column = at.table.columns[c];
  const auto unknown = [&](std::uint32_t code) {
    return column.text_missing[code] == 0 && column.counts[code] > 0 &&
           std::none_of(predictor->levels.begin(), predictor->levels.end(),
                        [&](const Level& level) { return means(level, column.texts[code]); });
  };
  std::uint64_t rows = 0;
  for (std::uint32_t code = 0; code < column.texts.size(); ++code)
    rows += unknown(code) ? column.counts[code] : 0;
  if (rows == 0) return;
  Finding& finding = at.find(
      FindingKind::unknown_level, {c}, rows,
      at.name(c) + ": " + counted(rows, "value is", "values are") + " not among the recipe's levels.");
  finding.examples = at.rows_where(c, kMostExamples, [&](std::size_t row) {
    const std::uint32_t code = column.code(row);
    return code != CompactColumn::kNoCode && unknown(code);
  });
}

void count_levels(const LookedAt& at, std::size_t c, ColumnReport& report) {
  const CompactColumn& column = at.table.columns[c];
  if (column.profile.kind == ColumnKind::identifier || column.as_numbers) return;
  std::vector<std::size_t> codes;
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] == 0 && column.counts[code] > 0) codes.push_back(code);
  }
  std::stable_sort(codes.begin(), codes.end(),
                   [&](std::size_t a, std::size_t b) { return column.counts[a] > column.counts[b]; });
  for (std::size_t code : codes) {
    const bool may_show = at.options.values || column.counts[code] >= kFewestShown;
    if (may_show && report.levels.size() < kMostLevelsShown) {
      report.levels.push_back({column.texts[code], column.counts[code]});
    } else {
      ++report.other_levels;
      report.other_rows += column.counts[code];
    }
  }
}

}  // namespace nearside
