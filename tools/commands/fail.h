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

inline void succeed_or_fail(const Status& status) {
  if (!status) throw CommandFailed{status.error().text()};
}

}  // namespace nearside
