// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/engine.h"
#include "core/models/additive.h"

namespace nearside {

/// Each shape function as a small table, and the pairs by their size.
std::string written_shapes(const Engine& engine, const Additive& model);

/// A score as a card that can be used on paper: the points of each answer, then the risk of each total.
std::string points_card(const Engine& engine, const Additive& model);

}  // namespace nearside
