// SPDX-License-Identifier: Apache-2.0
#include "tools/table/development_table.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "core/data/record.h"
#include "tools/table/file.h"
#include "tools/table/shortened.h"
#include "tools/table/table_columns.h"

namespace nearside {
namespace {

std::string explain(const Predictor& predictor, const Issue& issue, std::string_view field) {
  const std::string seen = "\"" + std::string(shortened(field, 60)) + "\"";
  switch (issue.code) {
    case IssueCode::missing_required:
      return "no value, but the recipe says that " + predictor.id +
             " is required; set \"required\": false to impute it";
    case IssueCode::not_a_number:
      return seen + " is not a number; if it means `missing`, add it to missing_markers";
    case IssueCode::not_an_integer:
      return seen + " is not a whole number; the recipe's kind is integer";
    case IssueCode::unknown_level:
      return seen + " is not among the recipe's levels";
    case IssueCode::unknown_unit:
      return seen + " has an unknown unit";
    case IssueCode::outside_hard_range:
      return seen + " is outside the hard range (limit " + number_text(issue.limit) + ")";
    case IssueCode::outside_development_range:
    case IssueCode::imputed:
    case IssueCode::excluded:
    case IssueCode::exclusion_not_asked:
      break;
  }
  return seen;
}

/// As `set_from_table` reads a predictor's field.
std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

class TableReader {
 public:
  explicit TableReader(const Recipe& recipe) : recipe_(recipe), record_(recipe.predictors.size()) {
    table_.rows.columns = recipe.predictors.size();
    bound_.resize(recipe.predictors.size());
    issues_.reserve(recipe.predictors.size());
  }

  Status take(const CsvRow& row) { return row.number == 1 ? take_header(row) : take_row(row); }

  DevelopmentTable table_;

 private:
  Status take_header(const CsvRow& row) {
    const std::vector<std::string> header(row.fields.begin(), row.fields.end());
    for (const Predictor& predictor : recipe_.predictors) {
      auto place = place_of(header, predictor.source_column());
      if (!place) return place.error();
      places_.push_back(*place);
    }
    auto place = place_of(header, recipe_.outcome.column);
    if (!place) return place.error();
    outcome_place_ = *place;
    return {};
  }

  Status take_row(const CsvRow& row) {
    const std::string where = "row " + std::to_string(row.number) + ", column ";
    const std::string_view outcome = without_spaces(row.fields[outcome_place_]);
    const auto& markers = recipe_.outcome.missing_markers;
    if (outcome.empty() || std::find(markers.begin(), markers.end(), outcome) != markers.end()) {
      ++table_.rows_without_outcome;
      return {};
    }
    if (outcome != recipe_.outcome.positive && outcome != recipe_.outcome.negative) {
      return Error{ErrorCode::bad_data, where + recipe_.outcome.column,
                   "\"" + std::string(shortened(outcome, 60)) + "\" is neither \"" +
                       recipe_.outcome.positive + "\" nor \"" + recipe_.outcome.negative + "\""};
    }
    for (std::size_t p = 0; p < places_.size(); ++p) {
      set_from_table(recipe_.predictors[p], p, row.fields[places_[p]], record_);
    }
    issues_.clear();
    if (!bind_record(recipe_.predictors, record_, bound_, issues_)) {
      const Issue& issue = *std::find_if(issues_.begin(), issues_.end(),
                                         [](const Issue& i) { return weight_of(i.code) == Weight::refuse; });
      const Predictor& predictor = recipe_.predictors[issue.predictor];
      return Error{ErrorCode::bad_data, where + std::string(predictor.source_column()),
                   explain(predictor, issue, row.fields[places_[issue.predictor]])};
    }
    table_.rows.values.insert(table_.rows.values.end(), bound_.begin(), bound_.end());
    table_.outcome.push_back(outcome == recipe_.outcome.positive ? 1 : 0);
    table_.number.push_back(row.number - 1);
    return {};
  }

  const Recipe& recipe_;
  Record record_;
  std::vector<double> bound_;
  std::vector<Issue> issues_;
  std::vector<std::size_t> places_;
  std::size_t outcome_place_ = 0;
};

}  // namespace

Result<DevelopmentTable> read_development_table(const Recipe& recipe, const std::string& path) {
  TableReader reader(recipe);
  CsvParser parser([&](const CsvRow& row) { return reader.take(row); }, recipe.data.delimiter[0]);
  auto status = read_pieces(path, [&](std::string_view piece) { return parser.feed(piece); });
  if (status) status = parser.finish();
  if (!status) return status.error();
  return std::move(reader.table_);
}

}  // namespace nearside
