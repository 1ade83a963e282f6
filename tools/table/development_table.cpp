// SPDX-License-Identifier: Apache-2.0
#include "tools/table/development_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/numerics.h"
#include "core/base/sha256.h"
#include "core/data/code_text.h"
#include "core/data/csv.h"
#include "core/data/date.h"
#include "core/data/table_text.h"
#include "tools/table/field_fault.h"
#include "tools/table/file.h"
#include "tools/table/outcome_field.h"
#include "tools/table/read_table.h"
#include "tools/table/shortened.h"
#include "tools/table/table_columns.h"
#include "tools/table/tied_times.h"

namespace nearside {
namespace {

std::string explain(const Predictor& predictor, const Issue& issue, std::string_view field) {
  const std::string seen = "\"" + std::string(shortened(field, 60)) + "\"";
  switch (issue.code) {
    case IssueCode::missing_required:
      return "no value, but the recipe says that " + predictor.id +
             " is required; set \"required\": false to impute it";
    case IssueCode::not_a_number:
      if (predictor.kind == Kind::date) return seen + " is not a date as written.date_order says";
      return seen + " is not a number; if it means `missing`, add it to missing_markers";
    case IssueCode::not_an_integer:
      return seen + " is not a whole number; the recipe's kind is integer";
    case IssueCode::unknown_level:
      return seen + " is not among the recipe's levels; if it means one of them, add it to its aliases";
    case IssueCode::unknown_unit:
      return seen + " has an unknown unit";
    case IssueCode::outside_hard_range:
      if (!predictor.hard)
        return seen + " is beyond the largest number that is taken, " + number_text(kLargestValue);
      return seen + " is outside the hard range (limit " + number_text(issue.limit) + ")";
    case IssueCode::outside_development_range:
    case IssueCode::imputed:
    case IssueCode::excluded:
    case IssueCode::exclusion_not_asked:
      break;
  }
  return seen;
}

/// Twenty faults in full, the number of all.
class Faults {
 public:
  void add(const Error& fault) {
    constexpr std::uint64_t kMost = 20;
    if (++count_ == 1) first_ = fault;
    if (count_ <= kMost) list_ += "\n  " + fault.text();
  }
  Status status() const {
    if (count_ == 0) return {};
    if (count_ == 1) return *first_;
    return Error{ErrorCode::bad_data, "",
                 std::to_string(count_) + " values can't be used, the first of them:" + list_};
  }

 private:
  std::uint64_t count_ = 0;
  std::optional<Error> first_;
  std::string list_;
};

class TableReader {
 public:
  explicit TableReader(const Recipe& recipe) : recipe_(recipe), record_(recipe.predictors.size()) {
    table_.rows.columns = recipe.predictors.size();
    table_.response.kind = recipe.outcome.which();
    table_.response.classes = recipe.outcome.class_count();
    table_.cleaning.impossible.resize(recipe.predictors.size());
    table_.cleaning.unlisted.resize(recipe.predictors.size());
    bound_.resize(recipe.predictors.size());
    issues_.reserve(recipe.predictors.size());
  }

  Status take(const CsvRow& row) { return row.number == 1 ? take_header(row) : take_row(row); }

  Result<DevelopmentTable> finish() {
    if (auto ok = faults_.status(); !ok) return ok.error();
    if (auto ok = unnamed_.check(recipe_.outcome); !ok) return ok.error();
    table_.other = unnamed_.only();
    if (recipe_.data.repeated == Repeated::last) leave_out_dropped();
    // Keys of one row each name no groups.
    if (group_places_.empty() && table_.cleaning.repeated_keys == 0) table_.response.group.clear();
    if (table_.response.kind == OutcomeKind::time_to_event) tie_times(table_.response.value);
    std::vector<double>& weights = table_.response.weight;
    if (!weights.empty()) {
      // By a power of two, which changes no bit of them: the largest doubles have no sum.
      int exponent = 0;
      std::frexp(*std::max_element(weights.begin(), weights.end()), &exponent);
      for (double& weight : weights) weight = std::ldexp(weight, -exponent);
    }
    const double mean = numerics::sum(weights) / static_cast<double>(weights.size());
    for (double& weight : weights) weight /= mean;
    return std::move(table_);
  }

