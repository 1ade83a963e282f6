// SPDX-License-Identifier: Apache-2.0
// Column by column: kind, distribution, and values that can't be or look wrong.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "tools/profile/infer.h"
#include "tools/profile/looked_at.h"
#include "tools/profile/numbers.h"

namespace nearside {
namespace {

constexpr std::size_t kMostLevelsShown = 10;

std::string number_list(const std::vector<double>& numbers) {
  std::string list;
  for (double number : numbers) list += (list.empty() ? "" : ", ") + number_text(number);
  return list;
}

/// The texts in which these numbers stand in the column.
std::vector<std::string> texts_of(const CompactColumn& column, const std::vector<double>& numbers) {
  const auto wanted = [&](double number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  std::vector<std::string> texts;
  if (column.as_numbers) {
    for (double number : numbers) texts.push_back(number_text(number));
    return texts;
  }
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] == 0 && wanted(column.text_numbers[code]))
      texts.push_back(column.texts[code]);
  }
  return texts;
}

void add_markers(Predictor& predictor, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    auto& markers = predictor.missing_markers;
    if (std::find(markers.begin(), markers.end(), text) == markers.end()) markers.push_back(text);
  }
  if (!texts.empty()) predictor.required = false;
}

/// Takes `wanted` out of `numbers` and into the set aside; returns the rows that hold them.
std::uint64_t set_aside(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers,
                        const std::vector<double>& wanted) {
  std::uint64_t rows = 0;
  std::vector<NumberCount> kept;
  for (const NumberCount& item : numbers) {
    if (std::find(wanted.begin(), wanted.end(), item.number) == wanted.end()) {
      kept.push_back(item);
    } else {
      rows += item.count;
    }
  }
  numbers = std::move(kept);
  auto& aside = at.set_aside[c];
  aside.insert(aside.end(), wanted.begin(), wanted.end());
  std::sort(aside.begin(), aside.end());
  return rows;
}

std::vector<RowValue> rows_with(const LookedAt& at, std::size_t c, const std::vector<double>& wanted) {
  const CompactColumn& column = at.table.columns[c];
  return at.rows_where(c, kMostExamples, [&](std::size_t row) {
    return std::find(wanted.begin(), wanted.end(), column.number(row)) != wanted.end();
  });
}

std::vector<double> outside(const std::vector<NumberCount>& numbers, const Range& range) {
  std::vector<double> found;
  for (const NumberCount& item : numbers) {
    if (item.number < range.low || item.number > range.high) found.push_back(item.number);
  }
  return found;
}

const Predictor* in_recipe(const LookedAt& at, std::size_t c) {
  if (!at.options.recipe) return nullptr;
  for (const Predictor& predictor : at.options.recipe->predictors) {
    if (predictor.source_column() == at.name(c)) return &predictor;
  }
  return nullptr;
}

// ------------------------------------------------------------------------------------------------- numbers

void look_for_codes(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  const std::vector<double> codes = codes_among(numbers);
  if (codes.empty()) return;
  const std::uint64_t rows = set_aside(at, c, numbers, codes);
  add_markers(at.predictors[c], texts_of(at.table.columns[c], codes));
  std::string sentence = at.name(c) + ": " + number_list(codes) + (codes.size() == 1 ? " looks" : " look") +
                         " like a code for missing, in " + counted(rows, "row", "rows");
  if (at.options.values) {
    sentence += "; the other values run from " + brief(numbers.front().number) + " to " +
                brief(numbers.back().number);
  }
  Finding& finding = at.find(FindingKind::suspicious_code, {c}, rows, sentence + ".");
  finding.examples = rows_with(at, c, codes);
  at.propose_predictor(finding, c);
}

void look_for_zeros(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  if (!zero_stands_apart(numbers)) return;
  const std::uint64_t rows = set_aside(at, c, numbers, {0.0});
  add_markers(at.predictors[c], texts_of(at.table.columns[c], {0.0}));
  std::string sentence = counted(rows, "zero in ", "zeros in ") + at.name(c) +
                         (rows == 1 ? " looks like a missing value" : " look like missing values");
  if (at.options.values) sentence += "; the next value is " + brief(numbers.front().number);
  Finding& finding = at.find(FindingKind::suspicious_zeros, {c}, rows, sentence + ".");
  at.propose_predictor(finding, c);
}

void look_for_the_impossible(LookedAt& at, std::size_t c, std::vector<NumberCount>& numbers) {
  const auto possible = possible_range(at.name(c));
  if (!possible) return;
  const std::vector<double> wrong = outside(numbers, possible->range);
  if (wrong.empty()) return;
  const std::uint64_t rows = set_aside(at, c, numbers, wrong);
  at.predictors[c].hard = possible->range;
  const bool one = rows == 1;
  std::string sentence = at.name(c) + ": " + counted(rows, "value", "values") + (one ? " is" : " are") +
                         " impossible, outside " + brief(possible->range.low) + " to " +
                         brief(possible->range.high) + " (" + std::string(possible->reason) + ")";
  Finding& finding = at.find(FindingKind::impossible, {c}, rows, sentence + ".");
  finding.examples = rows_with(at, c, wrong);
  at.propose_predictor(finding, c);
}

void hold_against_hard_range(LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers) {
  const Predictor* predictor = in_recipe(at, c);
  if (predictor == nullptr || !predictor->hard) return;
  const std::vector<double> wrong = outside(numbers, *predictor->hard);
  if (wrong.empty()) return;
  std::uint64_t rows = 0;
  for (const NumberCount& item : numbers) {
    if (std::find(wrong.begin(), wrong.end(), item.number) != wrong.end()) rows += item.count;
  }
  Finding& finding = at.find(FindingKind::outside_hard_range, {c}, rows,
                             at.name(c) + ": " + counted(rows, "value lies", "values lie") +
                                 " outside the recipe's hard range, " + brief(predictor->hard->low) + " to " +
                                 brief(predictor->hard->high) + ".");
  finding.examples = rows_with(at, c, wrong);
}

