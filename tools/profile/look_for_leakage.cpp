// SPDX-License-Identifier: Apache-2.0
// Columns that know the outcome: alone, by one level, by being there at all, or by their date.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/number_text.h"
#include "tools/profile/looked_at.h"

namespace nearside {
namespace {

constexpr double kSuspectAuroc = 0.90;
constexpr std::uint64_t kFewestKnown = 20;    // with a value, to judge it
constexpr std::uint64_t kFewestOfClass = 10;  // of a class and of the rest, to measure an AUROC
constexpr std::size_t kMostClasses = 20;
constexpr double kDecides = 0.99;

/// How many rows of each class hold one value.
using ByClass = std::vector<std::uint64_t>;

std::uint64_t total(const ByClass& counts) {
  std::uint64_t sum = 0;
  for (std::uint64_t count : counts) sum += count;
  return sum;
}

/// Area under the ROC curve of groups in their order, ties within a group counting half (Mann-Whitney).
std::optional<double> auroc(const std::vector<ByClass>& groups, std::size_t wanted) {
  double below = 0.0;
  double pairs = 0.0;
  double positives = 0.0;
  for (const ByClass& group : groups) {
    const auto positive = static_cast<double>(group[wanted]);
    const double negative = static_cast<double>(total(group)) - positive;
    pairs += positive * (below + negative / 2.0);
    below += negative;
    positives += positive;
  }
  constexpr auto kFewest = static_cast<double>(kFewestOfClass);
  if (positives < kFewest || below < kFewest) return std::nullopt;
  return pairs / (positives * below);
}

struct Best {
  double auroc = 0.5;
  std::size_t wanted = 0;
  bool measured = false;
};

void keep_better(Best& best, std::optional<double> value, std::size_t wanted) {
  if (!value) return;
  const double either_way = std::max(*value, 1.0 - *value);
  if (!best.measured || either_way > best.auroc) best = {either_way, wanted, true};
}

/// Classes that are one question: of two, the second says all that the first does.
std::size_t first_class(const LookedAt& at) {
  return at.profile.classes.size() == 2 ? 1 : 0;
}

/// The classes of each value's rows. Numbers ascending; levels in the order of their codes.
struct Groups {
  std::vector<ByClass> known;
  std::vector<std::size_t> codes;  // of levels
  ByClass missing;
};

Groups groups_of_levels(const LookedAt& at, std::size_t c) {
  const CompactColumn& column = at.table.columns[c];
  const std::size_t classes = at.profile.classes.size();
  std::vector<ByClass> by_code(column.texts.size(), ByClass(classes));
  Groups groups;
  groups.missing.resize(classes);
  for (std::size_t row = 0; row < at.table.rows; ++row) {
    const std::uint32_t of = at.class_of[row];
    const std::uint32_t code = column.code(row);
    if (of != LookedAt::kNone32 && code != CompactColumn::kNoCode) ++by_code[code][of];
  }
  for (std::size_t code = 0; code < by_code.size(); ++code) {
    if (column.text_missing[code] != 0) {
      for (std::size_t k = 0; k < classes; ++k) groups.missing[k] += by_code[code][k];
    } else if (total(by_code[code]) > 0) {
      groups.known.push_back(std::move(by_code[code]));
      groups.codes.push_back(code);
    }
  }
  return groups;
}

Groups groups_of_numbers(const LookedAt& at, std::size_t c) {
  const CompactColumn& column = at.table.columns[c];
  const std::size_t classes = at.profile.classes.size();
  Groups groups;
  groups.missing.resize(classes);
  std::vector<std::pair<double, std::uint32_t>> values;
  if (column.as_numbers) {
    for (std::size_t row = 0; row < at.table.rows; ++row) {
      const double number = column.number(row);
      const std::uint32_t of = at.class_of[row];
      if (of == LookedAt::kNone32) continue;
      if (!std::isnan(number)) {
        values.emplace_back(number, of);
      } else if (column.is_missing(row)) {
        ++groups.missing[of];
      }
    }
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == 0 || values[i].first != values[i - 1].first) groups.known.emplace_back(classes);
      ++groups.known.back()[values[i].second];
    }
    return groups;
  }
  Groups levels = groups_of_levels(at, c);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < levels.known.size(); ++i) {
    if (!std::isnan(column.text_numbers[levels.codes[i]])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return column.text_numbers[levels.codes[a]] < column.text_numbers[levels.codes[b]];
  });
  double before = 0.0;
  for (std::size_t i : order) {
    const double number = column.text_numbers[levels.codes[i]];
    if (groups.known.empty() || number != before) groups.known.emplace_back(classes);
    for (std::size_t k = 0; k < classes; ++k) groups.known.back()[k] += levels.known[i][k];
    before = number;
  }
  groups.missing = std::move(levels.missing);
  return groups;
}

