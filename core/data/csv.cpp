// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/utf8.h"

namespace nearside {
namespace {

constexpr std::uint8_t kStopsOutside = 1;
constexpr std::uint8_t kStopsInside = 2;
constexpr std::size_t kLongestNameShown = 40;

/// A byte for a sentence: itself if it prints, else in hexadecimal, so that messages stay valid UTF-8.
std::string shown(char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<std::uint8_t>(c);
  if (byte > 0x20 && byte < 0x7F) return std::string("'") + c + "'";
  if (c == ' ') return "a space";
  if (c == '\t') return "a tab";
  return std::string("byte 0x") + kDigits[byte >> 4] + kDigits[byte & 15];
}

/// A column name for a sentence: on one line, cut between characters if it is long.
std::string shown_name(std::string_view name) {
  std::size_t size = std::min(name.size(), kLongestNameShown);
  while (size < name.size() && size > 0 && (byte_at(name, size) & 0xC0) == 0x80) --size;
  std::string shown(name.substr(0, size));
  for (char& c : shown) {
    if (static_cast<std::uint8_t>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return size < name.size() ? shown + "..." : shown;
}

std::string counted_fields(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " field" : " fields");
}

std::string delimiter_hint(char seen) {
  return "the columns seem to be separated by " + shown(seen) + ", read with the delimiter ','; choose " +
         shown(seen) + " as the delimiter";
}

}  // namespace

bool can_separate(char character) noexcept {
  const auto byte = static_cast<std::uint8_t>(character);
  const bool stands_in_words = (character >= '0' && character <= '9') ||
                               (character >= 'A' && character <= 'Z') ||
                               (character >= 'a' && character <= 'z');
  return byte != 0 && byte < 0x80 && !stands_in_words &&
         std::string_view("\n\r\"+-.").find(character) == std::string_view::npos;
}

CsvParser::CsvParser(Sink sink, char delimiter) : sink_(std::move(sink)), delimiter_(delimiter) {
  for (const char c : {'\n', '\r', '"', '\0', delimiter}) {
    stops_[static_cast<std::uint8_t>(c)] = kStopsOutside;
  }
  for (const char c : {'\n', '"', '\0'}) stops_[static_cast<std::uint8_t>(c)] |= kStopsInside;
}

Status CsvParser::feed(std::string_view chunk) {
  if (!outcome_) return outcome_;
  if (finished_) return outcome_ = Error{ErrorCode::bad_csv, "", "more text was fed after its end"};
  if (!started_) {
    const std::size_t taken = std::min(3 - opening_.size(), chunk.size());
    opening_.append(chunk.substr(0, taken));
    chunk.remove_prefix(taken);
    if (opening_.size() < 3) return outcome_;
    outcome_ = start();
    if (!outcome_) return outcome_;
  }
  return outcome_ = scan(chunk);
}

Status CsvParser::finish() {
  if (!outcome_ || finished_) return outcome_;
  finished_ = true;
  if (!started_) outcome_ = start();
  if (!outcome_) return outcome_;
  if (place_ == Place::quoted) return outcome_ = quote_left_open();
  if (place_ == Place::after_cr) return outcome_ = scan("\r");  // a lone CR, like any other
  if (place_ != Place::field_start || !marks_.empty()) return outcome_ = scan("\n");
  if (rows_ == 0) outcome_ = Error{ErrorCode::bad_csv, "row 1", "the text is empty; expected a header row"};
  return outcome_;
}

/// Once the first three bytes are known, or the whole text if it is shorter.
Status CsvParser::start() {
  started_ = true;
  if (!can_separate(delimiter_)) {
    return Error{ErrorCode::bad_csv, "",
                 shown(delimiter_) + " can't be the delimiter; expected e.g. ',' or ';'"};
  }
  std::string_view opening = opening_;
  if (opening.starts_with("\xFF\xFE") || opening.starts_with("\xFE\xFF")) {
    return Error{ErrorCode::bad_csv, "row 1",
                 "the text is in UTF-16; expected UTF-8, save it as \"CSV UTF-8\""};
  }
  had_bom_ = opening.starts_with("\xEF\xBB\xBF");
  if (had_bom_) opening.remove_prefix(3);
  return scan(opening);
}

Status CsvParser::scan(std::string_view chunk) {
  const std::size_t size = chunk.size();
  std::size_t begin = 0;  // where the record starts in the chunk; 0 if its start is held
  std::size_t at = 0;
  const auto offset = [&] { return held_.size() + (at - begin); };

  while (at < size) {
    if (place_ == Place::field_start) {
      const char first = chunk[at];
      if (first_blank_row_ != 0 && first != '\n' && first != '\r') {
        return Error{ErrorCode::bad_csv, "row " + std::to_string(first_blank_row_),
                     "is empty, but more rows follow; blank lines may stand only at the end"};
      }
      place_ = first == '"' ? Place::quoted : Place::unquoted;
      if (place_ == Place::quoted) {
        quote_line_ = line_;
        ++at;
      }
      field_ = {offset(), 0, 0};
      if (at == size) break;
    }

    if (place_ != Place::after_cr && offset() > kMaxRecordBytes) return too_long();
    if (place_ == Place::unquoted || place_ == Place::quoted) {
      const std::size_t limit = at + std::min(size - at, kMaxRecordBytes - offset());
      const std::uint8_t mask = place_ == Place::quoted ? kStopsInside : kStopsOutside;
      std::uint8_t byte_union = byte_union_;
      while (at < limit && (stops_[byte_at(chunk, at)] & mask) == 0) byte_union |= byte_at(chunk, at++);
      byte_union_ = byte_union;
      if (at == size) break;
      if ((stops_[byte_at(chunk, at)] & mask) == 0) return too_long();
    }

    const char stop = chunk[at];
    if (stop == '\0') return unexpected(stop);
    if (place_ == Place::quoted) {
      field_.end = offset();
      if (stop == '"') place_ = Place::after_quote;
      if (stop == '\n') ++line_;
      ++at;
      continue;
    }
    if (place_ == Place::after_quote && stop == '"') {
      ++field_.doubled_quotes;
      place_ = Place::quoted;
      ++at;
      continue;
    }
    const bool ends_field = stop == '\n' || (stop == delimiter_ && place_ != Place::after_cr);
    const bool starts_crlf = stop == '\r' && place_ != Place::after_cr;
    if (!ends_field && !starts_crlf) return unexpected(stop);
    if (place_ == Place::unquoted) field_.end = offset();
    const bool crlf = place_ == Place::after_cr;
    place_ = starts_crlf ? Place::after_cr : Place::field_start;
    if (ends_field) {
      if (marks_.size() == kMaxColumns) return too_many_columns();
      marks_.push_back(field_);
    }
    if (stop == '\n') {
      if (!held_.empty()) held_.append(chunk.substr(0, at));
      std::string_view raw = held_.empty() ? chunk.substr(begin, at - begin) : std::string_view(held_);
      if (crlf) raw.remove_suffix(1);
      if (rows_ == 0) ends_with_crlf_ = crlf;
      if (Status status = end_record(raw); !status) return status;
      held_.clear();
      begin = at + 1;
    }
    ++at;
  }
  held_.append(chunk.substr(begin));
  return {};
}

Status CsvParser::end_record(std::string_view raw) {
  const bool blank = raw.empty() && names_.size() != 1;
  if (blank && rows_ == 0) {
    return Error{ErrorCode::bad_csv, "row 1", "is empty; expected the names of the columns"};
  }
  if (blank) {
    if (first_blank_row_ == 0) first_blank_row_ = rows_ + 1;
    ++rows_;
  } else {
    if (byte_union_ >= 0x80) {
      if (Status status = check_encoding(raw); !status) return status;
    }
    unquote_fields(raw);
    if (rows_ == 0) {
      if (Status status = take_header(); !status) return status;
    }
    if (fields_.size() != names_.size()) {
      return Error{
          ErrorCode::bad_csv, row_path(),
          "has " + counted_fields(fields_.size()) + ", the header has " + std::to_string(names_.size())};
    }
    ++rows_;
    if (Status status = sink_(CsvRow{rows_, record_line_, raw, fields_}); !status) return status;
  }
  record_line_ = ++line_;
  byte_union_ = 0;
  marks_.clear();
  return {};
}

Status CsvParser::check_encoding(std::string_view raw) const {
  const std::size_t at = first_invalid_utf8(raw);
  if (at == raw.size()) return {};
  const auto in = std::find_if(marks_.begin(), marks_.end(), [at](const Field& f) { return at < f.end; });
  return Error{ErrorCode::bad_csv, column_path(static_cast<std::size_t>(in - marks_.begin()) + 1),
               "has " + shown(raw[at]) + ", which is not valid UTF-8 here; save the table as \"CSV UTF-8\""};
}

void CsvParser::unquote_fields(std::string_view raw) {
  fields_.clear();
  unquoted_.clear();
  for (const Field& mark : marks_) {
    const std::string_view text = raw.substr(mark.begin, mark.end - mark.begin);
    if (mark.doubled_quotes == 0) {
      fields_.push_back(text);
      continue;
    }
    const std::size_t start = unquoted_.size();
    if (start == 0) unquoted_.reserve(raw.size());  // so that views into it stay valid while it grows
    for (std::size_t i = 0; i < text.size(); ++i) {
      unquoted_.push_back(text[i]);
      if (text[i] == '"') ++i;  // its twin
    }
    fields_.push_back(std::string_view(unquoted_).substr(start));
  }
}

Status CsvParser::take_header() {
  const std::string_view first = fields_[0];
  const std::size_t other = first.find_first_of(";\t");
  if (fields_.size() == 1 && delimiter_ == ',' && other != std::string_view::npos) {
    return Error{ErrorCode::bad_csv, column_path(1), "is the only column; " + delimiter_hint(first[other])};
  }
  std::map<std::string_view, std::size_t> column_of;
  for (std::size_t column = 1; column <= fields_.size(); ++column) {
    const std::string_view name = fields_[column - 1];
    if (name.empty() && column > 1) {  // R leaves the first one, its row names, unnamed
      return Error{ErrorCode::bad_csv, column_path(column),
                   "has no name; only the first column may have none"};
    }
    if (name.size() > kMaxFieldBytes) {
      return Error{ErrorCode::bad_csv, column_path(column),
                   "has a name of more than " + std::to_string(kMaxFieldBytes) + " bytes; is this a table?"};
    }
    const auto [same, is_new] = column_of.emplace(name, column);
    if (!is_new) {
      return Error{ErrorCode::bad_csv, column_path(column),
                   "has the name \"" + shown_name(name) + "\", as column " + std::to_string(same->second) +
                       " has; expected a different name for each column"};
    }
  }
  names_.assign(fields_.begin(), fields_.end());
  return {};
}

std::string CsvParser::row_path() const {
  return "row " + std::to_string(rows_ + 1);
}

std::string CsvParser::column_path(std::size_t column) const {
  const std::string path = row_path() + ", column " + std::to_string(column);
  const bool named = column <= names_.size() && !names_[column - 1].empty();
  return named ? path + " (" + shown_name(names_[column - 1]) + ")" : path;
}

Error CsvParser::error_here(std::string message) const {
  return {ErrorCode::bad_csv, column_path(marks_.size() + 1), std::move(message)};
}

Error CsvParser::unexpected(char seen) const {
  if (seen == '\0') return error_here("has a NUL byte; expected UTF-8 text (is it UTF-16, or not a text?)");
  if (place_ == Place::after_cr) {
    return error_here("has a CR without LF, an old Mac line ending; expected LF or CRLF");
  }
  if (place_ == Place::unquoted) {
    return error_here(
        "has a quote in the middle of an unquoted field; expected the whole field in quotes and "
        "each quote inside it doubled");
  }
  if (rows_ == 0 && marks_.empty() && delimiter_ == ',' && (seen == ';' || seen == '\t')) {
    return error_here("has " + shown(seen) + " after the closing quote; " + delimiter_hint(seen));
  }
  return error_here("has " + shown(seen) + " after the closing quote; expected " + shown(delimiter_) +
                    " or the end of the line");
}

Error CsvParser::quote_left_open() const {
  return error_here("the quote opened in " + row_path() + " on line " + std::to_string(quote_line_) +
                    " is still open at the end of the text; expected a closing quote");
}

Error CsvParser::too_long() const {
  std::string message = "the record is longer than " + std::to_string(kMaxRecordBytes) + " bytes";
  if (place_ == Place::quoted) {
    message += "; is the quote opened on line " + std::to_string(quote_line_) + " never closed?";
  }
  return error_here(std::move(message));
}

Error CsvParser::too_many_columns() const {
  return {ErrorCode::bad_csv, row_path(), "has more than " + std::to_string(kMaxColumns) + " columns"};
}

std::string csv_field(std::string_view text, char delimiter) {
  const bool plain = std::none_of(text.begin(), text.end(), [delimiter](char c) {
    return c == delimiter || c == '"' || c == '\n' || c == '\r';
  });
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

Status read_csv_text(std::string_view text, CsvParser::Sink sink, char delimiter) {
  CsvParser parser(std::move(sink), delimiter);
  if (Status status = parser.feed(text); !status) return status;
  return parser.finish();
}

}  // namespace nearside
