// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model_file/archive.h"

namespace nearside {

/// A sink of `write` (core/model_file/archive.h) that writes JSON for the page, with keys in JavaScript
/// dress: `missing_markers` is `missingMarkers`. A number that is not whole stands as `{"": 3}`: the fourth
/// of `fractions`. JSON has no NaN, and the shortest digits of a double would take longer than all the rest.
class DescriptionSink final : public ValueSink {
 public:
  void null() override { plain("null"); }
  void boolean(bool value) override { plain(value ? "true" : "false"); }
  void unsigned_integer(std::uint64_t value) override { plain(std::to_string(value)); }
  void number(double value) override {
    // Up to here a double holds every whole number; −0 is not one that JSON text keeps.
    if (value >= 0.0 && value <= 9007199254740992.0 && value == std::floor(value) && !std::signbit(value)) {
      return unsigned_integer(static_cast<std::uint64_t>(value));
    }
    begin_map();
    key("");
    unsigned_integer(fractions_.size());
    end_map();
    fractions_.push_back(value);
  }
  void text(std::string_view value) override {
    separate();
    out_ += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const char c = value[i];
      const bool control = c >= 0 && c < ' ';
      if (!control && c != '"' && c != '\\') continue;
      out_ += value.substr(written, i - written);
      written = control ? i + 1 : i;
      out_ += control ? "\\u00" : "\\";
      if (control) (out_ += static_cast<char>('0' + (c >> 4))) += "0123456789abcdef"[c & 15];
    }
    out_ += value.substr(written);
    out_ += '"';
    after_value_ = true;
  }
  void bytes(std::span<const std::uint8_t> values) override { list(values); }
  void integers(std::span<const std::uint32_t> values) override { list(values); }
  void packed(std::span<const std::uint32_t> values) override { list(values); }
  void numbers(std::span<const double> values) override { list(values); }
  void floats(std::span<const float> values) override { list(values); }
  void begin_array(std::size_t) override { open('['); }
  void end_array() override { close(']'); }
  void begin_map() override { open('{'); }
  void key(std::string_view name) override {
    separate();
    out_ += '"';
    for (std::size_t at; (at = name.find('_')) < name.size() - 1; name.remove_prefix(at + 2)) {
      const char next = name[at + 1];
      out_ += name.substr(0, at);
      out_ += next >= 'a' && next <= 'z' ? static_cast<char>(next - 'a' + 'A') : next;
    }
    out_ += name;
    out_ += "\":";
    after_value_ = false;
  }
  void end_map() override { close('}'); }

  const std::vector<double>& fractions() const { return fractions_; }
  std::string take() { return std::move(out_); }

 private:
  template <class T>
  void list(std::span<const T> values) {
    open('[');
    for (const T value : values) number(value);
    close(']');
  }
  void separate() {
    if (after_value_) out_ += ',';
  }
  void plain(std::string_view value) {
    separate();
    out_ += value;
    after_value_ = true;
  }
  void open(char bracket) {
    separate();
    out_ += bracket;
    after_value_ = false;
  }
  void close(char bracket) {
    out_ += bracket;
    after_value_ = true;
  }

  std::string out_;
  std::vector<double> fractions_;
  bool after_value_ = false;
};

}  // namespace nearside