/// Levels in the order of their share of the class; those with few rows together as one, lest each fit
/// itself.
std::vector<ByClass> ordered_by_share(std::vector<ByClass> levels, std::size_t wanted) {
  ByClass rare(levels.empty() ? 0 : levels[0].size());
  std::vector<ByClass> kept;
  for (ByClass& level : levels) {
    if (total(level) >= kFewestOfClass) {
      kept.push_back(std::move(level));
    } else {
      for (std::size_t k = 0; k < rare.size(); ++k) rare[k] += level[k];
    }
  }
  if (!rare.empty() && total(rare) > 0) kept.push_back(std::move(rare));
  const auto share = [&](const ByClass& level) {
    return static_cast<double>(level[wanted]) / static_cast<double>(total(level));
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const ByClass& a, const ByClass& b) { return share(a) < share(b); });
  return kept;
}

/// A class that is at most half of all rows but nearly all of these, or none.
std::optional<std::size_t> decided_class(const LookedAt& at, const ByClass& rows, const ByClass& all) {
  if (total(rows) < kFewestKnown || total(rows) == total(all)) return std::nullopt;
  for (std::size_t k = 0; k < at.profile.classes.size(); ++k) {
    const bool nearly_all = static_cast<double>(rows[k]) >= kDecides * static_cast<double>(total(rows));
    if (nearly_all && 2 * all[k] <= total(all)) return k;
  }
  return std::nullopt;
}

std::string class_text(const LookedAt& at, std::size_t k) {
  return at.profile.outcome + " = " + in_quotes(at.profile.classes[k].text);
}

std::string of_rows(const ByClass& rows, std::size_t k) {
  return grouped(rows[k]) + " of " + counted(total(rows), "row", "rows");
}

void suspect_values(LookedAt& at, std::size_t c, const Groups& groups) {
  Best best;
  for (std::size_t k = first_class(at); k < at.profile.classes.size(); ++k) {
    keep_better(
        best, at.holds_numbers(c) ? auroc(groups.known, k) : auroc(ordered_by_share(groups.known, k), k), k);
  }
  if (best.measured) at.profile.columns[c].auroc = best.auroc;
  if (best.measured && best.auroc >= kSuspectAuroc) {
    std::uint64_t rows = 0;
    for (const ByClass& group : groups.known) rows += total(group);
    Finding& finding =
        at.find(FindingKind::leakage, {c}, rows,
                at.name(c) + " alone tells " + class_text(at, best.wanted) + " with an AUROC of " +
                    brief(best.auroc) + ": is it known before the outcome?");
    at.propose_leaving_out(finding, c, "alone tells the outcome; check when it is known");
  }
}

void suspect_levels(LookedAt& at, std::size_t c, const ByClass& all) {
  const CompactColumn& column = at.table.columns[c];
  constexpr std::uint64_t kMostNumbers = 10;  // with more, a number is no level
  if (column.as_numbers || (at.holds_numbers(c) && column.profile.distinct > kMostNumbers)) return;
  const Groups groups = groups_of_levels(at, c);
  constexpr std::size_t kMostNamed = 3;
  std::size_t deciding = 0;
  std::uint64_t rows = 0;
  std::string list;
  for (std::size_t i = 0; i < groups.known.size(); ++i) {
    const auto k = decided_class(at, groups.known[i], all);
    if (!k) continue;
    rows += total(groups.known[i]);
    if (++deciding > kMostNamed) continue;
    list += (list.empty() ? "" : "; ") + of_rows(groups.known[i], *k) + " with " +
            in_quotes(column.texts[groups.codes[i]]) + " have " + class_text(at, *k);
  }
  if (deciding == 0) return;
  if (deciding > kMostNamed) list += "; and so on";
  Finding& finding = at.find(FindingKind::leakage_by_level, {c}, rows,
                             at.name(c) + (deciding == 1 ? ": one value decides" : ": some values decide") +
                                 " the outcome. " + list + ".");
  at.propose_leaving_out(finding, c, "one of its values decides the outcome; check when it is known");
}