 private:
  Status take_header(const CsvRow& row) {
    header_.assign(row.fields.begin(), row.fields.end());
    const auto find = [&](std::string_view column, std::vector<std::size_t>& places) -> Status {
      auto place = place_of(header_, column);
      if (!place) return place.error();
      places.push_back(*place);
      return {};
    };
    for (const Predictor& predictor : recipe_.predictors) {
      if (auto ok = find(predictor.source_column(), places_); !ok) return ok;
    }
    for (const RowFilter& filter : recipe_.data.only) {
      if (auto ok = find(filter.column, filter_places_); !ok) return ok;
    }
    for (const std::string& column : recipe_.data.key) {
      if (auto ok = find(column, key_places_); !ok) return ok;
    }
    for (const std::string& column : recipe_.validation.group) {
      if (auto ok = find(column, group_places_); !ok) return ok;
    }
    auto place = place_of(header_, recipe_.outcome.column);
    if (!place) return place.error();
    outcome_place_ = *place;
    const auto find_one = [&](const std::string& column, std::optional<std::size_t>& found) -> Status {
      if (column.empty()) return {};
      auto where = place_of(header_, column);
      if (!where) return where.error();
      found = *where;
      return {};
    };
    if (auto ok = find_one(recipe_.outcome.time, time_place_); !ok) return ok;
    if (auto ok = find_one(recipe_.validation.order, order_place_); !ok) return ok;
    if (auto ok = find_one(recipe_.data.weight, weight_place_); !ok) return ok;
    beside_predictors_ = {outcome_place_};
    for (const auto& places : {filter_places_, key_places_, group_places_}) {
      beside_predictors_.insert(beside_predictors_.end(), places.begin(), places.end());
    }
    for (const auto& found : {time_place_, order_place_, weight_place_}) {
      if (found) beside_predictors_.push_back(*found);
    }
    return {};
  }

  Status take_row(const CsvRow& row) {
    const std::string where = "row " + std::to_string(row.number) + ", column ";
    Cleaning& cleaning = table_.cleaning;
    ++cleaning.rows_in_file;
    for (const std::size_t place : beside_predictors_) {  // of predictors `bind_record` says it
      if (row.fields[place].size() <= kMaxFieldBytes) continue;
      faults_.add(field_fault(
          where + header_[place], row.fields[place],
          "is the beginning of a value of more than " + std::to_string(kMaxFieldBytes) + " bytes"));
      return {};
    }
    if (!is_wanted(row)) {
      ++cleaning.rows_not_wanted;
      return {};
    }
    if (stood_before(row)) {
      ++cleaning.equal_rows;
      if (recipe_.data.drop_equal_rows) {
        ++cleaning.equal_dropped;
        return {};
      }
    }
    const std::string_view outcome = outcome_text(recipe_.outcome, row.fields[outcome_place_]);
    const bool without_time =
        time_place_ && is_time_missing(recipe_.outcome, trimmed(row.fields[*time_place_]));
    if (without_time || is_outcome_missing(recipe_.outcome, outcome)) {
      ++cleaning.rows_without_outcome;
      return {};
    }
    std::optional<double> weight;
    if (weight_place_) {
      weight = weight_in(row.fields[*weight_place_]);
      if (!weight) {
        faults_.add(field_fault(where + recipe_.data.weight, row.fields[*weight_place_],
                                "is no weight; it must be a number from 0"));
        return {};
      }
      if (*weight == 0.0) {
        ++cleaning.rows_without_weight;
        return {};
      }
    }
    std::uint32_t group = 0;
    if (!key_places_.empty()) {
      auto kept = take_key(row, where);
      if (!kept) return kept.error();
      if (!*kept) return {};
      group = **kept;
    }
    if (!group_places_.empty()) {
      auto named = take_group(row, where);
      if (!named) {
        faults_.add(named.error());
        return {};
      }
      group = *named;
    }
    std::optional<double> order;
    if (order_place_) {
      auto moment = take_moment(row, where);
      if (!moment) {
        faults_.add(moment.error());
        return {};
      }
      order = *moment;
    }
    const std::string_view time = time_place_ ? row.fields[*time_place_] : std::string_view();
    const auto observed = read_outcome(recipe_.outcome, outcome, time, where);
    if (!observed) {
      faults_.add(observed.error());
      return {};
    }
    if (observed->is_unnamed) unnamed_.add(outcome);
    for (std::size_t p = 0; p < places_.size(); ++p) {
      const Taken taken = set_from_table(recipe_.predictors[p], p, row.fields[places_[p]], record_);
      if (taken == Taken::impossible) ++cleaning.impossible[p];
      if (taken == Taken::unlisted || taken == Taken::unlisted_to_level) ++cleaning.unlisted[p];
    }
    issues_.clear();
    if (!bind_record(recipe_.predictors, record_, bound_, issues_)) {
      for (const Issue& issue : issues_) {
        if (weight_of(issue.code) != Weight::refuse) continue;
        const Predictor& predictor = recipe_.predictors[issue.predictor];
        faults_.add(Error{ErrorCode::bad_data, where + std::string(predictor.source_column()),
                          explain(predictor, issue, row.fields[places_[issue.predictor]])});
      }
      return {};
    }
    table_.rows.values.insert(table_.rows.values.end(), bound_.begin(), bound_.end());
    Response& response = table_.response;
    if (observed->label) response.label.push_back(*observed->label);
    if (observed->value) response.value.push_back(*observed->value);
    if (weight) response.weight.push_back(*weight);
    table_.number.push_back(row.number - 1);
    if (!key_places_.empty() || !group_places_.empty()) response.group.push_back(group);
    if (order) response.order.push_back(*order);
    return {};
  }

