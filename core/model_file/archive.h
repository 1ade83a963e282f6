// SPDX-License-Identifier: Apache-2.0
#pragma once
// One `describe(archive, self)` a struct says what its fields are called and mean. From it come reading,
// writing, the documentation and the objects that the page sees:
//   archive.field("name", self.name, "meaning")      always stands
//   archive.optional("name", self.name, "meaning")   may be left out of a recipe, never of a model file
//   archive.since(2, "name", self.name, "meaning")   may be left out of a recipe; stands in a model file from
//                                                    that format version on, and has its default in older
//                                                    ones
// This header walks such descriptions; a *sink* takes the values (CBOR, JSON, JavaScript), a *node* gives
// them (CBOR, JSON).
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/closest_name.h"
#include "core/base/names_of.h"
#include "core/base/packed_integers.h"
#include "core/base/result.h"

namespace nearside {
namespace archive_detail {
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};
template <class T>
struct IsVariant : std::false_type {};
template <class... T>
struct IsVariant<std::variant<T...>> : std::true_type {};
template <class T>
struct IsByteArray : std::false_type {};
template <std::size_t N>
struct IsByteArray<std::array<std::uint8_t, N>> : std::true_type {};
}  // namespace archive_detail

/// Stands for a field's meaning where nobody reads it: the text is gone when the program runs.
struct Unspoken {
  consteval Unspoken(const char* /*meaning*/) {}
};

template <class Sink, class T>
void write(Sink& sink, const T& value);

