// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/folds.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "tools/table/read_table.h"
#include "tools/table/shortened.h"

namespace nearside {
namespace {

std::size_t class_count(std::span<const std::uint8_t> outcome) {
  if (outcome.empty()) return 2;
  return std::max<std::size_t>(2, std::size_t{*std::max_element(outcome.begin(), outcome.end())} + 1);
}

std::string of_class(std::size_t wanted, std::size_t classes) {
  if (classes > 2) return "of class " + std::to_string(wanted + 1) + " of " + std::to_string(classes);
  return wanted == 1 ? "with the outcome" : "without the outcome";
}

bool is_needed(std::size_t kind, Needed needed) {
  return needed == Needed::every_class || kind == 1;
}

Error too_few(std::uint32_t count) {
  return {ErrorCode::cannot_fit, "validation.folds",
          "needs at least two folds, found " + std::to_string(count)};
}

}  // namespace

Result<Folds> random_folds(std::size_t rows, std::uint32_t count, std::uint64_t seed) {
  if (count < 2) return too_few(count);
  if (rows < count) {
    return Error{ErrorCode::cannot_fit, "validation.folds",
                 std::to_string(count) + " folds, but only " + std::to_string(rows) + " rows"};
  }
  Folds folds{count, std::vector<std::uint32_t>(rows)};
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(seed);
  random.shuffle(std::span<std::size_t>(order));
  for (std::size_t i = 0; i < rows; ++i) folds.of_row[order[i]] = static_cast<std::uint32_t>(i % count);
  return folds;
}

Result<Folds> stratified_folds(std::span<const std::uint8_t> outcome, std::uint32_t count, std::uint64_t seed,
                               Needed needed) {
  if (count < 2) return too_few(count);
  Folds folds{count, std::vector<std::uint32_t>(outcome.size())};
  Random random(seed);
  std::uint32_t next = 0;
  const std::size_t classes = class_count(outcome);
  for (std::size_t wanted = classes; wanted-- > 0;) {
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < outcome.size(); ++r) {
      if (outcome[r] == wanted) rows.push_back(r);
    }
    if (rows.size() < count && is_needed(wanted, needed)) {
      return Error{ErrorCode::cannot_fit, "validation.folds",
                   std::to_string(count) + " folds, but only " + std::to_string(rows.size()) + " rows " +
                       of_class(wanted, classes)};
    }
    random.shuffle(std::span<std::size_t>(rows));
    for (std::size_t row : rows) folds.of_row[row] = next++ % count;
  }
  return folds;
}

Result<Folds> grouped_folds(std::span<const std::uint8_t> outcome, std::span<const std::uint32_t> group,
                            std::uint32_t count, std::uint64_t seed, Needed needed) {
  const std::uint32_t groups = group.empty() ? 0 : *std::max_element(group.begin(), group.end()) + 1;
  const std::size_t classes = outcome.empty() ? 1 : class_count(outcome);
  const auto class_of = [&](std::size_t r) { return outcome.empty() ? std::size_t{0} : outcome[r]; };
  const std::vector<std::size_t> none(classes, 0);
  std::vector<std::vector<std::size_t>> rows_of(groups, none);  // of each group, by class
  const auto in_all = [](const std::vector<std::size_t>& rows) {
    return std::accumulate(rows.begin(), rows.end(), std::size_t{0});
  };
  for (std::size_t r = 0; r < group.size(); ++r) ++rows_of[group[r]][class_of(r)];
  std::vector<std::uint32_t> order;
  for (std::uint32_t g = 0; g < groups; ++g) {
    if (in_all(rows_of[g]) > 0) order.push_back(g);
  }
  if (order.size() < count) {
    return Error{ErrorCode::cannot_fit, "validation.folds",
                 std::to_string(count) + " folds, but only " + std::to_string(order.size()) +
                     (order.size() == 1 ? " group" : " groups") + " of rows that belong together"};
  }
  Random random(seed);
  random.shuffle(std::span<std::uint32_t>(order));
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return in_all(rows_of[a]) > in_all(rows_of[b]); });
  Folds folds{count, std::vector<std::uint32_t>(group.size())};
  std::vector<std::vector<std::size_t>> rows_in(count, none);
  std::vector<std::uint32_t> fold_of(groups);
  for (std::uint32_t g : order) {
    // With the outcome first: those are the fewer, as a rule.
    std::size_t kind = classes - 1;
    while (rows_of[g][kind] == 0) --kind;
    const auto fewest = std::min_element(rows_in.begin(), rows_in.end(), [&](const auto& a, const auto& b) {
      return a[kind] != b[kind] ? a[kind] < b[kind] : in_all(a) < in_all(b);
    });
    fold_of[g] = static_cast<std::uint32_t>(fewest - rows_in.begin());
    for (std::size_t k = 0; k < classes; ++k) (*fewest)[k] += rows_of[g][k];
  }
  for (std::size_t kind = classes; kind-- > 0;) {
    const bool everywhere =
        std::all_of(rows_in.begin(), rows_in.end(), [&](const auto& in) { return in[kind] > 0; });
    if (!everywhere && is_needed(kind, needed)) {
      return Error{ErrorCode::cannot_fit, "validation.folds",
                   "a fold would have no row " + of_class(kind, classes) + "; take fewer folds"};
    }
  }
  for (std::size_t r = 0; r < group.size(); ++r) folds.of_row[r] = fold_of[group[r]];
  return folds;
}