void suspect_presence(LookedAt& at, std::size_t c, const Groups& groups, const ByClass& all) {
  ByClass known(all.size());
  for (const ByClass& group : groups.known) {
    for (std::size_t k = 0; k < known.size(); ++k) known[k] += group[k];
  }
  if (total(known) == 0 || total(groups.missing) == 0) return;
  std::string sentence;
  std::uint64_t rows = 0;
  for (const ByClass* part : std::initializer_list<const ByClass*>{&known, &groups.missing}) {
    const auto k = decided_class(at, *part, all);
    if (!k || !sentence.empty()) continue;
    rows = total(*part);
    sentence = at.name(c) + (part == &known ? " has" : " lacks") + " a value only where " +
               class_text(at, *k) + ": " + of_rows(*part, *k) +
               (part == &known ? " with it." : " without it.");
  }
  Best best;
  for (std::size_t k = first_class(at); k < all.size(); ++k) {
    keep_better(best, auroc({groups.missing, known}, k), k);
  }
  if (sentence.empty() && best.measured && best.auroc >= kSuspectAuroc) {
    rows = total(known);
    sentence = "Whether " + at.name(c) + " has a value tells " + class_text(at, best.wanted) +
               " with an AUROC of " + brief(best.auroc) + ".";
  }
  if (sentence.empty()) return;
  Finding& finding = at.find(FindingKind::leakage_by_presence, {c}, rows, sentence);
  at.propose_leaving_out(finding, c, "whether it has a value tells the outcome");
}

// ------------------------------------------------------------------------------------- missing by outcome

/// The class whose share missing differs most from the rest's: the largest two-proportion z.
std::optional<UnequallyMissing> compare_missing(const LookedAt& at, std::size_t c, const Groups& groups,
                                                const ByClass& all) {
  const auto missing = static_cast<double>(total(groups.missing));
  const auto rows = static_cast<double>(total(all));
  if (missing < static_cast<double>(kFewestKnown) || rows - missing < static_cast<double>(kFewestKnown))
    return std::nullopt;
  constexpr double kLargeZ = 4.0;
  constexpr double kLargeDifference = 0.05;
  std::optional<UnequallyMissing> largest;
  for (std::size_t k = first_class(at); k < all.size(); ++k) {
    const auto in_class = static_cast<double>(all[k]);
    if (in_class < 1.0 || in_class > rows - 1.0) continue;
    const double share = static_cast<double>(groups.missing[k]) / in_class;
    const double other = (missing - static_cast<double>(groups.missing[k])) / (rows - in_class);
    const double pooled = missing / rows;
    const double z =
        (share - other) / std::sqrt(pooled * (1.0 - pooled) * (1.0 / in_class + 1.0 / (rows - in_class)));
    if (std::abs(z) < kLargeZ || std::abs(share - other) < kLargeDifference) continue;
    if (!largest || std::abs(z) > std::abs(largest->z)) {
      largest = {at.name(c), at.profile.classes[k].text, share, other, z};
    }
  }
  return largest;
}

/// One finding for all of them, the most unequal first; what will be left out anyway is named, not flagged.
void report_unequal(LookedAt& at, const std::vector<std::size_t>& columns) {
  auto& unequal = at.profile.missing_by_outcome;
  if (unequal.empty()) return;
  std::stable_sort(unequal.begin(), unequal.end(), [](const UnequallyMissing& a, const UnequallyMissing& b) {
    return std::abs(a.z) > std::abs(b.z);
  });
  constexpr std::size_t kMostNamed = 5;
  std::string list;
  for (std::size_t i = 0; i < unequal.size() && i < kMostNamed; ++i) {
    list += (list.empty() ? "" : "; ") + unequal[i].column + " in " + percent(unequal[i].share) + " of " +
            at.profile.outcome + " = " + in_quotes(unequal[i].outcome_class) + " and " +
            percent(unequal[i].share_of_rest) + " of the rest";
  }
  if (unequal.size() > kMostNamed) {
    list += "; and " + counted(unequal.size() - kMostNamed, "column", "columns") + " more";
  }
  std::string flags;
  for (std::size_t c : columns) {
    if (at.may_predict(c) && at.left_out[c].empty()) {
      flags += (flags.empty() ? "" : ", ") + in_quotes(at.predictors[c].id);
    }
  }
  Finding& finding =
      at.find(FindingKind::missing_by_outcome, columns, at.table.rows,
              "Missing unequally often by outcome: " + list +
                  ". A flag can carry that, where missing will mean the same for new patients.");
  if (!flags.empty())
    finding.proposals.push_back({"steps", "{\"flag_missing\": {\"columns\": [" + flags + "]}}"});
}

// --------------------------------------------------------------------------------------------------- dates

/// 20261122 of 2026-11-22 or 22.11.2026; nothing of 11/12/2026, whose order nobody knows.
std::optional<std::uint32_t> day_of(std::string_view text) {
  if (!is_date(text) || text.find('/') < 10) return std::nullopt;
  const auto digits = [&](std::size_t from, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = from; i < from + count; ++i)
      number = number * 10 + static_cast<std::uint32_t>(text[i] - '0');
    return number;
  };
  if (text[4] == '-') return digits(0, 4) * 10000 + digits(5, 2) * 100 + digits(8, 2);
  return digits(6, 4) * 10000 + digits(3, 2) * 100 + digits(0, 2);
}