  /// The number of the row's group: the first that is seen is 0.
  Result<std::uint32_t> take_group(const CsvRow& row, const std::string& where) {
    const auto name = joined(row, group_places_, where, "validation.group");
    if (!name) return name.error();
    return groups_.try_emplace(*name, static_cast<std::uint32_t>(groups_.size())).first->second;
  }

  /// Several fields as one name; `part_of` names the list in the recipe, for the fault of an empty one.
  Result<std::string> joined(const CsvRow& row, const std::vector<std::size_t>& places,
                             const std::string& where, const std::string& part_of) const {
    std::string name;
    for (const std::size_t place : places) {
      const std::string_view part = trimmed(row.fields[place]);
      if (part.empty())
        return Error{ErrorCode::bad_data, where + header_[place], "is empty, but it is part of " + part_of};
      name.append(part) += '\x1F';
    }
    return name;
  }

  /// The row's place in the order of time: numbers (2019) or dates, which are days, never both: the day 2019
  /// is in 1975.
  Result<double> take_moment(const CsvRow& row, const std::string& where) {
    const std::string_view text = trimmed(row.fields[*order_place_]);
    const auto fault = [&](const std::string& what) {
      return field_fault(where + recipe_.validation.order, text, what);
    };
    const auto day = day_of_date(text);
    const auto number = day ? day : parse_number(text);
    if (!number) return fault("is neither a number nor a date such as 2026-05-31");
    if (!first_moment_) first_moment_ = FirstMoment{day.has_value(), row.number};
    if (first_moment_->is_date == day.has_value()) return *number;
    const std::string first = "row " + std::to_string(first_moment_->row);
    return fault(day ? "is a date, and " + first + " has a number; write all moments alike"
                     : "is a number, and " + first + " has a date; write all moments alike");
  }

  static std::optional<double> weight_in(std::string_view text) {
    const auto number = parse_number(trimmed(text));
    if (!number || !std::isfinite(*number) || *number < 0.0) return std::nullopt;
    return number;
  }

  bool is_wanted(const CsvRow& row) const {
    for (std::size_t i = 0; i < filter_places_.size(); ++i) {
      const RowFilter& filter = recipe_.data.only[i];
      const std::string_view text = trimmed(row.fields[filter_places_[i]]);
      if (!filter.values.empty()) {
        const auto& values = filter.values;
        const auto wanted = as_code(text, [&] { return std::all_of(values.begin(), values.end(), is_code); });
        if (std::find(values.begin(), values.end(), wanted) == values.end()) return false;
        continue;
      }
      const auto number = parse_number(text);
      if (!number || (filter.low && *number < *filter.low) || (filter.high && *number > *filter.high))
        return false;
    }
    return true;
  }

