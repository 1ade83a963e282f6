// SPDX-License-Identifier: Apache-2.0
#include "tools/profile/compact_table.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <unordered_map>

#include "core/base/number_text.h"
#include "core/data/csv.h"
#include "core/data/table_text.h"
#include "tools/table/read_table.h"

namespace nearside {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Gives each different text of a column its code. Looked up only, never walked.
struct Dictionary {
  std::deque<std::string> texts;  // a deque: the keys below view into it
  std::unordered_map<std::string_view, std::uint32_t> codes;
  std::size_t number_texts = 0;
};

class Filler {
 public:
  explicit Filler(CompactTable& table) : table_(table) {}

  Status take(const CsvRow& row) {
    if (row.number == 1) {
      for (std::string_view name : row.fields) table_.columns.emplace_back(std::string(name));
      dictionaries_.resize(table_.columns.size());
      return {};
    }
    constexpr std::size_t kMostRows = 0xFFFF'FFF0;
    if (table_.rows == kMostRows) {
      return Error{ErrorCode::bad_data, "", "has more than 4294967280 rows"};
    }
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const std::string_view text = trimmed(row.fields[i]);
      if (text.size() <= kMaxFieldBytes) {
        put(i, text);
      } else {
        table_.columns[i].profile.has_long_text = true;
        put(i, stand_in(text));
      }
    }
    ++table_.rows;
    return {};
  }

  void finish() {
    for (std::size_t i = 0; i < dictionaries_.size(); ++i) {
      auto& texts = dictionaries_[i].texts;
      dictionaries_[i].codes.clear();
      table_.columns[i].texts.assign(std::make_move_iterator(texts.begin()),
                                     std::make_move_iterator(texts.end()));
    }
  }

 private:
  void put(std::size_t i, std::string_view text) {
    CompactColumn& column = table_.columns[i];
    Dictionary& dictionary = dictionaries_[i];
    const auto known = dictionary.codes.find(text);
    if (known != dictionary.codes.end()) return column.set(known->second);
    const auto number = parse_number(text);
    if (column.as_numbers && number) return column.append_number(*number);
    const auto code = static_cast<std::uint32_t>(dictionary.texts.size());
    dictionary.texts.emplace_back(text);
    dictionary.codes.emplace(dictionary.texts.back(), code);
    if (number) ++dictionary.number_texts;
    column.counts.push_back(0);
    column.text_numbers.push_back(number.value_or(kNone));
    column.set(code);
    if (!column.as_numbers && dictionary.texts.size() > CompactColumn::kMostTexts &&
        dictionary.number_texts * 100 > dictionary.texts.size() * 99) {
      change_to_numbers(column, dictionary);
    }
  }

  /// Keeps the codes of the texts that are no numbers, in a dictionary of their own.
  static void change_to_numbers(CompactColumn& column, Dictionary& dictionary) {
    Dictionary kept;
    std::vector<std::uint32_t> new_code(dictionary.texts.size(), CompactColumn::kNoCode);
    std::vector<std::uint64_t> counts;
    for (std::size_t old = 0; old < dictionary.texts.size(); ++old) {
      if (!std::isnan(column.text_numbers[old])) continue;
      new_code[old] = static_cast<std::uint32_t>(kept.texts.size());
      kept.texts.push_back(dictionary.texts[old]);
      kept.codes.emplace(kept.texts.back(), new_code[old]);
      counts.push_back(column.counts[old]);
    }
    column.change_to_numbers(new_code);
    column.counts = std::move(counts);
    column.text_numbers.assign(kept.texts.size(), kNone);
    dictionary = std::move(kept);
  }

  CompactTable& table_;
  std::vector<Dictionary> dictionaries_;
};

}  // namespace

void Codes::push_back(std::uint32_t code) {
  if (width_ == 1 && code > 0xFF) {
    middle_.assign(narrow_.begin(), narrow_.end());
    narrow_ = {};
    width_ = 2;
  }
  if (width_ == 2 && code > 0xFFFF) {
    wide_.assign(middle_.begin(), middle_.end());
    middle_ = {};
    width_ = 4;
  }
  if (width_ == 1) {
    narrow_.push_back(static_cast<std::uint8_t>(code));
  } else if (width_ == 2) {
    middle_.push_back(static_cast<std::uint16_t>(code));
  } else {
    wide_.push_back(code);
  }
}

void CompactColumn::set(std::uint32_t code) {
  ++counts[code];
  ++rows;
  if (as_numbers) {
    numbers.push_back(kTextBits | code);
  } else {
    codes.push_back(code);
  }
}

void CompactColumn::append_number(double number) {
  ++rows;
  numbers.push_back(__builtin_bit_cast(std::uint64_t, number + 0.0));  // -0 becomes 0: they are equal
}

