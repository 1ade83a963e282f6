// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "tools/profile/looked_at.h"
#include "tools/profile/profile_style.h"
#include "tools/profile/profile_text.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '%':
        if (out.ends_with(" ")) out.replace(out.size() - 1, 1, "\u00A0");  // number and unit stay together
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view tag, std::string_view text) {
  return "<" + std::string(tag) + ">" + escaped(text) + "</" + std::string(tag) + ">";
}

std::string_view title_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::impossible:
      return "Impossible values";
    case FindingKind::outside_hard_range:
      return "Outside the hard range";
    case FindingKind::suspicious_zeros:
      return "Zeros like missing values";
    case FindingKind::suspicious_code:
      return "Codes like missing values";
    case FindingKind::mixed_types:
      return "Text among numbers";
    case FindingKind::spellings:
      return "Spellings";
    case FindingKind::unknown_level:
      return "Unknown levels";
    case FindingKind::leakage:
      return "Tells the outcome alone";
    case FindingKind::leakage_by_presence:
      return "Tells the outcome by being there";
    case FindingKind::leakage_by_level:
      return "One value decides the outcome";
    case FindingKind::after_outcome:
      return "Later than the outcome";
    case FindingKind::duplicate_rows:
      return "Equal rows";
    case FindingKind::duplicate_keys:
      return "Repeated keys";
    case FindingKind::near_duplicates:
      return "Nearly equal rows";
    case FindingKind::identifier:
      return "Identifiers";
    case FindingKind::repeated_identifier:
      return "Repeated identifiers";
    case FindingKind::constant:
      return "Constants";
    case FindingKind::not_a_predictor:
      return "Dates and free text";
    case FindingKind::mirrors_missing:
      return "Says what is missing";
    case FindingKind::mostly_missing:
      return "Mostly missing";
    case FindingKind::missing_by_outcome:
      return "Missing unequally by outcome";
    case FindingKind::correlated:
      return "Columns alike";
    case FindingKind::outliers:
      return "Far from the rest";
  }
  return "";
}

std::string proposals_html(const std::vector<Proposal>& proposals) {
  if (proposals.empty()) return "";
  std::string lines;
  for (const Proposal& proposal : proposals) lines += escaped(proposal.place + ": " + proposal.lines) + "\n";
  lines.pop_back();
  const std::string block = "<pre>" + lines + "</pre>";
  constexpr std::size_t kMostOpen = 3;
  if (proposals.size() <= kMostOpen) return block;
  return "<details><summary>" + std::to_string(proposals.size()) + " recipe lines</summary>" + block +
         "</details>";
}

std::string finding_html(const Finding& finding) {
  std::string html = "<div class=\"item\">" + element("p", finding.sentence);
  if (!finding.examples.empty()) {
    std::string list;
    for (const RowValue& example : finding.examples) {
      list += (list.empty() ? "Row " : "; row ") + grouped(example.row) + ": " + example.value;
    }
    html += "<p class=\"small\">" + escaped(list) + "</p>";
  }
  return html + proposals_html(finding.proposals) + "</div>";
}

std::string findings_html(const Profile& profile) {
  std::string html =
      "<section id=\"findings\" aria-labelledby=\"findings-h\"><h2 id=\"findings-h\">To look at</h2>";
  html += profile.findings.empty()
              ? "<p>Nothing was found by the rules below.</p>"
              : "<p>Nothing was changed. The lines are proposals for a recipe, for a person to judge: "
                "<code>predictors</code> replaces the entry of that name, <code>observed</code> stands for a "
                "predictor that is left out, <code>steps</code> is a step.</p>";
  for (std::size_t i = 0; i < profile.findings.size();) {
    const FindingKind kind = profile.findings[i].kind;
    html += "<div class=\"row\"><div class=\"side\">" + element("h3", title_of(kind)) + "</div><div>";
    for (; i < profile.findings.size() && profile.findings[i].kind == kind; ++i) {
      html += finding_html(profile.findings[i]);
    }
    html += "</div></div>";
  }
  return html + "</section>";
}

// ------------------------------------------------------------------------------------------------- columns