Result<Folds> forward_folds(std::span<const double> moment, std::uint32_t count) {
  if (count < 2) return too_few(count);
  std::vector<std::size_t> order(moment.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return moment[a] < moment[b]; });
  Folds folds{count, std::vector<std::uint32_t>(moment.size()), true};
  std::vector<std::size_t> sizes(count);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool tied = i > 0 && moment[order[i]] == moment[order[i - 1]];
    const auto fold =
        tied ? folds.of_row[order[i - 1]] : static_cast<std::uint32_t>(i * count / order.size());
    folds.of_row[order[i]] = fold;
    ++sizes[fold];
  }
  if (std::find(sizes.begin(), sizes.end(), std::size_t{0}) != sizes.end()) {
    return Error{ErrorCode::cannot_fit, "validation.order",
                 std::to_string(count) + " folds in the order of time, but too few different moments"};
  }
  return folds;
}

Result<Folds> folds_of(const Response& response, std::uint32_t count, std::uint64_t seed) {
  const std::vector<std::uint8_t>& label = response.label;
  const Needed needed = response.kind == OutcomeKind::time_to_event ? Needed::events : Needed::every_class;
  if (!response.order.empty()) return forward_folds(response.order, count);
  if (!response.group.empty()) return grouped_folds(label, response.group, count, seed, needed);
  return label.empty() ? random_folds(response.rows(), count, seed)
                       : stratified_folds(label, count, seed, needed);
}

Result<std::vector<std::uint32_t>> held_out_rows(std::span<const std::uint32_t> group,
                                                 std::span<const double> order, std::size_t rows,
                                                 double share, Random& random) {
  std::vector<std::uint32_t> all(rows);
  std::iota(all.begin(), all.end(), 0u);
  const std::size_t out =
      std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(rows) * share));
  const std::size_t most = std::max(out, rows / 3);
  const auto too_large = [&](const char* what) {
    return Error{ErrorCode::cannot_fit, "",
                 "wants " + std::to_string(out) + " of " + std::to_string(rows) +
                     " rows to judge a fit by, and the " + what +
                     " are so large that it would be more than a third"};
  };
  std::vector<std::uint32_t> held_out;
  if (!order.empty()) {
    std::vector<double> moments(order.begin(), order.end());
    std::sort(moments.begin(), moments.end());
    const double first = moments[rows - out];
    for (const std::uint32_t r : all) {
      if (order[r] >= first) held_out.push_back(r);
    }
    if (held_out.size() > most) return too_large("moments");
    return held_out;
  }
  if (group.empty()) {
    random.shuffle(std::span(all));
    held_out.assign(all.end() - static_cast<std::ptrdiff_t>(out), all.end());
    std::sort(held_out.begin(), held_out.end());
    return held_out;
  }
  std::vector<SampleUnit> groups = units_of({}, group, rows);
  random.shuffle(std::span(groups));
  for (const SampleUnit& one : groups) {
    if (held_out.size() >= out) break;
    if (held_out.size() + one.rows.size() > most) continue;
    held_out.insert(held_out.end(), one.rows.begin(), one.rows.end());
  }
  if (held_out.empty()) return too_large("groups");
  std::sort(held_out.begin(), held_out.end());
  return held_out;
}

