// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace nearside {

/// A text as a terminal may have it, whatever a table or a model file wrote into it: what moves the cursor,
/// hides or turns around text (control characters but the line break, DEL, C1, bidirectional controls, line
/// and paragraph separators, characters of no width) is shown as \u001b (beyond U+FFFF as JSON's pair), and
/// bytes that are no UTF-8 as \xff. JSON stays the same JSON.
std::string printable(std::string_view text);

/// The same on one line: a line break is shown as \u000a. For a value inside a text of ours, which could else
/// go on as if it were ours.
std::string printable_line(std::string_view text);

}  // namespace nearside
