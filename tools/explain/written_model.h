// SPDX-License-Identifier: Apache-2.0
#pragma once
// All that is in a model file, written out for people.
#include <cstddef>
#include <string>

#include "core/engine.h"
#include "core/model_file/card.h"

namespace nearside {

/// Performance as lines of text.
std::string performance_lines(const Performance& performance);

/// All that is in a model file, for people.
std::string model_text(const Engine& engine, std::size_t file_bytes);

}  // namespace nearside