void CompactColumn::change_to_numbers(const std::vector<std::uint32_t>& new_code) {
  numbers.reserve(rows + rows / 2);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t code = codes[row];
    numbers.push_back(new_code[code] == kNoCode ? __builtin_bit_cast(std::uint64_t, text_numbers[code] + 0.0)
                                                : kTextBits | new_code[code]);
  }
  codes = {};
  as_numbers = true;
}

bool CompactColumn::is_marker(double number) const {
  return std::find(marker_numbers_.begin(), marker_numbers_.end(), number) != marker_numbers_.end();
}

void CompactColumn::judge(const std::vector<std::string>& markers, bool of_numbers) {
  for (const std::string& marker : markers) {
    const auto number = of_numbers ? parse_number(marker) : std::nullopt;
    if (number) marker_numbers_.push_back(*number);
  }
  const auto means_missing = [&](std::size_t code) {
    return texts[code].empty() || is_marker(text_numbers[code]) ||
           std::find(markers.begin(), markers.end(), texts[code]) != markers.end();
  };
  for (std::size_t code = 0; code < texts.size(); ++code) {
    profile.add(means_missing(code) ? std::string_view() : texts[code], counts[code]);
  }
  if (as_numbers) {
    std::vector<double> sorted;
    std::uint64_t marked = 0;
    for (std::uint64_t bits : numbers) {
      if (is_text(bits)) continue;
      const double number = __builtin_bit_cast(double, bits);
      if (is_marker(number)) {
        ++marked;
      } else {
        sorted.push_back(number);
      }
    }
    if (marked > 0) profile.add(std::string_view(), marked);
    std::sort(sorted.begin(), sorted.end());
    std::uint64_t different = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) different += i == 0 || sorted[i] != sorted[i - 1];
    profile.add_numbers(sorted, different);
  }
  profile.judge();
  text_missing.resize(texts.size());
  const auto& found = profile.markers;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    text_missing[code] =
        means_missing(code) || std::find(found.begin(), found.end(), texts[code]) != found.end();
  }
  for (const std::string& marker : markers) {
    const auto number = parse_number(marker);
    const bool stands =
        std::find(texts.begin(), texts.end(), marker) != texts.end() ||
        (of_numbers && number &&
         (std::find(text_numbers.begin(), text_numbers.end(), *number) != text_numbers.end() ||
          std::find(numbers.begin(), numbers.end(), __builtin_bit_cast(std::uint64_t, *number + 0.0)) !=
              numbers.end()));
    if (stands && std::find(found.begin(), found.end(), marker) == found.end()) {
      profile.markers.push_back(marker);
    }
  }
}

bool CompactColumn::is_missing(std::size_t row) const {
  const std::uint32_t at = code(row);
  if (at == kNoCode) return is_marker(__builtin_bit_cast(double, numbers[row]));
  return text_missing[at] != 0;
}

double CompactColumn::number(std::size_t row) const {
  if (as_numbers && !is_text(numbers[row])) {
    const double number = __builtin_bit_cast(double, numbers[row]);
    return is_marker(number) ? kNone : number;
  }
  const std::uint32_t at = code(row);
  return text_missing[at] != 0 ? kNone : text_numbers[at];
}

std::uint32_t CompactColumn::code(std::size_t row) const {
  if (!as_numbers) return codes[row];
  return is_text(numbers[row]) ? static_cast<std::uint32_t>(numbers[row]) : kNoCode;
}

std::string CompactColumn::text(std::size_t row) const {
  const std::uint32_t at = code(row);
  return at == kNoCode ? number_text(__builtin_bit_cast(double, numbers[row])) : texts[at];
}

std::vector<NumberCount> CompactColumn::number_counts() const {
  std::vector<NumberCount> all;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    if (text_missing[code] == 0 && !std::isnan(text_numbers[code])) {
      all.push_back({text_numbers[code], counts[code]});
    }
  }
  for (std::uint64_t bits : numbers) {
    if (is_text(bits)) continue;
    const double number = __builtin_bit_cast(double, bits);
    if (!is_marker(number)) all.push_back({number, 1});
  }
  std::sort(all.begin(), all.end(),
            [](const NumberCount& a, const NumberCount& b) { return a.number < b.number; });
  std::size_t kept = 0;
  for (const NumberCount& item : all) {
    if (kept > 0 && all[kept - 1].number == item.number) {
      all[kept - 1].count += item.count;
    } else {
      all[kept++] = item;
    }
  }
  all.resize(kept);
  return all;
}

std::size_t CompactTable::place_of_name(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.profile.name == name; });
  return static_cast<std::size_t>(found - columns.begin());
}

Result<CompactTable> read_compact_table(const Input& data, char delimiter,
                                        const std::function<void(std::uint64_t)>& progress) {
  CompactTable table;
  Filler filler(table);
  auto read = read_table(
      data, delimiter, [&](const CsvRow& row) { return filler.take(row); }, progress);
  if (!read) return read.error();
  filler.finish();
  return table;
}

}  // namespace nearside
