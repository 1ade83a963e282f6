// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace nearside {

enum class ErrorCode {
  bad_csv,         ///< text that is not a well-formed table
  bad_recipe,      ///< a recipe that can't be followed
  bad_data,        ///< a table that can't be used with this recipe or model
  bad_model_file,  ///< bytes that are not a model file, or one that contradicts itself
  too_new,         ///< a model file of a later format version
  replay_failed,   ///< a model file whose test vectors do not give the expected bits here
  cannot_fit,      ///< data from which the wanted model can't be estimated
  cannot_write,    ///< a file that could not be read or written
};

/// The name that crosses the boundary and stands in JSON, e.g. `bad_model_file`.
constexpr std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_csv:
      return "bad_csv";
    case ErrorCode::bad_recipe:
      return "bad_recipe";
    case ErrorCode::bad_data:
      return "bad_data";
    case ErrorCode::bad_model_file:
      return "bad_model_file";
    case ErrorCode::too_new:
      return "too_new";
    case ErrorCode::replay_failed:
      return "replay_failed";
    case ErrorCode::cannot_fit:
      return "cannot_fit";
    case ErrorCode::cannot_write:
      return "cannot_write";
  }
  return "unknown";
}

/// What went wrong, where, and what was seen.
/// `path` points into the thing that was read: `steps[2].columns[0]`, `row 17, column age`.
struct Error {
  ErrorCode code;
  std::string path;
  std::string message;

  /// `path: message`, for people.
  std::string text() const { return path.empty() ? message : path + ": " + message; }
};

/// `bad_model_file` or `bad_recipe`, at `path`, at `path.field` or at `path.list[index]`.
Error bad_model(std::string_view path, std::string_view message);
Error bad_model(std::string_view path, std::string_view field, std::string_view message);
Error bad_model(std::string_view path, std::string_view list, std::size_t index, std::string_view message);
/// At `path.field`: there is another `text`.
Error stands_twice(std::string_view path, std::string_view field, std::string_view text);
Error bad_recipe(std::string_view path, std::string_view message);

/// `list[3]`: where an entry stands.
std::string indexed(std::string_view list, std::size_t index);

/// A value, or the error that took its place. Check with `if (!result)` before using `*result`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  T& operator*() { return *std::get_if<0>(&content_); }
  const T& operator*() const { return *std::get_if<0>(&content_); }
  T* operator->() { return std::get_if<0>(&content_); }
  const T* operator->() const { return std::get_if<0>(&content_); }
  const Error& error() const { return *std::get_if<1>(&content_); }

 private:
  std::variant<T, Error> content_;
};

/// Success, or an error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return !error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace nearside
