// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"
#include "tools/explain/cells.h"
#include "tools/table/printable.h"

namespace nearside {
namespace {

using cells::brief;
using cells::joined;
using cells::percent;
using cells::row;

}  // namespace

Result<Engine> load_engine(const std::string& path, const std::string& content) {
  auto engine =
      Engine::load(std::span(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()));
  if (engine) return engine;
  const Error& error = engine.error();
  return Error{error.code, error.path.empty() ? path : path + ", " + error.path, error.message};
}

std::string observed_table(const std::vector<ObservedColumn>& observed) {
  const std::vector<std::size_t> widths{20, 13, 10, 10, 22};
  std::string text = row({"column", "kind", "missing", "distinct", "range", ""}, widths);
  for (const ObservedColumn& c : observed) {
    text += row({c.column, c.kind, percent(c.share_missing), std::to_string(c.distinct),
                 c.minimum ? number_text(*c.minimum) + " to " + number_text(*c.maximum) : "",
                 c.left_out == "the outcome" ? c.left_out
                 : c.left_out.empty()        ? ""
                                             : "left out: " + c.left_out},
                widths);
  }
  return text;
}

std::string unused_line(const std::vector<std::string>& unused) {
  if (unused.empty()) return "";
  return printable_line("Left out of the model file, because the steps drop all that is made from them: " +
                        joined(unused)) +
         "\n";
}

std::string sample_size_line(const std::optional<SampleSize>& size) {
  if (!size) return "";
  const bool enough = size->rows >= size->needed;
  return "Minimum sample size (Riley et al. 2020) for " + std::to_string(size->parameters) +
         " candidate parameters: " + std::to_string(size->needed) + " rows (" + size->reason +
         "); there are " + std::to_string(size->rows) + (enough ? ".\n" : ", too few.\n");
}

/// How a row's probabilities are calibrated; empty where they stand.
std::string how_calibrated(const LeaderboardRow& one) {
  std::string how = one.intercepts == 0 ? "" : one.intercepts == 1 ? "intercept" : "intercepts";
  if (one.calibration != CalibrationMethod::none)
    how += (how.empty() ? "" : " + ") + std::string(enum_name(one.calibration));
  return how.empty() ? "" : "; calibrated: " + how;
}

std::string leaderboard_table(const std::vector<LeaderboardRow>& rows,
                              const std::vector<std::string>& failures,
                              const std::vector<std::string>& calibration_notes) {
  std::string text;
  if (rows.size() > 1) {
    const std::vector<std::size_t> widths{22, 30, 30, 11};
    const auto figure = [](const LeaderboardRow& one, std::size_t m) -> std::string {
      if (m >= one.performance.measures.size()) return "not measured";
      const Measure& measure = one.performance.measures[m];
      char numbers[96];
      std::snprintf(numbers, sizeof numbers, "%.4f (%.4f to %.4f)", measure.value, measure.low, measure.high);
      return numbers;
    };
    std::size_t second = 1;
    const std::vector<Measure>& measures = rows[0].performance.measures;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      if (measures[m].name == "log_loss" && m != 0) second = m;
    }
    const auto name_of = [&](std::size_t m) {
      std::string name = m < measures.size() ? measures[m].name : "";
      for (char& c : name) c = c == '_' ? ' ' : c;
      return name;
    };
    text += "Leaderboard, the simplest first (* chosen)\n" +
            row({"", name_of(0), name_of(second), "bytes", "to look at"}, widths);
    for (const LeaderboardRow& one : rows) {
      text += row({(one.chosen ? "* " : "  ") + one.family, figure(one, 0), figure(one, second),
                   std::to_string(one.bytes),
                   one.explainable + (one.baseline ? " (a baseline)" : "") + how_calibrated(one)},
                  widths);
    }
  }
  std::string unbound;
  for (const LeaderboardRow& one : rows) {
    if (!one.keeps_directions) unbound += (unbound.empty() ? "" : ", ") + one.family;
  }
  if (!unbound.empty()) {
    text += "  the recipe's directions (monotone) are not kept by " + unbound +
            ", which can't; the model card of such a file names none\n";
  }
  for (const std::string& failure : failures)
    text += "  could not be fitted: " + printable_line(failure) + "\n";
  for (const std::string& note : calibration_notes) text += "  " + printable_line(note) + "\n";
  return text;
}

std::string calibration_lines(const std::vector<CalibrationGroup>& groups) {
  if (groups.empty()) return "";
  const std::vector<std::size_t> widths{28, 10, 12, 12};
  std::string text = "Calibration by fifths of the predicted risk\n" +
                     row({"output", "rows", "predicted", "observed"}, widths);
  for (const CalibrationGroup& group : groups)
    text += row({group.output, std::to_string(group.rows), percent(group.predicted), percent(group.observed)},
                widths);
  return text;
}

std::string proportionality_lines(const std::vector<ProportionalityTest>& tests) {
  if (tests.empty()) return "";
  const std::vector<std::size_t> widths{28, 14, 9, 12};
  std::string text =
      "Proportional hazards (scaled Schoenfeld residuals, time as 1 - Kaplan-Meier); a small p says that the "
      "hazard ratio changes over time\n" +
      row({"column", "chi-squared", "degrees", "p"}, widths);
  for (const ProportionalityTest& test : tests)
    text += row({test.column, brief(test.chi_squared), std::to_string(test.degrees), brief(test.p)}, widths);
  return text;
}

std::string cleaning_lines(const Cleaning& cleaning, const Recipe& recipe) {
  std::string text;
  const auto line = [&](std::uint64_t count, const std::string& what) {
    if (count > 0) text += std::to_string(count) + " " + printable_line(what) + "\n";
  };
  line(cleaning.rows_not_wanted, "rows were left out by data.only.");
  line(cleaning.rows_without_outcome, "rows without an outcome were left out.");
  line(cleaning.equal_dropped, "rows equal to an earlier one were left out, as the recipe says.");
  line(cleaning.equal_rows - cleaning.equal_dropped, "rows are equal to an earlier one; they were kept.");
  line(cleaning.repeated_dropped, "rows were left out because their key stands in another row, too.");
  line(cleaning.repeated_keys - cleaning.repeated_dropped,
       "rows repeat a key; they stay in one fold with it.");
  for (std::size_t p = 0; p < recipe.predictors.size(); ++p) {
    const Predictor& predictor = recipe.predictors[p];
    line(cleaning.impossible[p], "impossible values of " + predictor.id + " were taken as missing.");
    line(cleaning.unlisted[p],
         "unlisted answers of " + predictor.id + " were taken as " +
             (predictor.unlisted == Unlisted::level ? "\"" + predictor.unlisted_level + "\"."
                                                    : std::string("missing.")));
  }
  return text;
}

}  // namespace nearside
