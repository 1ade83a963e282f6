// SPDX-License-Identifier: Apache-2.0
#pragma once
// CBOR (RFC 8949) in one canonical form, so that one content has one string of bytes: definite lengths,
// shortest heads, text keys in ascending order of their encoded bytes (so shorter keys first), every key
// once, floats always 64 bits, one NaN, no negative integers, no tags, no simple values but false, true,
// null.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model_file/archive.h"

namespace nearside {

inline constexpr std::size_t kMaxCborDepth = 32;
inline constexpr std::size_t kMaxCborValues = 1'000'000;

/// Writes canonical CBOR. A sink of `write` (archive.h): lists of numbers become byte strings of
/// little-endian elements.
class CborSink {
 public:
  /// `version`: of the format that is written; younger fields are left out, see `wanted_version`.
  explicit CborSink(std::uint32_t version = std::numeric_limits<std::uint32_t>::max()) : version_(version) {}

  bool knows(std::uint32_t version) const { return version <= version_; }
  void leave_out(std::uint32_t version) { wanted_ = std::max(wanted_, version); }
  /// The oldest version that holds all that was to be written: above the sink's own where a younger field
  /// that says something, or whose emptiness can't be seen, was left out.
  std::uint32_t wanted_version() const { return wanted_; }
  void null() { out_.push_back(0xF6); }
  void boolean(bool value) { out_.push_back(value ? 0xF5 : 0xF4); }
  void unsigned_integer(std::uint64_t value) { head(0, value); }
  void number(double value);
  void text(std::string_view value);
  void bytes(std::span<const std::uint8_t> value);
  void integers(std::span<const std::uint32_t> values);
  void packed(std::span<const std::uint32_t> values);
  void numbers(std::span<const double> values);
  void floats(std::span<const float> values);
  void begin_array(std::size_t size) { head(4, size); }
  void end_array() {}
  void begin_map();
  void key(std::string_view name);
  void end_map();

  std::vector<std::uint8_t> take() { return std::move(out_); }

 private:
  void head(std::uint8_t major, std::uint64_t value);

  struct OpenMap {
    std::size_t start;
    std::vector<std::size_t> entries;
  };
  std::uint32_t version_;
  std::uint32_t wanted_ = 0;
  std::vector<std::uint8_t> out_;
  std::vector<OpenMap> open_;
};

/// A decoded item. Texts and bytes are views into the decoded input, which must outlive it.
struct CborValue {
  NodeKind kind = NodeKind::null;
  std::uint64_t integer = 0;  ///< also 0 or 1 for a boolean
  double number = 0.0;
  std::span<const std::uint8_t> bytes;  ///< of a text, too
  std::vector<CborValue> items;         ///< of a list; of a map the values
  std::vector<std::string_view> keys;   ///< of a map, in the order of the values
};

/// Decodes exactly one canonical item that fills all of `bytes`. Counts are compared with the bytes that are
/// left before anything is allocated. Errors say the offset.
Result<CborValue> decode_cbor(std::span<const std::uint8_t> bytes);

/// Gives a decoded item to `Reader` (archive.h).
class CborNode {
 public:
  static constexpr bool kForPeople = false;
  static constexpr ErrorCode kErrorCode = ErrorCode::bad_model_file;

  explicit CborNode(const CborValue& value) : value_(&value) {}

  NodeKind kind() const { return value_->kind; }
  bool boolean() const { return value_->integer != 0; }
  std::optional<std::uint64_t> unsigned_integer() const;
  double number() const { return value_->number; }
  std::string_view text() const;
  std::span<const std::uint8_t> bytes() const { return value_->bytes; }
  bool numbers(std::vector<double>& out) const;
  bool floats(std::vector<float>& out) const;
  bool integers(std::vector<std::uint32_t>& out) const;
  bool packed(std::vector<std::uint32_t>& out) const;
  std::size_t size() const { return value_->items.size(); }
  CborNode item(std::size_t i) const { return CborNode(value_->items[i]); }
  std::string_view key(std::size_t i) const { return value_->keys[i]; }
  std::optional<CborNode> find(std::string_view key) const;
  std::string seen() const;

 private:
  const CborValue* value_;
};

}  // namespace nearside