/// Bars on a base line, with their ends in words and a table that says the same.
std::string histogram_html(const ColumnReport& column) {
  const std::vector<double> heights = picture_of(column);
  const double width = 360.0 / static_cast<double>(heights.size());
  std::string bars;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (heights[i] <= 0.0) continue;
    const double height = std::max(1.5, std::round(heights[i] * 680.0) / 10.0);
    bars += "<rect class=\"bar\" x=\"" + brief(static_cast<double>(i) * width + 1.0) + "\" y=\"" +
            brief(70.0 - height) + "\" width=\"" + brief(std::max(1.0, width - 2.0)) + "\" height=\"" +
            brief(height) + "\"/>";
  }
  const std::string low = brief(column.bins.front().low);
  const std::string high = brief(column.bins.back().high);
  const auto fullest =
      std::max_element(column.bins.begin(), column.bins.end(),
                       [](const HistogramBin& a, const HistogramBin& b) { return a.count < b.count; });
  std::string rows;
  for (const HistogramBin& bin : column.bins) {
    rows += "<tr><td class=\"n\">" + brief(bin.low) + "</td><td class=\"n\">" + brief(bin.high) +
            "</td><td class=\"n\">" + grouped(bin.count) + "</td></tr>";
  }
  std::string html =
      "<figure class=\"picture\"><svg viewBox=\"0 0 360 72\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"" +
      escaped("Histogram of " + column.name + " from " + low + " to " + high + "; most rows, " +
              grouped(fullest->count) + ", from " + brief(fullest->low) + " to " + brief(fullest->high)) +
      "\">" + bars + "<line class=\"base\" x1=\"0\" y1=\"70.5\" x2=\"360\" y2=\"70.5\"/></svg>" +
      "<figcaption><span>" + low + "</span><span>" + high + "</span></figcaption></figure>";
  html += "<details><summary>The picture as a table</summary><table><caption>Rows by " +
          escaped(column.name) +
          "</caption><thead><tr><th class=\"n\" scope=\"col\">from</th><th class=\"n\" scope=\"col\">to</th>"
          "<th class=\"n\" scope=\"col\">rows</th></tr></thead><tbody>" +
          rows + "</tbody></table></details>";
  return html;
}

std::string levels_html(const ColumnReport& column) {
  const std::vector<double> heights = picture_of(column);
  std::string rows;
  for (std::size_t i = 0; i < column.levels.size(); ++i) {
    rows += "<tr><td>" + escaped(column.levels[i].text) + "</td><td class=\"n\">" +
            grouped(column.levels[i].count) +
            "</td><td><svg viewBox=\"0 0 128 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
            "class=\"bar\" "
            "x=\"0\" y=\"3\" width=\"" +
            brief(std::max(1.0, 128.0 * heights[i])) + "\" height=\"10\"/></svg></td></tr>";
  }
  if (column.other_levels > 0) {
    rows += "<tr><td>" + counted(column.other_levels, "other value", "other values") +
            "</td><td class=\"n\">" + grouped(column.other_rows) + "</td><td></td></tr>";
  }
  return "<table class=\"levels\"><caption>Rows by value</caption><tbody>" + rows + "</tbody></table>";
}

std::string fact(std::string_view name, const std::string& value) {
  return "<div>" + element("dt", name) + element("dd", value) + "</div>";
}

std::string facts_html(const ColumnReport& column) {
  std::string facts;
  if (column.numbers) {
    const NumberSummary& n = *column.numbers;
    if (n.minimum) facts += fact("range", brief(*n.minimum) + " to " + brief(*n.maximum));
    if (!n.minimum) facts += fact("1st to 99th percentile", brief(n.p1) + " to " + brief(n.p99));
    facts += fact("median", brief(n.median)) + fact("quartiles", brief(n.q1) + " and " + brief(n.q3)) +
             fact("mean", brief(n.mean)) + fact("SD", brief(n.sd));
    if (column.outside_bins > 0)
      facts += fact("not in the picture", counted(column.outside_bins, "row", "rows"));
  }
  if (column.auroc) facts += fact("AUROC alone", brief(*column.auroc));
  if (!column.missing_markers.empty()) {
    std::string list;
    for (const std::string& marker : column.missing_markers) list += (list.empty() ? "" : ", ") + marker;
    facts += fact("counted as missing", list);
  }
  return facts.empty() ? "" : "<dl class=\"facts\">" + facts + "</dl>";
}

std::string columns_html(const Profile& profile) {
  std::string html =
      "<section id=\"columns\" aria-labelledby=\"columns-h\"><h2 id=\"columns-h\">Columns</h2>";
  html += "<p>Pictures leave out what the findings set aside and what lies far from the rest.</p>";
  for (const ColumnReport& column : profile.columns) {
    const bool is_outcome = column.name == profile.outcome && !column.name.empty();
    html += "<div class=\"row\"><div class=\"side\">" +
            element("h3", column.name.empty() ? "(no name)" : column.name) + "<p>" + escaped(column.kind) +
            (is_outcome ? ", the outcome" : "") + "</p><p>" +
            (column.missing == 0 ? "complete" : percent(column.share_missing) + " missing") + "</p><p>" +
            counted(column.distinct, "value", "different values") + "</p></div><div>";
    if (!column.bins.empty()) {
      html += histogram_html(column);
    } else if (!column.levels.empty() || column.other_levels > 0) {
      html += levels_html(column);
    }
    html += facts_html(column) + "</div></div>";
  }
  return html + "</section>";
}

