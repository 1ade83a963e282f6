// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <emscripten/val.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nearside {

/// `missing_markers` in JavaScript dress: `missingMarkers`.
inline std::string camel_case(std::string_view name) {
  std::string out;
  bool raise = false;
  for (char c : name) {
    if (c == '_') {
      raise = true;
      continue;
    }
    out += raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    raise = false;
  }
  return out;
}

/// A sink of `write` (core/model_file/archive.h) that makes plain JavaScript values.
class ValSink {
 public:
  void null() { add(emscripten::val::null()); }
  void boolean(bool value) { add(emscripten::val(value)); }
  void unsigned_integer(std::uint64_t value) { add(emscripten::val(static_cast<double>(value))); }
  void number(double value) { add(emscripten::val(value)); }
  void text(std::string_view value) { add(emscripten::val(std::string(value))); }
  void bytes(std::span<const std::uint8_t> values) { add_list(values); }
  void integers(std::span<const std::uint32_t> values) { add_list(values); }
  void numbers(std::span<const double> values) { add_list(values); }
  void begin_array(std::size_t) { open_.push_back(emscripten::val::array()); }
  void end_array() { close(); }
  void begin_map() { open_.push_back(emscripten::val::object()); }
  void key(std::string_view name) { keys_.push_back(camel_case(name)); }
  void end_map() { close(); }

  const emscripten::val& value() const { return root_; }

 private:
  template <class T>
  void add_list(std::span<const T> values) {
    emscripten::val list = emscripten::val::array();
    for (const T value : values) list.call<void>("push", static_cast<double>(value));
    add(list);
  }
  void add(const emscripten::val& value) {
    if (open_.empty()) {
      root_ = value;
    } else if (open_.back().isArray()) {
      open_.back().call<void>("push", value);
    } else {
      open_.back().set(keys_.back(), value);
      keys_.pop_back();
    }
  }
  void close() {
    const emscripten::val value = open_.back();
    open_.pop_back();
    add(value);
  }

  std::vector<emscripten::val> open_;
  std::vector<std::string> keys_;
  emscripten::val root_ = emscripten::val::undefined();
};

}  // namespace nearside
