// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON for people and other programs: recipes in, `inspect --json` and reports out. Never in the patient's
// module. The library stands behind these two classes, in one .cpp file.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/archive.h"

namespace nearside {

/// A sink of `write` (archive.h) that makes indented JSON. Numbers keep all their bits; NaN and infinities,
/// which JSON lacks, become null; bytes become hexadecimal text.
class JsonSink {
 public:
  JsonSink();
  ~JsonSink();
  JsonSink(const JsonSink&) = delete;
  JsonSink& operator=(const JsonSink&) = delete;

  void null();
  void boolean(bool value);
  void unsigned_integer(std::uint64_t value);
  void number(double value);
  void text(std::string_view value);
  void bytes(std::span<const std::uint8_t> value);
  void integers(std::span<const std::uint32_t> values);
  void packed(std::span<const std::uint32_t> values) { integers(values); }
  void numbers(std::span<const double> values);
  void floats(std::span<const float> values) { numbers(std::vector<double>(values.begin(), values.end())); }
  void begin_array(std::size_t size);
  void end_array();
  void begin_map();
  void key(std::string_view name);
  void end_map();

  /// The text, with a line break at its end.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Gives a parsed JSON value to `Reader` (archive.h). A view into its `JsonDocument`.
class JsonNode {
 public:
  static constexpr bool kForPeople = true;
  static constexpr ErrorCode kErrorCode = ErrorCode::bad_recipe;

  explicit JsonNode(const void* value) : value_(value) {}

  NodeKind kind() const;
  bool boolean() const;
  std::optional<std::uint64_t> unsigned_integer() const;
  double number() const;
  std::string_view text() const;
  std::span<const std::uint8_t> bytes() const { return {}; }
  bool numbers(std::vector<double>& out) const;
  bool floats(std::vector<float>& out) const;
  bool integers(std::vector<std::uint32_t>& out) const;
  bool packed(std::vector<std::uint32_t>& out) const { return integers(out); }
  std::size_t size() const;
  JsonNode item(std::size_t i) const;
  std::string_view key(std::size_t i) const;
  std::optional<JsonNode> find(std::string_view key) const;
  std::string seen() const;

 private:
  const void* value_;
};

/// A parsed JSON text.
class JsonDocument {
 public:
  /// Refuses what is not JSON, with line and column, and a key that stands twice in one object.
  static Result<JsonDocument> parse(std::string_view text);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  JsonNode root() const;

  /// Takes the value at `key` of the outermost object out of the document, as a document of its own; nothing
  /// where it is not there.
  std::optional<JsonDocument> take(std::string_view key);

 private:
  JsonDocument();
  struct State;
  std::unique_ptr<State> state_;
};

/// `value` as indented JSON.
template <class T>
std::string to_json(const T& value) {
  JsonSink sink;
  write(sink, value);
  return sink.text();
}

template <class T>
void write_short(JsonSink& sink, const T& value);

namespace json_detail {

template <class T>
struct ItemOf {
  using type = void;
};
template <class T>
struct ItemOf<std::vector<T>> {
  using type = T;
};

/// Each field of a struct as JSON, in their order.
struct FieldTexts {
  std::vector<std::string> texts{};
  void field(std::string_view, const auto& value, std::string_view) { texts.push_back(to_json(value)); }
  void optional(std::string_view, const auto& value, std::string_view) { texts.push_back(to_json(value)); }
  void since(std::uint32_t, std::string_view, const auto& value, std::string_view) {
    texts.push_back(to_json(value));
  }
};

struct ShortArchive {
  JsonSink& sink;
  const std::vector<std::string>& defaults;
  std::size_t next = 0;

  void field(std::string_view key, const auto& value, std::string_view /*meaning*/) {
    ++next;
    sink.key(key);
    write_short(sink, value);
  }
  void optional(std::string_view key, const auto& value, std::string_view meaning) {
    if (to_json(value) == defaults[next]) {
      ++next;
    } else {
      field(key, value, meaning);
    }
  }
  void since(std::uint32_t /*version*/, std::string_view key, const auto& value, std::string_view meaning) {
    optional(key, value, meaning);
  }
};

}  // namespace json_detail

/// As `write`, without what a recipe may leave out and a reader would fill in just so.
template <class T>
void write_short(JsonSink& sink, const T& value) {
  using namespace archive_detail;
  if constexpr (IsOptional<T>::value) {
    if (value) return write_short(sink, *value);
    sink.null();
  } else if constexpr (IsVariant<T>::value) {
    sink.begin_map();
    std::visit(
        [&](const auto& alternative) {
          sink.key(alternative.kName);
          write_short(sink, alternative);
        },
        value);
    sink.end_map();
  } else if constexpr (requires(json_detail::FieldTexts texts) { T::describe(texts, value); }) {
    static const std::vector<std::string> kDefaults = [] {
      json_detail::FieldTexts texts;
      const T filled{};
      T::describe(texts, filled);
      return texts.texts;
    }();
    sink.begin_map();
    json_detail::ShortArchive archive{sink, kDefaults};
    T::describe(archive, value);
    sink.end_map();
  } else if constexpr (IsVector<T>::value && !std::is_arithmetic_v<typename json_detail::ItemOf<T>::type>) {
    sink.begin_array(value.size());
    for (const auto& item : value) write_short(sink, item);
    sink.end_array();
  } else {
    write(sink, value);
  }
}

/// `value` as indented JSON for people to edit: short.
template <class T>
std::string to_short_json(const T& value) {
  JsonSink sink;
  write_short(sink, value);
  return sink.text();
}

/// Reads a described struct from JSON text.
template <class T>
Result<T> from_json(std::string_view text) {
  auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  return Reader<JsonNode>::read_all<T>(document->root());
}

}  // namespace nearside