// ------------------------------------------------------------------------------------------- the whole table

std::string repeats_html(const Profile& profile) {
  const DuplicateReport& d = profile.duplicates;
  std::string html =
      "<section id=\"repeats\" aria-labelledby=\"repeats-h\"><h2 id=\"repeats-h\">Rows that repeat</h2>"
      "<dl class=\"facts\">";
  html += fact("equal to an earlier row",
               counted(d.rows, "row", "rows") + " in " + counted(d.groups, "group", "groups"));
  html += fact("differ from some row in one column",
               counted(d.near_rows, "row", "rows") + " of " + grouped(d.near_looked_at));
  for (const KeyReport& key : profile.keys) {
    std::string names;
    for (const std::string& name : key.columns) names += (names.empty() ? "" : ", ") + name;
    html += fact("key " + names, counted(key.repeated_keys, "repeated key", "repeated keys") + ", " +
                                     counted(key.rows, "row", "rows") + " beyond the first");
  }
  return html + "</dl></section>";
}

std::string patterns_html(const Profile& profile) {
  std::string html =
      "<section id=\"missing\" aria-labelledby=\"missing-h\"><h2 id=\"missing-h\">Missing together</h2>";
  if (profile.patterns <= 1) return html + "<p>All rows lack the same columns, or none.</p></section>";
  html += "<p>" + counted(profile.patterns, "set", "different sets") +
          " of missing columns; the most frequent:</p>";
  html +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-labelledby=\"missing-h\"><table><thead><tr><th class=\"n\" "
      "scope=\"col\">rows</th><th class=\"n\" scope=\"col\">share</th><th "
      "scope=\"col\">missing</th></tr></thead><tbody>";
  for (const MissingPattern& pattern : profile.missing_patterns) {
    std::string names;
    for (const std::string& name : pattern.missing) names += (names.empty() ? "" : ", ") + name;
    html += "<tr><td class=\"n\">" + grouped(pattern.rows) + "</td><td class=\"n\">" +
            percent(static_cast<double>(pattern.rows) / static_cast<double>(profile.rows)) + "</td>" +
            element("td", names.empty() ? "nothing" : names) + "</tr>";
  }
  return html + "</tbody></table></div></section>";
}

std::string unequal_html(const Profile& profile) {
  if (profile.missing_by_outcome.empty()) return "";
  std::string html =
      "<section id=\"unequal\" aria-labelledby=\"unequal-h\"><h2 id=\"unequal-h\">Missing unequally by "
      "outcome</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"unequal-h\">"
      "<table><thead><tr><th scope=\"col\">column</th><th scope=\"col\">class</th><th class=\"n\" "
      "scope=\"col\">missing in it</th><th class=\"n\" scope=\"col\">in the rest</th></tr></thead><tbody>";
  for (const UnequallyMissing& one : profile.missing_by_outcome) {
    html += "<tr>" + element("td", one.column) + element("td", one.outcome_class) + "<td class=\"n\">" +
            escaped(percent(one.share)) + "</td><td class=\"n\">" + escaped(percent(one.share_of_rest)) +
            "</td></tr>";
  }
  return html + "</tbody></table></div></section>";
}

std::string pairs_html(const Profile& profile) {
  std::string html =
      "<section id=\"alike\" aria-labelledby=\"alike-h\"><h2 id=\"alike-h\">Columns alike</h2>";
  if (profile.correlated_pairs.empty())
    return html + "<p>No pair of columns with |r| of 0.9 or more.</p></section>";
  html +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-labelledby=\"alike-h\"><table><thead><tr><th "
      "scope=\"col\">column</th><th scope=\"col\">column</th><th class=\"n\" scope=\"col\">r</th><th "
      "class=\"n\" "
      "scope=\"col\">rows</th></tr></thead><tbody>";
  for (const CorrelatedPair& pair : profile.correlated_pairs) {
    html += "<tr>" + element("td", pair.first) + element("td", pair.second) + "<td class=\"n\">" +
            brief(pair.r) + "</td><td class=\"n\">" + grouped(pair.rows) + "</td></tr>";
  }
  return html + "</tbody></table></div></section>";
}