/// The most extreme first, from both ends in turn.
std::vector<RowValue> extremes(const LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers,
                               const Range& fences) {
  std::vector<RowValue> found;
  const CompactColumn& column = at.table.columns[c];
  const auto collect = [&](auto begin, auto end) {
    std::size_t from_this_end = 0;
    for (auto item = begin; item != end && from_this_end < kMostExamples; ++item) {
      if (item->number >= fences.low && item->number <= fences.high) return;
      for (RowValue& value : at.rows_where(c, kMostExamples - from_this_end, [&](std::size_t row) {
             return column.number(row) == item->number;
           })) {
        found.push_back(std::move(value));
        ++from_this_end;
      }
    }
  };
  if (!at.options.values) return found;
  collect(numbers.rbegin(), numbers.rend());
  collect(numbers.begin(), numbers.end());
  return found;
}

void look_for_outliers(LookedAt& at, std::size_t c, const std::vector<NumberCount>& numbers, Range& usual) {
  const auto fences = outlier_fences(numbers);
  if (!fences) return;
  std::uint64_t below = 0;
  std::uint64_t above = 0;
  Range inner{fences->high, fences->low};
  for (const NumberCount& item : numbers) {
    if (item.number < fences->low) {
      below += item.count;
    } else if (item.number > fences->high) {
      above += item.count;
    } else {
      inner = {std::min(inner.low, item.number), std::max(inner.high, item.number)};
    }
  }
  constexpr std::uint64_t kRarity = 20;  // more than one in so many is the column's shape, not outliers
  if (below + above == 0 || kRarity * (below + above) > count_of(numbers)) return;
  usual = inner;
  std::string sentence = at.name(c) + ": ";
  if (above > 0)
    sentence +=
        counted(above, "value lies", "values lie") + " far above the rest, over " + brief(fences->high);
  if (below > 0) {
    sentence += (above > 0 ? ", and " : "") + counted(below, "value lies", "values lie") +
                " far below the rest, under " + brief(fences->low);
  }
  Finding& finding = at.find(FindingKind::outliers, {c}, below + above, sentence + ".");
  finding.examples = extremes(at, c, numbers, *fences);
}

void look_at_numbers(LookedAt& at, std::size_t c, ColumnReport& report) {
  std::vector<NumberCount> numbers = at.table.columns[c].number_counts();
  if (numbers.empty()) return;
  report.numbers = summary_of(numbers, at.options.values);
  const std::uint64_t all = count_of(numbers);
  bool whole = true;
  for (const NumberCount& item : numbers) whole = whole && item.number == std::trunc(item.number);
  if (c != at.outcome) {
    hold_against_hard_range(at, c, numbers);
    look_for_codes(at, c, numbers);
    look_for_zeros(at, c, numbers);
    look_for_the_impossible(at, c, numbers);
  }
  if (numbers.empty()) return;
  Range usual{numbers.front().number, numbers.back().number};
  if (c != at.outcome) look_for_outliers(at, c, numbers, usual);
  if (!at.options.values) {
    usual = {std::max(usual.low, quantile(numbers, 0.01)), std::min(usual.high, quantile(numbers, 0.99))};
    if (whole) usual = {std::ceil(usual.low), std::max(std::ceil(usual.low), std::floor(usual.high))};
  }
  report.bins = histogram(numbers, usual, whole && usual.high < 1e15 && usual.low > -1e15);
  std::uint64_t shown = 0;
  for (Bin& bin : report.bins) {
    if (!at.options.values && bin.count < kFewestShown) bin.count = 0;
    shown += bin.count;
  }
  report.outside_bins = all - shown;
}

// --------------------------------------------------------------------------------------------------- texts

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

/// Mostly numbers, with a few texts: they are listed, and the column is read as numbers from here on.
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

/// Lower case without any space.
std::string spelling_apart(std::string_view text) {
  std::string plain;
  for (char c : lower_case(text)) {
    if (c != ' ' && c != '\t') plain += c;
  }
  return plain;
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
  for (auto& [plain, codes] : spelled) {
    if (codes.size() < 2) continue;
    ++groups;
    std::stable_sort(codes.begin(), codes.end(),
                     [&](std::size_t a, std::size_t b) { return column.counts[a] > column.counts[b]; });
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
  at.find(FindingKind::spellings, {c}, rows,
          at.name(c) + ": " + counted(groups, "answer is", "answers are") +
              " spelt in several ways that differ by case or spaces only" + list +
              ". Each is a level of its own; write them alike in the table.");
}

void hold_against_levels(LookedAt& at, std::size_t c) {
  const Predictor* predictor = in_recipe(at, c);
  if (predictor == nullptr || predictor->levels.empty()) return;
  const CompactColumn& column = at.table.columns[c];
  const auto unknown = [&](std::uint32_t code) {
    return column.text_missing[code] == 0 && column.counts[code] > 0 &&
           std::none_of(predictor->levels.begin(), predictor->levels.end(),
                        [&](const Level& level) { return level.id == column.texts[code]; });
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

// --------------------------------------------------------------------------------------------------- kinds

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
    const Predictor* from_recipe = in_recipe(at, c);
    std::vector<std::string> markers;
    if (from_recipe != nullptr) markers = from_recipe->missing_markers;
    const bool recipe_outcome = at.options.recipe && at.options.recipe->outcome.column == at.name(c);
    if (recipe_outcome) markers = at.options.recipe->outcome.missing_markers;
    CompactColumn& column = at.table.columns[c];
    column.judge(markers);
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
