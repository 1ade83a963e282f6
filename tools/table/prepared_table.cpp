// SPDX-License-Identifier: Apache-2.0
#include "tools/table/prepared_table.h"

#include <cmath>
#include <unordered_map>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "tools/table/formula_cell.h"

namespace nearside {
namespace {

/// Texts of the numbers of one column: most columns have few different ones.
class Texts {
 public:
  const std::string& of(double value) {
    constexpr std::size_t kMost = 20'000;
    const auto bits = __builtin_bit_cast(std::uint64_t, value);
    if (const auto known = known_.find(bits); known != known_.end()) return known->second;
    if (known_.size() >= kMost) return last_ = number_text(value);
    return known_.emplace(bits, number_text(value)).first->second;
  }

 private:
  std::unordered_map<std::uint64_t, std::string> known_;  // looked up, never walked
  std::string last_;
};

/// What is written of a row's outcome.
class OutcomeTexts {
 public:
  OutcomeTexts(const Outcome& outcome, const DevelopmentTable& table, char delimiter)
      : response_(table.response), delimiter_(delimiter) {
    const Response& response = table.response;
    const bool timed = response.kind == OutcomeKind::time_to_event;
    classes_ = {timed ? "censored" : table.name_of_other(outcome), outcome.positive};
    if (!outcome.classes.empty()) classes_.clear();
    for (const ClassRequest& one : outcome.classes) classes_.push_back(one.id);
    header_ = csv_field(outcome.column, delimiter);
    const std::string time = begins_like_formula(outcome.time) ? "_" + outcome.time : outcome.time;
    if (!time.empty()) header_ += delimiter + csv_field(time + "_years", delimiter);
    if (!response.weight.empty()) header_ += std::string(1, delimiter) + "weight";
    for (std::string& one : classes_) one = csv_field(one, delimiter);
  }
  const std::string& header() const { return header_; }
  std::string of(std::size_t row) const {
    std::string text;
    if (!response_.label.empty()) text = classes_[response_.label[row]];
    if (!response_.label.empty() && !response_.value.empty()) text += delimiter_;
    if (!response_.value.empty()) text += number_text(response_.value[row]);
    if (!response_.weight.empty()) text += delimiter_ + number_text(response_.weight[row]);
    return text;
  }

 private:
  const Response& response_;
  char delimiter_;
  std::vector<std::string> classes_;
  std::string header_;
};

}  // namespace

Status write_prepared_table(const Recipe& recipe, const DevelopmentTable& table, const FittedSteps& fitted,
                            const std::function<Status(std::string_view)>& write) {
  constexpr std::size_t kPiece = 1u << 16;
  const char delimiter = recipe.data.delimiter[0];
  std::string text = "row";
  for (const Column& column : fitted.columns) text += delimiter + csv_field(column.name, delimiter);
  const OutcomeTexts outcomes(recipe.outcome, table, delimiter);
  text += delimiter + outcomes.header() + "\n";

  std::vector<Texts> texts(fitted.columns.size());
  std::vector<double> row;
  std::vector<double> next;
  for (std::size_t r = 0; r < table.number.size(); ++r) {
    const auto bound = table.rows.row(r);
    row.assign(bound.begin(), bound.end());
    for (std::size_t s = 0; s < fitted.steps.size(); ++s) {
      next.resize(fitted.widths[s]);
      apply(fitted.steps[s], row, next);
      std::swap(row, next);
    }
    text += std::to_string(table.number[r]);
    for (std::size_t c = 0; c < row.size(); ++c) {
      text += delimiter;
      if (!std::isnan(row[c])) text += texts[c].of(row[c]);
    }
    text += delimiter;
    text += outcomes.of(r);
    text += '\n';
    if (text.size() < kPiece) continue;
    if (auto ok = write(text); !ok) return ok;
    text.clear();
  }
  return write(text);
}

}  // namespace nearside