std::string proposed_html(const Profile& profile) {
  std::string html =
      "<section id=\"proposed\" aria-labelledby=\"proposed-h\"><h2 id=\"proposed-h\">All recipe lines</h2>";
  if (profile.proposed.empty()) return html + "<p>None.</p></section>";
  html +=
      "<p>The findings together, one entry a column; a column that would be left out has no entry among the "
      "predictors.</p>";
  for (const char* place : {"predictors", "observed", "steps"}) {
    std::string lines;
    for (const Proposal& proposal : profile.proposed) {
      if (proposal.place == place) lines += (lines.empty() ? "" : ",\n") + escaped(proposal.lines);
    }
    if (!lines.empty()) {
      html += "<div class=\"row\"><div class=\"side\"><h3>" + std::string(place) + "</h3></div><div><pre>" +
              lines + "</pre></div></div>";
    }
  }
  return html + "</section>";
}

std::string rules_html(const Profile& profile) {
  std::string html = "<section id=\"rules\" aria-labelledby=\"rules-h\"><h2 id=\"rules-h\">The rules</h2>";
  for (const std::string& note : profile.notes) html += element("p", note);
  html += "<p>Rows are counted from the header, which is row 1.</p>";
  for (const RuleText& rule : profile.rules) {
    html += "<div class=\"row\"><div class=\"side\">" + element("h3", title_of(rule.kind)) +
            "</div><div class=\"item\">" + element("p", rule.rule) + "</div></div>";
  }
  return html + "</section>";
}

std::string lead_html(const Profile& profile) {
  std::string name;  // may break after its underscores
  for (const char c : escaped(profile.file)) name += c == '_' ? "_<wbr>" : std::string(1, c);
  std::string html = "<div class=\"lead\"><h1>" + name + "</h1><p>" + counted(profile.rows, "row", "rows") +
                     ", " + counted(profile.columns.size(), "column", "columns") + ", " +
                     counted(profile.findings.size(), "finding", "findings") + ".";
  if (!profile.classes.empty()) {
    std::string list;
    for (const OutcomeClass& item : profile.classes) {
      list += (list.empty() ? "" : ", ") + item.text + " " + grouped(item.rows);
    }
    html += escaped(" Outcome " + profile.outcome + ": " + list + ".");
  }
  return html + "</p></div>";
}

}  // namespace

std::string profile_html(const Profile& profile) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += element("title", profile.file + " · a look at the table") + "\n<style>" +
          std::string(kProfileStyle) + "</style>\n</head>\n<body>\n<div class=\"page\">\n";
  html +=
      "<header><div class=\"top\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" "
      "cy=\"12\" r=\"9\" "
      "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\"/><path class=\"bar\" d=\"M12 3a9 9 0 0 0 0 "
      "18z\"/>"
      "</svg>Nearside, a look at the table</div>"
      "<p class=\"strip\">For information and research; not a diagnosis; a clinician "
      "decides.</p></header>\n<main>\n";
  html += lead_html(profile);
  html +=
      profile.values_shown
          ? "<p class=\"notice\"><b>Values of single people are in here</b>, such as outliers with their "
            "rows. Keep "
            "this page where the table itself may be kept, or write it with <code>--no-values</code>.</p>"
          : "<p class=\"notice plain\"><b>Values of single people are left out</b>, and counts under 10.</p>";
  html +=
      "<nav aria-label=\"Contents\"><ul><li><a href=\"#findings\">To look at</a></li><li><a "
      "href=\"#columns\">Columns</a></li>"
      "<li><a href=\"#repeats\">Rows that repeat</a></li><li><a href=\"#missing\">Missing "
      "together</a></li><li><a "
      "href=\"#alike\">Columns alike</a></li><li><a href=\"#proposed\">All recipe lines</a></li><li><a "
      "href=\"#rules\">The "
      "rules</a></li></ul></nav>\n";
  html += findings_html(profile) + "\n" + columns_html(profile) + "\n" + repeats_html(profile) + "\n" +
          patterns_html(profile) + "\n" + unequal_html(profile) + "\n" + pairs_html(profile) + "\n" +
          proposed_html(profile) + "\n" + rules_html(profile);
  return html +
         "\n</main>\n<p class=\"end\">Made on this machine by nearside profile. The page asks for nothing "
         "and sends "
         "nothing.</p>\n</div>\n</body>\n</html>\n";
}

}  // namespace nearside