std::vector<SampleUnit> units_of(std::span<const std::uint8_t> label, std::span<const std::uint32_t> group,
                                 std::size_t rows) {
  std::vector<SampleUnit> units;
  std::map<std::uint32_t, std::size_t> place_of;
  for (std::size_t r = 0; r < rows; ++r) {
    std::size_t place = units.size();
    if (!group.empty()) place = place_of.try_emplace(group[r], units.size()).first->second;
    if (place == units.size()) units.emplace_back();
    units[place].rows.push_back(r);
    if (!label.empty()) units[place].label = std::max(units[place].label, label[r]);
  }
  return units;
}

std::size_t split_groups(const Folds& folds, std::span<const std::uint32_t> group) {
  std::map<std::uint32_t, std::uint32_t> fold_of;
  std::set<std::uint32_t> split;
  for (std::size_t r = 0; r < group.size(); ++r) {
    const auto first = fold_of.try_emplace(group[r], folds.of_row[r]).first;
    if (first->second != folds.of_row[r]) split.insert(group[r]);
  }
  return split.size();
}

Result<Folds> read_folds(const Input& data, const DevelopmentTable& table) {
  const std::string path = shown_name(data);
  constexpr std::uint32_t kMaxFolds = 100;
  std::vector<std::uint32_t> all;
  auto read = read_table(data, ',', [&](const CsvRow& row) -> Status {
    if (row.number == 1) {
      if (row.fields.size() == 1 && row.fields[0] == "fold") return {};
      return Error{ErrorCode::bad_data, "", "must have the one column \"fold\""};
    }
    const auto number = parse_number(row.fields[0]);
    if (!number || *number < 0.0 || *number >= kMaxFolds || *number != static_cast<std::uint32_t>(*number)) {
      return Error{
          ErrorCode::bad_data, "row " + std::to_string(row.number),
          "expected a fold from 0 to 99, found \"" + std::string(shortened(row.fields[0], 40)) + "\""};
    }
    all.push_back(static_cast<std::uint32_t>(*number));
    return {};
  });
  if (!read) return in_file(data, read.error());

  const std::size_t used = table.number.size();
  const auto in_file = static_cast<std::size_t>(table.cleaning.rows_in_file);
  Folds folds;
  if (all.size() == used) {
    folds.of_row = std::move(all);
  } else if (all.size() == in_file) {
    for (std::uint64_t number : table.number)
      folds.of_row.push_back(all[static_cast<std::size_t>(number - 1)]);
  } else {
    return Error{ErrorCode::bad_data, path,
                 "has " + std::to_string(all.size()) + " rows, the table has " + std::to_string(in_file) +
                     ", of which " + std::to_string(used) + " have an outcome"};
  }
  folds.count = *std::max_element(folds.of_row.begin(), folds.of_row.end()) + 1;
  std::vector<std::size_t> sizes(folds.count);
  for (std::uint32_t fold : folds.of_row) ++sizes[fold];
  for (std::size_t f = 0; f < sizes.size(); ++f) {
    if (sizes[f] == 0) {
      return Error{ErrorCode::bad_data, path,
                   "fold " + std::to_string(f) + " has no rows; folds are numbered from 0"};
    }
  }
  if (folds.count < 2) return Error{ErrorCode::bad_data, path, "needs at least two folds"};
  return folds;
}

}  // namespace nearside