  /// By 128 bits of a SHA-256: two different rows are never taken for one.
  bool stood_before(const CsvRow& row) {
    Sha256 hash;
    for (std::string_view field : row.fields) {
      hash.update(std::span(reinterpret_cast<const std::uint8_t*>(field.data()), field.size()));
      constexpr std::array<std::uint8_t, 1> kEnd{0x1F};
      hash.update(kEnd);
    }
    const auto digest = hash.finish();
    std::array<std::uint64_t, 2> halves{};
    for (std::size_t i = 0; i < 16; ++i) halves[i / 8] = halves[i / 8] << 8 | digest[i];
    return !rows_seen_.insert({halves[0], halves[1]}).second;
  }

  /// The group of the row's key; nothing where the row is left out for it.
  Result<std::optional<std::uint32_t>> take_key(const CsvRow& row, const std::string& where) {
    const auto key = joined(row, key_places_, where, "data.key");
    if (!key) return key.error();
    const auto [place, is_new] =
        keys_.try_emplace(*key, Key{static_cast<std::uint32_t>(keys_.size()), row.number});
    Key& known = place->second;
    if (is_new) {
      known.kept = table_.number.size();
      return std::optional(known.group);
    }
    ++table_.cleaning.repeated_keys;
    switch (recipe_.data.repeated) {
      case Repeated::refuse:
        return Error{ErrorCode::bad_data, where + recipe_.data.key[0],
                     "has the key of row " + std::to_string(known.row) +
                         "; set data.repeated to first, last or all to go on"};
      case Repeated::first:
        ++table_.cleaning.repeated_dropped;
        return std::optional<std::uint32_t>();
      case Repeated::last:
        ++table_.cleaning.repeated_dropped;
        dropped_.push_back(known.kept);
        known.kept = table_.number.size();
        break;
      case Repeated::all:
        break;
    }
    return std::optional(known.group);
  }

  /// Rows whose key came again later.
  void leave_out_dropped() {
    std::vector<bool> dropped(table_.number.size(), false);
    for (std::size_t row : dropped_) dropped[row] = true;
    std::vector<std::size_t> kept;
    for (std::size_t r = 0; r < dropped.size(); ++r) {
      if (dropped[r]) continue;
      const std::size_t to = kept.size();
      std::copy_n(table_.rows.row(r).begin(), table_.rows.columns, table_.rows.row(to).begin());
      table_.number[to] = table_.number[r];
      kept.push_back(r);
    }
    const std::size_t to = kept.size();
    table_.rows.values.resize(to * table_.rows.columns);
    table_.response = table_.response.of(kept);
    table_.number.resize(to);
  }

  struct Key {
    std::uint32_t group = 0;
    std::uint64_t row = 0;
    std::size_t kept = 0;  ///< place of its row in the table
  };

  const Recipe& recipe_;
  DevelopmentTable table_;
  Record record_;
  std::vector<double> bound_;
  std::vector<Issue> issues_;
  std::vector<std::string> header_;
  std::vector<std::size_t> places_;
  std::vector<std::size_t> beside_predictors_;  // all other columns that are used
  std::vector<std::size_t> filter_places_;
  std::vector<std::size_t> key_places_;
  std::size_t outcome_place_ = 0;
  std::vector<std::size_t> group_places_;
  std::optional<std::size_t> time_place_;
  std::optional<std::size_t> order_place_;
  struct FirstMoment {
    bool is_date;
    std::uint64_t row;
  };
  std::optional<FirstMoment> first_moment_;  ///< which decides how all are written
  std::optional<std::size_t> weight_place_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> rows_seen_;
  std::map<std::string, Key> keys_;
  std::map<std::string, std::uint32_t> groups_;
  std::vector<std::size_t> dropped_;
  UnnamedTexts unnamed_;
  Faults faults_;
};

}  // namespace

Result<DevelopmentTable> read_development_table(const Recipe& recipe, const Input& data) {
  TableReader reader(recipe);
  auto read = read_table(data, recipe.data.delimiter[0], [&](const CsvRow& row) { return reader.take(row); });
  if (!read) return in_file(data, read.error());
  auto table = reader.finish();
  if (!table) return in_file(data, table.error());
  return table;
}

}  // namespace nearside
