// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/profile_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "tools/profile/looked_at.h"
#include "tools/table/printable.h"
#include "tools/table/shortened.h"

namespace nearside {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t wide = characters(text);
  if (wide < width) text.append(width - wide, ' ');
  return text + "  ";
}

/// Breaks a text into lines of at most `width` characters, each after `indent`.
std::string wrapped(std::string_view text, const std::string& indent, std::size_t width) {
  std::string lines;
  std::string line = indent;
  bool empty = true;
  const std::string shown = printable_line(text);
  text = shown;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(' '), text.size());
    if (text.substr(end).starts_with(" %")) end = std::min(text.find(' ', end + 1), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (!empty && characters(line) + 1 + characters(word) > width) {
      lines += line + "\n";
      line = indent;
      empty = true;
    }
    line += (empty ? "" : " ") + std::string(word);
    empty = false;
  }
  return lines + line + "\n";
}

std::string range_text(const ColumnReport& column) {
  if (column.numbers) {
    const NumberSummary& n = *column.numbers;
    if (n.minimum) return brief(*n.minimum) + " to " + brief(*n.maximum) + ", median " + brief(n.median);
    return "1 % " + brief(n.p1) + ", 99 % " + brief(n.p99) + ", median " + brief(n.median);
  }
  std::string list;
  for (std::size_t i = 0; i < column.levels.size() && i < 3; ++i) {
    list += (list.empty() ? "" : ", ") + std::string(shortened(column.levels[i].text, 20)) + " " +
            grouped(column.levels[i].count);
  }
  if (!list.empty() && column.levels.size() + column.other_levels > 3) list += ", …";
  return list;
}

std::string columns_text(const Profile& profile) {
  std::size_t widest = 6;
  constexpr std::size_t kWidest = 28;
  for (const ColumnReport& c : profile.columns)
    widest = std::max(widest, std::min(kWidest, characters(printable_line(c.name))));
  const auto line = [&](const std::string& name, const std::string& kind, const std::string& missing,
                        const std::string& distinct, const std::string& picture, const std::string& rest) {
    std::string text = "  " + padded(name, widest) + padded(kind, 11) + padded(missing, 8) +
                       padded(distinct, 8) + padded(picture, 20) + printable_line(rest);
    while (text.back() == ' ') text.pop_back();
    return text + "\n";
  };
  std::string text = line("column", "kind", "missing", "distinct", "distribution", "");
  for (const ColumnReport& c : profile.columns) {
    text += line(printable_line(shortened(c.name, kWidest)), c.kind, percent(c.share_missing),
                 grouped(c.distinct), sparkline(picture_of(c)), range_text(c));
  }
  return text;
}

std::string findings_text(const Profile& profile) {
  std::string text;
  for (const Finding& finding : profile.findings) {
    text += "\n" + wrapped(finding.sentence, "  ", 110);
    std::string list;
    for (const RowValue& example : finding.examples) {
      list += (list.empty() ? "row " : "; row ") + grouped(example.row) + ": " + example.value;
    }
    if (!list.empty()) text += wrapped(list, "    ", 110);
    constexpr std::size_t kMostLines = 4;
    for (std::size_t i = 0; i < finding.proposals.size() && i < kMostLines; ++i) {
      text += "    " + finding.proposals[i].place + ": " + finding.proposals[i].lines + "\n";
    }
    if (finding.proposals.size() > kMostLines) {
      text += "    … and " + std::to_string(finding.proposals.size() - kMostLines) +
              " lines more, with --json or -o\n";
    }
  }
  return text;
}

std::string patterns_text(const Profile& profile) {
  std::string text;
  for (const MissingPattern& pattern : profile.missing_patterns) {
    std::string names;
    constexpr std::size_t kMostNames = 8;
    for (std::size_t i = 0; i < pattern.missing.size() && i < kMostNames; ++i) {
      names += (names.empty() ? "" : ", ") + pattern.missing[i];
    }
    if (pattern.missing.size() > kMostNames) {
      names += " and " + std::to_string(pattern.missing.size() - kMostNames) + " more";
    }
    std::string lines = wrapped(names.empty() ? "nothing missing" : names, std::string(12, ' '), 110);
    const std::string count = grouped(pattern.rows);
    lines.replace(0, 12, padded(std::string(10 - std::min<std::size_t>(10, count.size()), ' ') + count, 10));
    text += lines;
  }
  return text;
}

}  // namespace

std::string sparkline(const std::vector<double>& heights) {
  constexpr std::array<std::string_view, 8> kBlocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string text;
  for (double height : heights) {
    if (height <= 0.0) {
      text += ' ';
    } else {
      text += kBlocks[static_cast<std::size_t>(std::min(7.0, std::floor(height * 8.0)))];
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::vector<double> picture_of(const ColumnReport& column) {
  std::vector<double> heights;
  for (const HistogramBin& bin : column.bins) heights.push_back(static_cast<double>(bin.count));
  for (const LevelCount& level : column.levels) heights.push_back(static_cast<double>(level.count));
  double largest = 0.0;
  for (double height : heights) largest = std::max(largest, height);
  for (double& height : heights) height = largest > 0.0 ? height / largest : 0.0;
  return heights;
}

std::string profile_text(const Profile& profile) {
  std::string text = printable_line(profile.file) + ": " + counted(profile.rows, "row", "rows") + ", " +
                     counted(profile.columns.size(), "column", "columns") + "\n\n";
  text += columns_text(profile);
  if (!profile.classes.empty()) {
    std::string line = "Outcome " + profile.outcome + ": ";
    for (std::size_t i = 0; i < profile.classes.size(); ++i) {
      line += (i == 0 ? "" : ", ") + profile.classes[i].text + " " + grouped(profile.classes[i].rows);
    }
    if (profile.rows_without_outcome > 0) line += ", without " + grouped(profile.rows_without_outcome);
    text += "\n" + printable_line(line) + "\n";
  }
  text += profile.findings.empty() ? "\nNothing to look at was found.\n"
                                   : "\nTo look at, with recipe lines to judge (nothing was changed)\n";
  text += findings_text(profile);
  if (profile.patterns > 1) {
    text +=
        "\nMissing together: " + counted(profile.patterns, "pattern", "patterns") + ", the most frequent\n";
    text += patterns_text(profile);
  }
  if (!profile.notes.empty()) text += "\n";
  for (const std::string& note : profile.notes) text += wrapped(note, "  ", 110);
  text += profile.values_shown ? "\nThis shows values of single people, with rows counted from the header as "
                                 "row 1; --no-values leaves "
                                 "them out.\n"
                               : "\nValues of single people and counts under 10 are left out.\n";
  return text;
}

}  // namespace nearside
