// SPDX-License-Identifier: Apache-2.0
#include "core/model_file/cbor.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/utf8.h"

namespace nearside {
namespace {

/// So many items have room at once; a stated count alone never takes more memory than that.
constexpr std::uint64_t kReservedItems = 32;
constexpr std::uint64_t kCanonicalNan = 0x7FF8000000000000u;

std::uint64_t bits_of(double value) {
  return std::isnan(value) ? kCanonicalNan : __builtin_bit_cast(std::uint64_t, value);
}

template <class T>
void append_little_endian(std::vector<std::uint8_t>& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class T>
T little_endian(const std::uint8_t* bytes) {
  static_assert(std::endian::native == std::endian::little);
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

/// How many bytes the narrowest element has that fits all of these: 1, 2 or 4.
std::size_t narrowest(std::span<const std::uint32_t> values) {
  std::uint32_t all = 0;
  for (const std::uint32_t value : values) all |= value;
  return all <= 0xFF ? 1 : all <= 0xFFFF ? 2 : 4;
}

constexpr std::uint32_t kCanonicalFloatNan = 0x7FC00000u;

std::uint32_t bits_of(float value) {
  return std::isnan(value) ? kCanonicalFloatNan : __builtin_bit_cast(std::uint32_t, value);
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Shorter keys come first in the order of encoded bytes, because the head holds the length.
bool comes_before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

class Decoder {
 public:
  explicit Decoder(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  Result<CborValue> decode() {
    CborValue value;
    if (!item(value, 0)) return fault();
    if (at_ != bytes_.size()) {
      fail("trailing bytes");
      return fault();
    }
    return value;
  }

 private:
  std::size_t left() const { return bytes_.size() - at_; }

  bool fail(const char* message) {
    if (message_ == nullptr) message_ = message;
    return false;
  }

  Error fault() const { return {ErrorCode::bad_model_file, "byte " + std::to_string(at_), message_}; }

  /// Reads a head: the major type and its argument, which must have its shortest form.
  bool head(std::uint8_t& major, std::uint8_t& info, std::uint64_t& argument) {
    if (left() == 0) return fail("the file ends within a value");
    const std::uint8_t first = bytes_[at_++];
    major = first >> 5;
    info = first & 0x1F;
    argument = info;
    if (info < 24) return true;
    if (info > 27) return fail("indefinite or reserved length");
    const std::size_t size = std::size_t{1} << (info - 24);
    if (left() < size) return fail("the file ends within a value");
    argument = 0;
    for (std::size_t i = 0; i < size; ++i) argument = argument << 8 | bytes_[at_++];
    if (major == 7) return true;
    const bool shortest = info == 24 ? argument >= 24 : (argument >> (4 * size)) != 0;
    return shortest || fail("a length or number is not in its shortest form");
  }

  bool string(std::uint64_t length, std::span<const std::uint8_t>& out) {
    if (length > left()) return fail("a length is greater than the bytes that are left");
    out = bytes_.subspan(at_, static_cast<std::size_t>(length));
    at_ += static_cast<std::size_t>(length);
    return true;
  }

  bool map_key(CborValue& map) {
    std::uint8_t major = 0;
    std::uint8_t info = 0;
    std::uint64_t length = 0;
    std::span<const std::uint8_t> key;
    if (!head(major, info, length)) return false;
    if (major != 3) return fail("a key that is not a text");
    if (!string(length, key)) return false;
    if (!is_utf8(as_text(key))) return fail("a text that is not UTF-8");
    if (!map.keys.empty() && !comes_before(map.keys.back(), as_text(key))) {
      return fail("keys that are not in ascending order, each once");
    }
    map.keys.push_back(as_text(key));
    return true;
  }

  bool simple(CborValue& out, std::uint8_t info, std::uint64_t argument) {
    if (info == 20 || info == 21) {
      out.kind = NodeKind::boolean;
      out.integer = info - 20u;
      return true;
    }
    if (info == 22) {
      out.kind = NodeKind::null;
      return true;
    }
    if (info != 27)
      return fail("a simple value other than false, true, null, or a float of fewer than 64 bits");
    out.kind = NodeKind::number;
    out.number = __builtin_bit_cast(double, argument);
    if (std::isnan(out.number) && argument != kCanonicalNan)
      return fail("a NaN that is not the canonical one");
    return true;
  }

  bool item(CborValue& out, std::size_t depth) {
    if (++values_ > kMaxCborValues) return fail("more than 1,000,000 values");
    std::uint8_t major = 0;
    std::uint8_t info = 0;
    std::uint64_t argument = 0;
    if (!head(major, info, argument)) return false;
    switch (major) {
      case 0:
        out.kind = NodeKind::integer;
        out.integer = argument;
        return true;
      case 2:
        out.kind = NodeKind::bytes;
        return string(argument, out.bytes);
      case 3:
        out.kind = NodeKind::text;
        if (!string(argument, out.bytes)) return false;
        return is_utf8(as_text(out.bytes)) || fail("a text that is not UTF-8");
      case 4:
      case 5: {
        if (depth == kMaxCborDepth) return fail("nested more than 32 deep");
        // An item has at least one byte, an entry of a map two: a greater count is refused before anything
        // grows.
        if (argument > left() / (major == 5 ? 2 : 1))
          return fail("a count is greater than the bytes that are left");
        out.kind = major == 4 ? NodeKind::array : NodeKind::map;
        out.items.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(argument, kReservedItems)));
        for (std::uint64_t i = 0; i < argument; ++i) {
          if (major == 5 && !map_key(out)) return false;
          if (!item(out.items.emplace_back(), depth + 1)) return false;
        }
        return true;
      }
      case 7:
        return simple(out, info, argument);
      default:
        return fail("a negative number or a tag");
    }
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  const char* message_ = nullptr;
};

}  // namespace

void CborSink::head(std::uint8_t major, std::uint64_t value) {
  const auto type = static_cast<std::uint8_t>(major << 5);
  if (value < 24) {
    out_.push_back(static_cast<std::uint8_t>(type | value));
    return;
  }
  const std::uint8_t power = value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : value <= 0xFFFFFFFF ? 2 : 3;
  out_.push_back(static_cast<std::uint8_t>(type | (24 + power)));
  for (int shift = 8 * (1 << power) - 8; shift >= 0; shift -= 8)
    out_.push_back(static_cast<std::uint8_t>(value >> shift));
}

void CborSink::number(double value) {
  const std::uint64_t bits = bits_of(value);
  out_.push_back(0xFB);
  for (int shift = 56; shift >= 0; shift -= 8) out_.push_back(static_cast<std::uint8_t>(bits >> shift));
}

void CborSink::text(std::string_view value) {
  head(3, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

void CborSink::bytes(std::span<const std::uint8_t> value) {
  head(2, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

void CborSink::integers(std::span<const std::uint32_t> values) {
  head(2, values.size() * sizeof(std::uint32_t));
  for (std::uint32_t value : values) append_little_endian(out_, value);
}

void CborSink::packed(std::span<const std::uint32_t> values) {
  const std::size_t width = narrowest(values);
  head(2, 1 + values.size() * width);
  out_.push_back(static_cast<std::uint8_t>(width));
  for (const std::uint32_t value : values) {
    for (std::size_t i = 0; i < width; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

void CborSink::floats(std::span<const float> values) {
  head(2, values.size() * sizeof(float));
  for (const float value : values) append_little_endian(out_, bits_of(value));
}

void CborSink::numbers(std::span<const double> values) {
  head(2, values.size() * sizeof(double));
  for (double value : values) append_little_endian(out_, bits_of(value));
}

void CborSink::begin_map() {
  open_.push_back({out_.size(), {}});
}

void CborSink::key(std::string_view name) {
  open_.back().entries.push_back(out_.size());
  text(name);
}

void CborSink::end_map() {
  const OpenMap map = std::move(open_.back());
  open_.pop_back();
  std::vector<std::vector<std::uint8_t>> entries;
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    const std::size_t end = i + 1 < map.entries.size() ? map.entries[i + 1] : out_.size();
    entries.emplace_back(out_.data() + map.entries[i], out_.data() + end);
  }
  // Keys differ, so comparing whole entries compares their encoded keys.
  std::sort(entries.begin(), entries.end());
  out_.resize(map.start);
  head(5, entries.size());
  for (const auto& entry : entries) out_.insert(out_.end(), entry.begin(), entry.end());
}

Result<CborValue> decode_cbor(std::span<const std::uint8_t> bytes) {
  return Decoder(bytes).decode();
}

std::optional<std::uint64_t> CborNode::unsigned_integer() const {
  if (value_->kind != NodeKind::integer) return std::nullopt;
  return value_->integer;
}

std::string_view CborNode::text() const {
  return as_text(value_->bytes);
}

bool CborNode::numbers(std::vector<double>& out) const {
  const auto bytes = value_->bytes;
  if (value_->kind != NodeKind::bytes || bytes.size() % sizeof(double) != 0) return false;
  out.resize(bytes.size() / sizeof(double));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto bits = little_endian<std::uint64_t>(bytes.data() + i * sizeof(double));
    out[i] = __builtin_bit_cast(double, bits);
    if (bits != bits_of(out[i])) return false;
  }
  return true;
}

bool CborNode::integers(std::vector<std::uint32_t>& out) const {
  const auto bytes = value_->bytes;
  if (value_->kind != NodeKind::bytes || bytes.size() % sizeof(std::uint32_t) != 0) return false;
  out.resize(bytes.size() / sizeof(std::uint32_t));
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = little_endian<std::uint32_t>(bytes.data() + i * sizeof(std::uint32_t));
  }
  return true;
}

bool CborNode::floats(std::vector<float>& out) const {
  const auto bytes = value_->bytes;
  if (value_->kind != NodeKind::bytes || bytes.size() % sizeof(float) != 0) return false;
  out.resize(bytes.size() / sizeof(float));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto bits = little_endian<std::uint32_t>(bytes.data() + i * sizeof(float));
    out[i] = __builtin_bit_cast(float, bits);
    if (bits != bits_of(out[i])) return false;
  }
  return true;
}

bool CborNode::packed(std::vector<std::uint32_t>& out) const {
  const auto bytes = value_->bytes;
  if (value_->kind != NodeKind::bytes || bytes.empty()) return false;
  const std::size_t width = bytes[0];
  const bool fits = (width == 1 || width == 2 || width == 4) && (bytes.size() - 1) % width == 0;
  if (!fits) return false;
  out.resize((bytes.size() - 1) / width);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint8_t* at = bytes.data() + 1 + i * width;
    out[i] = width == 1   ? at[0]
             : width == 2 ? little_endian<std::uint16_t>(at)
                          : little_endian<std::uint32_t>(at);
  }
  return narrowest(out) == width;  // one content has one string of bytes
}

std::optional<CborNode> CborNode::find(std::string_view key) const {
  const auto found = std::lower_bound(value_->keys.begin(), value_->keys.end(), key, comes_before);
  if (found == value_->keys.end() || *found != key) return std::nullopt;
  return item(static_cast<std::size_t>(found - value_->keys.begin()));
}

std::string CborNode::seen() const {
  switch (kind()) {
    case NodeKind::null:
      return "null";
    case NodeKind::boolean:
      return boolean() ? "true" : "false";
    case NodeKind::integer:
      return std::to_string(value_->integer);
    case NodeKind::number:
      return "a float";
    case NodeKind::text:
      return "a text of " + std::to_string(value_->bytes.size()) + " bytes";
    case NodeKind::bytes:
      return std::to_string(value_->bytes.size()) + " bytes";
    case NodeKind::array:
      return "a list of " + std::to_string(size());
    case NodeKind::map:
      return "an object of " + std::to_string(size());
  }
  return "something else";
}

}  // namespace nearside
