// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tools/profile/profile.h"

namespace nearside {

/// The profile for a terminal: the columns with a small picture each, the findings, the patterns.
std::string profile_text(const Profile& profile);

/// One static page that needs no script and asks for nothing else.
std::string profile_html(const Profile& profile);

/// Heights of bars, 0 to 1, as block characters; a bar that holds anything is never empty.
std::string sparkline(const std::vector<double>& heights);

/// What the picture of a column shows: rows a bin or a level.
std::vector<double> picture_of(const ColumnReport& column);

}  // namespace nearside
