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
  void numbers(std::span<const double> values);
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
  bool integers(std::vector<std::uint32_t>& out) const;
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

/// Reads a described struct from JSON text.
template <class T>
Result<T> from_json(std::string_view text) {
  auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  return Reader<JsonNode>::read_all<T>(document->root());
}

}  // namespace nearside