void compare_dates(LookedAt& at, std::size_t outcome_date) {
  std::vector<std::vector<std::optional<std::uint32_t>>> days(at.table.columns.size());
  const auto days_of = [&](std::size_t c) -> const auto& {
    if (days[c].empty()) {
      for (const std::string& text : at.table.columns[c].texts) days[c].push_back(day_of(text));
    }
    return days[c];
  };
  const CompactColumn& limit = at.table.columns[outcome_date];
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    const CompactColumn& column = at.table.columns[c];
    if (c == outcome_date || column.profile.kind != ColumnKind::date) continue;
    const auto& of_column = days_of(c);
    const auto& of_limit = days_of(outcome_date);
    const auto is_after = [&](std::size_t row) {
      const auto day = of_column[column.code(row)];
      const auto last = of_limit[limit.code(row)];
      return day && last && *day > *last;
    };
    std::uint64_t after = 0;
    std::uint64_t compared = 0;
    for (std::size_t row = 0; row < at.table.rows; ++row) {
      after += is_after(row);
      compared += of_column[column.code(row)] && of_limit[limit.code(row)];
    }
    if (compared == 0) {
      at.profile.notes.push_back(
          at.name(c) + " and " + at.name(outcome_date) +
          " were not compared: only dates such as 2026-11-22 or 22.11.2026 say which part is the month.");
    }
    if (after == 0) continue;
    Finding& finding =
        at.find(FindingKind::after_outcome, {c, outcome_date}, after,
                at.name(c) + " is later than " + at.name(outcome_date) + " in " + grouped(after) + " of " +
                    counted(compared, "row", "rows") + ": what was recorded then can't predict.");
    finding.examples = at.rows_where(c, kMostExamples, is_after);
    at.propose_leaving_out(finding, c, "later than the outcome");
  }
}

}  // namespace

void look_at_outcome(LookedAt& at) {
  if (at.outcome == LookedAt::kNone) return;
  const CompactColumn& column = at.table.columns[at.outcome];
  std::vector<std::uint32_t> class_of_code(column.texts.size(), LookedAt::kNone32);
  std::size_t classes = 0;
  for (std::size_t code = 0; code < column.texts.size() && !column.as_numbers; ++code) {
    classes += column.text_missing[code] == 0 && column.counts[code] > 0;
  }
  if (column.as_numbers || classes < 2 || classes > kMostClasses) {
    at.profile.notes.push_back(at.name(at.outcome) + " has " +
                               counted(column.profile.distinct, "value", "different values") +
                               ": leakage is sought for outcomes of 2 to 20 classes.");
    return;
  }
  for (std::size_t code = 0; code < column.texts.size(); ++code) {
    if (column.text_missing[code] != 0 || column.counts[code] == 0) continue;
    class_of_code[code] = static_cast<std::uint32_t>(at.profile.classes.size());
    at.profile.classes.push_back({column.texts[code], column.counts[code]});
  }
  // The second of two classes is the one that findings name: the rarer.
  if (classes == 2 && at.profile.classes[0].rows < at.profile.classes[1].rows) {
    std::swap(at.profile.classes[0], at.profile.classes[1]);
    for (std::uint32_t& of : class_of_code) of = of == LookedAt::kNone32 ? of : 1 - of;
  }
  at.class_of.resize(at.table.rows);
  for (std::size_t row = 0; row < at.table.rows; ++row) {
    at.class_of[row] = class_of_code[column.codes[row]];
    at.profile.rows_without_outcome += at.class_of[row] == LookedAt::kNone32;
  }
}

void look_for_leakage(LookedAt& at) {
  if (!at.options.outcome_date.empty()) compare_dates(at, at.table.place_of_name(at.options.outcome_date));
  if (at.class_of.empty()) return;
  ByClass all;
  for (const OutcomeClass& item : at.profile.classes) all.push_back(item.rows);
  std::vector<std::size_t> unequal;
  for (std::size_t c = 0; c < at.table.columns.size(); ++c) {
    const ColumnKind kind = at.table.columns[c].profile.kind;
    if (c == at.outcome || (kind == ColumnKind::identifier && !at.holds_numbers(c))) continue;
    const Groups groups = at.holds_numbers(c) ? groups_of_numbers(at, c) : groups_of_levels(at, c);
    if (at.may_predict(c)) {
      suspect_values(at, c, groups);
      suspect_levels(at, c, all);
    }
    const std::size_t before = at.profile.findings.size();
    suspect_presence(at, c, groups, all);
    if (before != at.profile.findings.size()) continue;
    if (const auto found = compare_missing(at, c, groups, all)) {
      at.profile.missing_by_outcome.push_back(*found);
      unequal.push_back(c);
    }
  }
  report_unequal(at, unequal);
}

}  // namespace nearside