/// Any sink, behind virtual functions: `write<ValueSink>` stands once in the patient's module, not once a
/// sink.
class ValueSink {
 public:
  virtual void null() = 0;
  virtual void boolean(bool value) = 0;
  virtual void unsigned_integer(std::uint64_t value) = 0;
  virtual void number(double value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void bytes(std::span<const std::uint8_t> values) = 0;
  virtual void integers(std::span<const std::uint32_t> values) = 0;
  virtual void packed(std::span<const std::uint32_t> values) = 0;
  virtual void numbers(std::span<const double> values) = 0;
  virtual void floats(std::span<const float> values) = 0;
  virtual void begin_array(std::size_t size) = 0;
  virtual void end_array() = 0;
  virtual void begin_map() = 0;
  virtual void key(std::string_view name) = 0;
  virtual void end_map() = 0;

 protected:
  ~ValueSink() = default;
};

template <class Sink>
struct WriteArchive {
  Sink& sink;
  template <class T>
  void field(std::string_view key, const T& value, Unspoken /*meaning*/) {
    write_field(key, &value,
                [](Sink& into, const void* field) { write(into, *static_cast<const T*>(field)); });
  }
  template <class T>
  void optional(std::string_view key, const T& value, Unspoken meaning) {
    field(key, value, meaning);
  }
  template <class T>
  void since(std::uint32_t version, std::string_view key, const T& value, Unspoken meaning) {
    if constexpr (requires { sink.knows(version); }) {
      if (!sink.knows(version)) {
        // What says something makes `encode` write anew in the version that knows it.
        bool says_nothing = false;
        if constexpr (requires { value.empty(); }) says_nothing = value.empty();
        if (!says_nothing) sink.leave_out(version);
        return;
      }
    }
    field(key, value, meaning);
  }
  [[gnu::noinline]] void write_field(std::string_view key, const void* value,
                                     void (*write_value)(Sink&, const void*)) {
    sink.key(key);
    write_value(sink, value);
  }
};

/// Walks a value and hands its parts to `sink`: null, boolean, unsigned_integer, number, text, bytes (u8),
/// integers (u32), packed, numbers (f64), floats (f32), begin_array/end_array, begin_map/key/end_map.
template <class Sink, class T>
void write(Sink& sink, const T& value) {
  using namespace archive_detail;
  if constexpr (std::is_same_v<T, bool>) {
    sink.boolean(value);
  } else if constexpr (std::is_enum_v<T>) {
    sink.text(enum_name(value));
  } else if constexpr (std::is_unsigned_v<T>) {
    sink.unsigned_integer(value);
  } else if constexpr (std::is_same_v<T, double>) {
    sink.number(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    sink.text(value);
  } else if constexpr (std::is_same_v<T, std::vector<double>>) {
    sink.numbers(value);
  } else if constexpr (std::is_same_v<T, std::vector<std::uint32_t>>) {
    sink.integers(value);
  } else if constexpr (std::is_same_v<T, std::vector<float>>) {
    sink.floats(value);
  } else if constexpr (std::is_same_v<T, PackedIntegers>) {
    sink.packed(value.values);
  } else if constexpr (std::is_same_v<T, std::vector<std::uint8_t>> || IsByteArray<T>::value) {
    sink.bytes(std::span<const std::uint8_t>(value.data(), value.size()));
  } else if constexpr (IsOptional<T>::value) {
    if (value) {
      write(sink, *value);
    } else {
      sink.null();
    }
  } else if constexpr (IsVector<T>::value) {
    sink.begin_array(value.size());
    for (const auto& item : value) write(sink, item);
    sink.end_array();
  } else if constexpr (IsMap<T>::value) {
    sink.begin_map();
    for (const auto& [name, item] : value) {
      sink.key(name);
      write(sink, item);
    }
    sink.end_map();
  } else if constexpr (IsVariant<T>::value) {
    sink.begin_map();
    std::visit(
        [&](const auto& alternative) {
          sink.key(alternative.kName);
          write(sink, alternative);
        },
        value);
    sink.end_map();
  } else {
    sink.begin_map();
    WriteArchive<Sink> archive{sink};
    T::describe(archive, value);
    sink.end_map();
  }
}

/// What a node of the read tree is. A whole number in JSON is an `integer` that also serves as a number.
enum class NodeKind : std::uint8_t { null, boolean, integer, number, text, bytes, array, map };

/// Reads a value out of a tree of nodes and keeps the first fault with its path.
/// A node offers: kind(), boolean(), unsigned_integer() -> optional<uint64>, number(), text(), bytes(),
/// numbers(vector<double>&), floats(vector<float>&), integers(vector<uint32>&) and packed(the same) -> bool,
/// size(), item(i), key(i), find(key) -> optional node, seen() (what stands there, for people), and the
/// constants kForPeople (fields may be left out, names are suggested) and kErrorCode.
///
/// The work of a field or a list stands once, behind a pointer to the function that reads its type: written
/// out for every type, it made the patient's module a third larger.
template <class Node>
class Reader {
 public:
  /// `version` is the format version of the file; what is read for people has none.
  template <class T>
  static Result<T> read_all(const Node& root, std::uint32_t version = 0) {
    Reader reader(version);
    T value{};
    read<T>(reader, root, &value);
    if (reader.error_) return std::move(*reader.error_);
    return value;
  }

 private:
  using Read = void (*)(Reader&, const Node&, void*);

  explicit Reader(std::uint32_t version) : version_(version) {}

  struct ReadArchive {
    Reader& reader;
    const Node& node;
    std::vector<std::string_view> names{};
    std::size_t found = 0;

    template <class T>
    void field(std::string_view key, T& value, Unspoken /*meaning*/) {
      reader.read_field(*this, key, true, &value, &Reader::read<T>);
    }
    template <class T>
    void optional(std::string_view key, T& value, Unspoken /*meaning*/) {
      reader.read_field(*this, key, !Node::kForPeople, &value, &Reader::read<T>);
    }
    template <class T>
    void since(std::uint32_t version, std::string_view key, T& value, Unspoken meaning) {
      // An older file does not know the field: where it stands all the same, it is refused as unknown.
      if (Node::kForPeople || reader.version_ >= version) optional(key, value, meaning);
    }
  };

  [[gnu::noinline]] void read_field(ReadArchive& archive, std::string_view key, bool must_stand, void* value,
                                    Read read_value) {
    if (error_) return;
    if constexpr (Node::kForPeople) archive.names.push_back(key);
    const auto child = archive.node.find(key);
    if (child) {
      ++archive.found;
      descend(key, *child, value, read_value);
    } else if (must_stand) {
      std::string message = "field \"";
      message += key;
      fail(message += "\" is missing");
    }
  }

  void descend(std::string_view name, const Node& node, void* value, Read read_value) {
    const std::size_t length = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    read_value(*this, node, value);
    path_.resize(length);
  }

  [[gnu::noinline]] void read_list(const Node& node, void* list, void* (*add)(void*), Read read_item) {
    if (node.kind() != NodeKind::array) return fail_kind("a list", node);
    for (std::size_t i = 0; i < node.size() && !error_; ++i) {
      const std::size_t length = path_.size();
      path_ += '[';
      path_ += std::to_string(i);
      path_ += ']';
      read_item(*this, node.item(i), add(list));
      path_.resize(length);
    }
  }

  [[gnu::noinline]] void fail(std::string message) {
    if (!error_) error_ = Error{Node::kErrorCode, path_, std::move(message)};
  }

  [[gnu::noinline]] void fail_kind(std::string_view wanted, const Node& node) {
    std::string message = "expected ";
    message += wanted;
    message += ", found ";
    fail(message += node.seen());
  }

  [[gnu::noinline]] void fail_name(std::string_view name, std::span<const std::string_view> names) {
    std::string message = "\"";
    message += name;
    message += "\" is not known";
    if constexpr (Node::kForPeople) message += suggestion(name, {names.begin(), names.end()});
    fail(std::move(message));
  }

  [[gnu::noinline]] std::optional<std::uint64_t> read_whole(const Node& node, std::uint64_t largest) {
    const std::optional<std::uint64_t> number = node.unsigned_integer();
    if (number && *number <= largest) return number;
    fail_kind("a whole number from 0 to " + std::to_string(largest), node);
    return std::nullopt;
  }

  /// The index of the text among `names`.
  [[gnu::noinline]] std::optional<std::size_t> read_name(const Node& node,
                                                         std::span<const std::string_view> names) {
    if (node.kind() != NodeKind::text) {
      fail_kind("a text", node);
      return std::nullopt;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == node.text()) return i;
    }
    fail_name(node.text(), names);
    return std::nullopt;
  }

  [[gnu::noinline]] void refuse_unknown_fields(const ReadArchive& archive) {
    if (error_ || archive.found == archive.node.size()) return;
    if constexpr (Node::kForPeople) {
      for (std::size_t i = 0; i < archive.node.size(); ++i) {
        bool known = false;
        for (std::string_view name : archive.names) known = known || name == archive.node.key(i);
        if (!known) return fail_name(archive.node.key(i), archive.names);
      }
    }
    fail("has a field that this version does not know");
  }

  template <class T>
  static void read(Reader& reader, const Node& node, void* target) {
    using namespace archive_detail;
    T& value = *static_cast<T*>(target);
    if (reader.error_) return;
    if constexpr (std::is_same_v<T, bool>) {
      if (node.kind() != NodeKind::boolean) return reader.fail_kind("true or false", node);
      value = node.boolean();
    } else if constexpr (std::is_enum_v<T>) {
      if (const auto index = reader.read_name(node, NamesOf<T>::names)) value = static_cast<T>(*index);
    } else if constexpr (std::is_unsigned_v<T>) {
      if (const auto whole = reader.read_whole(node, static_cast<T>(-1))) value = static_cast<T>(*whole);
    } else if constexpr (std::is_same_v<T, double>) {
      const bool fits =
          node.kind() == NodeKind::number || (Node::kForPeople && node.kind() == NodeKind::integer);
      if (!fits) return reader.fail_kind("a number", node);
      value = node.number();
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (node.kind() != NodeKind::text) return reader.fail_kind("a text", node);
      value = std::string(node.text());
    } else if constexpr (std::is_same_v<T, std::vector<double>>) {
      if (!node.numbers(value)) reader.fail_kind("a list of numbers", node);
    } else if constexpr (std::is_same_v<T, std::vector<std::uint32_t>>) {
      if (!node.integers(value)) reader.fail_kind("a list of whole numbers", node);
    } else if constexpr (std::is_same_v<T, std::vector<float>>) {
      if (!node.floats(value)) reader.fail_kind("a list of 32-bit numbers", node);
    } else if constexpr (std::is_same_v<T, PackedIntegers>) {
      if (!node.packed(value.values)) reader.fail_kind("a packed list of whole numbers", node);
    } else if constexpr (std::is_same_v<T, std::vector<std::uint8_t>>) {
      if (node.kind() != NodeKind::bytes) return reader.fail_kind("bytes", node);
      value.assign(node.bytes().begin(), node.bytes().end());
    } else if constexpr (IsByteArray<T>::value) {
      if (node.kind() != NodeKind::bytes || node.bytes().size() != value.size()) {
        return reader.fail_kind(std::to_string(value.size()) + " bytes", node);
      }
      std::copy(node.bytes().begin(), node.bytes().end(), value.begin());
    } else if constexpr (IsOptional<T>::value) {
      value.reset();
      if (node.kind() != NodeKind::null) read<typename T::value_type>(reader, node, &value.emplace());
    } else if constexpr (IsVector<T>::value) {
      value.clear();
      const auto add = [](void* list) -> void* { return &static_cast<T*>(list)->emplace_back(); };
      reader.read_list(node, &value, add, &Reader::read<typename T::value_type>);
    } else if constexpr (IsMap<T>::value) {
      value.clear();
      if (node.kind() != NodeKind::map) return reader.fail_kind("an object", node);
      for (std::size_t i = 0; i < node.size(); ++i) {
        reader.descend(node.key(i), node.item(i), &value[std::string(node.key(i))],
                       &Reader::read<typename T::mapped_type>);
      }
    } else if constexpr (IsVariant<T>::value) {
      read_variant(reader, node, value, std::make_index_sequence<std::variant_size_v<T>>());
    } else {
      if (node.kind() != NodeKind::map) return reader.fail_kind("an object", node);
      ReadArchive archive{reader, node};
      T::describe(archive, value);
      reader.refuse_unknown_fields(archive);
    }
  }

  template <class T, std::size_t... I>
  static void read_variant(Reader& reader, const Node& node, T& value, std::index_sequence<I...>) {
    if (node.kind() != NodeKind::map || node.size() != 1)
      return reader.fail_kind("an object with one name", node);
    const std::string_view name = node.key(0);
    const bool found = (read_alternative<I>(reader, node, name, value) || ...);
    static constexpr std::array<std::string_view, sizeof...(I)> kNames{
        std::variant_alternative_t<I, T>::kName...};
    if (!found) reader.fail_name(name, kNames);
  }

  template <std::size_t I, class T>
  static bool read_alternative(Reader& reader, const Node& node, std::string_view name, T& value) {
    using Alternative = std::variant_alternative_t<I, T>;
    if (name != Alternative::kName) return false;
    reader.descend(name, node.item(0), &value.template emplace<I>(), &Reader::read<Alternative>);
    return true;
  }

  std::string path_;
  std::uint32_t version_ = 0;
  std::optional<Error> error_;
};

}  // namespace nearside
