// SPDX-License-Identifier: Apache-2.0
#pragma once
// Documentation from the same descriptions that read and write: a field a row, with its path, type and
// meaning.
#include <string>
#include <string_view>
#include <vector>

#include "core/model_file/archive.h"

namespace nearside {

struct FieldRow {
  std::string path;
  std::string type;
  std::string meaning;
  bool may_be_left_out = false;
  std::uint32_t since = 1;  ///< format version of the model file from which the field stands
};

namespace field_table_detail {

template <class T>
std::string type_name() {
  using namespace archive_detail;
  if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (std::is_enum_v<T>) {
    std::string names;
    for (std::string_view name : NamesOf<T>::names)
      names += (names.empty() ? "`" : ", `") + std::string(name) + "`";
    return (NamesOf<T>::names.size() > 1 ? "one of " : "") + names;
  } else if constexpr (std::is_unsigned_v<T>) {
    return "whole number";
  } else if constexpr (std::is_same_v<T, double>) {
    return "number";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "text";
  } else if constexpr (std::is_same_v<T, std::vector<double>>) {
    return "f64 list";
  } else if constexpr (std::is_same_v<T, std::vector<std::uint32_t>>) {
    return "u32 list";
  } else if constexpr (std::is_same_v<T, std::vector<std::uint8_t>>) {
    return "u8 list";
  } else if constexpr (std::is_same_v<T, std::vector<float>>) {
    return "f32 list";
  } else if constexpr (std::is_same_v<T, PackedIntegers>) {
    return "packed list";
  } else if constexpr (IsByteArray<T>::value) {
    return std::to_string(T().size()) + " bytes";
  } else if constexpr (IsOptional<T>::value) {
    return type_name<typename T::value_type>() + " or null";
  } else if constexpr (IsVector<T>::value) {
    return "list of " + type_name<typename T::value_type>();
  } else if constexpr (IsMap<T>::value) {
    return "object of " + type_name<typename T::mapped_type>();
  } else if constexpr (IsVariant<T>::value) {
    return "object with one name";
  } else {
    return "object";
  }
}

struct TableArchive {
  std::vector<FieldRow>& rows;
  std::string path;

  template <class T>
  void field(std::string_view key, const T& value, std::string_view meaning) {
    add(key, value, meaning, false);
  }
  template <class T>
  void optional(std::string_view key, const T& value, std::string_view meaning) {
    add(key, value, meaning, true);
  }

  template <class T>
  void since(std::uint32_t version, std::string_view key, const T& value, std::string_view meaning) {
    const std::size_t place = rows.size();
    add(key, value, meaning, true);
    rows[place].since = version;
  }

  template <class T>
  void add(std::string_view key, const T&, std::string_view meaning, bool may_be_left_out) {
    const std::string here = path.empty() ? std::string(key) : path + "." + std::string(key);
    rows.push_back({here, type_name<T>(), std::string(meaning), may_be_left_out});
    inside<T>(here);
  }

  template <class T>
  void inside(const std::string& here) {
    using namespace archive_detail;
    if constexpr (IsOptional<T>::value) {
      inside<typename T::value_type>(here);
    } else if constexpr (IsVector<T>::value) {
      inside<typename T::value_type>(here + "[]");
    } else if constexpr (IsMap<T>::value) {
      inside<typename T::mapped_type>(here + ".*");
    } else if constexpr (IsVariant<T>::value) {
      alternatives<T>(here, std::make_index_sequence<std::variant_size_v<T>>());
    } else if constexpr (std::is_class_v<T> && !std::is_same_v<T, std::string> && !IsByteArray<T>::value &&
                         !std::is_same_v<T, PackedIntegers>) {
      TableArchive deeper{rows, here};
      const T example{};
      T::describe(deeper, example);
    }
  }

  template <class T, std::size_t... I>
  void alternatives(const std::string& here, std::index_sequence<I...>) {
    (inside<std::variant_alternative_t<I, T>>(here + "." +
                                              std::string(std::variant_alternative_t<I, T>::kName)),
     ...);
  }
};

}  // namespace field_table_detail

/// Every field of T and of what is inside it, depth first, in the order of the descriptions.
template <class T>
std::vector<FieldRow> field_table() {
  std::vector<FieldRow> rows;
  field_table_detail::TableArchive archive{rows, ""};
  const T example{};
  T::describe(archive, example);
  return rows;
}

}  // namespace nearside
