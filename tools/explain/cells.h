// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers and rows of cells in the texts that the tool prints.
#include <cstddef>
#include <string>
#include <vector>

namespace nearside::cells {

/// Four significant digits, for reading; NaN as a dash.
std::string brief(double value);

/// A share as per cent; NaN, a share that is kept back, as "few".
std::string percent(double share);

/// Pads with spaces; counts characters, not bytes.
std::string padded(std::string text, std::size_t width);

/// An indented line of cells, each but the last padded to its width, and one that is wider still parted from
/// the next. A line break in a cell is shown, never made.
std::string row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths);

/// The parts with commas between them.
std::string joined(const std::vector<std::string>& parts);

}  // namespace nearside::cells
