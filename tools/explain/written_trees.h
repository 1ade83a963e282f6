// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/engine.h"
#include "core/models/trees.h"

namespace nearside {

/// How many trees and splits there are, how deep, and which columns they split; a few small trees in full.
std::string written_trees(const Engine& engine, const Trees& trees);

}  // namespace nearside
