// SPDX-License-Identifier: Apache-2.0
#include "tools/table/prepared_table.h"

#include <cmath>
#include <unordered_map>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/csv.h"

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

}  // namespace

Status write_prepared_table(const Recipe& recipe, const DevelopmentTable& table, const FittedSteps& fitted,
                            const std::function<Status(std::string_view)>& write) {
  constexpr std::size_t kPiece = 1u << 16;
  const char delimiter = recipe.data.delimiter[0];
  std::string text = "row";
  for (const Column& column : fitted.columns) text += delimiter + csv_field(column.name, delimiter);
  text += delimiter + csv_field(recipe.outcome.column, delimiter) + "\n";
  const std::string positive = csv_field(recipe.outcome.positive, delimiter);
  const std::string negative =
      csv_field(recipe.outcome.negative.empty() ? "not " + recipe.outcome.positive : recipe.outcome.negative,
                delimiter);

  std::vector<Texts> texts(fitted.columns.size());
  std::vector<double> row;
  std::vector<double> next;
  for (std::size_t r = 0; r < table.outcome.size(); ++r) {
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
    const std::size_t k = table.outcome[r];
    text += recipe.outcome.classes.empty() ? (k == 1 ? positive : negative)
                                           : csv_field(recipe.outcome.classes[k].id, delimiter);
    text += '\n';
    if (text.size() < kPiece) continue;
    if (auto ok = write(text); !ok) return ok;
    text.clear();
  }
  return write(text);
}

}  // namespace nearside
