// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>

#include "core/base/result.h"
#include "tools/commands/commands.h"

namespace nearside {

/// The value, or the end of the command with the error's sentence.
template <class T>
T value_or_fail(Result<T> result) {
  if (!result) throw CommandFailed{result.error().text()};
  return std::move(*result);
}

/// For `check` of an option; what it returns is the complaint.
inline std::string one_character(const std::string& text) {
  return text.size() == 1 ? "" : "must be one character";
}

inline void succeed_or_fail(const Status& status) {
  if (!status) throw CommandFailed{status.error().text()};
}

}  // namespace nearside
